from django.db import migrations

from chumchon.access.append_only import append_only

TABLES = ("buildplan", "housestage", "materialmove", "projectincome", "groupyear", "legalbody")


class Migration(migrations.Migration):
    dependencies = [("homes", "0008_houses_and_books")]
    operations = [append_only(f"homes_{table}") for table in TABLES]
