"""The survey as spreadsheets: the XLSForm for collectors' apps, and rows out and in under the same column names."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from chumchon.thai.dates import parse_day
from chumchon.thai.errors import BadInput, Plain
from chumchon.thai.money import parse_baht

from .projects import TENURES
from .survey import CONDITIONS, COUNTS, NEEDS, HouseEntry

# name, XLSForm type, Thai label, must be filled
QUESTIONS: tuple[tuple[str, str, str, bool], ...] = (
    ("surveyed_on", "date", "วันที่สำรวจ", True), ("village", "integer", "หมู่ที่", True), ("house_no", "text", "บ้านเลขที่", True),
    ("prefix", "text", "คำนำหน้า", False), ("first_name", "text", "ชื่อหัวหน้าครัวเรือน", True), ("surname", "text", "นามสกุล", False),
    ("phone", "text", "โทรศัพท์", False), ("people", "integer", "คนในบ้าน", True), ("children", "integer", "เด็ก", False),
    ("elderly", "integer", "ผู้สูงอายุ", False), ("disabled", "integer", "ผู้พิการ", False), ("bedridden", "integer", "ผู้ป่วยติดเตียง", False),
    ("income", "decimal", "รายได้ต่อเดือน (บาท)", False), ("saving", "decimal", "ออมได้ต่อเดือน (บาท)", False),
    ("tenure", "select_one tenure", "สิทธิในที่ดิน", True), ("condition", "select_one condition", "สภาพบ้าน", True),
    ("needs", "select_multiple needs", "ต้องการ", False), ("place", "geopoint", "พิกัด", False), ("note", "text", "หมายเหตุ", False),
)  # fmt: skip
CHOICES: Mapping[str, Mapping[str, str]] = {"tenure": TENURES, "condition": CONDITIONS, "needs": NEEDS}


def xlsform(title: str, form_id: str) -> list[tuple[str, list[str], list[list[object]]]]:
    """The sheets survey, choices and settings as XLSForm has them: (name, head, rows)."""
    questions: list[list[object]] = [
        [kind, name, label, "yes" if must else ""] for name, kind, label, must in QUESTIONS
    ]
    choices: list[list[object]] = [[of, name, label] for of, words in CHOICES.items() for name, label in words.items()]
    return [
        ("survey", ["type", "name", "label::Thai (th)", "required"], questions),
        ("choices", ["list_name", "name", "label::Thai (th)"], choices),
        ("settings", ["form_title", "form_id", "default_language"], [[title, form_id, "Thai (th)"]]),
    ]


def head() -> list[str]:
    """Column names of a sheet of houses; _uuid is the entry's id."""
    return ["_uuid", *(name for name, *_ in QUESTIONS)]


def row_of(entry: HouseEntry) -> list[object]:
    """A house as a row under `head`."""
    place = "" if entry.latitude is None else f"{entry.latitude} {entry.longitude} 0 0"
    said: dict[str, object] = {
        **{n: getattr(entry, n) for n in ("village", "house_no", "prefix", "first_name", "surname", "phone", "people", *COUNTS, "note")},
        "surveyed_on": entry.surveyed_on.isoformat(), "income": entry.income_satang / 100, "saving": entry.saving_satang / 100,
        "tenure": entry.tenure, "condition": entry.condition, "needs": " ".join(entry.needs), "place": place,
    }  # fmt: skip
    return [str(entry.uid), *(said[name] for name, *_ in QUESTIONS)]


def read_rows(rows: Sequence[Sequence[object]], today: date, space: uuid.UUID) -> list[HouseEntry | BadInput]:
    """Houses of a sheet whose head stands in its first rows, by column name or Thai label; a bad row spoils only itself.

    A row without _uuid gets one from its house, so that the same file sent twice is one survey. Errors: NO_COLUMNS.
    """
    names = {label: name for name, _, label, _ in QUESTIONS} | {name: name for name in head()}
    for i, row in enumerate(rows[:10]):
        columns = {
            names[_text(c).rsplit("/", 1)[-1]]: n for n, c in enumerate(row) if _text(c).rsplit("/", 1)[-1] in names
        }
        if {"village", "house_no", "first_name", "people"} <= set(columns):
            filled = (r for r in rows[i + 1 :] if any(_text(c) for c in r))
            return [_row({k: r[n] if n < len(r) else "" for k, n in columns.items()}, today, space) for r in filled]
    raise BadInput(
        "NO_COLUMNS",
        "ไม่พบหัวตาราง ต้องมีช่อง หมู่ที่ บ้านเลขที่ ชื่อหัวหน้าครัวเรือน และคนในบ้าน",
        "The columns village, house_no, first_name and people are missing.",
    )


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell if cell is not None else "").split())


def _whole(cell: object) -> int:
    text = _text(cell)
    return int(float(text)) if text else 0


def _satang(cell: object) -> int:
    if isinstance(cell, int | float):
        return round(float(cell) * 100)
    return parse_baht(_text(cell)) if _text(cell) else 0


def _choice(cell: object, words: Mapping[str, str]) -> str:
    text = _text(cell)
    return next((key for key, word in words.items() if text in (key, word)), text)


def _row(cells: Mapping[str, object], today: date, space: uuid.UUID) -> HouseEntry | BadInput:
    try:
        return _entry(cells, today, space)
    except Plain as fault:
        return BadInput(fault.code, fault.th, fault.en)
    except (ValueError, OverflowError, IndexError):
        return BadInput("BAD_ENTRY", "แถวนี้มีตัวเลขหรือพิกัดที่อ่านไม่ได้", "A number or place of this row cannot be read.")


def _entry(cells: Mapping[str, object], today: date, space: uuid.UUID) -> HouseEntry:
    said = {name: cells.get(name, "") for name in head()}
    missing = [label for name, _, label, must in QUESTIONS if must and not _text(said[name])]
    if missing:  # nothing is made up for a cell that was left empty
        raise BadInput("EMPTY", f"ยังไม่ได้ใส่: {', '.join(missing)}", f"Empty: {', '.join(missing)}.")
    day = parse_day(said["surveyed_on"], today).day
    place = _text(said["place"]).split()
    house = f"{_text(said['village'])}/{_text(said['house_no'])}"
    uid = uuid.UUID(_text(said["_uuid"]).removeprefix("uuid:")) if _text(said["_uuid"]) else uuid.uuid5(space, house)
    counts = {name: _whole(said[name]) for name in COUNTS}
    return HouseEntry(
        uid=uid, village=_whole(said["village"]), house_no=_text(said["house_no"])[:30], prefix=_text(said["prefix"])[:40],
        first_name=_text(said["first_name"])[:80], surname=_text(said["surname"])[:80], people=_whole(said["people"]),
        tenure=_choice(said["tenure"], TENURES), condition=_choice(said["condition"], CONDITIONS),
        surveyed_on=day, income_satang=_satang(said["income"]), saving_satang=_satang(said["saving"]),
        needs=tuple(_choice(n, NEEDS) for n in _needs(said["needs"])),
        longitude=float(place[1]) if len(place) > 1 else None, latitude=float(place[0]) if len(place) > 1 else None,
        phone=_text(said["phone"])[:20], note=_text(said["note"])[:300], **counts,
    )  # fmt: skip


def _needs(cell: object) -> Iterable[str]:
    text = _text(cell)
    return [part for part in (text.split(",") if "," in text else text.split()) if part.strip()]
