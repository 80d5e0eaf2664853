"""A file that knows more than the register: fields that are empty there are filled from it, and nothing is written over."""

from collections.abc import Sequence
from datetime import date, datetime

from chumchon.access.rules import Actor
from chumchon.access.walls import whole_nation
from chumchon.areas.models import Village
from chumchon.people.actions import forget_empty_households
from chumchon.people.derived import person_text
from chumchon.people.models import Household, Person
from chumchon.people.protect import index, seal
from chumchon.thai.citizen import mask

from ..models import Fund, ImportBatch, Member, MemberEvent
from ..queries.members_history import unpack
from ..rules.importing.rows import Facts, Judged
from . import members_history as history
from .bulk import insert_many

AT_ONCE = 200
_PERSON = [
    "birth_day",
    "birth_precision",
    "phone",
    "citizen_cipher",
    "citizen_index",
    "citizen_masked",
    "household",
    "search_text",
]
_MEMBER = ["village", "beneficiary"]


def fill_in(
    fund: Fund, judged: Sequence[Judged], houses: dict[tuple[int, str], int], batch: ImportBatch, actor: Actor,
    now: datetime, day: date,
) -> int:  # fmt: skip
    """Fill what the judge found empty, inside the caller's transaction; each member gets an event. Returns how many.

    houses: ids of households by village number and house number.
    """
    wanted = {j.fill.member_id: j for j in judged if j.fill}
    villages = {v.number: v for v in fund.organisation.subdistrict.villages.all()}
    for members in _members(list(wanted)):
        before = [history.state_of(m) for m in members]
        for member in members:
            row = wanted[member.pk]
            assert row.fill is not None  # noqa: S101 - only such rows are wanted
            _fill(member, row.facts, row.fill.fields, villages, houses)
        _save(members)
        insert_many([
            _event("fill", m, b, "", batch, actor, now, day) for m, b in zip(members, before, strict=True)
        ])  # fmt: skip
    return len(wanted)


def _members(ids: Sequence[int]) -> list[list[Member]]:
    rows = Member.objects.select_related("person__household", "village", "user").select_for_update(of=("self",))
    return [list(rows.filter(pk__in=ids[at : at + AT_ONCE]).order_by("id")) for at in range(0, len(ids), AT_ONCE)]


def _fill(
    member: Member,
    facts: Facts,
    fields: Sequence[str],
    villages: dict[int, Village],
    houses: dict[tuple[int, str], int],
) -> None:
    person = member.person
    if "birth" in fields:
        person.birth_day, person.birth_precision = facts.birth_day, facts.birth_precision
    if "phone" in fields:
        person.phone = facts.phone
    if "citizen_id" in fields and facts.citizen_id:
        person.citizen_cipher, person.citizen_index = seal(person.uid, facts.citizen_id), index(facts.citizen_id)
        person.citizen_masked = mask(facts.citizen_id)
    if "village" in fields and facts.village:
        member.village = villages[facts.village]
    if "house" in fields and member.village is not None:
        person.household = Household(pk=houses[member.village.number, facts.house_no], house_no=facts.house_no)
    if "beneficiary" in fields:
        member.beneficiary = facts.beneficiary


def unfill(batch: ImportBatch, events: Sequence[int], reason: str, actor: Actor, now: datetime, day: date) -> None:
    """Empty again what these events of the batch filled."""
    said = {e.member_id: e for e in MemberEvent.objects.filter(pk__in=events, batch=batch).select_related("member")}
    for members in _members(list(said)):
        before = [history.state_of(m) for m in members]
        houses = {m.person.household_id for m in members}
        for member in members:
            _empty(member, set(unpack(member.salt, said[member.pk].after)))
        _save(members)
        insert_many([
            _event("unfill", m, b, reason, batch, actor, now, day) for m, b in zip(members, before, strict=True)
        ])  # fmt: skip
        with whole_nation(passbooks=True):  # a house that a passbook speaks of stays
            forget_empty_households(pk for pk in houses if pk)


def _empty(member: Member, fields: set[str]) -> None:
    person = member.person
    if "birth_day" in fields:
        person.birth_day, person.birth_precision = None, "none"
    if "phone" in fields:
        person.phone = ""
    if "citizen" in fields:
        person.citizen_cipher, person.citizen_index, person.citizen_masked = None, None, ""
    if "house_no" in fields:
        person.household = None
    if "village" in fields:
        member.village = None
    if "beneficiary" in fields:
        member.beneficiary = ""


def _save(members: Sequence[Member]) -> None:
    for member in members:
        member.person.search_text = person_text(member.person)[:190]
    Person.objects.bulk_update([m.person for m in members], _PERSON)
    Member.objects.bulk_update(members, _MEMBER)


def _event(
    kind: str,
    member: Member,
    before: history.State,
    reason: str,
    batch: ImportBatch,
    actor: Actor,
    now: datetime,
    day: date,
) -> MemberEvent:
    event = history.event_of(member, kind, day, reason, before, history.state_of(member), actor.user_id, now)
    event.batch_id = batch.pk
    return event
