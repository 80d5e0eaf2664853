"""Reads of requests: a fund's own page, an officer's queue, the rows of a count and of an award."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from chumchon.access.queries import within
from chumchon.areas.models import Province, Region
from chumchon.areas.queries import provinces_of_regions
from chumchon.funds.models import Fund

from ..models import Debt, MemberAward, MemberYear, Request, Round, Signature, Step
from ..rules.desks import COMMITTEE_SIGNATURES
from ..rules.reasons import COUNTS, EARLIER_FUND, said


@dataclass(frozen=True)
class Line:
    """A member-year for the page: who, what was paid, the reason in words, what is due and what was granted (None: not yet)."""

    member_id: int
    number: str
    name: str
    satang: int
    reason: int
    reason_th: str
    due_satang: int
    granted_satang: int | None


def request_of(fund: Fund, round_: Round) -> Request | None:
    """The fund's request in a round, with its award and payment if there are any."""
    found = Request.objects.filter(fund=fund, round=round_).select_related("round", "bank", "award__payment").first()
    if found is not None:
        found.fund = fund
    return found


def request(pk: int) -> Request | None:
    """A request with fund, area and round."""
    rows = Request.objects.select_related("round", "bank", "fund__organisation__subdistrict__district__province")
    return rows.filter(pk=pk).first()


def queue(
    prefixes: Iterable[str], round_code: str = "", state: str = "", area: str = "", text: str = ""
) -> QuerySet[Request]:  # fmt: skip
    """Requests in an officer's areas, filtered: round, state, area (region "R1" or code), words of name or code."""
    rows = Request.objects.filter(within(prefixes, "area")).select_related(
        "round", "fund__organisation__subdistrict__district__province", "award__payment"
    )
    if round_code:
        rows = rows.filter(round__code=round_code)
    if state:
        rows = rows.filter(state=state)
    if area.startswith("R"):
        rows = rows.filter(within(provinces_of_regions([area]).get(area, frozenset()), "area"))
    elif area:
        rows = rows.filter(area__startswith=area)
    for word in text.split():
        rows = rows.filter(Q(fund__organisation__name_th__contains=word) | Q(fund__organisation__code__startswith=word))
    return rows.order_by("round_id", "area", "fund__organisation__code")


def places(prefixes: Iterable[str]) -> list[tuple[str, str]]:
    """(code, name) of the regions and provinces that an officer may choose in the queue."""
    prefixes = tuple(prefixes)
    provinces = Province.objects.filter(within([p[:2] for p in prefixes], "code")).order_by("name_th")
    regions = Region.objects.all() if "" in prefixes else Region.objects.none()
    return [(r.code, f"ภาค{r.name_th}") for r in regions] + [(p.code, p.name_th) for p in provinces]


def signatures(request_: Request) -> list[Signature]:
    """Who signed the newest count, chair first, the local government's head last."""
    rows = Signature.objects.filter(request=request_, count_no=request_.count_no)
    order = {"chair": 0, "committee": 1, "local_head": 2}
    return sorted(rows, key=lambda s: (order[s.position], s.place))


def missing(found: Iterable[Signature]) -> tuple[bool, int, bool]:
    """(chair missing, how many of the committee are missing, local head missing)."""
    found = list(found)
    committee = sum(s.position == "committee" for s in found)
    return (
        not any(s.position == "chair" for s in found), COMMITTEE_SIGNATURES - committee,
        not any(s.position == "local_head" for s in found),
    )  # fmt: skip


def steps(request_: Request) -> QuerySet[Step]:
    """What the desks said, the oldest first, of every count."""
    return Step.objects.filter(request=request_).select_related("actor").order_by("id")


def member_years(request_: Request, reason: int | None = None, all_but: int | None = None) -> QuerySet[MemberYear]:
    """Rows of the newest count by member number, with person and award row; of one reason, or of all but one."""
    rows = MemberYear.objects.filter(request=request_, count_no=request_.count_no)
    if reason is not None:
        rows = rows.filter(Q(award_row__isnull=True, reason=reason) | Q(award_row__reason=reason))
    if all_but is not None:
        rows = rows.exclude(Q(award_row__isnull=True, reason=all_but) | Q(award_row__reason=all_but))
    return rows.select_related("member__person", "award_row__instead__request").order_by("member__number_key", "id")


def lines(rows: Iterable[MemberYear], round_: Round) -> list[Line]:
    """Member-years in words."""
    provinces = dict(Province.objects.values_list("code", "name_th"))
    return [_line(row, round_, provinces) for row in rows]


def _line(row: MemberYear, round_: Round, provinces: dict[str, str]) -> Line:
    award: MemberAward | None = getattr(row, "award_row", None)
    reason = award.reason if award is not None else row.reason
    province = ""
    if reason == EARLIER_FUND and award is not None and award.instead is not None:
        province = provinces.get(award.instead.request.area[:2], "")
    due = min(row.satang * round_.rate_permille // 1000, round_.ceiling_satang) if reason == COUNTS else 0
    return Line(
        row.member_id, row.member.number, row.member.person.name, row.satang, reason,
        said(reason, province, round_.times_matched), due, award.satang if award is not None else None,
    )  # fmt: skip


def reasons(request_: Request) -> list[tuple[int, str, int]]:
    """(code, Thai, member-years) of the newest count or of its award, the ones that count first."""
    rows = MemberYear.objects.filter(request=request_, count_no=request_.count_no)
    counted: Counter[int] = Counter()
    for award, own in rows.values_list("award_row__reason", "reason").iterator():
        counted[own if award is None else award] += 1
    return [(code, said(code, times=request_.round.times_matched), counted[code]) for code in sorted(counted)]


def debts_of(organisation_id: int) -> QuerySet[Debt]:
    """Over-match of a fund, the newest first."""
    return Debt.objects.filter(organisation_id=organisation_id).select_related("round").order_by("-id")


def current_rows(round_: Round, request_ids: Iterable[int]) -> QuerySet[MemberYear]:
    """Rows of the newest counts of some requests of a round."""
    rows = MemberYear.objects.filter(request__round=round_, request_id__in=list(request_ids))
    return rows.filter(count_no=F("request__count_no"))
