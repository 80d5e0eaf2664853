"""Counts, signatures, steps, awards, money and debts are only ever added to; the database itself refuses the rest."""

from django.db import migrations

from chumchon.access.append_only import append_only

TABLES = (
    "memberyear", "signature", "step", "award", "memberaward", "payment", "debt", "debtuse", "succession",
)


class Migration(migrations.Migration):

    dependencies = [("matching", "0001_rounds")]

    operations = [append_only(f"matching_{table}") for table in TABLES]
