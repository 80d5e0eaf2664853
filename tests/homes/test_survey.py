"""The community surveys its houses."""

import io
import json
import uuid
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from chumchon.homes.actions.survey import accept, change_house, survey_house
from chumchon.homes.forms.survey import PHONE, entry_of, read_entries, read_sheet
from chumchon.homes.models import SurveyedHouse
from chumchon.homes.queries.survey import houses, plan_of, sums
from chumchon.households.forms.entries import PHONE as VISITS
from chumchon.people.models import Household, Person
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused
from tests.factories import NOW, TODAY
from tests.homes import world
from tests.phone import sealed_by_phone

pytestmark = pytest.mark.django_db
SPACE = uuid.UUID(int=7)


@pytest.fixture
def project(db):
    return world.make_project()


def test_a_house_sent_twice_is_one_house(project):
    secretary, entry = world.actor(project, "secretary"), world.entry()
    first, new = survey_house(project, secretary, entry, NOW, TODAY)
    again, new_again = survey_house(project, secretary, entry, NOW, TODAY)
    assert (first.pk, new, new_again) == (again.pk, True, False)
    with pytest.raises(Clash) as clash:
        survey_house(project, secretary, replace(entry, people=5), NOW, TODAY)
    assert clash.value.code == "ID_REUSED"


def test_a_household_has_one_house_in_a_project_however_its_number_is_written(project):
    secretary = world.actor(project, "secretary")
    survey_house(project, secretary, world.entry(house_no="12/1"), NOW, TODAY)
    with pytest.raises(Clash) as clash:
        survey_house(project, secretary, world.entry(house_no="๑๒ / ๑", first_name="คนอื่น"), NOW, TODAY)
    assert clash.value.code == "HOUSE_THERE"


def test_a_household_of_two_projects_and_its_head_are_one(project):
    other = world.make_project("khlong-noi", "por-piang")
    one, _ = survey_house(project, world.actor(project, "secretary"), world.entry(), NOW, TODAY)
    two, _ = survey_house(other, world.actor(other, "secretary"), world.entry(), NOW, TODAY)
    assert (one.household, one.head) == (two.household, two.head)
    assert Household.objects.count() == 1 and Person.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"village": 9}, "VILLAGE"), ({"house_no": " "}, "HOUSE_NO"), ({"first_name": ""}, "NAME"), ({"people": 0}, "PEOPLE"),
        ({"elderly": 5}, "PEOPLE"), ({"income_satang": -1}, "MONEY"), ({"tenure": "moon"}, "CHOICE"), ({"needs": ("gold",)}, "CHOICE"),
        ({"longitude": 100.5, "latitude": 13.75}, "OTHER_PROVINCE"), ({"longitude": None}, "NOT_A_PLACE"),
    ],
)  # fmt: skip
def test_an_entry_with_a_fault_is_refused_in_words(project, change, code):
    with pytest.raises(BadInput) as refused:
        survey_house(project, world.actor(project, "secretary"), world.entry(**change), NOW, TODAY)
    assert refused.value.code == code
    assert not SurveyedHouse.objects.exists()


def test_who_holds_no_role_there_surveys_nothing(project):
    other = world.make_project("khlong-noi")
    with pytest.raises(NotAllowed):
        survey_house(other, world.actor(project, "secretary"), world.entry(), NOW, TODAY)


def test_a_house_is_mended_and_keeps_its_number(project):
    house = world.survey(project, 1)[0]
    secretary = world.actor(project, "secretary")
    said = replace(entry_of(house), people=6, surname="ใหม่", condition="fair")
    change_house(project, secretary, house.pk, said, NOW, TODAY)
    house.refresh_from_db()
    assert (house.people, house.head.surname, house.condition) == (6, "ใหม่", "fair")
    with pytest.raises(BadInput):
        change_house(project, secretary, house.pk, replace(said, house_no="99"), NOW, TODAY)
    with pytest.raises(Refused):
        change_house(project, secretary, 0, said, NOW, TODAY)


