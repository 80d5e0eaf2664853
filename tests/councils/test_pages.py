"""The pages of a council without a browser: who gets in, what is shown, what a form says."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.councils.models import Council, Group, Matter, Meeting, Minutes, Resolution, Seat
from tests.councils import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(council):
    user = create_user("secretary", "นางเลขา", "x" * 12, pin="123456")
    grant(user, "secretary", world.START, council.organisation)
    return entering(user)


@pytest.fixture
def council(db):
    return world.founded()


def entering(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def by(name: str) -> Client:
    return entering(User.objects.get(username=name))


def day(prefix: str, at) -> dict:
    return {f"{prefix}_day": at.day, f"{prefix}_month": at.month, f"{prefix}_year": at.year + 543}


def pages(council):
    """Every page of a council that answers to GET."""
    code = council.code
    group, meeting = Group.objects.filter(council=council).first(), Meeting.objects.filter(council=council).first()
    yield from (reverse(n, args=[code]) for n in (
        "council_work", "council_groups", "council_group_new", "council_seats", "council_seat_new", "council_meetings",
        "council_meeting_new", "council_resolutions", "council_inbox", "council_certificate",
    ))  # fmt: skip
    yield from (reverse(n, args=[code, group.pk]) for n in ("council_group", "council_group_certificate"))
    yield from (reverse(n, args=[code, meeting.pk]) for n in (
        "council_meeting", "council_attend", "council_minutes", "council_invitation", "council_roll",
    ))  # fmt: skip
    yield reverse("council_minutes_paper", args=[code, meeting.pk, 1])


def test_every_page_and_paper_of_a_council_opens_for_its_secretary(council, secretary):
    world.resolved(council)
    for path in [*pages(council), reverse("council_resolution", args=[council.code, Resolution.objects.get().pk])]:
        answer = secretary.get(path)
        assert answer.status_code == 200, path
        assert answer["Content-Type"] != "application/pdf" or answer.content.startswith(b"%PDF")


def test_a_stranger_and_a_secretary_of_another_council_open_none_of_them(council):
    other = world.opened("500706")
    user = create_user("other", "นางอื่น", "x" * 12)
    grant(user, "secretary", world.START, other.organisation)
    for path in pages(council):
        assert entering(user).get(path).status_code == 403, path
        assert Client().get(path).status_code == 302, path


def test_an_address_of_a_fund_is_no_council_and_of_a_council_no_fund(council, fund):
    treasurer = by(f"chair-{fund.code}")
    assert treasurer.get(f"/councils/{fund.code}/work").status_code == 404
    chair = entering(world.chair_of(council))
    assert chair.get(f"/f/{council.code}/members").status_code == 404


def test_public_pages_show_no_private_data_and_only_names_whose_owners_agreed(council):
    seats = list(Seat.objects.select_related("person"))
    Seat.objects.filter(pk=seats[0].pk).update(show_name=True)
    row = world.resolved(council)
    world.registered(council, "กลุ่มสตรีจักสานไผ่", "women")
    told = reverse("council_told", args=[council.code, row.pk])
    for path in (
        "/councils/",
        "/councils/organisations",
        f"/councils/{council.code}",
        told,
        f"/councils/check/{Group.objects.first().public_code}",
    ):
        text = Client().get(path).content.decode()
        assert "0812345678" not in text and "9999" not in text, path
        assert all(s.person.first_name + " " not in text for s in seats[1:]), path
        assert "นางสมศรี ใจดี" not in text or path == f"/councils/{council.code}"
    shown = Client().get(f"/councils/{council.code}").content.decode()
    assert seats[0].person.name in shown and row.title in shown and "ขาด" in shown


def test_a_resolution_of_minutes_that_nobody_signed_is_not_public(council):
    row = world.resolved(council, sign=False)
    assert Client().get(reverse("council_told", args=[council.code, row.pk])).status_code == 404


def test_the_check_of_a_certificate_says_whether_it_still_holds(council):
    group = Group.objects.first()
    page = Client().get(reverse("council_check", args=[group.public_code]))
    assert "จดแจ้งจริง" in page.content.decode() and page["X-Robots-Tag"] == "noindex, nofollow"
    assert "จัดตั้งจริง" in Client().get(reverse("council_check", args=[council.public_code])).content.decode()
    assert Client().get(reverse("council_check", args=["NOBODYHASTHIS"])).status_code == 404
    waiting = world.entered(council, "กลุ่มที่ยังไม่ยืนยัน", "other", True)
    assert Client().get(reverse("council_check", args=[waiting.public_code])).status_code == 404


def test_the_form_shows_near_duplicates_and_saves_once_a_person_decided(council, secretary):
    path = reverse("council_group_new", args=[council.code])
    key = secretary.get(path).context["form"].initial["key"]
    said = {
        "key": key, "name_th": "ออมทรัพย์ แม่แรม", "kind": "savings", "village": "", "purpose": "ออมเงินในหมู่บ้าน",
        "founders": "\n".join(f"นางสาวคนที่ {i}, กรรมการ" for i in "กขคงจ"), "member_count": "30", "money": "12,500.50", "land": "2-1-0",
    }  # fmt: skip
    shown = secretary.post(path, said)
    assert shown.status_code == 422 and "กลุ่มออมทรัพย์บ้านแม่แรม" in shown.content.decode()
    saved = secretary.post(path, {**said, "not_the_same": "1"})
    group = Group.objects.get(name_th="ออมทรัพย์ แม่แรม")
    assert saved.status_code == 302 and (group.money_satang, group.land_wah) == (1_250_050, 900)
    secretary.post(path, {**said, "not_the_same": "1"})
    assert Group.objects.filter(name_th="ออมทรัพย์ แม่แรม").count() == 1
    few = secretary.post(path, {**said, "key": "", "founders": "นางคนเดียว"})
    assert few.status_code == 422


def test_a_headman_comes_straight_to_his_tambon_and_confirms(council):
    group = world.entered(council, "กลุ่มคนพิการร่วมใจ", "disability", True)
    world.headman()
    client = by("headman-500705")
    assert client.get("/me/", follow=True).redirect_chain[-1][0] == "/councils/mine"
    assert "รอผู้ใหญ่บ้าน" in client.get(reverse("council_group", args=[council.code, group.pk])).content.decode()
    client.post(reverse("council_group_confirm", args=[council.code, group.pk]))
    group.refresh_from_db()
    assert group.state == "registered"
    assert client.post(reverse("council_seat_new", args=[council.code])).status_code == 403


def test_a_touch_on_the_list_changes_its_line_and_the_count(council, secretary):
    meeting = world.called(council, day=timezone.localdate())
    path = reverse("council_attend", args=[council.code, meeting.pk])
    seat = Seat.objects.get(term__council=council, number=1)
    part = secretary.post(path, {"seat": seat.pk, "state": "present"}, headers={"HX-Request": "true"})
    assert (
        part.status_code == 200
        and 'aria-pressed="true"' in part.content.decode()
        and "มา <b>1</b>" in part.content.decode()
    )
    plain = secretary.post(path, {"seat": seat.pk, "state": "excused"})
    assert plain.status_code == 302
    assert secretary.post(path, {"seat": "x", "state": "present"}).status_code == 422


def test_without_a_quorum_the_page_says_how_many_are_missing(council, secretary):
    meeting = world.called(council, day=timezone.localdate())
    said = {"present": "1 2", "excused": "", "guests": "4"}
    secretary.post(reverse("council_paper", args=[council.code, meeting.pk]), said)
    page = secretary.get(reverse("council_meeting", args=[council.code, meeting.pk])).content.decode()
    assert "ขาดอีก 2 คน" in page and "ยังลงมติไม่ได้" in page
    refused = secretary.post(
        reverse("council_resolve", args=[council.code, meeting.pk]), {"key": "", "title": "x", "text": "y"}
    )
    assert refused.status_code == 422 and Resolution.objects.count() == 0


def test_minutes_are_signed_at_the_table_and_amended_as_a_new_version(council, secretary):
    meeting = world.called(council)
    world.attended(council, meeting)
    chair = world.chair_of(council)
    path = reverse("council_minutes", args=[council.code, meeting.pk])
    text = "ประธานเปิดประชุมและแจ้งเรื่องน้ำ"
    assert secretary.post(path, {"text": text, "do": "draft"}).status_code == 302
    wrong = secretary.post(path, {"text": text, "do": "sign", "username": chair.username, "secret": "ผิด"})
    assert wrong.status_code == 422 and text in wrong.content.decode()
    secretary.post(path, {"text": text, "do": "sign", "username": chair.username, "secret": "chumchon-chair"})
    secretary.post(
        path,
        {
            "text": text + " เพิ่มเติม",
            "do": "sign",
            "reason": "ตกไปหนึ่งวาระ",
            "username": chair.username,
            "secret": "chumchon-chair",
        },
    )
    assert list(Minutes.objects.filter(meeting=meeting).values_list("version", flat=True)) == [1, 2]
    old = secretary.get(reverse("council_minutes_paper", args=[council.code, meeting.pk, 1]))
    assert old.content.startswith(b"%PDF")
    assert secretary.get(reverse("council_minutes_paper", args=[council.code, meeting.pk, 3])).status_code == 404


def test_a_new_member_who_sits_elsewhere_is_refused_on_the_form(council):
    other = world.opened("500706")
    group = world.registered(other)
    world.officer()
    client = by("officer_province-50")
    said = {"sender": group.pk, "title": "นาง", "first_name": "สมศรี", "surname": "ใจดี", "citizen_id": world.person(0)}
    refused = client.post(reverse("council_seat_new", args=[other.code]), said)
    assert refused.status_code == 422 and "อยู่แล้ว เป็นสองแห่งพร้อมกันไม่ได้" in refused.content.decode()


def test_a_member_gets_a_sign_in_whose_password_is_shown_once(council):
    seat = Seat.objects.get(term__council=council, number=2)
    answer = by("officer_province-50").post(
        reverse("council_seat_user", args=[council.code, seat.pk]), {"username": "boonmee"}
    )
    assert answer.context["password"] in answer.content.decode()
    user = User.objects.get(username="boonmee")
    assert user.check_password(answer.context["password"]) and user.must_choose_password


def test_the_way_up_and_back_on_the_screen(council, secretary):
    province, nation = world.opened("500101", "province"), world.opened("100601", "nation")
    row = world.resolved(council)
    send = reverse("council_resolution_send", args=[council.code, row.pk])
    assert "ส่งขึ้นไปแล้ว" in secretary.post(send, follow=True).content.decode()
    assert "ไม่ส่งซ้ำ" in secretary.post(send, follow=True).content.decode()
    officer, hq = by("officer_province-50"), by("officer_hq-nation")
    matter = Matter.objects.get()
    assert matter.title in officer.get(reverse("council_inbox", args=[province.code])).content.decode()
    officer.post(reverse("council_matter_send", args=[province.code, matter.pk]))
    above = Matter.objects.get(body=nation)
    answer = {"outcome": "accepted", "answer": "ตั้งงบซ่อมฝายให้ในปีหน้า", "answered_by": "กรมชลประทาน"}
    assert officer.post(reverse("council_matter_answer", args=[nation.code, above.pk]), answer).status_code == 403
    assert hq.post(reverse("council_matter_answer", args=[nation.code, above.pk]), answer).status_code == 302
    told = Client().get(reverse("council_told", args=[council.code, row.pk])).content.decode()
    assert "ตั้งงบซ่อมฝายให้ในปีหน้า" in told and nation.organisation.name_th in told


def test_lists_come_as_files_with_the_rows_that_the_page_shows(council, secretary):
    for path in (
        "/councils/",
        "/councils/organisations",
        *(reverse(n, args=[council.code]) for n in ("council_groups", "council_seats", "council_resolutions")),
    ):
        answer = secretary.get(path, {"format": "csv"})
        assert answer["Content-Type"].startswith("text/csv") and answer.content.startswith("\ufeff".encode()), path
    rows = secretary.get("/councils/organisations", {"format": "csv", "kind": "forest"}).content.decode().splitlines()
    assert len(rows) == 2


def test_the_list_of_councils_is_narrowed_by_those_that_did_not_meet_enough(council):
    assert Client().get("/councils/?kept=no").context["page"].paginator.count == 1
    assert Client().get("/councils/?kept=yes").context["page"].paginator.count == 0
    assert Client().get("/councils/?q=แม่ริม").context["page"].paginator.count == 1


def test_an_officer_opens_a_register_from_the_screen(db):
    world.officer()
    client = by("officer_province-50")
    made = client.post("/councils/new", {"area": "500705", "kind": "tambon", "villages": "9"})
    assert made.status_code == 302 and Council.objects.get().organisation.subdistrict.villages.count() == 9
    for area, words in (("500705", "มีในระบบแล้ว"), ("510101", "นอกความดูแล")):
        again = client.post("/councils/new", {"area": area, "kind": "tambon"})
        assert again.status_code == 422 and words in again.content.decode()


def test_a_meeting_is_called_moved_and_cancelled_on_the_screen(council, secretary):
    on = timezone.localdate() + timedelta(days=2)
    path = reverse("council_meeting_new", args=[council.code])
    key = secretary.get(path).context["form"].initial["key"]
    said = {"key": key, "kind": "ordinary", "starts": "9.30", "place": "ศาลากลางบ้าน", **day("on", on)}
    assert secretary.post(path, said).status_code == 302
    secretary.post(path, said)
    meeting = Meeting.objects.exclude(kind="founding").get()
    early = secretary.get(reverse("council_attend", args=[council.code, meeting.pk])).content.decode()
    assert "ยังไม่ถึงวันประชุม" in early
    moved = {"starts": "10:00", "place": "วัดแม่แรม", **day("on", on)}
    assert secretary.post(reverse("council_meeting_change", args=[council.code, meeting.pk]), moved).status_code == 302
    agenda = reverse("council_agenda", args=[council.code, meeting.pk])
    secretary.post(agenda, {"agenda": "เรื่องน้ำ\nเรื่องป่า\n"})
    assert list(meeting.agenda.values_list("title", flat=True)) == ["เรื่องน้ำ", "เรื่องป่า"]
    secretary.post(reverse("council_meeting_cancel", args=[council.code, meeting.pk]), {"reason": "น้ำท่วม"})
    meeting.refresh_from_db()
    assert (meeting.place, meeting.state) == ("วัดแม่แรม", "cancelled")
