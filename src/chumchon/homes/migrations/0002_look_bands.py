"""Looks of photographs in bands, made of every photograph that lies there already."""

from itertools import islice
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from chumchon.homes.rules.looks import bands

AT_ONCE = 2_000


def fill(apps: Any, schema_editor: Any) -> None:
    """Six rows a photograph."""
    document, band = apps.get_model("homes", "Document"), apps.get_model("homes", "LookBand")
    rows = document.objects.filter(look__gt="").order_by("pk").values_list("pk", "look").iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        band.objects.bulk_create(band(document_id=pk, band=one) for pk, look in some for one in bands(look))


class Migration(migrations.Migration):

    dependencies = [
        ("homes", "0001_tables"),
    ]

    operations = [
        migrations.CreateModel(
            name="LookBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("band", models.PositiveSmallIntegerField()),
                ("document", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="bands", to="homes.document")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("band", "document"), name="homes_one_band_a_document")],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
