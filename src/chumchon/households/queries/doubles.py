"""Two visits to one house within a few days by two people: both beside each other, for a person to choose."""

from dataclasses import dataclass

from ..models import Register, Visit
from . import questions
from .passbook import answers_of
from .sealed import opened


@dataclass(frozen=True)
class Differs:
    """A question that the two visits answered differently."""

    name: str
    first: str
    second: str
    first_words: str
    second_words: str


@dataclass(frozen=True)
class Double:
    """The visit that waits, the nearest that counts, and where they differ."""

    visit: Visit
    other: Visit | None
    head: str
    differs: list[Differs]


def waiting(register: Register) -> list[Double]:
    """All that wait, oldest first."""
    rows = Visit.objects.filter(passbook__register=register, state="double").select_related(
        "passbook__household__village", "by"
    )
    return [_double(v) for v in rows.order_by("arrived_at")]


def _double(visit: Visit) -> Double:
    counted = list(Visit.objects.filter(passbook=visit.passbook_id, state="counted").select_related("by"))
    other = min(counted, key=lambda v: abs((v.visited_on - visit.visited_on).days), default=None)
    asked = questions.version(visit.questions) or questions.on(visit.visited_on)
    mine, theirs = answers_of(visit), answers_of(other)
    differs = [
        Differs(
            q.th,
            theirs.get(q.key, ""),
            mine.get(q.key, ""),
            q.words(theirs.get(q.key, "")),
            q.words(mine.get(q.key, "")),
        )
        for q in asked.questions
        if other is not None and theirs.get(q.key) != mine.get(q.key)
    ]
    return Double(visit, other, opened(visit.uid, visit.sealed).get("head", ""), differs)
