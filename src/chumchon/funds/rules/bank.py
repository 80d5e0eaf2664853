"""A bank's statement as a file: read in any order and wording of its columns, and laid beside the book. Pure."""

import csv
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chumchon.thai.dates import parse_day
from chumchon.thai.errors import BadInput
from chumchon.thai.money import baht, parse_baht

MAX_BYTES, MAX_LINES, MAX_COLUMNS, HEADER_WITHIN = 1_000_000, 5_000, 40, 25
DAYS_APART = 3
FIELDS = {
    "day": "วันที่", "text": "รายการ", "withdrawal": "ถอน", "deposit": "ฝาก", "amount": "จำนวนเงิน (ถอนติดลบ)",
    "balance": "คงเหลือ",
}  # fmt: skip
SYNONYMS: dict[str, tuple[str, ...]] = {
    "day": ("วันที่", "วันที่รายการ", "วันที่ทำรายการ", "วันทำรายการ", "วัน", "date", "transactiondate", "postdate", "trandate"),
    "withdrawal": ("ถอน", "ถอนเงิน", "เงินออก", "จำนวนเงินถอน", "รายการถอน", "เดบิต", "withdrawal", "withdraw", "debit", "out"),
    "deposit": ("ฝาก", "ฝากเงิน", "เงินฝาก", "เงินเข้า", "จำนวนเงินฝาก", "รายการฝาก", "เครดิต", "deposit", "credit", "in"),
    "amount": ("จำนวนเงิน", "จำนวน", "ยอดเงิน", "amount", "transactionamount"),
    "balance": ("คงเหลือ", "ยอดคงเหลือ", "เงินคงเหลือ", "ยอดเงินคงเหลือ", "balance", "runningbalance", "ledgerbalance"),
    "text": ("รายการ", "รายละเอียด", "คำอธิบาย", "หมายเหตุ", "รหัสรายการ", "description", "details", "particulars", "transaction", "remark"),
}  # fmt: skip


@dataclass(frozen=True)
class StatementLine:
    """A line of a statement: satang above zero came in, below went out; balance after it where the bank says it."""

    day: date
    satang: int
    balance_satang: int | None
    text: str
    digest: str


@dataclass(frozen=True)
class Sheet:
    """A file as rows: its header and the rows below it with their line numbers in the file."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def signature(self) -> str:
        """Files with the same header are read the same way."""
        return hashlib.sha256(("bank\x1f" + "\x1f".join(self.header)).encode()).hexdigest()


def decode(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with one, else Windows Thai (cp874). Errors: TOO_LARGE, NOT_TEXT."""
    if len(data) > MAX_BYTES:
        raise BadInput(
            "TOO_LARGE",
            "ไฟล์ใหญ่เกิน 1 ล้านตัวอักษร ขอรายการจากธนาคารทีละปี",
            "The file is larger than 1 MB; ask for a year at a time.",
        )
    if data[:2] in (b"PK", b"\xd0\xcf") or data[:4] == b"%PDF":
        raise BadInput(
            "NOT_TEXT",
            "ไฟล์นี้ไม่ใช่ CSV เปิดในโปรแกรมตารางแล้วบันทึกเป็น CSV ก่อน",
            "This is not a CSV file; save it as CSV first.",
        )
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp874"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput(
        "NOT_TEXT", "อ่านไฟล์นี้ไม่ได้ บันทึกเป็น CSV แบบ UTF-8 แล้วลองใหม่", "The file cannot be read; save it as CSV (UTF-8)."
    )


def read(text: str) -> Sheet:
    """Rows below the header, which is the first of the first 25 rows that names a day and money (else the first filled).

    Errors: EMPTY, TOO_MANY (lines or columns).
    """
    sample = "\n".join(text.splitlines()[:HEADER_WITHIN])
    mark = max(",;\t|", key=sample.count)
    try:
        rows = [
            (i, tuple(" ".join(c.split()) for c in row))
            for i, row in enumerate(csv.reader(text.splitlines(), delimiter=mark), 1)
        ]
    except csv.Error:
        raise BadInput(
            "NOT_TEXT", "อ่านตารางในไฟล์นี้ไม่ได้ บันทึกเป็น CSV ใหม่แล้วลองอีกครั้ง", "The table cannot be read."
        ) from None
    rows = [(i, row) for i, row in rows if any(row)]
    if len(rows) < 2:
        raise BadInput("EMPTY", "ไฟล์นี้ไม่มีรายการ เลือกไฟล์อื่น", "There are no lines in this file.")
    if len(rows) > MAX_LINES or max(len(row) for _, row in rows) > MAX_COLUMNS:
        raise BadInput(
            "TOO_MANY", f"ไฟล์นี้มีแถวหรือช่องมากเกินไป (ไม่เกิน {MAX_LINES:,} แถว) แบ่งเป็นหลายไฟล์", "Too many rows or columns."
        )
    at = next((n for n, (_, row) in enumerate(rows[:HEADER_WITHIN]) if complete(guess(row))), 0)
    return Sheet(rows[at][1], tuple(rows[at + 1 :]))


def _plain(head: str) -> str:
    return re.sub(r"\(.*?\)|[\s./:_\-]|บาท|thb", "", head.lower())


