"""Kinds of money that come into a project's book beside instalments, and how plan, book and works meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .plans import ACCOUNT_OF_USE


class Kind(NamedTuple):
    """A kind of income: its Thai name and the account of the project's book that it credits."""

    name_th: str
    account: str


KINDS = {
    "loan": Kind("สินเชื่อของครัวเรือน", "4230"), "savings": Kind("เงินออมและเงินของครัวเรือน", "4240"), "local": Kind("ท้องถิ่น", "4250"),
    "partner": Kind("ภาคีอื่น", "4250"),
}  # fmt: skip
BY_HAND = ("savings", "local", "partner")
_SOURCES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("อุดหนุนสาธารณูปโภค", ("subsidy_infrastructure",), "4210"),
    ("อุดหนุนที่อยู่อาศัย", ("subsidy_house",), "4220"),
    ("สินเชื่อของครัวเรือน", ("loan",), "4230"),
    ("เงินออมและเงินของครัวเรือน", ("savings",), "4240"),
    ("ท้องถิ่นและภาคี", ("local", "partner"), "4250"),
    ("เงินช่วยเหลือและบ้านพักชั่วคราว", ("aid", "temporary_home"), "4260"),
)
_USES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("สาธารณูปโภค", ("5310",)),
    ("ที่ดิน บ้าน และช่วยเหลือ", ("5320", "5350", "5360", "5370")),
    ("ออกแบบและบริหาร", ("5330",)),
    ("คืนเงินเหลือ", ("5340",)),
)


@dataclass(frozen=True)
class Line:
    """A source or use: what the plan says and what the book says, satang. over: more than planned."""

    word: str
    planned: int
    real: int

    @property
    def left(self) -> int:
        """Still to come, or to be spent; below zero: more than planned."""
        return self.planned - self.real

    @property
    def over(self) -> bool:
        """More than the plan says."""
        return self.real > self.planned


@dataclass(frozen=True)
class Meeting:
    """Plan and book of a project. labour stands in the plan alone: it is no money. rest: expenses of no planned kind."""

    sources: list[Line]
    uses: list[Line]
    labour: int
    cash: int

    @property
    def received(self) -> int:
        """All money that came in."""
        return sum(x.real for x in self.sources)

    @property
    def spent(self) -> int:
        """All money that went out."""
        return sum(x.real for x in self.uses)

    @property
    def meets(self) -> bool:
        """What came in, less what went out, is what lies there."""
        return self.received - self.spent == self.cash


def meeting(lines: Iterable[tuple[str, str, int]], balances: Mapping[str, int], cash: int) -> Meeting:
    """lines: (side, kind, satang) of the plan sent up last; balances: satang by account of the project's book, debit above zero."""
    plan: dict[tuple[str, str], int] = {}
    for side, kind, satang in lines:
        plan[side, kind] = plan.get((side, kind), 0) + satang
    sources = [
        Line(word, sum(plan.get(("source", k), 0) for k in kinds), -balances.get(account, 0))
        for word, kinds, account in _SOURCES
    ]
    uses = []
    for word, accounts in _USES:
        kinds = [k for k, a in ACCOUNT_OF_USE.items() if a in accounts]
        spent = sum(balances.get(a, 0) for a in accounts)
        uses.append(Line(word, sum(plan.get(("use", k), 0) for k in kinds), spent))
    known = {account for _, accounts in _USES for account in accounts}
    rest = sum(satang for code, satang in balances.items() if code.startswith("5") and code not in known)
    other = -sum(s for code, s in balances.items() if code[0] in "34" and code not in {a for _, _, a in _SOURCES})
    uses += [Line("อื่น ๆ", 0, rest)] if rest else []
    sources += [Line("อื่น ๆ", 0, other)] if other else []
    keep = [x for x in sources if x.planned or x.real]
    return Meeting(keep, [x for x in uses if x.planned or x.real], plan.get(("source", "labour"), 0), cash)
