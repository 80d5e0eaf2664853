"""Lists of needs: from the form or a phone's entries, each through the same door; two volunteers at one house, decided by a person."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from chumchon.access.actions import require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.people.actions import find_or_create_household
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Disaster, HouseLine, HouseList, ListWord, Need, Point
from ..queries.lists import kept_of, spoken_of
from ..rules import needs as rules
from ..words import DECISIONS, WAITING
from .allotting import give_back
from .common import helper, locked, note, things


@transaction.atomic
def keep_list(
    organisation: Organisation, disaster_id: int, actor: Actor, entry: rules.ListEntry, now: datetime, day: date
) -> tuple[HouseList, str, bool]:
    """Keep a list: the row, what it counts as, and whether it is new. The same id with the same content is the list before.

    Nothing is refused because another was here first or because the phone comes late: such a list waits for a decision.
    Errors: NOT_ALLOWED, NOT_A_HELPER, ID_REUSED, NO_VILLAGE, NO_POINT, OUTSIDE (the area of the disaster), rules.check_list.
    """
    require(actor, "relief.write", organisation, day)
    helper(organisation)
    row = locked(disaster_id, open_only=False)
    before = HouseList.objects.filter(uid=entry.uid).first()
    if before is not None:
        if (before.disaster_id, before.content_hash) != (row.pk, entry.content()):
            raise Clash(
                "ID_REUSED", "รายการนี้เคยส่งแล้วด้วยข้อมูลอื่น จดใหม่เป็นรายการใหม่", "This id was sent with another content."
            )
        return before, word_now(before), False
    place = _place(organisation, row, entry)
    rules.check_list(entry, things(), row.from_day, day)
    area = place["area"]
    if not any(area.startswith(a.code) or a.code.startswith(area) for a in row.areas.all()):
        raise Refused("OUTSIDE", "บ้านนี้อยู่นอกพื้นที่ของภัย เลือกหมู่ใหม่ หรือให้ผู้เปิดภัยเพิ่มพื้นที่", "Outside the disaster's area.")
    where = {"household_id": place.get("household"), "point_id": place.get("point")}
    word = rules.word_of(entry, actor.user_id, kept_of(row, **where), row.is_open)
    made = HouseList.objects.create(
        uid=entry.uid, disaster=row, organisation=organisation, people=entry.people, damage_satang=entry.damage_satang,
        latitude=entry.latitude, longitude=entry.longitude, device=entry.device, content_hash=entry.content(),
        by_id=actor.user_id, at=entry.at, kept_at=now, **where,
    )  # fmt: skip
    HouseLine.objects.bulk_create(HouseLine(house_list=made, item_id=c, asked=q) for c, q in entry.lines)
    _say(made, word, actor, now, area)
    note(actor, "list", organisation, row, now)
    return made, word, True


def _place(organisation: Organisation, disaster: Disaster, entry: rules.ListEntry) -> dict[str, Any]:
    if entry.point:
        point = Point.objects.filter(disaster=disaster, pk=entry.point, is_account=False).first()
        if point is None:
            raise Refused("NO_POINT", "ไม่พบจุดรับของนี้ในภัยนี้ เลือกใหม่", "No such point.")
        return {"point": point.pk, "area": point.area_code}
    village = organisation.subdistrict.villages.filter(number=entry.village).first()
    if village is None:
        raise BadInput("NO_VILLAGE", "ไม่พบหมู่นี้ในตำบล เลือกหมู่จากรายการ", "No such village.")
    if not entry.house_no.strip() or len(entry.house_no) > 30:
        raise BadInput("NO_HOUSE", "ใส่บ้านเลขที่", "Give the house number.")
    house = find_or_create_household(village, entry.house_no)
    return {"household": house.pk, "area": f"{village.subdistrict_id}{village.number:02}"}


def word_now(house_list: HouseList) -> str:
    """The newest word of a list."""
    newest = house_list.words.order_by("-id").first()
    return newest.word if newest else "counts"


def _say(row: HouseList, word: str, actor: Actor, now: datetime, area: str) -> None:
    ListWord.objects.create(house_list=row, word=word, by_id=actor.user_id, at=now)
    _reckon(row, area)


def _reckon(row: HouseList, area: str) -> None:
    """The needs of the place anew from all its lists that count."""
    where = {"disaster": row.disaster_id, "household": row.household_id, "point": row.point_id}
    asked = rules.asked_of(spoken_of(row.disaster, row.household_id, row.point_id))
    needs = {n.item_id: n for n in Need.objects.filter(**where)}
    for code in asked.keys() | needs.keys():
        need = needs.get(code) or Need(
            disaster_id=row.disaster_id,
            household_id=row.household_id,
            point_id=row.point_id,
            item_id=code,
            area_code=area,
        )
        if need.pk is None and not asked.get(code):
            continue
        need.asked = asked.get(code, 0)
        if row.latitude is not None:
            need.latitude, need.longitude = row.latitude, row.longitude
        need.save()
        _free_surplus(need)


def _free_surplus(need: Need) -> None:
    """What was laid out for a house that asks for less by now, and stands on no load yet, is free for other houses again."""
    for allotment in need.allotments.order_by("-id"):
        surplus = min(need.allotted - need.asked, allotment.unsent)
        if surplus > 0:
            give_back(allotment, surplus)
            need.allotted -= surplus


@transaction.atomic
def decide(organisation: Organisation, list_id: int, actor: Actor, word: str, now: datetime, day: date) -> HouseList:
    """A person says of a list that waits: it adds, it takes the place of the others, or it is the same again.

    Errors: NOT_ALLOWED, NO_LIST, DECIDED, WORD.
    """
    require(actor, "relief.decide", organisation, day)
    found = HouseList.objects.filter(pk=list_id, organisation=organisation).first()
    if found is None:
        raise Refused("NO_LIST", "ไม่พบรายการนี้ เปิดหน้าใหม่", "No such list.")
    if word not in DECISIONS:
        raise BadInput("WORD", "เลือกว่าจะนับรายการนี้อย่างไร", "Choose what it counts as.")
    disaster = locked(found.disaster_id, open_only=False)
    if word_now(found) not in WAITING:
        if word_now(found) == word:
            return found
        raise Clash("DECIDED", "รายการนี้มีคนตัดสินแล้ว เปิดหน้าใหม่เพื่อดูล่าสุด", "This list was decided already.")
    area = found.point.area_code if found.point else _area_of(found)
    _say(found, word, actor, now, area)
    note(actor, "decide", organisation, disaster, now)
    return found


def _area_of(row: HouseList) -> str:
    village = row.household.village  # type: ignore[union-attr]  # no point, so a household (list_has_one_place)
    return f"{village.subdistrict_id}{village.number:02}"


@transaction.atomic
def ask_money(
    organisation: Organisation, disaster_id: int, actor: Actor, satang: int, now: datetime, day: date
) -> Need:
    """The fund of an affected tambon asks for money for its welfare: said again it is the new sum, never both.

    Errors: NOT_ALLOWED, NOT_A_FUND, OUTSIDE, AMOUNT, BELOW (less than was laid out already).
    """
    require(actor, "relief.give", organisation, day)
    row = locked(disaster_id)
    if organisation.kind != "fund":
        raise Refused("NOT_A_FUND", "ขอเงินได้เฉพาะกองทุน ซึ่งมีสมุดบัญชี", "Only a fund, which keeps a book, asks for money.")
    own = organisation.subdistrict_id
    if not any(own.startswith(a.code) or a.code.startswith(own) for a in row.areas.all()):
        raise Refused("OUTSIDE", "ตำบลของกองทุนอยู่นอกพื้นที่ของภัย ขอเงินในภัยนี้ไม่ได้", "The fund lies outside the area.")
    if not 1 <= satang <= 10**12:
        raise BadInput("AMOUNT", "จำนวนเงินต้องมากกว่าศูนย์ ตรวจตัวเลขอีกครั้ง", "The amount is out of bounds.")
    point, _ = Point.objects.get_or_create(
        disaster=row, organisation=organisation, is_account=True,
        defaults={"name_th": organisation.name_th[:120], "area_code": own, "by_id": actor.user_id, "at": now},
    )  # fmt: skip
    need, _ = Need.objects.get_or_create(
        disaster=row, point=point, item_id="money", defaults={"area_code": own, "asked": satang}
    )
    if satang < need.allotted:
        raise Refused("BELOW", "มีผู้จัดเงินให้มากกว่าจำนวนนี้แล้ว ใส่จำนวนไม่น้อยกว่าที่จัดไว้", "More was laid out already.")
    need.asked = satang
    need.save(update_fields=["asked"])
    note(actor, "ask", organisation, row, now, satang=satang)
    return need
