"""Forms of the plan, of instalments and purchases."""

import uuid
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField

from ..models import Meeting, PlanOption, Project
from ..rules.plans import ACCOUNT_OF_SOURCE, OPTION_KINDS, SOURCES, USES, Line, Quote


class OptionForm(forms.Form):
    """A layout or house type."""

    kind = forms.ChoiceField(label="ทางเลือกของ", choices=list(OPTION_KINDS.items()))
    name_th = forms.CharField(label="ชื่อแบบ", max_length=120)
    satang = BahtField(label="ราคา (ต่อหลัง หรือทั้งผัง)", least=0)


class VotesForm(forms.Form):
    """Votes by option in a meeting."""

    meeting = forms.TypedChoiceField(label="ในการประชุม", coerce=int)

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = list(PlanOption.objects.filter(project=project))
        rows = Meeting.objects.filter(project=project).order_by("-day")[:30]
        self.fields["meeting"].choices = [(m.pk, m.topic) for m in rows]  # type: ignore[attr-defined]
        for o in self.options:
            self.fields[f"option-{o.pk}"] = forms.IntegerField(
                label=f"{o.get_kind_display()}: {o.name_th}", min_value=0, max_value=100_000
            )

    def votes(self) -> dict[int, int]:
        """Votes by option."""
        return {o.pk: self.cleaned_data[f"option-{o.pk}"] for o in self.options}


class LineForm(forms.Form):
    """A line of the draft."""

    what = forms.ChoiceField(
        label="เป็น",
        choices=[
            ("แหล่งเงิน", [(f"source:{k}", v) for k, v in SOURCES.items()]),
            ("ใช้เงิน", [(f"use:{k}", v) for k, v in USES.items()]),
        ],
    )
    words = forms.CharField(label="รายการ", max_length=200)
    satang = BahtField(label="จำนวนเงิน")

    def line(self) -> Line:
        """What was filled."""
        side, kind = self.cleaned_data["what"].split(":")
        return Line(side, kind, self.cleaned_data["words"], self.cleaned_data["satang"])


class BoqForm(forms.Form):
    """A bill of quantities."""

    file = forms.FileField(
        label="ไฟล์ประมาณราคา (Excel)",
        help_text="มีช่อง รายการ และ รวม หรือ จำนวน กับ ราคาต่อหน่วย",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}),
    )


class InstalmentForm(forms.Form):
    """An instalment of the agreement."""

    kind = forms.ChoiceField(label="เงินอุดหนุน", choices=[(k, SOURCES[k]) for k in ACCOUNT_OF_SOURCE])
    stage_th = forms.CharField(label="งวดงาน ทำอะไรเสร็จ", max_length=160)
    satang = BahtField(label="จำนวนเงิน")
    on_contract = forms.BooleanField(label="จ่ายเมื่อทำสัญญา (ไม่ต้องมีหลักฐานงาน)", required=False)


class MendForm(forms.Form):
    """Another sum or stage for an instalment."""

    stage_th = forms.CharField(label="งวดงาน ทำอะไรเสร็จ", max_length=160)
    satang = BahtField(label="จำนวนเงิน")
    reason = forms.CharField(label="แก้เพราะอะไร", max_length=200)


class PhotoForm(forms.Form):
    """A photograph of the stage."""

    photo = forms.FileField(
        label="รูปหน้างาน",
        help_text="เปิดตำแหน่งในกล้องก่อนถ่าย",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class PurchaseForm(forms.Form):
    """A purchase with the prices that were asked."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    what = forms.CharField(label="ซื้อหรือจ้างอะไร", max_length=200)
    kind = forms.ChoiceField(label="หมวด", choices=list(USES.items()))
    supplier = forms.CharField(label="ซื้อจาก", max_length=160)
    satang = BahtField(label="ราคา")
    day = ThaiDayField(label="วันที่ซื้อ")
    shop1 = forms.CharField(label="ใบเสนอราคา 1: ร้าน", max_length=160, required=False)
    price1 = BahtField(label="ราคาที่เสนอ", required=False)
    shop2 = forms.CharField(label="ใบเสนอราคา 2: ร้าน", max_length=160, required=False)
    price2 = BahtField(label="ราคาที่เสนอ", required=False)
    shop3 = forms.CharField(label="ใบเสนอราคา 3: ร้าน", max_length=160, required=False)
    price3 = BahtField(label="ราคาที่เสนอ", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def quotes(self) -> list[Quote]:
        """The prices that were filled."""
        said = self.cleaned_data
        return [
            Quote(said[f"shop{i}"], said[f"price{i}"])
            for i in (1, 2, 3)
            if said.get(f"shop{i}") and said.get(f"price{i}")
        ]
