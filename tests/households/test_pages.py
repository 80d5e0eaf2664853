"""The screens of a register: the visit by form and by a phone's queue, the list, a passbook's steps, copies and refusals."""

import json
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from chumchon.households.models import Consent, FamilyPlan, Passbook, Referral, Visit
from chumchon.households.queries import questions
from tests import factories
from tests.households import world

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def register(db):
    return world.make_register(factories.make_fund())


@pytest.fixture
def visitor(client, register):
    client.force_login(world.user(register, "visitor"))
    return client


@pytest.fixture
def keeper(client, register):
    client.force_login(world.user(register, "keeper"))
    return client


def seen(register, house="12/1", **more):
    return world.visited(register, house, visited_on=TODAY, at=NOW - timedelta(minutes=5), now=NOW, day=TODAY, **more)


def form(**more):
    said = {
        "uid": str(uuid.uuid4()), "questions": "2569-1", "village": "1", "house_no": "12/1", "consent": "yes", "head": "นางสมศรี",
        "visited_on": f"{TODAY.day}/{TODAY.month}/{TODAY.year + 543}", "people": "3", "elderly": "1", "aims": ["food"],
        **{f"q_{q.key}": "green" for q in questions.on(TODAY).questions}, "q_food": "red",
    }  # fmt: skip
    return {**said, **more}


def test_a_visit_without_script_is_sent_as_any_form(visitor, register):
    page = visitor.get(f"/p/{register.code}/visit").content.decode()
    assert "ในบ้านมีคนป่วยเรื้อรังไหม" in page and "ไม่มีเด็กวัยเรียน" in page
    answer = visitor.post(f"/p/{register.code}/visit", form(), follow=True)
    page = answer.content.decode()
    assert "บันทึกการเยี่ยมบ้าน 12/1 แล้ว" in page and "แดง 1 เรื่อง: อาหาร" in page and "เป้าหมายของครอบครัว" in page
    assert "no-store" in answer["Cache-Control"]


def test_what_is_missing_in_a_visit_is_said_beside_its_field(visitor, register):
    wrong = form(q_debt="", head="", aims=["food", "debt", "house", "care"])
    answer = visitor.post(f"/p/{register.code}/visit", wrong)
    page = answer.content.decode()
    assert (
        answer.status_code == 422 and page.count("ยังไม่ได้ตอบ") == 1 and "ใส่ชื่อผู้ให้ข้อมูล" in page and "ไม่เกิน 3 เรื่อง" in page
    )
    assert 'value="red" ' in page.replace("'", '"') and not Visit.objects.exists()


def test_a_no_by_form_keeps_nothing_but_the_number(visitor, register):
    page = visitor.post(f"/p/{register.code}/visit", form(consent="no"), follow=True).content.decode()
    assert "ไม่มีคำตอบของครอบครัวนี้เก็บไว้" in page and not Visit.objects.exists()
    assert "12/1" in visitor.get(f"/p/{register.code}/?which=refused").content.decode()


def test_a_phones_queue_gets_an_answer_for_each_and_may_send_again(visitor, register):
    good, bad = world.entry("1", visited_on=TODAY, at=NOW), world.entry("2", village=88, visited_on=TODAY, at=NOW)
    body = {"entries": [world.as_json(good), world.as_json(bad), {"id": "x"}]}
    for status in ("accepted", "already"):
        answers = visitor.post(f"/p/{register.code}/entries", body, "application/json").json()["entries"]
        assert [a["status"] for a in answers] == [status, "rejected", "rejected"]
    assert answers[1]["code"] == "VILLAGE" and answers[2]["code"] == "BAD_ENTRY" and Visit.objects.count() == 1


@pytest.mark.parametrize(
    "body", ["{", "[]", '{"entries": []}', '{"entries": 3}', json.dumps({"entries": [{}] * 101}), "[" * 5000]
)
def test_a_body_that_is_no_queue_is_told_and_writes_nothing(visitor, register, body):
    answer = visitor.post(f"/p/{register.code}/entries", body, "application/json")
    assert answer.status_code == 400 and answer.json()["error"]["th"]


@pytest.mark.parametrize(
    "more",
    [{"at": "2026-11-24T10:00:00"}, {"at": "never"}, {"consent": "yes"}, {"answers": []}, {"counts": {"people": True}}, {"counts": {"people": -1}},
     {"village": "1"}, {"aims": "food"}, {"visited_on": "24/11/2569"}, {"id": "no"}, {"house_no": None}],
)  # fmt: skip
def test_an_entry_that_does_not_read_is_rejected_alone(visitor, register, more):
    said = {**world.as_json(world.entry(visited_on=TODAY, at=NOW)), **more}
    answer = visitor.post(f"/p/{register.code}/entries", {"entries": [said]}, "application/json").json()["entries"][0]
    assert (answer["status"], answer["code"]) == ("rejected", "BAD_ENTRY") and not Visit.objects.exists()


