"""Local governments from a file: each row judged, every fault said with its line, and then all rows or none."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import python_calamine
from django.db import transaction

from chumchon.thai.dates import parse_day
from chumchon.thai.errors import BadInput, Plain

from .models import GOVERNMENT_KINDS, PROVINCE_WIDE, GovernmentArea, LocalGovernment, Province, Subdistrict

MOST_BYTES, MOST_ROWS, MOST_FAULTS = 20_000_000, 20_000, 20
HEADERS = {
    "code": ("code", "รหัส", "รหัส อปท."), "kind": ("kind", "ประเภท", "ชนิด"), "name_th": ("name_th", "ชื่อ", "ชื่อ อปท."),
    "name_en": ("name_en", "ชื่ออังกฤษ"), "province": ("province", "รหัสจังหวัด", "จังหวัด"),
    "areas": ("areas", "ตำบลที่ดูแล", "พื้นที่"), "valid_from": ("valid_from", "ตั้งแต่"), "valid_to": ("valid_to", "ถึง"),
    "successor": ("successor", "ต่อเป็น"), "source": ("source", "ที่มา"),
}  # fmt: skip
NEEDED = ("code", "kind", "name_th", "province", "areas")
_SHORT = {
    "อบต.": "sao", "อบต": "sao", "ทต.": "tambon", "ทม.": "town", "ทน.": "city", "อบจ.": "pao", "อบจ": "pao", "กทม.": "bma",
    "กทม": "bma",
}  # fmt: skip
KINDS = {**{code: code for code, _ in GOVERNMENT_KINDS}, **{th: code for code, th in GOVERNMENT_KINDS}, **_SHORT}
_AREA = re.compile(r"(\d{6})(?:/(\d{1,3}))?")
Row = dict[str, str]


@dataclass(frozen=True)
class Draft:
    """A row that may be taken: the body and what it covers, (tambon, village number or None)."""

    body: LocalGovernment
    areas: tuple[tuple[str, int | None], ...]
    successor: str


def read_rows(path: Path) -> list[tuple[int, Row]]:
    """(line, row by our own column names) of a .csv or .xlsx. Errors: NO_FILE, FILE_TOO_BIG, NOT_A_TABLE, NO_COLUMNS."""
    if not path.is_file():
        raise BadInput("NO_FILE", f"ไม่พบแฟ้ม {path} ตรวจชื่อและที่อยู่ของแฟ้ม", f"There is no file {path}.")
    if path.stat().st_size > MOST_BYTES:
        raise BadInput("FILE_TOO_BIG", "แฟ้มใหญ่กว่า 20 ล้านไบต์ แบ่งเป็นหลายแฟ้ม", "The file is larger than 20 MB; split it.")
    cells = _cells(path.read_bytes())
    if not cells:
        raise BadInput("NO_ROWS", "แฟ้มนี้ว่าง", "The file is empty.")
    if len(cells) > MOST_ROWS + 1:
        raise BadInput(
            "TOO_MANY_ROWS", f"เกิน {MOST_ROWS:,} แถว แบ่งเป็นหลายแฟ้ม", f"More than {MOST_ROWS:,} rows; split it."
        )
    head = [cell.strip().lower() for cell in cells[0]]
    at = {name: next((head.index(w) for w in words if w in head), None) for name, words in HEADERS.items()}
    missing = [HEADERS[name][1] for name in NEEDED if at[name] is None]
    if missing:
        raise BadInput(
            "NO_COLUMNS", f"ไม่พบช่อง {' '.join(missing)} ในบรรทัดแรก ใส่หัวช่องแล้วส่งใหม่",
            f"The first line lacks the columns {' '.join(n for n in NEEDED if at[n] is None)}.",
        )  # fmt: skip
    found = []
    for line, row in enumerate(cells[1:], 2):
        named = {n: row[i].strip() if i is not None and i < len(row) else "" for n, i in at.items()}
        if any(named.values()):
            found.append((line, named))
    return found


def _cells(data: bytes) -> Sequence[Sequence[str]]:
    if data.startswith(b"PK"):
        try:
            sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
            return [[_text(cell) for cell in row] for row in sheet.to_python(nrows=MOST_ROWS + 2)]
        except Exception as unread:  # whatever the reader of spreadsheets says, the file is at fault
            raise BadInput("NOT_A_TABLE", "เปิดแฟ้มตารางไม่ได้ บันทึกใหม่เป็น .xlsx หรือ .csv", str(unread)) from None
    try:
        return [*csv.reader(io.StringIO(data.decode("utf-8-sig")))]
    except (UnicodeDecodeError, csv.Error) as unread:
        raise BadInput("NOT_A_TABLE", "อ่านแฟ้มไม่ได้ บันทึกเป็น CSV UTF-8 หรือ .xlsx", str(unread)) from None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


@transaction.atomic
def load_governments(
    rows: Iterable[tuple[int, Row]], today: date, source: str, made_up: bool = False
) -> tuple[int, int]:
    """Add the bodies, or bring those with the same code up to date; (added, changed). What is not in the file stays.

    Errors: BAD_GOVERNMENTS with up to twenty lines and what is wrong in each; then nothing is written.
    """
    rows = list(rows)
    drafts, faults = _judge(rows, today, source, made_up)
    if faults:
        more = f"\nและอีก {len(faults) - MOST_FAULTS:,} บรรทัด" if len(faults) > MOST_FAULTS else ""
        raise BadInput(
            "BAD_GOVERNMENTS",
            "ยังไม่ได้นำเข้าแม้แต่แถวเดียว แก้ตามนี้แล้วส่งใหม่\n"
            + "\n".join(f"บรรทัด {line}: {th}" for line, th in faults[:MOST_FAULTS])
            + more,
            f"Nothing was loaded: {len(faults)} rows cannot be used (lines {', '.join(str(n) for n, _ in faults[:9])}).",
        )
    known = set(LocalGovernment.objects.values_list("code", flat=True))
    for draft in drafts:
        draft.body.save(force_insert=draft.body.code not in known)
    for draft in drafts:
        if draft.successor:
            LocalGovernment.objects.filter(code=draft.body.code).update(successor_id=draft.successor)
    GovernmentArea.objects.filter(government_id__in=[d.body.code for d in drafts]).delete()
    GovernmentArea.objects.bulk_create(
        (
            GovernmentArea(government_id=d.body.code, subdistrict_id=tambon, village_number=number)
            for d in drafts
            for tambon, number in d.areas
        ),
        batch_size=1000,
    )
    added = sum(d.body.code not in known for d in drafts)
    return added, len(drafts) - added


def _judge(
    rows: list[tuple[int, Row]], today: date, source: str, made_up: bool
) -> tuple[list[Draft], list[tuple[int, str]]]:
    provinces = {p.name_th: p.code for p in Province.objects.all()}
    tambons = dict(Subdistrict.objects.values_list("code", "district__province_id"))
    codes = {row["code"] for _, row in rows} | set(LocalGovernment.objects.values_list("code", flat=True))
    drafts: list[Draft] = []
    faults: list[tuple[int, str]] = []
    seen: dict[str, int] = {}
    for line, row in rows:
        try:
            if row["code"] in seen:
                raise ValueError(f"รหัส {row['code']} ซ้ำกับบรรทัด {seen[row['code']]}")
            seen[row["code"]] = line
            drafts.append(_draft(row, provinces, tambons, codes, today, source, made_up))
        except (ValueError, Plain) as wrong:
            faults.append((line, wrong.th if isinstance(wrong, Plain) else str(wrong)))
    return drafts, faults


def _draft(
    row: Row,
    provinces: dict[str, str],
    tambons: dict[str, str],
    codes: set[str],
    today: date,
    source: str,
    made_up: bool,
) -> Draft:
    if not re.fullmatch(r"[0-9A-Za-z-]{2,12}", row["code"]):
        raise ValueError(f"รหัส “{row['code']}” ต้องเป็นตัวเลขหรือตัวอักษร 2 ถึง 12 ตัว")
    kind = KINDS.get(row["kind"].lower())
    if kind is None:
        raise ValueError(f"ไม่รู้จักประเภท “{row['kind']}” ใช้ {' '.join(th for _, th in GOVERNMENT_KINDS[:6])}")
    if not 2 <= len(row["name_th"]) <= 120 or len(row["name_en"]) > 120:
        raise ValueError("ใส่ชื่อ 2 ถึง 120 ตัวอักษร")
    province = provinces.get(row["province"].removeprefix("จังหวัด").removeprefix("จ."), row["province"])
    if province not in provinces.values():
        raise ValueError(f"ไม่มีจังหวัด “{row['province']}” ใช้รหัสสองตัวหรือชื่อเต็ม")
    since, until = (
        parse_day(row[f], today, future_ok=True).day if row[f] else None for f in ("valid_from", "valid_to")
    )
    if since and until and until < since:
        raise ValueError("วันสิ้นสุดอยู่ก่อนวันเริ่ม")
    if row["successor"] and (row["successor"] not in codes or row["successor"] == row["code"]):
        raise ValueError(f"ไม่มี อปท. รหัส “{row['successor']}” ที่ต่อจากนี้")
    body = LocalGovernment(
        code=row["code"], kind=kind, name_th=row["name_th"], name_en=row["name_en"], province_id=province,
        valid_from=since, valid_to=until, source=(row["source"] or source)[:200], made_up=made_up,
    )  # fmt: skip
    return Draft(body, _areas_of(row["areas"], kind, province, tambons), row["successor"])


def _areas_of(text: str, kind: str, province: str, tambons: dict[str, str]) -> tuple[tuple[str, int | None], ...]:
    """ "500705 500706/3": a whole tambon, and one village of another."""
    words = re.split(r"[\s,;]+", text.strip()) if text.strip() else []
    if kind in PROVINCE_WIDE:
        if words:
            raise ValueError("อบจ. และ กทม. ดูแลทั้งจังหวัด เว้นช่องตำบลว่าง")
        return ()
    if not words:
        raise ValueError("บอกรหัสตำบลที่ดูแล เช่น 500705 หรือ 500705/3 ถ้าดูแลเฉพาะหมู่ 3")
    found: dict[tuple[str, int | None], None] = {}
    for word in words:
        match = _AREA.fullmatch(word)
        if match is None or match[1] not in tambons:
            raise ValueError(f"ไม่มีตำบลรหัส “{word}”")
        if tambons[match[1]] != province:
            raise ValueError(f"ตำบล {match[1]} ไม่อยู่ในจังหวัดรหัส {province}")
        found[match[1], int(match[2]) if match[2] else None] = None
    return tuple(found)
