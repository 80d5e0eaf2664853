"""Pure decisions of the ledger: what a sound entry is, and how it is hashed into the chain."""

import hashlib
import json
import uuid
from dataclasses import dataclass
from datetime import date

from chumchon.thai.errors import Refused

ZERO_HASH = "0" * 64
MAX_SATANG = 10**15  # ten trillion baht: a typing error, not a fund
MAX_LINES = 200


@dataclass(frozen=True)
class Posting:
    """One line to post: the account's code and satang (debit above zero, credit below)."""

    account: str
    satang: int


@dataclass(frozen=True)
class Draft:
    """An entry before it has a number. Days are C.E.; subsidiary_hash covers rows that the entry totals (receipts' lines)."""

    day: date
    kind: str
    memo: str
    lines: tuple[Posting, ...]
    source: str
    actor_id: int
    idempotency_key: uuid.UUID
    source_ref: str = ""
    checker_id: int | None = None
    reverses_id: int | None = None
    reverses_number: int | None = None
    subsidiary_hash: str = ""


@dataclass(frozen=True)
class ReceiptDraft:
    """A receipt before it has a number; satang above zero; the payer only as a salted commitment."""

    kind: str
    satang: int
    payer_commitment: str


def canonical(value: object) -> bytes:
    """The one way to write a value down before it is hashed: JSON, sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def digest(value: object) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def commitment(salt: bytes, uid: uuid.UUID) -> str:
    """A person as the chain sees them: a salted hash that says nothing once the salt is erased."""
    return hashlib.sha256(salt + uid.bytes).hexdigest()


def check_draft(draft: Draft, closed_through: date | None) -> None:
    """Refuse an entry that could not be sound. Errors: LINES, UNBALANCED, AMOUNT, YEAR_CLOSED, SAME_PERSON."""
    if not 2 <= len(draft.lines) <= MAX_LINES:
        raise Refused("LINES", "รายการต้องมีอย่างน้อยสองบรรทัด ตรวจบัญชีที่เลือกอีกครั้ง", "An entry needs 2 to 200 lines.")
    if any(p.satang == 0 or abs(p.satang) > MAX_SATANG for p in draft.lines):
        raise Refused(
            "AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์และไม่เกินที่ระบบรับได้ ตรวจตัวเลขอีกครั้ง", "An amount is zero or too large."
        )
    total = sum(p.satang for p in draft.lines)
    if total != 0:
        raise Refused(
            "UNBALANCED",
            f"ยอดเดบิตกับเครดิตต่างกัน {abs(total) / 100:,.2f} บาท แก้ให้เท่ากันก่อนบันทึก",
            f"Debits and credits differ by {abs(total)} satang; make them equal.",
        )
    if draft.checker_id is not None and draft.checker_id == draft.actor_id:
        raise Refused(
            "SAME_PERSON", "ผู้ทำกับผู้ตรวจต้องเป็นคนละคน ให้กรรมการอีกคนตรวจ", "Maker and checker must be two people."
        )
    if closed_through is not None and draft.day <= closed_through:
        raise Refused(
            "YEAR_CLOSED",
            "งวดบัญชีของวันนี้ปิดแล้ว ให้ลงรายการในวันหลังวันปิดบัญชี",
            "The year of that day is closed; use a day after the closing.",
        )


def content(draft: Draft) -> str:
    """Hash of what the entry says, without its place in the chain: two drafts of one key must agree in it."""
    return digest(
        {
            "day": draft.day.isoformat(),
            "kind": draft.kind,
            "memo": draft.memo,
            "lines": [[p.account, p.satang] for p in draft.lines],
            "source": draft.source,
            "ref": draft.source_ref,
            "actor": draft.actor_id,
            "checker": draft.checker_id,
            "reverses": draft.reverses_number,
            "subsidiary": draft.subsidiary_hash,
        }
    )


def chain(previous_hash: str, number: int, key: uuid.UUID, posted_at: str, content_hash: str) -> str:
    """The hash of an entry: over the one before it, its number, key, time (UTC, ISO) and content."""
    return digest([previous_hash, number, str(key), posted_at, content_hash])


def receipt_rows_digest(rows: list[tuple[int, int, str, int, str, str]]) -> str:
    """Digest over receipts of one entry: (year_be, number, kind, satang, payer_commitment, public_code) in order of number."""
    return digest([list(r) for r in sorted(rows)])


def short_code(head_hash: str) -> str:
    """The head of the chain as people can read it out on the village board: ABCD-EF12-3456."""
    text = head_hash[:12].upper()
    return "-".join(text[i : i + 4] for i in range(0, 12, 4))


def year_be(day: date, year_end_month: int) -> int:
    """The fund's B.E. year in which a C.E. day lies, named by the year it ends."""
    return day.year + 543 + (1 if day.month > year_end_month else 0)