def _json(**more):
    said = {
        "id": str(uuid.uuid4()), "village": 1, "house_no": "5", "first_name": "สมใจ", "people": 3, "tenure": "rented",
        "condition": "fair", "surveyed_on": "2026-11-20", "needs": ["land"], "income_satang": 900000,
    }  # fmt: skip
    return {**said, **more}


def test_a_phone_sends_what_it_kept_and_every_entry_gets_its_own_answer(client, project):
    client.force_login(_user(project, "secretary"))
    good, twin = _json(), _json()
    body = {
        "entries": [
            good,
            good,
            {**good, "people": 9},
            twin,
            _json(house_no="6", people=0),
            {"id": 5},
            _json(house_no="7"),
        ]
    }
    answer = client.post(f"/h/{project.code}/survey/entries", json.dumps(body), content_type="application/json")
    assert answer.status_code == 200
    found = [(e["status"], e["code"]) for e in answer.json()["entries"]]
    assert found == [
        ("accepted", ""), ("already", ""), ("conflict", "ID_REUSED"), ("conflict", "HOUSE_THERE"), ("rejected", "PEOPLE"),
        ("rejected", "BAD_ENTRY"), ("accepted", ""),
    ]  # fmt: skip
    again = client.post(f"/h/{project.code}/survey/entries", json.dumps(body), content_type="application/json")
    assert [e["status"] for e in again.json()["entries"]].count("already") == 3
    assert client.post(f"/h/{project.code}/survey/entries", "x", content_type="application/json").status_code == 400


def test_a_house_that_a_phone_sealed_is_opened_here_and_read_back_to_its_writer_where_it_is_not_taken(client, project):
    secretary, at = _user(project, "secretary"), f"/h/{project.code}/survey/entries"
    client.force_login(secretary)

    def sent(entry, user=secretary, house=PHONE):
        body = {"entries": [{"id": entry["id"], "sealed": sealed_by_phone(house, user, entry)}]}
        return client.post(at, json.dumps(body), content_type="application/json").json()["entries"][0]

    good = _json()
    assert sent(good) == {"id": good["id"], "status": "accepted", "code": "", "th": ""}
    assert sent(good)["status"] == "already"
    refused = sent(_json(first_name="คนอื่น"))
    assert refused["code"] == "HOUSE_THERE" and refused["entry"]["first_name"] == "คนอื่น"
    other = sent(_json(house_no="9"), user=_user(project, "treasurer"))
    assert (other["code"], "entry" in other) == ("OTHER_USER", False)
    assert sent(_json(house_no="9"), house=VISITS)["code"] == "SEAL"


def _user(project, role):
    from chumchon.access.models import User

    return User.objects.get(username=f"{role}-{project.code}")


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'{"entries": 1}', json.dumps({"entries": [{}] * 301}).encode(), b"x" * 300_000]
)
def test_a_body_that_is_no_list_of_entries_is_refused(body):
    with pytest.raises(BadInput):
        read_entries(body, 1)


def test_sums_and_plan_of_a_community(project):
    world.survey(project, 3)
    found = sums(project)
    assert (found.houses, found.people, found.vulnerable, found.income_satang) == (3, 12, 3, 1_200_000)
    assert found.conditions == [("ทรุดโทรม", 3, 100)] and ("สร้างใหม่", 3, 100) in found.needs
    drawn = plan_of(project)
    assert len(drawn.marks) == 3 and all(0 <= m.x <= drawn.width and 0 <= m.y <= drawn.height for m in drawn.marks)
    assert [h.household.house_no for h in houses(project, "สมศรี2")] == ["2"]


