"""The named counts of a tambon's year, each read from the records of its room. A closed set: a formula asks for no other."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, Sum

from chumchon.access.models import Organisation
from chumchon.access.walls import whole_nation
from chumchon.councils.models import Council, Group, GroupYear, Meeting, Resolution
from chumchon.councils.models.council import LOCAL
from chumchon.homes.models import Project
from chumchon.ledger.models import Line

from ..columns.layout import first_day, last_day, year_of
from ..models import FundMonth

Key = tuple[str, int]
"""(six digits of the tambon, B.E. fiscal year)."""
Counted = dict[Key, dict[str, int]]
NAMES = (
    "councils", "council_meetings", "meetings_held", "resolutions", "resolutions_done",
    "organisations", "organisation_kinds", "organisations_confirmed", "organisations_with_capital",
    "funds", "fund_members", "contributions_satang", "contributions_due_satang", "fund_money_satang", "benefits_satang",
    "home_projects", "work_groups", "nature_groups", "work_benefits_satang",
)  # fmt: skip
WORK, NATURE = ("enterprise", "farming", "savings"), ("forest", "water", "land")
WORK_ACCOUNTS = ("5107", "5108", "5113")
YEAR_DUE_SATANG = 36_500


@whole_nation()
def count(years: Sequence[int], today: date) -> Counted:
    """Every named count of every tambon that has a record in one of the years. A dozen queries, whatever the years."""
    made: Counted = defaultdict(lambda: defaultdict(int))
    days = {year: min(last_day(year), today) for year in years if first_day(year) <= today}
    if days:
        _councils(made, days)
        _groups(made, days)
        _funds(made, days)
        _homes(made, days)
    return {key: {name: value for name, value in row.items() if value} for key, row in made.items()}


def _alive(rows: Iterable[tuple[Any, ...]], days: dict[int, date]) -> Iterable[tuple[int, tuple[Any, ...]]]:
    """(year, row) for each year on whose last day the row stands; rows are (…, from day, until day or None)."""
    for row in rows:
        since, until = row[-2:]
        if since is None:
            continue
        for year, day in days.items():
            if since <= day and (until is None or until > day):
                yield year, row


def _councils(made: Counted, days: dict[int, date]) -> None:
    councils = Council.objects.filter(kind__in=LOCAL).exclude(state="preparing")
    rows = councils.values_list("organisation__subdistrict_id", "founded_on", "ended_on")
    for year, row in _alive(rows.iterator(), days):
        made[row[0], year]["councils"] += 1
    first, last = min(first_day(y) for y in days), max(days.values())
    meetings = Meeting.objects.filter(
        council__kind__in=LOCAL, state__in=("held", "signed"), day__gte=first, day__lte=last
    )
    for area, day, state in meetings.values_list("council__organisation__subdistrict_id", "day", "state").iterator():
        of = made[area, year_of(day)]
        of["meetings_held"] += 1
        of["council_meetings"] += state == "signed"
    decided = Resolution.objects.filter(
        council__kind__in=LOCAL, meeting__state="signed", meeting__day__gte=first, meeting__day__lte=last
    )
    decided = decided.exclude(state__in=("struck", "dropped"))
    for area, day, state in decided.values_list(
        "council__organisation__subdistrict_id", "meeting__day", "state"
    ).iterator():
        of = made[area, year_of(day)]
        of["resolutions"] += 1
        of["resolutions_done"] += state in ("done", "answered")


def _groups(made: Counted, days: dict[int, date]) -> None:
    rows = Group.objects.filter(state__in=("registered", "ended"), registered_on__isnull=False).values_list(
        "subdistrict_id", "kind_id", "money_satang", "land_wah", "forest_wah", "registered_on", "ended_on"
    )
    kinds: dict[Key, set[str]] = defaultdict(set)
    for year, (area, kind, money, land, forest, *_) in _alive(rows.iterator(chunk_size=5000), days):
        row = made[area, year]
        row["organisations"] += 1
        row["organisations_with_capital"] += bool(money or land or forest)
        row["work_groups"] += kind in WORK
        row["nature_groups"] += kind in NATURE
        kinds[area, year].add(kind)
    for key, found in kinds.items():
        made[key]["organisation_kinds"] = len(found)
    said = GroupYear.objects.filter(year_be__in=days, group__state__in=("registered", "ended")).order_by()
    for area, year, n in said.values_list("group__subdistrict_id", "year_be").annotate(n=Count("group", distinct=True)):
        made[area, year]["organisations_confirmed"] = min(n, made[area, year]["organisations"])


def _funds(made: Counted, days: dict[int, date]) -> None:
    funds = Organisation.objects.filter(kind="fund", book__head_number__gt=0)
    for year, row in _alive(funds.values_list("subdistrict_id", "opened_on", "closed_on").iterator(), days):
        made[row[0], year]["funds"] += 1
    for year, day in days.items():
        within = Q(month__gte=first_day(year), month__lte=day)
        flows = FundMonth.objects.filter(within).order_by().values("area")
        for said in flows.annotate(paid=Sum("contributions_satang"), helped=Sum("benefits_satang")):
            of = made[said["area"], year]
            of["contributions_satang"], of["benefits_satang"] = said["paid"], said["helped"]
        newest = FundMonth.objects.filter(within).aggregate(m=Max("month"))["m"]
        held = FundMonth.objects.filter(month=newest).order_by().values("area")
        for stood in held.annotate(people=Sum("members"), money=Sum("money_satang")):
            of = made[stood["area"], year]
            of["fund_members"], of["fund_money_satang"] = stood["people"], stood["money"]
            of["contributions_due_satang"] = (
                stood["people"] * YEAR_DUE_SATANG * ((day - first_day(year)).days + 1) // 365
            )
    first, last = min(first_day(y) for y in days), max(days.values())
    work = Line.objects.filter(
        account__code__in=WORK_ACCOUNTS, account__book__organisation__kind="fund", entry__day__gte=first,
        entry__day__lte=last,
    ).exclude(entry__kind="closing")  # fmt: skip
    for area, day, satang in work.values_list(
        "account__book__organisation__subdistrict_id", "entry__day", "satang"
    ).iterator():
        made[area, year_of(day)]["work_benefits_satang"] += satang


def _homes(made: Counted, days: dict[int, date]) -> None:
    rows = Project.objects.exclude(state="cancelled").values_list("organisation__subdistrict_id", "started_on")
    for area, started in rows.iterator():
        for year, day in days.items():
            if started <= day:
                made[area, year]["home_projects"] += 1
