"""The pages of the room: lists with their sums, files, papers, the public calendar and the check of a certificate."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from chumchon.leaders.actions import certificates, events, leaders, trainings
from chumchon.leaders.models import Event, Leader, Story, Training
from tests.councils import world as councils
from tests.leaders import world
from tests.leaders.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return world.body()


def as_(body, role="secretary") -> Client:
    client = Client()
    client.force_login(world.user(body, role))
    return client


def test_the_check_of_a_certificate_shows_number_course_and_day_and_nobodys_name(body):
    row = world.issued(body)[0]
    page = Client().get(f"/leaders/check/{row.public_code}").content.decode()
    assert "1/2569" in page and "บัญชีกองทุนสวัสดิการชุมชน" in page and "24 พฤศจิกายน 2569" in page and "ยังใช้ได้" in page
    assert (
        "คำ" not in page.split("<main")[1].split("ขององค์กร")[0].replace("คำแนะนำ", "")
        or row.leader.person.name not in page
    )
    assert row.leader.person.surname not in page
    certificates.withdraw(body, row.pk, "ผิดคน", world.by(body, "chair"), NOW, TODAY)
    page = Client().get(f"/leaders/check/{row.public_code}").content.decode()
    assert "ยกเลิกแล้ว" in page and "ผิดคน" not in page
    assert "ไม่พบใบรับรอง" in Client().get("/leaders/check/NOTHING").content.decode()


def test_lists_have_the_total_of_their_rows_and_give_a_file(body):
    world.issued(body)
    for path, words, rows in (
        ("people", "รวม 3 คนในหน้านี้ จาก 3", 3), ("people?skill=accounts", "รวม 2 คนในหน้านี้ จาก 2", 2),
        ("trainings", "รวม 1 ครั้งในหน้านี้ จาก 1", 1), ("certificates", "รวม 2 ใบในหน้านี้ จาก 2", 2),
        ("people?q=บุญมี", "รวม 1 คนในหน้านี้ จาก 1", 1),
    ):  # fmt: skip
        address = f"/leaders/{body.code}/{path}"
        assert words in as_(body).get(address, follow=True).content.decode(), path
        file = (
            as_(body)
            .get(address + ("&" if "?" in path else "?") + "format=csv", follow=True)
            .content.decode("utf-8-sig")
        )
        assert len(file.strip().split("\r\n")) == rows + 1, path
    for path in (
        "people?q=ไม่มีใคร",
        "trainings?year=2400",
        "certificates?state=withdrawn",
        "events?kind=work",
        "stories?q=zz",
    ):
        assert 'class="empty"' in as_(body).get(f"/leaders/{body.code}/{path}", follow=True).content.decode()


def test_papers_are_made(body):
    row = world.issued(body)[0]
    training = Training.objects.get()
    for path in (f"certificates/{row.pk}", f"trainings/{training.pk}/list"):
        answer = as_(body).get(f"/leaders/{body.code}/{path}")
        assert answer.content.startswith(b"%PDF"), path
    assert "ร้อยละ" in as_(body).get(f"/leaders/{body.code}/trainings/{training.pk}?format=csv").content.decode()


def test_a_training_is_set_on_the_screen_and_a_wrong_form_comes_back_with_its_words(body):
    client, day = as_(body), timezone.localdate()
    address = f"/leaders/{body.code}/trainings/new"
    key = client.get(address).context["form"].initial["key"]
    said = {
        "key": key, "course": "leader", "title": "ผู้นำ รุ่นที่ 3", "place": "วัด", "trainer": "ครู", "count": "2",
        "first": f"{day.day}/{day.month}/{day.year + 543}", "starts": "9.00", "hours": "หก",
    }  # fmt: skip
    back = client.post(address, said)
    assert back.status_code == 422 and "อ่านชั่วโมง" in back.content.decode() and "ผู้นำ รุ่นที่ 3" in back.content.decode()
    answers = [client.post(address, {**said, "hours": "6.5"}) for _ in range(2)]
    row = Training.objects.get()
    assert all(a.status_code == 302 for a in answers) and sum(d.minutes for d in row.days.all()) == 780
    changed = {
        "course": "leader",
        "title": "ผู้นำ รุ่นที่ 3",
        "place": "ศาลา",
        "trainer": "ครู",
        "days": "1/12/2570 09:00 6\n5/12/2570 09:00 3",
    }
    assert client.post(f"/leaders/{body.code}/trainings/{row.pk}/change", changed).status_code == 302
    row.refresh_from_db()
    assert (row.last_day - row.first_day).days == 4 and row.place == "ศาลา"


def test_the_list_is_touched_without_script_and_with(body):
    row = world.training(body, 1, first=timezone.localdate())
    trainings.enlist(body, row.pk, [], world.NAMES, world.by(body), NOW, TODAY)
    one, day = row.trainees.first(), row.days.get()
    address = f"/leaders/{body.code}/trainings/{row.pk}/attend"
    said = {"day": day.pk, "trainee": one.pk, "there": "1"}
    assert "1 จาก 3 คน" in as_(body).post(address, said).content.decode()
    touched = as_(body).post(address, {**said, "there": "0"}, headers={"HX-Request": "true"}).content.decode()
    assert 'aria-pressed="false"' in touched and "0 จาก 3 คน" in touched and "<html" not in touched
    wrong = as_(body).post(address, {**said, "trainee": "999999"})
    assert wrong.status_code == 422 and "ไม่มีคนนี้ในใบรายชื่อ" in wrong.content.decode()


def test_the_calendar_shows_meetings_trainings_and_events_of_an_area_and_a_kind():
    council = councils.founded()
    body = world.body(council.code)
    soon = timezone.localdate() + timedelta(days=5)
    councils.called(council, day=soon)
    officer = councils.officer()
    from datetime import time
    from uuid import uuid4

    from chumchon.leaders.rules.events import EventFacts
    from chumchon.leaders.rules.trainings import TrainingFacts, days_from

    said = TrainingFacts("leader", "ผู้นำ รุ่นที่ 9", "ศาลา", "ครู", days_from(soon, 3, time(9), 360))
    trainings.set_training(body, said, officer, uuid4(), NOW, TODAY)
    row = events.put(
        body, EventFacts("market", "ตลาดผ้า, งานดี", "ลานวัด; ใต้ต้นโพธิ์", soon, time(8)), officer, uuid4(), NOW, TODAY
    )
    page = Client().get("/calendar/", {"area": "5007"}).content.decode()
    assert all(words in page for words in ("ประชุมสามัญ", "ผู้นำ รุ่นที่ 9", "ตลาดผ้า")) and "3 งานข้างหน้า" in page
    assert "ตลาดผ้า" not in Client().get("/calendar/", {"area": "51"}).content.decode()
    only = Client().get("/calendar/", {"kind": "training"}).content.decode()
    assert "ผู้นำ รุ่นที่ 9" in only and "ตลาดผ้า" not in only
    assert Client().get("/calendar/", {"place": "สะลวง แม่ริม"}).context["area"] == "500705"
    assert Client().get("/calendar/", {"place": "ไม่มีตำบลนี้"}).status_code == 422
    feed = Client().get("/calendar/community.ics", {"area": "500705"})
    text = feed.content.decode().replace("\r\n ", "")
    assert feed["Content-Type"].startswith("text/calendar") and text.count("BEGIN:VEVENT") == 4  # the founding too
    assert "ตลาดผ้า\\, งานดี" in text and "ใต้ต้นโพธิ์" in text and "DTSTART;VALUE=DATE:" in text
    events.cancel(body, row.pk, "ฝนตก", officer, NOW, TODAY)
    assert "ตลาดผ้า" not in Client().get("/calendar/").content.decode()
    text = Client().get("/calendar/community.ics", {"kind": "market"}).content.decode()
    assert "STATUS:CANCELLED" in text and "SEQUENCE:1" in text
    assert "ตลาดผ้า" not in Client().get("/calendar/", {"format": "csv"}).content.decode()


def test_an_event_is_put_and_cancelled_on_the_screen(body):
    client, day = as_(body), timezone.localdate() + timedelta(days=9)
    address = f"/leaders/{body.code}/events/new"
    said = {
        "key": client.get(address).context["form"].initial["key"], "kind": "work", "title": "ลงแขกทำฝาย", "place": "ฝายหลวง",
        "day": f"{day.day}/{day.month}/{day.year + 543}", "starts": "8:00", "ends": "7:00", "until": "", "about": "",
    }  # fmt: skip
    assert "เวลาเลิกต้องหลังเวลาเริ่ม" in client.post(address, said).content.decode()
    assert client.post(address, {**said, "ends": "15:00"}).status_code == 302
    row = Event.objects.get()
    back = client.post(f"/leaders/{body.code}/events/{row.pk}/cancel", {"reason": ""})
    assert back.status_code == 422 and "บอกเหตุผล" in back.content.decode()
    assert client.post(f"/leaders/{body.code}/events/{row.pk}/change", {**said, "ends": "16:00"}).status_code == 302
    assert client.post(f"/leaders/{body.code}/events/{row.pk}/cancel", {"reason": "ฝนตก"}).status_code == 302
    row.refresh_from_db()
    assert row.is_cancelled and row.changes == 2


def test_a_leader_agrees_on_the_own_page_and_prints_the_own_certificate(body):
    row = world.issued(body)[0]
    leaders.link_user(body, row.leader_id, "auditor-council-500705", world.by(body), NOW, TODAY)
    client = as_(body, "auditor")
    public = f"/leaders/person/{row.leader.uid}"
    assert Client().get(public).status_code == 404
    assert client.post("/me/leader", {"given": "1", "about": "ชอบทำบัญชี"}).status_code == 302
    page = Client().get(public).content.decode()
    assert (
        row.leader.person.name in page
        and "ชอบทำบัญชี" in page
        and "0812345678" not in page
        and "หมู่" not in page.split("<main")[1]
    )
    assert row.leader.person.name in Client().get("/leaders/").content.decode()
    assert client.get(f"/me/leader/certificates/{row.pk}").content.startswith(b"%PDF")
    assert as_(body, "chair").get(f"/me/leader/certificates/{row.pk}").status_code == 404
    assert client.post("/me/leader", {"given": "0"}).status_code == 302 and Client().get(public).status_code == 404
    assert as_(body, "chair").post("/me/leader", {"given": "1"}).status_code == 422


def test_people_are_entered_and_described_on_the_screen(body):
    client = as_(body)
    said = {"title": "นาง", "first_name": "คำ", "surname": "ใจดี"}
    assert client.post(f"/leaders/{body.code}/people/new", said).status_code == 302
    near = client.post(f"/leaders/{body.code}/people/new", said)
    assert near.status_code == 422 and "เป็นคนละคน" in near.content.decode()
    row = Leader.objects.get()
    at = f"/leaders/{body.code}/people/{row.pk}"
    posts = {
        "positions": {
            "title": "ประธาน",
            "where": "กลุ่มทอผ้า",
            "from_day": "1/1/2560",
            "until_day": "",
            "source": "คำสั่งที่ 1",
        },
        "honours": {"kind": "wisdom", "year_be": "2568", "for_what": "สอนทอผ้า", "source": "ประกาศ"},
        "skills": {"skill": "enterprise", "note": "ขายผ้ามาสิบปี"},
        "consent": {"given": "1", "note": "แฟ้มสำนักงาน"},
    }
    for name, form in posts.items():
        assert client.post(f"{at}/{name}", {}).status_code in (302, 422)
        assert client.post(f"{at}/{name}", form).status_code == 302, name
    page = client.get(at).content.decode()
    assert all(w in page for w in ("กลุ่มทอผ้า", "ปราชญ์ชุมชน", "ทำและขายสินค้าชุมชน", "แสดงต่อสาธารณะ"))
    assert "กลุ่มทอผ้า" in Client().get(f"/leaders/person/{row.uid}").content.decode()


def test_a_story_goes_from_the_draft_to_everybody_on_the_screen(body):
    writer, reader = as_(body), as_(body, "chair")
    address = f"/leaders/{body.code}/stories/new"
    key = writer.get(address).context["form"].initial["key"]
    said = {"key": key, "kind": "practice", "title": "ฝายที่ทำเอง", "text": "สั้น"}
    assert "เล่าเรื่องอย่างน้อย" in writer.post(address, said).content.decode()
    assert writer.post(address, {**said, "text": world.TEXT}).status_code == 302
    row = Story.objects.get()
    at = f"/leaders/{body.code}/stories/{row.pk}"
    assert writer.post(f"{at}/send").status_code == 302
    mark = reader.get(at).context["mark"]
    assert reader.post(f"{at}/answer", {"word": "publish", "mark": mark}).status_code == 302
    assert "ฝายที่ทำเอง" in Client().get("/stories/").content.decode()
    assert "ฝายที่ทำเอง" in Client().get("/stories/?format=csv").content.decode()
    assert "ไม่พบเรื่อง" in Client().get("/stories/?area=51").content.decode()


def test_the_lists_of_the_nation_are_kept_by_headquarters(db):
    councils.officer("", "officer_hq")
    from chumchon.access.models import User

    client = Client()
    client.force_login(User.objects.get(username="officer_hq-nation"))
    assert "คนดี ศรี พอช." in client.get("/leaders/lists").content.decode()
    wrong = client.post("/leaders/lists/change", {"table": "course", "code": "x", "minutes": "0.1"})
    assert wrong.status_code == 422
    said = {
        "table": "skill",
        "code": "test-skill",
        "name_th": "ทดสอบ",
        "why_th": "ลอง",
        "least": "1",
        "source": "ทดสอบ",
    }
    assert client.post("/leaders/lists/change", said).status_code == 302
    assert client.post("/leaders/lists/change", {"table": "skill", "turn": "test-skill", "on": "0"}).status_code == 302


def test_a_tambon_says_what_it_needs_on_the_screen(body):
    client = as_(body)
    assert client.post(f"/leaders/{body.code}/skills/need", {"skill": "forest", "least": "x"}).status_code == 422
    said = {"skill": "forest", "least": "4", "reason": "มติสภา"}
    assert client.post(f"/leaders/{body.code}/skills/need", said).status_code == 302
    page = client.get(f"/leaders/{body.code}/skills?only=lacks").content.decode()
    assert "ขาด 4" in page and "ตำบลกำหนดเอง" in page
    assert "ดูแลป่าชุมชนและน้ำ" in client.get(f"/leaders/{body.code}/skills?format=csv").content.decode()
