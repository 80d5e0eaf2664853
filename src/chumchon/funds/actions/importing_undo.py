"""Taking an import back: wrong columns were chosen, and the same file is to come in again with the right ones.

Rows of members and of their history are only ever added, so nothing is deleted: each member gets an event of its own,
its row takes the state "undone" that no list, count or search has, and the person is forgotten. Number and citizen id
are free again.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.access.walls import whole_nation
from chumchon.people.actions import erase_persons, forget_empty_households
from chumchon.people.models import Person
from chumchon.people.queries import referred_to
from chumchon.thai.errors import BadInput, Plain, Refused

from ..models import Fund, ImportBatch, ImportRow, Member, MemberEvent
from ..models.member import UNDONE
from ..queries.importing.undo import brought_in, undoable
from ..queries.members import closed_through
from ..rules.importing.undo import Undoable
from .bulk import insert_many
from .importing import PERMISSION, parts
from .importing_files import forget_columns, not_done
from .importing_fill import unfill

ERASED_WORDS = "ยกเลิกการนำเข้า"
MOST_NAMED = 5  # member numbers in one sentence


@dataclass(frozen=True)
class Undone:
    """How many members went, how many were emptied again of what the file had filled, and who stays (why in Thai)."""

    members: int
    fills: int
    kept: Undoable


@transaction.atomic
def undo_import(
    batch: ImportBatch, actor: Actor, reason: str, now: datetime, day: date, *, others: bool = False
) -> Undone:
    """Take the whole import back. others: where some are in use, take the others back and leave those.

    Errors: NOT_ALLOWED, NO_REASON, NOT_DONE (still a draft), ALREADY_UNDONE, YEAR_CLOSED, IN_USE (some have money,
    claims or later changes and `others` is not asked for), NOTHING_TO_UNDO.
    """
    fund = batch.fund
    require(actor, PERMISSION, fund.organisation, day)
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่ยกเลิก เช่น เลือกช่องผิด", "Give the reason.")
    Fund.objects.select_for_update().get(pk=fund.pk)  # nobody takes money or imports meanwhile
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("fund__organisation").get(pk=batch.pk)
    refused = _refused(batch)
    if refused is not None:
        raise refused
    _lock_members(batch)
    found = undoable(batch)
    if found.in_use and not others:
        raise in_use_sentence(found)
    if not found.count:
        raise Refused(
            "NOTHING_TO_UNDO", "ไม่มีใครจากไฟล์นี้ที่ยกเลิกได้ แก้ทีละคนที่หน้าสมาชิก", "Nothing of this import can be taken back."
        )
    _take_back(batch, found.members, reason, actor, now, day)
    unfill(batch, found.fills, reason, actor, now, day)
    _settle(batch, found, reason, day)
    detail = {
        "members": len(found.members),
        "filled": len(found.fills),
        "kept": len(found.in_use),
        "reason": reason[:300],
    }
    record(actor.user_id, "members.undo_import", fund.organisation, f"import:{batch.id}", now, detail)
    return Undone(len(found.members), len(found.fills), found)


def _refused(batch: ImportBatch) -> Plain | None:
    by_state = not_done(batch)
    if by_state is not None:
        return by_state
    closed = closed_through(batch.fund)
    came = brought_in(batch).values_list("day", flat=True).first()
    if closed is not None and came is not None and came <= closed:
        return Refused(
            "YEAR_CLOSED", "ปีที่นำเข้าไฟล์นี้ปิดแล้ว และสมาชิกชุดนี้อยู่ในรายงานที่ประชุมรับไปแล้ว แก้ทีละคนที่หน้าสมาชิก",
            "The year of this import is closed; change its members one by one.",
        )  # fmt: skip
    return None


def _lock_members(batch: ImportBatch) -> None:
    """Before it is asked who is in use: whoever takes money locks the member first, so that one of the two waits."""
    for part in parts(list(brought_in(batch).values_list("member_id", flat=True))):
        list(Member.objects.select_for_update(of=("self",)).filter(pk__in=part).order_by("id").values_list("pk"))


def in_use_sentence(found: Undoable) -> Refused:
    """Who stands in the way, and the way out."""
    named = [f"เลขที่ {one.number} ({one.why[0]})" for one in found.in_use[:MOST_NAMED]]
    more = f" และอีก {len(found.in_use) - MOST_NAMED:,} คน" if len(found.in_use) > MOST_NAMED else ""
    way = f" ยกเลิกเฉพาะอีก {found.count:,} รายได้ แล้วแก้คนเหล่านี้ทีละคนที่หน้าสมาชิก" if found.count else " แก้ทีละคนที่หน้าสมาชิก"
    return Refused(
        "IN_USE",
        f"ยกเลิกทั้งไฟล์ไม่ได้ เพราะ {len(found.in_use):,} คนมีรายการหลังนำเข้าแล้ว: {' · '.join(named)}{more}{way}",
        f"{len(found.in_use)} members of this import are in use; take back the other {found.count} or change them singly.",
    )


def _take_back(batch: ImportBatch, ids: tuple[int, ...], reason: str, actor: Actor, now: datetime, day: date) -> None:
    """Members are no members any more and their persons are forgotten; a person of whom other rooms speak is let go."""
    rows = [m for part in parts(ids) for m in Member.objects.filter(pk__in=part).select_related("person")]
    persons = {m.person_id: m for m in rows}
    shared = set(referred_to(Person, list(persons), but=(Member,)))
    for part in parts(list(persons)):
        elsewhere = Member.objects.filter(person_id__in=part).exclude(pk__in=[persons[p].pk for p in part])
        shared |= set(elsewhere.values_list("person_id", flat=True))
    houses = {m.person.household_id for m in rows if m.person.household_id and m.person_id not in shared}
    for pk in shared:
        persons[pk].person = Person.objects.create(first_name=ERASED_WORDS)
        persons[pk].save(update_fields=["person"])
    insert_many([
        MemberEvent(
            member_id=m.pk, kind="unimport", day=day, reason=reason.strip()[:300], batch_id=batch.pk,
            before={"status": m.status}, after={"status": UNDONE}, actor_id=actor.user_id, at=now,
        )
        for m in rows
    ])  # fmt: skip
    for part in parts(ids):
        Member.with_undone.filter(pk__in=part).update(
            status=UNDONE, salt=None, beneficiary="", village=None, paid_until=None, legacy_satang=0, user=None
        )
        ImportRow.objects.filter(member_id__in=part).delete()
    erase_persons([pk for pk in persons if pk not in shared], ERASED_WORDS)
    with whole_nation(passbooks=True):  # a house that a passbook speaks of stays, though the fund does not see it
        forget_empty_households(houses)


def _settle(batch: ImportBatch, found: Undoable, reason: str, day: date) -> None:
    """The file's own record: what was taken back; rows kept for mending and the remembered columns go with the whole."""
    gone = batch.report.get("undone", 0) + len(found.members)
    batch.report |= {"undone": gone, "undone_fills": batch.report.get("undone_fills", 0) + len(found.fills),
                     "undone_day": day.isoformat(), "undone_reason": reason.strip()[:300]}  # fmt: skip
    if found.whole:
        batch.state = "undone"
        batch.rows.all().delete()
    forget_columns(batch)
    batch.save(update_fields=["state", "report"])
