"""Seats without a sign-in vote through two others; papers wait for a form that came back; who of a house got none."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('funds', '0009_undone_imports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimSeatVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('meeting_day', models.DateField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('meeting_day__lt', '2200-01-01')), name='seat_vote_day_is_ce'),
                ],
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='left_out_sealed',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='claimevidence',
            name='form_key',
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name='claimevidence',
            name='claim',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='funds.claim'),
        ),
        migrations.AddConstraint(
            model_name='claimevidence',
            constraint=models.CheckConstraint(condition=models.Q(('claim__isnull', False), ('form_key__isnull', False), _connector='OR'), name='paper_has_a_claim_or_a_form'),
        ),
        migrations.AddField(
            model_name='claimseatvote',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claimseatvote',
            name='checker',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claimseatvote',
            name='decision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seat_votes', to='funds.claimdecision'),
        ),
        migrations.AddField(
            model_name='claimseatvote',
            name='seat',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.committeeseat'),
        ),
        migrations.AddConstraint(
            model_name='claimseatvote',
            constraint=models.UniqueConstraint(fields=('decision', 'seat'), name='one_vote_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='claimseatvote',
            constraint=models.CheckConstraint(condition=models.Q(('checker', models.F('by')), _negated=True), name='seat_vote_checker_is_another'),
        ),
        append_only("funds_claimseatvote"),
    ]
