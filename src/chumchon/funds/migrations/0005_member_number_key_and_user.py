"""Members sort by number as people count, and a member may have a sign-in of their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import chumchon.people.derived


def fill(apps, editor):
    for member in apps.get_model("funds", "Member").objects.iterator():
        member.save(update_fields=["number_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0001_initial'),
        ('funds', '0004_plans_and_cut_off'),
        ('people', '0002_search_text'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='number_key',
            field=chumchon.people.derived.NumberKeyField(default='', editable=False, max_length=90),
        ),
        migrations.AddField(
            model_name='member',
            name='user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='memberevent',
            name='kind',
            field=models.CharField(choices=[('join', 'สมัคร'), ('import', 'นำเข้าจากสมุดเดิม'), ('change', 'แก้ข้อมูล'), ('leave', 'ลาออก'), ('lapse', 'พ้นสภาพ'), ('die', 'เสียชีวิต'), ('rejoin', 'สมัครใหม่'), ('erase', 'ลบข้อมูลบุคคล'), ('cut_off', 'ยอดยกมา'), ('undo', 'ยกเลิกรายการก่อน')], max_length=8),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='member',
            index=models.Index(fields=['fund', 'number_key'], name='funds_membe_fund_id_987a11_idx'),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(fields=('fund', 'user'), name='one_membership_a_user'),
        ),
    ]
