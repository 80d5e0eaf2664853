"""What is wrong with an agreement's file: line, key, and a sentence in Thai and in English."""

from collections.abc import Iterable
from typing import NamedTuple

from chumchon.thai.errors import BadInput


class Fault(NamedTuple):
    """One fault. line counts from 1; key is the path, e.g. "benefit.hospital.year_units"; code is stable."""

    line: int
    key: str
    code: str
    th: str
    en: str

    @property
    def line_th(self) -> str:
        """The fault as one line of text in Thai."""
        return f"บรรทัด {self.line}: {self.key + ': ' if self.key else ''}{self.th}"


class Faulty(BadInput):
    """An agreement that is refused; `faults` holds all of its faults in the order of their lines."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        first = self.faults[0]
        more = len(self.faults) - 1
        super().__init__(
            "BAD_AGREEMENT",
            first.line_th + (f" (และอีก {more} แห่ง)" if more else ""),
            f"Line {first.line}: {first.key}: {first.en}" + (f" (and {more} more)" if more else ""),
        )


class Wrong(Exception):
    """Inside the loader: what is wrong with one value, before its line is known."""

    def __init__(self, code: str, th: str, en: str) -> None:
        super().__init__(code)
        self.code, self.th, self.en = code, th, en
