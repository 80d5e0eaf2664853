"""What every write of the room begins with: may this person, and the row locked."""

from datetime import date

from chumchon.access.actions import require
from chumchon.access.rules import Actor
from chumchon.thai.errors import Clash, Refused

from ..models import Passbook, Register
from ..queries.beats import beat_of


def locked_register(register: Register, actor: Actor, permission: str, day: date) -> Register:
    """The register for this transaction alone: two phones that bring one house wait for each other. Errors: NOT_ALLOWED."""
    require(actor, permission, register.organisation, day)
    row = Register.objects.select_for_update(of=("self",)).select_related("organisation__subdistrict")
    return row.get(pk=register.pk)


def locked_passbook(
    register: Register, pass_id: int, actor: Actor, permission: str, day: date, still_open: bool = True
) -> Passbook:
    """One passbook of the register, locked. Errors: NOT_ALLOWED, NO_PASSBOOK, NOT_OPEN."""
    require(actor, permission, register.organisation, day)
    rows = Passbook.objects.select_for_update(of=("self",)).select_related("household__village", "newest", "before")
    row = rows.filter(register=register, pk=pass_id).first()
    if row is not None:
        need_own_village(register, actor, row.household.village_id, day)
    if row is None:
        raise Refused("NO_PASSBOOK", "ไม่พบบ้านนี้ในทะเบียน เปิดรายชื่อใหม่", "No such household in this register.")
    if still_open and row.state != "open":
        raise Refused(
            "NOT_OPEN", "ครอบครัวนี้ไม่ยินยอมหรือขอให้ลบแล้ว บันทึกเพิ่มไม่ได้ ถ้าเปลี่ยนใจให้เยี่ยมใหม่และขอความยินยอม",
            "The family refused or was erased; nothing more is written.",
        )  # fmt: skip
    return row


def need_own_village(register: Register, actor: Actor, village_id: int | None, day: date) -> None:
    """A visitor of some villages stays in them. Errors: OTHER_VILLAGE."""
    beat = beat_of(register, actor, day)
    if beat is not None and village_id not in beat:
        raise Refused(
            "OTHER_VILLAGE", "บ้านนี้อยู่นอกหมู่ที่คุณดูแล ขอให้ผู้ดูแลสมุดพกเพิ่มหมู่ให้ แล้วทำอีกครั้ง",
            "The house lies outside the villages that you visit; the keeper may add the village.",
        )  # fmt: skip


def stale(newest: int, seen: int) -> None:
    """Somebody else went on since the page was opened. Errors: STALE."""
    if newest != seen:
        raise Clash(
            "STALE", "มีคนแก้เรื่องนี้หลังจากที่คุณเปิดหน้า เปิดหน้าใหม่ ดูของล่าสุด แล้วค่อยบันทึก",
            "Somebody changed this since the page was opened; look again.",
        )  # fmt: skip
