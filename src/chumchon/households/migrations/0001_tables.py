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
        ("households", "0001_households"),
        ("households", "0002_guards"),
    ]

    dependencies = [
        ('access', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('funds', '0001_tables'),
        ('homes', '0001_tables'),
        ('people', '0003_thai_order'),
    ]

    operations = [
        migrations.CreateModel(
            name='Register',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_referral', models.PositiveIntegerField(default=0)),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='household_register', to='access.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Passbook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('open', 'ยินยอมแล้ว'), ('refused', 'ไม่ยินยอม'), ('erased', 'ลบตามคำขอแล้ว')], default='open', max_length=8)),
                ('state_at', models.DateTimeField()),
                ('revisit_on', models.DateField(blank=True, null=True)),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passbooks', to='people.household')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passbooks', to='households.register')),
                ('before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='households.visit')),
                ('newest', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='households.visit')),
            ],
            options={
                'indexes': [models.Index(fields=['register', 'state'], name='households__registe_44cd35_idx')],
                'constraints': [models.UniqueConstraint(fields=('register', 'household'), name='one_passbook_a_household'), models.CheckConstraint(condition=models.Q(('revisit_on__lt', '2200-01-01')), name='passbook_revisit_is_ce'), models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('before__isnull', True), ('newest__isnull', True), ('revisit_on__isnull', True)), _connector='OR'), name='nothing_kept_after_refusal')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(editable=False, unique=True)),
                ('questions', models.CharField(max_length=20)),
                ('visited_on', models.DateField()),
                ('said_at', models.DateTimeField()),
                ('device', models.CharField(blank=True, max_length=60)),
                ('state', models.CharField(choices=[('counted', 'นับ'), ('double', 'รอตัดสิน'), ('set_aside', 'ไม่นับ')], default='counted', max_length=9)),
                ('sealed', models.BinaryField()),
                ('digest', models.CharField(max_length=64)),
                ('arrived_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('passbook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='households.passbook')),
            ],
            options={
                'ordering': ['visited_on', 'said_at', 'id'],
                'indexes': [models.Index(fields=['passbook', 'state'], name='households__passboo_0368c6_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('visited_on__lt', '2200-01-01')), name='visited_on_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='HouseholdHelp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('day', models.DateField()),
                ('source', models.CharField(choices=[('neighbours', 'เพื่อนบ้านและชุมชน'), ('fund', 'กองทุนสวัสดิการ'), ('homes', 'โครงการบ้าน'), ('council', 'สภาองค์กรชุมชน'), ('local', 'อบต. หรือเทศบาล'), ('agency', 'หน่วยงานรัฐ'), ('private', 'วัด มูลนิธิ เอกชน')], max_length=10)),
                ('satang', models.BigIntegerField(default=0)),
                ('sealed', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('passbook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='helps', to='households.passbook')),
            ],
            options={
                'ordering': ['day', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='household_help_day_is_ce'), models.CheckConstraint(condition=models.Q(('satang__gte', 0)), name='household_help_not_below_zero')],
            },
        ),
        migrations.CreateModel(
            name='FamilyPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('sealed', models.BinaryField()),
                ('made_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('passbook', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='households.passbook')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('passbook', 'number'), name='one_plan_a_number'), models.CheckConstraint(condition=models.Q(('made_on__lt', '2200-01-01')), name='plan_made_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('given', 'ยินยอม'), ('refused', 'ไม่ยินยอม'), ('withdrawn', 'ถอนความยินยอม'), ('erased', 'ขอให้ลบ'), ('exported', 'รับสำเนาของตน')], max_length=9)),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('passbook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='households.passbook')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='consent_day_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('claim', 'ขอสวัสดิการกองทุน'), ('repair', 'ซ่อมหรือสร้างบ้าน'), ('training', 'ฝึกอบรมอาชีพ'), ('agency', 'หน่วยงานรัฐ'), ('other', 'อื่น ๆ')], max_length=8)),
                ('state', models.CharField(choices=[('waiting', 'รอคนรับ'), ('taken', 'รับแล้ว กำลังทำ'), ('back', 'ได้ผลกลับมา'), ('cancelled', 'ยกเลิก')], default='waiting', max_length=9)),
                ('made_on', models.DateField()),
                ('due_on', models.DateField()),
                ('result', models.CharField(blank=True, choices=[('helped', 'ได้รับความช่วยเหลือ'), ('partly', 'ได้บางส่วน'), ('not', 'ไม่ได้'), ('moot', 'ไม่จำเป็นแล้ว')], max_length=6)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('sealed', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('step', models.PositiveIntegerField(default=1)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.claim')),
                ('house', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='homes.surveyedhouse')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.member')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('passbook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='households.passbook')),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='households.register')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['register', 'state'], name='households__registe_b9cb5a_idx'), models.Index(fields=['organisation', 'state'], name='households__organis_f1baa9_idx')],
                'constraints': [models.UniqueConstraint(fields=('register', 'number'), name='one_referral_a_number'), models.CheckConstraint(condition=models.Q(('due_on__lt', '2200-01-01')), name='referral_due_is_ce'), models.CheckConstraint(condition=models.Q(('made_on__lt', '2200-01-01')), name='referral_made_is_ce'), models.CheckConstraint(condition=models.Q(('state', 'waiting'), ('state', 'cancelled'), ('owner__isnull', False), _connector='OR'), name='referral_has_its_owner'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'back'), _negated=True), models.Q(('result', ''), _negated=True), _connector='OR'), name='referral_back_has_a_result')],
            },
        ),
        append_only("households_consent"),
    ]
