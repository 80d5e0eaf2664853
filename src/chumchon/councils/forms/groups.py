"""What is typed of an organisation."""

import uuid
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.thai.errors import BadInput

from ..models import Council, Group
from ..queries.groups import villages_of
from ..queries.settings import kinds
from ..rules.groups import Figures, GroupFacts, founders_of, land_short, parse_land


class LandField(forms.CharField):
    """12-2-50 as Thai people write it; gives square wa."""

    def prepare_value(self, value: Any) -> Any:
        """Square wa become rai-ngan-wa in the box."""
        return land_short(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int:  # type: ignore[override]
        """Read it. Errors: BAD_LAND."""
        try:
            return value if isinstance(value, int) else parse_land(str(value or ""))
        except BadInput as unread:
            raise forms.ValidationError(unread.th, code=unread.code) from None


class FiguresForm(forms.Form):
    """Community capital of a year."""

    member_count = forms.IntegerField(
        label="สมาชิก (คน)",
        min_value=0,
        max_value=10_000_000,
        initial=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    money = BahtField(label="เงินหรือทุนหมุนเวียน", least=0, required=False, help_text="ไม่มีให้เว้นว่าง")
    land = LandField(label="ที่ดินที่ดูแล", required=False, help_text="ไร่-งาน-ตารางวา เช่น 12-2-50")
    forest = LandField(label="ป่าชุมชนที่ดูแล", required=False, help_text="ไร่-งาน-ตารางวา")

    def figures(self) -> Figures:
        """The figures; the form must be valid."""
        said = self.cleaned_data
        return Figures(said["member_count"], said["money"] or 0, said["land"] or 0, said["forest"] or 0)


class GroupForm(FiguresForm):
    """จดแจ้ง."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name_th = forms.CharField(label="ชื่อองค์กรชุมชน", max_length=160)
    kind = forms.ChoiceField(label="ประเภท")
    village = forms.ChoiceField(label="หมู่บ้าน", required=False)
    purpose = forms.CharField(
        label="ทำอะไร เพื่อใคร", max_length=600, widget=forms.Textarea, help_text="วัตถุประสงค์สั้น ๆ อย่างน้อย 10 ตัวอักษร"
    )
    founded_on = ThaiDayField(label="วันที่เริ่มรวมกลุ่ม", required=False)
    founders = forms.CharField(
        label="ผู้ก่อตั้ง บรรทัดละคน", widget=forms.Textarea,
        help_text="ชื่อ นามสกุล, หน้าที่, โทรศัพท์ เช่น นางคำ ใจดี, ประธาน, 0812345678 ไม่แสดงต่อสาธารณะ",
    )  # fmt: skip

    field_order = (
        "key",
        "name_th",
        "kind",
        "village",
        "purpose",
        "founded_on",
        "founders",
        "member_count",
        "money",
        "land",
        "forest",
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "เลือกประเภท"), *((k.code, k.name_th) for k in kinds())]  # type: ignore[attr-defined]
        several = council.kind in ("district", "municipality")
        villages = [
            (str(v.pk), f"{v.label} ต.{v.subdistrict.name_th}" if several else v.label)
            for v in villages_of(council).select_related("subdistrict")
        ]
        self.fields["village"].choices = [("", "ทั้งตำบล"), *villages]  # type: ignore[attr-defined]

    def facts(self) -> GroupFacts:
        """What was said; the form must be valid."""
        said = self.cleaned_data
        village = int(said["village"]) if said["village"] else None
        return GroupFacts(
            said["name_th"], said["kind"], said["purpose"], said["founded_on"], village, founders_of(said["founders"]), self.figures()
        )  # fmt: skip


def initial_of(group: Group) -> dict[str, Any]:
    """What the form shows of a group that is mended."""
    lines = [", ".join(p for p in (f.name, f.duty, f.phone) if p) for f in group.founders.all()]
    return {
        "key": group.uid, "name_th": group.name_th, "kind": group.kind_id, "village": group.village_id or "",
        "purpose": group.purpose, "founded_on": group.founded_on, "founders": "\n".join(lines), **figures_of(group),
    }  # fmt: skip


def figures_of(group: Group) -> dict[str, Any]:
    """The newest figures as the form shows them."""
    return {
        "member_count": group.member_count, "money": group.money_satang or None, "land": group.land_wah or None,
        "forest": group.forest_wah or None,
    }  # fmt: skip


class YearForm(FiguresForm):
    """The yearly confirmation."""

    year_be = forms.IntegerField(label="ปี พ.ศ.", widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    note = forms.CharField(label="หมายเหตุ", max_length=300, required=False)
    field_order = ("year_be", "member_count", "money", "land", "forest", "note")


class EndForm(forms.Form):
    """The last day and the reason."""

    last_day = ThaiDayField(label="วันสุดท้าย")
    reason = forms.CharField(label="เหตุผล", max_length=300)
