"""Events that a house shares: where people lived that day, who shares, one list and one figure for an event. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chumchon.thai.errors import Clash
from chumchon.thai.money import baht_short

from .claims import Event
from .membership import Happening


@dataclass(frozen=True)
class Place:
    """A house as the history of a member names it: the id of the village, and the number; "" where it is not known."""

    village: int | None
    number: str


def lived_in(history: Sequence[Happening], now: Place, day: date) -> Place:
    """Where a member lived that day, by what was said of their houses, oldest first; now: as the register has it.

    The newest word on a day counts: who is said to live somewhere since spring did so in summer, though it was put right in
    autumn. A house that was not known before it was filled in counts from the beginning.
    """
    said: list[tuple[date, Place]] = []
    place = now
    for event in reversed(history):
        if "village" in event.after or "house_no" in event.after:
            said.append((event.day, place))
            place = _before(event, place)
    found = next((there for since, there in said if since <= day), place)
    return found if found.number else next((there for _, there in reversed(said) if there.number), now)


def _before(event: Happening, place: Place) -> Place:
    village, number = event.before.get("village", place.village), event.before.get("house_no", place.number)
    if not event.before:  # the first row of a history, or a word on since when: nothing else was known
        return place
    return Place(village if isinstance(village, int) else None, str(number or ""))


@dataclass(frozen=True)
class Asked:
    """Another claim of the same benefit and day: whose it is, and whether the committee has said yes."""

    claim_id: int
    label: str
    member_id: int
    event: Event
    counted: bool

    @property
    def sharers(self) -> tuple[int, ...]:
        """Who shares, as that claim has it."""
        return self.event.sharers


def shared_by(member_id: int, asked: Sequence[Asked]) -> tuple[int, ...]:
    """The list that has this member: that of a claim which was approved before any other; () where there is none."""
    mine = [one for one in asked if member_id in one.sharers]
    return min(mine, key=lambda one: not one.counted).sharers if mine else ()


def placed(event: Event, member_id: int, house: Sequence[int], asked: Sequence[Asked]) -> Event:
    """The event with who shares it. Whoever moves out or in after the first claim changes nothing: its list stands.

    Errors: HOUSE_ASKED (somebody of the house has a claim by a list without this member: it gave the whole sum away).
    """
    places = shared_by(member_id, asked)
    if not places:
        for one in asked:
            if one.member_id in house:
                raise _asked_without(one)
        places = tuple(house)
    return replace(event, household_n=len(places), household_i=places.index(member_id) + 1, sharers=places)


def check_shared(event: Event, asked: Collection[Asked]) -> None:
    """No second list for a house of which one was paid by. Errors: HOUSE_ASKED."""
    for one in asked:
        if one.counted and one.member_id in event.sharers and one.sharers != event.sharers:
            raise _asked_without(one)


def check_damage(event: Event, asked: Collection[Asked], decided_only: bool) -> None:
    """One event has one figure. decided_only: a figure of open claims may be put right, that of a claim which was approved
    stands. Errors: OTHER_DAMAGE."""
    for one in asked:
        differs = one.sharers == event.sharers and one.event.damage_satang != event.damage_satang
        if differs and (one.counted or not decided_only):
            raise other_damage(one)


def other_damage(one: Asked) -> Clash:
    """Another figure than that of a claim of the same house and event."""
    how = "ยกเลิกการจ่ายของคำขอนั้น" if one.counted else "แก้ที่คำขอนั้น"
    return Clash(
        "OTHER_DAMAGE",
        f"บ้านนี้แจ้งค่าเสียหายทั้งบ้าน {baht_short(one.event.damage_satang)} ไว้ในคำขอที่ {one.label} "
        f"ใส่ยอดเดียวกัน ถ้ายอดนั้นผิด ให้{how}ก่อน",
        "The house said another damage for this event.",
    )


def _asked_without(one: Asked) -> Clash:
    return Clash(
        "HOUSE_ASKED",
        f"บ้านนี้ขอเหตุนี้ไว้แล้วในคำขอที่ {one.label} แบ่งกัน {len(one.sharers)} คน ยอดทั้งบ้านหมดแล้ว "
        "ถ้าแบ่งผิดคน ให้แก้หรือยกเลิกคำขอนั้นก่อน แล้วยื่นใหม่",
        "The house has claimed this event by another list of who shares.",
    )
