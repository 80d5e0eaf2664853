"""A cell is read as its writer meant it, whatever hand wrote it."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.funds.rules.importing import cells, names
from chumchon.thai.dates import MONTHS, SHORT
from chumchon.thai.errors import BadInput

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "cell",
    [
        "5/1/2510", "05/01/2510", "๕/๑/๒๕๑๐", "5-1-2510", "5.1.2510", "5 ม.ค. 10", "5-ม.ค.-10", "5 มกราคม 2510", "5 มกราคม พ.ศ. 2510",
        "วันที่ 5 เดือน มกราคม พ.ศ. 2510", "๕ มกราคม พ.ศ.๒๕๑๐", "5 มค 10", "5 มกรา 2510", "5/1/10", "5/1/1967", "1967-01-05",
        "2510-01-05", "2510/1/5", "2510-01-05 00:00:00", "5/1/2510 00:00", "1967-01-05T00:00:00", "5-Jan-10", "5 January 1967",
        "05012510", date(1967, 1, 5), date(2510, 1, 5), datetime(1967, 1, 5, 7, 30), 24477, 24477.0, 222804, " 5/1/2510 ",
        "5\u200b/1/2510", "5 / 1 / 2510",
    ],
)  # fmt: skip
def test_one_day_in_every_hand(cell):
    assert cells.read_day(cell, TODAY).day == date(1967, 1, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "31/2/2560",
        "99/99/2560",
        "วันไหนไม่รู้",
        "2560",
        "12/2560",
        "5/1/2250",
        "0/0/2510",
        "5/13/2510",
        12,
        0,
        "32 ม.ค. 60",
    ],
)
def test_what_is_no_day_is_a_bad_date(cell):
    with pytest.raises(BadInput) as error:
        cells.read_day(cell, TODAY)
    assert error.value.code == "BAD_DATE"


@pytest.mark.parametrize("cell", ["2510", 2510, 2510.0, "พ.ศ. 2510", "ปี ๒๕๑๐", "-/-/2510", 1967])
def test_of_a_birth_the_year_is_enough(cell):
    found = cells.read_day(cell, TODAY, year_only=True)
    assert (found.day, found.precision) == (date(1967, 1, 1), "year")


@pytest.mark.parametrize(("written", "year_be"), [("78", 2478), ("69", 2569), ("70", 2470), ("00", 2500), ("99", 2499)])
def test_two_digits_are_the_latest_year_not_ahead(written, year_be):
    assert cells.read_day(f"1/1/{written}", TODAY).day.year == year_be - 543


def test_this_year_in_two_digits_may_be_a_day_that_has_not_come():
    assert cells.read_day("25/12/69", TODAY).day == date(2026, 12, 25)


@given(
    st.dates(min_value=date(1930, 1, 1), max_value=date(2026, 12, 31)), st.sampled_from([MONTHS, SHORT]), st.booleans()
)
def test_a_day_that_is_written_with_its_month_is_read_back(day, words, short_year):
    year = f"{(day.year + 543) % 100:02d}" if short_year else day.year + 543
    assert cells.read_day(f"{day.day} {words[day.month - 1]} {year}", TODAY).day == day


@pytest.mark.parametrize(
    ("cell", "until"),
    [("30/9/2570", date(2027, 9, 30)), ("30 ก.ย. 70", date(2027, 9, 30)), ("ก.ย. 69", date(2026, 9, 30)),
     ("กุมภาพันธ์ 2567", date(2024, 2, 29)), ("ก.พ. 68", date(2025, 2, 28)), ("9/2569", date(2026, 9, 30)), ("ครบ", None)],
)  # fmt: skip
def test_paid_until_may_lie_ahead_and_a_month_is_paid_to_its_end(cell, until):
    assert cells.read_paid_until(cell, TODAY) == until


@pytest.mark.parametrize(
    ("cell", "satang"),
    [("1,234.-", 123400), ("๑,๒๓๔", 123400), ("365 บาท", 36500), ("฿365.50", 36550), (365.5, 36550), (0.1 + 0.2, 30), ("-", 0),
     ("", 0), (None, 0), (0, 0), ("0.00", 0)],
)  # fmt: skip
def test_amounts_are_read_to_the_satang(cell, satang):
    assert cells.read_satang(cell) == satang


@pytest.mark.parametrize(
    "cell", [-365, "-365", "(365)", "สามร้อย", "1,23", 0.333, float("inf"), float("nan"), "1e5", 1e30, True]
)
def test_what_is_no_amount_is_a_bad_amount(cell):
    with pytest.raises(BadInput) as error:
        cells.read_satang(cell)
    assert error.value.code == "BAD_AMOUNT"


@pytest.mark.parametrize(
    "cell",
    [
        7,
        7.0,
        "7",
        "๗",
        "ม.7",
        "ม. 7",
        "หมู่ 7",
        "หมู่ที่ 7",
        "หมู่ที่๗",
        "7 บ้านแม่แรม",
        "หมู่ที่ 7 บ้านแม่แรม",
        "บ้านแม่แรม",
        "แม่แรม",
        "07",
    ],
)
def test_a_village_by_number_or_name(cell):
    assert cells.read_village(cell, {"แม่แรม": 7}) == 7


@pytest.mark.parametrize("cell", ["บ้านไหนไม่รู้", 7.5, "หมู่"])
def test_a_village_nobody_knows(cell):
    assert cells.read_village(cell, {"แม่แรม": 7}) is None


@pytest.mark.parametrize(
    ("cell", "house", "village"),
    [("35/2 หมู่ที่ 7 ต.แม่แรม", "35/2", "7"), ("๓๕/๒ ม.๗ บ้านแม่แรม", "35/2", "7"), ("บ้านเลขที่ 35 หมู่ 7", "35", "7"), ("9 ถ.เจริญเมือง", "9", "")],
)  # fmt: skip
def test_an_address_in_one_cell(cell, house, village):
    assert cells.read_address(cell) == (house, village)


def test_a_house_number_that_the_spreadsheet_made_a_day_is_turned_back():
    assert cells.read_house(date(2026, 3, 15)) == "15/3"


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("นางสาววันเพ็ญ สุขสบาย", ("นางสาว", "วันเพ็ญ", "สุขสบาย")), ("น.ส. มาลี ใจดี", ("น.ส.", "มาลี", "ใจดี")), ("ด.ญ.ละออ จันทร์ตา", ("ด.ญ.", "ละออ", "จันทร์ตา")),
        ("นาย  สม   ณ เชียงใหม่", ("นาย", "สม", "ณ เชียงใหม่")), ("คุณากร ใจดี", ("", "คุณากร", "ใจดี")), ("นางาม", ("", "นางาม", "")),
        ("พระสมชาย ธมฺมธโร", ("", "พระสมชาย", "ธมฺมธโร")), ("พระ สมชาย ธมฺมธโร", ("พระ", "สมชาย", "ธมฺมธโร")), ("ว่าที่ ร.ต. คำ ปัน", ("ว่าที่ ร.ต.", "คำ", "ปัน")),
        ("นาย", ("นาย", "", "")), ("สมศรี", ("", "สมศรี", "")), ("น\u0e4d\u0e32ใจ ดี", ("", "นำใจ", "ดี")),
    ],
)  # fmt: skip
def test_a_full_name_falls_into_its_parts(said, parts):
    assert names.read_name(None, said, None, has_surname=False) == parts


def test_a_first_name_keeps_its_letters_beside_a_prefix_of_its_own():
    assert names.read_name("นาย", "นางนวล", "ใจดี", has_surname=True) == ("นาย", "นางนวล", "ใจดี")
    assert names.read_name("นาย", "นายสมชาย", "ใจดี", has_surname=True) == ("นาย", "สมชาย", "ใจดี")


def test_kinds_are_read_from_the_words_of_a_book():
    said = ["ทั่วไป", "เด็กและเยาวชน", "ผู้สูงอายุ", "คนพิการ", "ผู้ด้อยโอกาส", ""]
    assert [names.read_kind(s) for s in said] == ["general", "child", "elderly", "disabled", "disadvantaged", "general"]
