"""Rows that are only ever added."""

from django.db import migrations

from chumchon.access.append_only import append_only

GUARDED = ("sources_callstep", "sources_applicationstep", "sources_duestep")


class Migration(migrations.Migration):

    dependencies = [("sources", "0001_sources")]

    operations = [append_only(table) for table in GUARDED]
