"""Bring in a set of reported rows from a folder: batch.toml, funds.csv, areas.csv, history.csv. All of it or nothing."""

import csv
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Sum

from chumchon.areas.models import Subdistrict
from chumchon.thai.errors import BadInput

from .. import rules
from ..measures import HOUSING, MEASURES
from ..models import ReportBatch, ReportedRow, Target
from .measuring import load_measures
from .summing import sum_reported

_FUND_MEASURES = ("members", "fund_money", "recipients", "welfare_paid")
EARLIEST_YEAR, LATEST_YEAR = 2400, 2700
MONEY = frozenset(m.code for m in MEASURES if m.is_money)


def _bad(file: str, line: int, th: str) -> BadInput:
    return BadInput("BAD_REPORT", f"{file} บรรทัด {line}: {th} แก้แล้วนำเข้าใหม่", f"{file} line {line} cannot be used.")


def _cell(row: dict[str, str], name: str, file: str, line: int) -> str:
    value = row.get(name)
    if value is None:
        raise _bad(file, line, f"ไม่พบช่อง {name}")
    return value.strip()


def _number(text: str, file: str, line: int) -> int:
    if re.fullmatch(r"-[0-9]+", text.strip()):
        raise _bad(file, line, f"“{text}” ติดลบ จำนวนต้องเป็นศูนย์ขึ้นไป")
    if not text.strip().isdigit() or len(text) > 15:
        raise _bad(file, line, f"“{text}” ไม่ใช่จำนวนเต็มตั้งแต่ศูนย์ขึ้นไป")
    return int(text)


