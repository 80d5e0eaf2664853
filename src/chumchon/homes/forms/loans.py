"""Forms of loans."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.thai.dates import short_th

from ..actions.loans import INTO_PROJECT
from ..models import Loan, Meeting, Saver
from ..rules.loans import Step
from .savings import TwoForm


class AskForm(forms.Form):
    """A loan is asked for; empty member: the group asks the institute."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    saver = forms.TypedChoiceField(label="ให้ใครกู้", required=False, coerce=int, empty_value=None)
    satang = BahtField(label="วงเงิน")
    years = forms.IntegerField(label="ผ่อนกี่ปี", min_value=1, max_value=40, initial=15)
    margin = forms.DecimalField(
        label="ส่วนต่างดอกเบี้ยเข้ากองทุนกลุ่ม",
        min_value=0,
        max_value=10,
        decimal_places=2,
        initial=2,
        required=False,
        help_text="% ต่อปี เพิ่มจากดอกเบี้ยสถาบัน",
    )
    grace_months = forms.IntegerField(label="ปลอดเงินต้นกี่เดือน", min_value=0, max_value=36, initial=0)
    step_years = forms.IntegerField(
        label="ค่างวดขั้นบันได: จ่ายน้อยกี่ปีแรก", min_value=1, max_value=20, required=False, help_text="เว้นว่าง: ค่างวดเท่ากันทุกงวด"
    )
    step_percent = forms.IntegerField(
        label="ปีแรก ๆ จ่ายกี่ % ของค่างวดเต็ม",
        min_value=10,
        max_value=99,
        required=False,
        help_text="ต้องไม่น้อยกว่าดอกเบี้ยของงวด",
    )
    insurance_satang = BahtField(label="เบี้ยประกันต่องวด", required=False, least=0)
    purpose = forms.CharField(label="ใช้ทำอะไร", max_length=200)

    def __init__(self, savers: Sequence[Saver], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        choices = [("", "กลุ่มกู้จากสถาบัน"), *((s.pk, f"{s.number} {s.person.name}") for s in savers)]
        self.fields["saver"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Both of a stair or none."""
        said = super().clean() or {}
        if bool(said.get("step_years")) != bool(said.get("step_percent")) and not self.errors:
            self.add_error("step_percent", "ใส่ทั้งจำนวนปีและเปอร์เซ็นต์ หรือเว้นว่างทั้งสองช่อง")
        return said

    def steps(self) -> tuple[Step, ...]:
        """The stair: less in the first years, the level instalment after them."""
        years, percent = self.cleaned_data.get("step_years"), self.cleaned_data.get("step_percent")
        return (Step(1, percent), Step(years * 12 + 1, 100)) if years and percent else ()


class LendForm(forms.Form):
    """The answer: yes, from where (or into the project, where a house is lent to) and when the first instalment falls due; or no, and why."""

    box = forms.ChoiceField(label="จ่ายจาก", required=False)
    first_due = ThaiDayField(label="งวดแรกครบกำหนด", future_ok=True, required=False)
    reason = forms.CharField(label="ถ้าไม่อนุมัติ เพราะอะไร", max_length=300, required=False)

    def __init__(self, boxes: Sequence[tuple[str, str]], into_project: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        project = [(INTO_PROJECT, "ธนาคารของกลุ่ม เข้าบัญชีโครงการ (สร้างด้วยกัน)")] if into_project else []
        self.fields["box"].choices = [*boxes, *project]  # type: ignore[attr-defined]


class RepayForm(TwoForm):
    """Money for a loan."""

    satang = BahtField(label="จำนวนเงิน")
    early = forms.ChoiceField(
        label="แบบ", required=False,
        choices=[("", "ค่างวดตามตาราง"), ("shorter", "ก่อนกำหนด: ค่างวดเท่าเดิม ผ่อนสั้นลง"), ("smaller", "ก่อนกำหนด: ค่างวดน้อยลง ผ่อนเท่าเดิม")],
    )  # fmt: skip


class SignForm(forms.Form):
    """The second person's own signature."""

    second = forms.CharField(label="ผู้ลงชื่อคนที่สอง: ชื่อผู้ใช้", max_length=60)
    secret = forms.CharField(
        label="รหัสลงชื่อ",
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )


class RescheduleForm(SignForm):
    """New terms by a resolution."""

    meeting = forms.TypedChoiceField(label="ตามมติการประชุม", coerce=int)
    months = forms.IntegerField(label="ผ่อนใหม่กี่งวด", min_value=1, max_value=480)
    grace_months = forms.IntegerField(label="ปลอดเงินต้นกี่งวด", min_value=0, max_value=36, initial=0)

    def __init__(self, loan: Loan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = loan.lent_on or date.min
        rows = Meeting.objects.filter(project=loan.group.project_id, day__gte=since).order_by("-day")[:30]
        choices = [(m.pk, f"{short_th(m.day)} {m.topic}") for m in rows]
        self.fields["meeting"].choices = choices  # type: ignore[attr-defined]
        if loan.saver_id is None:
            self.fields["second"].label = "เจ้าหน้าที่สถาบันผู้เห็นชอบ: ชื่อผู้ใช้"
        self.order_fields(["meeting", "months", "grace_months", "second", "secret"])


class UndoForm(SignForm):
    """Undo the newest repayment."""

    reason = forms.CharField(label="เหตุผลที่ยกเลิก", max_length=200)
    field_order = ["reason", "second", "secret"]
