"""Which skills a tambon lacks: held against needed."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Gap:
    """A skill of a tambon: how many people hold it, how many it needs."""

    code: str
    name_th: str
    why_th: str
    held: int
    needed: int
    own: bool

    @property
    def lacks(self) -> int:
        """How many people are missing; never below zero."""
        return max(0, self.needed - self.held)


def lacking(gaps: Iterable[Gap]) -> list[Gap]:
    """What is lacked most comes first; what is held by nobody before what is held by a few."""
    rows = [g for g in gaps if g.needed or g.held]
    return sorted(rows, key=lambda g: (-g.lacks, g.held > 0, g.name_th))
