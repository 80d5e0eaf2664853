"""The worked cases: inputs, then the amount, the deferred amount and the code that must come out, three ways."""

import csv

import pytest

from chumchon.agreements import cases, cli, shelf
from chumchon.agreements.claims import Claims
from chumchon.agreements.columns import Book
from chumchon.agreements.decide import CODES, decide
from tests.agreements import plain
from tests.agreements.world import DATA


def _worked():
    with (DATA / "cases.csv").open(encoding="utf-8", newline="") as file:
        return {row["case_id"]: row for row in csv.DictReader(file)}


def _rows():
    with (DATA / "cases.csv").open(encoding="utf-8", newline="") as file:
        return {row.case_id: row for row in cases.read_rows(file)}


WORKED, ROWS = _worked(), _rows()
FUNDS, FAULTS = shelf.read_folder(DATA)


def expected(case):
    row = WORKED[case]
    return row["expect_amount"], row["expect_deferred"], row["expect_code"]


def test_there_are_seventy_six_cases_and_no_fault_in_the_examples():
    assert len(WORKED) == len(ROWS) == 76
    assert not FAULTS


@pytest.mark.parametrize("case", WORKED)
def test_the_worked_case_comes_out_one_by_one(case):
    one = decide(FUNDS[ROWS[case].fund], ROWS[case].facts)
    assert (cases.baht(one.amount_satang), cases.baht(one.deferred_satang), one.code) == expected(case)


@pytest.mark.parametrize("case", WORKED)
def test_the_plain_telling_of_the_tests_knows_the_worked_case_too(case):
    now, later, code, _ = plain.decide(FUNDS[ROWS[case].fund], ROWS[case].facts)
    assert (cases.baht(now), cases.baht(later), code) == expected(case)


def test_the_worked_cases_come_out_in_columns():
    book = Book(version for versions in FUNDS.values() for version in versions)
    claims = Claims.of(book, [row.fund for row in ROWS.values()], [row.facts for row in ROWS.values()])
    results = book.decide(claims)
    for place, case in enumerate(ROWS):
        found = (
            cases.baht(int(results.amount[place])),
            cases.baht(int(results.deferred[place])),
            CODES[results.code[place]],
        )
        assert found == expected(case), case


def test_the_worked_cases_come_out_by_command(tmp_path, capsys):
    out = tmp_path / "out.csv"
    assert cli.run(["agreement-evaluate", str(DATA / "cases.csv"), "--agreements", str(DATA), "--out", str(out)]) == 0
    assert "76" in capsys.readouterr().out
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["case_id", "amount", "deferred", "code", "reason_th"]
    assert [row["case_id"] for row in rows] == list(WORKED)
    for row in rows:
        assert (row["amount"], row["deferred"], row["code"]) == expected(row["case_id"]), row
        assert row["reason_th"]


REASONS = {
    "W01": ["179 วัน", "ยังไม่ครบ 180 วัน"], "W07": ["อุบัติเหตุ", "3,000"], "W10": ["ก่อนวันสมัคร", "1 วัน"],
    "T01": ["0 ปีเต็ม", "3,000"], "H03": ["11 คืน", "คิดได้ 10 คืน"], "H05": ["ใช้ไปแล้ว 10 คืน"], "H06": ["ไป–กลับวันเดียว"],
    "H10": ["5 คืน × 150", "ใช้ไปแล้ว 8"], "H13": ["ศัลยกรรมเสริมความงาม", "ไม่คุ้มครอง (ข้อ 11)"], "B03": ["2 คน × 1,000"],
    "B04": ["เคยเบิก 2 คน"], "B06": ["เบิกแล้ว"], "D05": ["2,000.50"], "D06": ["1,666.50", "ปัดทิ้ง"], "D08": ["บ้านเดียวกัน 3 คน", "667"],
    "D12": ["2 ครั้ง"], "C01": ["4,600", "400", "(ข้อ 16)"], "A01": ["ค้าง 45 วัน", "45 บาท"], "F03": ["0.50 เท่า", "75%"],
    "F04": ["0.49 เท่า", "50%"], "F10": ["9,000", "8,910"], "F11": ["ค้างจ่าย 1,000"], "F14": ["ยังไม่มีประมาณการจ่าย"],
    "X01": ["ฆ่าตัวตาย", "ก่อนเป็นสมาชิกครบ 1 ปี"], "X05": ["91 วัน", "90 วัน"], "X06": ["มรณบัตร", "ยังไม่ปฏิเสธ"], "X09": ["อายุ 59 ปี", "60 ปี"],
    "X10": ["2 ปีเต็ม", "3 ปี"], "X12": ["ฉบับที่ 1"], "K03": ["800", "600"], "K05": ["1,000"],
}  # fmt: skip


@pytest.mark.parametrize("case", REASONS)
def test_the_reason_names_what_decided(case):
    from chumchon.agreements.explain import reason_th

    told = reason_th(decide(FUNDS[ROWS[case].fund], ROWS[case].facts))
    for part in REASONS[case]:
        assert part in told
