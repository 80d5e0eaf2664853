"""The list of a village by need: a few reads for all its households, the rule, then rows with words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

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


@dataclass(frozen=True)
class ListRow:
    """A household on the list; place counts from 1 within what is shown."""

    place: int
    passbook: Passbook
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


def houses(
    register: Register, passbooks: Sequence[Passbook], said: dict[int, dict[str, Any]], today: date
) -> list[House]:
    """What the rule needs of each household that was visited. said: the opened newest visit by passbook."""
    reached = programmes(register, [p.household_id for p in passbooks])
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
    made_ = []
    for p in passbooks:
        if p.newest is None:
            continue
        programmes_of = set(reached.get(p.household_id, ()))
        programmes_of |= {"help"} if p.pk in helped else set()
        programmes_of |= {"referral"} if p.pk in open_ else set()
        before = opened(p.before.uid, p.before.sealed).get("answers", {}) if p.before else {}
        asked = versions.get(p.newest.questions) or questions.on(p.newest.visited_on)
        made_.append(
            House(
                p.pk, asked, said[p.pk].get("answers", {}), said[p.pk].get("counts", {}), before, frozenset(programmes_of),
                p.revisit_on, late.get(p.pk, 0),
            )
        )  # fmt: skip
    return made_


def ranked_list(register: Register, filters: Filters, today: date, beat: Beat = WHOLE) -> list[ListRow]:
    """Households by need, greatest first, narrowed by the filters and to the villages of a beat; each with its reasons."""
    rows = Passbook.objects.filter(register=register, state="open", newest__isnull=False)
    if beat is not None:
        rows = rows.filter(household__village__in=beat)
    if filters.village:
        rows = rows.filter(household__village__number=filters.village)
    found = list(
        rows.select_related("household__village", "newest", "before").order_by(
            "household__village__number", "household__house_key", "id"
        )
    )
    said = {p.pk: opened(p.newest.uid, p.newest.sealed) for p in found if p.newest}
    by_key = {p.pk: p for p in found}
    made: list[ListRow] = []
    for one in rank(houses(register, found, said, today), today):
        passbook, words = by_key[one.key], said[one.key]
        if not _asked(filters, passbook, one, words, today):
            continue
        people = words.get("counts", {}).get("people", 0)
        made.append(ListRow(len(made) + 1, passbook, words.get("head", ""), people, one))
    return made


def _asked(filters: Filters, passbook: Passbook, one: Ranked, said: dict[str, Any], today: date) -> bool:
    text = "".join(filters.text.split())
    if text and text not in "".join(f"{said.get('head', '')}{passbook.household.house_no}".split()):
        return False
    if filters.which == "need":
        return one.in_need
    if filters.which == "nobody":
        return one.nobodys
    if filters.which == "late":
        overdue = passbook.revisit_on is not None and passbook.revisit_on < today
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
