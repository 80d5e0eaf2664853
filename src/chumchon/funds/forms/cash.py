"""The form of a cash count: how many of each note and coin, the reason of a difference, and who signs with."""

from typing import Any

from django import forms

from ..rules.cutoff import PIECES
from .cutoff import piece_fields


class CountForm(forms.Form):
    """Fields `piece_<satang>`, reason, witness, secret."""

    reason = forms.CharField(label="ถ้าไม่ตรงกับบัญชี เพราะอะไร", max_length=200, required=False)
    witness = forms.CharField(
        label="ชื่อผู้ใช้ของผู้ร่วมนับ", max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip
    secret = forms.CharField(
        label="รหัสลงชื่อ 6 ตัว หรือรหัสผ่านของผู้ร่วมนับ", strip=False, max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(piece_fields())

    def pieces(self) -> list[Any]:
        """The boxes of notes and coins."""
        return [self[f"piece_{satang}"] for satang in PIECES]

    def counted(self) -> dict[str, int]:
        """Notes and coins by value in satang; the form must be valid."""
        return {str(s): self.cleaned_data[f"piece_{s}"] or 0 for s in PIECES}
