"""Local governments from a file: every row or none, each fault with its line."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from chumchon.access.models import AuditEvent
from chumchon.areas.models import GovernmentArea, LocalGovernment, Subdistrict
from chumchon.areas.queries import governments, governments_of
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
HEAD = "รหัส,ประเภท,ชื่อ,จังหวัด,ตำบลที่ดูแล,ตั้งแต่,ถึง,ต่อเป็น\n"
GOOD = (
    HEAD
    + "6500701,เทศบาลตำบล,เทศบาลตำบลแม่แรม,เชียงใหม่,500705,1/10/2550,,\n"
    + "6500702,อบต.,อบต.ริมใต้,50,500701 500702/3,,,\n"
    + "2500101,อบจ.,อบจ.เชียงใหม่,50,,,,\n"
    + "6500709,อบต.,อบต.แม่แรมเดิม,50,500705,,30/9/2550,6500701\n"
)


@pytest.fixture
def load(tmp_path, capsys):
    def load(text: str | bytes, *words: str, name: str = "g.csv") -> dict:
        file = tmp_path / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        call_command("areas_load_governments", str(file), "--json", *words)
        return json.loads(capsys.readouterr().out)

    return load


def test_a_tambon_has_its_own_body_and_that_of_the_province_and_not_the_one_that_ended(load):
    assert load(GOOD) == {"added": 4, "changed": 0}
    tambon = Subdistrict.objects.get(code="500705")
    assert [g.code for g in governments_of(tambon, TODAY)] == ["6500701", "2500101"]
    assert [g.code for g in governments_of(tambon, date(2006, 1, 1))] == ["6500709", "2500101"]
    assert LocalGovernment.objects.get(code="6500709").successor_id == "6500701"
    assert [g.code for g in governments_of(Subdistrict.objects.get(code="500702"), TODAY)] == ["6500702", "2500101"]
    assert GovernmentArea.objects.get(subdistrict="500702").village_number == 3


def test_the_list_of_an_area_holds_its_own_and_nobody_elses(load):
    load(GOOD)
    assert {g.code for g in governments(("50",))} == {"6500701", "6500702", "2500101", "6500709"}
    assert {g.code for g in governments(("500705",))} == {"6500701", "2500101", "6500709"}
    assert {g.code for g in governments(("10", "51"))} == set()
    assert {g.code for g in governments(("",), "ริมใต้")} == {"6500702"}


def test_the_same_file_again_changes_and_adds_nothing_twice(load):
    load(GOOD)
    assert load(GOOD.replace("500701 500702/3", "500701"), "--made-up", "--source", "ชุดสมมติ") == {
        "added": 0,
        "changed": 4,
    }
    assert GovernmentArea.objects.count() == 3
    assert LocalGovernment.objects.get(code="6500702").made_up
    assert AuditEvent.objects.filter(verb="governments.load").count() == 2


def test_a_workbook_is_read_as_well(load):
    from io import BytesIO

    import openpyxl

    book = openpyxl.Workbook()
    for row in GOOD.splitlines():
        book.active.append(row.split(","))
    kept = BytesIO()
    book.save(kept)
    assert load(kept.getvalue(), name="g.xlsx")["added"] == 4


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("6500701,เมืองพัทยา,ก ข,50,500705,,,", "ไม่รู้จักประเภท"),
        ("6500701,อบต.,ก ข,50,570101,,,", "ตำบล 570101 ไม่อยู่ในจังหวัดรหัส 50"),
        ("6500701,อบต.,ก ข,50,509999,,,", "ไม่มีตำบลรหัส “509999”"),
        ("6500701,อบต.,ก ข,99,500705,,,", "ไม่มีจังหวัด “99”"),
        ("6500701,อบต.,ก ข,50,,,,", "บอกรหัสตำบลที่ดูแล"),
        ("6500701,อบจ.,ก ข,50,500705,,,", "ดูแลทั้งจังหวัด"),
        ("6500701,อบต.,ก ข,50,500705,1/10/2569,1/10/2560,", "วันสิ้นสุดอยู่ก่อนวันเริ่ม"),
        ("6500701,อบต.,ก ข,50,500705,,,6500777", "ไม่มี อปท. รหัส “6500777”"),
        ("6500701,อบต.,ก ข,50,500705,32/1/2569,,", "บรรทัด 3"),
        ("ก,อบต.,ก ข,50,500705,,,", "ต้องเป็นตัวเลขหรือตัวอักษร"),
        ("1111111,อบต.,ก ข,50,500705,,,", "ซ้ำกับบรรทัด 2"),
    ],
)
def test_a_row_that_cannot_be_is_said_with_its_line_and_nothing_is_loaded(load, row, words):
    with pytest.raises(CommandError) as refused:
        load(HEAD + "1111111,อบต.,อบต.ดี,50,500701,,,\n" + row + "\n")
    assert words in str(refused.value) and "บรรทัด 3" in str(refused.value) and refused.value.returncode == 2
    assert not LocalGovernment.objects.exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "NO_ROWS"),
        ("ก,ข\n1,2\n", "NO_COLUMNS"),
        (b"PK\x03\x04nothing", "NOT_A_TABLE"),
        (b"\xff\xfe\x00\xe9", "NOT_A_TABLE"),
    ],
)
def test_a_file_that_is_no_table_of_them_is_refused_in_words(load, data, code):
    with pytest.raises(CommandError, match=code):
        load(data)
