"""Forms of the import: the file, and which column is what."""

from django import forms

from ..rules.importing.headers import FIELDS

MANY = ("name", "first")


class UploadForm(forms.Form):
    """A book from the person's own machine."""

    file = forms.FileField(
        label="ไฟล์ทะเบียนสมาชิก",
        help_text="ไฟล์ Excel (.xlsx .xls) LibreOffice (.ods) หรือ CSV หัวตารางเรียงอย่างไรก็ได้ ยังไม่บันทึกอะไรจนกว่าจะยืนยัน",
        error_messages={"required": "เลือกไฟล์ก่อน", "empty": "ไฟล์นี้ว่างเปล่า เลือกไฟล์ที่มีรายชื่อสมาชิก"},
    )


def read_mapping(data: dict[str, str], width: int) -> tuple[dict[str, int], str]:
    """Field to column out of the boxes column_0, column_1 …; and a Thai sentence where two columns are one field."""
    mapping: dict[str, int] = {}
    twice = ""  # the other columns are still read: a mistake in one box empties no other
    for column in range(width):
        field = data.get(f"column_{column}", "")
        if field not in FIELDS:
            continue
        if field in mapping:
            twice = twice or field
        else:
            mapping[field] = column
    if twice:
        return mapping, f"เลือก “{FIELDS[twice]}” ไว้สองช่อง เหลือไว้ช่องเดียว"
    if "first" in mapping and "name" in mapping:
        return mapping, "มีทั้งช่องชื่อและนามสกุลรวมกัน และช่องชื่ออย่างเดียว เลือกไว้อย่างเดียว"
    if not {"first", "name"} & mapping.keys():
        return mapping, "เลือกช่องของชื่อสมาชิกก่อน"
    return mapping, ""
