"""Members' money into the book: one entry with control totals, a receipt for each payment; and the cancelling of one."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Sum

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.actions import PostingSession, posting
from chumchon.ledger.bulk import insert_rows, maker, set_column
from chumchon.ledger.models import Book, Entry, Line, Receipt
from chumchon.ledger.rules import Draft, Posting, ReceiptDraft, commitment
from chumchon.thai.errors import Clash, Plain, Refused
from chumchon.thai.money import baht

from ..models import Contribution, Fund, Member
from ..queries.contributions import SET_OFF_SOURCE, later_spans, waits_on_a_sheet
from ..rules import contributions as rules
from ..rules.contributions import Payer, Payment, Row

__all__ = ["Payment", "cancel_receipt", "post_contributions"]

Posted = tuple[Entry, list[Receipt], list[Contribution]]


def post_contributions(
    fund: Fund, actor: Actor, checker_id: int | None, day: date, payments: Sequence[Payment], key: uuid.UUID, memo: str,
    source: str, source_ref: str, now: datetime, cash_difference: int = 0,
) -> Posted:  # fmt: skip
    """Post payments as one entry, number their receipts and move the members' paid-until. All or nothing.

    Said twice with one key and one content, the first answer comes again. cash_difference: counted less taken, satang.
    Errors: what rules.contributions.walk and ledger.rules.check_draft refuse; KEY_REUSED.
    """
    require(actor, "collect.take", fund.organisation, day)
    book_id = Book.objects.only("id").get(organisation_id=fund.organisation_id).pk
    with posting(book_id, now) as session:
        payers, marks = _payers(fund, payments)
        before = session.find(key)
        moved = {} if before else rules.walk(payments, dict(payers))
        rows = [Row(marks[p.member_id], p.kind, p.satang, p.span_from, p.span_to) for p in payments]
        draft = Draft(
            day=day, kind="contribution", memo=memo, source=source, source_ref=source_ref, actor_id=actor.user_id,
            checker_id=checker_id, lines=rules.control_lines(payments, cash_difference), idempotency_key=key,
            subsidiary_hash=rules.rows_digest(rows),
        )  # fmt: skip
        entry, receipts = session.post(draft, [ReceiptDraft(r.kind, r.satang, r.commitment) for r in rows])
        if before:
            return entry, receipts, list(Contribution.objects.filter(entry=entry).order_by("receipt__number"))
        paid = {pk: payer.paid_until for pk, payer in payers.items()}
        made = _contributions(entry, receipts, payments, rows, paid)
        set_column(Member, "paid_until", moved)
        detail = {"number": entry.number, "rows": len(made), "satang": sum(p.satang for p in payments)}
        record(actor.user_id, "contributions.post", fund.organisation, f"entry:{entry.pk}", now, detail)
        return entry, receipts, made


def _payers(fund: Fund, payments: Sequence[Payment]) -> tuple[dict[int, Payer], dict[int, str]]:
    """The members and their commitments, locked so that none leaves or dies half-way. Errors: ERASED, NO_MEMBER."""
    ids = {p.member_id for p in payments}
    rows = Member.objects.select_for_update().filter(fund=fund, id__in=ids).order_by("id")
    # Plain rows: making 500 models of them would cost as much as the posting.
    found = rows.values_list("id", "uid", "salt", "number", "status", "joined_on", "paid_until")
    payers: dict[int, Payer] = {}
    marks: dict[int, str] = {}
    for pk, uid, salt, number, status, joined_on, paid_until in found:
        if salt is None:
            raise Refused("ERASED", "ข้อมูลของสมาชิกคนนี้ถูกลบแล้ว รับเงินไม่ได้", "This person's data was erased.")
        payers[pk], marks[pk] = Payer(number, status, joined_on, paid_until), commitment(bytes(salt), uid)
    if len(payers) < len(ids):
        raise Refused("NO_MEMBER", "ไม่พบสมาชิกคนนี้ในกองทุน เลือกจากทะเบียนอีกครั้ง", "No such member in this fund.")
    return payers, marks


def _contributions(
    entry: Entry, receipts: list[Receipt], payments: Sequence[Payment], rows: list[Row], paid: dict[int, date | None]
) -> list[Contribution]:
    """paid: each member's paid-until; it moves on with each of their payments."""
    contribution = maker(
        Contribution, "receipt_id", "entry_id", "member_id", "member_commitment", "kind", "satang", "span_from", "span_to",
        "paid_until_before",
    )  # fmt: skip
    made = []
    for payment, row, receipt in zip(payments, rows, receipts, strict=True):
        who = payment.member_id
        made.append(
            contribution(
                receipt.pk, entry.pk, who, row.commitment, row.kind, row.satang, row.span_from, row.span_to, paid[who]
            )
        )
        if row.kind == "due":
            paid[who] = row.span_to
    return insert_rows(made)


