"""All tables of the room, and what the database itself refuses."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only
from chumchon.access.tables import Tables


class Migration(Tables):

    initial = True

    replaces = [
        ("sources", "0001_sources"),
        ("sources", "0002_guards"),
    ]

    dependencies = [
        ('access', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('councils', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('title', models.CharField(max_length=160)),
                ('text', models.CharField(max_length=4000)),
                ('asked_satang', models.BigIntegerField()),
                ('people', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('draft', 'ร่าง'), ('sent', 'ส่งแล้ว รอผล'), ('won', 'ได้รับทุน'), ('refused', 'ไม่ได้รับทุน'), ('withdrawn', 'ถอนคำขอ')], default='draft', max_length=9)),
                ('frozen', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('given_satang', models.BigIntegerField(default=0)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=600)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='councils.group')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='access.organisation')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='sources.call')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['organisation', 'state'], name='sources_app_organis_9a5e06_idx')],
                'constraints': [models.UniqueConstraint(fields=('call', 'number'), name='one_application_a_number'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'won', 'refused']), ('group__isnull', True)), fields=('call', 'organisation'), name='one_application_a_body'), models.UniqueConstraint(condition=models.Q(('state__in', ['draft', 'sent', 'won', 'refused']), ('group__isnull', False)), fields=('call', 'group'), name='one_application_a_group'), models.CheckConstraint(condition=models.Q(('asked_satang__gt', 0)), name='application_asks_something'), models.CheckConstraint(condition=models.Q(('given_satang__gte', 0), ('given_satang__lte', models.F('asked_satang'))), name='given_not_above_asked'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', False), ('given_satang__gt', 0), ('state', 'won')), models.Q(models.Q(('state', 'won'), _negated=True), ('given_satang', 0)), _connector='OR'), name='won_has_a_sum'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('number__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='sent_has_a_number')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=20)),
                ('label', models.CharField(max_length=160)),
                ('file_name', models.CharField(max_length=60)),
                ('sha256', models.CharField(max_length=64)),
                ('mime', models.CharField(max_length=20)),
                ('pages', models.PositiveSmallIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='sources.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ApplicationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sent', 'ส่งคำขอ'), ('won', 'ให้ทุน'), ('refused', 'ไม่ให้ทุน'), ('withdrawn', 'ถอนคำขอ')], max_length=9)),
                ('note', models.CharField(blank=True, max_length=600)),
                ('satang', models.BigIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='sources.application')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=160)),
                ('giver', models.CharField(max_length=160)),
                ('help', models.CharField(choices=[('grant', 'เงินให้เปล่า'), ('loan', 'เงินกู้'), ('goods', 'สิ่งของ'), ('training', 'วิชาการและพี่เลี้ยง')], default='grant', max_length=8)),
                ('purpose', models.CharField(max_length=1500)),
                ('area', models.CharField(blank=True, max_length=6)),
                ('least_satang', models.BigIntegerField(default=0)),
                ('most_satang', models.BigIntegerField()),
                ('budget_satang', models.BigIntegerField()),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('conditions', models.JSONField(default=list)),
                ('papers', models.JSONField(default=list)),
                ('schedule', models.JSONField(default=list)),
                ('source', models.CharField(max_length=200)),
                ('contact', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('draft', 'ร่าง'), ('open', 'เปิดรับ'), ('closed', 'ปิดรับแล้ว'), ('cancelled', 'ยกเลิก')], default='draft', max_length=9)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('next_number', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['closes_on', 'id'],
                'indexes': [models.Index(fields=['state', 'closes_on'], name='sources_cal_state_859996_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__lt', '2200-01-01')), name='call_closes_is_ce'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='call_days_in_order'), models.CheckConstraint(condition=models.Q(('budget_satang__gte', models.F('most_satang')), ('least_satang__gte', 0), ('most_satang__gt', 0), ('most_satang__gte', models.F('least_satang'))), name='call_sums_in_order')],
            },
        ),
        migrations.CreateModel(
            name='CallStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('opened', 'เปิดรับ'), ('extended', 'ขยายเวลา'), ('closed', 'ปิดรับ'), ('cancelled', 'ยกเลิก')], max_length=9)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('closes_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='sources.call')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Due',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('money', 'เงินเข้า'), ('report', 'ส่งรายงาน')], max_length=6)),
                ('label', models.CharField(max_length=120)),
                ('day', models.DateField()),
                ('satang', models.BigIntegerField(default=0)),
                ('done_on', models.DateField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dues', to='sources.application')),
            ],
            options={
                'ordering': ['day', 'position'],
                'constraints': [models.UniqueConstraint(fields=('application', 'position'), name='one_due_a_position'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'money'), ('satang__gt', 0)), models.Q(('kind', 'report'), ('satang', 0)), _connector='OR'), name='due_money_has_a_sum'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='due_day_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='DueStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('done', 'ทำแล้ว'), ('undone', 'แก้ว่ายังไม่ได้ทำ')], max_length=6)),
                ('note', models.CharField(max_length=600)),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='sources.due')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        *(append_only(table) for table in ("sources_callstep", "sources_applicationstep", "sources_duestep")),
    ]
