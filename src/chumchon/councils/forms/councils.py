"""What is typed of a council and of its members."""

from datetime import date
from typing import Any

from django import forms

from chumchon.areas.models import GOVERNMENT_KINDS, LocalGovernment, Subdistrict
from chumchon.areas.queries import governments_of
from chumchon.forms.fields import CitizenIdField, SubdistrictField, ThaiDayField

from ..models import Council
from ..models.council import KINDS
from ..queries.councils import registered_groups, senders
from ..rules.seats import SeatFacts


class OpenForm(forms.Form):
    """A place opens its register. For a meeting of a province any tambon of it may be named."""

    area = SubdistrictField(label="ตำบล", help_text="พิมพ์ชื่อตำบล เว้นวรรค แล้วตามด้วยอำเภอ")
    kind = forms.ChoiceField(label="ชนิด", choices=KINDS, widget=forms.RadioSelect, initial="tambon")
    villages = forms.IntegerField(
        label="จำนวนหมู่บ้าน", required=False, min_value=1, max_value=60, help_text="ใช้เมื่อตำบลนี้ยังไม่มีหมู่บ้านในระบบ",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def government(self, day: date) -> LocalGovernment | None:
        """The municipality of the tambon, where a municipal council is opened."""
        area: Subdistrict = self.cleaned_data["area"]
        if self.cleaned_data["kind"] != "municipality":
            return None
        towns = {key for key, _ in GOVERNMENT_KINDS if key in ("tambon", "town", "city")}
        return next((g for g in governments_of(area, day) if g.kind in towns), None)


class SeatForm(forms.Form):
    """A new member. What the kind does not need is not asked."""

    sender = forms.ChoiceField(label="ส่งโดย")
    expertise = forms.CharField(label="เชี่ยวชาญเรื่อง", max_length=120)
    title = forms.CharField(label="คำนำหน้า", max_length=40, initial="นาย")
    first_name = forms.CharField(label="ชื่อ", max_length=80)
    surname = forms.CharField(label="นามสกุล", max_length=80)
    citizen_id = CitizenIdField(label="เลขบัตรประชาชน", help_text="ใช้ตรวจว่าไม่เป็นสมาชิกสองสภา เก็บแบบปิดผนึก ไม่แสดง")
    phone = forms.CharField(label="โทรศัพท์", max_length=20, required=False)
    show_name = forms.BooleanField(label="ยินยอมให้แสดงชื่อในหน้าสาธารณะ", required=False)

    def __init__(self, *args: Any, council: Council, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == "expert":
            del self.fields["sender"]
            return
        del self.fields["expertise"]
        rows = (
            [(str(g.pk), g.name_th) for g in registered_groups(council)]
            if kind == "representative"
            else [(str(c.pk), c.organisation.name_th) for c in senders(council)]
        )
        self.fields["sender"].choices = [("", "เลือกองค์กร" if kind == "representative" else "เลือกสภา"), *rows]  # type: ignore[attr-defined]

    def facts(self) -> SeatFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        sender = int(said["sender"]) if said.get("sender") else None
        return SeatFacts(
            self.kind, said["title"], said["first_name"], said["surname"], said["citizen_id"], said["phone"],
            sender if self.kind == "representative" else None, sender if self.kind == "delegate" else None,
            said.get("expertise", ""), said["show_name"],
        )  # fmt: skip


class UserForm(forms.Form):
    """A sign-in for a member."""

    username = forms.CharField(label="ชื่อผู้ใช้", max_length=40, help_text="3 ถึง 40 ตัว ตัวอักษรและตัวเลข ไม่เว้นวรรค")


class TermForm(forms.Form):
    """The first day of a new term."""

    first = ThaiDayField(label="วันเริ่มวาระใหม่", future_ok=True)
