"""Agreements in versions, and the benefits that were paid before the book began."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


from chumchon.access.append_only import append_only, OnBoth

FROZEN = (
    "fund_id", "number", "effective_from", "text", "accounts", "meeting_th", "resolution_day", "resolution_th", "entitled",
    "present", "votes_for", "votes_against", "decided_by_id", "checker_id", "decided_at", "made_by_id", "made_at",
)
"""What never changes once a version left the state of draft."""


def guard():
    """Of a version that is no draft only the withdrawal is written, once; it is never deleted or replaced."""
    table = "funds_agreementversion"
    same = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FROZEN)
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FROZEN)
    state = "OLD.state = 'withdrawn' OR NEW.state = 'draft'"
    sqlite = [
        f"""CREATE TRIGGER {table}_frozen BEFORE UPDATE ON {table} WHEN OLD.state <> 'draft' AND ({same} OR {state})
            BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END""",
        f"""CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} WHEN OLD.state <> 'draft'
            BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END""",
        f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
            WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id AND state <> 'draft')
            BEGIN SELECT RAISE(ABORT, 'frozen: {table}'); END""",
    ]
    postgres = [
        f"""CREATE OR REPLACE FUNCTION chumchon_agreement_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF TG_OP = 'DELETE' THEN
                IF OLD.state <> 'draft' THEN
                  RAISE EXCEPTION 'frozen: {table}' USING ERRCODE = 'integrity_constraint_violation';
                END IF;
                RETURN OLD;
              END IF;
              IF OLD.state <> 'draft' AND ({changed} OR {state}) THEN
                RAISE EXCEPTION 'frozen: {table}' USING ERRCODE = 'integrity_constraint_violation';
              END IF;
              RETURN NEW;
            END $$""",
        f"""CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION chumchon_agreement_frozen()""",
        f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION chumchon_append_only()""",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_frozen",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate",
    ]
    return OnBoth(
        sqlite,
        postgres,
        [f"DROP TRIGGER IF EXISTS {table}_{what}" for what in ("frozen", "kept", "no_replace")],
        [f"DROP TRIGGER IF EXISTS {table}_{what} ON {table}" for what in ("frozen", "no_truncate")],
    )


class Migration(migrations.Migration):

    dependencies = [
        ('funds', '0005_member_number_key_and_user'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='importbatch',
            name='kind',
            field=models.CharField(choices=[('members', 'ทะเบียนสมาชิก'), ('benefits', 'สวัสดิการที่จ่ายมาแล้ว')], default='members', max_length=8),
        ),
        migrations.CreateModel(
            name='AgreementVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('effective_from', models.DateField()),
                ('text', models.TextField()),
                ('accounts', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('draft', 'ร่าง'), ('in_force', 'ประกาศใช้'), ('withdrawn', 'ถอนแล้ว')], default='draft', max_length=9)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField()),
                ('meeting_th', models.CharField(blank=True, max_length=120)),
                ('resolution_day', models.DateField(null=True)),
                ('resolution_th', models.CharField(blank=True, max_length=300)),
                ('entitled', models.PositiveIntegerField(null=True)),
                ('present', models.PositiveIntegerField(null=True)),
                ('votes_for', models.PositiveIntegerField(null=True)),
                ('votes_against', models.PositiveIntegerField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('fund', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='funds.fund')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'in_force')), fields=('fund', 'effective_from'), name='one_agreement_from_a_day'), models.UniqueConstraint(condition=models.Q(('state', 'draft'), _negated=True), fields=('fund', 'number'), name='one_agreement_of_a_number'), models.CheckConstraint(condition=models.Q(('effective_from__lt', '2200-01-01')), name='agreement_day_is_ce'), models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('checker__isnull', False), ('decided_at__isnull', False), ('decided_by__isnull', False), ('present__lte', models.F('entitled')), ('resolution_day__isnull', False), ('votes_for__gt', models.F('votes_against'))), _connector='OR'), name='agreement_has_a_resolution'), models.CheckConstraint(condition=models.Q(('checker__isnull', True), models.Q(('checker', models.F('decided_by')), _negated=True), _connector='OR'), name='agreement_checker_is_another')],
            },
        ),
        migrations.CreateModel(
            name='BenefitHistory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('facts_sealed', models.BinaryField()),
                ('satang', models.BigIntegerField()),
                ('row_number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='benefits', to='funds.importbatch')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='benefit_history', to='funds.member')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='funds.benefithistory')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('satang__gte', 0)), name='past_benefit_not_below_zero')],
            },
        ),
        guard(),
        append_only("funds_benefithistory"),
    ]
