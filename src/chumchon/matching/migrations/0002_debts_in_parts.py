"""A matched member-year may become a debt in parts, one after the other; a request that was given nothing says so."""

import django.db.models.deletion
from django.db import migrations, models

from chumchon.access.append_only import append_only, set_aside

LIFT, PUT_BACK = set_aside(append_only("matching_debt"))


def say_nothing(apps, editor):
    """Requests of before that wait for money that will never come."""
    requests = apps.get_model("matching", "Request").objects.filter(state="settled")
    requests.filter(award__debt_satang=0, award__share_satang=0).update(state="nothing")


class Migration(migrations.Migration):

    replaces = [("matching", "0005_debts_in_parts")]
    dependencies = [("matching", "0001_tables")]

    operations = [
        LIFT,
        migrations.AlterField(
            model_name="debt",
            name="member_award",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="debts", to="matching.memberaward"
            ),
        ),
        PUT_BACK,
        migrations.AlterField(
            model_name="request",
            name="state",
            field=models.CharField(
                choices=[
                    ("drafted", "ร่าง รอลงชื่อ"), ("signed", "รอคณะกรรมการจังหวัด"), ("province", "รอเจ้าหน้าที่ภาค"),
                    ("region", "รอส่วนกลาง"), ("hq", "ผ่านครบ รอจัดสรร"), ("settled", "จัดสรรแล้ว รอโอนเงิน"), ("paid", "โอนเงินแล้ว"),
                    ("nothing", "จัดสรรแล้ว ไม่มีเงินโอน"), ("returned", "ส่งคืนให้แก้"), ("refused", "ไม่อนุมัติ"),
                ],
                default="drafted", max_length=8,
            ),
        ),
        migrations.RunPython(say_nothing, migrations.RunPython.noop),
    ]  # fmt: skip
