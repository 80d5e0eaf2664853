"""All tables of the room, and what the database itself refuses."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only
from chumchon.access.tables import Tables


class Migration(Tables):

    initial = True

    replaces = [
        ("checks", "0001_checks"),
    ]

    dependencies = [
        ('access', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Check',
            fields=[
                ('code', models.CharField(max_length=30, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('severity', models.CharField(choices=[('severe', 'ร้ายแรง'), ('warn', 'ควรตรวจ'), ('info', 'แจ้งให้ทราบ')], max_length=6)),
                ('name_th', models.CharField(max_length=120)),
                ('found_th', models.CharField(max_length=400)),
                ('todo_th', models.CharField(max_length=400)),
                ('kind_th', models.CharField(max_length=400)),
                ('parameters', models.JSONField(blank=True, default=dict)),
                ('source_th', models.CharField(max_length=200)),
                ('is_on', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('severity', models.CharField(choices=[('severe', 'ร้ายแรง'), ('warn', 'ควรตรวจ'), ('info', 'แจ้งให้ทราบ')], max_length=6)),
                ('state', models.CharField(choices=[('open', 'ยังไม่มีใครดู'), ('asked', 'ถามกองทุนแล้ว'), ('answered', 'กองทุนตอบแล้ว'), ('confirmed', 'ผิดจริง รอแก้'), ('resolved', 'เรียบร้อยแล้ว'), ('dismissed', 'ไม่ใช่ข้อผิด')], default='open', max_length=10)),
                ('subject', models.CharField(max_length=60)),
                ('evidence', models.JSONField(default=list)),
                ('facts', models.JSONField(default=dict)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('first_seen', models.DateTimeField()),
                ('last_seen', models.DateTimeField()),
                ('gone_at', models.DateTimeField(blank=True, null=True)),
                ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='checks.check')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='access.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'severity', 'state'], name='checks_find_organis_e31f5f_idx'), models.Index(fields=['state', 'severity', '-first_seen'], name='checks_find_state_23bebe_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_seen__gte', models.F('first_seen'))), name='finding_seen_in_order')],
            },
        ),
        migrations.CreateModel(
            name='FindingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ask', 'ถามกองทุน'), ('answer', 'กองทุนตอบ'), ('note', 'บันทึก'), ('confirm', 'ยืนยันว่าผิด ต้องแก้'), ('resolve', 'ปิดว่าเรียบร้อย'), ('dismiss', 'ไม่ใช่ข้อผิด'), ('gone', 'ตรวจใหม่แล้วไม่พบอีก'), ('back', 'ตรวจใหม่แล้วพบอีก')], max_length=8)),
                ('text', models.CharField(blank=True, max_length=1000)),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='checks.finding')),
            ],
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('day', models.DateField()),
                ('head_number', models.BigIntegerField()),
                ('found', models.PositiveIntegerField()),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='verification', to='access.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='verified_day_is_ce')],
            },
        ),
        append_only("checks_findingstep"),
    ]
