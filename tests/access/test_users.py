"""The users of a fund: a new one, another role, the end of a role, and what stands on the trail."""

import re
from datetime import date

import pytest

from chumchon.access import users
from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent, Grant, User
from chumchon.thai.errors import Plain
from tests import factories

pytestmark = pytest.mark.django_db
NEW = {"username": "Somchai.J", "name_th": "นายสมชาย  ใจดี", "role": "collector"}


@pytest.fixture
def chair(client, fund):
    client.force_login(factories.user(fund, "chair"))
    return client


def test_a_new_user_signs_in_with_the_password_that_is_shown_once(chair, fund, client):
    page = chair.post("/f/mae-raem/users/add", NEW)
    password = re.search(r"\d{4}-\d{4}-\d{4}", page.content.decode())[0]
    assert "no-store" in page["Cache-Control"]
    assert password not in chair.get("/f/mae-raem/users").content.decode()
    client.logout()
    answer = client.post("/accounts/login/", {"login": "somchai.j", "password": password})
    assert answer.status_code == 302 and client.get("/me/").url == "/accounts/password/change/"
    event = AuditEvent.objects.get(verb="user.add")
    assert event.detail["role"] == "collector" and password not in str(event.detail)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "a b"}, "ไม่เว้นวรรค"),
        ({"username": ""}, "ตั้งชื่อผู้ใช้"),
        ({"name_th": " "}, "ใส่ชื่อ"),
        ({"username": "CHAIR-mae-raem"}, "มีชื่อผู้ใช้นี้แล้ว"),
        ({"role": "officer_hq"}, "เลือกบทบาท"),
        ({"role": "admin"}, "เลือกบทบาท"),
    ],
)
def test_a_bad_new_user_is_answered_beside_the_form_and_nothing_is_made(chair, change, sentence):
    before = User.objects.count()
    answer = chair.post("/f/mae-raem/users/add", {**NEW, **change})
    assert answer.status_code == 422 and sentence in answer.content.decode()
    assert User.objects.count() == before


def test_a_role_ends_and_the_person_is_out_at_once(chair, fund, client):
    treasurer = factories.user(fund, "treasurer")
    assert chair.post(f"/f/mae-raem/grants/{treasurer.grants.get().id}/end").status_code == 302
    client.force_login(treasurer)
    assert "ยังไม่มีบทบาท" in client.get("/me/").content.decode()
    assert AuditEvent.objects.filter(verb="grant.end", subject=f"user:{treasurer.id}").count() == 1


def test_a_role_of_another_fund_cannot_be_ended_from_here(chair, fund):
    other = factories.make_fund("other", "500701")
    theirs = factories.user(other, "treasurer").grants.get()
    assert chair.post(f"/f/mae-raem/grants/{theirs.id}/end").status_code == 422
    theirs.refresh_from_db()
    assert theirs.until_day is None


def test_the_last_person_who_keeps_the_users_stays(fund):
    chair = factories.actor(fund, "chair")
    day, now = factories.TODAY, factories.NOW
    users.end_grant(fund.organisation, chair, factories.user(fund, "secretary").grants.get().id, day, now)
    with pytest.raises(Plain, match="LAST_KEEPER"):
        users.end_grant(fund.organisation, chair, factories.user(fund, "chair").grants.get().id, day, now)


def test_another_role_is_given_to_somebody_who_signs_in_already(chair, fund):
    collector = factories.user(fund, "collector")
    assert (
        chair.post("/f/mae-raem/users/role", {"username": "collector-mae-raem", "role": "committee"}).status_code == 302
    )
    assert set(collector.grants.values_list("role", flat=True)) == {"collector", "committee"}


@pytest.mark.parametrize(
    ("username", "role", "code"),
    [
        ("nobody", "committee", "NO_USER"),
        ("chair-mae-raem", "treasurer", "OWN_ROLE"),
        ("treasurer-mae-raem", "treasurer", "HAS_ROLE"),
        ("treasurer-mae-raem", "auditor", "ROLES_CLASH"),
        ("auditor-mae-raem", "collector", "ROLES_CLASH"),
    ],
)
def test_a_role_that_would_weaken_the_controls_is_refused(fund, username, role, code):
    before = Grant.objects.count()
    with pytest.raises(Plain, match=code):
        users.add_role(
            fund.organisation, factories.actor(fund, "chair"), username, role, factories.TODAY, factories.NOW
        )
    assert Grant.objects.count() == before


