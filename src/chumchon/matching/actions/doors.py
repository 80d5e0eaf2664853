"""Permission over a request: asked for the place in which the fund lies today, not for a code that ended."""

from datetime import date

from chumchon.access.models import Organisation
from chumchon.access.rules import PERMISSIONS, Actor, may
from chumchon.ledger.institute import institute_book
from chumchon.ledger.models import Book
from chumchon.thai.errors import NotAllowed

from ..queries.places import area_of

__all__ = ["institute_book", "require_here", "require_nation"]


def require_here(actor: Actor, permission: str, organisation: Organisation, day: date) -> str:
    """Go on where the actor holds the permission in the fund or over its area of today; returns that area's code.

    Errors: BEYOND_AREA (the actor holds it, but elsewhere), NOT_ALLOWED.
    """
    area = area_of(organisation)
    if may(actor, permission, organisation.pk, area, day):
        return area
    if any(permission in PERMISSIONS[g.role] for g in actor.active_grants()):
        raise NotAllowed(
            "BEYOND_AREA", "คำขอนี้อยู่นอกพื้นที่หรือกองทุนที่คุณดูแล ให้เจ้าหน้าที่ของพื้นที่นั้นทำ",
            "This request lies beyond your area; its own officer decides.",
        )  # fmt: skip
    raise NotAllowed(
        "NOT_ALLOWED", "บทบาทของคุณทำเรื่องนี้ไม่ได้ ให้ผู้มีหน้าที่ทำ หรือเลือกบทบาทอื่นที่มุมบน",
        f"Your role may not do this ({permission}); ask the person in charge.",
    )  # fmt: skip


def require_nation(actor: Actor, permission: str, book: Book, day: date) -> None:
    """For rounds and the institute's money: the permission over the whole nation. Errors: NOT_ALLOWED."""
    held = [g for g in actor.active_grants() if permission in PERMISSIONS[g.role] and g.in_force(day)]
    if not any("" in g.prefixes or g.organisation_id == book.organisation_id for g in held):
        raise NotAllowed(
            "NOT_ALLOWED", "เรื่องของรอบทั้งประเทศทำได้เฉพาะส่วนกลาง", f"Only headquarters may do this ({permission})."
        )
