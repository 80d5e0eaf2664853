"""Forms of building: the plan of days, a house's stage, its acceptance; of the store; of the legal body and of money that comes in."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField

from ..models import Project
from ..rules.building import SAID, STAGES
from ..rules.incomes import BY_HAND, KINDS
from ..rules.legal import KINDS as BODIES
from .savings import TwoForm


class DaysForm(forms.Form):
    """From when until when."""

    starts_on = ThaiDayField(label="เริ่มลงมือสร้าง", future_ok=True)
    ends_on = ThaiDayField(label="จะสร้างเสร็จทุกหลัง", future_ok=True)
    reason = forms.CharField(label="ถ้าเลื่อนแผน เพราะอะไร", max_length=300, required=False)


class StageForm(forms.Form):
    """A house reached a stage."""

    stage = forms.ChoiceField(label="บ้านถึงขั้นไหน", choices=[(s, STAGES[s]) for s in SAID], widget=forms.RadioSelect)
    on = ThaiDayField(label="วันที่")
    photo = forms.FileField(
        label="รูปบ้าน", required=False, help_text="สร้างเสร็จต้องมีรูป เปิดตำแหน่งในกล้องก่อนถ่าย",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    note = forms.CharField(label="หมายเหตุ หรือเหตุผลที่ย้อนขั้น", max_length=300, required=False)


class AcceptForm(forms.Form):
    """Another person accepts it."""

    accepted_on = ThaiDayField(label="วันที่ตรวจรับ")


class StockForm(forms.Form):
    """Something came in or went out."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    out = forms.TypedChoiceField(
        label="ของ", choices=[("0", "เข้า"), ("1", "ออก (เบิกไปใช้)")], coerce=lambda v: v == "1", widget=forms.RadioSelect,
        initial="0",
    )  # fmt: skip
    material = forms.TypedChoiceField(label="วัสดุ", required=False, coerce=int, empty_value=None)
    name = forms.CharField(label="หรือวัสดุใหม่: ชื่อ", max_length=120, required=False)
    unit = forms.CharField(label="หน่วย", max_length=30, required=False, help_text="เช่น ถุง ท่อน คิว")
    quantity = forms.DecimalField(label="จำนวน", max_digits=12, decimal_places=3, min_value=0)
    day = ThaiDayField(label="วันที่")
    house = forms.TypedChoiceField(label="ใช้กับบ้าน", required=False, coerce=int, empty_value=None)
    purchase = forms.TypedChoiceField(label="มาจากการซื้อ", required=False, coerce=int, empty_value=None)
    note = forms.CharField(label="หมายเหตุ", max_length=200, required=False)

    def __init__(self, project: Project, materials: Sequence[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        houses = project.houses.select_related("household").order_by("household__house_key")[:1000]
        choices = {
            "material": list(materials),
            "house": [(h.pk, f"บ้าน {h.household.house_no}") for h in houses],
            "purchase": [(p.pk, p.what) for p in project.purchases.all()[:100]],
        }
        for name, rows in choices.items():
            self.fields[name].choices = [("", "ไม่ระบุ"), *rows]  # type: ignore[attr-defined]


class LegalForm(forms.Form):
    """The community's legal body."""

    kind = forms.ChoiceField(label="เป็น", choices=list(BODIES.items()))
    name_th = forms.CharField(label="ชื่อเต็มตามทะเบียน", max_length=200)
    number = forms.CharField(label="เลขทะเบียน", max_length=60)
    registered_on = ThaiDayField(label="วันที่จดทะเบียน")


WHOSE = {"savings": "ครัวเรือนหรือผู้พัก: ออม สมทบ ค่าเช่า ค่าบำรุง"}


class IncomeForm(TwoForm):
    """Money that comes into the project's box or bank."""

    kind = forms.ChoiceField(label="เป็นเงินของใคร", choices=[(k, WHOSE.get(k, KINDS[k].name_th)) for k in BY_HAND])
    from_whom = forms.CharField(label="รับจาก", max_length=160)
    satang = BahtField(label="จำนวนเงิน")
    field_order = ["key", "kind", "from_whom", "satang", "day", "box", "second", "secret"]


class ReturnForm(TwoForm):
    """What is left goes back to the institute."""

    satang = BahtField(label="จำนวนเงิน")
    reason = forms.CharField(label="เหตุผล", max_length=150)
    field_order = ["key", "satang", "reason", "day", "box", "second", "secret"]
