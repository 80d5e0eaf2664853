"""Why a claim was sent back or refused may tell of an illness: it rests under the member's own salt, like the receiver.

Verdicts are only ever added to: here, once, the guards are set aside inside the migration and put back before it ends.
"""

from typing import Any

from django.db import migrations, models

from chumchon.access.append_only import append_only, set_aside
from chumchon.people.protect import open_text, seal_text

LIFT, PUT_BACK = set_aside(append_only("funds_claimverdict"))


def _rows(apps: Any) -> Any:
    return apps.get_model("funds", "ClaimVerdict").objects.select_related("claim__member").iterator(chunk_size=500)


def seal(apps: Any, editor: Any) -> None:
    for row in _rows(apps):
        salt = row.claim.member.salt
        row.reason_sealed = seal_text(bytes(salt), row.reason) if salt is not None and row.reason else ""
        row.reason = ""
        row.save(update_fields=["reason_sealed", "reason"])


def unseal(apps: Any, editor: Any) -> None:
    for row in _rows(apps):
        salt = row.claim.member.salt
        row.reason = open_text(bytes(salt), row.reason_sealed) if salt is not None and row.reason_sealed else ""
        row.save(update_fields=["reason"])


class Migration(migrations.Migration):
    dependencies = [("funds", "0010_claim_votes_and_waiting_papers"), ("people", "0001_initial")]

    operations = [
        LIFT,
        migrations.AddField(
            "claimverdict", "reason_sealed", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.RunPython(seal, unseal),
        migrations.RemoveField("claimverdict", "reason"),
        PUT_BACK,
    ]
