"""Forms of an urgent case: what happened, the list, aid, the hand-over."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField

from ..models import Project, SurveyedHouse
from ..rules.urgent import DAMAGES, EVENTS
from .repairs import house_choices
from .savings import TwoForm


class EventForm(forms.Form):
    """What happened."""

    kind = forms.ChoiceField(label="เกิดเหตุ", choices=list(EVENTS.items()))
    happened_on = ThaiDayField(label="วันที่เกิดเหตุ")
    place_th = forms.CharField(label="ที่เกิดเหตุ", max_length=160)
    words = forms.CharField(label="เล่าสั้น ๆ", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class ListForm(forms.Form):
    """Houses that were hit, from the survey."""

    houses = forms.TypedMultipleChoiceField(label="บ้านที่ประสบเหตุ", coerce=int, widget=forms.CheckboxSelectMultiple)
    damage = forms.ChoiceField(label="เสียหายแค่ไหน", choices=list(DAMAGES.items()))
    listed_on = ThaiDayField(label="วันที่ขึ้นรายชื่อ")
    late_why = forms.CharField(label="ถ้าพ้นกำหนดแล้ว ช้าเพราะอะไร", max_length=300, required=False)

    def __init__(self, houses: Iterable[SurveyedHouse], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["houses"].choices = house_choices(houses)  # type: ignore[attr-defined]


class AidForm(TwoForm):
    """Aid to one house."""

    satang = BahtField(label="เงินช่วยเหลือ")
    field_order = ("satang", "day", "box", "second", "secret")


class AidBackForm(TwoForm):
    """A house gives its aid back."""

    reason = forms.CharField(label="คืนเพราะอะไร", max_length=150)
    field_order = ("reason", "day", "box", "second", "secret")


class HandOverForm(forms.Form):
    """To which lasting project, which houses."""

    lasting = forms.ChoiceField(label="โครงการที่รับช่วง")
    houses = forms.TypedMultipleChoiceField(label="บ้านที่ส่งต่อ", coerce=int, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label="เหตุผลและมติ", max_length=200)

    def __init__(self, projects: Sequence[Project], houses: Iterable[SurveyedHouse], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(p.code, f"{p.name_th} ({p.programme.name_th})") for p in projects]
        self.fields["lasting"].choices = [("", "เลือกโครงการ"), *choices]  # type: ignore[attr-defined]
        self.fields["houses"].choices = house_choices(houses)  # type: ignore[attr-defined]
