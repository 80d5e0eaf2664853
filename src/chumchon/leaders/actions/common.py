"""What several writes of the room share."""

import secrets

from django.db import transaction

from chumchon.access.models import Organisation
from chumchon.thai.errors import BadInput

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def public_code() -> str:
    """Sixteen letters and digits that nobody mistakes for another, 80 bits: what a QR on a certificate opens."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def reason_of(text: str) -> str:
    """The reason as it is kept. Errors: NO_REASON."""
    reason = " ".join(text.split())[:300]
    if len(reason) < 3:
        raise BadInput("NO_REASON", "บอกเหตุผลสั้น ๆ", "Give a reason.")
    return reason


def source_of(text: str) -> str:
    """Who says so or on what paper it stands. Errors: NO_SOURCE."""
    source = " ".join(text.split())[:160]
    if len(source) < 3:
        raise BadInput(
            "NO_SOURCE", "บอกที่มา เช่น คำสั่งเลขที่ หรือใครเป็นผู้ยืนยัน", "Say who says so, or on what paper it stands."
        )
    return source


def locked(organisation: Organisation) -> Organisation:
    """The body's row locked until the transaction ends: two helpers who type one list wait for each other."""
    assert transaction.get_connection().in_atomic_block  # noqa: S101 - a lock outside a transaction holds nothing
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
