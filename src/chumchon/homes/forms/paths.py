"""Forms of a centre for people without homes."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chumchon.forms.fields import ThaiDayField


class MeetForm(forms.Form):
    """A person is met."""

    alias = forms.CharField(label="ชื่อที่เจ้าตัวให้เรียก", max_length=60, help_text="ไม่ต้องเป็นชื่อจริง")
    name = forms.CharField(
        label="ชื่อจริง", max_length=160, required=False,
        help_text="ใส่เมื่อเจ้าตัวให้และจำเป็นต้องใช้ เก็บแบบปิดผนึก เปิดดูทุกครั้งมีบันทึก",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    met_on = ThaiDayField(label="พบกันวันที่")


class StepForm(forms.Form):
    """The next step of a person."""

    to = forms.ChoiceField(label="ไปขั้นไหน")
    day = ThaiDayField(label="วันที่")

    def __init__(self, steps: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = list(steps)  # type: ignore[attr-defined]


class EraseForm(forms.Form):
    """The person asks to be forgotten."""

    sure = forms.BooleanField(label="เจ้าตัวขอให้ลบ และเข้าใจว่าลบแล้วเรียกคืนไม่ได้")
