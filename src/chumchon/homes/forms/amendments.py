"""Forms of an amended plan: the reason, the draft line by line, a level's word on what was sent up."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField

from ..models import Instalment, PlanAmendment, Project
from ..queries.amendments import draft_changes, draft_lines, lines_of
from ..rules.amendments import Line, Row
from ..rules.plans import SOURCES, USES
from .projects import WordForm


class ReasonForm(forms.Form):
    """Why the plan is to be amended."""

    reason = forms.CharField(
        label="ขอแก้แผนเพราะอะไร", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="เช่น ราคาวัสดุขึ้น มีครัวเรือนถอนตัว ต้องเลื่อนงวด ไม่ต้องใส่ชื่อคน",
    )  # fmt: skip


class DropForm(forms.Form):
    """Why it is not wanted any more."""

    reason = forms.CharField(label="เลิกขอแก้เพราะอะไร", max_length=300)


class AmendmentWordForm(WordForm):
    """The word of a level; read: the number of what was read."""

    read = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, project: Project, *args: Any, **kwargs: Any) -> None:
        super().__init__(project, *args, **kwargs)
        self.fields["note"].label = "หมายเหตุ หรือเหตุผลที่ส่งกลับ"


class DraftForm(forms.Form):
    """The draft: units, reason, a sum a line and an instalment, and one new line where there is one."""

    edits = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="ขอแก้แผนเพราะอะไร", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    units = forms.IntegerField(min_value=1, max_value=100_000)
    what = forms.ChoiceField(
        label="เพิ่มรายการใหม่เป็น", required=False,
        choices=[
            ("", "ไม่เพิ่ม"),
            ("แหล่งเงิน", [(f"source:{k}", v) for k, v in SOURCES.items()]),
            ("ใช้เงิน", [(f"use:{k}", v) for k, v in USES.items()]),
        ],
    )  # fmt: skip
    words = forms.CharField(label="รายการ", max_length=200, required=False)
    satang = BahtField(label="จำนวนเงิน", required=False)

    def __init__(self, amendment: PlanAmendment, instalments: Sequence[Instalment], *args: Any, **kwargs: Any) -> None:
        first = {"edits": amendment.edits, "reason": amendment.reason, "units": amendment.units}
        super().__init__(*args, **{**kwargs, "initial": first})
        self.fields["units"].label = f"จำนวน{amendment.project.programme.get_unit_display()}ที่จะทำ"
        self.was = [line.satang for line in lines_of(amendment.base)]
        self.lines, self.instalments = draft_lines(amendment), instalments
        for i, line in enumerate(self.lines):
            self.fields[f"line-{i}"] = BahtField(
                label=f"จำนวนเงินใหม่ของ {line.words}", least=0, required=False, initial=line.satang
            )
        to = {(c.instalment_id, c.was): c.now for c in draft_changes(amendment)}
        for row in instalments:
            self.fields[f"part-{row.pk}"] = BahtField(
                label=f"จำนวนเงินใหม่ของงวดที่ {row.number}", least=0, required=False,
                initial=to.get((row.pk, row.satang), row.satang),
            )  # fmt: skip

    def head(self) -> list[forms.BoundField]:
        """The fields above the lines."""
        return [self["reason"], self["units"]]

    def new(self) -> list[forms.BoundField]:
        """The fields of a new line."""
        return [self["what"], self["words"], self["satang"]]

    def boxes(self) -> list[tuple[Row, forms.BoundField]]:
        """Each line, with what it was, and its box; sources first."""
        rows = [
            (
                Row(x.side, x.kind, x.words, self.was[x.origin] if x.origin is not None else 0, x.satang),
                self[f"line-{i}"],
            )
            for i, x in enumerate(self.lines)
        ]
        return sorted(rows, key=lambda r: r[0].side != "source")

    def parts(self) -> list[tuple[Instalment, forms.BoundField]]:
        """Each instalment that is not paid, with its box."""
        return [(row, self[f"part-{row.pk}"]) for row in self.instalments]

    def clean(self) -> dict[str, Any]:
        """A new line has all three."""
        said = super().clean() or {}
        filled = [bool(said.get(name)) for name in ("what", "words", "satang")]
        if any(filled) and not all(filled) and "satang" not in self.errors:
            self.add_error("what", "รายการใหม่ต้องมีทั้งประเภท ชื่อรายการ และจำนวนเงิน")
        return said

    def sums(self) -> dict[int, int]:
        """Satang by the place of the line; an empty box takes it out."""
        return {i: self.cleaned_data[f"line-{i}"] or 0 for i in range(len(self.lines))}

    def instalment_sums(self) -> dict[int, int]:
        """Satang by instalment."""
        return {row.pk: self.cleaned_data[f"part-{row.pk}"] or 0 for row in self.instalments}

    def more(self) -> list[Line]:
        """The new line."""
        said = self.cleaned_data
        if not said.get("what"):
            return []
        side, kind = said["what"].split(":")
        return [Line(side, kind, said["words"].strip(), said["satang"])]
