"""Help that was no money and was written down wrongly is taken back by a row of its own; such rows are only ever added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from chumchon.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0002_answers_sealed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpVoid",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason_sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "help",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="void", to="funds.noncashhelp"
                    ),
                ),
            ],
        ),
        append_only("funds_helpvoid"),
    ]