def test_a_treasurer_gives_no_roles(fund):
    with pytest.raises(Plain, match="NOT_ALLOWED"):
        users.add_user(
            fund.organisation, factories.actor(fund, "treasurer"), "friend", "เพื่อน", "committee",
            factories.TODAY, factories.NOW,
        )  # fmt: skip


def test_the_trail_is_filtered_by_verb_person_and_day_and_comes_as_a_file(chair, fund):
    chair.post("/f/mae-raem/users/add", NEW)
    page = chair.get("/f/mae-raem/audit").content.decode()
    assert ">เพิ่มผู้ใช้</td>" in page and ">นางchair</td>" in page and "ผู้ใช้ นายสมชาย ใจดี" in page
    assert "ไม่มีรายการ" in chair.get("/f/mae-raem/audit?verb=grant.end").content.decode()
    chair_id = factories.user(fund, "chair").id
    assert "หน้านี้ 1 จาก 1" in chair.get(f"/f/mae-raem/audit?who={chair_id}&verb=user.add").content.decode()
    assert "ไม่มีรายการ" in chair.get(f"/f/mae-raem/audit?who={factories.user(fund, 'auditor').id}").content.decode()
    assert "ไม่มีรายการ" in chair.get("/f/mae-raem/audit?until=1/1/2560").content.decode()
    assert chair.get("/f/mae-raem/audit?since=32/13/2569").status_code == 400
    rows = chair.get("/f/mae-raem/audit?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 2 and "user.add" in rows[1]


def test_the_trail_names_members_to_those_who_may_read_the_register_and_numbers_them_to_others(client, fund):
    member, admin = factories.make_member(fund, number="00077"), create_user("admin", "นายผู้ดูแล", "x" * 12)
    grant(admin, "admin", date(2010, 1, 1))
    subjects = (f"member:{member.pk}", "member:999999", "", "claim:5")
    AuditEvent.objects.bulk_create(
        AuditEvent(at=factories.NOW, verb="member.change", organisation=fund.organisation, subject=s) for s in subjects
    )
    client.force_login(factories.user(fund, "auditor"))
    for address in ("", "?format=csv"):
        assert f"สมาชิกเลขที่ 00077 {member.person.name}" in client.get(f"/f/mae-raem/audit{address}").content.decode()
    page = client.get("/f/mae-raem/audit").content.decode()
    assert "สมาชิก ลำดับ 999999" in page and "คำขอสวัสดิการ ลำดับ 5" in page
    client.force_login(admin)
    for address in ("", "?format=csv"):
        page = client.get(f"/f/mae-raem/audit{address}").content.decode()
        assert "สมาชิกเลขที่ 00077" in page and member.person.name not in page


def test_a_full_page_of_the_trail_asks_the_database_a_few_questions_only(chair, fund, django_assert_max_num_queries):
    members = [factories.make_member(fund) for _ in range(20)]
    AuditEvent.objects.bulk_create(
        AuditEvent(at=factories.NOW, verb="member.change", organisation=fund.organisation, subject=f"member:{m.pk}")
        for m in members
    )
    with django_assert_max_num_queries(12):
        chair.get("/f/mae-raem/audit")


def test_the_trail_of_a_long_day_is_paged(chair, fund):
    now = factories.NOW
    AuditEvent.objects.bulk_create(
        AuditEvent(at=now, verb="user.add", organisation=fund.organisation, subject=f"user:{i}") for i in range(120)
    )
    page = chair.get("/f/mae-raem/audit?page=3").content.decode()
    assert "หน้านี้ 20 จาก 120" in page and "หน้า 3 จาก 3" in page


def test_a_grant_ends_the_day_before_so_that_today_is_without_it(fund):
    given = factories.user(fund, "collector").grants.get()
    ended = users.end_grant(
        fund.organisation, factories.actor(fund, "chair"), given.id, date(2026, 11, 24), factories.NOW
    )
    assert ended.until_day == date(2026, 11, 23)
