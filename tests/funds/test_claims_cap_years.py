"""What was used stays used when the cap year changes: another version counts its years from another day, or the join day moves."""

from datetime import date, timedelta

import pytest

from chumchon.agreements.load import parse
from chumchon.funds.models import Member
from chumchon.funds.queries.claims import last_decision
from chumchon.funds.queries.records import used_of
from chumchon.funds.rules.claim_use import Used, laid, laid_by_years, used_by_all, used_ever, used_units
from tests.factories import make_member
from tests.funds.claims_world import PAID, TOML, approve, claims_fund, enter, in_force, pay, refused, stay

pytestmark = pytest.mark.django_db
LONG = TOML.replace("claim_within_days = 90", "claim_within_days = 3000")
FISCAL = LONG.replace('cap_year = "calendar"', 'cap_year = "fiscal_oct"')
ANNIVERSARY = LONG.replace('cap_year = "calendar"', 'cap_year = "anniversary"')
JAN = date(2026, 1, 1)


def fund_with(first, second=None):
    fund = claims_fund(text=first)
    if second:
        in_force(fund, second.replace("version = 2", "version = 3").replace("2025-04-01", "2026-01-01"), 3, JAN)
    return fund


def given(fund, member, nights, start):
    claim = approve(fund, enter(fund, member, stay(nights, start)))
    pay(fund, claim)
    return last_decision(claim)


def test_a_version_with_another_cap_year_counts_the_nights_of_the_one_before():
    fund = fund_with(LONG, FISCAL)
    member = make_member(fund, paid_until=PAID)
    given(fund, member, 6, date(2025, 11, 1))
    second = enter(fund, member, stay(10, date(2026, 2, 1)))
    assert last_decision(second).amount_satang == 4 * 15000
    approve(fund, second)
    with refused("CAP_YEAR_UNITS"):
        enter(fund, member, stay(1, date(2026, 9, 1)))
    assert last_decision(enter(fund, member, stay(10, date(2026, 10, 1)))).amount_satang == 10 * 15000


def test_a_stay_over_the_edge_of_the_new_cap_year_counts_in_it_only_with_its_own_nights():
    fund = fund_with(LONG, FISCAL)
    member = make_member(fund, paid_until=PAID)
    given(fund, member, 8, date(2025, 9, 28))  # three nights of September lie in the fiscal year before
    assert last_decision(enter(fund, member, stay(10, date(2026, 2, 1)))).amount_satang == 5 * 15000


def test_a_join_day_put_right_does_not_open_a_new_year():
    fund = fund_with(ANNIVERSARY)
    member = make_member(fund, joined_on=date(2015, 3, 1), paid_until=PAID)
    given(fund, member, 10, date(2026, 3, 10))
    Member.objects.filter(pk=member.pk).update(joined_on=date(2015, 4, 1))
    member.refresh_from_db()
    assert last_decision(enter(fund, member, stay(3, date(2026, 5, 1)))).amount_satang == 3 * 15000
    Member.objects.filter(pk=member.pk).update(joined_on=date(2015, 3, 5))
    member.refresh_from_db()
    with refused("CAP_YEAR_UNITS"):
        enter(fund, member, stay(3, date(2026, 6, 1)))


def test_units_and_baht_of_a_decision_lie_on_their_days():
    member = make_member(fund := fund_with(LONG), paid_until=date(2027, 12, 31))
    given(fund, member, 4, date(2026, 10, 30))
    agreement = parse(LONG)
    (one,) = used_of(member, agreement)
    assert one.days == tuple((date(2026, 10, 30) + timedelta(days=n), 1, 15000) for n in range(4))
    assert used_units([one], "hospital", date(2026, 11, 1), date(2026, 12, 31)) == (2, 30000)
    assert used_units([one], "birth", date(2026, 1, 1), date(2026, 12, 31)) == (0, 0)
    assert used_by_all([one], agreement, date(2026, 10, 30), date(2026, 10, 30)) == 15000
    assert used_by_all([Used("death", one.start, one.days)], agreement, JAN, date(2026, 12, 31)) == 0


def test_no_satang_is_lost_and_a_capped_stay_takes_the_first_nights_of_each_year():
    start = date(2025, 12, 30)
    assert [satang for _, _, satang in laid(start, 3, 200, True)] == [67, 67, 66]
    assert laid(start, 2, 500, False) == ((start, 2, 500),) and laid(start, 0, 500, True) == ((start, 0, 500),)
    days = laid_by_years(parse(LONG), date(2015, 1, 1), start, [(1, 100), (2, 300), (0, 0)], True)
    assert days == ((start, 1, 100), (JAN, 1, 150), (date(2026, 1, 2), 1, 150), (date(2027, 1, 1), 0, 0))
    assert used_ever([Used("hospital", start, days)], "hospital") == 3
