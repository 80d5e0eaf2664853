"""Forms of other money: income, expense, deposit or withdrawal; and of the answer to a draft."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.ledger.models import Account
from chumchon.thai.errors import Refused

from ..rules.drafts import memo_of

_LABELS = {
    "income": ("เป็นเงินอะไร", "เงินเข้าที่ไหน", "รับจากใคร", "เลขที่หลักฐาน"),
    "expense": ("เป็นค่าใช้จ่ายหมวดใด", "จ่ายจากที่ไหน", "จ่ายให้ใคร", "เลขที่บิลหรือใบเสร็จ"),
}


class _MoneyForm(forms.Form):
    """What every kind asks: the day, how much, and a key that makes two sendings one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    day = ThaiDayField(label="วันที่")
    satang = BahtField(label="จำนวนเงิน")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def memo(self) -> str:
        """The entry's words; the form must be valid."""
        raise NotImplementedError

    def sides(self) -> tuple[str, str]:
        """Debit and credit account codes."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """The memo must fit. Errors: MEMO_LONG."""
        said = super().clean() or {}
        if not self.errors:
            try:
                self.memo()
            except Refused as long:
                self.add_error(None, long.th)
        return said


class OtherMoneyForm(_MoneyForm):
    """Income or expense: one account, one place where the money lies."""

    account = forms.ChoiceField()
    place = forms.ChoiceField()
    what = forms.CharField(label="รายละเอียด", max_length=160)
    party = forms.CharField(max_length=80, required=False)
    evidence = forms.CharField(max_length=40, required=False)

    def __init__(
        self, kind: str, accounts: Sequence[Account], places: Sequence[Account], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, label in zip(("account", "place", "party", "evidence"), _LABELS[kind], strict=True):
            self.fields[name].label = label
        self.fields["account"].choices = [(a.code, a.name_th) for a in accounts]  # type: ignore[attr-defined]
        self.fields["place"].choices = [(a.code, a.name_th) for a in places]  # type: ignore[attr-defined]
        self.order_fields(["key", "day", "account", "satang", "place", "what", "party", "evidence"])

    def memo(self) -> str:
        """For what, from or to whom, on which paper."""
        said = self.cleaned_data
        return memo_of(self.kind, said["what"], said["party"], said["evidence"])

    def sides(self) -> tuple[str, str]:
        """Income comes into the place; an expense leaves it."""
        account, place = self.cleaned_data["account"], self.cleaned_data["place"]
        return (place, account) if self.kind == "income" else (account, place)


class TransferForm(_MoneyForm):
    """Cash to the bank or back, or from one bank account to another."""

    source = forms.ChoiceField(label="ออกจาก")
    target = forms.ChoiceField(label="เข้าที่")
    what = forms.CharField(label="รายละเอียด", max_length=160, required=False)
    evidence = forms.CharField(label="เลขที่ใบฝากหรือใบถอน", max_length=40, required=False)

    def __init__(self, places: Sequence[Account], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("source", "target"):
            self.fields[name].choices = [(a.code, a.name_th) for a in places]  # type: ignore[attr-defined]
        if len(places) > 1:
            self.initial.setdefault("target", places[1].code)
        self.names = {a.code: a.name_th for a in places}
        self.order_fields(["key", "day", "source", "target", "satang", "what", "evidence"])

    def memo(self) -> str:
        """ฝากเงินเข้า ธ.ก.ส., or what was typed."""
        said = self.cleaned_data
        words = said["what"] or f"โอนจาก {self.names[said['source']]} เข้า {self.names[said['target']]}"
        return memo_of("transfer", words, "", said["evidence"])

    def sides(self) -> tuple[str, str]:
        """The target is debited."""
        return self.cleaned_data["target"], self.cleaned_data["source"]

    def clean(self) -> dict[str, Any]:
        """Two different places."""
        said = super().clean()
        if said.get("source") and said.get("source") == said.get("target"):
            self.add_error("target", "เลือกที่เข้าให้ต่างจากที่ออก")
        return said
