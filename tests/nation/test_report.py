"""The national report: the article's figures exactly, every number down to its rows, nothing half loaded."""

import json
import shutil
import uuid
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from chumchon.funds.actions.contributions import Payment, post_contributions
from chumchon.nation.actions.facts import refresh_books
from chumchon.nation.actions.loading import load_batch
from chumchon.nation.models import Figure, FundMonth, ReportedRow
from chumchon.nation.queries.report import national_report
from chumchon.thai.errors import Plain
from tests.factories import TODAY, actor, make_member

FOLDER = Path(__file__).parents[2] / "examples" / "nation-2565"
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY = date(2022, 10, 26)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """The nation is loaded once for this file and taken away after it."""
    with django_db_blocker.unblock():
        load_batch(FOLDER, NOW)
        yield
        ReportedRow.objects.all().delete()
        Figure.objects.all().delete()


@pytest.fixture
def nation(_loaded, db):
    return None


def test_the_report_gives_the_articles_figures_exactly(nation, capsys):
    call_command("national_report", "--as-of", "2022-10-26", "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["funds"], said["members"], said["fund_money_baht"]) == (5_915, 6_486_679, 20_413_000_000)
    assert (said["welfare_recipients"], said["welfare_paid_baht"]) == (1_970_314, 2_399_946_472)
    assert said["housing"] == {
        "baan_mankong": {"communities": 1_486, "households": 127_920},
        "baan_por_piang": {"tambons": 4_195, "households": 103_779},
        "canal": {"communities": 45, "households": 3_539}, "homeless": {"centres": 4, "persons": 1_395},
        "urgent": {"households": 6_041}, "total": 242_674, "target": 1_050_000, "target_year_be": 2579,
    }  # fmt: skip
    assert said["councils"] == {"councils": 7_795, "organisations": 156_280, "members": 254_945}


def test_the_day_may_be_written_in_the_buddhist_era_and_the_pilots_stand_in_2548(nation):
    assert national_report(date(2005, 12, 31))["funds"] == 99


def test_before_anything_was_reported_the_answer_is_a_sentence(nation):
    with pytest.raises(Plain, match="NO_REPORT"):
        national_report(date(2000, 1, 1))


def test_every_level_sums_to_the_one_above(nation):
    for measure in ("members", "fund_money", "housing", "councils"):
        at = Figure.objects.filter(origin="reported", measure_id=measure, as_of=DAY)
        whole = at.get(area="").value
        for width in (r"^R\d$", r"^\d\d$"):
            assert sum(at.filter(area__regex=width).values_list("value", flat=True)) == whole, (measure, width)


@pytest.mark.parametrize("area", ["", "R1", "50", "5007", "500707", "10"])
def test_each_page_down_to_the_tambon_opens_with_few_queries(nation, client, django_assert_max_num_queries, area):
    client.get("/", {"area": area})
    with django_assert_max_num_queries(17):
        page = client.get("/", {"area": area})
    assert page.status_code == 200 and "26 ตุลาคม 2565" in page.content.decode()


def test_a_number_opens_down_to_rows_whose_total_it_is(nation, client):
    page = client.get("/nation/rows", {"measure": "members", "area": "50"}).content.decode()
    shown = Figure.objects.get(origin="reported", measure_id="members", as_of=DAY, area="50").value
    assert f"{shown:,}" in page
    lines = client.get("/nation/rows?measure=members&area=50&format=csv").content.decode("utf-8-sig").splitlines()
    assert sum(float(line.split(",")[4]) for line in lines[1:]) == shown


def test_every_table_comes_as_a_file(nation, client):
    for table in ("areas", "map", "trend", "housing"):
        lines = client.get("/", {"format": "csv", "table": table}).content.decode("utf-8-sig").splitlines()
        assert len(lines) > 2, table
    funds = client.get("/nation/funds?area=5007&format=csv").content.decode("utf-8-sig").splitlines()
    assert funds[1].startswith("5007")


@pytest.mark.parametrize(
    "address", ["/?area=99", "/?area=509999", "/?area=R9", "/?area=x", "/?area=500", "/nation/rows?measure=x"]
)
def test_an_area_or_measure_that_is_not_there_is_answered_in_thai(nation, client, address):
    page = client.get(address)
    assert page.status_code in (400, 422) and "เลือก" in page.content.decode()


def test_the_pace_is_reckoned_from_the_day_of_the_figure_and_not_from_today(nation, client):
    page = client.get("/").content.decode()
    assert "ปีละ 12,772 ต้องทำต่อปีละ 57,666" in page


def test_english_is_there_for_those_who_ask(nation, client):
    client.cookies["language"] = "en"
    page = client.get("/").content.decode()
    assert "Whole country" in page or "The whole country" in page
    assert "Northeast" in page


def test_a_file_holds_numbers_that_a_machine_reads(nation, client):
    rows = client.get("/nation/funds?area=5007&format=csv").content.decode("utf-8-sig").splitlines()
    assert rows[1].split(",")[4] == "2870562.00" and '"' not in "".join(rows)


def test_an_address_with_a_letter_that_no_database_keeps_is_answered_in_words(nation, client):
    for address in ("/nation/funds?q=%00", "/?area=5%000", "/tambons?q=a%00b"):
        answer = client.get(address)
        assert answer.status_code == 400 and "พิมพ์ใหม่" in answer.content.decode(), address


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("x1,ก,999999,2560,5,5,0,0", "ไม่มีรหัสตำบล"),
        ("x1,ก,500705,2560,-5,5,0,0", "ติดลบ"),
        ("x1,ก,500705,2560,0,5,0,0", "ไม่มีสมาชิก"),
        ("x1,ก,500705,2560,5,5,0,9", "ไม่มีผู้รับ"),
        ("n100101,ก,500705,2560,5,5,0,0", "ซ้ำ"),
    ],
)
def test_an_impossible_form_is_refused_whole_with_its_line(db, tmp_path, line, sentence):
    folder = shutil.copytree(FOLDER, tmp_path / "batch")
    (folder / "funds.csv").write_text((folder / "funds.csv").read_text() + line + "\n")
    before = ReportedRow.objects.count()
    with pytest.raises(Plain) as refused:
        load_batch(folder, NOW)
    assert sentence in refused.value.th and "5917" in refused.value.th
    assert ReportedRow.objects.count() == before


