"""Forms of receipts: the list's filters, and the cancelling of one."""

import uuid

from django import forms

from chumchon.forms.fields import ThaiDayField
from chumchon.thai.digits import arabic

from ..queries.receipts import CANCELLED, VALID, Filters

STATES = [("", "ทุกใบ"), (VALID, "ใช้ได้"), (CANCELLED, "ยกเลิก")]


class NumberField(forms.IntegerField):
    """A whole number; Thai digits are read."""

    def to_python(self, value: object) -> int | None:
        """Read it."""
        return super().to_python(arabic(str(value or "")).strip())


class FilterForm(forms.Form):
    """The filters in the address."""

    q = forms.CharField(label="ชื่อหรือเลขสมาชิก", required=False, max_length=80)
    year = NumberField(label="ปี พ.ศ.", required=False, min_value=2400, max_value=2700)
    volume = NumberField(label="เล่มที่", required=False, min_value=1, max_value=100_000)
    since = ThaiDayField(label="ตั้งแต่วันที่", required=False, future_ok=True, widget=forms.TextInput)
    until = ThaiDayField(label="ถึงวันที่", required=False, future_ok=True, widget=forms.TextInput)
    state = forms.ChoiceField(label="สถานะ", required=False, choices=STATES)
    sheet = NumberField(label="ใบเก็บเงิน", required=False, min_value=1)

    def filters(self) -> Filters:
        """What was asked; a box that cannot be read asks for nothing."""
        self.full_clean()
        said = self.cleaned_data
        return Filters(
            year=said.get("year"), volume=said.get("volume"), since=said.get("since"), until=said.get("until"),
            text=said.get("q", ""), state=said.get("state", ""), sheet=said.get("sheet"),
        )  # fmt: skip


class CancelForm(forms.Form):
    """Why a receipt is cancelled. key makes a second press the same cancelling."""

    reason = forms.CharField(
        label="เหตุผลที่ยกเลิก", max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="เช่น พิมพ์จำนวนผิด หรือ รับเงินผิดคน เหตุผลนี้จะอยู่บนใบเสร็จ",
        error_messages={"required": "บอกเหตุผลที่ยกเลิกก่อน"},
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