def cancel_receipt(
    receipt: Receipt, actor: Actor, reason: str, day: date, now: datetime, key: uuid.UUID, checker_id: int | None = None
) -> Entry:
    """Undo a receipt: an entry that mirrors its money and names it, negative contributions, paid-until as it was before.

    Said twice with one key it is one cancelling. Errors: NO_REASON, DAY, CANCELLED (already), LATER_FIRST (names the
    receipt to cancel first), OPEN_TAKING, PAID_UNTIL_CHANGED, SET_OFF (a claim deducted it), NO_CASH (not so much cash in hand), NOT_A_CONTRIBUTION, YEAR_CLOSED.
    """
    book = Book.objects.select_related("organisation").get(pk=receipt.book_id)
    require(actor, "receipts.cancel", book.organisation, day)
    if not reason.strip():
        raise Refused("NO_REASON", "บอกเหตุผลที่ยกเลิกใบเสร็จก่อน", "Give the reason for the cancelling.")
    if day < receipt.day:
        raise Refused("DAY", "วันยกเลิกอยู่ก่อนวันในใบเสร็จ ใช้วันนี้แทน", "A receipt cannot be cancelled before its day.")
    with posting(book.pk, now) as session:
        before = session.find(key)
        if before is not None:
            return _same_cancel(before, receipt)
        rows = list(receipt.contributions.filter(reverses=None).select_related("entry").order_by("id"))
        members = {m.pk: m for m in Member.objects.select_for_update().filter(id__in={r.member_id for r in rows})}
        for row in rows:
            wrong = _from_a_claim(row) or cannot_cancel(row, members[row.member_id])
            if wrong is not None:
                raise wrong
        entry = _post_cancel(session, receipt, rows, actor.user_id, checker_id, reason.strip(), day, key)
        Contribution.objects.bulk_create(mirror(entry, row, members[row.member_id]) for row in rows)
        for row in rows:
            if row.kind == "due":
                Member.objects.filter(pk=row.member_id).update(paid_until=row.paid_until_before)
        detail = {"number": receipt.label, "satang": receipt.satang, "reason": reason.strip()}
        record(actor.user_id, "receipt.cancel", book.organisation, f"receipt:{receipt.pk}", now, detail)
        return entry


def _same_cancel(entry: Entry, receipt: Receipt) -> Entry:
    if not receipt.contributions.filter(entry=entry, reverses__isnull=False).exists():
        raise Clash(
            "KEY_REUSED", "รายการนี้เคยบันทึกแล้วด้วยเนื้อหาอื่น เปิดหน้าใหม่แล้วทำอีกครั้ง", "This key was used before; reload."
        )
    return entry


def _from_a_claim(row: Contribution) -> Plain | None:
    if row.entry.source != SET_OFF_SOURCE:
        return None
    label = row.entry.source_ref
    return Refused(
        "SET_OFF", f"ใบเสร็จนี้หักจากสวัสดิการ คำขอ {label} ไม่ได้รับเป็นเงินสด ให้ยกเลิกที่หน้าคำขอนั้น",
        f"It was deducted from claim {label}: undo the claim instead.",
    )  # fmt: skip


