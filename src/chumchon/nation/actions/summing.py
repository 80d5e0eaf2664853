"""Make the sums that the screens read: of reported rows, and of every fund's own book."""

from collections import defaultdict
from datetime import date

from django.db import transaction
from django.db.models import F

from chumchon.access.models import Organisation
from chumchon.areas.models import Province
from chumchon.funds.rules.dues import month_end

from .. import rules
from ..models import Figure, FundMonth, ReportedRow


class _Sums:
    """Values, bodies and tambons by (measure, day, area)."""

    def __init__(self) -> None:
        self.regions = dict(Province.objects.values_list("code", "region_id"))
        self.value: dict[tuple[str, date, str], int] = defaultdict(int)
        self.bodies: dict[tuple[str, date, str], int] = defaultdict(int)
        self.places: dict[tuple[str, date, str], set[str]] = defaultdict(set)

    def add(self, measure: str, day: date, area: str, value: int, bodies: int = 1) -> None:
        """Count a row into its area's district, province, region and the nation."""
        for above in rules.parents(area, self.regions.get(area[:2]) or ""):
            key = (measure, day, above)
            self.value[key] += value
            self.bodies[key] += bodies
            if len(area) == 6:
                self.places[key].add(area)

    def save(self, origin: str) -> None:
        """Take the place of every figure of that origin."""
        Figure.objects.filter(origin=origin).delete()
        Figure.objects.bulk_create(
            (
                Figure(
                    origin=origin, measure_id=measure, as_of=day, area=area, value=value,
                    bodies=self.bodies[key], places=len(self.places.get(key, ())),
                )
                for key, value in self.value.items()
                for measure, day, area in [key]
            ),
            batch_size=2000,
        )  # fmt: skip


@transaction.atomic
def sum_reported() -> None:
    """Every reported row summed for its areas."""
    sums = _Sums()
    rows = ReportedRow.objects.values_list("measure_id", "as_of", "area", "value").iterator(chunk_size=5000)
    for measure, day, area, value in rows:
        sums.add(measure, day, area, value)
    sums.save("reported")


@transaction.atomic
def sum_books() -> None:
    """Every fund's months summed for its areas; a fund that has no row in a later month keeps its last one there. A fund
    that ended is no fund from that month on; whom it helped stays helped."""
    ended = dict(Organisation.objects.filter(kind="fund", closed_on__isnull=False).values_list("pk", "closed_on"))
    sums = _Sums()
    last: dict[int, FundMonth] = {}
    helped: dict[int, int] = defaultdict(int)
    paid: dict[int, int] = defaultdict(int)
    months = sorted(set(FundMonth.objects.values_list("month", flat=True)))
    by_month: dict[date, list[FundMonth]] = defaultdict(list)
    for row in FundMonth.objects.order_by("month", F("organisation_id")).iterator(chunk_size=2000):
        by_month[row.month].append(row)
    for month in months:
        for row in by_month[month]:
            last[row.organisation_id] = row
            helped[row.organisation_id] += row.recipients
            paid[row.organisation_id] += row.benefits_satang
        for key, row in last.items():
            end = ended.get(key)
            if end is None or end > month_end(month):
                sums.add("funds", month, row.area, 1)
                sums.add("members", month, row.area, row.members)
                sums.add("fund_money", month, row.area, row.money_satang)
            sums.add("recipients", month, row.area, helped[key])
            sums.add("welfare_paid", month, row.area, paid[key])
    sums.save("books")
