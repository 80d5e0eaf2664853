"""The list of a village by need: a few reads for all its households, the rule, then rows with words."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from chumchon.access.walls import whole_nation
from chumchon.funds.models import Member
from chumchon.homes.models import SurveyedHouse

from ..models import HouseholdHelp, Passbook, Referral, Register
from ..rules.need import House, Ranked, rank
from ..rules.referrals import OPEN, lateness
from . import questions
from .beats import WHOLE, Beat
from .sealed import opened

HELP_DAYS = 365
ENDED = ("cancelled", "handed_over")


@dataclass(frozen=True)
class Filters:
    """What the address asks for. which: "" all that were visited, need, nobody, late (referral or revisit), refused."""

    village: int = 0
    which: str = ""
    text: str = ""


class Listed(NamedTuple):
    """What the list needs of a passbook, as plain cells: a thousand houses as rows of models cost more than all the rest."""

    pk: int
    household_id: int
    village: int
    house_no: str
    revisit_on: date | None
    questions: str
    visited_on: date
    uid: UUID
    sealed: bytes
    before_uid: UUID | None
    before_sealed: bytes | None


CELLS = (
    "pk", "household_id", "household__village__number", "household__house_no", "revisit_on", "newest__questions",
    "newest__visited_on", "newest__uid", "newest__sealed", "before__uid", "before__sealed",
)  # fmt: skip


@dataclass(frozen=True)
class ListRow:
    """A household on the list; place counts from 1 within what is shown."""

    place: int
    house: Listed
    head: str
    people: int
    ranked: Ranked


@dataclass(frozen=True)
class Sums:
    """The figures above a list, of exactly its rows."""

    houses: int
    people: int
    in_need: int
    nobodys: int


@whole_nation()
def programmes(register: Register, household_ids: Sequence[int]) -> dict[int, set[str]]:
    """Which of fund and homes reach a household of the register: that there is a member or a surveyed house, and no more."""
    reached: dict[int, set[str]] = defaultdict(set)
    wanted = set(household_ids)
    rows = Member.objects.filter(status="active", person__household__passbooks__register=register)
    for pk in rows.values_list("person__household_id", flat=True).distinct():
        if pk in wanted:
            reached[pk].add("fund")
    houses = SurveyedHouse.objects.filter(household__passbooks__register=register).exclude(project__state__in=ENDED)
    for pk in houses.values_list("household_id", flat=True).distinct():
        if pk in wanted:
            reached[pk].add("homes")
    return reached


def listed(rows: QuerySet[Passbook]) -> list[Listed]:
    """Passbooks that were visited, in the order of villages and house numbers."""
    found = rows.filter(state="open", newest__isnull=False)
    ordered = found.order_by("household__village__number", "household__house_key", "id")
    return [Listed(*row) for row in ordered.values_list(*CELLS)]


def houses(register: Register, rows: Sequence[Listed], said: Mapping[int, dict[str, Any]], today: date) -> list[House]:
    """What the rule needs of each household. said: the opened newest visit by passbook."""
    reached = programmes(register, [p.household_id for p in rows])
    helped = set(
        HouseholdHelp.objects.filter(
            passbook__register=register, day__gt=today - timedelta(days=HELP_DAYS), day__lte=today
        ).values_list("passbook_id", flat=True)
    )
    open_: set[int] = set()
    late: dict[int, int] = defaultdict(int)
    days = questions.on(today).need.take_days
    sent = Referral.objects.filter(register=register, state__in=OPEN)
    for pk, state, made, due in sent.values_list("passbook_id", "state", "made_on", "due_on"):
        open_.add(pk)
        late[pk] += bool(lateness(state, made, due, days, today))
    versions = {v.version: v for v in questions.versions()}
    found = []
    for p in rows:
        programmes_of = set(reached.get(p.household_id, ()))
        programmes_of |= {"help"} if p.pk in helped else set()
        programmes_of |= {"referral"} if p.pk in open_ else set()
        before = opened(p.before_uid, p.before_sealed) if p.before_uid and p.before_sealed else {}
        asked = versions.get(p.questions) or questions.on(p.visited_on)
        found.append(
            House(
                p.pk, asked, said[p.pk].get("answers", {}), said[p.pk].get("counts", {}), before.get("answers", {}),
                frozenset(programmes_of), p.revisit_on, late.get(p.pk, 0),
            )
        )  # fmt: skip
    return found


def ranked_list(register: Register, filters: Filters, today: date, beat: Beat = WHOLE) -> list[ListRow]:
    """Households by need, greatest first, narrowed by the filters and to the villages of a beat; each with its reasons."""
    rows = Passbook.objects.filter(register=register)
    if beat is not None:
        rows = rows.filter(household__village__in=beat)
    if filters.village:
        rows = rows.filter(household__village__number=filters.village)
    found = {p.pk: p for p in listed(rows)}
    said = {pk: opened(p.uid, p.sealed) for pk, p in found.items()}
    made: list[ListRow] = []
    for one in rank(houses(register, list(found.values()), said, today), today):
        house, words = found[one.key], said[one.key]
        if not _asked(filters, house, one, words, today):
            continue
        people = words.get("counts", {}).get("people", 0)
        made.append(ListRow(len(made) + 1, house, words.get("head", ""), people, one))
    return made


def _asked(filters: Filters, house: Listed, one: Ranked, said: dict[str, Any], today: date) -> bool:
    text = "".join(filters.text.split())
    if text and text not in "".join(f"{said.get('head', '')}{house.house_no}".split()):
        return False
    if filters.which == "need":
        return one.in_need
    if filters.which == "nobody":
        return one.nobodys
    if filters.which == "late":
        overdue = house.revisit_on is not None and house.revisit_on < today
        return overdue or any(r.startswith("เรื่องส่งต่อเลยกำหนด") for r in one.reasons)
    return True


def sums(rows: Sequence[ListRow]) -> Sums:
    """Of exactly these rows."""
    return Sums(
        len(rows), sum(r.people for r in rows), sum(r.ranked.in_need for r in rows), sum(r.ranked.nobodys for r in rows)
    )


def refused(register: Register, village: int = 0, beat: Beat = WHOLE) -> list[Passbook]:
    """Households that refused or asked to be forgotten: their number alone, so that nobody knocks again unasked."""
    rows = Passbook.objects.filter(register=register).exclude(state="open").select_related("household__village")
    if beat is not None:
        rows = rows.filter(household__village__in=beat)
    if village:
        rows = rows.filter(household__village__number=village)
    return list(rows.order_by("household__village__number", "household__house_key"))


def doubles_waiting(register: Register) -> int:
    """Visits that wait for a person's word."""
    return register.passbooks.filter(visits__state="double").count()
