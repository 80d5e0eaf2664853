"""Forms of findings: what an officer does, what a fund answers, the numbers of a check."""

from typing import Any

from django import forms

from chumchon.forms.fields import BahtField

from .catalogue import BY_CODE
from .models import SEVERITIES, Check

OFFICER_STEPS = (
    ("ask", "ถามกองทุน ให้กองทุนตอบในระบบ"), ("note", "บันทึกไว้อย่างเดียว"), ("confirm", "ยืนยันว่าผิด ให้กองทุนแก้"),
    ("resolve", "เรียบร้อยแล้ว ปิดข้อนี้"), ("dismiss", "ไม่ใช่ข้อผิด ปิดข้อนี้"),
)  # fmt: skip


class StepForm(forms.Form):
    """One step of an officer. Who may not decide (their own house or fund) is offered only asking and noting."""

    kind = forms.ChoiceField(label="จะทำอะไร", choices=OFFICER_STEPS, widget=forms.RadioSelect)
    text = forms.CharField(label="ข้อความหรือเหตุผล", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kinds:
            self.fields["kind"].choices = [c for c in OFFICER_STEPS if c[0] in kinds]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The fund's answer."""

    text = forms.CharField(label="คำตอบของกองทุน", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    seen = forms.IntegerField(widget=forms.HiddenInput)


class CheckForm(forms.Form):
    """Severity, on or off, and every number of one check; money is typed in baht."""

    severity = forms.ChoiceField(label="ระดับ", choices=SEVERITIES)
    is_on = forms.BooleanField(label="ใช้ข้อตรวจนี้", required=False)

    def __init__(self, check: Check, *args: Any, **kwargs: Any) -> None:
        start = {"severity": check.severity, "is_on": check.is_on, **check.parameters}
        super().__init__(*args, **{"initial": start, **kwargs})
        self.check = check
        for p in BY_CODE[check.code].parameters:
            label = f"{p.label_th} ({p.unit_th})"
            money = p.key.endswith("_satang")
            self.fields[p.key] = BahtField(label=label) if money else forms.IntegerField(label=label, min_value=0)

    def parameters(self) -> dict[str, int]:
        """The numbers by key; the form must be valid."""
        return {p.key: int(self.cleaned_data[p.key]) for p in BY_CODE[self.check.code].parameters}
