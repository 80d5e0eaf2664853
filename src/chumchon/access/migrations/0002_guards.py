"""What the database itself refuses in this room."""

from django.db import migrations

from chumchon.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        append_only("access_auditevent"),
    ]
