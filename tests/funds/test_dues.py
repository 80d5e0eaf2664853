"""Dues: what is due now, what an amount pays for, and that no day is paid twice or left out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.funds.rules.dues import Plan, as_written, begun, cost, first_unpaid, month_end, offers, span_for, standing
from chumchon.thai.errors import Refused

FLAT, DAILY = Plan("flat_month"), Plan("daily")
JOINED = date(2020, 1, 1)
DEC_5 = date(2026, 12, 5)
PLANS = st.sampled_from([FLAT, DAILY, Plan("flat_month", 100, 5000, 55000), Plan("daily", 250)])
DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))


def by_key(made):
    return {o.key: o for o in made}


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [("flat_month", date(2026, 10, 30), date(2026, 10, 31)), ("flat_month", date(2026, 9, 30), date(2026, 9, 30)),
     ("flat_month", date(2028, 2, 28), date(2028, 2, 29)), ("flat_month", date(2026, 10, 15), date(2026, 10, 15)),
     ("daily", date(2026, 10, 30), date(2026, 10, 30))],
)  # fmt: skip
def test_an_old_book_s_thirtieth_is_the_month_s_end_and_costs_no_month_more(kind, written, meant):
    assert as_written(kind, written) == meant


def test_a_member_paid_until_november_owes_december_and_is_not_behind():
    now = standing(FLAT, JOINED, date(2026, 11, 30), DEC_5)
    assert (now.days_overdue, now.months_overdue, now.owed_satang, now.since) == (5, 1, 3000, date(2026, 12, 1))
    assert not now.behind
    first = offers(FLAT, JOINED, date(2026, 11, 30), DEC_5)[0]
    assert (first.key, first.satang, first.span_from, first.span_to) == (
        "month", 3000, date(2026, 12, 1), date(2026, 12, 31),
    )  # fmt: skip


def test_three_months_behind_is_one_touch_of_ninety_baht_since_october():
    now = standing(FLAT, JOINED, date(2026, 9, 30), DEC_5)
    assert (now.months_overdue, now.owed_satang, now.since, now.behind) == (3, 9000, date(2026, 10, 1), True)
    made = offers(FLAT, JOINED, date(2026, 9, 30), DEC_5)
    assert [(o.key, o.satang) for o in made] == [("arrears", 9000), ("month", 3000), ("year", 36500), ("amount", 0)]


def test_who_has_paid_ahead_owes_nothing_and_is_offered_the_next_month():
    assert standing(FLAT, JOINED, date(2027, 9, 30), DEC_5).owed_satang == 0
    made = offers(FLAT, JOINED, date(2027, 9, 30), DEC_5)
    assert (made[0].key, made[0].span_from) == ("month", date(2027, 10, 1))


def test_a_year_at_once_costs_the_meetings_price_and_twelve_single_months_what_months_cost():
    year = by_key(offers(FLAT, JOINED, date(2026, 9, 30), date(2026, 9, 30)))["year"]
    assert (year.satang, year.span_to) == (36500, date(2027, 9, 30))
    paid, months = date(2026, 9, 30), 0
    for _ in range(12):
        _, paid = span_for(FLAT, paid, JOINED, 3000)
        months += 3000
    assert (paid, months) == (year.span_to, 36000)
    with pytest.raises(Refused) as refused:  # and twelve months at once are never 360 by accident
        span_for(FLAT, date(2026, 9, 30), JOINED, 36000)
    assert "฿330 หรือ ฿365" in refused.value.th


def test_a_new_member_begins_on_the_day_of_joining():
    first = offers(FLAT, date(2026, 12, 3), None, DEC_5)[0]
    assert (first.satang, first.span_from, first.span_to) == (3000, date(2026, 12, 3), date(2026, 12, 31))
    first = offers(DAILY, date(2026, 12, 3), None, DEC_5)[0]
    assert first.satang == 2900


def test_a_month_of_which_days_are_paid_costs_its_other_days():
    paid = date(2026, 11, 20)  # a claim deducted up to this day
    first = offers(FLAT, JOINED, paid, date(2026, 11, 25))[0]
    assert (first.key, first.satang, first.span_from, first.span_to) == (
        "month", 1000, date(2026, 11, 21), date(2026, 11, 30),
    )  # fmt: skip
    assert "ที่เหลือของเดือน" in first.label_th
    assert standing(FLAT, JOINED, paid, DEC_5).owed_satang == 1000 + 3000
    assert by_key(offers(FLAT, JOINED, paid, DEC_5))["year"].satang == 1000 + 11 * 3000
    assert span_for(FLAT, paid, JOINED, 1000) == (date(2026, 11, 21), date(2026, 11, 30))
    assert span_for(FLAT, paid, JOINED, 1000 + 36500) == (date(2026, 11, 21), date(2027, 11, 30))
    with pytest.raises(Refused) as refused:  # a whole month more than the days that are left
        span_for(FLAT, paid, JOINED, 3000)
    assert "฿10 หรือ ฿40" in refused.value.th
    assert cost(Plan("flat_month", 100, 5000, 55000), date(2026, 10, 31), date(2026, 10, 31), True) == 200  # 1.61 up


@given(DAYS, DAYS)
def test_the_rest_of_a_month_never_costs_more_than_the_month_and_never_nothing(paid, today):
    owed, whole = (standing(FLAT, JOINED, day, today).owed_satang for day in (paid, month_end(paid, -1)))
    assert owed <= whole
    first = offers(FLAT, JOINED, paid, today)[0]
    assert first.satang > 0 and first.satang % 100 == 0


def test_by_the_day_a_leap_year_has_a_day_more():
    assert by_key(offers(DAILY, JOINED, date(2026, 12, 31), DEC_5))["year"].satang == 36500
    assert by_key(offers(DAILY, JOINED, date(2027, 12, 31), DEC_5))["year"].satang == 36600


def test_another_amount_by_the_day_pays_for_so_many_days():
    assert span_for(DAILY, date(2026, 11, 30), JOINED, 4500) == (date(2026, 12, 1), date(2027, 1, 14))


@pytest.mark.parametrize(
    ("plan", "satang", "words"),
    [
        (FLAT, 4500, "฿30 หรือ ฿60"), (FLAT, 100, "฿30"), (DAILY, 250, "฿2 หรือ ฿3"), (FLAT, 35900, "฿330 หรือ ฿365"),
        (FLAT, 0, "฿30"), (DAILY, 0, "฿1"), (FLAT, -3000, "฿30"),
    ],
)  # fmt: skip
def test_a_crooked_amount_is_refused_with_the_nearest_right_ones(plan, satang, words):
    with pytest.raises(Refused) as refused:
        span_for(plan, date(2026, 11, 30), JOINED, satang)
    assert refused.value.code == "NOT_WHOLE" and words in refused.value.th


@pytest.mark.parametrize("plan", [FLAT, DAILY])
def test_more_than_ten_years_at_once_is_a_typing_error(plan):
    with pytest.raises(Refused) as refused:
        span_for(plan, date(2026, 11, 30), JOINED, 10**9)
    assert refused.value.code == "TOO_MUCH"


@given(PLANS, DAYS, st.none() | DAYS, DAYS)
def test_every_offer_begins_where_the_paid_days_end_and_costs_what_its_span_costs(plan, joined, paid, today):
    first = first_unpaid(joined, paid)
    assert first >= joined and (paid is None or first > paid)
    made = offers(plan, joined, paid, today)
    assert made[-1].key == "amount" and len({o.span_to for o in made}) == len(made)
    for offer in made[:-1]:
        assert offer.span_from == first <= offer.span_to
        assert offer.satang == cost(plan, first, offer.span_to, begun(joined, paid)) > 0
    owed = standing(plan, joined, paid, today)
    if owed.owed_satang:
        assert (made[0].satang, made[0].span_from) == (owed.owed_satang, owed.since)
    else:
        assert first > today


@given(PLANS, DAYS, st.none() | DAYS, st.lists(st.sampled_from(["month", "quarter", "year", "arrears"]), max_size=8))
def test_payments_in_a_row_never_overlap_nor_leave_a_gap(plan, joined, paid, keys):
    today, expected = date(2026, 12, 5), first_unpaid(joined, paid)
    for key in keys:
        offer = by_key(offers(plan, joined, paid, today)).get(key)
        if offer is not None:
            assert offer.span_from == expected
            paid, expected = offer.span_to, offer.span_to + timedelta(days=1)


@given(PLANS, DAYS, st.none() | DAYS, st.integers(1, 360_000))
def test_an_amount_pays_for_the_span_that_costs_it_or_is_refused(plan, joined, paid, satang):
    try:
        first, last = span_for(plan, paid, joined, satang)
    except Refused as refused:
        assert refused.code == "NOT_WHOLE"
    else:
        assert first == first_unpaid(joined, paid) and cost(plan, first, last) == satang
