"""Pure decisions about pledges, loads and deliveries: never above the store, the cash, the pledge or the load."""

from dataclasses import dataclass

from chumchon.ledger.rules import digest
from chumchon.thai.errors import BadInput, Clash, Plain, Refused
from chumchon.thai.money import baht_short

from .needs import Thing

MOST = 10**9
MOST_SATANG = 10**12


def said(thing: Thing, quantity: int) -> str:
    """10 กก., or ฿2,000 for money (whose quantity is satang)."""
    return baht_short(quantity) if thing.kind == "money" else f"{quantity:,} {thing.unit_th}"


@dataclass(frozen=True)
class Held:
    """What a giver has of an item. counted: in the store at the last count, or the cash of money (None: never counted).

    gone: sent since the count less what came back; promised: open pledges, over all disasters, that are not sent yet.
    """

    counted: int | None
    gone: int = 0
    promised: int = 0

    @property
    def free(self) -> int:
        """What may still be promised."""
        return max((self.counted or 0) - self.gone - self.promised, 0)


def check_pledge(thing: Thing, quantity: int, held: Held, before: int, again: bool) -> None:
    """Refuse a pledge that cannot be kept, or that was told before. Labour is promised on people's word.

    before: what the giver promised of this item for this disaster already; again: the person said that this is more.
    Errors: QUANTITY, NOT_COUNTED, ABOVE_STOCK, NO_CASH, PLEDGED_BEFORE.
    """
    if not 1 <= quantity <= (MOST_SATANG if thing.kind == "money" else MOST):
        raise BadInput("QUANTITY", "จำนวนต้องมากกว่าศูนย์ ตรวจตัวเลขอีกครั้ง", "The quantity is out of bounds.")
    if before and not again:
        raise Clash(
            "PLEDGED_BEFORE",
            f"ให้คำมั่น{thing.name_th}ในภัยนี้ไว้แล้ว {said(thing, before)} ถ้าเป็นของชุดเดิมไม่ต้องบันทึกซ้ำ ถ้าให้เพิ่ม ให้เลือก “ให้เพิ่มอีก”",
            "This giver promised this item before; say that it is more.",
        )
    if thing.kind == "goods" and held.counted is None:
        raise Refused("NOT_COUNTED", f"ยังไม่ได้นับ{thing.name_th}ในที่เก็บของ นับก่อนแล้วจึงให้คำมั่น", "Count the store first.")
    if thing.kind != "labour" and quantity > held.free:
        raise _above(thing, quantity, held)


def _above(thing: Thing, quantity: int, held: Held) -> Plain:
    have, free = said(thing, max((held.counted or 0) - held.gone, 0)), said(thing, held.free)
    promised = f" ให้คำมั่นที่อื่นไว้แล้ว {said(thing, held.promised)}" if held.promised else ""
    if thing.kind == "money":
        return Refused(
            "NO_CASH", f"เงินของกองทุนมี {have}{promised} ให้คำมั่นได้อีก {free} ลดจำนวนลง", "The giver has not so much cash."
        )
    return Refused(
        "ABOVE_STOCK", f"{thing.name_th}ในที่เก็บมี {have}{promised} ให้คำมั่นได้อีก {free} ลดจำนวน หรือนับของใหม่",
        f"Above the store: {quantity} of {held.free}.",
    )  # fmt: skip


def check_part(thing: Thing, quantity: int, left: int) -> None:
    """A member's share of its network's pledge. Errors: ABOVE_NETWORK."""
    if quantity > left:
        raise Refused(
            "ABOVE_NETWORK", f"คำมั่นของเครือข่ายเหลือ {said(thing, left)} ลดจำนวน หรือบันทึกเป็นของกองทุนเองต่างหาก",
            "More than is left of the network's pledge.",
        )  # fmt: skip


def check_release(thing: Thing, quantity: int, left: int) -> None:
    """What is taken back must not be laid out already. Errors: QUANTITY, LAID_OUT."""
    if quantity < 1:
        raise BadInput("QUANTITY", "จำนวนต้องมากกว่าศูนย์ ตรวจตัวเลขอีกครั้ง", "The quantity must be above zero.")
    if quantity > left:
        raise Refused(
            "LAID_OUT",
            f"ถอนคืนได้ไม่เกิน {said(thing, left)} ที่เหลือจัดให้บ้านไปแล้ว ยกเลิกการจัดก่อน",
            "The rest is laid out already.",
        )


def check_delivery(thing: Thing, quantity: int, left: int, delivered: int) -> None:
    """What arrives lay on the load and has not arrived yet. Errors: QUANTITY, DELIVERED_BEFORE, ABOVE_LOAD."""
    if quantity < 1:
        raise BadInput("QUANTITY", "จำนวนที่ได้รับต้องมากกว่าศูนย์ ตรวจตัวเลขอีกครั้ง", "The quantity must be above zero.")
    if quantity <= left:
        return
    if not left and delivered:
        raise Clash(
            "DELIVERED_BEFORE", f"{thing.name_th}เที่ยวนี้ส่งมอบครบแล้ว {said(thing, delivered)} ไม่ต้องบันทึกซ้ำ",
            "This was delivered already.",
        )  # fmt: skip
    raise Refused(
        "ABOVE_LOAD",
        f"{thing.name_th}บนรถเหลือ {said(thing, left)} บันทึกเกินไม่ได้ ตรวจตัวเลขอีกครั้ง",
        "More than the load holds.",
    )


def money_digest(delivery: str, load: str, point: str, satang: int) -> str:
    """Seal of a delivery of money under its two entries: uids of the delivery, the load and the receiver's point."""
    return digest([delivery, load, point, satang])
