"""A fund's own book comes in by command: what is right is taken, what is wrong is said, twice is once."""

import io
import json
from datetime import date

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from chumchon.access.models import AuditEvent
from chumchon.funds.actions.importing import import_book
from chumchon.funds.models import ImportBatch, ImportRow, Member, MemberEvent
from chumchon.funds.queries.importing.reading import read_book
from chumchon.people import protect
from chumchon.people.models import Household, Person
from chumchon.thai.citizen import check_digit
from chumchon.thai.errors import NotAllowed
from tests import factories
from tests.funds.importing_books import HEADERS, csv_text, ids, people, person, xlsx

pytestmark = pytest.mark.django_db
SOURCE = ids(99)


def every_fault() -> list[list[object]]:
    """Twelve right rows, then each fault and each warning once, with blank, title and total rows between."""
    good = people(12)
    first = good[0][2]

    def row(number: int, **changed: object) -> list[object]:
        return person(number, changed.pop("id", next(SOURCE)), **changed)

    return [
        ["ทะเบียนสมาชิก"], [], HEADERS, *good[:6], [], ["หมู่ที่ 2"], *good[6:],
        row(21, **{"ชื่อ-สกุล": ""}), row(22, id="1999900000000"), row(23, id=first), row(5), row(24, วันที่สมัคร="31/2/2560"),
        row(25, วันเกิด="1/1/2575"), row(26, วันเกิด="5/1/2550", วันที่สมัคร="1/1/2549"), row(27, ยอดสะสม=-365),
        row(28, id=""), row(29, วันเกิด=""), row(30, หมู่ที่=99), ["รวม", "23 คน"],
    ]  # fmt: skip


EXPECTED = {
    "MISSING_NAME": 1, "BAD_CITIZEN_ID": 1, "DUPLICATE_CITIZEN_ID": 1, "DUPLICATE_MEMBER_NO": 1, "BAD_DATE": 1, "FUTURE_DATE": 1,
    "JOIN_BEFORE_BIRTH": 1, "BAD_AMOUNT": 1, "NO_CITIZEN_ID": 1, "NO_BIRTH_DATE": 1, "UNKNOWN_VILLAGE": 1,
}  # fmt: skip


