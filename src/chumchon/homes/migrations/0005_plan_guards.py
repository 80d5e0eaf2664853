from django.db import migrations

from chumchon.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("homes", "0004_plans")]
    operations = [append_only("homes_planversion"), append_only("homes_proof")]
