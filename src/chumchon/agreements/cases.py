"""Claims in a table: rows of a CSV to facts, decisions to rows. Baht and C.E. days in the file."""

import csv
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from io import StringIO
from typing import NamedTuple, TextIO

from chumchon.thai.errors import BadInput, Plain
from chumchon.thai.money import parse_baht

from . import words
from .decide import Decision
from .explain import reason_th
from .facts import Facts, bad

COLUMNS = (
    "case_id", "agreement", "join", "paid_until", "birth_date", "event", "start", "end", "children", "damage", "household_n",
    "household_i", "prior_units_y1", "prior_units_y2", "prior_units_life", "prior_amount_y1", "prior_amount_y2",
    "prior_events_y", "already_paid_event", "cash", "expected_outgo_12m", "flags", "claim_date", "evidence_ok",
)  # fmt: skip
OUT = ("case_id", "amount", "deferred", "code", "reason_th")


class Row(NamedTuple):
    """One row of the table: its line in the file, its names, and its facts or why it cannot be read."""

    line: int
    case_id: str
    fund: str
    facts: Facts | Plain


def text_of(data: bytes) -> TextIO:
    """A table as text: UTF-8 with or without its mark, else Windows Thai (cp874). Errors: NOT_TEXT."""
    for encoding in ("utf-8-sig", "cp874"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return StringIO(text, newline="")
    raise BadInput(
        "NOT_TEXT", "แฟ้มนี้ไม่ใช่ตารางข้อความ บันทึกจากโปรแกรมตารางเป็น CSV แบบ UTF-8 แล้วลองใหม่",
        "This is no table of text: save it as CSV in UTF-8 and try again.",
    )  # fmt: skip


def read_rows(file: TextIO, own: Collection[str] = ()) -> Iterator[Row]:
    """Rows of a CSV. own: flags that the agreements name beside the known ones. Errors: BadInput where a column is missing or the file is no CSV; a bad row carries its own error."""
    try:
        yield from _rows(file, own)
    except csv.Error as wrong:
        raise BadInput(
            "NOT_TEXT", "อ่านตารางนี้ไม่ได้ ตรวจเครื่องหมายคำพูดและจุลภาค หรือบันทึกเป็น CSV ใหม่", f"This is no CSV: {wrong}."
        ) from None


def _rows(file: TextIO, own: Collection[str]) -> Iterator[Row]:
    reader = csv.DictReader(file, restkey="", restval="")
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise BadInput(
            "MISSING_COLUMNS", f"ขาดคอลัมน์ {', '.join(missing)}", f"The columns {', '.join(missing)} are missing."
        )
    for row in reader:
        cells = {name: value.strip() for name, value in row.items() if isinstance(value, str)}
        facts: Facts | Plain
        try:
            if "" in row:
                raise bad("มีช่องเกินหัวตาราง ตรวจเครื่องหมายจุลภาค", "The row has more cells than the table has columns.")
            facts = facts_of(cells, own)
        except Plain as wrong:
            facts = wrong
        yield Row(reader.line_num, cells["case_id"], cells["agreement"], facts)


def facts_of(cells: dict[str, str], own: Collection[str] = ()) -> Facts:
    """The facts of one row. Empty is unknown for a day, 0 for a number and a sum, 1 for a place. Errors: BadInput."""
    start = _day(cells, "start")
    if start is None:
        raise bad("ไม่มีวันเริ่มเกิดเหตุ (start)", "The day of the event (start) is missing.")
    prior_1, prior_2 = _satang(cells, "prior_amount_y1"), _satang(cells, "prior_amount_y2")
    paid_in = cells.get("contributions_paid", "")
    return Facts(
        event=cells["event"],
        start=start,
        end=_day(cells, "end") or start,
        join=_day(cells, "join"),
        paid_until=_day(cells, "paid_until"),
        birth=_day(cells, "birth_date"),
        children=_count(cells, "children"),
        damage_satang=_satang(cells, "damage"),
        contributions_satang=_satang(cells, "contributions_paid") if paid_in else None,
        household_n=_count(cells, "household_n", 1),
        household_i=_count(cells, "household_i", 1),
        prior_units_y1=_count(cells, "prior_units_y1"),
        prior_units_y2=_count(cells, "prior_units_y2"),
        prior_units_life=_count(cells, "prior_units_life"),
        prior_own_y1_satang=prior_1,
        prior_own_y2_satang=prior_2,
        prior_all_y1_satang=prior_1,
        prior_all_y2_satang=prior_2,
        prior_events=_count(cells, "prior_events_y"),
        already_paid=_yes(cells, "already_paid_event"),
        cash_satang=_satang(cells, "cash"),
        expected_outgo_satang=_satang(cells, "expected_outgo_12m"),
        flags=_flags(cells["flags"], own),
        claim_day=_day(cells, "claim_date"),
        evidence_ok=_yes(cells, "evidence_ok"),
    )


def _flags(text: str, own: Collection[str]) -> frozenset[str]:
    """Known ones in large or small letters; one that is misspelt would exclude nothing. Errors: BadInput."""
    found = set()
    for said in (part.strip() for part in text.split("|")):
        flag = said if said in own or said.lower() not in words.FLAGS else said.lower()
        if flag not in own and words.misspelt(flag):
            th, en = words.unknown_flag(said)
            raise bad(f"flags: {th}", f"flags: {en}")
        found.add(flag)
    return frozenset(found - {""})


def _day(cells: dict[str, str], name: str) -> date | None:
    if not cells[name]:
        return None
    try:
        if cells[name][4:5] != "-" or "W" in cells[name]:  # neither 20250605 nor a day of a week
            raise ValueError
        return date.fromisoformat(cells[name])
    except ValueError:
        raise bad(
            f"{name}: “{cells[name]}” ไม่ใช่วันที่ ค.ศ. เช่น 2025-06-05",
            f"{name}: {cells[name]!r} is not a day such as 2025-06-05.",
        ) from None


def _satang(cells: dict[str, str], name: str) -> int:
    if not cells[name]:
        return 0
    try:
        return parse_baht(cells[name])
    except BadInput as error:
        raise bad(f"{name}: {error.th}", f"{name}: {error.en}") from None


def _count(cells: dict[str, str], name: str, otherwise: int = 0) -> int:
    text = cells[name].removesuffix(".0")
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise bad(f"{name}: “{cells[name]}” ไม่ใช่จำนวนเต็ม", f"{name}: {cells[name]!r} is not a whole number.")
    return int(text)


def _yes(cells: dict[str, str], name: str) -> bool:
    text = cells[name].lower().removesuffix(".0")
    if text in ("1", "true", "yes"):
        return True
    if text in ("", "0", "false", "no"):
        return False
    raise bad(f"{name}: “{cells[name]}” ต้องเป็น 1 หรือ 0", f"{name}: {cells[name]!r} must be 1 or 0.")


def baht(satang: int) -> str:
    """150000 to "1500", 166650 to "1666.5"."""
    whole, part = divmod(satang, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") if part else str(whole)


def write_rows(file: TextIO, rows: Iterable[tuple[str, Decision | Plain]]) -> None:
    """One line a case; a row that could not be read has the code BAD_ROW and no amount."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(OUT)
    for case_id, result in rows:
        if isinstance(result, Plain):
            writer.writerow([case_id, "", "", "BAD_ROW", result.th])
        else:
            paid, later = baht(result.amount_satang), baht(result.deferred_satang)
            writer.writerow([case_id, paid, later, result.code, reason_th(result)])
