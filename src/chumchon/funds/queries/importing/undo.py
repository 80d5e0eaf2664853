"""What of an import may be taken back, and who stands in the way: members with money, claims or later changes."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from chumchon.people.queries import AT_ONCE, referred_to

from ...models import BenefitHistory, ImportBatch, ImportRow, Member, MemberEvent
from ...rules.importing.undo import ELSEWHERE, InUse, Undoable, reasons
from ..members_history import unpack


def brought_in(batch: ImportBatch) -> QuerySet[MemberEvent]:
    """The events by which members came in. Files of the first version name no batch: there the moment says it."""
    of = Q(batch=batch) | Q(batch=None, member__fund=batch.fund_id, at=batch.at)
    return MemberEvent.objects.filter(of, kind="import").order_by("id")


def undoable(batch: ImportBatch) -> Undoable:
    """Every member and every filled field of the import: free to be taken back, or in use and why."""
    members = list(brought_in(batch).values_list("member_id", flat=True))
    fills = list(MemberEvent.objects.filter(batch=batch, kind="fill").select_related("member").order_by("id"))
    alive = _numbers([*members, *(f.member_id for f in fills)])
    happened = _happened(alive)
    tables = _spoken_of([pk for pk in members if pk in alive])
    free, in_use = [], []
    for pk in members:
        if pk in alive:
            why = reasons(tables.get(pk, ()), {e.kind for e in happened[pk]})
            if why:
                in_use.append(InUse(pk, alive[pk], why))
            else:
                free.append(pk)
    emptied = []
    for event in fills:
        later = [e for e in happened.get(event.member_id, []) if e.id > event.id]
        if event.member_id not in alive or any(e.kind == "unfill" and e.batch_id == batch.pk for e in later):
            continue
        said = unpack(event.member.salt, event.after).keys()
        if any(said & unpack(event.member.salt, e.after).keys() for e in later):
            in_use.append(InUse(event.member_id, alive[event.member_id], (ELSEWHERE,)))
        else:
            emptied.append(event.id)
    return Undoable(tuple(free), tuple(emptied), tuple(in_use))


def _numbers(ids: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in _parts(ids):
        found |= dict(Member.objects.filter(pk__in=part).values_list("pk", "number"))
    return found


def _happened(ids: Iterable[int]) -> dict[int, list[MemberEvent]]:
    found: dict[int, list[MemberEvent]] = defaultdict(list)
    for part in _parts(list(ids)):
        for event in MemberEvent.objects.filter(member_id__in=part).exclude(kind="import").order_by("id"):
            found[event.member_id].append(event)
    return found


def _spoken_of(ids: list[int]) -> dict[int, set[str]]:
    """Names of the tables that speak of a member; a past benefit that was taken back itself speaks no more."""
    tables = referred_to(Member, ids, but=(MemberEvent, ImportRow, BenefitHistory))
    found = {pk: {table.__name__ for table in of} for pk, of in tables.items()}
    for part in _parts(ids):
        standing = BenefitHistory.objects.filter(member_id__in=part, reverses=None, reversed_by=None)
        for pk in standing.values_list("member_id", flat=True).distinct():
            found.setdefault(pk, set()).add("BenefitHistory")
    return found


def _parts(ids: list[int]) -> Iterable[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def who(found: Undoable, most: int = 100) -> list[tuple[Member, InUse]]:
    """Those who stand in the way, as members to show; at most so many."""
    ids = [one.member_id for one in found.in_use[:most]]
    members = Member.objects.select_related("person").in_bulk(ids)
    return [(members[one.member_id], one) for one in found.in_use[:most]]


def undone(batch: ImportBatch) -> dict[str, object]:
    """When and by whom the import was taken back last: {"undone_on", "undone_by"}; empty where nobody did."""
    day = batch.report.get("undone_day")
    if not day:
        return {}
    event = batch.events.filter(kind__in=("unimport", "unfill")).select_related("actor").order_by("-id").first()
    return {"undone_on": date.fromisoformat(day), "undone_by": str(event.actor) if event else ""}
