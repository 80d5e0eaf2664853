"""What a sheet shows: households with their members, who has paid, what one touch takes. Six queries, however long."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Q

from chumchon.people.models import Person
from chumchon.thai.digits import arabic

from ..models import CollectionSheet, Fund, Member, Taking
from ..rules.contributions import Payer
from ..rules.dues import Offer, Plan, Standing, first_unpaid, months_between, offers, standing
from .dues import plan_of
from .takings import WAITING

HOUSES_A_PAGE = 30
SEGMENTS = (("unpaid", "ยังไม่จ่าย"), ("paid", "จ่ายแล้ว"), ("all", "ทั้งหมด"))


@dataclass(frozen=True)
class Held:
    """A taking of the member on this sheet that was not undone."""

    uid: UUID
    satang: int
    kind: str
    span_to: date | None


@dataclass
class Card:
    """A member on the sheet. payer.paid_until counts what waits on sheets; turn: takings on this sheet so far, undone ones
    too, so that a touch after an undo is another touch."""

    member_id: int
    payer: Payer
    names: tuple[str, str, str]
    household_id: int
    owed_months: int
    plan: Plan
    day: date
    turn: int = 0
    held: list[Held] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As people write it."""
        prefix, first, surname = self.names
        return Person(prefix=prefix, first_name=first, surname=surname).name

    @property
    def paid(self) -> bool:
        """Taken today, or nothing is due."""
        return bool(self.held) or self.owed_months == 0

    @property
    def last(self) -> Held | None:
        """The newest taking: the one that an undo undoes."""
        return self.held[-1] if self.held else None

    @property
    def taken_satang(self) -> int:
        """Everything taken from the member on this sheet."""
        return sum(h.satang for h in self.held)

    @cached_property
    def standing(self) -> Standing:
        """How far behind on the day of the sheet."""
        return standing(self.plan, self.payer.joined_on, self.payer.paid_until, self.day)

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """What can be taken; first what is due."""
        return offers(self.plan, self.payer.joined_on, self.payer.paid_until, self.day)

    @property
    def due(self) -> Offer:
        """What one touch takes."""
        return self.offers[0]

    def value(self, offer: Offer) -> str:
        """The offer as a button says it: member-turn-kind-from-to-satang. It names the span that the person saw."""
        return f"{self.member_id}-{self.turn}-due-{offer.span_from:%Y%m%d}-{offer.span_to:%Y%m%d}-{offer.satang}"

    @property
    def due_value(self) -> str:
        """The button of what is due."""
        return self.value(self.due)


@dataclass
class House:
    """A household on the sheet; id 0: members without a house number."""

    id: int
    house_no: str
    cards: list[Card]

    @property
    def unpaid(self) -> list[Card]:
        """Who has still to pay."""
        return [c for c in self.cards if not c.paid]

    @property
    def due_satang(self) -> int:
        """What the whole household owes."""
        return sum(c.due.satang for c in self.unpaid)

    @property
    def due_values(self) -> str:
        """The button that takes the whole household."""
        return ",".join(c.due_value for c in self.unpaid)


@dataclass
class Board:
    """The sheet: all its households, how many have paid, the cash that was taken."""

    sheet: CollectionSheet
    houses: list[House]
    taken_satang: int
    takings: int

    @property
    def cards(self) -> list[Card]:
        """Every member, household by household."""
        return [c for h in self.houses for c in h.cards]

    @property
    def total(self) -> int:
        """Members on the sheet."""
        return sum(len(h.cards) for h in self.houses)

    @property
    def paid(self) -> int:
        """Members who paid or owe nothing."""
        return sum(c.paid for h in self.houses for c in h.cards)

    @property
    def unpaid(self) -> int:
        """Members who have still to pay."""
        return self.total - self.paid

    def house_of(self, member_id: int) -> House | None:
        """The household of a member."""
        return next((h for h in self.houses if any(c.member_id == member_id for c in h.cards)), None)

    def card(self, member_id: int) -> Card | None:
        """The card of a member."""
        return next((c for h in self.houses for c in h.cards if c.member_id == member_id), None)

    def find(self, segment: str, text: str, kept: int = 0) -> list[House]:
        """Households of a segment that fit the text; `kept`: the one just touched stays in sight."""
        words = arabic(text).split()
        fitting = [h for h in self.houses if not words or _fits(h, words)]
        if segment == "all" or words:
            return fitting
        wanted = segment == "paid"
        return [h for h in fitting if h.id == kept or any(c.paid == wanted for c in h.cards)]


