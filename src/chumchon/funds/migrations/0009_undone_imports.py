"""An import may be taken back: its members' rows stay for the history, count nowhere and free their numbers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('areas', '0002_regions'),
        ('funds', '0008_receivers_sealed'),
        ('people', '0003_thai_order'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='member',
            name='one_member_a_number',
        ),
        migrations.AddField(
            model_name='memberevent',
            name='batch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='funds.importbatch'),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='state',
            field=models.CharField(choices=[('draft', 'รอยืนยัน'), ('done', 'นำเข้าแล้ว'), ('undone', 'ยกเลิกแล้ว')], default='draft', max_length=8),
        ),
        migrations.AlterField(
            model_name='member',
            name='status',
            field=models.CharField(choices=[('active', 'เป็นสมาชิก'), ('left', 'ลาออก'), ('lapsed', 'พ้นสภาพ'), ('died', 'เสียชีวิต'), ('undone', 'ยกเลิกการนำเข้า')], default='active', max_length=8),
        ),
        migrations.AlterField(
            model_name='memberevent',
            name='kind',
            field=models.CharField(choices=[('join', 'สมัคร'), ('import', 'นำเข้าจากสมุดเดิม'), ('change', 'แก้ข้อมูล'), ('leave', 'ลาออก'), ('lapse', 'พ้นสภาพ'), ('die', 'เสียชีวิต'), ('rejoin', 'สมัครใหม่'), ('erase', 'ลบข้อมูลบุคคล'), ('cut_off', 'ยอดยกมา'), ('undo', 'ยกเลิกรายการก่อน'), ('fill', 'เติมข้อมูลจากไฟล์'), ('unfill', 'ยกเลิกการเติมข้อมูล'), ('unimport', 'ยกเลิกการนำเข้า')], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='member',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'undone'), _negated=True), fields=('fund', 'number'), name='one_member_a_number'),
        ),
    ]
