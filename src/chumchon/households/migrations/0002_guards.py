"""What a family said of its passbook is only ever added to."""

from django.db import migrations

from chumchon.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("households", "0001_households")]

    operations = [append_only("households_consent")]
