"""Headers in any order and wording, and the rows below them that are people."""

import pytest

from chumchon.funds.rules.importing.headers import field_of, guess
from chumchon.funds.rules.importing.sheet import is_member_row, read_header
from tests.funds.importing_books import HEADERS, people

WORDS = {
    "number": ["เลขสมาชิก", "เลขที่สมาชิก", "รหัสสมาชิก", "ทะเบียนเลขที่", "สมาชิกเลขที่", "เลขประจำตัวสมาชิก", "Member No."],
    "name": ["ชื่อ - สกุล", "ชื่อ-นามสกุล", "ชื่อ – นามสกุล", "ชื่อและนามสกุล", "รายชื่อสมาชิก", "คำนำหน้า ชื่อ-สกุล", "ชื่อสมาชิก"],
    "citizen_id": ["เลขประจำตัวประชาชน", "เลขบัตร ปชช.", "หมายเลขบัตรประชาชน", "เลขบัตรประจำตัวประชาชน 13 หลัก", "เลขที่บัตร", "Citizen ID"],
    "birth": ["วันเกิด", "ว/ด/ป เกิด", "ว.ด.ป.เกิด", "วันเดือนปีเกิด", "เกิดวันที่", "วัน เดือน ปี (เกิด)", "ปีเกิด (พ.ศ.)"],
    "house": ["บ้านเลขที่", "ที่อยู่ เลขที่", "เลขที่บ้าน"],
    "village": ["หมู่", "หมู่ที่", "ม.", "ม. ที่", "ชุมชน", "หมู่บ้าน", "หมู่ (ที่)"],
    "address": ["ที่อยู่", "ที่อยู่ปัจจุบัน"],
    "joined": ["วันสมัคร", "วันที่สมัคร", "เป็นสมาชิกเมื่อ", "วันที่เป็นสมาชิก", "สมัครเมื่อวันที่", "วันเข้าเป็นสมาชิก", "วันเข้ากองทุน", "ว/ด/ป สมัคร"],
    "paid_until": ["ชำระถึง", "จ่ายถึงวันที่", "ส่งถึง", "จ่ายถึง", "ชำระเงินถึงเดือน", "เงินสมทบถึง"],
    "legacy": ["ยอดสะสม", "สะสม", "เงินสมทบสะสม (บาท)", "เงินออม", "ยอดยกมา", "รวมเงินสมทบ", "จำนวนเงิน (บาท)"],
    "phone": ["โทรศัพท์", "เบอร์โทร", "โทร.", "มือถือ"],
    "beneficiary": ["ผู้รับประโยชน์", "ผู้รับผลประโยชน์", "ชื่อทายาท"],
    "kind": ["ประเภท", "ประเภทสมาชิก"],
    "prefix": ["คำนำหน้า", "คำนำหน้าชื่อ", "คำนำหน้านาม"],
    "": ["ลำดับ", "ที่", "อายุ (ปี)", "เพศ", "หมายเหตุ", "ค่าสมัคร", "หมู่โลหิต", "เลขบัตรประชาชนผู้รับประโยชน์", "โทรศัพท์ทายาท", "สถานะสมาชิก"],
}  # fmt: skip


@pytest.mark.parametrize(("field", "said"), [(f, w) for f, words in WORDS.items() for w in words])
def test_a_header_is_known_in_many_words(field, said):
    assert field_of(said) == field


def test_a_first_name_stands_beside_its_surname_and_a_full_name_alone():
    assert guess(["ชื่อ", "สกุล"]).mapping == {"first": 0, "surname": 1}
    assert guess(["ชื่อ", "ชื่อสกุล"]).mapping == {"first": 0, "surname": 1}
    assert guess(["เลขสมาชิก", "ชื่อ", "วันเกิด"]).mapping == {"number": 0, "name": 1, "birth": 2}


def test_a_bare_number_before_the_name_is_the_members_and_behind_it_the_houses():
    assert guess(["เลขที่", "ชื่อ-สกุล"]).mapping == {"number": 0, "name": 1}
    assert guess(["เลขสมาชิก", "ชื่อ-สกุล", "เลขที่"]).mapping["house"] == 2


def test_titles_above_the_header_are_passed_over():
    table = read_header("", [["ทะเบียนสมาชิกกองทุน ปี 2569"], ["ณ วันที่ 30 กันยายน 2569", "หน้า 1"], [], HEADERS, *people(2)])
    assert table is not None
    assert table.first_row == 4
    assert len(table.guess.mapping) == 9


def test_a_header_of_two_lines_is_one():
    rows = [
        ["ลำดับ", "เลขสมาชิก", "ชื่อ - สกุล", "", "", "เกิด", "ที่อยู่", "", "ผู้รับประโยชน์", ""],
        ["", "", "คำนำหน้า", "ชื่อ", "สกุล", "วัน เดือน ปี", "เลขที่", "หมู่", "ชื่อ-สกุล", "โทรศัพท์"],
        [1, "0001", "นาย", "สม", "ใจดี", "5/1/2510", "35", 7, "นางปัน ใจดี", "0810000000"],
    ]
    table = read_header("", rows)
    assert table is not None
    assert table.first_row == 2
    assert table.guess.mapping == {
        "number": 1, "prefix": 2, "first": 3, "surname": 4, "birth": 5, "house": 6, "village": 7, "beneficiary": 8,
    }  # fmt: skip


def test_a_column_of_ids_is_found_without_a_header():
    headers = ["เลขสมาชิก", "ชื่อ-สกุล", ""]
    rows = [[row[0], row[1], row[2]] for row in people(5)]
    table = read_header("", [headers, *rows])
    assert table is not None
    assert table.guess.mapping["citizen_id"] == 2


@pytest.mark.parametrize(
    "row",
    [
        [], ["", "", ""], ["รวม", "600 คน"], ["", "รวมทั้งสิ้น", "", "", "", "", "", "", 1234], ["", "", "", "", "", "", "", "", 1234],
        ["หมู่ที่ 3 บ้านป่าสัก"], ["", "หมู่ที่ 3"], HEADERS, ["(1)", "(2)", "(3)"], [1, 2, 3, 4], ["ลงชื่อ", "เหรัญญิก"], ["ชาย", "120 คน"],
        ["0241"], ["-", "-", "-"], ["หมายเหตุ: ข้อมูล", "ณ วันที่ 1"],
    ],
)  # fmt: skip
def test_blank_rows_totals_and_titles_are_not_people(row):
    assert not is_member_row(row, guess(HEADERS).mapping, HEADERS)


@pytest.mark.parametrize(
    "row",
    [
        ["0001", "นางสม ใจดี"], ["", "นางสม ใจดี"], ["0001", "", "1999979868309"], ["0001", "", "", "5/1/2510"],
        ["0002", "นายรวม ใจดี", "", "5/1/2510"], ["0003", "", "", "", "35/1", 3],
    ],
)  # fmt: skip
def test_a_row_that_speaks_of_a_person_is_one_even_without_a_name(row):
    assert is_member_row(row, guess(HEADERS).mapping, HEADERS)
