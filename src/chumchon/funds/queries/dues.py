"""The plan of dues that a fund has."""

from datetime import date

from ..models import Fund
from ..rules.dues import Plan


def plan_of(fund: Fund, day: date) -> Plan:
    """The prices in force on a day. A fund has one plan; the day is asked so that a meeting may change it later."""
    return Plan(fund.plan_kind, fund.day_satang, fund.month_satang, fund.year_satang)
