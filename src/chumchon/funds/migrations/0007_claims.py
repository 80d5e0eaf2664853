"""Claims, their decisions, verdicts, papers and payments."""

import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('funds', '0006_agreement'),
        ('ledger', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('year_be', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('receiver_th', models.CharField(max_length=160)),
                ('state', models.CharField(choices=[('pending_evidence', 'รอหลักฐาน'), ('waiting', 'รออนุมัติ'), ('returned', 'ส่งคืนให้แก้'), ('approved', 'อนุมัติแล้ว รอจ่าย'), ('part_paid', 'จ่ายแล้วบางส่วน'), ('paid', 'จ่ายแล้ว'), ('refused', 'ไม่อนุมัติ'), ('withdrawn', 'ถอนคำขอ'), ('reversed', 'ยกเลิกการจ่าย')], max_length=16)),
                ('event_key', models.UUIDField(default=uuid.uuid4)),
                ('facts_sealed', models.BinaryField()),
                ('claim_day', models.DateField()),
                ('entered_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('satang_due', models.BigIntegerField(default=0)),
                ('satang_deferred', models.BigIntegerField(default=0)),
                ('satang_paid', models.BigIntegerField(default=0)),
                ('approved_order', models.PositiveBigIntegerField(blank=True, null=True)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='funds.fund')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='funds.member')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [
                    models.Index(fields=['fund', 'state'], name='funds_claim_fund_id_f933af_idx'),
                    models.Index(fields=['fund', 'event_key'], name='funds_claim_fund_id_0900a3_idx'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('fund', 'year_be', 'number'), name='one_claim_a_number'),
                    models.UniqueConstraint(fields=('fund', 'approved_order'), name='one_claim_an_order'),
                    models.CheckConstraint(condition=models.Q(('claim_day__lt', '2200-01-01')), name='claim_day_is_ce'),
                    models.CheckConstraint(condition=models.Q(('satang_deferred__gte', 0), ('satang_due__gte', django.db.models.expressions.CombinedExpression(models.F('satang_paid'), '+', models.F('satang_deferred'))), ('satang_paid__gte', 0)), name='claim_never_overpaid'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ClaimDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount_satang', models.BigIntegerField()),
                ('deferred_satang', models.BigIntegerField()),
                ('sealed', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='funds.claim')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='funds.agreementversion')),
            ],
        ),
        migrations.CreateModel(
            name='ClaimEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('label', models.CharField(max_length=120)),
                ('file_name', models.CharField(blank=True, max_length=60)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('mime', models.CharField(blank=True, max_length=20)),
                ('pages', models.PositiveSmallIntegerField(default=1)),
                ('size', models.PositiveIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='funds.claim')),
            ],
        ),
        migrations.CreateModel(
            name='ClaimPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_be', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('satang', models.BigIntegerField()),
                ('deferred_satang', models.BigIntegerField(default=0)),
                ('method', models.CharField(choices=[('cash', 'เงินสด'), ('transfer', 'โอนเข้าบัญชี')], max_length=8)),
                ('receiver_th', models.CharField(max_length=160)),
                ('day', models.DateField()),
                ('public_code', models.CharField(max_length=26, unique=True)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='funds.claim')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='claim_payment', to='ledger.entry')),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claim_payments', to='funds.fund')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='funds.claimpayment')),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('fund', 'year_be', 'number'), name='one_voucher_a_number'),
                    models.CheckConstraint(condition=models.Q(models.Q(('reverses__isnull', True), ('satang__gt', 0)), models.Q(('reverses__isnull', False), ('satang__lt', 0)), _connector='OR'), name='payment_has_its_sign'),
                    models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='payment_day_is_ce'),
                ],
            },
        ),
        migrations.CreateModel(
            name='ClaimVerdict',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('approve', 'อนุมัติ'), ('return', 'ส่งคืนให้แก้'), ('refuse', 'ไม่อนุมัติ')], max_length=8)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField()),
                ('claim', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='funds.claim')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verdicts', to='funds.claimdecision')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [
                    models.UniqueConstraint(fields=('decision', 'user'), name='one_verdict_a_person'),
                ],
            },
        ),
        migrations.CreateModel(
            name='NonCashHelp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('day', models.DateField()),
                ('sealed', models.BinaryField()),
                ('value_satang', models.BigIntegerField(default=0)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='non_cash_help', to='funds.fund')),
                ('member', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='help', to='funds.member')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='help_day_is_ce'),
                    models.CheckConstraint(condition=models.Q(('value_satang__gte', 0)), name='help_not_below_zero'),
                ],
            },
        ),
        append_only("funds_claimdecision"),
        append_only("funds_claimverdict"),
        append_only("funds_claimpayment"),
        append_only("funds_noncashhelp"),
    ]
