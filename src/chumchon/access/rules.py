"""The policy as data and one pure question: may this actor do this here, today?"""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

ROLES: dict[str, str] = {
    "chair": "ประธาน",
    "deputy": "รองประธาน",
    "treasurer": "เหรัญญิก",
    "secretary": "เลขานุการ",
    "registrar": "นายทะเบียน",
    "committee": "กรรมการ",
    "collector": "ผู้เก็บเงิน",
    "auditor": "ผู้ตรวจสอบ",
    "member": "สมาชิก",
    "architect": "สถาปนิก",
    "headman": "ผู้ใหญ่บ้านหรือกำนัน",
    "visitor": "ผู้เยี่ยมบ้าน",
    "household_keeper": "ผู้ดูแลสมุดพกครัวเรือน",
    "officer_province": "เจ้าหน้าที่จังหวัด",
    "officer_region": "เจ้าหน้าที่ภาค",
    "officer_hq": "เจ้าหน้าที่ส่วนกลาง",
    "admin": "ผู้ดูแลระบบ",
}
ROLE_CHOICES = list(ROLES.items())

_READ = frozenset({"book.read", "members.read", "receipts.read", "reports.read", "agreement.read"})
_CLAIMS = frozenset({"claims.read", "claims.read_health", "claims.approve"})
_COMMITTEE = (
    _READ | _CLAIMS | {"agreement.sign", "collect.sign", "book.approve", "findings.read", "match.read", "match.sign"}
)
_TREASURER = _COMMITTEE | {
    "book.post", "book.close", "bank.reconcile", "collect.take", "collect.close", "receipts.print",
    "receipts.cancel", "members.write", "members.import", "members.read_id", "benefits.import",
    "claims.enter", "claims.pay", "findings.answer", "match.request",
}  # fmt: skip
_CHAIR = _COMMITTEE | {
    "agreement.draft", "agreement.decide", "fund.settings", "book.close", "audit.read", "receipts.print",
    "findings.answer", "match.request",
}  # fmt: skip
_SECRETARY = _COMMITTEE | {
    "agreement.draft", "benefits.import", "members.write", "members.import", "members.read_id", "receipts.print",
    "fund.settings", "claims.enter", "findings.answer", "match.request",
}  # fmt: skip
_COLLECTOR = frozenset({
    "agreement.read", "members.read", "collect.take", "collect.close", "receipts.read", "receipts.print",
    "claims.read", "claims.enter",
})  # fmt: skip
_OFFICER = _READ | {
    "audit.read",
    "fund.open",
    "desk.read",
    "networks.edit",
    "findings.read",
    "findings.decide",
    "match.read",
}
# What nobody does any more in a fund that ended; reading, printing and the officers' own work go on.
ENDED_STOPS = frozenset({
    "agreement.decide", "agreement.draft", "agreement.sign", "bank.reconcile", "benefits.import", "book.approve",
    "book.close", "book.post", "claims.approve", "claims.enter", "claims.pay", "collect.close", "collect.sign",
    "collect.take", "match.request", "match.sign", "members.import", "members.write", "receipts.cancel",
})  # fmt: skip
# In a council's organisation; the same roles in a fund meet no council there. A headman confirms in the own tambon.
_COUNCIL_CHAIR = frozenset({"councils.read", "councils.confirm", "councils.sign", "councils.gather"})
_COUNCIL_SECRETARY = frozenset({
    "councils.read", "councils.register", "councils.seats", "councils.meet", "councils.gather",
})  # fmt: skip
_COUNCIL_OFFICER = _COUNCIL_SECRETARY | {"councils.open", "councils.confirm"}
_COUNCILS: dict[str, frozenset[str]] = {
    "chair": _COUNCIL_CHAIR,
    "deputy": frozenset({"councils.read", "councils.confirm", "councils.sign"}),
    "secretary": _COUNCIL_SECRETARY,
    "committee": frozenset({"councils.read"}),
    "auditor": frozenset({"councils.read"}),
    "officer_province": _COUNCIL_OFFICER,
    "officer_region": _COUNCIL_OFFICER,
    "officer_hq": _COUNCIL_OFFICER | {"councils.nation"},
}
# In a housing project or its savings group; the same roles in a fund meet no house there.
_HOMES_COMMITTEE = frozenset({"homes.read", "homes.sign", "homes.decide", "homes.vouch"})
_HOMES_KEEPER = _HOMES_COMMITTEE | {"homes.write", "homes.survey"}
_HOMES_OFFICER = frozenset({"homes.read", "homes.open", "homes.decide"})
# homes.path: the persons of a centre for people without homes; no officer holds it, they see counts of ten and more.
_HOMES: dict[str, frozenset[str]] = {
    "chair": _HOMES_KEEPER | {"homes.path"},
    "deputy": _HOMES_KEEPER | {"homes.path"},
    "treasurer": _HOMES_KEEPER | {"homes.money"},
    "secretary": _HOMES_KEEPER | {"homes.path"},
    "registrar": frozenset({"homes.read", "homes.survey"}),
    "committee": _HOMES_COMMITTEE | {"homes.survey"},
    "collector": frozenset({"homes.read", "homes.survey"}),
    "auditor": frozenset({"homes.read"}),
    "architect": frozenset({"homes.read", "homes.survey", "homes.inspect", "homes.vouch"}),
    "officer_province": _HOMES_OFFICER | {"homes.city"},
    "officer_region": _HOMES_OFFICER | {"homes.region", "homes.release"},
    "officer_hq": _HOMES_OFFICER | {"homes.hq", "homes.release"},
}
# In the register of household passbooks of one tambon, the most private data of all (decisions/0018). Two roles of their own:
# no officer, no fund's chair and no secretary has any of it but by such a grant.
_VISITOR = frozenset({"households.read", "households.visit", "households.refer"})
_HOUSEHOLDS: dict[str, frozenset[str]] = {
    "visitor": _VISITOR,
    "household_keeper": _VISITOR | {"audit.read", "households.people", "households.settle", "households.private"},
}
# In a disaster: who lists and confirms, who coordinates and decides, who gives, who moves money, who agrees to give it.
_RELIEF_HAND = frozenset({"relief.read", "relief.write"})
_RELIEF_GIVER = _RELIEF_HAND | {"relief.give", "relief.decide"}
_RELIEF_HEAD = _RELIEF_GIVER | {"relief.open", "relief.approve"}
_RELIEF_OFFICER = frozenset({"relief.read", "relief.open"})
_RELIEF: dict[str, frozenset[str]] = {
    "chair": _RELIEF_HEAD,
    "deputy": _RELIEF_HEAD,
    "secretary": _RELIEF_HEAD,
    "treasurer": _RELIEF_GIVER | {"relief.money"},
    "registrar": _RELIEF_HAND,
    "committee": _RELIEF_HAND,
    "collector": _RELIEF_HAND,
    "auditor": frozenset({"relief.read"}),
    "officer_province": _RELIEF_OFFICER,
    "officer_region": _RELIEF_OFFICER,
    "officer_hq": _RELIEF_OFFICER,
}
# Leaders, trainings, the calendar and stories, in any body of the place; who writes and who signs are two people.
_LEADERS_KEEPER = frozenset({"leaders.read", "leaders.write"})
# leaders.learners: whom a family's visitor sent to a training; no officer holds it, by any area (decisions/0018).
_LEADERS_TEACHER = _LEADERS_KEEPER | {"leaders.learners"}
_LEADERS_SIGNER = frozenset({"leaders.read", "leaders.sign"})
_LEADERS: dict[str, frozenset[str]] = {
    "chair": _LEADERS_SIGNER,
    "deputy": _LEADERS_SIGNER,
    "treasurer": frozenset({"leaders.read"}),
    "secretary": _LEADERS_TEACHER,
    "registrar": _LEADERS_TEACHER,
    "committee": frozenset({"leaders.read"}),
    "auditor": frozenset({"leaders.read"}),
    "officer_province": _LEADERS_KEEPER | _LEADERS_SIGNER,
    "officer_region": _LEADERS_KEEPER | _LEADERS_SIGNER,
    "officer_hq": _LEADERS_KEEPER | _LEADERS_SIGNER | {"leaders.settings"},
}
# Doors to money: bodies ask, officers open calls and decide.
_SOURCES_OFFICER = frozenset({"sources.read", "sources.open", "sources.decide"})
_SOURCES: dict[str, frozenset[str]] = {
    "chair": frozenset({"sources.read", "sources.apply"}),
    "deputy": frozenset({"sources.read"}),
    "treasurer": frozenset({"sources.read", "sources.apply"}),
    "secretary": frozenset({"sources.read", "sources.apply"}),
    "committee": frozenset({"sources.read"}),
    "auditor": frozenset({"sources.read"}),
    "officer_province": _SOURCES_OFFICER,
    "officer_region": _SOURCES_OFFICER,
    "officer_hq": _SOURCES_OFFICER,
}
PERMISSIONS: dict[str, frozenset[str]] = {
    "chair": _CHAIR,
    "deputy": _COMMITTEE | {"receipts.print"},
    "treasurer": _TREASURER,
    "secretary": _SECRETARY,
    "registrar": _READ
    | {
        "benefits.import",
        "members.write",
        "members.import",
        "members.read_id",
        "collect.sign",
        "claims.read",
        "claims.enter",
        "match.read",
        "match.sign",
    },
    "committee": _COMMITTEE,
    "collector": _COLLECTOR,
    "auditor": _READ | {"audit.read", "claims.read", "findings.read", "match.read"},
    "member": frozenset({"agreement.read"}),
    "officer_province": _OFFICER | {"match.province", "fund.end"},
    "officer_region": _OFFICER | {"match.region", "fund.end", "fund.end_check"},
    "officer_hq": _OFFICER
    | {
        "areas.edit",
        "checks.settings",
        "fund.end",
        "fund.end_check",
        "indicators.settings",
        "match.hq",
        "match.pay",
        "match.rounds",
    },
    "headman": frozenset({"councils.read", "councils.confirm"}),
    "architect": frozenset(),
    "visitor": frozenset(),
    "household_keeper": frozenset(),
    "admin": frozenset({"fund.open", "fund.settings", "audit.read"}),
}
PERMISSIONS = {
    role: held.union(*(r.get(role, frozenset()) for r in (_COUNCILS, _HOMES, _HOUSEHOLDS, _RELIEF, _LEADERS, _SOURCES)))
    for role, held in PERMISSIONS.items()
}


