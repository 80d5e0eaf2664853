"""A book that ended takes no entry any more; the database itself refuses it."""

from django.db import migrations, models

from chumchon.ledger.triggers import ended_guards


class Migration(migrations.Migration):

    dependencies = [("ledger", "0002_guards")]

    operations = [
        migrations.AddField(
            model_name="book", name="ended_on", field=models.DateField(blank=True, null=True)
        ),
        ended_guards(),
    ]
