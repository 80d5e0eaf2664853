"""What the database itself refuses in this room."""

from django.db import migrations

from chumchon.access.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]
    operations = [
        append_only("funds_contribution"),
        append_only("funds_memberevent"),
        append_only("funds_taking"),
        append_only("funds_takingvoid"),
    ]
