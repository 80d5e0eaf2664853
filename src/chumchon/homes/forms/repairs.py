"""Forms of repairs: a proposal, the choice of a meeting, money, photographs, the end; a tambon's quota."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, SubdistrictField, ThaiDayField

from ..models import Meeting, Programme, Project, RepairHouse, SurveyedHouse
from ..rules.repairs import MEETINGS, NEEDS


def house_choices(houses: Iterable[SurveyedHouse]) -> list[tuple[int, str]]:
    """Surveyed houses for a box: number, village and head."""
    return [(h.pk, f"{h.household.house_no} หมู่ {h.household.village.number} {h.head.name}") for h in houses]


class ProposeForm(forms.Form):
    """A surveyed house that should be repaired."""

    house = forms.TypedChoiceField(label="บ้าน (สำรวจแล้ว)", coerce=int)
    needs = forms.MultipleChoiceField(
        label="ต้องซ่อมอะไร", choices=list(NEEDS.items()), widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(label="ทำไมบ้านหลังนี้เดือดร้อน", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    asked_satang = BahtField(label="ราคาซ่อมที่ประมาณ")

    def __init__(self, houses: Iterable[SurveyedHouse], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["house"].choices = [("", "เลือกบ้าน"), *house_choices(houses)]  # type: ignore[attr-defined]


class ChooseForm(forms.Form):
    """A rank for each house that a meeting chose; an empty box was not chosen."""

    meeting = forms.TypedChoiceField(label="ตามมติการประชุม", coerce=int)

    def __init__(self, project: Project, repairs: Sequence[RepairHouse], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Meeting.objects.filter(project=project, kind__in=MEETINGS).order_by("-day", "-id")[:30]
        self.fields["meeting"].choices = [("", "เลือกการประชุม"), *((m.pk, m.topic) for m in rows)]  # type: ignore[attr-defined]
        self.repairs = repairs
        for r in repairs:
            box = forms.IntegerField(
                label=f"ลำดับของบ้าน {r.household.house_no}", min_value=1, max_value=10_000, required=False
            )
            self.fields[f"rank-{r.pk}"] = box

    def rows(self) -> list[tuple[RepairHouse, forms.BoundField]]:
        """A box for each house."""
        return [(r, self[f"rank-{r.pk}"]) for r in self.repairs]

    def ranks(self) -> dict[int, int]:
        """Rank by repair, of those that were chosen."""
        said = self.cleaned_data
        return {r.pk: said[f"rank-{r.pk}"] for r in self.repairs if said.get(f"rank-{r.pk}")}


class AmountForm(forms.Form):
    """What the house gets."""

    satang = BahtField(label="เงินซ่อมหลังนี้")


class PictureForm(forms.Form):
    """A photograph before or after."""

    which = forms.ChoiceField(
        label="รูปนี้ถ่าย", choices=[("before", "ก่อนซ่อม"), ("after", "หลังซ่อม")], widget=forms.RadioSelect
    )
    photo = forms.FileField(
        label="รูปถ่ายบ้าน",
        help_text="เปิดตำแหน่งในกล้องก่อนถ่าย ถ่ายมุมเดียวกันทั้งก่อนและหลัง",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class FinishForm(forms.Form):
    """Another person inspected the house."""

    finished_on = ThaiDayField(label="วันที่ตรวจรับ")
    labour_days = forms.IntegerField(
        label="แรงงานชุมชนที่ลง (วัน-คน)", min_value=0, max_value=10_000, initial=0, help_text="5 คน ทำ 3 วัน คือ 15"
    )


class ReasonForm(forms.Form):
    """Why."""

    why = forms.CharField(label="เหตุผล", max_length=300)


class QuotaForm(forms.Form):
    """How many houses a tambon may repair in a fiscal year."""

    programme = forms.ModelChoiceField(
        label="โครงการ", queryset=Programme.objects.filter(way="repair"), to_field_name="code"
    )
    area = SubdistrictField(label="ตำบล")
    year = forms.IntegerField(label="ปีงบประมาณ (พ.ศ.)", min_value=2540, max_value=2700)
    houses = forms.IntegerField(label="โควตา (หลัง)", min_value=0, max_value=10_000)
    source = forms.CharField(label="ที่มา เช่น เลขหนังสือ", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].label_from_instance = lambda p: p.name_th  # type: ignore[attr-defined]
