"""The visit as a form: who, the family's word, one question a card with its colours, the aims, in the order of a talk."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from chumchon.forms.fields import ThaiDayField

from ..rules.questions import MOST_AIMS, QuestionSet
from ..rules.visits import COUNTS, VisitEntry

CONSENTS = [("yes", "ยินยอมให้จดและเก็บไว้ในตำบล"), ("no", "ไม่ยินยอม")]


class VisitForm(forms.Form):
    """Fields: q_<key> an answer each, aims at most three. After a no nothing else is asked for."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    questions = forms.CharField(widget=forms.HiddenInput, max_length=20)
    village = forms.TypedChoiceField(label="หมู่", coerce=int)
    house_no = forms.CharField(label="บ้านเลขที่", max_length=30)
    visited_on = ThaiDayField(label="วันที่เยี่ยม")
    consent = forms.ChoiceField(
        label="ครอบครัวยินยอมไหม", choices=CONSENTS, widget=forms.RadioSelect,
        error_messages={"required": "ถามครอบครัวก่อน แล้วเลือกคำตอบ"},
    )  # fmt: skip
    head = forms.CharField(label="ชื่อหัวหน้าครัวเรือนหรือผู้ให้ข้อมูล", max_length=160, required=False)
    phone = forms.CharField(
        label="โทรศัพท์",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    note = forms.CharField(
        label="เล่าเพิ่ม", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เฉพาะที่ครอบครัวอยากให้จด",
    )  # fmt: skip

    def __init__(self, asked: QuestionSet, villages: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        start = {"uid": uuid.uuid4(), "questions": asked.version, "people": 1}
        kwargs["initial"] = {**start, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields["village"].choices = villages  # type: ignore[attr-defined]
        for key, label in COUNTS.items():
            self.fields[key] = forms.IntegerField(label=label, min_value=0, max_value=40, required=False)
        for q in asked.questions:
            self.fields[f"q_{q.key}"] = forms.ChoiceField(
                label=q.th, choices=list(q.answers.items()), required=False, widget=forms.RadioSelect, help_text=q.ask
            )
        self.fields["aims"] = forms.MultipleChoiceField(
            label=f"ครอบครัวเลือกเป้าหมายของตนเอง ไม่เกิน {MOST_AIMS} เรื่อง", required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(q.key, q.th) for q in asked.questions],
        )  # fmt: skip

    def dimensions(self) -> list[tuple[str, list[BoundField]]]:
        """The questions as the page lays them out: (Thai name, fields)."""
        return [(name, [self[f"q_{q.key}"] for q in self.asked.of(key)]) for key, name in self.asked.dimensions]

    def counts(self) -> list[BoundField]:
        """The boxes of how many live in the house."""
        return [self[key] for key in COUNTS]

    def clean(self) -> dict[str, Any]:
        """After a yes: a name, people, and an answer to each question."""
        said = super().clean() or {}
        if said.get("consent") != "yes":
            return said
        if not said.get("head"):
            self.add_error("head", "ใส่ชื่อผู้ให้ข้อมูลหรือหัวหน้าครัวเรือน")
        for q in self.asked.questions:
            if not said.get(f"q_{q.key}"):
                self.add_error(f"q_{q.key}", "ยังไม่ได้ตอบ")
        if len(said.get("aims", [])) > MOST_AIMS:
            self.add_error("aims", f"เลือกได้ไม่เกิน {MOST_AIMS} เรื่อง เอาบางเรื่องออก")
        return said

    def entry(self, now: datetime) -> VisitEntry:
        """What was filled; the form must be valid."""
        got, yes = self.cleaned_data, self.cleaned_data["consent"] == "yes"
        common: dict[str, Any] = {
            "uid": got["uid"], "village": got["village"], "house_no": got["house_no"], "consent": yes,
            "visited_on": got["visited_on"], "at": now,
        }  # fmt: skip
        if not yes:
            return VisitEntry(**common)
        return VisitEntry(
            **common, questions=got["questions"], head=got["head"], phone=got["phone"], note=got["note"],
            counts={key: got[key] or 0 for key in COUNTS}, aims=tuple(got["aims"]),
            answers={q.key: got[f"q_{q.key}"] for q in self.asked.questions},
        )  # fmt: skip
