"""All tables of the room, and what the database itself refuses."""

from typing import Any

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only
from chumchon.access.tables import Tables

DEFAULT = "ค่าเริ่มต้น รอสถาบันยืนยัน"
ARTICLE = "บทความงาน 22 ปี พอช."
SKILLS = (
    ("accounts", "ทำบัญชีกองทุนและกลุ่ม", "สมุดที่คนอื่นอ่านได้คือที่มาของความไว้ใจ", 3),
    ("meeting", "จัดประชุมและเขียนรายงาน", "มติที่มีองค์ประชุมจึงนำไปใช้ได้", 2),
    ("survey", "สำรวจครัวเรือนและข้อมูลตำบล", "แผนที่ดีเริ่มจากข้อมูลที่ถูก", 3),
    ("plan", "ทำแผนชุมชนและเขียนโครงการ", "แหล่งทุนหลายแห่งขอแผนก่อน", 2),
    ("savings", "ตั้งและดูแลกลุ่มออมทรัพย์", "ออมก่อนกู้ ทำให้หนี้ไม่ล้น", 2),
    ("building", "ช่างและคุมงานก่อสร้างชุมชน", "ซ่อมบ้านได้เอง ประหยัดและไว", 2),
    ("disaster", "รับมือภัยพิบัติและปฐมพยาบาล", "ชั่วโมงแรกมีแต่เพื่อนบ้าน", 4),
    ("forest", "ดูแลป่าชุมชนและน้ำ", "ป่าและน้ำเป็นทุนของทั้งตำบล", 2),
    ("enterprise", "ทำและขายสินค้าชุมชน", "อาชีพที่ไม่เบียดเบียนใคร", 2),
    ("media", "ถ่ายภาพ เล่าเรื่อง และสื่อชุมชน", "งานดีที่ไม่มีใครเล่าก็ไม่มีใครทำตาม", 1),
    ("digital", "ใช้โทรศัพท์และคอมพิวเตอร์ทำงาน", "ข้อมูลเข้าระบบจากในหมู่บ้าน", 3),
    ("mediation", "ไกล่เกลี่ยข้อพิพาท", "เรื่องเล็กจบในหมู่บ้าน", 1),
)
COURSES = (
    ("fund-accounts", "บัญชีกองทุนสวัสดิการชุมชน", "รับ จ่าย ปิดยอด อ่านงบ และตรวจกันเอง", 720, "accounts"),
    ("council-work", "สภาองค์กรชุมชนทำงานได้จริง", "จดแจ้ง จัดประชุม ลงมติ และติดตามมติ", 720, "meeting"),
    ("household-data", "สำรวจครัวเรือนด้วยสมุดพก", "ถามอย่างเคารพ บันทึก และเลือกเป้าหมายกับครอบครัว", 720, "survey"),
    ("community-plan", "แผนชุมชนและการเขียนโครงการ", "จากข้อมูลเป็นแผน จากแผนเป็นโครงการที่แหล่งทุนอ่านเข้าใจ", 1080, "plan"),
    ("savings-group", "กลุ่มออมทรัพย์เพื่อที่อยู่อาศัย", "หุ้น เงินกู้ ระเบียบ และการติดตามหนี้", 720, "savings"),
    ("home-builder", "ช่างชุมชนซ่อมบ้าน", "สำรวจ ประมาณราคา ซ่อม และตรวจรับงาน", 1440, "building"),
    ("disaster-ready", "ชุมชนรับมือภัยพิบัติ", "แผน เตือนภัย ปฐมพยาบาล และส่งของถึงบ้าน", 720, "disaster"),
    ("storyteller", "นักสื่อสารชุมชน", "ถ่ายภาพ เขียน ขออนุญาตคนในภาพ และเผยแพร่", 360, "media"),
    ("leader", "ผู้นำการเปลี่ยนแปลง", "ฟัง ชวนคิด ชวนทำ และดูแลทีม", 1080, None),
)
HONOURS = (
    ("khon-dee-codi", "คนดี ศรี พอช.", "รัฐมนตรีว่าการกระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์", ARTICLE),
    ("good-council", "ผู้นำสภาองค์กรชุมชนดีเด่น", "การประชุมสภาองค์กรชุมชนระดับจังหวัด", DEFAULT),
    ("good-fund", "คนทำกองทุนสวัสดิการดีเด่น", "เครือข่ายกองทุนสวัสดิการชุมชน", DEFAULT),
    ("wisdom", "ปราชญ์ชุมชน", "สภาองค์กรชุมชนตำบล", DEFAULT),
    ("volunteer", "อาสาสมัครดีเด่น", "หน่วยงานของรัฐ", DEFAULT),
    ("other", "เกียรติคุณอื่น", "ผู้มอบตามที่บันทึก", DEFAULT),
)
GUARDED = ("leaders_consent", "leaders_skillneed", "leaders_certificatestep", "leaders_storystep")


