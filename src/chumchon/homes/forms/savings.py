"""Forms of the savings group."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.people.models import Person

from ..actions.savings import Paid
from ..models import Saver
from ..rules.savings import PAYMENT_KINDS, ROW_KINDS


class GroupForm(forms.Form):
    """A new group."""

    name_th = forms.CharField(label="ชื่อกลุ่ม", max_length=160)
    share_satang = BahtField(label="หุ้นละ")
    monthly_satang = BahtField(label="ออมเดือนละอย่างน้อย")
    opened_on = ThaiDayField(label="วันที่ตั้งกลุ่ม")
    rules_th = forms.CharField(
        label="ระเบียบกลุ่ม", max_length=6000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )


class JoinForm(forms.Form):
    """A member: chosen from the survey, or a new name."""

    person = forms.TypedChoiceField(label="จากบ้านที่สำรวจ", required=False, coerce=int, empty_value=None)
    prefix = forms.CharField(label="หรือคนใหม่: คำนำหน้า", max_length=40, required=False)  # type: ignore[assignment]
    first_name = forms.CharField(label="ชื่อ", max_length=80, required=False)
    surname = forms.CharField(label="นามสกุล", max_length=80, required=False)
    joined_on = ThaiDayField(label="วันที่เข้ากลุ่ม")

    def __init__(self, heads: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "เลือกชื่อ"), *((p.pk, p.name) for p in heads)]  # type: ignore[attr-defined]


class TwoForm(forms.Form):
    """What every movement of money asks for: a key, a day, from or to where, and the second person's own signature."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    day = ThaiDayField(label="วันที่")
    box = forms.ChoiceField(label="เงินสดหรือธนาคาร")
    second = forms.CharField(
        label="ผู้ลงชื่อคนที่สอง: ชื่อผู้ใช้",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    secret = forms.CharField(
        label="รหัสลงชื่อ",
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, boxes: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["box"].choices = list(boxes)  # type: ignore[attr-defined]


class Box(NamedTuple):
    """A box of the table, drawn by the page itself: five hundred members have a thousand."""

    name: str
    head: str
    label: str
    typed: str
    errors: tuple[str, ...]


class CollectForm(TwoForm):
    """A collection day: boxes "<kind>-<saver>" stand in a table; what is empty was not paid."""

    counted = BahtField(label="นับเงินได้ทั้งหมด")
    reason = forms.CharField(label="เหตุผล ถ้านับได้ไม่ตรง", max_length=150, required=False)

    def __init__(self, savers: Sequence[Saver], boxes: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(boxes, *args, **kwargs)
        self.savers = savers
        for saver in savers:
            for kind, words in ROW_KINDS.items():
                label = f"{words.name_th} {saver.person.name}"
                self.fields[f"{kind}-{saver.pk}"] = BahtField(label=label, required=False)

    def rows(self) -> list[tuple[Saver, list["Box"]]]:
        """A row of boxes for each member."""
        wrong: Mapping[str, Any] = self.errors if self.is_bound else {}
        return [
            (s, [self._box(f"{kind}-{s.pk}", words.name_th, s, wrong) for kind, words in ROW_KINDS.items()])
            for s in self.savers
        ]

    def _box(self, name: str, head: str, saver: Saver, wrong: Mapping[str, Any]) -> "Box":
        typed = str(self.data.get(name, "")) if self.is_bound else ""
        return Box(name, head, f"{head} {saver.person.name}", typed, tuple(wrong.get(name, ())))

    def common(self) -> list[forms.BoundField]:
        """The fields below the table."""
        return [self[name] for name in ("day", "box", "counted", "reason", "second", "secret")]

    def paid(self) -> list[Paid]:
        """What was filled."""
        said = self.cleaned_data
        return [
            Paid(s.pk, kind, said[f"{kind}-{s.pk}"])
            for s in self.savers
            for kind in ROW_KINDS
            if said.get(f"{kind}-{s.pk}")
        ]


class GiveBackForm(TwoForm):
    """Money back to a member."""

    kind = forms.ChoiceField(label="คืนอะไร", choices=[(k, v.name_th) for k, v in ROW_KINDS.items()])
    satang = BahtField(label="จำนวน")
    reason = forms.CharField(label="เหตุผล", max_length=150)


class GroupPayForm(TwoForm):
    """The group pays others."""

    kind = forms.ChoiceField(label="จ่ายค่าอะไร", choices=[(k, v.name_th) for k, v in PAYMENT_KINDS.items()])
    whom = forms.CharField(label="จ่ายให้", max_length=160)
    satang = BahtField(label="จำนวนเงิน")
    field_order = ("key", "kind", "whom", "satang", "day", "box", "second", "secret")


class LeaveForm(forms.Form):
    """A member leaves."""

    left_on = ThaiDayField(label="ลาออกเมื่อ")


class SignInForm(forms.Form):
    """A sign-in for a member."""

    username = forms.CharField(
        label="ชื่อผู้ใช้", max_length=40, help_text="อักษรอังกฤษหรือตัวเลข 3 ถึง 40 ตัว เช่น เบอร์โทรศัพท์",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip
    known = forms.BooleanField(label="มีชื่อผู้ใช้นี้อยู่แล้ว (เช่น เป็นสมาชิกกองทุน)", required=False)