def guess(header: Sequence[str]) -> dict[str, int]:
    """Which column is which, by the words that banks use: the very word first, then a head that contains one."""
    heads = [_plain(head) for head in header]
    found: dict[str, int] = {}
    for fits in (
        lambda head, word: head == word,
        lambda head, word: len(word) > (4 if word.isascii() else 2) and word in head,
    ):
        for field, words in SYNONYMS.items():
            if field in found or (field == "amount" and {"deposit", "withdrawal"} <= found.keys()):
                continue
            free = (i for i, head in enumerate(heads) if i not in found.values() and any(fits(head, w) for w in words))
            at = next(free, None)
            if at is not None:
                found[field] = at
    return found


def complete(mapping: Mapping[str, int]) -> bool:
    """A day, and money in one column or two."""
    return "day" in mapping and ("amount" in mapping or {"deposit", "withdrawal"} <= mapping.keys())


def parse(sheet: Sheet, mapping: Mapping[str, int], today: date) -> list[StatementLine]:
    """The lines of the file; rows without a day (carried forward, totals) are passed over.

    A row repeated right below itself with the same balance is one line; equal lines elsewhere are counted, so that the
    same file again, or one that overlaps it, brings nothing twice. Errors: COLUMNS, NO_LINES, BAD_ROW (names the row).
    """
    if not complete(mapping):
        raise BadInput("COLUMNS", "เลือกช่องวันที่ และช่องฝากกับถอน หรือช่องจำนวนเงิน", "Choose the columns of day and money.")
    lines: list[StatementLine] = []
    seen: dict[tuple[object, ...], int] = {}
    last: tuple[object, ...] | None = None
    for number, row in sheet.rows:
        facts = _facts(number, row, mapping, today)
        if facts is None or (facts == last and facts[2] is not None):
            continue
        last = facts
        nth = seen[facts] = seen.get(facts, 0) + 1
        day, satang, balance, text = facts
        mark = hashlib.sha256(f"{day.isoformat()}|{satang}|{balance}|{text}|{nth}".encode()).hexdigest()
        lines.append(StatementLine(day, satang, balance, text, mark))
    if not lines:
        raise BadInput("NO_LINES", "ไม่พบรายการที่มีวันที่และจำนวนเงินในไฟล์นี้ ตรวจช่องที่เลือก", "No line has a day and an amount.")
    return lines


def _facts(
    number: int, row: Sequence[str], mapping: Mapping[str, int], today: date
) -> tuple[date, int, int | None, str] | None:
    def cell(field: str) -> str:
        at = mapping.get(field, -1)
        return row[at].strip() if 0 <= at < len(row) else ""

    try:
        if not cell("day") or not any(c.isdigit() for c in cell("day")):
            return None
        if {"deposit", "withdrawal"} <= mapping.keys():
            satang = abs(_money(cell("deposit"))) - abs(_money(cell("withdrawal")))
        else:
            satang = _money(cell("amount"))
        if satang == 0:
            return None
        day = parse_day(re.sub(r"[T ]\d{1,2}:\d{2}.*$", "", cell("day")), today).day
        balance = _money(cell("balance")) if cell("balance") not in ("", "-") else None
    except BadInput as unread:
        raise BadInput("BAD_ROW", f"แถวที่ {number}: {unread.th}", f"Row {number}: {unread.en}") from None
    if day > today:
        raise BadInput(
            "BAD_ROW", f"แถวที่ {number}: วันที่ยังมาไม่ถึง ตรวจปี พ.ศ.", f"Row {number}: the day lies in the future."
        )
    return day, satang, balance, cell("text")[:200]


def _money(text: str) -> int:
    plain = text.replace(" ", "").replace("+", "")
    if plain in ("", "-", "–"):
        return 0
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    return parse_baht(plain)


@dataclass(frozen=True)
class Side:
    """A line of the book or of the statement as the matching sees it."""

    id: int
    day: date
    satang: int


def suggest(bank: Sequence[Side], book: Sequence[Side]) -> dict[int, int]:
    """Statement line id to book line id: the same amount, at most three days apart, the nearest day first, each once."""
    by_amount: dict[int, list[Side]] = {}
    for line in book:
        by_amount.setdefault(line.satang, []).append(line)
    pairs = [
        (abs((mine.day - theirs.day).days), theirs.day, theirs.id, mine.id)
        for theirs in bank
        for mine in by_amount.get(theirs.satang, ())
        if abs((mine.day - theirs.day).days) <= DAYS_APART
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, theirs_id, mine_id in sorted(pairs):
        if theirs_id not in found and mine_id not in taken:
            found[theirs_id] = mine_id
            taken.add(mine_id)
    return found


@dataclass(frozen=True)
class Reconciled:
    """งบพิสูจน์ยอด: both balances, and what each side does not have yet. Satang."""

    statement_satang: int
    book_satang: int
    only_book_satang: int
    only_bank_satang: int

    @property
    def statement_should_be(self) -> int:
        """The statement's balance once what only the book has has reached the bank."""
        return self.statement_satang + self.only_book_satang

    @property
    def book_should_be(self) -> int:
        """The book's balance once what only the bank has is posted."""
        return self.book_satang + self.only_bank_satang

    @property
    def difference_satang(self) -> int:
        """Zero when the two tell the same story."""
        return self.statement_should_be - self.book_should_be

    @property
    def words(self) -> str:
        """What a person reads first."""
        return "ตรงกัน" if self.difference_satang == 0 else f"ต่างกัน {baht(abs(self.difference_satang))} บาท"