def is_region(area_prefix: str) -> bool:
    """Regions of the institute are "R1" to "R9"; the state's codes of areas are digits."""
    return area_prefix.startswith("R")


@dataclass(frozen=True)
class GrantFacts:
    """A grant as the policy sees it; days are C.E. dates, until_day inclusive.

    `area_prefix` is as it was granted: "" the nation, "50" a province, "R1" a region. `provinces` are the two digits of
    the provinces that lie in that region today (areas.Province.region, read with the grant); empty for other grants.
    """

    id: int
    role: str
    organisation_id: int | None
    area_prefix: str
    from_day: date
    until_day: date | None
    provinces: frozenset[str] = frozenset()

    @property
    def prefixes(self) -> tuple[str, ...]:
        """Beginnings of the area codes that the grant covers: ("",) is the nation, () a grant in an organisation."""
        if self.organisation_id is not None:
            return ()
        return tuple(sorted(self.provinces)) if is_region(self.area_prefix) else (self.area_prefix,)

    def in_force(self, day: date) -> bool:
        """Does the grant hold that day?"""
        return self.from_day <= day and (self.until_day is None or day <= self.until_day)

    def covers(self, organisation_id: int | None, area_code: str, day: date) -> bool:
        """Is the grant in force that day for this organisation, or for the area it lies in?"""
        if not self.in_force(day):
            return False
        if self.organisation_id is not None:
            return self.organisation_id == organisation_id
        return area_code.startswith(self.prefixes)


