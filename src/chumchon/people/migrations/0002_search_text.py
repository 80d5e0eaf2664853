"""Persons are found by one text and houses sort by number; rows that are there already get theirs."""

from django.db import migrations

import chumchon.people.derived


def fill(apps, editor):
    for household in apps.get_model("people", "Household").objects.iterator():
        household.save(update_fields=["house_key"])
    for person in apps.get_model("people", "Person").objects.iterator():
        person.save(update_fields=["search_text"])


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='household',
            name='house_key',
            field=chumchon.people.derived.HouseKeyField(default='', editable=False, max_length=80),
        ),
        migrations.AddField(
            model_name='person',
            name='search_text',
            field=chumchon.people.derived.PersonTextField(default='', editable=False, max_length=190),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
