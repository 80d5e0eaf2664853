"""What is typed of a load, a delivery and a sum that arrived."""

import uuid
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.ledger.models import Account

from ..models import Allotment, LoadLine
from .disasters import Keyed, number
from .lists import TAKERS


class LoadForm(Keyed):
    """Allotments with a box each, a driver and a plate; or, for money, the giver's account."""

    driver = forms.CharField(label="ชื่อคนขับ", max_length=80)
    plate = forms.CharField(label="ทะเบียนรถ", max_length=30)
    account = forms.ChoiceField(label="จ่ายจาก")

    def __init__(self, rows: list[Allotment], accounts: list[Account], money: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.money = rows, money
        for name in ("driver", "plate") if money else ("account",):
            del self.fields[name]
        if money:
            self.fields["account"].choices = [(a.code, a.name_th) for a in accounts]  # type: ignore[attr-defined]
        for row in rows:
            name = f"take_{row.pk}"
            self.fields[name] = (
                BahtField(label="ส่ง", required=False, least=0, initial=row.unsent)
                if money
                else number("ขึ้นรถ", required=False, min_value=0, initial=row.unsent)
            )

    def lines(self) -> list[tuple[Allotment, Any]]:
        """Each allotment with its box."""
        return [(row, self[f"take_{row.pk}"]) for row in self.rows]

    def quantities(self) -> dict[int, int]:
        """Allotment to quantity, without those left empty."""
        found = {row.pk: self.cleaned_data.get(f"take_{row.pk}") or 0 for row in self.rows}
        return {pk: n for pk, n in found.items() if n}


class DeliveryForm(forms.Form):
    """So much of one line arrived."""

    uid = forms.UUIDField(widget=forms.HiddenInput)
    line = forms.IntegerField(widget=forms.HiddenInput)
    quantity = number("ได้รับ", min_value=1)
    receiver = forms.ChoiceField(label="ผู้รับ", choices=TAKERS)

    def __init__(self, line: LoadLine | None, *args: Any, **kwargs: Any) -> None:
        if line is not None:
            kwargs["initial"] = {
                "uid": uuid.uuid4(), "line": line.pk, "quantity": line.left,
                "receiver": "keeper" if line.allotment.need.point_id else "head",
            }  # fmt: skip
            kwargs["prefix"], kwargs["auto_id"] = None, f"id_{line.pk}_%s"
            self.unit = line.allotment.pledge.item.unit_th
        super().__init__(*args, **kwargs)
        if line is not None:
            self.fields["quantity"].unit = self.unit  # type: ignore[attr-defined]


class ReceiveForm(Keyed):
    """Money that the receiver's treasurer holds in hand."""

    satang = BahtField(label="ได้รับ")
    account = forms.ChoiceField(label="เข้าที่")
    on = ThaiDayField(label="วันที่ได้รับ")

    def __init__(self, accounts: list[Account], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [(a.code, a.name_th) for a in accounts]  # type: ignore[attr-defined]


class UndoMoneyForm(forms.Form):
    """A sum is undone by two of the receiver."""

    reason = forms.CharField(label="เหตุผล", max_length=300)
    username = forms.CharField(label="ชื่อผู้ใช้ของกรรมการอีกคน", max_length=150)
    secret = forms.CharField(label="รหัสลงชื่อของกรรมการ", max_length=128, widget=forms.PasswordInput)
