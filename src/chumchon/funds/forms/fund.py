"""Forms of a new fund: what it is, who sits in its committee, where its money lies."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify

from chumchon.areas.models import Subdistrict
from chumchon.forms.fields import BahtField, SubdistrictField, ThaiDayField
from chumchon.thai.dates import MONTHS

from ..models.fund import POSITIONS
from ..rules.dues import Plan
from ..rules.fund import KINDS, MAX_PRICE_SATANG, MAX_VILLAGES, PLAN_KINDS, BankFacts, FundFacts, SeatFacts

# The seats that nearly every committee has; an officer fills in the names, empty rows are left out.
USUAL_SEATS = ("chair", "deputy", "treasurer", "secretary", "registrar", "committee", "collector", "auditor")


class PlanForm(forms.Form):
    """Prices of the contributions, and the entry fee."""

    plan_kind = forms.ChoiceField(
        label="แบบเก็บเงิน", choices=list(PLAN_KINDS.items()), widget=forms.RadioSelect, initial="flat_month"
    )
    day_price = BahtField(label="วันละ", most=MAX_PRICE_SATANG, initial=100)
    month_price = BahtField(label="เดือนละ", most=MAX_PRICE_SATANG, initial=3000)
    year_price = BahtField(label="ทั้งปี", most=MAX_PRICE_SATANG, initial=36500)
    entry_fee = BahtField(label="ค่าสมัครแรกเข้า", least=0, most=MAX_PRICE_SATANG, initial=2000)

    def plan(self) -> Plan:
        """The prices; the form must be valid."""
        said = self.cleaned_data
        return Plan(said["plan_kind"], said["day_price"], said["month_price"], said["year_price"])


class FundForm(PlanForm):
    """The fund itself. `area` is hidden: it was chosen on the page before."""

    area = SubdistrictField(widget=forms.HiddenInput)
    name_th = forms.CharField(label="ชื่อกองทุน", min_length=2, max_length=160)
    code = forms.SlugField(
        label="รหัสกองทุน", max_length=40, required=False,
        help_text="ตัวอักษรอังกฤษ ตัวเลข และขีด ใช้ในที่อยู่เว็บ เว้นว่างไว้ระบบตั้งให้จากชื่อตำบล",
        error_messages={"invalid": "ใช้ได้เฉพาะตัวอักษรอังกฤษ ตัวเลข และขีด"},
    )  # fmt: skip
    kind = forms.ChoiceField(label="ชนิดกองทุน", choices=list(KINDS.items()), widget=forms.RadioSelect, initial="tambon")
    founded = ThaiDayField(label="วันก่อตั้ง")
    villages = forms.IntegerField(
        label="จำนวนหมู่บ้าน", min_value=1, max_value=MAX_VILLAGES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    year_end_month = forms.TypedChoiceField(
        label="สิ้นปีบัญชี", coerce=int, initial=9, choices=[(i, "สิ้น" + name) for i, name in enumerate(MONTHS, 1)]
    )
    promptpay = forms.CharField(
        label="หมายเลขพร้อมเพย์ของกองทุน", max_length=20, required=False, help_text="เบอร์มือถือ 10 หลัก หรือเลขประจำตัว 13 หลัก"
    )

    field_order = ("area", "name_th", "code", "kind", "founded", "villages", "year_end_month", "promptpay")

    def facts(self, committee: tuple[SeatFacts, ...], banks: tuple[BankFacts, ...]) -> FundFacts:
        """The facts of all three forms; they must be valid."""
        said = self.cleaned_data
        area: Subdistrict = said["area"]
        return FundFacts(
            code=said["code"] or slugify(area.name_en) or f"fund-{area.code}", name_th=said["name_th"], area=area.code,
            kind=said["kind"], founded=said["founded"], villages=said["villages"], plan=self.plan(),
            entry_fee_satang=said["entry_fee"], year_end_month=said["year_end_month"], promptpay=said["promptpay"],
            committee=committee, bank_accounts=banks,
        )  # fmt: skip


class SeatForm(forms.Form):
    """A seat. A row without a name is left out where rows are offered."""

    person_name = forms.CharField(label="ชื่อและนามสกุล", max_length=160)
    position = forms.ChoiceField(label="ตำแหน่ง", choices=POSITIONS)
    from_day = ThaiDayField(label="เริ่มวาระ", future_ok=True)
    until_day = ThaiDayField(label="สิ้นสุดวาระ", future_ok=True, required=False)
    is_expert = forms.BooleanField(label="เป็นผู้ทรงคุณวุฒิ", required=False)
    username = forms.CharField(
        label="ชื่อผู้ใช้", max_length=40, required=False,
        help_text="ใส่ถ้าคนนี้จะเข้าสู่ระบบ ได้บทบาทตามตำแหน่ง ชื่อใหม่จะได้รหัสผ่านครั้งแรก",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip

    def facts(self) -> SeatFacts:
        """The seat; the form must be valid."""
        said = self.cleaned_data
        return SeatFacts(
            said["person_name"],
            said["position"],
            said["from_day"],
            said["until_day"],
            said["is_expert"],
            said["username"],
        )


class SeatRow(SeatForm):
    """A seat among the rows of a new fund: the term begins at the founding where no day is given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_name"].required = self.fields["from_day"].required = False
        self.fields["username"].help_text = ""
        del self.fields["is_expert"]  # experts are few: they are added in the settings

    def clean(self) -> dict[str, Any]:
        """A user name without a name of a person is a slip."""
        said = super().clean() or self.cleaned_data
        if said.get("username") and not said.get("person_name"):
            self.add_error("person_name", "ใส่ชื่อและนามสกุลของกรรมการ")
        return said

    def seat(self, founded: date) -> SeatFacts | None:
        """The seat, or None for an empty row."""
        said = self.cleaned_data
        if not said.get("person_name"):
            return None
        start = said["from_day"] or founded
        return SeatFacts(said["person_name"], said["position"], start, said["until_day"], username=said["username"])


class BankForm(forms.Form):
    """A bank account."""

    bank = forms.CharField(label="ธนาคาร", max_length=60)
    number = forms.CharField(
        label="เลขที่บัญชี", max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    name = forms.CharField(label="ชื่อบัญชี", max_length=160)

    def facts(self) -> BankFacts:
        """The account; the form must be valid."""
        return BankFacts(self.cleaned_data["bank"], self.cleaned_data["number"], self.cleaned_data["name"])


class BankRow(BankForm):
    """A bank account among the rows of a new fund."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def account(self) -> BankFacts | None:
        """The account, or None for an empty row."""
        return self.facts() if any(self.cleaned_data.values()) else None


SeatRows = forms.formset_factory(SeatRow, extra=0, max_num=20, validate_max=True)
BankRows = forms.formset_factory(BankRow, extra=2, max_num=6, validate_max=True)