@dataclass(frozen=True)
class Actor:
    """Who acts: a signed-in user with the grants they hold; `chosen` narrows them to the role they chose."""

    user_id: int
    name_th: str
    grants: tuple[GrantFacts, ...]
    chosen: int | None = None

    def active_grants(self) -> tuple[GrantFacts, ...]:
        """The chosen grant alone where a choice was made, else all of them."""
        if self.chosen is None:
            return self.grants
        return tuple(g for g in self.grants if g.id == self.chosen)


def may(actor: Actor, permission: str, organisation_id: int | None, area_code: str, day: date) -> bool:
    """Does one of the actor's grants in force give this permission here?"""
    return any(
        permission in PERMISSIONS[g.role] and g.covers(organisation_id, area_code, day) for g in actor.active_grants()
    )


SHUT_TO_AREAS = ("households",)
"""Kinds of organisations that no area opens, not even the nation: neither their pages nor their trail (decisions/0018)."""


def may_within(actor: Actor, permission: str, organisation_id: int, day: date) -> bool:
    """Does a grant in this very organisation give this permission?"""
    return any(
        permission in PERMISSIONS[g.role] and g.organisation_id == organisation_id and g.in_force(day)
        for g in actor.active_grants()
    )


def permissions(actor: Actor, organisation_id: int | None, area_code: str, day: date) -> frozenset[str]:
    """Everything the actor may do here that day: what a page shows as buttons."""
    held = (PERMISSIONS[g.role] for g in actor.active_grants() if g.covers(organisation_id, area_code, day))
    return frozenset().union(*held)


def areas_of(actor: Actor, permission: str, day: date) -> tuple[str, ...]:
    """Beginnings of the area codes where the actor's grants over areas give this permission that day, none within another.

    ("",) is the nation, () nowhere. What a list for officers is narrowed by (`queries.within`).
    """
    held = {
        prefix
        for g in actor.active_grants()
        if permission in PERMISSIONS[g.role] and g.in_force(day)
        for prefix in g.prefixes
    }
    return tuple(sorted(p for p in held if not any(p != other and p.startswith(other) for other in held)))


FUND_ROLES = (
    "chair", "deputy", "treasurer", "secretary", "registrar", "committee", "collector", "auditor", "member",
)  # fmt: skip
OFFICERS = ("officer_province", "officer_region", "officer_hq")
_KEEPS_MONEY = frozenset({"treasurer", "collector", "secretary", "chair", "deputy"})


def roles_clash(held: set[str], new: str) -> bool:
    """An auditor keeps no money of the fund that they audit: the two are never the same person."""
    after = held | {new}
    return "auditor" in after and bool(after & _KEEPS_MONEY)


def pin_is_weak(pin: str) -> bool:
    """Six equal digits or a run (123456, 654321) are the first that anybody would try."""
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    return steps in ({0}, {1}, {-1})
