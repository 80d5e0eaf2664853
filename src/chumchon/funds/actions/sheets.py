"""A sheet is opened for a village and a day, and closed once: counted, signed by a second person, posted."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require, second_signature
from chumchon.access.rules import Actor
from chumchon.areas.models import Village
from chumchon.ledger.models import Book, Entry
from chumchon.thai.dates import short_th
from chumchon.thai.errors import Clash, Refused

from ..models import CollectionSheet, Fund, Taking
from ..queries.takings import WAITING
from ..rules.collecting import difference
from ..rules.contributions import Payment
from ..rules.cutoff import counted_satang
from .contributions import post_contributions
from .takings import lock_sheet

SHEETS = uuid.UUID("5bd6b4f0-6ac8-4b83-9b0e-6b1a7d1c2f10")  # names the entry of a sheet, so that it is posted once


@dataclass(frozen=True)
class Closing:
    """What is said at closing. counted: pieces by value in satang as text ({"100000": 3}); witness: the second person's
    user name and their PIN or password."""

    counted: Mapping[str, int]
    reason: str
    witness: str
    secret: str


@transaction.atomic
def open_sheet(
    fund: Fund, actor: Actor, village: Village, sheet_day: date, day: date, now: datetime
) -> CollectionSheet:
    """The open sheet of a village and a day; opened if there is none. Errors: NOT_ALLOWED, NO_VILLAGE, FUTURE, YEAR_CLOSED."""
    require(actor, "collect.take", fund.organisation, day)
    if village.subdistrict_id != fund.organisation.subdistrict_id:
        raise Refused("NO_VILLAGE", "หมู่บ้านนี้ไม่อยู่ในพื้นที่กองทุน เลือกจากรายการ", "That village is not of this fund.")
    if sheet_day > day:
        raise Refused("FUTURE", "วันเก็บเงินยังมาไม่ถึง เลือกวันนี้หรือวันก่อน", "The collection day lies in the future.")
    # The book's row is locked: a year that closes meanwhile either sees this sheet or is seen here (PostgreSQL).
    book = Book.objects.select_for_update().only("closed_through").get(organisation_id=fund.organisation_id)
    closed = book.closed_through
    if closed is not None and sheet_day <= closed:
        raise Refused("YEAR_CLOSED", f"ปิดบัญชีถึง {short_th(closed)} แล้ว เลือกวันหลังจากนั้น", "That day's year is closed.")
    sheet, made = CollectionSheet.objects.get_or_create(
        fund=fund, village=village, day=sheet_day, state="open", defaults={"collector_id": actor.user_id}
    )
    if made:
        record(actor.user_id, "sheet.open", fund.organisation, f"sheet:{sheet.pk}", now, {"day": sheet_day.isoformat()})
    return sheet


def close_sheet(fund: Fund, sheet_id: int, actor: Actor, closing: Closing, day: date, now: datetime) -> CollectionSheet:
    """Count, sign, post: one entry with control totals and a receipt for each taking. All or nothing, and once.

    Errors: NOT_ALLOWED, SHEET_CLOSED, BAD_COUNT, NO_REASON, NOTHING_TAKEN, the second signature's (SAME_PERSON,
    WRONG_PIN, WAIT), and what post_contributions refuses (a member who died since: undo that taking first).
    """
    require(actor, "collect.close", fund.organisation, day)
    counted = counted_satang(closing.counted)
    if CollectionSheet.objects.filter(pk=sheet_id, fund=fund, state="closed").exists():
        raise _closed()
    # Outside the transaction: a wrong PIN must stay on the trail although nothing else is written.
    witness = second_signature(actor, closing.witness, closing.secret, "collect.sign", fund.organisation, now, day)
    with transaction.atomic():
        sheet = lock_sheet(fund, sheet_id)
        if sheet.state == "closed":
            raise _closed()
        takings = list(Taking.objects.filter(sheet=sheet, void__isnull=True).order_by("id"))
        taken = sum(t.satang for t in takings)
        sheet.difference_satang = difference(taken, counted, closing.reason)
        _other_sheet_first(sheet, takings)
        if takings:
            sheet.entry = _post(fund, sheet, takings, actor, witness, day, now)
        sheet.state, sheet.closed_at, sheet.closed_by_id, sheet.witness_id = (
            "closed",
            now,
            actor.user_id,
            witness.user_id,
        )
        sheet.counted, sheet.counted_satang = {k: n for k, n in closing.counted.items() if n}, counted
        sheet.difference_reason = closing.reason.strip()[:300]
        sheet.save()
        detail = {
            "rows": len(takings),
            "satang": taken,
            "difference": sheet.difference_satang,
            "witness": witness.user_id,
        }
        record(actor.user_id, "sheet.close", fund.organisation, f"sheet:{sheet.pk}", now, detail)
    return sheet


def _other_sheet_first(sheet: CollectionSheet, takings: list[Taking]) -> None:
    """A member's months go into the book in their order: the sheet that holds the earlier one is settled first."""
    spans = {t.member_id: t.span_from for t in reversed(takings) if t.kind == "due"}
    held = Taking.objects.filter(WAITING, member_id__in=spans, kind="due").exclude(sheet=sheet)
    for other in held.select_related("member", "sheet__village").order_by("id"):
        first = spans[other.member_id]
        if first is not None and other.span_from is not None and other.span_from < first:
            where = f"{other.sheet.village.label} วันที่ {short_th(other.sheet.day)}"
            todo = f"จัดการรายการมาช้าของใบ {where} ก่อน" if other.late else f"ปิดยอดใบ {where} ก่อน"
            raise Refused(
                "OTHER_SHEET_FIRST",
                f"สมาชิกเลขที่ {other.member.number} จ่ายเดือนก่อนหน้าไว้ในอีกใบ {todo}",
                "Settle the other sheet first.",
            )


def _closed() -> Clash:
    return Clash("SHEET_CLOSED", "ใบนี้ปิดยอดแล้ว ดูใบเสร็จของใบนี้ได้เลย", "This sheet is closed already.")


def _post(
    fund: Fund, sheet: CollectionSheet, takings: list[Taking], actor: Actor, witness: Actor, day: date, now: datetime
) -> Entry:  # fmt: skip
    """The sheet's entry; on its own day, or on the day of closing where that day's year was closed meanwhile."""
    frozen = Book.objects.only("closed_through").get(organisation_id=fund.organisation_id).closed_through
    posted_on = day if frozen is not None and sheet.day <= frozen else sheet.day
    payments = [Payment(t.member_id, t.kind, t.satang, t.span_from, t.span_to) for t in takings]
    memo = f"เก็บเงินสมทบ {sheet.village.label} วันที่ {short_th(sheet.day)}"
    entry, _, _ = post_contributions(
        fund, actor, witness.user_id, posted_on, payments, uuid.uuid5(SHEETS, str(sheet.pk)), memo, "sheet", str(sheet.pk),
        now, sheet.difference_satang,
    )  # fmt: skip
    return entry
