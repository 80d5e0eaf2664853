"""Forms of moving: a wave, a house in it, the day it left or came home."""

from collections.abc import Iterable
from typing import Any

from django import forms

from chumchon.forms.fields import ThaiDayField

from ..models import Project, SurveyedHouse
from .repairs import house_choices


class WaveForm(forms.Form):
    """A wave."""

    words = forms.CharField(label="ชื่อรุ่น", max_length=160, help_text="เช่น รุ่นที่ 1 ริมน้ำฝั่งตะวันตก")
    planned_on = ThaiDayField(label="วันที่จะย้าย", future_ok=True)


class JoinForm(forms.Form):
    """A house joins a wave."""

    wave = forms.TypedChoiceField(label="รุ่น", coerce=int)
    house = forms.TypedChoiceField(label="บ้าน (สำรวจแล้ว)", coerce=int)
    from_place = forms.CharField(label="ย้ายจาก", max_length=120, help_text="เช่น ริมน้ำ ช่วงสะพาน 2")
    to_place = forms.CharField(label="ไปแปลงใหม่", max_length=120, help_text="เช่น แปลง A12")

    def __init__(self, project: Project, houses: Iterable[SurveyedHouse], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waves = [(w.pk, f"รุ่นที่ {w.number} {w.words}") for w in project.waves.all()]
        self.fields["wave"].choices = waves  # type: ignore[attr-defined]
        self.fields["house"].choices = [("", "เลือกบ้าน"), *house_choices(houses)]  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """A day on which it happened."""

    day = ThaiDayField(label="วันที่")
