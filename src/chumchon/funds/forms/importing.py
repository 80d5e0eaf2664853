"""Forms of the import of either kind of book: the file, and which column is what."""

from typing import Any

from django import forms

from ..rules.importing.kinds import Kind

_WORDS = {
    "members": (
        "ไฟล์ทะเบียนสมาชิก", "ไฟล์ Excel (.xlsx .xls) LibreOffice (.ods) หรือ CSV หัวตารางเรียงอย่างไรก็ได้ ยังไม่บันทึกอะไรจนกว่าจะยืนยัน",
    ),
    "benefits": (
        "ไฟล์สวัสดิการที่จ่ายมาแล้ว",
        "ต้องมีคอลัมน์ เลขสมาชิกหรือชื่อ สวัสดิการ วันที่ (และถึงวันที่หรือจำนวนคืน) จำนวนเงิน ชื่อหัวตารางอย่างไรก็ได้ ยังไม่บันทึกอะไรจนกว่าจะยืนยัน",
    ),
}  # fmt: skip


class UploadForm(forms.Form):
    """A book from the person's own machine."""

    file = forms.FileField(error_messages={"required": "เลือกไฟล์ก่อน", "empty": "ไฟล์นี้ว่างเปล่า เลือกไฟล์ที่มีข้อมูล"})

    def __init__(self, kind: Kind, *args: Any) -> None:
        super().__init__(*args)
        self.fields["file"].label, self.fields["file"].help_text = _WORDS[kind.key]


class UndoForm(forms.Form):
    """Why an import is taken back, and whether those who are in use may stay."""

    reason = forms.CharField(
        label="เหตุผลที่ยกเลิก", help_text="เช่น เลือกช่องชื่อกับนามสกุลสลับกัน", max_length=300,
        error_messages={"required": "บอกเหตุผลที่ยกเลิก เช่น เลือกช่องผิด"},
    )  # fmt: skip


def read_mapping(data: dict[str, str], width: int, kind: Kind) -> tuple[dict[str, int], str]:
    """Field to column out of the boxes column_0, column_1 …; and a Thai sentence where two columns are one field or one
    that must be is not chosen."""
    mapping: dict[str, int] = {}
    twice = ""  # the other columns are still read: a mistake in one box empties no other
    for column in range(width):
        field = data.get(f"column_{column}", "")
        if field not in kind.fields:
            continue
        if field in mapping:
            twice = twice or field
        else:
            mapping[field] = column
    if twice:
        return mapping, f"เลือก “{kind.fields[twice]}” ไว้สองช่อง เหลือไว้ช่องเดียว"
    return mapping, kind.missing(mapping)
