"""Legal bodies of communities."""

KINDS = {
    "cooperative": "สหกรณ์เคหสถาน", "service": "สหกรณ์บริการ", "savings": "สหกรณ์ออมทรัพย์หรือเครดิตยูเนี่ยน", "group": "กลุ่มที่จดทะเบียน",
    "association": "สมาคมหรือมูลนิธิ",
}  # fmt: skip
