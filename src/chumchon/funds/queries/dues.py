"""The plan of dues that a fund has on a day."""

from datetime import date

from ..models import Fund
from ..models.plan import PlanChange
from ..rules.dues import Plan


def _change(fund: Fund, day: date) -> PlanChange | None:
    return PlanChange.objects.filter(fund=fund, from_day__lte=day).order_by("-from_day", "-id").first()


def plan_of(fund: Fund, day: date) -> Plan:
    """The prices in force on a day: the newest change that has begun, else the fund's first plan. One query."""
    change = _change(fund, day) or fund
    return Plan(change.plan_kind, change.day_satang, change.month_satang, change.year_satang)


def entry_fee_of(fund: Fund, day: date) -> int:
    """The entry fee in satang on a day; 0 where the fund takes none."""
    return (_change(fund, day) or fund).entry_fee_satang