def test_who_is_signed_out_or_has_no_right_is_answered_in_json(client, register):
    body = {"entries": [world.as_json(world.entry(visited_on=TODAY, at=NOW))]}
    assert client.post(f"/p/{register.code}/entries", body, "application/json").status_code == 401
    client.force_login(factories.user(register.opened_by.fund, "chair"))
    assert client.post(f"/p/{register.code}/entries", body, "application/json").status_code == 403


def test_the_list_ranks_with_reasons_sums_its_rows_and_gives_a_file(visitor, register):
    seen(register, "1")
    seen(register, "2", reds=world.HEAVY)
    seen(register, "3", village=2, reds=world.HEAVY[:1])
    page = visitor.get(f"/p/{register.code}/").content.decode()
    assert page.index("แดง 5 เรื่อง") < page.index("แดง 1 เรื่อง") and "รวม 3 หลังในหน้านี้ จาก 3" in page
    page = visitor.get(f"/p/{register.code}/?village=2").content.decode()
    assert "แดง 5 เรื่อง" not in page and "รวม 1 หลังในหน้านี้ จาก 1" in page
    assert "รวม 1 หลังในหน้านี้" in visitor.get(f"/p/{register.code}/?which=nobody").content.decode()
    lines = visitor.get(f"/p/{register.code}/?format=csv&which=need").content.decode().splitlines()
    assert len(lines) == 2 and "เดือดร้อนแต่ยังไม่อยู่ในโครงการใด" in lines[1]


def test_an_empty_register_says_what_to_do(visitor, register):
    assert "ยังไม่ได้เยี่ยมบ้านใด" in visitor.get(f"/p/{register.code}/").content.decode()
    assert (
        "ไม่มีบ้านตามที่เลือก" in visitor.get(f"/p/{register.code}/?q=ไม่มี&village=x&which=zzz", follow=True).content.decode()
    )


def test_a_plan_is_made_and_a_stale_page_is_told(visitor, register):
    passbook = seen(register, reds=("food", "debt"))
    path = f"/p/{register.code}/houses/{passbook.pk}"
    said = {"seen": "0", "aim1": "food", "do1": "ปลูกผักหลังบ้าน", "helper1": "นางคำ", "aim2": "debt"}
    page = visitor.post(f"{path}/plan", said, follow=True).content.decode()
    assert "ปลูกผักหลังบ้าน" in page and FamilyPlan.objects.count() == 1
    answer = visitor.post(f"{path}/plan", said)
    assert answer.status_code == 422 and "มีคนแก้เรื่องนี้" in answer.content.decode()
    assert visitor.post(f"{path}/plan", {"seen": "1"}).status_code == 422
    assert 'value="ปลูกผักหลังบ้าน"' in visitor.get(f"{path}/plan").content.decode()


def test_help_is_written_down_once_and_summed(visitor, register):
    passbook = seen(register)
    path = f"/p/{register.code}/houses/{passbook.pk}"
    day = {"day_day": str(TODAY.day), "day_month": str(TODAY.month), "day_year": str(TODAY.year + 543)}
    said = {"key": str(uuid.uuid4()), "source": "council", "words": "ข้าวสาร 2 ถุง", "satang": "300", **day}
    visitor.post(f"{path}/help", said)
    page = visitor.post(f"{path}/help", said, follow=True).content.decode()
    assert page.count("ข้าวสาร 2 ถุง") == 1 and "300.00 บาท" in page
    assert visitor.post(f"{path}/help", {**said, "words": ""}).status_code == 422


def test_a_referral_by_word_goes_and_comes_back_on_the_screen(visitor, register):
    passbook = seen(register, reds=("skill",), aims=("skill",))
    path = f"/p/{register.code}/houses/{passbook.pk}"
    due = TODAY + timedelta(days=20)
    said = {
        "key": str(uuid.uuid4()), "kind": "training", "to_words": "ศูนย์ฝึกอาชีพ", "words": "อยากเรียนตัดผม", "aim": "skill", "agreed": "on",
        "due_on": f"{due.day}/{due.month}/{due.year + 543}",
    }  # fmt: skip
    assert visitor.post(f"{path}/refer", {**said, "agreed": ""}).status_code == 422
    assert visitor.post(f"{path}/refer", {**said, "to_words": ""}).status_code == 422
    assert "ศูนย์ฝึกอาชีพ" in visitor.post(f"{path}/refer", said, follow=True).content.decode()
    one = Referral.objects.get()
    there = f"/p/{register.code}/referrals/{one.pk}"
    assert visitor.post(f"{there}/take", {"seen": "1"}).status_code == 302
    assert visitor.post(f"{there}/take", {"seen": "1"}).status_code == 422
    assert visitor.post(f"{there}/back", {"seen": "2"}).status_code == 422
    page = visitor.post(
        f"{there}/back", {"seen": "2", "result": "helped", "words": "จบหลักสูตร"}, follow=True
    ).content.decode()
    assert "จบหลักสูตร" in page and "ได้รับความช่วยเหลือ" in page
    assert visitor.post(f"{there}/cancel", {"seen": "3"}).status_code == 422
    assert "รวม 1 เรื่อง" in visitor.get(f"/p/{register.code}/referrals?state=back").content.decode()
    assert "อยากเรียนตัดผม" not in visitor.get(f"/p/{register.code}/referrals?state=all&format=csv").content.decode()