def cannot_cancel(row: Contribution, member: Member) -> Plain | None:
    """Why a contribution cannot be undone now, or None. Codes: CANCELLED, OPEN_TAKING, LATER_FIRST, PAID_UNTIL_CHANGED."""
    other = Contribution.objects.filter(reverses=row).select_related("entry").first()
    if other is not None:
        number = other.entry.number
        return Clash("CANCELLED", f"ใบเสร็จนี้ยกเลิกไปแล้วด้วยรายการเลขที่ {number}", f"Already cancelled by entry {number}.")
    if row.kind != "due":
        return None
    if waits_on_a_sheet(member):
        return Refused(
            "OPEN_TAKING", "สมาชิกคนนี้มีเงินในใบเก็บเงินที่ยังไม่ปิดยอด ยกเลิกรายการนั้นหรือปิดยอดก่อน",
            "The member's money waits on an open sheet; undo it there or close the sheet first.",
        )  # fmt: skip
    if member.paid_until == row.span_to:
        return None
    later = later_spans(row)
    if later:
        label = later[0].receipt.label
        return Refused(
            "LATER_FIRST",
            f"สมาชิกคนนี้จ่ายงวดหลังจากนี้แล้ว ยกเลิกใบเสร็จ {label} ก่อน แล้วจึงยกเลิกใบนี้",
            f"A later span is paid; cancel receipt {later[0].receipt.number}/{later[0].receipt.year_be} first.",
        )
    return Refused(
        "PAID_UNTIL_CHANGED", "วันที่จ่ายถึงของสมาชิกคนนี้ถูกแก้ในทะเบียน แก้ทะเบียนให้ตรงก่อน แล้วจึงยกเลิกใบเสร็จ",
        "The member's paid-until was changed in the register; mend that first.",
    )  # fmt: skip


def _post_cancel(
    session: PostingSession, receipt: Receipt, rows: list[Contribution], actor_id: int, checker_id: int | None,
    reason: str, day: date, key: uuid.UUID,
) -> Entry:  # fmt: skip
    if not rows:
        raise Refused(
            "NOT_A_CONTRIBUTION", "ใบเสร็จนี้ไม่ใช่เงินของสมาชิก ให้กลับรายการในสมุดบัญชีแทน", "Reverse its entry instead."
        )
    in_hand = (
        Line.objects.filter(account__book=session.book, account__code=rules.CASH).aggregate(s=Sum("satang"))["s"] or 0
    )
    if in_hand < receipt.satang:
        raise Refused(
            "NO_CASH",
            f"เงินสดในมือมี {baht(in_hand)} บาท ไม่พอคืน {baht(receipt.satang)} บาท ถอนจากธนาคารก่อน",
            "There is not so much cash in hand; withdraw from the bank first.",
        )
    mirror = [Payment(r.member_id, r.kind, r.satang) for r in rows]
    sealed = [Row(r.member_commitment, r.kind, -r.satang, r.span_from, r.span_to) for r in rows]
    draft = Draft(
        day=day, kind="cancel", memo=f"ยกเลิกใบเสร็จ {receipt.label}: {reason}"[:300], source="receipt",
        source_ref=f"{receipt.number}/{receipt.year_be}", actor_id=actor_id, checker_id=checker_id, idempotency_key=key,
        lines=tuple(Posting(p.account, -p.satang) for p in rules.control_lines(mirror)),
        subsidiary_hash=rules.rows_digest(sealed),
    )  # fmt: skip
    return session.post(draft)[0]


def mirror(entry: Entry, row: Contribution, member: Member) -> Contribution:
    """The negative row that undoes a contribution, not saved yet."""
    return Contribution(
        receipt_id=row.receipt_id, entry=entry, member_id=row.member_id, member_commitment=row.member_commitment,
        kind=row.kind, satang=-row.satang, span_from=row.span_from, span_to=row.span_to,
        paid_until_before=member.paid_until, reverses=row,
    )  # fmt: skip
