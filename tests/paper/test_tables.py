"""One report is the same on a page, in a workbook and in a CSV: the same rows, the same sums."""

import io

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from chumchon.paper.tables import COUNT, MONEY, Column, Report, Table, summed
from chumchon.thai.money import parse_baht

COLUMNS = [Column("รายการ"), Column("คน", COUNT), Column("บาท", MONEY)]
rows_of_money = st.lists(
    st.tuples(st.text("กขคa=+-@,\"' ", min_size=1, max_size=12), st.integers(0, 10**6), st.integers(-(10**11), 10**11)),
    max_size=12,
)


@settings(deadline=None, max_examples=40)
@given(rows_of_money)
def test_the_page_the_workbook_and_the_csv_say_the_same_sums(rows):
    table = summed("ตาราง", COLUMNS, rows)
    money = sum(row[2] for row in rows)
    assert parse_baht(table.said_total()[2]) == money == sum(parse_baht(row[2]) for row in table.said())
    report = Report("รายงาน", ["กองทุน"], [table])
    written = list(report.csv_rows())
    assert parse_baht(str(written[2 + len(rows)][2])) == money
    sheet = openpyxl.load_workbook(io.BytesIO(report.xlsx())).active
    read = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert round(read[len(rows)][2] * 100) == money and read[len(rows)][1] == sum(row[1] for row in rows)
    assert [r[0] for r in read[: len(rows)]] == [row[0] for row in rows]


def test_a_cell_that_looks_like_a_formula_stays_text_in_the_workbook():
    made = Report("ร", [], [Table("ต", [Column("ช")], [("=1+1",)])]).xlsx()
    cell = openpyxl.load_workbook(io.BytesIO(made)).active["A4"]
    assert cell.value == "=1+1" and cell.data_type == "s"


def test_nothing_is_a_dash_among_numbers_and_empty_among_words():
    table = Table("ต", COLUMNS, [(None, None, None)])
    assert table.said() == [["", "–", "–"]] and table.said_total() == []


def test_a_page_says_which_cells_stand_on_the_right():
    marked = summed("ต", COLUMNS, [("ก", 1, 2)]).marked()[0]
    assert [(c.words, c.right) for c in marked] == [("ก", False), ("1", True), ("0.02", True)]
