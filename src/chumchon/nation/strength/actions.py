"""Counting the tambons' years from records, scoring them, and changing what an indicator weighs."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain

import numpy as np
from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import PERMISSIONS, Actor
from chumchon.ledger.bulk import insert_rows, maker
from chumchon.thai.errors import BadInput, NotAllowed

from ..columns.layout import year_of
from ..models import IndicatorWeight, Strength, TambonYear
from . import counts, queries
from .load import catalogue
from .rules import Catalogue, Numbers, Scores, score

MOST_WEIGHT = 100
YEARS_BACK = 15
PERMISSION = "indicators.settings"


def refresh(today: date, years: int = YEARS_BACK, progress: Callable[[str], None] = lambda step: None) -> int:
    """Count the last years from the records of now and score them; answers how many tambon-years stand. May be run again."""
    newest = year_of(today)
    wanted = range(newest - years + 1, newest + 1)
    progress("นับจากทะเบียนและสมุด")
    found = counts.count(list(wanted), today)
    progress("ให้คะแนน")
    with transaction.atomic():
        TambonYear.objects.filter(year_be__in=wanted).delete()
        make = maker(TambonYear, "area", "year_be", "counts")
        insert_rows([make(area, year, json.dumps(row)) for (area, year), row in sorted(found.items()) if row])
        return rescore()


@transaction.atomic
def rescore() -> int:
    """Score every tambon-year anew by the weights in force: one array a count, no loop over tambons but to write."""
    book, weights = catalogue(), queries.weights()
    rows = list(TambonYear.objects.order_by("year_be", "area").values_list("area", "year_be", "counts"))
    Strength.objects.all().delete()
    if not rows:
        return 0
    made = score(book, columns(json.loads(f"[{','.join(row[2] for row in rows)}]")), weights)
    _write(book, rows, made)
    return len(rows)


def columns(rows: Sequence[Mapping[str, int]]) -> dict[str, Numbers]:
    """The named counts as arrays, a count nobody recorded as 0. One pass: a dictionary laid over zeros keeps their order; a row
    of an older version, which may hold a name that nobody counts any more, is read name by name."""
    zeros = dict.fromkeys(counts.NAMES, 0)
    known = zeros.keys()
    laid = ({**zeros, **row} if row.keys() <= known else {name: row.get(name, 0) for name in zeros} for row in rows)
    cells = chain.from_iterable(row.values() for row in laid)
    table = np.fromiter(cells, dtype=np.int64, count=len(rows) * len(zeros)).reshape(len(rows), len(zeros))
    return dict(zip(zeros, table.T, strict=True))


def _write(book: Catalogue, rows: Sequence[tuple[str, int, object]], made: Scores) -> None:
    names = ("area", "year_be", "total", "pillar_1", "pillar_2", "pillar_3", "pillar_4", "band")
    make = maker(Strength, *names)
    pillars = [made.pillars[p.code].tolist() for p in book.pillars]
    cells = zip(rows, made.total.tolist(), *pillars, made.band.tolist(), strict=True)
    insert_rows([make(row[0], row[1], *values) for row, *values in cells])


@transaction.atomic
def set_weights(
    asked: Mapping[str, int], reason: str, actor: Actor, now: datetime, day: date
) -> list[IndicatorWeight]:  # fmt: skip
    """Headquarters changes what indicators weigh; what stays is not written again, what was stays in the history.

    Errors: NOT_ALLOWED, NO_REASON, NO_INDICATOR, BAD_WEIGHT, NO_WEIGHT (all zero), SAME_WEIGHTS.
    """
    held = [g for g in actor.active_grants() if PERMISSION in PERMISSIONS[g.role] and g.in_force(day)]
    if not any("" in g.prefixes for g in held):
        raise NotAllowed("NOT_ALLOWED", "น้ำหนักตัวชี้วัดเปลี่ยนได้เฉพาะส่วนกลาง", "Only headquarters changes weights.")
    known = {i.code for i in catalogue().indicators}
    if set(asked) - known:
        raise BadInput("NO_INDICATOR", "ไม่มีตัวชี้วัดนี้ เปิดหน้าใหม่แล้วแก้อีกครั้ง", "There is no such indicator.")
    if any(not 0 <= weight <= MOST_WEIGHT for weight in asked.values()):
        raise BadInput("BAD_WEIGHT", f"น้ำหนักต้องเป็นจำนวนเต็ม 0 ถึง {MOST_WEIGHT}", "A weight is a whole number up to 100.")
    now_held = queries.weights()
    if not any({**now_held, **asked}.values()):
        raise BadInput("NO_WEIGHT", "ต้องมีตัวชี้วัดที่มีน้ำหนักอย่างน้อยหนึ่งตัว", "At least one indicator must weigh something.")
    changed = {code: weight for code, weight in asked.items() if weight != now_held[code]}
    if not changed:
        raise BadInput("SAME_WEIGHTS", "น้ำหนักเหมือนเดิมทุกตัว ไม่มีอะไรต้องบันทึก", "No weight was changed.")
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลหรือมติที่ให้เปลี่ยนน้ำหนัก", "Say why the weights change.")
    made = [
        IndicatorWeight.objects.create(
            code=code, weight=weight, reason=reason.strip()[:300], actor_id=actor.user_id, at=now
        )
        for code, weight in sorted(changed.items())
    ]
    rescore()
    record(
        actor.user_id, "indicators.weigh", None, "indicators", now, {"rows": len(made), "reason": reason.strip()[:300]}
    )
    return made
