"""Who receives a benefit rests under the member's own salt, in claims and in their vouchers, so that a name can be forgotten.

Vouchers are only ever added to: here, once, the guards are set aside inside the migration and put back before it ends.
The seal of a payment in the book does not cover the receiver, so every entry verifies as before.
"""

from typing import Any

from django.db import migrations, models

from chumchon.access.append_only import append_only, set_aside
from chumchon.people.protect import open_text, seal_text

LIFT, PUT_BACK = set_aside(append_only("funds_claimpayment"))


def _salt(member: Any) -> bytes | None:
    return bytes(member.salt) if member.salt is not None else None


def seal(apps: Any, editor: Any) -> None:
    """The name is sealed and its old place blanked in one write, before the column goes."""
    for claim in apps.get_model("funds", "Claim").objects.select_related("member").iterator(chunk_size=500):
        salt = _salt(claim.member)
        claim.receiver_sealed = seal_text(salt, claim.receiver_th) if salt and claim.receiver_th else ""
        claim.receiver_th = ""
        claim.save(update_fields=["receiver_sealed", "receiver_th"])
    for paid in (
        apps.get_model("funds", "ClaimPayment").objects.select_related("claim__member").iterator(chunk_size=500)
    ):
        salt = _salt(paid.claim.member)
        paid.receiver_sealed = seal_text(salt, paid.receiver_th) if salt and paid.receiver_th else ""
        paid.receiver_th = ""
        paid.save(update_fields=["receiver_sealed", "receiver_th"])


def unseal(apps: Any, editor: Any) -> None:
    for row, member in (
        *((c, c.member) for c in apps.get_model("funds", "Claim").objects.select_related("member")),
        *((p, p.claim.member) for p in apps.get_model("funds", "ClaimPayment").objects.select_related("claim__member")),
    ):
        salt = _salt(member)
        row.receiver_th = open_text(salt, row.receiver_sealed) if salt and row.receiver_sealed else ""
        row.save(update_fields=["receiver_th"])


class Migration(migrations.Migration):
    dependencies = [("funds", "0007_claims"), ("people", "0001_initial")]

    operations = [
        LIFT,
        migrations.AddField(
            "claim", "receiver_sealed", models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "claimpayment", "receiver_sealed", models.TextField(blank=True, default=""), preserve_default=False
        ),
        # Blank, so that going back can add the column to rows that stand.
        migrations.AlterField("claim", "receiver_th", models.CharField(max_length=160, blank=True)),
        migrations.AlterField("claimpayment", "receiver_th", models.CharField(max_length=160, blank=True)),
        migrations.RunPython(seal, unseal),
        migrations.RemoveField("claim", "receiver_th"),
        migrations.RemoveField("claimpayment", "receiver_th"),
        PUT_BACK,
    ]
