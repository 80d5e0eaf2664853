"""What a body types when it asks, and what is said of a result and of a due day."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from chumchon.councils.models import Group
from chumchon.forms.fields import BahtField, ThaiDayField

from ..models import Application
from ..rules.calls import AskFacts


class AskForm(forms.Form):
    """An application."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    group = forms.ChoiceField(label="ขอในนามของ", required=False)
    title = forms.CharField(label="ชื่อโครงการ", max_length=160)
    text = forms.CharField(
        label="จะทำอะไร", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="ทำอะไร ที่ไหน ใครลงแรง ใช้เงินซื้ออะไร เสร็จเมื่อไร",
    )  # fmt: skip
    asked = BahtField(label="ขอเงิน")
    people = forms.IntegerField(
        label="คนที่ได้ประโยชน์ (คน)", min_value=1, max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, groups: Sequence[Group], name_th: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if groups:
            self.fields["group"].choices = [("", name_th), *((str(g.pk), g.name_th) for g in groups)]  # type: ignore[attr-defined]
        else:
            del self.fields["group"]

    def facts(self) -> AskFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        return AskFacts(said["title"], said["text"], said["asked"], said["people"])

    def group_id(self) -> int | None:
        """For which organisation of the register, if for one."""
        chosen = self.cleaned_data.get("group")
        return int(chosen) if chosen else None


def said_of(row: Application) -> dict[str, Any]:
    """What the form shows of a draft that is changed."""
    return {"key": row.uid, "title": row.title, "text": row.text, "asked": row.asked_satang, "people": row.people}


class DecideForm(forms.Form):
    """The result."""

    given = BahtField(label="ให้เงิน", required=False, help_text="ไม่เกินที่ขอ")
    words = forms.CharField(
        label="เหตุผล", max_length=600, widget=forms.Textarea(attrs={"rows": 3}), help_text="ผู้ขออ่านได้"
    )


class DueForm(forms.Form):
    """It was done on that day."""

    day = ThaiDayField(label="วันที่เกิดขึ้น")
    words = forms.CharField(label="หลักฐานหรือหมายเหตุ", max_length=300)
