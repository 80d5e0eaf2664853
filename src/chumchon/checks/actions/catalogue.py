"""Writes of the checks themselves: the defaults at the first migration, then what an operator changes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor, may
from chumchon.thai.errors import BadInput, NotAllowed

from ..catalogue import BY_CODE, CATALOGUE
from ..models import SEVERITIES, Check


def load_checks() -> int:
    """Add the checks that the table does not know yet; what an operator changed stays. Returns how many were new."""
    known = set(Check.objects.values_list("code", flat=True))
    new = [
        Check(
            code=s.code, position=i, severity=s.severity, name_th=s.name_th, found_th=s.found_th, todo_th=s.todo_th,
            kind_th=s.kind_th, parameters={p.key: p.value for p in s.parameters}, source_th=s.source_th,
        )
        for i, s in enumerate(CATALOGUE, 1)
        if s.code not in known
    ]  # fmt: skip
    return len(Check.objects.bulk_create(new))


def load_after_migrate(sender: Any, **kwargs: Any) -> None:
    """post_migrate: a new (or emptied) database knows the checks."""
    load_checks()


@transaction.atomic
def change_check(
    code: str, actor: Actor, severity: str, is_on: bool, parameters: Mapping[str, int], now: datetime, day: date
) -> Check:
    """Put a check on or off, change its severity or its numbers. Errors: NOT_ALLOWED, NO_CHECK, BAD_PARAMETER."""
    if not may(actor, "checks.settings", None, "", day):
        raise NotAllowed("NOT_ALLOWED", "เฉพาะเจ้าหน้าที่ส่วนกลางแก้ข้อตรวจได้", "Only headquarters may change a check.")
    check = Check.objects.select_for_update().filter(code=code).first()
    if check is None or severity not in dict(SEVERITIES):
        raise BadInput("NO_CHECK", "ไม่มีข้อตรวจนี้ เปิดรายการข้อตรวจใหม่", "No such check.")
    for parameter in BY_CODE[code].parameters:
        value = parameters.get(parameter.key)
        if value is None or not 0 <= value <= 10**12:
            raise BadInput(
                "BAD_PARAMETER",
                f"“{parameter.label_th}” ต้องเป็นตัวเลขตั้งแต่ 0 ขึ้นไป",
                f"{parameter.key} must be a number from 0.",
            )
    before = {"severity": check.severity, "on": check.is_on, "parameters": check.parameters}
    check.severity, check.is_on = severity, is_on
    check.parameters = {p.key: int(parameters[p.key]) for p in BY_CODE[code].parameters}
    check.save()
    record(actor.user_id, "check.change", None, f"check:{check.position}", now, {"code": code, "before": before})
    return check
