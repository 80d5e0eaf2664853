"""Counts as they were told outside, villages of a visitor, and the seat in a training that a referral opened."""

import django.db.models.deletion
from django.db import migrations, models

from chumchon.access.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0001_tables'),
        ('areas', '0003_local_governments'),
        ('households', '0001_tables'),
        ('leaders', '0001_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='referral',
            name='trainee',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='leaders.trainee'),
        ),
        migrations.CreateModel(
            name='ToldCounts',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('area', models.CharField(max_length=6)),
                ('until', models.DateField()),
                ('visited', models.PositiveIntegerField()),
                ('measures', models.JSONField()),
                ('visits', models.JSONField()),
                ('at', models.DateTimeField()),
                ('register', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='told', to='households.register')),
            ],
            options={
                'ordering': ['until'],
                'constraints': [models.UniqueConstraint(fields=('register', 'until'), name='one_telling_a_month'), models.CheckConstraint(condition=models.Q(('until__lt', '2200-01-01')), name='told_until_is_ce')],
            },
        ),
        migrations.CreateModel(
            name='VisitorVillage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visited_villages', to='access.grant')),
                ('village', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.village')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('grant', 'village'), name='one_village_a_visitor')],
            },
        ),
        append_only("households_toldcounts"),
    ]