def test_figures_from_books_stand_beside_and_are_never_added(nation, client, fund):
    from chumchon.nation.actions.summing import sum_books

    FundMonth.objects.create(
        organisation=fund.organisation, area=fund.organisation.subdistrict_id, month=date(2022, 9, 1), members=304,
        joined=0, gone=0, contributions_satang=0, match_satang=0, benefits_satang=0, recipients=7,
        money_satang=123_456_789, head_number=5, head_hash="a" * 64,
    )  # fmt: skip
    sum_books()
    page = client.get("/").content.decode()
    assert "สมุดบัญชีจริง" in page and "1,234,567.89" in page and "6,486,679" in page
    assert national_report(DAY)["members"] == 6_486_679
    books = client.get("/nation/books").content.decode()
    assert fund.name_th in books and "AAAA-AAAA-AAAA" in books


def test_a_funds_months_are_counted_from_its_own_book(fund, client):
    payment = Payment(make_member(fund).pk, "due", 3000, date(2026, 11, 1), date(2026, 11, 30))
    post_contributions(fund, actor(fund, "treasurer"), None, TODAY, [payment], uuid.uuid4(), "เงินสมทบ", "test", "", NOW)
    assert refresh_books(TODAY) == 1
    row = FundMonth.objects.get(organisation=fund.organisation, month=date(2026, 11, 1))
    assert (row.members, row.contributions_satang, row.money_satang, row.recipients) == (1, 3000, 3000, 0)
    assert row.area == "500705" and row.head_number == 1
    page = client.get("/nation/books?area=50").content.decode()
    assert fund.name_th in page and "30.00" in page
    assert refresh_books(TODAY) == 0, "a book that has not grown is passed over"
