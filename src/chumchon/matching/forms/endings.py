"""Forms of a fund that ends, and of over-match that is returned as money."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from chumchon.access.models import Organisation
from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.ledger.models import Account
from chumchon.thai.money import baht

from ..models.debt import SUCCESSION_KINDS

PLACES = 4  # successors that the form offers


class EndingForm(forms.Form):
    """Which fund ends, from when, by which resolution, and who goes on."""

    kind = forms.ChoiceField(label="ทำอะไร", choices=SUCCESSION_KINDS)
    day = ThaiDayField(label="กองทุนสิ้นสุดและกองทุนใหม่รับต่อตั้งแต่วันที่", future_ok=True)
    resolution_th = forms.CharField(
        label="มติที่ประชุมสมาชิก", max_length=300, help_text="ประชุมครั้งใด วันใด มาประชุมกี่คน เห็นชอบกี่คน"
    )

    def __init__(self, *args: Any, funds: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.funds = {f.code: f for f in funds}
        chosen = [("", "–"), *((f.code, f"{f.name_th} · {f.subdistrict.label}") for f in funds)]
        for i in range(1, PLACES + 1):
            label = "กองทุนที่รับต่อ" if i == 1 else f"กองทุนที่รับต่อที่ {i} (เมื่อแยก)"
            self.fields[f"to_{i}"] = forms.ChoiceField(label=label, choices=chosen, required=i == 1)

    def successors(self) -> list[Organisation]:
        """The funds that were chosen, in their order."""
        codes = [self.cleaned_data[f"to_{i}"] for i in range(1, PLACES + 1)]
        return [self.funds[code] for code in codes if code]


class ShareForm(forms.Form):
    """What one successor takes over."""

    account = forms.ChoiceField(label="รับเงินเข้าบัญชี")
    weight = forms.IntegerField(
        label="ส่วนแบ่งเงิน",
        min_value=0,
        max_value=1_000_000,
        required=False,
        help_text="เว้นว่างทุกกองทุน: แบ่งตามจำนวนสมาชิกที่ไป",
    )
    villages = forms.MultipleChoiceField(
        label="สมาชิกของหมู่บ้านใดไปกองทุนนี้", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, accounts: Iterable[Account], villages: Sequence[tuple[int, str]], split: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [(a.code, a.name_th) for a in accounts]  # type: ignore[attr-defined]
        self.fields["villages"].choices = [(str(pk), words) for pk, words in villages]  # type: ignore[attr-defined]
        if not split:
            del self.fields["weight"], self.fields["villages"]


class RepaymentForm(forms.Form):
    """Over-match that went back to the institute; the key makes two sendings one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    satang = BahtField(label="จำนวนเงินที่โอนคืน")
    account = forms.ChoiceField(label="โอนจากบัญชี")
    sent_on = ThaiDayField(label="วันที่โอน")
    slip = forms.CharField(label="เลขที่ใบโอนหรือใบนำฝาก", max_length=100)
    witness = forms.CharField(label="ชื่อผู้ใช้ของกรรมการอีกคน", max_length=150)
    secret = forms.CharField(
        label="รหัสลงชื่อของกรรมการอีกคน", max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, accounts: Sequence[tuple[Account, int]], **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            (a.code, f"{a.name_th} (มี {baht(held)} บาท)") for a, held in accounts
        ]
