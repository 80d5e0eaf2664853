from django.db import migrations

from chumchon.access.append_only import append_only

TABLES = ("leasepayment", "pathstep", "handover")


class Migration(migrations.Migration):
    dependencies = [("homes", "0006_siblings")]
    operations = [append_only(f"homes_{table}") for table in TABLES]
