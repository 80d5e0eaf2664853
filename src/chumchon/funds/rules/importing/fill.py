"""What a file knows that the register does not: which empty fields of a member it fills. Nothing is ever written over. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .rows import Facts

FILLABLE = ("citizen_id", "birth", "phone", "village", "house", "beneficiary")


@dataclass(frozen=True)
class Stored:
    """A member whom the fund has: id, C.E. birth day, number of the village, and which of FILLABLE are empty."""

    member_id: int
    birth_day: date | None
    village: int | None
    empty: frozenset[str]


@dataclass(frozen=True)
class Fill:
    """Fields of a member that a row fills."""

    member_id: int
    fields: tuple[str, ...]


def fields_to_fill(stored: Stored, facts: "Facts") -> tuple[str, ...]:
    """Fields that are empty in the register and that the row says. A house needs the village in which it stands."""
    village = stored.village or facts.village
    said = {
        "citizen_id": bool(facts.citizen_id), "birth": facts.birth_day is not None, "phone": bool(facts.phone),
        "village": facts.village is not None, "beneficiary": bool(facts.beneficiary),
        "house": bool(facts.house_no) and village is not None and facts.village in (None, village),
    }  # fmt: skip
    return tuple(f for f in FILLABLE if f in stored.empty and said[f])


def may_be_same(stored: Stored, facts: "Facts") -> bool:
    """A row with the number and the name of a member who has no citizen id: another birth day says another person."""
    same_birth = None in (stored.birth_day, facts.birth_day) or stored.birth_day == facts.birth_day
    return "citizen_id" in stored.empty and same_birth
