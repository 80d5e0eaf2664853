"""The places of a fund and of the desk that stand in the header, as data: each shows only to those whom the policy lets in."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from chumchon.access.models import Organisation
from chumchon.access.rules import Actor, areas_of, may


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
    Place("claims", "สวัสดิการ", "claims.read", "heart"),
    Place("receipts", "ใบเสร็จ", "receipts.read", "receipt"),
    Place("book", "บัญชี", "book.read", "book"),
    Place("agreement", "ข้อตกลง", "agreement.read", "file"),
    Place("reports", "รายงาน", "reports.read", "report"),
    Place("match", "เงินสมทบรัฐ", "match.read", "bank"),
    Place("fund_referrals", "เรื่องส่งต่อ", "claims.enter", "people"),
    Place("relief", "ช่วยกันยามภัย", "relief.read", "heart"),
    Place("leaders", "ผู้นำ", "leaders.read", "person"),
    Place("learner_referrals", "คนอยากเรียน", "leaders.learners", "people"),
    Place("doors", "แหล่งทุน", "sources.read", "money"),
    Place("findings", "ขอให้ช่วยดู", "findings.read", "warning"),
    Place("passbook_open", "สมุดพกครัวเรือน", "fund.settings", "house"),
    Place("desk_fund", "แฟ้มกองทุน", "desk.read", "council"),
)

# Bodies that are no fund have places of their own, by the kind of their organisation.
_COUNCIL = (
    Place("council_seats", "สมาชิกสภา", "councils.read", "people"),
    Place("council_meetings", "การประชุม", "councils.read", "calendar"),
    Place("council_resolutions", "มติ", "councils.read", "file"),
    Place("leaders", "ผู้นำ", "leaders.read", "person"),
    Place("learner_referrals", "คนอยากเรียน", "leaders.learners", "people"),
    Place("doors", "แหล่งทุน", "sources.read", "money"),
)
# A housing project and its savings group, by the kind of the organisation.
HOUSING_PLACES: tuple[Place, ...] = (
    Place("project", "หน้าโครงการ", "homes.read", "house"),
    Place("survey", "สำรวจบ้าน", "homes.read", "people"),
    Place("project_referrals", "เรื่องส่งต่อ", "homes.survey", "report"),
    Place("homes", "ทุกโครงการ", "homes.read", "map"),
)
GROUP_PLACES: tuple[Place, ...] = (
    Place("group", "กลุ่มออมทรัพย์", "homes.read", "house"),
    Place("savings_collect", "รับเงินออม", "homes.money", "money"),
    Place("loans", "สินเชื่อ", "homes.read", "receipt"),
    Place("group_book", "บัญชี", "homes.read", "book"),
)
# The register of household passbooks of a tambon.
HOUSEHOLD_PLACES: tuple[Place, ...] = (
    Place("passbooks", "ทุกบ้าน", "households.read", "house"),
    Place("passbook_visit", "เยี่ยมบ้าน", "households.visit", "edit"),
    Place("passbook_referrals", "เรื่องส่งต่อ", "households.read", "report"),
    Place("passbook_doubles", "เยี่ยมซ้ำกัน", "households.settle", "warning"),
    Place("passbook_people", "ผู้เยี่ยมบ้าน", "households.people", "people"),
    Place("audit", "ใครเปิดดู", "audit.read", "clock"),
)
KIND_PLACES: dict[str, tuple[Place, ...]] = {
    "network": (Place("relief", "ช่วยกันยามภัย", "relief.read", "heart"),),
    "council": (
        Place("council_work", "งานของสภา", "councils.read", "house"),
        Place("council_groups", "องค์กร", "councils.read", "council"),
        *_COUNCIL,
        Place("passbook_open", "สมุดพกครัวเรือน", "fund.settings", "house"),
        Place("relief", "ช่วยกันยามภัย", "relief.read", "heart"),
    ),
    "assembly": (
        Place("council_work", "งานของที่ประชุม", "councils.read", "house"),
        Place("council_inbox", "เรื่องที่ส่งขึ้นมา", "councils.read", "report"),
        *_COUNCIL,
    ),
    "housing": HOUSING_PLACES,
    "savings_group": GROUP_PLACES,
    "households": HOUSEHOLD_PLACES,
}

# The officers' desk: pages of an area, not of one fund.
DESK_PLACES: tuple[Place, ...] = (
    Place("desk", "โต๊ะงาน", "desk.read", "house"),
    Place("desk_requests", "คำขอเงินสมทบ", "desk.read", "money"),
    Place("desk_findings", "ข้อค้นพบ", "findings.read", "warning"),
    Place("desk_funds", "กองทุน", "desk.read", "people"),
    Place("homes", "ที่อยู่อาศัย", "homes.read", "house"),
    Place("my_councils", "สภา", "councils.read", "council"),
    Place("calls_manage", "แหล่งทุน", "sources.open", "bank"),
    Place("desk_networks", "เครือข่าย", "desk.read", "council"),
    Place("home", "ภาพรวม", "desk.read", "map"),
)

# Pages that anybody may open; they stand in the header outside a fund. Their permission is empty.
PUBLIC_PLACES: tuple[Place, ...] = (
    Place("home", "ภาพรวม", "", "map"),
    Place("nation_funds", "กองทุน", "", "people"),
    Place("nation_books", "สมุดบัญชีจริง", "", "book"),
    Place("councils", "สภา", "", "council"),
    Place("calendar", "ปฏิทิน", "", "calendar"),
    Place("calls", "แหล่งทุน", "", "money"),
    Place("disasters", "ช่วยกันยามภัย", "", "heart"),
    Place("about", "เกี่ยวกับ", "", "info"),
)


@dataclass(frozen=True)
class Link:
    """A place as the header shows it to one person."""

    href: str
    word: str
    icon: str
    here: bool


def links(actor: Actor, organisation: Organisation, day: date, path: str) -> list[Link]:
    """The places of an organisation that the actor may open that day."""
    places = KIND_PLACES.get(organisation.kind, PLACES)
    held = [p for p in places if may(actor, p.permission, organisation.id, organisation.subdistrict_id, day)]
    return _links(held, path, organisation.code)


def desk_links(actor: Actor, day: date, path: str) -> list[Link]:
    """The places of the desk that the actor's area opens; none for whoever has no desk."""
    return _links([p for p in DESK_PLACES if areas_of(actor, p.permission, day)], path)


def public_links(path: str, officer: bool = False) -> list[Link]:
    """The places outside a fund; an officer finds the way back to the desk among them."""
    return _links((DESK_PLACES[0], *PUBLIC_PLACES) if officer else PUBLIC_PLACES, path)


def _links(places: Iterable[Place], path: str, *args: str) -> list[Link]:
    """The longest address that begins `path` is here; a place whose room is not installed is left out."""
    found = []
    for place in places:
        with suppress(NoReverseMatch):
            found.append((_address(place.url_name, args), place))
    here = max(
        (href for href, _ in found if path == href or (href != "/" and path.startswith(href))), key=len, default=""
    )
    return [Link(href, place.word, place.icon, href == here) for href, place in found]


def _address(url_name: str, args: tuple[str, ...]) -> str:
    """The address within the organisation, else the one that stands outside of any."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return reverse(url_name)