def test_the_family_gets_its_paper_and_its_file(keeper, register):
    passbook = seen(register, reds=("food",), aims=("food",), note="อยากปลูกผัก")
    path = f"/p/{register.code}/houses/{passbook.pk}"
    paper = keeper.get(f"{path}/paper")
    assert paper.content.startswith(b"%PDF") and "no-store" in paper["Cache-Control"]
    answer = keeper.post(f"{path}/export")
    told = json.loads(answer.content)
    assert told["visits"][0]["answers"]["food"] == "red" and told["visits"][0]["in_words"]["อาหาร"] == "ไม่พอบ่อย"
    assert told["visits"][0]["note"] == "อยากปลูกผัก" and told["plans"][0]["aims"][0]["key"] == "food"
    assert Consent.objects.filter(kind="exported").count() == 1
    said = json.loads(answer.content)
    assert said["visits"][0]["written_by"] == "นางvisitor" and said["consents"][0]["heard_by"] == "นางvisitor"
    assert {"เปิดดูสมุดพกครัวเรือน", "ส่งออกสมุดพกให้ครอบครัว"} >= {r["what"] for r in said["looked_at"]} and said["looked_at"]


def test_a_no_and_an_erasure_want_to_be_sure(keeper, register):
    one, two = seen(register, "1"), seen(register, "2")
    for passbook, step, state in ((one, "refuse", "refused"), (two, "erase", "erased")):
        path = f"/p/{register.code}/houses/{passbook.pk}"
        assert keeper.post(f"{path}/{step}").status_code == 422
        page = keeper.post(f"{path}/{step}", {"sure": "yes"}, follow=True).content.decode()
        assert "ไม่มีคำตอบของครอบครัวนี้เก็บไว้" in page
        passbook.refresh_from_db()
        assert passbook.state == state
        for again in ("refuse", "help", "export"):
            assert keeper.post(f"{path}/{again}", {"sure": "yes"}).status_code == 422, again
        assert keeper.get(f"{path}/plan").status_code == keeper.get(f"{path}/paper").status_code == 200
    assert Passbook.objects.count() == 2 and Visit.objects.count() == 0


def test_doubles_are_shown_side_by_side_and_settled(keeper, register):
    seen(register)
    seen(register, by="visitor2", reds=("debt",))
    page = keeper.get(f"/p/{register.code}/doubles").content.decode()
    assert "หนี้สิน" in page and "นับทั้งสองครั้ง" in page
    assert "เยี่ยมซ้ำกันสองคน" in keeper.get(f"/p/{register.code}/").content.decode()
    waiting = Visit.objects.get(state="double")
    assert keeper.post(f"/p/{register.code}/doubles/{waiting.pk}", {"counts": "yes"}).status_code == 302
    assert keeper.post(f"/p/{register.code}/doubles/{waiting.pk}", {"counts": "yes"}).status_code == 422


def test_a_new_visitor_gets_a_password_that_is_shown_once(keeper, register):
    said = {"username": "visitor.new", "name_th": "นางใหม่ ใจดี", "role": "visitor"}
    page = keeper.post(f"/p/{register.code}/people/add", said).content.decode()
    assert "รหัสผ่านครั้งแรก" in page and "นางใหม่ ใจดี" in page
    assert "รหัสผ่านครั้งแรก" not in keeper.get(f"/p/{register.code}/people").content.decode()
    assert keeper.post(f"/p/{register.code}/people/add", {**said, "name_th": ""}).status_code == 422


def test_after_sign_in_a_visitor_stands_at_the_list(visitor, register):
    assert visitor.get("/me/").url == f"/p/{register.code}/"


def test_the_worker_stands_at_the_head_of_the_pages_that_it_keeps(client):
    answer = client.get("/p/worker.js")
    assert answer["Content-Type"].startswith("text/javascript") and b"visits-1" in answer.content
