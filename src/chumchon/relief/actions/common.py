"""What every write of the room begins with: the disaster locked, the moment sound, the trail."""

from datetime import date, datetime

from chumchon.access.actions import record
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.thai.errors import Plain, Refused

from ..models import Disaster, Item
from ..rules.needs import Thing

HELPERS = ("fund", "network", "council")
"""Kinds of organisations that take part: the same roles in a house project meet no disaster there."""


def locked(disaster_id: int, open_only: bool = True) -> Disaster:
    """The disaster's row, for this transaction alone. Errors: NO_DISASTER, DISASTER_CLOSED."""
    rows = Disaster.objects.select_for_update(of=("self",)).select_related("host")
    row = rows.filter(pk=disaster_id).first()
    if row is None:
        raise Refused("NO_DISASTER", "ไม่พบภัยนี้ เปิดรายการภัยใหม่", "No such disaster.")
    if open_only and not row.is_open:
        raise closed()
    return row


def closed() -> Plain:
    """What is said of a disaster that was closed."""
    return Refused("DISASTER_CLOSED", "ภัยนี้ปิดแล้ว ถ้ายังต้องช่วยกัน ให้กองทุนที่เปิดไว้เปิดอีกครั้ง", "This disaster is closed.")


def helper(organisation: Organisation) -> None:
    """Errors: NOT_A_HELPER."""
    if organisation.kind not in HELPERS:
        raise Refused("NOT_A_HELPER", "องค์กรนี้ไม่ได้ร่วมช่วยเหลือยามภัย เข้าในนามกองทุนหรือเครือข่าย", "Not a fund or a network.")


def thing(item: Item) -> Thing:
    """An item as the rules see it."""
    return Thing(item.name_th, item.unit_th, item.kind, item.most_a_house)


def things() -> dict[str, Thing]:
    """Every item that is in use."""
    return {item.code: thing(item) for item in Item.objects.filter(is_used=True)}


def note(
    actor: Actor, verb: str, organisation: Organisation, disaster: Disaster, at: datetime, **detail: object
) -> None:  # fmt: skip
    """A line of the organisation's trail. No house number, no driver."""
    record(actor.user_id, f"relief.{verb}", organisation, f"disaster:{disaster.pk}", at, detail)


def reason_of(text: str) -> str:
    """A short reason. Errors: NO_REASON."""
    reason = " ".join(text.split())[:300]
    if not reason:
        raise Refused("NO_REASON", "บอกเหตุผลสั้น ๆ ก่อน", "Give the reason.")
    return reason


def check_day(day: date, today: date, first: date) -> None:
    """Errors: FUTURE_DATE, BEFORE."""
    if day > today:
        raise Refused("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจวันอีกครั้ง", "The day lies in the future.")
    if day < first:
        raise Refused("BEFORE", "วันที่นี้อยู่ก่อนเกิดภัย ตรวจวันอีกครั้ง", "The day lies before the disaster.")
