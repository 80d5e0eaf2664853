"""Forms with impossible figures, totals that contradict their parts, books that come late: said in words, nothing lost."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from chumchon.access.system import system_actor
from chumchon.nation import rules
from chumchon.nation.actions.areas import replace_tambon
from chumchon.nation.actions.facts import refresh_books
from chumchon.nation.actions.loading import load_batch
from chumchon.nation.models import FundMonth, ReportBatch, ReportedRow
from chumchon.nation.pages import AreaPage
from chumchon.nation.queries.places import way
from chumchon.nation.queries.rows import rows_under
from chumchon.thai.errors import Plain
from tests.factories import TODAY, make_fund, make_member
from tests.nation.test_columns_export import pay

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
HEAD = 'code = "b"\ntitle_th = "ชุด"\nas_of = 2026-09-30\nsource_th = "แบบ"\n'
FUNDS = "body_code,body_th,area,members,fund_money,recipients,welfare_paid\n"
GOOD = FUNDS + "f1,กองทุนหนึ่ง,500705,100,5000,20,4000\nf2,กองทุนสอง,500701,50,900,1,100\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "batch.toml").write_text(HEAD)
    (tmp_path / "funds.csv").write_text(GOOD)
    return tmp_path


def test_a_good_form_is_taken(folder):
    batch, flags = load_batch(folder, NOW)
    assert flags == [] and batch.rows.get(measure="fund_money", body_code="f1").value == 500_000


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("f3,ก,500702,-5,0,0,0", "ติดลบ"),
        ("f3,ก,500702,10,100,0,500", "มีเงินสวัสดิการแต่ไม่มีผู้รับ"),
        ("f3,ก,500702,10,100,5,0", "มีผู้รับสวัสดิการแต่ไม่มีเงินที่จ่าย"),
        ("f3,ก,500702,0,100,0,0", "มีเงินแต่ไม่มีสมาชิก"),
        ("f3,ก,500702,0,0,3,100", "มีผู้รับสวัสดิการแต่ไม่มีสมาชิก"),
        ("f3,ก,500702,7000000,100,0,0", "เกินคนในตำบล"),
        ("f3,ก,500702,สิบ,0,0,0", "ไม่ใช่จำนวนเต็ม"),
        ("f3,ก,999999,10,0,0,0", "ไม่มีรหัสตำบล"),
        ("f1,ก,500702,10,0,0,0", "ซ้ำ"),
        ("f3,ก,500702,10", "ไม่พบช่อง fund_money"),
    ],
)
def test_an_impossible_form_is_refused_with_its_line_and_nothing_is_loaded(folder, row, words):
    (folder / "funds.csv").write_text(GOOD + row + "\n")
    with pytest.raises(Plain) as refused:
        load_batch(folder, NOW)
    assert words in refused.value.th and "บรรทัด 4" in refused.value.th and "line 4" in refused.value.en
    assert not ReportedRow.objects.exists() and not ReportBatch.objects.exists()


def test_a_doubtful_form_is_taken_and_flagged(folder, capsys):
    (folder / "funds.csv").write_text(GOOD + "f3,กองทุนสาม,500702,10,100,25,900\n")
    call_command("nation_load", str(folder), "--json")
    said = capsys.readouterr()
    assert json.loads(said.out)["doubtful"] == 1
    assert "ผู้รับสวัสดิการ 25 คน มากกว่าสมาชิก 10 คน" in said.err and "กองทุนสาม" in said.err
    assert rules.doubtful(rules.Form(10, 5_000_000, 1, 900_000)) == [
        "จ่ายเฉลี่ยคนละ 900,000 บาท",
        "เงินกองทุนเฉลี่ยคนละ 500,000 บาท",
    ]


def test_totals_that_contradict_their_parts_are_refused(folder):
    (folder / "batch.toml").write_text(HEAD + "[totals]\nfunds = 2\nmembers = 150\nfund_money = 5900\n")
    load_batch(folder, NOW)
    before = ReportedRow.objects.count()
    (folder / "batch.toml").write_text(HEAD + "[totals]\nmembers = 151\nfund_money = 5900\n")
    with pytest.raises(Plain, match="TOTALS_DIFFER") as refused:
        load_batch(folder, NOW)
    assert "บอกไว้ 151 แต่แถวรวมได้ 150" in refused.value.th and "fund_money" not in refused.value.th
    assert ReportedRow.objects.count() == before, "what was there stays"


def test_a_sum_of_homes_that_is_not_the_sum_of_its_programmes_is_refused(folder):
    (folder / "areas.csv").write_text("measure,area,value\nbaan_mankong,50,10\ncanal,50,2\nhousing,50,13\n")
    with pytest.raises(Plain) as refused:
        load_batch(folder, NOW)
    assert "13 ไม่เท่าผลรวมทุกโครงการ 12" in refused.value.th
    (folder / "areas.csv").write_text("measure,area,value\nbaan_mankong,50,10\ncanal,50,2\nhousing,50,12\n")
    batch, _ = load_batch(folder, NOW)
    assert batch.rows.get(measure="housing").value == 12


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("batch.toml", "code = 'x'\n", "ขาด title_th as_of source_th"),
        ("batch.toml", HEAD.replace("2026-09-30", '"30/9/2569"'), "as_of"),
        ("batch.toml", HEAD.replace("2026-09-30", "2027-09-30"), "ยังมาไม่ถึง"),
        ("areas.csv", "measure,area,value\nbaan_mankong,99,10\n", "ไม่มีพื้นที่รหัส"),
        ("areas.csv", "measure,area\nbaan_mankong,50\n", "ไม่พบช่อง value"),
        ("history.csv", "area,year_be,funds,members,fund_money,recipients,welfare_paid\n50,2570,1,1,1,1,1\n", "อยู่หลังวันของชุดข้อมูล"),
        ("history.csv", "area,year_be,funds,members,fund_money,recipients,welfare_paid\n50,2026,1,1,1,1,1\n", "ต้องเป็น พ.ศ."),
    ],
)  # fmt: skip
def test_a_folder_that_cannot_be_right_is_said_in_words(folder, file, text, words):
    (folder / file).write_text(text)
    with pytest.raises(CommandError) as refused:
        call_command("nation_load", str(folder))
    assert words in str(refused.value) and refused.value.returncode == 2


def test_a_form_under_a_tambon_that_ended_is_told_the_new_code(folder):
    replace_tambon(system_actor("officer_hq"), "500705", "500799", date(2026, 1, 1), "ราชกิจจานุเบกษา", NOW, TODAY)
    with pytest.raises(Plain) as refused:
        load_batch(folder, NOW)
    assert "ใช้รหัส 500799" in refused.value.th


def test_what_was_reported_under_a_code_that_ended_stands_with_the_tambon_it_became(folder):
    load_batch(folder, NOW)
    for old, new in (("500705", "500798"), ("500798", "500799")):
        replace_tambon(system_actor("officer_hq"), old, new, date(2026, 10, 1), "ราชกิจจานุเบกษา", NOW, TODAY)
    page = AreaPage(way("5007"), TODAY, "", False)
    members = {line.place.code: line.cells.get("members", 0) for line in page.lines}
    assert (members["500799"], members["500701"]) == (100, 50)
    assert page.sums["members"] == page.cells["members"].value == 150, "the rows sum to the district"
    assert AreaPage(way("500799"), TODAY, "", False).cells["members"].value == 100
    opened = rows_under("members", "500799", date(2026, 9, 30))
    assert [(r.area, r.value) for r in opened] == [("500705", 100)], "the number opens down to its row"


def test_what_was_reported_under_a_code_that_went_to_another_district_stays_in_the_sums_of_its_own(folder, client):
    load_batch(folder, NOW)
    replace_tambon(system_actor("officer_hq"), "500705", "500801", date(2026, 10, 1), "ราชกิจจานุเบกษา", NOW, TODAY)
    old, new = (AreaPage(way(code), TODAY, "", False) for code in ("5007", "5008"))
    assert old.sums["members"] == old.cells["members"].value == 150
    assert ("500705", 100) in [(line.place.code, line.cells.get("members", 0)) for line in old.lines]
    assert not new.sums["members"] and "members" not in new.cells
    assert "(รหัสเดิม)" in client.get("/?area=5007").content.decode()


def test_a_book_that_comes_late_makes_its_earlier_months_anew_and_the_others_stay(db):
    fund, member = (made := make_fund()), make_member(made)
    pay(fund, member, 3000, date(2026, 8, 5))
    refresh_books(TODAY)
    before = {m.month: (m.contributions_satang, m.code) for m in FundMonth.objects.all()}
    pay(fund, member, 5000, date(2026, 9, 9))  # written in November
    refresh_books(TODAY)
    after = {m.month: (m.contributions_satang, m.code) for m in FundMonth.objects.all()}
    assert before[date(2026, 9, 1)][0] == 0 and after[date(2026, 9, 1)][0] == 5000
    assert after[date(2026, 8, 1)][0] == before[date(2026, 8, 1)][0] == 3000
    assert before[date(2026, 9, 1)][1] != after[date(2026, 9, 1)][1], "the head says up to which entry it was reckoned"
