"""Money is read as people type it and written as receipts want it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.thai.errors import BadInput
from chumchon.thai.money import baht, baht_plain, baht_short, baht_text, parse_baht


@pytest.mark.parametrize(
    ("typed", "satang"),
    [("1,140.50", 114050), ("๓๐ บาท", 3000), ("฿365", 36500), ("20.-", 2000), ("-5", -500), ("0.01", 1)],
)
def test_amounts_are_read_as_people_type_them(typed, satang):
    assert parse_baht(typed) == satang


@pytest.mark.parametrize("typed", ["", "สามสิบ", "1,14", "1.234", "1e3", "12 34", "--5"])
def test_what_is_no_amount_is_refused_with_what_to_do(typed):
    with pytest.raises(BadInput) as refused:
        parse_baht(typed)
    assert refused.value.code == "BAD_AMOUNT"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_what_is_shown_is_read_back_as_the_same_money(satang):
    assert parse_baht(baht(satang)) == satang
    assert parse_baht(baht_short(satang)) == satang


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (38500, "สามร้อยแปดสิบห้าบาทถ้วน"),
        (1, "หนึ่งสตางค์"),
        (0, "ศูนย์บาทถ้วน"),
        (2125, "ยี่สิบเอ็ดบาทยี่สิบห้าสตางค์"),
        (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (1_000_001_00, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (1100, "สิบเอ็ดบาทถ้วน"),
    ],
)
def test_money_in_words(satang, words):
    assert baht_text(satang) == words


def test_money_for_a_file_has_no_commas():
    assert [baht_plain(satang) for satang in (0, 114_000, -123_456_789)] == ["0.00", "1140.00", "-1234567.89"]
