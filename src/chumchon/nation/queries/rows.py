"""The reported rows under a number, and the funds that reported."""

from datetime import date
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Sum, When

from chumchon.areas.models import Province, Subdistrict

from ..models import FundMonth, ReportedRow

FUND_MEASURES = ("members", "fund_money", "recipients", "welfare_paid")


def _within(area: str) -> Q:
    if area.startswith("R"):
        inside = Q(pk__in=[])
        for code in Province.objects.filter(region_id=area).values_list("code", flat=True):
            inside |= Q(area__startswith=code)
        return inside
    if len(area) == 6:
        return Q(area__in=[area, *_became([area])])
    return Q(area__startswith=area)


def rows_under(measure: str, area: str, as_of: date) -> QuerySet[ReportedRow]:
    """Every reported row that a figure is the sum of, by area and body."""
    return (
        ReportedRow.objects.filter(_within(area), measure_id=measure, as_of=as_of)
        .select_related("batch")
        .order_by("area", "body_code", "id")
    )


def funds_under(area: str, as_of: date, text: str = "") -> QuerySet[Any, Any]:
    """The reporting funds of an area, a row each with members, money, people helped and paid."""
    rows = ReportedRow.objects.filter(_within(area), as_of=as_of, measure_id__in=FUND_MEASURES).exclude(body_code="")
    if text:
        rows = rows.filter(Q(body_th__contains=text) | Q(area__startswith=text))

    def of(measure: str) -> Sum:
        return Sum(Case(When(measure_id=measure, then="value"), default=0, output_field=IntegerField()))

    return (
        rows.values("body_code", "body_th", "area")
        .annotate(members=of("members"), money=of("fund_money"), helped=of("recipients"), paid=of("welfare_paid"))
        .order_by("area", "body_code")
    )


def tambon_sums(codes: list[str], as_of: date) -> dict[str, dict[str, int]]:
    """{tambon: {measure: sum}} of these tambons: summed on demand, since they are few.

    What was reported under a code that has ended since stands with the tambon that it became.
    """
    became = _became(codes)
    return _sums(codes, became, Q(area__in=[*codes, *became]), as_of)


def district_sums(district: str, codes: list[str], as_of: date) -> dict[str, dict[str, int]]:
    """The same for all tambons of a district, `codes` first; after them the codes that ended in another district and
    under which something was reported here."""
    return _sums(codes, _became(codes), Q(area__startswith=district), as_of)


def _sums(codes: list[str], became: dict[str, str], which: Q, as_of: date) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {code: {} for code in codes}
    rows = ReportedRow.objects.filter(which, as_of=as_of).values_list("area", "measure_id").order_by("area")
    for area, measure, value in rows.annotate(total=Sum("value")).values_list("area", "measure_id", "total"):
        sums = found.setdefault(became.get(area, area), {})
        sums[measure] = sums.get(measure, 0) + value
    return found


def _became(codes: list[str]) -> dict[str, str]:
    """{code that ended: the one of `codes` that it became}, over several steps, inside one district: what was reported in
    another district stays in the sums of that one."""
    found: dict[str, str] = {}
    last = {code: code for code in codes}
    while last:
        rows = Subdistrict.objects.filter(successor__in=last).exclude(code__in=[*found, *codes])
        last = {old: last[new] for old, new in rows.values_list("code", "successor_id") if old[:4] == last[new][:4]}
        found |= last
    return found


def book_funds(area: str) -> list[FundMonth]:
    """The latest month of every fund of an area that keeps its book here."""
    latest: dict[int, FundMonth] = {}
    for row in FundMonth.objects.filter(_within(area)).select_related("organisation").order_by("month"):
        latest[row.organisation_id] = row
    return sorted(latest.values(), key=lambda r: (r.area, r.organisation.code))
