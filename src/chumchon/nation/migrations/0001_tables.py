"""All tables of the room, and what the database itself refuses."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only
from chumchon.access.tables import Tables


class Migration(Tables):

    initial = True

    replaces = [
        ("nation", "0001_initial"),
        ("nation", "0002_networks"),
        ("nation", "0003_strength"),
        ("nation", "0004_indexes_of_areas"),
    ]

    dependencies = [
        ('access', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('code', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('name_th', models.CharField(max_length=120)),
                ('name_en', models.CharField(max_length=120)),
                ('unit_th', models.CharField(max_length=30)),
                ('unit_en', models.CharField(max_length=30)),
                ('subject', models.CharField(max_length=20)),
                ('is_money', models.BooleanField(default=False)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(max_length=2)),
                ('chair_th', models.CharField(blank=True, max_length=160)),
                ('chair_from', models.DateField(blank=True, null=True)),
                ('chair_until', models.DateField(blank=True, null=True)),
                ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='network', to='access.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('chair_from__lt', '2200-01-01')), name='network_chair_from_is_ce'), models.CheckConstraint(condition=models.Q(('chair_until__lt', '2200-01-01')), name='network_chair_until_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='NetworkMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField()),
                ('until_day', models.DateField(blank=True, null=True)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='nation.network')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='access.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_day__isnull', True)), fields=('network', 'organisation'), name='once_in_a_network'), models.CheckConstraint(condition=models.Q(('from_day__lt', '2200-01-01')), name='network_from_is_ce'), models.CheckConstraint(condition=models.Q(('until_day__isnull', True), models.Q(('until_day__gte', models.F('from_day')), ('until_day__lt', '2200-01-01')), _connector='OR'), name='network_until_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='ReportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, unique=True)),
                ('title_th', models.CharField(max_length=200)),
                ('as_of', models.DateField()),
                ('source_th', models.CharField(max_length=300)),
                ('note_th', models.CharField(blank=True, max_length=500)),
                ('loaded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('as_of__lt', '2200-01-01')), name='batch_as_of_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='ReportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('body_code', models.CharField(blank=True, max_length=40)),
                ('body_th', models.CharField(blank=True, max_length=160)),
                ('area', models.CharField(blank=True, max_length=6)),
                ('as_of', models.DateField()),
                ('value', models.BigIntegerField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='nation.reportbatch')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='nation.measure')),
            ],
            options={
                'indexes': [models.Index(fields=['measure', 'as_of', 'area'], name='nation_repo_measure_72907a_idx'), models.Index(fields=['area', 'as_of'], name='nation_repo_area_af9ab4_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('as_of__lt', '2200-01-01')), name='reported_as_of_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='Strength',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(max_length=6)),
                ('year_be', models.PositiveIntegerField()),
                ('total', models.PositiveIntegerField()),
                ('pillar_1', models.PositiveIntegerField()),
                ('pillar_2', models.PositiveIntegerField()),
                ('pillar_3', models.PositiveIntegerField()),
                ('pillar_4', models.PositiveIntegerField()),
                ('band', models.BigIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['area'], name='nation_stre_area_2f591c_idx')],
                'constraints': [models.UniqueConstraint(fields=('year_be', 'area'), name='one_strength_a_tambon_year')],
            },
        ),
        migrations.CreateModel(
            name='TambonYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(max_length=6)),
                ('year_be', models.PositiveIntegerField()),
                ('counts', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('area', 'year_be'), name='one_tambon_year')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(blank=True, max_length=6)),
                ('year_be', models.PositiveIntegerField()),
                ('value', models.BigIntegerField()),
                ('start_year_be', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='nation.measure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('measure', 'area', 'year_be'), name='one_target_a_year')],
            },
        ),
        migrations.CreateModel(
            name='FundMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(max_length=6)),
                ('month', models.DateField()),
                ('members', models.PositiveIntegerField()),
                ('joined', models.PositiveIntegerField()),
                ('gone', models.PositiveIntegerField()),
                ('contributions_satang', models.BigIntegerField()),
                ('match_satang', models.BigIntegerField()),
                ('benefits_satang', models.BigIntegerField()),
                ('recipients', models.PositiveIntegerField()),
                ('money_satang', models.BigIntegerField()),
                ('head_number', models.BigIntegerField()),
                ('head_hash', models.CharField(max_length=64)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='months', to='access.organisation')),
            ],
            options={
                'indexes': [models.Index(fields=['month', 'area'], name='nation_fund_month_6154b2_idx')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'month'), name='one_row_a_fund_month'), models.CheckConstraint(condition=models.Q(('month__lt', '2200-01-01')), name='fund_month_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorWeight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40)),
                ('weight', models.PositiveSmallIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['code', '-id'], name='nation_indi_code_fc5a30_idx')],
            },
        ),
        migrations.CreateModel(
            name='Figure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('reported', 'รายงานตามแบบ'), ('books', 'คำนวณจากสมุด')], max_length=8)),
                ('as_of', models.DateField()),
                ('area', models.CharField(blank=True, max_length=6)),
                ('value', models.BigIntegerField()),
                ('bodies', models.PositiveIntegerField()),
                ('places', models.PositiveIntegerField(default=0)),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='nation.measure')),
            ],
            options={
                'indexes': [models.Index(fields=['origin', 'area', 'as_of'], name='nation_figu_origin_2f8a41_idx')],
                'constraints': [models.UniqueConstraint(fields=('origin', 'measure', 'as_of', 'area'), name='one_figure_an_area'), models.CheckConstraint(condition=models.Q(('as_of__lt', '2200-01-01')), name='figure_as_of_is_ce')],
            },
        ),
        append_only("nation_indicatorweight"),
    ]
