"""All tables of the room, and what the database itself refuses."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only
from chumchon.access.tables import Tables
from chumchon.ledger.triggers import book_guards, ended_guards


class Migration(Tables):

    initial = True

    replaces = [
        ("ledger", "0001_initial"),
        ("ledger", "0002_guards"),
        ("ledger", "0003_ended_books"),
    ]

    dependencies = [
        ('access', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Book',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('head_number', models.BigIntegerField(default=0)),
                ('head_hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ('closed_through', models.DateField(blank=True, null=True)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('year_end_month', models.PositiveSmallIntegerField(default=9)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='book', to='access.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_through__lt', '2200-01-01')), name='closed_through_is_ce'), models.CheckConstraint(condition=models.Q(('year_end_month__gte', 1), ('year_end_month__lte', 12)), name='year_end_is_month')],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12)),
                ('name_th', models.CharField(max_length=120)),
                ('name_en', models.CharField(max_length=120)),
                ('kind', models.CharField(choices=[('asset', 'สินทรัพย์'), ('liability', 'หนี้สิน'), ('equity', 'ทุน'), ('income', 'รายรับ'), ('expense', 'รายจ่าย')], max_length=10)),
                ('is_cash', models.BooleanField(default=False)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='ledger.book')),
            ],
            options={
                'ordering': ['code'],
                'constraints': [models.UniqueConstraint(fields=('book', 'code'), name='one_account_a_code')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('day', models.DateField()),
                ('kind', models.CharField(max_length=20)),
                ('memo', models.CharField(max_length=300)),
                ('source', models.CharField(max_length=40)),
                ('source_ref', models.CharField(blank=True, max_length=80)),
                ('idempotency_key', models.UUIDField()),
                ('content_hash', models.CharField(max_length=64)),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('subsidiary_hash', models.CharField(blank=True, max_length=64)),
                ('posted_at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.book')),
                ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='ledger.entry')),
            ],
            options={
                'indexes': [models.Index(fields=['book', 'day'], name='ledger_entr_book_id_7a8eb1_idx')],
                'constraints': [models.UniqueConstraint(fields=('book', 'number'), name='one_entry_a_number'), models.UniqueConstraint(fields=('book', 'idempotency_key'), name='one_entry_a_key'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='entry_day_is_ce'), models.CheckConstraint(condition=models.Q(('checker__isnull', True), models.Q(('checker', models.F('actor')), _negated=True), _connector='OR'), name='maker_is_not_checker')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('satang', models.BigIntegerField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='ledger.account')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='ledger.entry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'position'), name='one_line_a_position'), models.CheckConstraint(condition=models.Q(('satang', 0), _negated=True), name='line_is_not_zero')],
            },
        ),
        migrations.CreateModel(
            name='Receipt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_be', models.PositiveIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('day', models.DateField()),
                ('kind', models.CharField(max_length=20)),
                ('satang', models.BigIntegerField()),
                ('payer_commitment', models.CharField(max_length=64)),
                ('public_code', models.CharField(max_length=26, unique=True)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='ledger.book')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='receipts', to='ledger.entry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('book', 'year_be', 'number'), name='one_receipt_a_number'), models.CheckConstraint(condition=models.Q(('satang__gt', 0)), name='receipt_is_above_zero'), models.CheckConstraint(condition=models.Q(('day__lt', '2200-01-01')), name='receipt_day_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='ReceiptSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_be', models.PositiveIntegerField()),
                ('next_number', models.PositiveIntegerField(default=1)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='series', to='ledger.book')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('book', 'year_be'), name='one_series_a_year')],
            },
        ),
        *(append_only(table) for table in ("ledger_entry", "ledger_line", "ledger_receipt")),
        book_guards(),
        ended_guards(),
    ]
