"""The form that closes a year: the second person's signature and a word that it is meant."""

from django import forms


class CloseForm(forms.Form):
    """witness and secret are the second person's; sure says that there is no way back."""

    sure = forms.BooleanField(
        label="เข้าใจแล้วว่าปิดปีแล้วเปิดกลับไม่ได้", error_messages={"required": "ทำเครื่องหมายว่าเข้าใจแล้วก่อนปิดปี"}
    )
    witness = forms.CharField(
        label="ชื่อผู้ใช้ของกรรมการคนที่สอง", max_length=40, error_messages={"required": "ให้กรรมการอีกคนใส่ชื่อผู้ใช้"},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )  # fmt: skip
    secret = forms.CharField(
        label="รหัสลงชื่อ 6 ตัว หรือรหัสผ่านของคนที่สอง", max_length=200, error_messages={"required": "ให้กรรมการอีกคนใส่รหัสของตนเอง"},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