def run(path, fund, *more) -> dict:
    out = io.StringIO()
    call_command("import_members", str(path), "--fund", fund.code, "--json", *more, stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "สมุด.xlsx"
    path.write_bytes(xlsx(every_fault()))
    return path


def test_every_fault_is_counted_once_and_the_rest_comes_in(fund, book):
    report = run(book, fund)
    assert {k: report[k] for k in ("rows", "accepted", "rejected", "warnings")} == {
        "rows": 23, "accepted": 15, "rejected": 8, "warnings": 3,
    }  # fmt: skip
    assert report["by_code"] == EXPECTED
    assert Member.objects.filter(fund=fund).count() == 15


def test_what_comes_in_is_what_the_book_says(fund, book):
    run(book, fund)
    member = Member.objects.select_related("person__household__village").get(fund=fund, number="0001")
    assert (member.person.prefix, member.person.first_name, member.person.surname) == ("นาง", "สมศรี", "ใจดี1")
    assert (member.person.birth_day, member.joined_on, member.paid_until) == (
        date(1967, 1, 5),
        date(2017, 1, 1),
        date(2026, 9, 30),
    )
    assert (member.legacy_satang, member.village.number, member.person.household.house_no) == (36500, 2, "1/1")
    assert member.person.household.village_id == member.village_id
    assert len(bytes(member.salt)) == 16
    assert member.person.search_text and member.number_key
    event = MemberEvent.objects.get(member=member)
    assert (event.kind, event.after["paid_until"], event.actor.username) == ("import", "2026-09-30", "system")
    assert protect.open_sealed(member.person.uid, member.person.citizen_cipher) == people(1)[0][2]


def test_a_dry_run_says_the_same_and_writes_nothing(fund, book):
    said = run(book, fund, "--dry-run")
    assert (said["accepted"], said["added"]) == (15, 0)
    assert not Member.objects.exists() and not Person.objects.exists() and not Household.objects.exists()
    assert not ImportBatch.objects.exists() and not AuditEvent.objects.exists()


def test_the_same_file_twice_adds_nothing(fund, book):
    run(book, fund)
    again = run(book, fund)
    assert (again["rows"], again["accepted"], again["added"], again["already"]) == (23, 0, 0, 15)
    assert again["to_mend"] == {k: v for k, v in EXPECTED.items() if not k.startswith(("NO_", "UNKNOWN"))}
    assert Member.objects.count() == Person.objects.count() == 15


def test_the_same_people_in_another_file_add_nothing_even_without_ids_and_numbers(fund, tmp_path):
    rows = [["", *row[1:2], "", *row[3:]] for row in people(9)]
    (tmp_path / "a.xlsx").write_bytes(xlsx([HEADERS, *rows]))
    (tmp_path / "b.csv").write_bytes(csv_text([HEADERS, *rows], ";").encode("cp874"))
    assert run(tmp_path / "a.xlsx", fund)["accepted"] == 9
    assert [m.number for m in Member.objects.order_by("id")] == [f"{n:04d}" for n in range(1, 10)]
    again = run(tmp_path / "b.csv", fund)
    assert (again["accepted"], again["already"]) == (0, 9)


def test_rejected_rows_come_back_as_a_workbook_that_is_mended_and_imported(fund, book, tmp_path):
    out = tmp_path / "แก้.xlsx"
    run(book, fund, "--rejects", str(out))
    mended = openpyxl.load_workbook(out)
    page = mended.active
    assert page.max_row == 9
    assert page["A1"].value == "สิ่งที่ต้องแก้"
    assert "ไม่มีชื่อ" in page["A2"].value
    columns = {cell.value: cell.column for cell in page[1]}
    fresh = ids(7)
    for index in range(2, 10):
        for header, value in (("ชื่อ-สกุล", "นายดี ใจงาม"), ("เลขประจำตัวประชาชน", next(fresh)), ("วันเกิด", "5/1/2510"), ("วันที่สมัคร", "1/1/2560"),
                              ("ยอดสะสม", 365), ("เลขสมาชิก", f"9{index}")):  # fmt: skip
            page.cell(index, columns[header]).value = value
    mended.save(out)
    report = run(out, fund)
    assert (report["rows"], report["accepted"], report["by_code"]) == (8, 8, {})


def test_an_untouched_workbook_of_rejects_gives_the_same_faults(fund, book, tmp_path):
    first = run(book, fund, "--rejects", str(tmp_path / "a.xlsx"))
    again = run(tmp_path / "a.xlsx", fund)
    assert (again["rows"], again["accepted"]) == (8, 0)
    assert again["by_code"] == first["to_mend"]


def test_ids_that_the_spreadsheet_made_numbers_are_found_again(fund, tmp_path):
    source = ids(5)
    zero = "0" + next(source)[1:12]
    zero += check_digit(zero)
    plain = next(source)
    rows = [
        person(1, int(zero)),
        person(2, float(plain)),
        person(3, zero[1:]),
        person(4, f"{plain[0]}-{plain[1:5]}-{plain[5:10]}-{plain[10:12]}-{plain[12]}"),
    ]
    (tmp_path / "a.xlsx").write_bytes(xlsx([HEADERS, *rows]))
    report = run(tmp_path / "a.xlsx", fund)
    assert (report["accepted"], report["by_code"]) == (2, {"BAD_CITIZEN_ID": 1, "DUPLICATE_CITIZEN_ID": 1})
    found = Person.objects.get(memberships__number="0001")
    assert protect.open_sealed(found.uid, found.citizen_cipher) == zero


def test_numbers_in_thai_digits_and_without_their_zeros_are_the_same_number(fund, tmp_path):
    rows = [person(1, next(SOURCE), เลขสมาชิก=n) for n in ("๐๐๐๑", 1, "0001", "0002")]
    (tmp_path / "a.xlsx").write_bytes(xlsx([HEADERS, *rows]))
    report = run(tmp_path / "a.xlsx", fund)
    assert (report["accepted"], report["by_code"]) == (2, {"DUPLICATE_MEMBER_NO": 2})


def test_kept_rows_hold_no_citizen_id_in_the_clear(fund, book):
    run(book, fund)
    kept = ImportRow.objects.all()
    assert kept.count() == 11
    stored = json.dumps([[r.cells, r.faults, r.warnings] for r in kept])
    assert not any(str(row[2]) in stored for row in every_fault() if len(row) > 2 and len(str(row[2])) == 13)
    assert "สมศรี" not in stored


def test_a_fault_while_writing_leaves_nothing_behind(fund, treasurer, book, monkeypatch):
    from chumchon.funds.actions import importing

    def broken(*args: object) -> None:
        raise RuntimeError("the machine stopped")

    monkeypatch.setattr(importing, "_keep_rows", broken)
    read = read_book(book.read_bytes())
    with pytest.raises(RuntimeError):
        import_book(fund, treasurer, read, read.table.guess.mapping, "a", "b", factories.NOW, factories.TODAY)
    assert not Member.objects.exists() and not Person.objects.exists() and not ImportBatch.objects.exists()


def test_a_collector_may_not_import(fund, book):
    read = read_book(book.read_bytes())
    with pytest.raises(NotAllowed):
        import_book(
            fund,
            factories.actor(fund, "collector"),
            read,
            read.table.guess.mapping,
            "a",
            "b",
            factories.NOW,
            factories.TODAY,
        )
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("a.xlsx", b"PK\x03\x04", "BROKEN_FILE"), ("b.csv", b"", "EMPTY_FILE"), ("c.csv", None, "NO_FILE")],
)
def test_a_file_that_cannot_be_read_ends_with_a_thai_sentence(fund, tmp_path, name, content, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError) as error:
        run(tmp_path / name, fund)
    assert f"[{code}]" in str(error.value) and error.value.returncode == 2
    assert "ไฟล์" in str(error.value)


def test_a_fund_that_is_not_there_is_said(db, tmp_path):
    with pytest.raises(CommandError, match="NO_FUND"):
        call_command("import_members", "x.csv", "--fund", "nowhere")


def test_without_json_the_answer_is_thai(fund, book, capsys):
    call_command("import_members", str(book), "--fund", fund.code)
    said = capsys.readouterr().out
    assert "นำเข้าแล้ว 23 แถว" in said and "ไม่มีชื่อ" in said
