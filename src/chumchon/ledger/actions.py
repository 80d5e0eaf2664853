"""The only door by which money is written: lock the book, post entries, number receipts, move the head."""

import secrets
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from django.db import transaction
from django.db.models import Sum

from chumchon.thai.errors import Clash, Refused

from . import rules
from .bulk import insert_rows, maker
from .chart import CHART, ChartRow
from .models import Account, Book, Entry, Line, Receipt, ReceiptSeries
from .rules import Draft, ReceiptDraft


def open_book(organisation_id: int, year_end_month: int = 9, chart: Sequence[ChartRow] = CHART) -> Book:
    """A new empty book with its chart of accounts. Call inside the transaction that makes the organisation."""
    book = Book.objects.create(organisation_id=organisation_id, year_end_month=year_end_month)
    Account.objects.bulk_create([Account(book=book, **row._asdict()) for row in chart])
    return book


def stamp(at: datetime) -> str:
    """A moment as the chain writes it: UTC, microseconds always shown, so that both databases give the same text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class PostingSession:
    """A locked book. Everything posted through it becomes true together or not at all."""

    def __init__(self, book: Book, now: datetime) -> None:
        self.book = book
        self.now = now
        self._accounts: dict[str, int] = dict(Account.objects.filter(book=book).values_list("code", "id"))

    def find(self, key: uuid.UUID) -> Entry | None:
        """The entry that was posted with this idempotency key, if any."""
        return Entry.objects.filter(book=self.book, idempotency_key=key).first()

    def post(self, draft: Draft, receipts: Sequence[ReceiptDraft] = ()) -> tuple[Entry, list[Receipt]]:
        """Post one entry and its receipts. Said twice with one key and one content, the first answer comes again.

        Errors: what rules.check_draft refuses; NO_ACCOUNT; KEY_REUSED (same key, other content).
        """
        before = self.find(draft.idempotency_key)
        if before is not None:
            return self._same(before, draft)
        if self.book.ended_on is not None:
            raise Refused(
                "BOOK_ENDED", "สมุดเล่มนี้ปิดไปกับกองทุนแล้ว ลงรายการในสมุดของกองทุนที่รับต่อ",
                "This book has ended; post into the one that went on from it.",
            )  # fmt: skip
        rules.check_draft(draft, self.book.closed_through)
        missing = [p.account for p in draft.lines if p.account not in self._accounts]
        if missing:
            raise Refused(
                "NO_ACCOUNT", f"ไม่มีบัญชีรหัส {missing[0]} ในสมุดนี้ เลือกบัญชีใหม่", f"No account {missing[0]} in this book."
            )
        base = draft.subsidiary_hash
        numbered = self._number(draft.day, receipts)
        if numbered:
            draft = replace(draft, subsidiary_hash=rules.digest([base, receipts_digest(numbered)]))
        entry = self._append(draft)
        for receipt in numbered:
            receipt.entry = entry
        return entry, insert_rows(numbered)

    def _same(self, entry: Entry, draft: Draft) -> tuple[Entry, list[Receipt]]:
        made = list(entry.receipts.order_by("number"))
        if made:
            draft = replace(draft, subsidiary_hash=rules.digest([draft.subsidiary_hash, receipts_digest(made)]))
        if rules.content(draft) != entry.content_hash:
            raise Clash(
                "KEY_REUSED",
                "รายการนี้เคยบันทึกแล้วด้วยเนื้อหาอื่น เปิดหน้าใหม่แล้วทำอีกครั้ง",
                "This key was used for another entry; reload and try again.",
            )
        return entry, made

    def _number(self, day: date, drafts: Sequence[ReceiptDraft]) -> list[Receipt]:
        if not drafts:
            return []
        year = rules.year_be(day, self.book.year_end_month)
        series, _ = ReceiptSeries.objects.select_for_update().get_or_create(book=self.book, year_be=year)
        first = series.next_number
        series.next_number = first + len(drafts)
        series.save(update_fields=["next_number"])
        receipt = maker(
            Receipt, "book_id", "year_be", "number", "day", "kind", "satang", "payer_commitment", "public_code"
        )
        return [
            receipt(self.book.pk, year, first + i, day, d.kind, d.satang, d.payer_commitment, secrets.token_hex(13))
            for i, d in enumerate(drafts)
        ]

    def _append(self, draft: Draft) -> Entry:
        book = self.book
        number, content = book.head_number + 1, rules.content(draft)
        entry = Entry.objects.create(
            book=book, number=number, day=draft.day, kind=draft.kind, memo=draft.memo, source=draft.source,
            source_ref=draft.source_ref, actor_id=draft.actor_id, checker_id=draft.checker_id,
            idempotency_key=draft.idempotency_key, content_hash=content, previous_hash=book.head_hash,
            hash=rules.chain(book.head_hash, number, draft.idempotency_key, stamp(self.now), content),
            subsidiary_hash=draft.subsidiary_hash, reverses_id=draft.reverses_id, posted_at=self.now,
        )  # fmt: skip
        Line.objects.bulk_create(
            Line(entry=entry, position=i, account_id=self._accounts[p.account], satang=p.satang)
            for i, p in enumerate(draft.lines, 1)
        )
        book.head_number, book.head_hash = number, entry.hash
        book.save(update_fields=["head_number", "head_hash"])
        return entry

    def reverse(
        self, entry: Entry, day: date, reason: str, actor_id: int, checker_id: int | None, key: uuid.UUID,
        subsidiary_hash: str = "",
    ) -> Entry:  # fmt: skip
        """Undo an entry by its mirror image that names it. Errors: NO_REASON, REVERSED (already), CANNOT_REVERSE."""
        if not reason.strip():
            raise Refused("NO_REASON", "บอกเหตุผลที่ยกเลิกก่อน", "Give the reason for the reversal.")
        other = Entry.objects.filter(reverses=entry).exclude(idempotency_key=key).first()
        if other is not None:
            raise Clash(
                "REVERSED",
                f"รายการนี้ยกเลิกไปแล้วด้วยรายการเลขที่ {other.number}",
                f"Already reversed by entry {other.number}.",
            )
        if entry.reverses_id is not None or entry.kind == "closing":
            raise Refused(
                "CANNOT_REVERSE", "รายการยกเลิกหรือรายการปิดบัญชีกลับรายการไม่ได้ ให้ลงรายการใหม่แทน", "Post a new entry instead."
            )
        lines = entry.lines.select_related("account").order_by("position")
        draft = Draft(
            day=day, kind="reversal", memo=reason.strip(), source="reversal", source_ref=str(entry.number),
            lines=tuple(rules.Posting(x.account.code, -x.satang) for x in lines), actor_id=actor_id,
            checker_id=checker_id, idempotency_key=key, reverses_id=entry.id, reverses_number=entry.number,
            subsidiary_hash=subsidiary_hash,
        )  # fmt: skip
        return self.post(draft)[0]

    def close_through(self, day: date) -> None:
        """Freeze every day up to and including this one; the closing entry has been posted before."""
        self.book.closed_through = day
        self.book.save(update_fields=["closed_through"])

    def end(self, day: date) -> None:
        """The last word of a book: nothing is ever posted again. Errors: NOT_EMPTY (an account still holds money)."""
        held = Line.objects.filter(entry__book=self.book).values("account").annotate(s=Sum("satang")).exclude(s=0)
        if held.exists():
            raise Refused(
                "NOT_EMPTY", "สมุดยังมียอดค้างอยู่ โอนยอดให้หมดก่อนปิดสมุด", "An account of this book still holds money."
            )
        self.book.closed_through = max(day, self.book.closed_through or day)
        self.book.ended_on = day
        self.book.save(update_fields=["closed_through", "ended_on"])


def receipts_digest(receipts: Sequence[Receipt]) -> str:
    """Digest over an entry's receipts, as rules.receipt_rows_digest writes it."""
    return rules.receipt_rows_digest(
        [(r.year_be, r.number, r.kind, r.satang, r.payer_commitment, r.public_code) for r in receipts]
    )


@contextmanager
def posting(book_id: int, now: datetime) -> Iterator[PostingSession]:
    """Open the transaction and lock the book's row: posters of one book queue here, on both databases."""
    with transaction.atomic():
        yield PostingSession(Book.objects.select_for_update().get(pk=book_id), now)
