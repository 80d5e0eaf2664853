"""Forms of the desks: a verdict, the local government's paper, the budget that came in."""

import uuid
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField


class LocalHeadForm(forms.Form):
    """What stands on the paper that the local government's head signed."""

    name_th = forms.CharField(label="ชื่อและตำแหน่งผู้บริหารท้องถิ่น", max_length=160)
    paper_number = forms.CharField(label="เลขที่หนังสือ", max_length=60)
    paper_day = ThaiDayField(label="ลงวันที่")


class BudgetForm(forms.Form):
    """Money for the match that came into the institute's bank; the key makes two sendings one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    satang = BahtField(label="จำนวนเงินที่รับเข้าบัญชีของสถาบัน", most=10**13)
    memo = forms.CharField(label="รับจากอะไร เลขที่หลักฐาน", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
