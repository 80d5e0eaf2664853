"""The places of a fund that stand in the header, as data: each shows only to those whom the policy lets in."""

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from chumchon.access.models import Organisation
from chumchon.access.rules import Actor, may


@dataclass(frozen=True)
class Place:
    """A page of a fund: its address's name, its Thai word, the permission that opens it and the picture beside it."""

    url_name: str
    word: str
    permission: str
    icon: str


PLACES: tuple[Place, ...] = (
    Place("fund_home", "หน้ากองทุน", "members.read", "house"),
    Place("members", "สมาชิก", "members.read", "people"),
    Place("sheets", "วันเก็บเงิน", "collect.take", "money"),
    Place("receipts", "ใบเสร็จ", "receipts.read", "receipt"),
    Place("book", "บัญชี", "book.read", "book"),
    Place("reports", "รายงาน", "reports.read", "report"),
)


@dataclass(frozen=True)
class Link:
    """A place as the header shows it to one person."""

    href: str
    word: str
    icon: str
    here: bool


def links(actor: Actor, organisation: Organisation, day: date, path: str) -> list[Link]:
    """The places of an organisation that the actor may open that day; the longest address that begins `path` is here."""
    open_places = []
    for place in PLACES:
        if may(actor, place.permission, organisation.id, organisation.subdistrict_id, day):
            try:
                open_places.append((reverse(place.url_name, args=[organisation.code]), place))
            except NoReverseMatch:
                continue
    here = max((href for href, _ in open_places if path.startswith(href)), key=len, default="")
    return [Link(href, place.word, place.icon, href == here) for href, place in open_places]
