"""Forms of the cut-off sheet: the day, notes and coins, balances, and the members of a village in bulk."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from chumchon.forms.fields import BahtField, ThaiDayField
from chumchon.thai.dates import parse_day
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput
from chumchon.thai.money import baht, parse_baht

from ..actions.cutoff import Standing
from ..models import CutOffSheet, Member
from ..rules.cutoff import CASH, MAX_PIECES, PIECES, OpeningLine

COINS = 1000  # satang: from here down it is a coin


def piece_label(satang: int) -> str:
    """ธนบัตร 500 บาท, เหรียญ 50 สตางค์."""
    value = f"{satang // 100:,} บาท" if satang >= 100 else f"{satang} สตางค์"
    return f"{'เหรียญ' if satang <= COINS else 'ธนบัตร'} {value}"


class PieceField(forms.IntegerField):
    """How many notes or coins; Thai digits and commas are read."""

    def to_python(self, value: Any) -> int | None:
        """Read it."""
        return super().to_python(arabic(str(value or "")).replace(",", "").strip())


def piece_fields() -> dict[str, forms.Field]:
    """A box `piece_<satang>` for each note and coin, wherever cash is counted on a form."""
    return {
        f"piece_{satang}": PieceField(
            label=piece_label(satang), required=False, min_value=0, max_value=MAX_PIECES,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            error_messages={"invalid": "ใส่จำนวนเป็นตัวเลข"},
        )
        for satang in PIECES
    }  # fmt: skip


class CutOffForm(forms.Form):
    """The sheet of one fund: fields `piece_<satang>` and `amount_<account>` are made from its accounts."""

    day = ThaiDayField(label="วันตัดยอด", help_text="ปกติใช้วันแรกของปีบัญชี เช่น 1 ตุลาคม รายการอื่นเริ่มวันถัดไป")

    def __init__(self, lines: Iterable[OpeningLine], sheet: CutOffSheet | None, data: QueryDict | None = None) -> None:
        counted = sheet.counted if sheet else {}
        initial = {"day": sheet.day if sheet else None}
        initial |= {f"piece_{key}": pieces for key, pieces in counted.items()}
        super().__init__(data, initial=initial)
        self.fields.update(piece_fields())
        for line in lines:
            if line.code == CASH:
                continue
            self.fields[f"amount_{line.code}"] = BahtField(label=line.name_th, least=0, required=False)
            self.initial[f"amount_{line.code}"] = line.satang or None

    def pieces(self) -> list[Any]:
        """The boxes of notes and coins."""
        return [self[f"piece_{satang}"] for satang in PIECES]

    def balances(self) -> list[Any]:
        """The boxes of the other accounts."""
        return [self[name] for name in self.fields if name.startswith("amount_")]

    def counted(self) -> dict[str, int]:
        """Notes and coins by value in satang; the form must be valid."""
        return {str(s): self.cleaned_data[f"piece_{s}"] or 0 for s in PIECES}

    def amounts(self) -> dict[str, int]:
        """Satang by account."""
        said = self.cleaned_data
        return {n.removeprefix("amount_"): said[n] or 0 for n in said if n.startswith("amount_")}


class MemberRow:
    """A member in the list: what is in the boxes, and what could not be read."""

    def __init__(self, member: Member, data: QueryDict | None) -> None:
        self.member = member
        self.fixed: bool = member.has_receipts  # type: ignore[attr-defined]
        self.error = ""
        until, legacy = member.paid_until, member.legacy_satang
        self.paid_until, self.legacy_satang = until, legacy
        self.until = f"{until.day}/{until.month}/{until.year + 543}" if until else ""
        self.legacy = baht(legacy).removesuffix(".00") if legacy else ""
        if data is not None and not self.fixed:
            self.until = data.get(f"until-{member.id}", self.until).strip()
            self.legacy = data.get(f"legacy-{member.id}", self.legacy).strip()

    def standing(self, today: date) -> Standing | None:
        """What the boxes say; None and a sentence in `error` where they cannot be read."""
        try:
            until = parse_day(self.until, today, future_ok=True).day if self.until else None
            return Standing(until, parse_baht(self.legacy) if self.legacy else 0)
        except BadInput as unread:
            self.error = unread.th
            return None
