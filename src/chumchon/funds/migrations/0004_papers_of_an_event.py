"""A paper keeps the event that it was shown for: it stays with that where its claim is changed to another."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def tell(apps: Any, schema_editor: Any) -> None:
    """Every paper of a claim belongs to the event of that claim."""
    claims = apps.get_model("funds", "Claim").objects.filter(pk=OuterRef("claim_id")).values("event_key")
    papers = apps.get_model("funds", "ClaimEvidence").objects.exclude(claim=None)
    papers.update(event_key=Subquery(claims))


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0003_help_taken_back"),
    ]

    operations = [
        migrations.AddField("claimevidence", "event_key", models.UUIDField(null=True, db_index=True)),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
