"""Forms of a fund's settings."""

from django import forms

from chumchon.forms.fields import ThaiDayField

from ..models import Fund
from .fund import PlanForm


class PlanChangeForm(PlanForm):
    """New prices from a day on."""

    from_day = ThaiDayField(label="เริ่มใช้วันที่", future_ok=True, help_text="วันนี้หรือวันหลังจากนี้ ใบเสร็จที่ออกแล้วไม่เปลี่ยน")


class PromptPayForm(forms.Form):
    """The number that members pay to by QR."""

    promptpay = forms.CharField(
        label="หมายเลขพร้อมเพย์", max_length=20, required=False, help_text="เบอร์มือถือ 10 หลัก หรือเลขประจำตัว 13 หลัก เว้นว่างถ้าไม่ใช้",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class EndSeatForm(forms.Form):
    """The last day of a term."""

    last_day = ThaiDayField(label="วันสุดท้ายของวาระ")


def prices_of(fund: Fund) -> dict[str, object]:
    """What the form shows before anything is typed: the prices of today."""
    return {
        "plan_kind": fund.plan_kind, "day_price": fund.day_satang, "month_price": fund.month_satang,
        "year_price": fund.year_satang, "entry_fee": fund.entry_fee_satang,
    }  # fmt: skip
