"""Thai order is the order of the stored key's letters: on PostgreSQL the column says so, whatever the database's locale."""

from django.db import migrations


def order_by(collation):
    def alter(apps, editor):
        if editor.connection.vendor == "postgresql":
            editor.execute(f'ALTER TABLE people_person ALTER COLUMN sort_key TYPE varchar(200) COLLATE "{collation}"')

    return alter


class Migration(migrations.Migration):
    dependencies = [("people", "0002_search_text")]
    operations = [migrations.RunPython(order_by("C"), order_by("default"))]
