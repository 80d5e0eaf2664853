"""Forms of the lease."""

from collections.abc import Sequence
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField

from ..rules.leases import LESSORS, MOST_YEARS, PERIODS, Rent
from .savings import TwoForm


class LeaseForm(forms.Form):
    """What the contract says."""

    lessor = forms.ChoiceField(label="เช่าจาก", choices=list(LESSORS.items()))
    lessor_name = forms.CharField(label="ชื่อผู้ให้เช่า", max_length=160)
    contract_no = forms.CharField(label="เลขที่สัญญา", max_length=60)
    from_day = ThaiDayField(label="วันเริ่มเช่า", future_ok=True)
    years = forms.IntegerField(label="เช่ากี่ปี", min_value=1, max_value=MOST_YEARS)
    rent_satang = BahtField(label="ค่าเช่างวดละ")
    months_between = forms.TypedChoiceField(label="จ่าย", choices=list(PERIODS.items()), coerce=int, initial=12)
    rise = forms.DecimalField(
        label="ค่าเช่าขึ้นครั้งละ (%)", min_value=0, max_value=100, decimal_places=2, required=False, help_text="เว้นว่างถ้าไม่ขึ้น"
    )
    rise_years = forms.IntegerField(label="ขึ้นทุกกี่ปี", min_value=1, max_value=MOST_YEARS, required=False)

    def facts(self) -> dict[str, Any]:
        """The fields of actions.leases.LeaseFacts."""
        said = dict(self.cleaned_data)
        rise = said.pop("rise") or 0
        return {**said, "rise_bp": int(rise * 100), "rise_years": said["rise_years"] or 0}


class RentForm(TwoForm):
    """An instalment of the rent is paid."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, rent: Rent | None, boxes: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"number": rent.number if rent else None, **(kwargs.get("initial") or {})}
        super().__init__(boxes, *args, **kwargs)