def _read(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.exists():
        return
    with path.open(newline="", encoding="utf-8-sig") as source:
        yield from enumerate(csv.DictReader(source), 2)


def _value(measure: str, number: int) -> int:
    return number * 100 if measure in MONEY else number


def _funds(
    batch: ReportBatch, folder: Path, known: dict[str, tuple[Any, Any]], flags: list[str]
) -> Iterator[ReportedRow]:
    seen: set[str] = set()
    for line, row in _read(folder / "funds.csv"):
        area, code = (_cell(row, name, "funds.csv", line) for name in ("area", "body_code"))
        if area not in known:
            raise _bad("funds.csv", line, f"ไม่มีรหัสตำบล “{area}”")
        ended, successor = known[area]
        if ended is not None and ended < batch.as_of:
            raise _bad("funds.csv", line, f"ตำบลรหัส {area} สิ้นสุดไปแล้ว ใช้รหัส {successor}")
        if code in seen:
            raise _bad("funds.csv", line, f"กองทุน “{code}” ซ้ำ")
        seen.add(code)
        values = {m: _number(_cell(row, m, "funds.csv", line), "funds.csv", line) for m in _FUND_MEASURES}
        form = rules.Form(**values)
        if wrong := rules.impossible(form):
            raise _bad("funds.csv", line, wrong)
        name = _cell(row, "body_th", "funds.csv", line)
        flags += [f"funds.csv บรรทัด {line} {name}: {said} ถามกองทุนอีกครั้ง" for said in rules.doubtful(form)]
        for measure, number in {"funds": 1, **values}.items():
            yield ReportedRow(
                batch=batch, measure_id=measure, body_code=code, body_th=name, area=area, as_of=batch.as_of,
                value=_value(measure, number),
            )  # fmt: skip


def _areas(batch: ReportBatch, folder: Path, provinces: set[str]) -> Iterator[ReportedRow]:
    known = {m.code for m in MEASURES}
    housing: dict[str, int] = {}
    said: dict[str, tuple[int, int]] = {}
    for line, row in _read(folder / "areas.csv"):
        measure, area = (_cell(row, name, "areas.csv", line) for name in ("measure", "area"))
        if measure not in known:
            raise _bad("areas.csv", line, f"ไม่มีตัวชี้วัด “{measure}”")
        if area and area[:2] not in provinces:
            raise _bad("areas.csv", line, f"ไม่มีพื้นที่รหัส “{area}”")
        number = _number(_cell(row, "value", "areas.csv", line), "areas.csv", line)
        if measure == "housing":
            said[area] = line, number
            continue
        if measure in HOUSING:
            housing[area] = housing.get(area, 0) + number
        yield ReportedRow(batch=batch, measure_id=measure, area=area, as_of=batch.as_of, value=_value(measure, number))
    for area, (line, number) in said.items():
        if number != housing.get(area, 0):
            raise _bad("areas.csv", line, f"ยอดรวมที่อยู่อาศัย {number:,} ไม่เท่าผลรวมทุกโครงการ {housing.get(area, 0):,}")
    for area, number in housing.items():
        yield ReportedRow(batch=batch, measure_id="housing", area=area, as_of=batch.as_of, value=number)


def _history(batch: ReportBatch, folder: Path, provinces: set[str]) -> Iterator[ReportedRow]:
    for line, row in _read(folder / "history.csv"):
        year = _number(_cell(row, "year_be", "history.csv", line), "history.csv", line)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise _bad("history.csv", line, f"ปี {year} ต้องเป็น พ.ศ.")
        area, day = _cell(row, "area", "history.csv", line), date(year - 543, 9, 30)
        if area and area[:2] not in provinces:
            raise _bad("history.csv", line, f"ไม่มีพื้นที่รหัส “{area}”")
        if day > batch.as_of:
            raise _bad("history.csv", line, f"ปี {year} อยู่หลังวันของชุดข้อมูล")
        for measure in ("funds", *_FUND_MEASURES):
            value = _value(measure, _number(_cell(row, measure, "history.csv", line), "history.csv", line))
            yield ReportedRow(batch=batch, measure_id=measure, area=area, as_of=day, value=value)


def _head(folder: Path, now: datetime) -> dict[str, Any]:
    """batch.toml with everything that must stand in it. Errors: BAD_REPORT."""
    try:
        head: dict[str, Any] = tomllib.loads((folder / "batch.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as unread:
        raise BadInput("BAD_REPORT", f"อ่าน batch.toml ใน {folder} ไม่ได้ ตรวจแฟ้มอีกครั้ง", str(unread)) from None
    missing = [name for name in ("code", "title_th", "as_of", "source_th") if not head.get(name)]
    if missing or not isinstance(head.get("as_of"), date):
        words = " ".join(missing) or "as_of (วันที่)"
        raise BadInput("BAD_REPORT", f"batch.toml ขาด {words} เติมแล้วนำเข้าใหม่", f"batch.toml lacks {words}.")
    if head["as_of"] > now.date():
        raise BadInput(
            "BAD_REPORT", "วันของชุดข้อมูลยังมาไม่ถึง แก้ as_of แล้วนำเข้าใหม่", "The day of the figures has not come yet."
        )
    return head


def _check_totals(head: dict[str, Any], batch: ReportBatch) -> None:
    """[totals] of batch.toml, where the sender says what the rows must sum to. Errors: TOTALS_DIFFER."""
    rows = ReportedRow.objects.filter(batch=batch, as_of=batch.as_of)
    sums = dict(rows.values("measure").annotate(s=Sum("value")).values_list("measure", "s"))
    wrong = []
    for measure, number in head.get("totals", {}).items():
        found = sums.get(measure, 0) // (100 if measure in MONEY else 1)
        if found != number:
            wrong.append(f"{measure} บอกไว้ {number:,} แต่แถวรวมได้ {found:,}")
    if wrong:
        raise BadInput(
            "TOTALS_DIFFER", "ยอดรวมไม่ตรงกับผลรวมของแถว: " + " · ".join(wrong) + " แก้แล้วนำเข้าใหม่",
            "The totals contradict the rows; nothing was loaded.",
        )  # fmt: skip


@transaction.atomic
def load_batch(folder: Path, now: datetime) -> tuple[ReportBatch, list[str]]:
    """Load the folder; the same batch again takes the place of what it loaded before. Sums are made anew.

    Answers the batch and, in Thai, what is taken but should be asked about.
    Errors: BAD_REPORT with file and line; TOTALS_DIFFER; nothing is loaded then.
    """
    head = _head(folder, now)
    load_measures()
    ReportBatch.objects.filter(code=head["code"]).delete()
    batch = ReportBatch.objects.create(
        code=head["code"], title_th=head["title_th"], as_of=head["as_of"], source_th=head["source_th"],
        note_th=head.get("note_th", ""), loaded_at=now,
    )  # fmt: skip
    for target in head.get("target", []):
        Target.objects.update_or_create(
            measure_id=target["measure"], area=target.get("area", ""), year_be=target["year_be"],
            defaults={k: target[k] for k in ("value", "start_year_be", "source")},
        )  # fmt: skip
    known = {
        code: (ended, successor)
        for code, ended, successor in Subdistrict.objects.values_list("code", "valid_to", "successor")
    }
    provinces, flags = {code[:2] for code in known}, list[str]()
    for rows in (
        _funds(batch, folder, known, flags),
        _areas(batch, folder, provinces),
        _history(batch, folder, provinces),
    ):
        ReportedRow.objects.bulk_create(rows, batch_size=2000)
    _check_totals(head, batch)
    sum_reported()
    return batch, flags
