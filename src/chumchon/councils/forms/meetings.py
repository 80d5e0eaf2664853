"""What is typed of a meeting."""

import uuid
from typing import Any

from django import forms

from chumchon.forms.fields import ThaiDayField

from ..actions.resolutions import ResolutionFacts
from ..models.matter import OUTCOMES
from ..models.meeting import MEETING_KINDS
from ..rules.councils import Votes

_WHOLE = {"inputmode": "numeric", "autocomplete": "off"}


class CallForm(forms.Form):
    """When, where, which kind."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="ชนิดการประชุม", choices=MEETING_KINDS, widget=forms.RadioSelect)
    on = ThaiDayField(label="วันประชุม", future_ok=True)
    starts = forms.TimeField(
        label="เวลา", initial="09:30", input_formats=["%H:%M", "%H.%M"], help_text="เช่น 09:30",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    place = forms.CharField(label="สถานที่", max_length=160)

    def __init__(self, *args: Any, is_founded: bool, is_local: bool, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        kinds = dict(MEETING_KINDS)
        fit = ["ordinary", "extra"] if is_founded else ["founding"]
        if not is_local and not is_founded:
            fit = ["founding", "ordinary", "extra"]
        self.fields["kind"].choices = [(k, kinds[k]) for k in fit]  # type: ignore[attr-defined]
        self.fields["kind"].initial = fit[0]


class MoveForm(forms.Form):
    """Another day, hour or place."""

    on = ThaiDayField(label="วันประชุม", future_ok=True)
    starts = forms.TimeField(
        label="เวลา", input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], widget=forms.TimeInput(format="%H:%M", attrs=_WHOLE)
    )
    place = forms.CharField(label="สถานที่", max_length=160)


class PaperForm(forms.Form):
    """The numbers of the paper list."""

    present = forms.CharField(label="ลำดับที่มา", required=False, help_text="เช่น 1 2 5-9 ตามเลขในใบรายชื่อ คนที่ไม่ใส่คือไม่มา")
    excused = forms.CharField(label="ลำดับที่ลา", required=False)
    guests = forms.IntegerField(
        label="ผู้เข้าร่วมอื่น (คน)", required=False, min_value=0, max_value=5000, widget=forms.TextInput(attrs=_WHOLE)
    )


class ResolutionForm(forms.Form):
    """What was decided."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(label="เรื่อง", max_length=160)
    text = forms.CharField(label="มติว่าอย่างไร", max_length=1200, widget=forms.Textarea)
    yes = forms.IntegerField(
        label="เห็นชอบ (เสียง)",
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs=_WHOLE),
        help_text="เว้นว่างทั้งสามช่อง คือเป็นเอกฉันท์",
    )
    no = forms.IntegerField(label="ไม่เห็นชอบ", required=False, min_value=0, widget=forms.TextInput(attrs=_WHOLE))
    abstained = forms.IntegerField(label="งดออกเสียง", required=False, min_value=0, widget=forms.TextInput(attrs=_WHOLE))
    owner = forms.CharField(
        label="ใครดูแลต่อ", max_length=160, required=False, help_text="หน้าที่หรือคณะทำงาน เช่น คณะทำงานน้ำ"
    )
    due_day = ThaiDayField(label="กำหนดเสร็จ", required=False, future_ok=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def facts(self) -> ResolutionFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        counted = [said["yes"], said["no"], said["abstained"]]
        votes = None if all(v is None for v in counted) else Votes(*(v or 0 for v in counted))
        return ResolutionFacts(said["title"], said["text"], votes, said["owner"], said["due_day"])


class SignForm(forms.Form):
    """Who signs at the same table."""

    username = forms.CharField(
        label="ชื่อผู้ใช้ของประธานหรือรองประธาน", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    secret = forms.CharField(
        label="รหัสลงชื่อหรือรหัสผ่านของเขา",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class AnswerForm(forms.Form):
    """What is answered to those who asked."""

    outcome = forms.ChoiceField(label="ผล", choices=OUTCOMES, widget=forms.RadioSelect)
    answer = forms.CharField(label="คำตอบ", max_length=1200, widget=forms.Textarea)
    answered_by = forms.CharField(
        label="ใครตอบ", max_length=160, required=False, help_text="หน่วยงาน เช่น กรมชลประทาน เว้นว่างคือที่ประชุมนี้"
    )


class MergeForm(forms.Form):
    """The matter that several become."""

    title = forms.CharField(label="ชื่อเรื่องที่รวมแล้ว", max_length=160)
    text = forms.CharField(label="ข้อเสนอที่รวมแล้ว", max_length=1200, widget=forms.Textarea)
