"""What stops a request at any step: a broken book, an old count, a severe finding, a fund that ended."""

from datetime import date

from chumchon.access.models import Organisation
from chumchon.checks.queries import blocking
from chumchon.ledger.models import Book, Entry
from chumchon.ledger.verify import verify_book
from chumchon.thai.dates import long_th
from chumchon.thai.errors import Plain, Refused

from ..models import Request, Round, Succession
from ..rules.desks import READY


def findings(organisation: Organisation) -> int:
    """How many severe findings of the organisation wait for an answer."""
    return len(blocking(organisation))


def members_under(organisation: Organisation) -> frozenset[int]:
    """Members of whom a severe finding speaks: they do not count until it is resolved."""
    return frozenset(int(pk) for found in blocking(organisation) for kind, pk in found.evidence if kind == "member")


def by_findings(organisation: Organisation) -> Plain | None:
    """Severe findings stop a match until they are resolved."""
    count = findings(organisation)
    if not count:
        return None
    return Refused(
        "FINDINGS", f"มีข้อค้นพบร้ายแรง {count} เรื่องที่ยังไม่ได้แก้ ตอบให้เรียบร้อยก่อน คำขอเก็บไว้ครบ ไม่มีอะไรหาย",
        f"{count} severe findings wait; resolve them first.",
    )  # fmt: skip


def by_ending(organisation: Organisation, day: date) -> Plain | None:
    """A fund that ended, or that went on in another, asks for nothing more."""
    after = Succession.objects.filter(predecessor=organisation, day__lte=day).select_related("successor").first()
    if after is not None:
        return Refused(
            "FUND_MOVED",
            f"กองทุนนี้{after.get_kind_display()}เมื่อ {long_th(after.day)} ให้{after.successor.name_th}เป็นผู้ขอ ประวัติเดิมนับต่อให้",
            f"This fund went on in {after.successor.code} on {after.day}; that fund asks.",
        )  # fmt: skip
    if organisation.closed_on is not None and organisation.closed_on <= day:
        return Refused(
            "FUND_ENDED", f"กองทุนนี้ปิดตั้งแต่ {long_th(organisation.closed_on)} จึงขอเงินสมทบไม่ได้",
            f"This fund closed on {organisation.closed_on}.",
        )  # fmt: skip
    return None


def by_settlement(organisation_id: int | None = None, but: str = "") -> Plain | None:
    """A settlement that has begun and not ended: what it follows from must not change until it is done.

    organisation_id: only where this body has a request in it; but: code of the round that goes on itself. Call with the
    institute's book locked, which whoever begins a settlement locks as well.
    """
    rows = Round.objects.filter(settle_started_at__isnull=False).exclude(state="settled").exclude(code=but)
    if organisation_id is not None:
        rows = rows.filter(requests__fund__organisation=organisation_id, requests__state__in=READY)
    found = rows.first()
    if found is None:
        return None
    return Refused(
        "SETTLING", f"{found.name_th}กำลังจัดสรรและยังไม่จบ ให้ส่วนกลางจัดสรรให้จบก่อน แล้วทำเรื่องนี้อีกครั้ง ไม่มีอะไรหาย",
        f"The settlement of {found.code} has begun and not ended; finish it first.",
    )  # fmt: skip


def checked_head(book: Book) -> tuple[int, str]:
    """Number and hash of the head of a sound book. Errors: BOOK_BROKEN (names the first broken record)."""
    number = Book.objects.values_list("head_number", flat=True).get(pk=book.pk)
    report = verify_book(book)
    if not report.ok:
        raise Refused(
            "BOOK_BROKEN", f"สมุดบัญชีของกองทุนตรวจไม่ผ่าน: {report.broken[0].sentence_th} คำขอหยุดไว้ก่อน ให้ผู้ดูแลระบบตรวจสมุดแล้วนับใหม่",
            f"The book does not verify: {report.broken[0].sentence_en} Mend it, then count anew.",
        )  # fmt: skip
    return number, report.head


def by_book(request: Request, book: Book) -> Plain | None:
    """Does the book still begin with what was counted, and has nothing of the counted year been added since?"""
    if request.book_head_number:
        held = Entry.objects.filter(book=book, number=request.book_head_number).values_list("hash", flat=True).first()
        if held != request.book_head_hash:
            return Refused(
                "BOOK_CHANGED", "สมุดบัญชีไม่ตรงกับวันที่นับคำขอ คำขอหยุดไว้ก่อน ให้ตรวจสมุดแล้วส่งคืนกองทุนนับใหม่",
                "The book is not the one that was counted; verify it and return the request.",
            )  # fmt: skip
    late = Entry.objects.filter(book=book, number__gt=request.book_head_number, day__lte=request.round.counting_day)
    if late.exists():
        return Refused(
            "STALE", "หลังจากนับมีรายการย้อนหลังก่อนวันนับลงสมุด ให้กองทุนกดนับใหม่ก่อนลงชื่อหรือส่งต่อ",
            "Entries of the counted year were posted after the count; count anew.",
        )  # fmt: skip
    return None
