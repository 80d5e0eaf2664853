"""Bring in a set of reported rows from a folder: batch.toml, funds.csv, areas.csv, history.csv. All of it or nothing."""

import csv
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from chumchon.areas.models import Subdistrict
from chumchon.thai.errors import BadInput

from ..measures import HOUSING, MEASURES
from ..models import ReportBatch, ReportedRow, Target
from .measuring import load_measures
from .summing import sum_reported

_FUND_MEASURES = ("members", "fund_money", "recipients", "welfare_paid")
MONEY = frozenset(m.code for m in MEASURES if m.is_money)


def _bad(file: str, line: int, th: str) -> BadInput:
    return BadInput("BAD_REPORT", f"{file} บรรทัด {line}: {th} แก้แล้วนำเข้าใหม่", f"{file} line {line} cannot be used.")


def _number(text: str, file: str, line: int) -> int:
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


def _funds(batch: ReportBatch, folder: Path, known: set[str]) -> Iterator[ReportedRow]:
    seen: set[str] = set()
    for line, row in _read(folder / "funds.csv"):
        if row["area"] not in known:
            raise _bad("funds.csv", line, f"ไม่มีรหัสตำบล “{row['area']}”")
        if row["body_code"] in seen:
            raise _bad("funds.csv", line, f"กองทุน “{row['body_code']}” ซ้ำ")
        seen.add(row["body_code"])
        values = {m: _number(row[m], "funds.csv", line) for m in _FUND_MEASURES}
        if values["members"] == 0 and values["fund_money"]:
            raise _bad("funds.csv", line, "มีเงินแต่ไม่มีสมาชิก")
        if values["recipients"] == 0 and values["welfare_paid"]:
            raise _bad("funds.csv", line, "มีเงินสวัสดิการแต่ไม่มีผู้รับ")
        for measure, number in {"funds": 1, **values}.items():
            yield ReportedRow(
                batch=batch, measure_id=measure, body_code=row["body_code"], body_th=row["body_th"], area=row["area"],
                as_of=batch.as_of, value=_value(measure, number),
            )  # fmt: skip


def _areas(batch: ReportBatch, folder: Path) -> Iterator[ReportedRow]:
    known = {m.code for m in MEASURES}
    housing: dict[str, int] = {}
    for line, row in _read(folder / "areas.csv"):
        if row["measure"] not in known:
            raise _bad("areas.csv", line, f"ไม่มีตัวชี้วัด “{row['measure']}”")
        number = _number(row["value"], "areas.csv", line)
        if row["measure"] in HOUSING:
            housing[row["area"]] = housing.get(row["area"], 0) + number
        yield ReportedRow(
            batch=batch, measure_id=row["measure"], area=row["area"], as_of=batch.as_of,
            value=_value(row["measure"], number),
        )  # fmt: skip
    for area, number in housing.items():
        yield ReportedRow(batch=batch, measure_id="housing", area=area, as_of=batch.as_of, value=number)


def _history(batch: ReportBatch, folder: Path) -> Iterator[ReportedRow]:
    for line, row in _read(folder / "history.csv"):
        day = date(_number(row["year_be"], "history.csv", line) - 543, 9, 30)
        for measure in ("funds", *_FUND_MEASURES):
            value = _value(measure, _number(row[measure], "history.csv", line))
            yield ReportedRow(batch=batch, measure_id=measure, area=row["area"], as_of=day, value=value)


@transaction.atomic
def load_batch(folder: Path, now: datetime) -> ReportBatch:
    """Load the folder; the same batch again takes the place of what it loaded before. Sums are made anew.

    Errors: BAD_REPORT with file and line; nothing is loaded then.
    """
    try:
        head: dict[str, Any] = tomllib.loads((folder / "batch.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as unread:
        raise BadInput("BAD_REPORT", f"อ่าน batch.toml ใน {folder} ไม่ได้ ตรวจแฟ้มอีกครั้ง", str(unread)) from None
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
    known = set(Subdistrict.objects.values_list("code", flat=True))
    for rows in (_funds(batch, folder, known), _areas(batch, folder), _history(batch, folder)):
        ReportedRow.objects.bulk_create(rows, batch_size=2000)
    sum_reported()
    return batch
