"""The form of past benefits: the file."""

from django import forms


class UploadForm(forms.Form):
    """A book from the person's own machine."""

    file = forms.FileField(
        label="ไฟล์สวัสดิการที่จ่ายมาแล้ว",
        help_text="ต้องมีคอลัมน์ เลขสมาชิกหรือชื่อ สวัสดิการ วันที่ (และถึงวันที่หรือจำนวนคืน) จำนวนเงิน ยังไม่บันทึกอะไรจนกว่าจะยืนยัน",
        error_messages={"required": "เลือกไฟล์ก่อน", "empty": "ไฟล์นี้ว่างเปล่า เลือกไฟล์ใหม่"},
    )
