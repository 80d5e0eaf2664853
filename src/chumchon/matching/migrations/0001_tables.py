"""All tables of the room, and what the database itself refuses."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only
from chumchon.access.tables import Tables

GUARDED = (
    "memberyear", "signature", "step", "award", "memberaward", "payment", "debt", "debtuse", "succession",
)


class Migration(Tables):

    initial = True

    replaces = [
        ("matching", "0001_rounds"),
        ("matching", "0002_guards"),
        ("matching", "0003_reason_words"),
        ("matching", "0004_endings"),
    ]

    dependencies = [
        ('access', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('funds', '0001_tables'),
        ('ledger', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_satang', models.BigIntegerField()),
                ('debt_satang', models.BigIntegerField()),
                ('share_satang', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='award', to='matching.request')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('debt_satang__gte', 0), ('due_satang__gte', django.db.models.expressions.CombinedExpression(models.F('debt_satang'), '+', models.F('share_satang'))), ('share_satang__gte', 0)), name='award_within_due')],
            },
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merge', 'รวมกองทุน'), ('split', 'แยกกองทุน')], max_length=5)),
                ('day', models.DateField()),
                ('resolution_th', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('waiting', 'รอตรวจ'), ('done', 'เสร็จแล้ว'), ('refused', 'ไม่อนุมัติ'), ('withdrawn', 'ผู้ทำถอนคืน')], default='waiting', max_length=9)),
                ('made_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('maker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='access.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('predecessor',), name='one_ending_waits'), models.UniqueConstraint(condition=models.Q(('state', 'done')), fields=('predecessor',), name='a_fund_ends_once'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='ending_day_is_ce'), models.CheckConstraint(condition=models.Q(('checker__isnull', True), models.Q(('checker', models.F('maker')), _negated=True), _connector='OR'), name='ending_checked_by_another')],
            },
        ),
        migrations.CreateModel(
            name='EndingShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('weight', models.PositiveIntegerField(default=0)),
                ('villages', models.JSONField(default=list)),
                ('moved', models.PositiveIntegerField(default=0)),
                ('joined', models.PositiveIntegerField(default=0)),
                ('satang', models.BigIntegerField(default=0)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('ending', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='matching.ending')),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ending_shares', to='access.organisation')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('ending', 'successor'), name='one_share_a_successor'), models.UniqueConstraint(fields=('ending', 'position'), name='one_share_a_place')],
            },
        ),
        migrations.CreateModel(
            name='MemberYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count_no', models.PositiveSmallIntegerField()),
                ('person_index', models.CharField(blank=True, db_index=True, max_length=64)),
                ('joined_on', models.DateField()),
                ('satang', models.BigIntegerField()),
                ('from_opening_satang', models.BigIntegerField(default=0)),
                ('times_before', models.PositiveSmallIntegerField(default=0)),
                ('reason', models.SmallIntegerField(choices=[(0, 'นับได้ ส่งครบปีและเป็นสมาชิกครบปีในวันนับ'), (1, 'เป็นสมาชิกยังไม่ครบหนึ่งปีในวันนับ รอบหน้าจึงนับได้'), (2, 'ไม่ได้เป็นสมาชิกในวันนับ (ลาออก พ้นสภาพ หรือเสียชีวิต)'), (3, 'ส่งเงินสมทบไม่ครบถึงวันนับ ตามสมุดของกองทุน'), (4, 'คนเดียวกันนับในกองทุนที่สมัครก่อนแล้ว'), (5, 'ยังไม่มีเลขประจำตัวประชาชนในทะเบียน เติมเลขแล้วนับใหม่'), (6, 'คนเดียวกันมีเลขสมาชิกอื่นในกองทุนนี้ที่นับแล้ว'), (7, 'รัฐสมทบให้คนนี้ครบจำนวนครั้งแล้ว'), (8, 'มีข้อค้นพบร้ายแรงที่ยังไม่ได้แก้ของสมาชิกคนนี้'), (9, 'กองทุนตั้งมายังไม่ครบเวลาที่รอบนี้กำหนด'), (10, 'หมู่บ้านที่เข้าร่วมยังไม่ถึงสัดส่วนที่รอบนี้กำหนด'), (11, 'ประเภทสวัสดิการยังไม่ถึงจำนวนที่รอบนี้กำหนด'), (12, 'ไม่มีเงินสมทบของปีนี้ที่ลงสมุด'), (13, 'รัฐสมทบปีนี้ให้คนนี้ไปแล้วในรอบอื่น')])),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.member')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='member_years', to='matching.request')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('request', 'count_no', 'member'), name='one_member_year_a_count'), models.CheckConstraint(condition=models.Q(('satang__gte', 0)), name='member_year_not_below_zero'), models.CheckConstraint(condition=models.Q(('joined_on__lt', '2200-01-01')), name='member_year_joined_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='MemberAward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.SmallIntegerField(choices=[(0, 'นับได้ ส่งครบปีและเป็นสมาชิกครบปีในวันนับ'), (1, 'เป็นสมาชิกยังไม่ครบหนึ่งปีในวันนับ รอบหน้าจึงนับได้'), (2, 'ไม่ได้เป็นสมาชิกในวันนับ (ลาออก พ้นสภาพ หรือเสียชีวิต)'), (3, 'ส่งเงินสมทบไม่ครบถึงวันนับ ตามสมุดของกองทุน'), (4, 'คนเดียวกันนับในกองทุนที่สมัครก่อนแล้ว'), (5, 'ยังไม่มีเลขประจำตัวประชาชนในทะเบียน เติมเลขแล้วนับใหม่'), (6, 'คนเดียวกันมีเลขสมาชิกอื่นในกองทุนนี้ที่นับแล้ว'), (7, 'รัฐสมทบให้คนนี้ครบจำนวนครั้งแล้ว'), (8, 'มีข้อค้นพบร้ายแรงที่ยังไม่ได้แก้ของสมาชิกคนนี้'), (9, 'กองทุนตั้งมายังไม่ครบเวลาที่รอบนี้กำหนด'), (10, 'หมู่บ้านที่เข้าร่วมยังไม่ถึงสัดส่วนที่รอบนี้กำหนด'), (11, 'ประเภทสวัสดิการยังไม่ถึงจำนวนที่รอบนี้กำหนด'), (12, 'ไม่มีเงินสมทบของปีนี้ที่ลงสมุด'), (13, 'รัฐสมทบปีนี้ให้คนนี้ไปแล้วในรอบอื่น')])),
                ('due_satang', models.BigIntegerField()),
                ('satang', models.BigIntegerField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='matching.award')),
                ('instead', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='matching.memberyear')),
                ('member_year', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='award_row', to='matching.memberyear')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('satang__gte', 0), ('satang__lte', models.F('due_satang'))), name='member_award_within_due')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payment', to='matching.award')),
                ('entry_fund', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('entry_institute', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='match_payment_day_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='Repayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(unique=True)),
                ('day', models.DateField()),
                ('satang', models.BigIntegerField()),
                ('slip', models.CharField(max_length=100)),
                ('state', models.CharField(choices=[('waiting', 'รอสถาบันยืนยัน'), ('received', 'สถาบันรับแล้ว'), ('refused', 'สถาบันไม่พบเงิน')], default='waiting', max_length=8)),
                ('made_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry_fund', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('entry_institute', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.entry')),
                ('maker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='match_repayments', to='access.organisation')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('organisation',), name='one_repayment_waits'), models.CheckConstraint(condition=models.Q(('satang__gt', 0)), name='repayment_above_zero'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='repayment_day_is_ce'), models.CheckConstraint(condition=models.Q(('second', models.F('maker')), _negated=True), name='repayment_second_is_another'), models.CheckConstraint(condition=models.Q(('checker__isnull', True), models.Q(models.Q(('checker', models.F('maker')), _negated=True), models.Q(('checker', models.F('second')), _negated=True)), _connector='OR'), name='repayment_checked_by_another')],
            },
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('drafted', 'ร่าง รอลงชื่อ'), ('signed', 'รอคณะกรรมการจังหวัด'), ('province', 'รอเจ้าหน้าที่ภาค'), ('region', 'รอส่วนกลาง'), ('hq', 'ผ่านครบ รอจัดสรร'), ('settled', 'จัดสรรแล้ว รอโอนเงิน'), ('paid', 'โอนเงินแล้ว'), ('returned', 'ส่งคืนให้แก้'), ('refused', 'ไม่อนุมัติ')], default='drafted', max_length=8)),
                ('count_no', models.PositiveSmallIntegerField(default=0)),
                ('counted', models.JSONField(default=dict)),
                ('asking', models.PositiveIntegerField(default=0)),
                ('asked_satang', models.BigIntegerField(default=0)),
                ('area', models.CharField(db_index=True, max_length=6)),
                ('book_head_number', models.BigIntegerField(default=0)),
                ('book_head_hash', models.CharField(blank=True, max_length=64)),
                ('counted_at', models.DateTimeField()),
                ('bank', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.bankaccount')),
                ('counted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='match_requests', to='funds.fund')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='matching.round')),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'state', 'area'], name='matching_re_round_i_61fe5c_idx')],
                'constraints': [models.UniqueConstraint(fields=('round', 'fund'), name='one_request_a_round'), models.CheckConstraint(condition=models.Q(('asked_satang__gte', 0)), name='asked_not_below_zero')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, unique=True)),
                ('name_th', models.CharField(max_length=160)),
                ('fiscal_year_be', models.PositiveIntegerField()),
                ('counting_day', models.DateField()),
                ('rate_permille', models.PositiveIntegerField(default=1000)),
                ('ceiling_satang', models.BigIntegerField(default=36500)),
                ('times_matched', models.PositiveSmallIntegerField(default=0)),
                ('village_share_tambon_permille', models.PositiveSmallIntegerField(default=500)),
                ('village_share_municipality_permille', models.PositiveSmallIntegerField(default=200)),
                ('least_benefit_kinds', models.PositiveSmallIntegerField(default=3)),
                ('fund_age_days', models.PositiveIntegerField(default=365)),
                ('local_rate_permille', models.PositiveIntegerField(default=0)),
                ('budget_satang', models.BigIntegerField(blank=True, null=True)),
                ('opens_on', models.DateField()),
                ('closes_on', models.DateField()),
                ('sources', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('draft', 'ร่าง'), ('open', 'เปิดรับคำขอ'), ('closed', 'ปิดรับแล้ว'), ('settled', 'จัดสรรแล้ว')], default='draft', max_length=8)),
                ('settle_started_at', models.DateTimeField(blank=True, null=True)),
                ('settle_digest', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'ordering': ['-counting_day', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('closes_on__lt', '2200-01-01'), ('counting_day__lt', '2200-01-01'), ('opens_on__lt', '2200-01-01')), name='round_days_are_ce'), models.CheckConstraint(condition=models.Q(('opens_on__lte', models.F('closes_on'))), name='round_opens_then_closes'), models.CheckConstraint(condition=models.Q(('ceiling_satang__gt', 0)), name='round_ceiling_above_zero'), models.CheckConstraint(condition=models.Q(('village_share_municipality_permille__lte', 1000), ('village_share_tambon_permille__lte', 1000)), name='round_shares_are_parts'), models.CheckConstraint(condition=models.Q(('budget_satang__isnull', True), ('budget_satang__gte', 0), _connector='OR'), name='round_budget_not_below_zero')],
            },
        ),
        migrations.CreateModel(
            name='Debt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('satang', models.BigIntegerField()),
                ('cause', models.CharField(choices=[('recheck', 'ตรวจซ้ำแล้วไม่เข้าเงื่อนไข'), ('moved', 'รับต่อจากกองทุนเดิม')], max_length=8)),
                ('reason', models.SmallIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('moved_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='moved_on', to='matching.debt')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='match_debts', to='access.organisation')),
                ('member_award', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='debt', to='matching.memberaward')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='debts', to='matching.round')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'at'], name='matching_de_organis_44c1d8_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('satang__gt', 0)), name='debt_above_zero')],
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count_no', models.PositiveSmallIntegerField()),
                ('position', models.CharField(choices=[('chair', 'ประธาน'), ('committee', 'กรรมการ'), ('local_head', 'ผู้บริหารท้องถิ่น')], max_length=10)),
                ('place', models.PositiveSmallIntegerField(default=1)),
                ('name_th', models.CharField(max_length=160)),
                ('paper_number', models.CharField(blank=True, max_length=60)),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='matching.request')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('request', 'count_no', 'position', 'place'), name='one_signature_a_place'), models.UniqueConstraint(condition=models.Q(('user__isnull', False)), fields=('request', 'count_no', 'user'), name='one_signature_a_person'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='signature_day_is_ce'), models.CheckConstraint(condition=models.Q(models.Q(('position', 'local_head'), ('user__isnull', True)), ('user__isnull', False), _connector='OR'), name='committee_signs_itself')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count_no', models.PositiveSmallIntegerField()),
                ('desk', models.CharField(choices=[('province', 'คณะกรรมการจังหวัด'), ('region', 'เจ้าหน้าที่ภาค'), ('hq', 'ส่วนกลาง')], max_length=8)),
                ('verdict', models.CharField(choices=[('pass', 'ผ่าน'), ('return', 'ส่งคืนให้แก้'), ('refuse', 'ไม่อนุมัติ')], max_length=6)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='matching.request')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('request', 'count_no', 'desk'), name='a_desk_speaks_once')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('merge', 'รวมกองทุน'), ('split', 'แยกกองทุน')], max_length=5)),
                ('day', models.DateField()),
                ('weight', models.PositiveIntegerField(default=1)),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='access.organisation')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessions', to='access.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='one_succession_a_pair'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='succeeds_another'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='succession_day_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='DebtUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('satang', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('award', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='debt_uses', to='matching.award')),
                ('debt', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='matching.debt')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('satang__gt', 0)), name='debt_use_above_zero'), models.UniqueConstraint(fields=('debt', 'award'), name='one_use_a_debt_and_award')],
            },
        ),
        *(append_only(f"matching_{table}") for table in GUARDED),
    ]
