"""The form of a temporary home."""

from collections.abc import Iterable
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField

from ..models import SurveyedHouse
from ..rules.stays import STAYS
from .repairs import house_choices


class StayForm(forms.Form):
    """A family goes into a temporary home."""

    house = forms.TypedChoiceField(label="บ้าน (สำรวจแล้ว)", coerce=int)
    kind = forms.ChoiceField(label="พักแบบไหน", choices=list(STAYS.items()))
    place_th = forms.CharField(label="พักที่ไหน", max_length=160)
    from_day = ThaiDayField(label="เข้าพักวันที่")
    day_satang = BahtField(label="ค่าพักต่อวัน", least=0, help_text="ใส่ 0 ถ้าไม่เสียเงิน")

    def __init__(self, houses: Iterable[SurveyedHouse], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["house"].choices = [("", "เลือกบ้าน"), *house_choices(houses)]  # type: ignore[attr-defined]
