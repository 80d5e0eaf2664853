"""What is taken at the counter."""

import re
from datetime import datetime

from chumchon.thai.errors import BadInput

from ..rules.contributions import Payment

_ONE = re.compile(r"(due|entry_fee)-(\d{8}|0)-(\d{8}|0)-(\d{1,12})")


def payments(member_id: int, values: list[str]) -> list[Payment]:
    """The payments that were chosen, entry fee first. Errors: NOTHING, BAD_TOUCH."""
    made = []
    for value in values:
        match = _ONE.fullmatch(value)
        try:
            if match is None:
                raise ValueError(value)
            kind, first, last, satang = match.groups()
            days = [None if x == "0" else datetime.strptime(x, "%Y%m%d").date() for x in (first, last)]
        except ValueError:
            raise BadInput("BAD_TOUCH", "อ่านรายการรับเงินไม่ได้ เปิดหน้าใหม่แล้วทำอีกครั้ง", "Cannot be read; reload.") from None
        made.append(Payment(member_id, kind, int(satang), *days))
    if not made:
        raise BadInput("NOTHING", "เลือกก่อนว่ารับเงินอะไร", "Choose what is paid.")
    return sorted(made, key=lambda p: p.kind != "entry_fee")
