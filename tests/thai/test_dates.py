"""Days are read as Thai people write them; inside they are C.E."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.thai import dates
from chumchon.thai.errors import BadInput

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "cell",
    [
        "24/11/2569", "24 พ.ย. 69", "๒๔ พ.ย. ๖๙", "24 พฤศจิกายน 2569", "24 พฤศจิกายน พ.ศ. 2569", "24-11-2569",
        "2026-11-24", "2569-11-24", "24/11/69", "24/11/2026", date(2026, 11, 24), date(2569, 11, 24),
        datetime(2026, 11, 24), 46350, "24พ.ย.69",
    ],
)  # fmt: skip
def test_the_same_day_in_many_hands(cell):
    assert dates.parse_day(cell, TODAY).day == date(2026, 11, 24)


@pytest.mark.parametrize(
    "cell", ["31/02/2569", "0/1/2569", "วันไหนไม่รู้", "", "24/13/2569", "2569", 12, "32/1/2569", "1/1/9999"]
)
def test_what_is_no_day_is_refused(cell):
    with pytest.raises(BadInput):
        dates.parse_day(cell, TODAY)


def test_two_digits_are_the_latest_year_that_is_not_ahead():
    assert dates.parse_day("1/1/78", TODAY).day.year == 2478 - 543
    assert dates.parse_day("1/1/69", TODAY).day.year == 2569 - 543
    assert dates.parse_day("25/11/69", TODAY).day == date(1926, 11, 25)


def test_a_birth_may_be_only_a_year():
    parsed = dates.parse_day("2500", TODAY, allow_year_only=True)
    assert (parsed.day, parsed.precision) == (date(1957, 1, 1), "year")


@given(st.dates(min_value=date(1927, 1, 1), max_value=TODAY))
def test_what_is_written_is_read_back(day):
    assert dates.parse_day(dates.long_th(day), TODAY).day == day
    assert dates.parse_day(dates.short_th(day), TODAY).day == day


@given(st.dates(min_value=date(1927, 1, 1), max_value=TODAY))
def test_in_english_a_day_is_written_with_the_year_of_the_west(day):
    assert (dates.long_en(day), dates.short_en(day)) == (
        f"{day.day} {day:%B} {day.year}",
        f"{day.day} {day:%b} {day.year}",
    )
    assert dates.month_en(day) == f"{day:%b} {day.year}" and dates.WEEKDAYS_EN[day.weekday()] == f"{day:%A}"


def test_who_paid_within_a_month_is_told_the_day():
    assert dates.until_th(date(2026, 11, 30)) == "พ.ย. 69" and dates.until_th(date(2028, 2, 29)) == "ก.พ. 71"
    assert dates.until_th(date(2026, 11, 12)) == "12 พ.ย. 69" and dates.until_th(date(2028, 2, 28)) == "28 ก.พ. 71"
