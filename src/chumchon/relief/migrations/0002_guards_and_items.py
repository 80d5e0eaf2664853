"""Rows that are only ever added, and the things that people need, as a default that an operator edits."""

from typing import Any

from django.db import migrations

from chumchon.access.append_only import append_only

DEFAULT = "ค่าเริ่มต้น รอสถาบันยืนยัน"
# code, name, unit, kind, the most that one house asks of it (above it is a typing error; money: satang)
ITEMS = (
    ("rice", "ข้าวสาร", "กก.", "goods", 200), ("dry_food", "อาหารแห้ง", "ชุด", "goods", 50),
    ("water", "น้ำดื่ม", "ลิตร", "goods", 500), ("medicine", "ยาสามัญ", "ชุด", "goods", 20),
    ("blanket", "ผ้าห่ม", "ผืน", "goods", 40), ("clothes", "เสื้อผ้า", "ชุด", "goods", 60),
    ("baby", "ของใช้เด็กเล็ก", "ชุด", "goods", 20), ("hygiene", "ของใช้ส่วนตัว", "ชุด", "goods", 40),
    ("mask", "หน้ากากอนามัย", "ชิ้น", "goods", 500), ("tarpaulin", "ผ้าใบ", "ผืน", "goods", 20),
    ("labour", "แรงงาน", "คน-วัน", "labour", 100), ("boat", "เรือ", "ลำ-วัน", "labour", 20),
    ("money", "เงิน", "บาท", "money", 2_000_000_000),
)  # fmt: skip
GUARDED = (
    "relief_houselist", "relief_houseline", "relief_listword", "relief_stockcount", "relief_pledgestep", "relief_delivery",
    "relief_returned", "relief_disasterclaim",
)  # fmt: skip


def fill(apps: Any, editor: Any) -> None:
    table = apps.get_model("relief", "Item")
    table.objects.bulk_create(
        table(code=code, position=i, name_th=name, unit_th=unit, kind=kind, most_a_house=most, source=DEFAULT)
        for i, (code, name, unit, kind, most) in enumerate(ITEMS, 1)
    )


def empty(apps: Any, editor: Any) -> None:
    apps.get_model("relief", "Item").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("relief", "0001_relief")]

    operations = [migrations.RunPython(fill, empty), *(append_only(table) for table in GUARDED)]
