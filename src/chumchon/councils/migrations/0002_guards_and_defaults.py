"""Rows that are only ever added, and the defaults of kinds and numbers; each says that it is a default."""

from datetime import date
from typing import Any

from django.db import migrations

from chumchon.access.append_only import append_only

DEFAULT = "ค่าเริ่มต้น รอสถาบันยืนยัน"
ACT = "ตาม พ.ร.บ. สภาองค์กรชุมชน พ.ศ. 2551 ตามความรู้ทั่วไป รอสถาบันยืนยัน"
KINDS = (
    ("savings", "กลุ่มออมทรัพย์และสถาบันการเงินชุมชน", "การเงินชุมชน"),
    ("welfare", "กองทุนสวัสดิการชุมชน", "สวัสดิการของชุมชนเอง"),
    ("enterprise", "กลุ่มอาชีพและวิสาหกิจชุมชน", "เศรษฐกิจฐานราก"),
    ("farming", "กลุ่มเกษตรกรและเกษตรปลอดภัย", "เศรษฐกิจฐานราก"),
    ("forest", "ป่าชุมชนและเครือข่ายทรัพยากร", "ป่าและทรัพยากร"),
    ("water", "กลุ่มผู้ใช้น้ำและจัดการน้ำ", "ป่าและทรัพยากร"),
    ("land", "กลุ่มที่ดินและที่อยู่อาศัย", "ที่ดินและบ้าน"),
    ("culture", "กลุ่มวัฒนธรรมและภูมิปัญญา", "ภูมิปัญญาและวัฒนธรรม"),
    ("elders", "กลุ่มผู้สูงอายุ", "ดูแลกัน"),
    ("women", "กลุ่มสตรี", "ดูแลกัน"),
    ("youth", "กลุ่มเด็กและเยาวชน", "ดูแลกัน"),
    ("health", "อาสาสมัครสาธารณสุขและสุขภาพชุมชน", "ดูแลกัน"),
    ("disability", "กลุ่มคนพิการและผู้ดูแล", "ดูแลกัน"),
    ("village", "คณะกรรมการหมู่บ้านและชุมชน", "การจัดการชุมชน"),
    ("media", "สื่อชุมชนและการเรียนรู้", "ภูมิปัญญาและวัฒนธรรม"),
    ("other", "อื่น ๆ", "อื่น ๆ"),
)
GUARDED = (
    "councils_groupyear", "councils_minutes", "councils_ballot", "councils_resolutionstep", "councils_matterstep",
)  # fmt: skip


def fill(apps: Any, editor: Any) -> None:
    table = apps.get_model("councils", "GroupKind")
    table.objects.bulk_create(
        table(code=code, position=i, name_th=name, capital_th=capital, source=DEFAULT)
        for i, (code, name, capital) in enumerate(KINDS, 1)
    )
    apps.get_model("councils", "CouncilRule").objects.create(
        from_day=date(2008, 2, 8), least_founders=5, least_groups=2, most_sent=2, experts_num=1, experts_den=5,
        quorum_num=1, quorum_den=2, term_years=4, meetings_a_year=4, source=ACT,
    )


def empty(apps: Any, editor: Any) -> None:
    apps.get_model("councils", "GroupKind").objects.all().delete()
    apps.get_model("councils", "CouncilRule").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [("councils", "0001_councils")]

    operations = [migrations.RunPython(fill, empty), *(append_only(table) for table in GUARDED)]