def _fits(house: House, words: list[str]) -> bool:
    def says(card: Card, word: str) -> bool:
        plain = word.removeprefix("นาย").removeprefix("นาง") if len(word) > 4 else word
        number = card.payer.number
        return (
            plain in "".join(card.names)
            or number == word
            or (word.isdigit() and number.lstrip("0") == word.lstrip("0"))
            or house.house_no.startswith(word)
        )

    return any(all(says(card, word) for word in words) for card in house.cards)


def house_key(house_no: str) -> list[tuple[int, str]]:
    """House numbers as people walk: 2 before 12, 12 before 12/1."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.findall(r"\d+|[^\d/\s]+", arabic(house_no))]


def sheet_of(fund: Fund, sheet_id: int) -> CollectionSheet | None:
    """A sheet of the fund with its village and people."""
    rows = CollectionSheet.objects.select_related("village", "collector", "closed_by", "witness", "entry")
    return rows.filter(fund=fund, pk=sheet_id).first()


def board(fund: Fund, sheet: CollectionSheet, also: int | None = None) -> Board:
    """Everybody of the village, and whoever else paid on this sheet; `also`: one member more, from another village."""
    until, turns, held = _takings(fund, sheet, also)
    plan = plan_of(fund, sheet.day)
    here = Q(village=sheet.village_id, status="active") | Q(pk__in=list(turns))
    rows = Member.objects.filter(here | Q(pk=also) if also else here, fund=fund).order_by("number_key")
    houses: dict[int, House] = {}
    for pk, number, status, joined_on, paid, prefix, first, surname, household, house_no in rows.values_list(
        "id", "number", "status", "joined_on", "paid_until", "person__prefix", "person__first_name", "person__surname",
        "person__household_id", "person__household__house_no",
    ):  # fmt: skip
        if pk in until:
            paid = until[pk] if paid is None else max(paid, until[pk])
        owed = months_between(first_unpaid(joined_on, paid), sheet.day)
        card = Card(
            pk, Payer(number, status, joined_on, paid), (prefix, first, surname), household or 0, owed, plan, sheet.day,
            turns.get(pk, 0), held.get(pk, []),
        )  # fmt: skip
        houses.setdefault(card.household_id, House(card.household_id, house_no or "", [])).cards.append(card)
    ordered = sorted(houses.values(), key=lambda h: (h.id == 0, house_key(h.house_no), h.id))
    takings = [h for found in held.values() for h in found]
    return Board(sheet, ordered, sum(h.satang for h in takings), len(takings))


def _takings(
    fund: Fund, sheet: CollectionSheet, also: int | None
) -> tuple[dict[int, date], dict[int, int], dict[int, list[Held]]]:
    """Paid until with what waits anywhere; takings on this sheet so far; those of them that stand."""
    until: dict[int, date] = {}
    turns: dict[int, int] = {}
    held: dict[int, list[Held]] = {}
    near = (
        Q(member__village_id=sheet.village_id) | Q(member_id=also) if also else Q(member__village_id=sheet.village_id)
    )
    rows = Taking.objects.filter(Q(sheet=sheet) | (WAITING & near & Q(sheet__fund=fund))).order_by("id")
    for uid, member_id, kind, satang, span_to, sheet_id, void_id, late in rows.values_list(
        "uid", "member_id", "kind", "satang", "span_to", "sheet_id", "void__id", "late"
    ):
        if sheet_id == sheet.pk:
            turns[member_id] = turns.get(member_id, 0) + 1
        if void_id is not None:
            continue
        if span_to is not None:
            until[member_id] = max(until.get(member_id, span_to), span_to)
        if sheet_id == sheet.pk and not late:
            held.setdefault(member_id, []).append(Held(uid, satang, kind, span_to))
    return until, turns, held