def fill(apps: Any, editor: Any) -> None:
    skill, course, honour = (apps.get_model("leaders", name) for name in ("Skill", "Course", "HonourKind"))
    skill.objects.bulk_create(
        skill(code=code, position=i, name_th=name, why_th=why, least=least, source=DEFAULT)
        for i, (code, name, why, least) in enumerate(SKILLS, 1)
    )
    course.objects.bulk_create(
        course(code=code, position=i, name_th=name, about_th=about, minutes=minutes, skill_id=given, source=DEFAULT)
        for i, (code, name, about, minutes, given) in enumerate(COURSES, 1)
    )
    honour.objects.bulk_create(
        honour(code=code, position=i, name_th=name, giver_th=giver, source=source)
        for i, (code, name, giver, source) in enumerate(HONOURS, 1)
    )


def empty(apps: Any, editor: Any) -> None:
    for name in ("Course", "Skill", "HonourKind"):
        apps.get_model("leaders", name).objects.all().delete()


class Migration(Tables):

    initial = True

    replaces = [
        ("leaders", "0001_leaders"),
        ("leaders", "0002_guards_and_defaults"),
    ]

    dependencies = [
        ('access', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('areas', '0003_local_governments'),
        ('people', '0003_thai_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('code', models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name_th', models.CharField(max_length=120)),
                ('about_th', models.CharField(max_length=400)),
                ('minutes', models.PositiveIntegerField()),
                ('least_percent', models.PositiveSmallIntegerField(default=80)),
                ('source', models.CharField(max_length=160)),
                ('is_on', models.BooleanField(default=True)),
                ('skill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='courses', to='leaders.skill')),
            ],
            options={
                'ordering': ['position', 'code'],
                'constraints': [models.CheckConstraint(condition=models.Q(('least_percent__gt', 0), ('least_percent__lte', 100), ('minutes__gt', 0)), name='course_share_is_a_percent')],
            },
        ),
        migrations.CreateModel(
            name='HonourKind',
            fields=[
                ('code', models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name_th', models.CharField(max_length=120)),
                ('giver_th', models.CharField(max_length=160)),
                ('source', models.CharField(max_length=160)),
                ('is_on', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Skill',
            fields=[
                ('code', models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('name_th', models.CharField(max_length=80)),
                ('why_th', models.CharField(max_length=200)),
                ('least', models.PositiveSmallIntegerField(default=1)),
                ('source', models.CharField(max_length=160)),
                ('is_on', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_be', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('course_th', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=160)),
                ('trainer', models.CharField(max_length=160)),
                ('place', models.CharField(max_length=160)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('minutes', models.PositiveIntegerField()),
                ('of_minutes', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('state', models.CharField(choices=[('valid', 'ใช้ได้'), ('withdrawn', 'ยกเลิกแล้ว')], default='valid', max_length=9)),
                ('public_code', models.CharField(max_length=26, unique=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='access.organisation')),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='leaders.course')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='leaders.leader')),
                ('trainee', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='certificate', to='leaders.trainee')),
            ],
            options={
                'ordering': ['-year_be', '-number'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year_be', 'number'), name='one_certificate_a_number'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='certificate_day_is_ce'), models.CheckConstraint(condition=models.Q(('minutes__lte', models.F('of_minutes'))), name='certificate_minutes_within')],
            },
        ),
        migrations.CreateModel(
            name='CertificateStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('issued', 'ออกใบรับรอง'), ('withdrawn', 'ยกเลิก')], max_length=9)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='leaders.certificate')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Leader',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('person_key', models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ('about', models.CharField(blank=True, max_length=600)),
                ('is_public', models.BooleanField(default=False)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='leader', to='people.person')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaders', to='areas.subdistrict')),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leader', to=settings.AUTH_USER_MODEL)),
                ('village', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.village')),
            ],
            options={
                'indexes': [models.Index(fields=['subdistrict', 'is_public'], name='leaders_lea_subdist_38819c_idx')],
            },
        ),
        migrations.CreateModel(
            name='Honour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_be', models.PositiveIntegerField()),
                ('for_what', models.CharField(max_length=300)),
                ('source', models.CharField(max_length=160)),
                ('at', models.DateTimeField()),
                ('struck_at', models.DateTimeField(blank=True, null=True)),
                ('struck_reason', models.CharField(blank=True, max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('struck_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='leaders.honourkind')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='honours', to='leaders.leader')),
            ],
            options={
                'ordering': ['-year_be', '-id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('struck_at__isnull', True)), fields=('leader', 'kind', 'year_be'), name='one_honour_a_year'), models.CheckConstraint(condition=models.Q(('year_be__gt', 2400), ('year_be__lt', 2743)), name='honour_year_is_be')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('given', models.BooleanField()),
                ('how', models.CharField(choices=[('self', 'เจ้าตัวกดเอง'), ('paper', 'ลงชื่อในกระดาษ')], max_length=6)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='leaders.leader')),
            ],
        ),
        migrations.CreateModel(
            name='Position',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120)),
                ('body', models.CharField(max_length=160)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(blank=True, null=True)),
                ('source', models.CharField(max_length=160)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='positions', to='leaders.leader')),
            ],
            options={
                'ordering': ['-from_day', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('from_day__lt', '2200-01-01'), models.Q(('until_day__isnull', True), ('until_day__lt', '2200-01-01'), _connector='OR')), name='position_days_are_ce')],
            },
        ),
        migrations.CreateModel(
            name='HeldSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='leaders.certificate')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='leaders.leader')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='held', to='leaders.skill')),
            ],
            options={
                'ordering': ['skill__position', 'id'],
                'constraints': [models.UniqueConstraint(fields=('leader', 'skill'), name='one_skill_a_leader')],
            },
        ),
        migrations.CreateModel(
            name='SkillNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('least', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='needs', to='leaders.skill')),
                ('subdistrict', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.subdistrict')),
            ],
            options={
                'indexes': [models.Index(fields=['subdistrict', 'skill'], name='leaders_ski_subdist_85647d_idx')],
            },
        ),
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('story', 'เรื่องเล่าของชุมชน'), ('practice', 'บทเรียนและวิธีที่ได้ผล')], max_length=8)),
                ('title', models.CharField(max_length=160)),
                ('text', models.TextField(max_length=8000)),
                ('state', models.CharField(choices=[('draft', 'ร่าง'), ('waiting', 'รออ่านตรวจ'), ('returned', 'ส่งคืนให้แก้'), ('public', 'เผยแพร่แล้ว'), ('hidden', 'เลิกเผยแพร่')], default='draft', max_length=8)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('written_at', models.DateTimeField()),
                ('published_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stories', to='access.organisation')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-published_on', '-id'],
                'indexes': [models.Index(fields=['state', 'published_on'], name='leaders_sto_state_bd12a2_idx')],
            },
        ),
        migrations.CreateModel(
            name='StoryPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('caption', models.CharField(max_length=200)),
                ('file_name', models.CharField(max_length=60)),
                ('sha256', models.CharField(max_length=64)),
                ('width', models.PositiveSmallIntegerField()),
                ('height', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pictures', to='leaders.story')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='StoryStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sent', 'ส่งให้อ่าน'), ('returned', 'ส่งคืน'), ('published', 'เผยแพร่'), ('hidden', 'เลิกเผยแพร่')], max_length=9)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('frozen', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('story', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='leaders.story')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Trainee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='leaders.leader')),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainees', to='leaders.training')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('training', 'number'), name='one_trainee_a_number'), models.UniqueConstraint(fields=('training', 'leader'), name='one_line_a_trainee')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=160)),
                ('place', models.CharField(max_length=160)),
                ('trainer', models.CharField(max_length=160)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('state', models.CharField(choices=[('planned', 'นัดแล้ว'), ('closed', 'ปิดรายชื่อแล้ว รอออกใบรับรอง'), ('issued', 'ออกใบรับรองแล้ว'), ('cancelled', 'งด')], default='planned', max_length=9)),
                ('cancel_reason', models.CharField(blank=True, max_length=300)),
                ('changes', models.PositiveSmallIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='leaders.course')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='access.organisation')),
            ],
            options={
                'ordering': ['-first_day', '-id'],
                'indexes': [models.Index(fields=['organisation', 'state'], name='leaders_tra_organis_d2f5bb_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__lt', '2200-01-01')), name='training_is_ce'), models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='training_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='TrainingDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('starts', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('training', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='leaders.training')),
            ],
            options={
                'ordering': ['day'],
                'constraints': [models.UniqueConstraint(fields=('training', 'day'), name='one_training_day_a_day'), models.CheckConstraint(condition=models.Q(('minutes__gt', 0), ('minutes__lte', 1440)), name='training_day_has_minutes')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('phone', 'โทรศัพท์'), ('paper', 'ใบรายชื่อ')], max_length=5)),
                ('trainee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='leaders.trainee')),
                ('day', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendance', to='leaders.trainingday')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('day', 'trainee'), name='one_attendance_a_day')],
            },
        ),
        migrations.CreateModel(
            name='CertificateSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_be', models.PositiveIntegerField()),
                ('next_number', models.PositiveIntegerField(default=1)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year_be'), name='one_certificate_series')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(choices=[('market', 'ตลาดและงานออกร้าน'), ('culture', 'ประเพณีและวัฒนธรรม'), ('work', 'ลงแขกและงานอาสา'), ('learning', 'ดูงานและแลกเปลี่ยน'), ('meeting', 'ประชุม'), ('other', 'อื่น ๆ')], max_length=10)),
                ('title', models.CharField(max_length=160)),
                ('about', models.CharField(blank=True, max_length=1000)),
                ('place', models.CharField(max_length=160)),
                ('day', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('starts', models.TimeField()),
                ('ends', models.TimeField(blank=True, null=True)),
                ('is_cancelled', models.BooleanField(default=False)),
                ('cancel_reason', models.CharField(blank=True, max_length=300)),
                ('changes', models.PositiveSmallIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='access.organisation')),
            ],
            options={
                'ordering': ['day', 'starts', 'id'],
                'indexes': [models.Index(fields=['day'], name='leaders_eve_day_877414_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01'), models.Q(('until__isnull', True), ('until__lt', '2200-01-01'), _connector='OR')), name='event_days_are_ce'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('day')), _connector='OR'), name='event_days_in_order')],
            },
        ),
        migrations.RunPython(fill, empty),
        *(append_only(table) for table in GUARDED),
    ]
