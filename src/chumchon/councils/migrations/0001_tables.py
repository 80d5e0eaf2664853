"""All tables of the room, and what the database itself refuses."""

from datetime import date
from typing import Any

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only
from chumchon.access.tables import Tables

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


class Migration(Tables):

    initial = True

    replaces = [
        ("councils", "0001_councils"),
        ("councils", "0002_guards_and_defaults"),
    ]

    dependencies = [
        ('access', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('areas', '0003_local_governments'),
        ('people', '0003_thai_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='GroupKind',
            fields=[
                ('code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name_th', models.CharField(max_length=80)),
                ('capital_th', models.CharField(max_length=80)),
                ('source', models.CharField(max_length=120)),
                ('is_on', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tambon', 'สภาองค์กรชุมชนตำบล'), ('municipality', 'สภาองค์กรชุมชนเทศบาล'), ('district', 'สภาองค์กรชุมชนเขต'), ('province', 'การประชุมระดับจังหวัด'), ('nation', 'การประชุมระดับชาติ')], max_length=12)),
                ('state', models.CharField(choices=[('preparing', 'กำลังเตรียมจัดตั้ง'), ('founded', 'จัดตั้งแล้ว'), ('ended', 'เลิกแล้ว')], default='preparing', max_length=10)),
                ('year_be', models.PositiveIntegerField(blank=True, null=True)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('founded_on', models.DateField(blank=True, null=True)),
                ('public_code', models.CharField(max_length=26, unique=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300)),
                ('government', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='areas.localgovernment')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='council', to='access.organisation')),
                ('province', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='areas.province')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('province', 'year_be', 'number'), name='one_council_a_number'), models.UniqueConstraint(condition=models.Q(('kind', 'nation')), fields=('kind',), name='one_national_meeting'), models.UniqueConstraint(condition=models.Q(('kind', 'province')), fields=('kind', 'province'), name='one_meeting_a_province'), models.CheckConstraint(condition=models.Q(('founded_on__lt', '2200-01-01')), name='council_founded_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='CouncilRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField(unique=True)),
                ('least_founders', models.PositiveSmallIntegerField()),
                ('least_groups', models.PositiveSmallIntegerField()),
                ('most_sent', models.PositiveSmallIntegerField()),
                ('experts_num', models.PositiveSmallIntegerField()),
                ('experts_den', models.PositiveSmallIntegerField()),
                ('quorum_num', models.PositiveSmallIntegerField()),
                ('quorum_den', models.PositiveSmallIntegerField()),
                ('term_years', models.PositiveSmallIntegerField()),
                ('meetings_a_year', models.PositiveSmallIntegerField()),
                ('source', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['from_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_day__lt', '2200-01-01')), name='council_rule_day_is_ce'), models.CheckConstraint(condition=models.Q(('experts_den__gt', 0), ('experts_num__lt', models.F('experts_den')), ('quorum_den__gt', 0), ('quorum_num__lte', models.F('quorum_den'))), name='council_rule_shares')],
            },
        ),
        migrations.CreateModel(
            name='Group',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name_th', models.CharField(max_length=160)),
                ('name_key', models.CharField(max_length=160)),
                ('purpose', models.CharField(max_length=600)),
                ('founded_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('waiting', 'รอผู้ใหญ่บ้านหรือสภายืนยัน'), ('returned', 'ส่งคืนให้แก้'), ('registered', 'จดแจ้งแล้ว'), ('ended', 'เลิกแล้ว')], default='waiting', max_length=10)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('year_be', models.PositiveIntegerField(blank=True, null=True)),
                ('number', models.PositiveIntegerField(blank=True, null=True)),
                ('registered_on', models.DateField(blank=True, null=True)),
                ('entered_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=300)),
                ('public_code', models.CharField(max_length=26, unique=True)),
                ('member_count', models.PositiveIntegerField(default=0)),
                ('money_satang', models.BigIntegerField(default=0)),
                ('land_wah', models.PositiveBigIntegerField(default=0)),
                ('forest_wah', models.PositiveBigIntegerField(default=0)),
                ('confirmed_year_be', models.PositiveIntegerField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='councils.council')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='group', to='access.organisation')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='areas.subdistrict')),
                ('village', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='areas.village')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='councils.groupkind')),
            ],
            options={
                'indexes': [models.Index(fields=['council', 'state'], name='councils_gr_council_b92b95_idx'), models.Index(fields=['subdistrict', 'name_key'], name='councils_gr_subdist_af00ea_idx')],
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'year_be', 'number'), name='one_group_a_number'), models.CheckConstraint(condition=models.Q(('founded_on__lt', '2200-01-01')), name='group_founded_is_ce'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'registered'), _negated=True), models.Q(('confirmed_by__isnull', False), ('number__isnull', False)), _connector='OR'), name='registered_group_has_a_number')],
            },
        ),
        migrations.CreateModel(
            name='Founder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=160)),
                ('duty', models.CharField(blank=True, max_length=80)),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='founders', to='councils.group')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='GroupPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('label', models.CharField(max_length=120)),
                ('file_name', models.CharField(max_length=60)),
                ('sha256', models.CharField(max_length=64)),
                ('mime', models.CharField(max_length=20)),
                ('pages', models.PositiveSmallIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='councils.group')),
            ],
        ),
        migrations.CreateModel(
            name='GroupSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_be', models.PositiveIntegerField()),
                ('next_number', models.PositiveIntegerField(default=1)),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.subdistrict')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('subdistrict', 'year_be'), name='one_series_a_tambon_and_year')],
            },
        ),
        migrations.CreateModel(
            name='GroupYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_be', models.PositiveIntegerField()),
                ('member_count', models.PositiveIntegerField()),
                ('money_satang', models.BigIntegerField()),
                ('land_wah', models.PositiveBigIntegerField()),
                ('forest_wah', models.PositiveBigIntegerField()),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='years', to='councils.group')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('money_satang__gte', 0)), name='group_money_not_below_zero')],
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year_be', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('text', models.CharField(max_length=1200)),
                ('state', models.CharField(choices=[('inbox', 'รอพิจารณา'), ('merged', 'รวมกับเรื่องอื่น'), ('sent', 'ส่งต่อแล้ว รอคำตอบ'), ('answered', 'ตอบแล้ว')], default='inbox', max_length=8)),
                ('outcome', models.CharField(blank=True, choices=[('accepted', 'รับไปทำ'), ('partly', 'รับไปทำบางส่วน'), ('noted', 'รับทราบ ยังไม่ทำ'), ('refused', 'ทำไม่ได้')], max_length=8)),
                ('answer', models.CharField(blank=True, max_length=1200)),
                ('answered_by', models.CharField(blank=True, max_length=160)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('below', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='above', to='councils.matter')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matters', to='councils.council')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='councils.matter')),
                ('resolution', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='matter', to='councils.resolution')),
            ],
            options={
                'ordering': ['-year_be', '-number'],
                'indexes': [models.Index(fields=['body', 'state'], name='councils_ma_body_id_e8fbdf_idx')],
                'constraints': [models.UniqueConstraint(fields=('body', 'year_be', 'number'), name='one_matter_a_number'), models.CheckConstraint(condition=models.Q(('resolution__isnull', True), ('below__isnull', True), _connector='OR'), name='matter_has_one_origin')],
            },
        ),
        migrations.CreateModel(
            name='MatterStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('received', 'รับเรื่อง'), ('merged', 'รวมเข้ากับเรื่องอื่น'), ('gathered', 'รวมหลายเรื่องเป็นเรื่องเดียว'), ('sent', 'ส่งต่อขึ้นไป'), ('answered', 'ตอบ'), ('returned', 'คำตอบกลับลงมา')], max_length=8)),
                ('note', models.CharField(blank=True, max_length=1200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='councils.matter')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year_be', models.PositiveIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('founding', 'ประชุมจัดตั้ง'), ('ordinary', 'ประชุมสามัญ'), ('extra', 'ประชุมวิสามัญ')], default='ordinary', max_length=8)),
                ('day', models.DateField()),
                ('starts', models.TimeField()),
                ('place', models.CharField(max_length=160)),
                ('state', models.CharField(choices=[('called', 'นัดแล้ว'), ('held', 'ประชุมแล้ว รอลงนามรายงาน'), ('signed', 'ลงนามรายงานแล้ว'), ('cancelled', 'งดประชุม')], default='called', max_length=9)),
                ('cancel_reason', models.CharField(blank=True, max_length=300)),
                ('draft', models.TextField(blank=True)),
                ('guests', models.PositiveSmallIntegerField(default=0)),
                ('called_at', models.DateTimeField()),
                ('called_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='councils.council')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='councils.term')),
            ],
            options={
                'ordering': ['-day', '-id'],
                'constraints': [models.UniqueConstraint(fields=('council', 'year_be', 'number'), name='one_meeting_a_number'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='meeting_day_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('matter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='councils.matter')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='councils.meeting')),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('text', models.TextField()),
                ('frozen', models.JSONField()),
                ('sha256', models.CharField(max_length=64)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='councils.meeting')),
                ('signer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['version'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'version'), name='one_minutes_a_version')],
            },
        ),
        migrations.CreateModel(
            name='Resolution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year_be', models.PositiveIntegerField()),
                ('number', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=160)),
                ('text', models.CharField(max_length=1200)),
                ('votes_for', models.PositiveSmallIntegerField()),
                ('votes_against', models.PositiveSmallIntegerField(default=0)),
                ('abstained', models.PositiveSmallIntegerField(default=0)),
                ('owner', models.CharField(blank=True, max_length=160)),
                ('due_day', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('open', 'รอทำ'), ('doing', 'กำลังทำ'), ('done', 'เสร็จแล้ว'), ('dropped', 'เลิกทำ'), ('sent', 'ส่งต่อแล้ว รอคำตอบ'), ('answered', 'ได้คำตอบแล้ว'), ('struck', 'ถอนก่อนลงนาม')], default='open', max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='councils.council')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='councils.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='resolutions', to='councils.meeting')),
            ],
            options={
                'ordering': ['-year_be', '-number'],
                'constraints': [models.UniqueConstraint(fields=('council', 'year_be', 'number'), name='one_resolution_a_number'), models.CheckConstraint(condition=models.Q(('due_day__lt', '2200-01-01')), name='resolution_due_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='ResolutionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'รอทำ'), ('doing', 'กำลังทำ'), ('done', 'เสร็จแล้ว'), ('dropped', 'เลิกทำ'), ('sent', 'ส่งต่อแล้ว รอคำตอบ'), ('answered', 'ได้คำตอบแล้ว'), ('struck', 'ถอนก่อนลงนาม')], max_length=8)),
                ('note', models.CharField(blank=True, max_length=1200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('resolution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='councils.resolution')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('representative', 'ผู้แทนองค์กร'), ('expert', 'ผู้ทรงคุณวุฒิ'), ('delegate', 'ผู้แทนสภา')], max_length=14)),
                ('position', models.CharField(choices=[('chair', 'ประธาน'), ('deputy', 'รองประธาน'), ('secretary', 'เลขานุการ'), ('committee', 'สมาชิก')], default='committee', max_length=10)),
                ('person_key', models.CharField(max_length=64)),
                ('expertise', models.CharField(blank=True, max_length=120)),
                ('show_name', models.BooleanField(default=False)),
                ('from_day', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('end_reason', models.CharField(blank=True, max_length=200)),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='councils.group')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='council_seats', to='people.person')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delegates', to='councils.council')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='councils.term')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('term', 'number'), name='one_seat_a_number'), models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('kind__in', ['representative', 'expert'])), fields=('person_key',), name='one_council_a_person'), models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('term', 'person_key'), name='one_seat_a_person'), models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True), ('position__in', ['chair', 'secretary'])), fields=('term', 'position'), name='one_chair_and_secretary')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.CharField(max_length=10)),
                ('votes', models.JSONField()),
                ('present', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='councils.meeting')),
                ('elected', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elections', to='councils.seat')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('present', 'มา'), ('excused', 'ลา'), ('absent', 'ไม่มา')], max_length=8)),
                ('from_paper', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='councils.meeting')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='councils.seat')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'seat'), name='one_attendance_a_seat')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('from_day', models.DateField()),
                ('until_day', models.DateField()),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='councils.council')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('council', 'number'), name='one_term_a_number'), models.CheckConstraint(condition=models.Q(('until_day__lt', '2200-01-01')), name='term_is_ce')],
            },
        ),
        migrations.RunPython(fill, empty),
        *(append_only(table) for table in GUARDED),
    ]
