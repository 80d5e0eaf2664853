"""What a touch says, and what is typed about a collection: read here, judged by the rules."""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput

from ..rules.collecting import Touch
from ..rules.cutoff import PIECES

_TOUCH = re.compile(r"(\d{1,12})-(\d{1,4})-(due|entry_fee)-(\d{8}|0)-(\d{8}|0)-(\d{1,12})")
MOST = 40  # touches of one button: a household


def _bad() -> BadInput:
    return BadInput(
        "BAD_TOUCH", "อ่านรายการรับเงินไม่ได้ เปิดหน้าใหม่แล้วแตะอีกครั้ง", "The touch cannot be read; reload the page."
    )


def page_id(data: Mapping[str, str]) -> uuid.UUID:
    """The page's own id: made by the phone's script, or by the server in the form. Errors: BAD_TOUCH."""
    try:
        return uuid.UUID(data.get("page", ""))
    except ValueError:
        raise _bad() from None


def touches(data: Mapping[str, str], now: datetime) -> list[Touch]:
    """The touches that a button says (queries.collecting.Card.value), each with an id that stays the same when the same
    page sends it twice. Errors: BAD_TOUCH."""
    page, parts = page_id(data), data.get("take", "").split(",")
    if len(parts) > MOST:
        raise _bad()
    made = []
    for part in parts:
        match = _TOUCH.fullmatch(part)
        if match is None:
            raise _bad()
        member, turn, kind, first, last, satang = match.groups()
        made.append(
            Touch(
                uuid.uuid5(page, f"{member}-{turn}"), int(member), kind, int(satang), _day(first), _day(last), now,
                data.get("device", "")[:60],
            )
        )  # fmt: skip
    return made


def _day(text: str) -> date | None:
    if text == "0":
        return None
    try:
        return datetime.strptime(text, "%Y%m%d").date()
    except ValueError:
        raise _bad() from None


def taking_id(data: Mapping[str, str], name: str = "void") -> uuid.UUID:
    """The taking that a button undoes. Errors: BAD_TOUCH."""
    try:
        return uuid.UUID(data.get(name, ""))
    except ValueError:
        raise _bad() from None


def counted(data: Mapping[str, str]) -> dict[str, int]:
    """Pieces by value in satang as text, as they were typed in the boxes n100000 … n25; empty is none. Errors: BAD_COUNT."""
    found = {}
    for piece in PIECES:
        text = arabic(data.get(f"n{piece}", "")).strip().replace(",", "")
        if text and not re.fullmatch(r"\d{1,6}", text):
            raise BadInput(
                "BAD_COUNT", f"“{text}” ไม่ใช่จำนวนใบหรือเหรียญ พิมพ์เป็นตัวเลข เช่น 12", "A count must be a whole number."
            )
        if text and int(text):
            found[str(piece)] = int(text)
    return found


class AmountForm(forms.Form):
    """Another amount than the ones offered."""

    amount = BahtField(label="จำนวนเงินอื่น")


class OpenForm(forms.Form):
    """A sheet for a village and a day."""

    village = forms.TypedChoiceField(label="หมู่บ้าน", coerce=int)
    day = ThaiDayField(label="วันเก็บเงิน")

    def __init__(self, villages: list[tuple[int, str]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["village"].choices = villages  # type: ignore[attr-defined]


class SheetFilters(forms.Form):
    """Filters of the list of sheets; they stand in the address."""

    village = forms.TypedChoiceField(label="หมู่บ้าน", coerce=int, empty_value=None, required=False)
    state = forms.ChoiceField(label="สถานะ", required=False)
    since = ThaiDayField(label="ตั้งแต่วันที่", required=False)
    until = ThaiDayField(label="ถึงวันที่", required=False, future_ok=True)

    def __init__(self, villages: list[tuple[int, str]], states: Sequence[tuple[str, str]], *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.fields["village"].choices = [("", "ทุกหมู่"), *villages]  # type: ignore[attr-defined]
        self.fields["state"].choices = states  # type: ignore[attr-defined]
