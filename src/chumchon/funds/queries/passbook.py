"""A member's passbook: what was paid, year by year and receipt by receipt, and what the fund gave."""

from dataclasses import dataclass
from datetime import date

from chumchon.access.models import User
from chumchon.thai.dates import month_th, until_th

from ..models import ClaimPayment, Contribution, Fund, Member
from ..rules.passbook import Kin, YearSum, by_year, may_read
from .claims import benefit_of, decision_of, last_decision
from .contributions import SET_OFF_SOURCE
from .dues import plan_of
from .members import Row, row_of

_WORDS = {"due": "เงินสมทบ", "entry_fee": "ค่าสมัคร"}


@dataclass(frozen=True)
class Payment:
    """A line of the passbook under its receipt; a cancelled one stays and counts nothing."""

    day: date
    receipt_label: str
    public_code: str
    words: str
    satang: int
    cancelled: bool


@dataclass(frozen=True)
class Benefit:
    """A benefit that the fund paid to the member, in satang."""

    day: date
    words: str
    satang: int


@dataclass(frozen=True)
class Passbook:
    """Everything on the pages of a passbook. legacy_satang was paid before this book began."""

    fund: Fund
    row: Row
    payments: tuple[Payment, ...]
    years: tuple[YearSum, ...]
    legacy_satang: int
    benefits: tuple[Benefit, ...] = ()

    @property
    def paid_satang(self) -> int:
        """All that stands, with what was paid before this book began."""
        return self.legacy_satang + sum(y.satang for y in self.years)

    @property
    def benefit_satang(self) -> int:
        """All benefits together."""
        return sum(b.satang for b in self.benefits)


def passbook(fund: Fund, member: Member, today: date, kinds: bool = False) -> Passbook:
    """The passbook of a member as it stands. kinds: benefits by their name, for the member's own eyes; else by claim."""
    rows = list(
        Contribution.objects.filter(member=member, reverses__isnull=True)
        .select_related("receipt", "reversed_by", "entry")
        .order_by("-receipt__day", "-receipt_id", "id")
    )
    standing = [r for r in rows if not _cancelled(r)]
    years = by_year((r.receipt.year_be, r.receipt_id, r.satang) for r in standing)
    return Passbook(
        fund,
        row_of(member, plan_of(fund, today), today),
        tuple(_payment(r) for r in rows),
        tuple(years),
        member.legacy_satang,
        tuple(benefits(member, kinds)),
    )


def benefits(member: Member, kinds: bool) -> list[Benefit]:
    """What the fund paid to the member and did not take back, the newest first."""
    rows = ClaimPayment.objects.filter(claim__member=member, reverses=None, reversed_by=None).select_related("claim")
    return [Benefit(r.day, _benefit_words(r, kinds), r.satang) for r in rows.order_by("-day", "-id")]


def _benefit_words(paid: ClaimPayment, kinds: bool) -> str:
    row = last_decision(paid.claim) if kinds else None
    benefit = benefit_of(decision_of(row)) if row else None
    return f"{benefit.th} คำขอ {paid.claim.label}" if benefit else f"สวัสดิการ คำขอ {paid.claim.label}"


def _cancelled(row: Contribution) -> bool:
    return hasattr(row, "reversed_by")


def _payment(row: Contribution) -> Payment:
    receipt = row.receipt
    way = "หักจากสวัสดิการ" if row.entry.source == SET_OFF_SOURCE else ""
    return Payment(
        receipt.day, receipt.label, receipt.public_code, f"{_WORDS[row.kind]} {_span(row)} {way}".strip(), row.satang,
        _cancelled(row),
    )  # fmt: skip


def _span(row: Contribution) -> str:
    if row.span_from is None or row.span_to is None:
        return ""
    first, last = month_th(row.span_from), until_th(row.span_to)
    return first if first == last else f"{first} ถึง {last}"


def own_memberships(user: User) -> list[Member]:
    """The memberships that a user signs in for, with their funds."""
    rows = Member.objects.filter(user=user).select_related(
        "person__household__village", "village", "user", "fund__organisation__subdistrict__district__province"
    )
    return list(rows.order_by("id"))


def readable(user: User, today: date) -> list[Member]:
    """Passbooks that a user may open: their own, then those of the small children of their house."""
    own = own_memberships(user)
    houses = [m.person.household_id for m in own if m.person.household_id]
    around = Member.objects.filter(
        fund__in=[m.fund_id for m in own], person__household__in=houses, status="active"
    ).select_related(
        "person__household__village", "village", "user", "fund__organisation__subdistrict__district__province"
    )
    children = [
        other
        for other in around.order_by("person__birth_day", "id")
        if other.pk not in {m.pk for m in own}
        and any(m.fund_id == other.fund_id and may_read(_kin(m), _kin(other), today) for m in own)
    ]
    return [*own, *children]


def _kin(member: Member) -> Kin:
    return Kin(member.pk, member.person.household_id, member.person.birth_day)
