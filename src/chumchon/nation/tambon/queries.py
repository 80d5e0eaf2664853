"""Everything that public records say of one tambon, in a fixed number of queries however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from chumchon.access.models import Organisation
from chumchon.access.walls import whole_nation
from chumchon.areas.models import LocalGovernment, Subdistrict
from chumchon.areas.queries import governments_of, search_subdistricts
from chumchon.councils.models import Council, Group, Meeting, Resolution
from chumchon.councils.models.council import LOCAL
from chumchon.councils.queries.councils import local_seats
from chumchon.councils.queries.settings import numbers_on
from chumchon.homes.models import Project

from ..models import FundMonth
from ..queries import report, rows
from ..strength import queries as strength
from . import households

FOUND_MOST = 60
WAH_A_RAI = 400


@dataclass(frozen=True)
class FundCard:
    """A fund that keeps its book here, with its latest month (None before the first)."""

    organisation: Organisation
    month: FundMonth | None


@dataclass(frozen=True)
class CouncilCard:
    """A council: seats that are taken, meetings of this calendar year as it is kept, the newest resolutions."""

    council: Council
    seats: int
    met: int
    least: int
    resolutions: list[Resolution]


@dataclass(frozen=True)
class KindLine:
    """Registered organisations of one kind: how many, their members, money (satang), land and forest (square wa)."""

    name_th: str
    capital_th: str
    count: int
    members: int
    money_satang: int
    land_wah: int
    forest_wah: int

    @property
    def rai(self) -> int:
        """Land and forest in whole rai (400 square wa)."""
        return (self.land_wah + self.forest_wah) // WAH_A_RAI


@dataclass(frozen=True)
class Profile:
    """The page. reported: what forms said, by measure; never added to what books and registers say."""

    tambon: Subdistrict
    governments: list[LocalGovernment]
    funds: list[FundCard]
    reported: dict[str, int]
    reported_day: date | None
    councils: list[CouncilCard]
    kinds: list[KindLine]
    projects: list[Project]
    strength: strength.Tambon | None
    households: Any | None

    @property
    def organisations(self) -> int:
        """Registered organisations of every kind."""
        return sum(line.count for line in self.kinds)

    @property
    def kind_sums(self) -> tuple[int, int]:
        """Members and satang of the lines shown."""
        return sum(k.members for k in self.kinds), sum(k.money_satang for k in self.kinds)

    @property
    def rai(self) -> int:
        """Land and forest of the lines shown, in whole rai as each line shows them."""
        return sum(k.rai for k in self.kinds)

    @property
    def units(self) -> int:
        """Households that its projects are planned for."""
        return sum(p.units_planned for p in self.projects)


def find(text: str) -> list[Subdistrict]:
    """Tambons that the words find; none for fewer than two letters."""
    return list(search_subdistricts(text, FOUND_MOST)) if len(text.strip()) >= 2 else []


def tambon_of(code: str) -> Subdistrict | None:
    """A tambon by its six digits, also one that ended."""
    rows = Subdistrict.objects.select_related("district__province__region", "successor")
    return rows.filter(code=code).first()


@whole_nation()
def profile(tambon: Subdistrict, today: date) -> Profile:
    """The tambon as public records say it today; about sixteen queries."""
    code = tambon.code
    reported_day = report.days_of("reported", today).get("members")
    return Profile(
        tambon, governments_of(tambon, today), _funds(code),
        rows.tambon_sums([code], reported_day)[code] if reported_day else {}, reported_day,
        _councils(code, today), _kinds(code),
        list(
            Project.objects.filter(organisation__subdistrict_id=code)
            .exclude(state="cancelled").select_related("organisation", "programme").order_by("started_on", "pk")
        ),
        strength.tambon(code), households.counts(code),
    )  # fmt: skip


def _funds(code: str) -> list[FundCard]:
    funds = Organisation.objects.filter(kind="fund", subdistrict_id=code).order_by("closed_on", "code")
    months: dict[int, FundMonth] = {}
    for month in FundMonth.objects.filter(organisation__subdistrict_id=code).order_by("month"):
        months[month.organisation_id] = month
    return [FundCard(o, months.get(o.pk)) for o in funds]


def _councils(code: str, today: date) -> list[CouncilCard]:
    found = list(
        Council.objects.filter(kind__in=LOCAL, organisation__subdistrict_id=code)
        .exclude(state="ended").select_related("organisation").order_by("organisation__code")
    )  # fmt: skip
    if not found:
        return []
    least = numbers_on(today).meetings_a_year
    seats = _count(local_seats().filter(term__council__in=found), "term__council")
    meetings = Meeting.objects.filter(council__in=found, day__year=today.year, state="signed")
    met = _count(meetings, "council")
    told = list(
        Resolution.objects.filter(council__in=found, meeting__state="signed").exclude(state="struck")
        .order_by("-year_be", "-number")[:6]
    )  # fmt: skip
    return [
        CouncilCard(c, seats.get(c.pk, 0), met.get(c.pk, 0), least, [r for r in told if r.council_id == c.pk])
        for c in found
    ]


def _count(found: Any, by: str) -> dict[int, int]:
    return dict(found.order_by().values_list(by).annotate(n=Count("pk")))


def _kinds(code: str) -> list[KindLine]:
    said = (
        Group.objects.filter(subdistrict_id=code, state="registered").order_by("kind__position")
        .values_list("kind__name_th", "kind__capital_th")
        .annotate(
            n=Count("pk"), people=Sum("member_count"), money=Sum("money_satang"), land=Sum("land_wah"), wood=Sum("forest_wah")
        )
    )  # fmt: skip
    return [KindLine(*row) for row in said]


def neighbours(tambon: Subdistrict) -> Sequence[Subdistrict]:
    """The other tambons of its district, by code."""
    rows = Subdistrict.objects.filter(Q(district_id=tambon.district_id) & Q(valid_to=None)).exclude(pk=tambon.pk)
    return list(rows.order_by("code"))
