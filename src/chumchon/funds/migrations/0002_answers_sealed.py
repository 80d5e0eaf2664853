"""Why a claim was sent back, refused, taken back or undone rests sealed by the member's own salt, as reasons of verdicts do."""

from typing import Any

from django.db import migrations, models

from chumchon.people.protect import seal_text


def seal(apps: Any, schema_editor: Any) -> None:
    """Every answer under the salt of its member; nothing is kept of a member who was erased."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("PRAGMA secure_delete = ON")
    claims = apps.get_model("funds", "Claim").objects.exclude(answer="").select_related("member")
    for claim in claims.iterator(chunk_size=2000):
        salt = claim.member.salt
        claim.answer_sealed, claim.answer = seal_text(bytes(salt), claim.answer) if salt is not None else "", ""
        claim.save(update_fields=["answer", "answer_sealed"])


class Migration(migrations.Migration):
    dependencies = [
        ("funds", "0001_tables"),
    ]

    operations = [
        migrations.AddField("claim", "answer_sealed", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunPython(seal, migrations.RunPython.noop),
        migrations.RemoveField("claim", "answer"),
    ]
