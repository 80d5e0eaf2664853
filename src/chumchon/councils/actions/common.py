"""What every write of the room begins with: may this person, and the council locked."""

import secrets
from datetime import date

from chumchon.access.actions import require
from chumchon.access.rules import PERMISSIONS, Actor, may
from chumchon.thai.errors import BadInput, NotAllowed, Refused

from ..models import Council

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def public_code() -> str:
    """Sixteen letters and digits that nobody mistakes for another, 80 bits: what a QR on a certificate opens."""
    return "".join(secrets.choice(_LETTERS) for _ in range(16))


def require_council(actor: Actor, permission: str, council: Council, day: date) -> None:
    """As access.require; the national meeting stands in Bangkok but belongs to no officer of Bangkok. Errors: NOT_ALLOWED."""
    require(actor, permission, council.organisation, day)
    if council.kind == "nation" and not (
        may(actor, "councils.nation", None, "", day)
        or any(
            permission in PERMISSIONS[g.role] and g.organisation_id == council.organisation_id and g.in_force(day)
            for g in actor.active_grants()
        )
    ):
        raise NotAllowed(
            "NOT_ALLOWED", "เรื่องของการประชุมระดับชาติ ให้เลขานุการหรือเจ้าหน้าที่ส่วนกลางทำ",
            "The national meeting is kept by its own secretary or by the head office.",
        )  # fmt: skip


def locked(council: Council) -> Council:
    """The council's row locked until the transaction ends: numbers of seats, meetings and resolutions have no gaps."""
    row = Council.objects.select_for_update(of=("self",)).select_related("organisation__subdistrict").get(pk=council.pk)
    if row.state == "ended":
        raise Refused("COUNCIL_ENDED", "สภานี้เลิกแล้ว บันทึกเพิ่มไม่ได้", "This council has ended.")
    return row


def reason_of(text: str) -> str:
    """The reason as it is kept. Errors: NO_REASON."""
    reason = " ".join(text.split())[:300]
    if len(reason) < 3:
        raise BadInput("NO_REASON", "บอกเหตุผลสั้น ๆ", "Give a reason.")
    return reason
