"""What is typed of a disaster, a point, the store, a pledge."""

import uuid
from typing import Any

from django import forms

from chumchon.access.models import Organisation
from chumchon.forms.fields import BahtField, SubdistrictField, ThaiDayField

from ..actions.disasters import DisasterFacts
from ..models import Item, Pledge
from ..rules.giving import said
from ..words import DISASTERS

_NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


def number(label: str, **more: Any) -> forms.IntegerField:
    """A whole number that is typed, in Thai digits too."""
    return forms.IntegerField(label=label, widget=forms.TextInput(attrs=_NUMERIC), **more)


class Keyed(forms.Form):
    """A form that, sent twice, is one."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class DisasterForm(Keyed):
    """A disaster and where it is: the own tambon, some of its villages, the district or the province; further tambons."""

    kind = forms.ChoiceField(label="ภัย", choices=list(DISASTERS.items()), widget=forms.RadioSelect, initial="flood")
    name_th = forms.CharField(label="ชื่อที่คนในพื้นที่เรียก", max_length=120, help_text="เช่น น้ำท่วมแม่แรม พฤศจิกายน 2569")
    from_day = ThaiDayField(label="เริ่มวันที่")
    reach = forms.ChoiceField(label="พื้นที่", widget=forms.RadioSelect)
    villages = forms.MultipleChoiceField(
        label="เฉพาะหมู่", required=False, widget=forms.CheckboxSelectMultiple, help_text="เลือกเมื่อเกิดเฉพาะบางหมู่"
    )
    more = SubdistrictField(label="ตำบลอื่นที่โดนด้วย", required=False, help_text="พิมพ์ชื่อตำบล เว้นวรรค แล้วตามด้วยอำเภอ")
    again = forms.BooleanField(label="เป็นคนละเหตุกับที่เปิดอยู่", required=False)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tambon = organisation.subdistrict
        self.organisation = organisation
        self.fields["reach"].choices = [  # type: ignore[attr-defined]
            ("tambon", f"ทั้งตำบล{tambon.name_th}"), ("villages", "เฉพาะบางหมู่"), ("district", f"ทั้งอำเภอ{tambon.district.name_th}"),
            ("province", f"ทั้งจังหวัด{tambon.district.province.name_th}"),
        ]  # fmt: skip
        self.fields["reach"].initial = "tambon"
        self.fields["villages"].choices = [(str(v.number), v.label) for v in tambon.villages.all()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Villages are chosen where only some were hit."""
        said = super().clean() or self.cleaned_data
        if said.get("reach") == "villages" and not said.get("villages"):
            self.add_error("villages", "เลือกหมู่ที่โดนอย่างน้อยหนึ่งหมู่")
        return said

    def facts(self) -> DisasterFacts:
        """What was said."""
        said, own = self.cleaned_data, self.organisation.subdistrict_id
        codes = {
            "tambon": [own], "district": [own[:4]], "province": [own[:2]],
            "villages": [f"{own}{int(n):02}" for n in said["villages"]],
        }[said["reach"]]  # fmt: skip
        if said["more"] is not None:
            codes.append(said["more"].code)
        return DisasterFacts(said["kind"], said["name_th"], said["from_day"], tuple(codes))


class AreaForm(forms.Form):
    """Where else it reaches."""

    villages = forms.MultipleChoiceField(label="หมู่ในตำบลของเรา", required=False, widget=forms.CheckboxSelectMultiple)
    more = SubdistrictField(label="ทั้งตำบล", required=False, help_text="พิมพ์ชื่อตำบล เว้นวรรค แล้วตามด้วยอำเภอ")

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = organisation.subdistrict_id
        self.fields["villages"].choices = [(str(v.number), v.label) for v in organisation.subdistrict.villages.all()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        """Something is chosen."""
        said = super().clean() or self.cleaned_data
        if not said.get("villages") and not said.get("more") and not self.errors:
            raise forms.ValidationError("เลือกหมู่หรือตำบลที่โดนเพิ่ม")
        return said

    def codes(self) -> list[str]:
        """Beginnings of area codes."""
        said = self.cleaned_data
        return [*(f"{self.own}{int(n):02}" for n in said["villages"]), *([said["more"].code] if said["more"] else [])]


class PointForm(forms.Form):
    """A place where things are received."""

    name_th = forms.CharField(label="ชื่อจุดรับของ", max_length=120, help_text="เช่น ศาลาวัดบ้านใหม่ โรงเรียนบ้านแม่แรม")
    village = forms.TypedChoiceField(label="หมู่", coerce=int)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        villages = [(v.number, v.label) for v in organisation.subdistrict.villages.all()]
        self.fields["village"].choices = [*villages, (0, "ไม่ระบุหมู่")]  # type: ignore[attr-defined]


class StockForm(forms.Form):
    """What was counted of one item."""

    item = forms.ChoiceField(label="ของ")
    quantity = number("นับได้", min_value=0)

    def __init__(self, items: list[Item], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [(i.code, f"{i.name_th} ({i.unit_th})") for i in items]  # type: ignore[attr-defined]


class PledgeForm(Keyed):
    """A promise of goods or hands."""

    item = forms.ChoiceField(label="ให้อะไร")
    quantity = number("จำนวน", min_value=1)
    part_of = forms.TypedChoiceField(
        label="เป็นส่วนหนึ่งของเครือข่ายหรือไม่", coerce=int, required=False, empty_value="",
        help_text="ของชุดเดียวกันนับครั้งเดียว ถ้าเครือข่ายบันทึกรวมไว้แล้วให้เลือกเครือข่าย",
    )  # fmt: skip
    again = forms.BooleanField(label="ให้เพิ่มอีก ไม่ใช่ของชุดเดิม", required=False)

    def __init__(self, items: list[Item], wholes: list[Pledge], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [(i.code, f"{i.name_th} ({i.unit_th})") for i in items]  # type: ignore[attr-defined]
        if not wholes:
            del self.fields["part_of"]
            return
        from ..actions.common import thing

        self.fields["part_of"].choices = [  # type: ignore[attr-defined]
            ("", "ของเราเอง"),
            *((p.pk, f"{p.giver.name_th}: {p.item.name_th} เหลือ {said(thing(p.item), p.left)}") for p in wholes),
        ]


class MoneyPledgeForm(Keyed):
    """A promise of money."""

    satang = BahtField(label="ให้เงิน")
    again = forms.BooleanField(label="ให้เพิ่มอีก ไม่ใช่เงินก้อนเดิม", required=False)


class AskForm(forms.Form):
    """Money that the fund asks for."""

    satang = BahtField(label="ขอเงินช่วยทั้งหมด", help_text="ใส่ยอดรวมที่ต้องการ ถ้าเคยขอแล้ว ยอดใหม่ใช้แทนยอดเดิม")


class ReleaseForm(forms.Form):
    """What is taken back of a pledge. Money is typed in baht."""

    def __init__(self, money: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"] = BahtField(label="ถอนคืน") if money else number("ถอนคืน", min_value=1)
        self.fields["reason"] = forms.CharField(label="เหตุผล", max_length=300)
