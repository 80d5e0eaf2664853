"""What the database itself refuses in this room."""

from django.db import migrations

from chumchon.access.append_only import append_only
from chumchon.ledger.triggers import book_guards


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        append_only("ledger_entry"),
        append_only("ledger_line"),
        append_only("ledger_receipt"),
        book_guards(),
    ]