def test_what_goes_out_as_a_spreadsheet_comes_in_again_as_the_same_houses(client, project):
    world.survey(project, 3)
    client.force_login(_user(project, "secretary"))
    raw = client.get(f"/h/{project.code}/survey?format=xlsx").content
    entries = read_sheet(raw, TODAY, SPACE)
    assert [e.content() for e in entries] == [entry_of(h).content() for h in houses(project)]
    answers = accept(project, world.actor(project, "secretary"), entries, NOW, TODAY)
    assert {a.status for a in answers} == {"already"}
    other = world.make_project("khlong-noi")
    fresh = [replace(e, uid=uuid.uuid4()) for e in entries]
    assert [a.status for a in accept(other, world.actor(other, "secretary"), fresh, NOW, TODAY)] == ["accepted"] * 3


def _book(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_sheet_with_thai_heads_and_words_is_read_and_a_bad_row_spoils_only_itself(project):
    rows = [
        ["สำรวจชุมชนคลองทราย"],
        ["หมู่ที่", "บ้านเลขที่", "ชื่อหัวหน้าครัวเรือน", "คนในบ้าน", "สิทธิในที่ดิน", "สภาพบ้าน", "รายได้ต่อเดือน (บาท)", "วันที่สำรวจ"],
        [1, "8/1", "สมหมาย", 4, "เช่าการรถไฟ", "ทรุดโทรม", 9000.5, "20/11/2569"],
        [1, "8/2", "สมปอง", "สี่", "บุกรุก", "ดี", 1, "20/11/2569"],
        [2, "9", "สมบูรณ์", 2, "บุกรุก", "ดี", "1,200", "20/11/2569"],
    ]
    entries = read_sheet(_book(rows), TODAY, SPACE)
    assert (entries[0].tenure, entries[0].condition, entries[0].income_satang) == ("lease_railway", "poor", 900_050)
    assert isinstance(entries[1], BadInput) and entries[2].income_satang == 120_000
    secretary = world.actor(project, "secretary")
    assert [a.status for a in accept(project, secretary, entries, NOW, TODAY)] == ["accepted", "rejected", "accepted"]
    again = read_sheet(_book(rows), date(2026, 12, 1), SPACE)  # a week later
    assert [a.status for a in accept(project, secretary, again, NOW, TODAY)] == ["already", "rejected", "already"]


def test_nothing_is_made_up_for_a_cell_that_was_left_empty():
    head = ["หมู่ที่", "บ้านเลขที่", "ชื่อหัวหน้าครัวเรือน", "คนในบ้าน", "สิทธิในที่ดิน", "สภาพบ้าน", "วันที่สำรวจ"]
    (found,) = read_sheet(_book([head, [1, "8/1", "สมหมาย", 4, "", "", ""]]), TODAY, SPACE)
    assert found.code == "EMPTY" and found.th == "ยังไม่ได้ใส่: วันที่สำรวจ, สิทธิในที่ดิน, สภาพบ้าน"
    (found,) = read_sheet(_book([head[:4], [1, "8/1", "สมหมาย", 4]]), TODAY, SPACE)
    assert found.code == "EMPTY"


@pytest.mark.parametrize("raw", [b"", b"no sheet", _book([["a", "b"]])])
def test_a_file_that_is_no_survey_is_refused_in_words(raw):
    with pytest.raises(BadInput):
        read_sheet(raw, TODAY, SPACE)


def test_the_form_for_collectors_apps_has_its_three_sheets(client, project):
    client.force_login(_user(project, "secretary"))
    book = load_workbook(io.BytesIO(client.get(f"/h/{project.code}/survey/xlsform").content))
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert [c.value for c in book["survey"][1]] == ["type", "name", "label::Thai (th)", "required"]
    lists = {row[0].value for row in book["choices"].iter_rows(min_row=2)}
    asked = {c.value.split()[1] for c in book["survey"]["A"][1:] if " " in c.value}
    assert asked == lists


def test_the_worker_stands_at_the_head_of_the_pages_that_it_keeps(client, db):
    answer = client.get("/h/worker.js")
    assert (
        answer.status_code == 200
        and answer["Content-Type"].startswith("text/javascript")
        and b"survey" in answer.content
    )
