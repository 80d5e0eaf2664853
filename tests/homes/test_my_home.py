"""บ้านของฉัน: a member's sign-in opens their own house, loan and savings, and nobody else's."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.access.models import User
from chumchon.homes.actions import houses, loans, repayments, saver_users
from chumchon.homes.models import Project, Saver
from chumchon.homes.queries import loans as loan_queries
from chumchon.homes.rules.my_home import Facts, next_steps
from chumchon.people.actions import PersonFacts
from chumchon.thai.errors import Clash, NotAllowed, Plain
from tests.factories import NOW, TODAY
from tests.homes import world


@pytest.fixture
def place(db, monkeypatch):
    """A group whose first member has a surveyed house at its second stage, savings, and a loan with two instalments missed."""
    for module in ("my_home", "savings", "common"):
        monkeypatch.setattr(f"chumchon.homes.views.{module}.today", lambda: TODAY)
    monkeypatch.setattr("chumchon.access.http.today", lambda: TODAY)
    monkeypatch.setattr("chumchon.access.views.me.today", lambda: TODAY)
    project = world.make_project(units=3)
    surveyed = world.survey(project, 2)
    Project.objects.filter(pk=project.pk).update(step_number=9)
    project.refresh_from_db()
    houses.set_stage(project, world.actor(project, "secretary"), surveyed[0].pk, "started", "", TODAY, None, NOW, TODAY)
    group = world.make_group(project)
    secretary = world.actor(project, "secretary")
    from chumchon.homes.actions.savings import join

    day = date(2025, 2, 1)
    saver = join(group, secretary, PersonFacts(""), surveyed[0].head_id, None, day, NOW, TODAY)
    other = join(group, secretary, PersonFacts("คนอื่น", "ใจดี"), None, None, day, NOW, TODAY)
    world.save(group, [(s, "saving", 4_000_000) for s in (saver, other)], day=date(2025, 5, 1), box="1020")
    loans.bring_capital(world.officer(), 1_000_000_000, "ทุน", date(2025, 1, 5), uuid.uuid4(), NOW)
    lent = date(2026, 6, 1)
    own = loans.ask_loan(group, secretary, loans.Asked(None, 60_000_000, 180, "สร้างบ้าน"), uuid.uuid4(), NOW, lent)
    loans.lend(group, own.pk, world.officer(), "1020", date(2026, 7, 5), NOW, lent)
    loan = loans.ask_loan(
        group, secretary, loans.Asked(saver.pk, 30_000_000, 180, "สร้างบ้าน", 200), uuid.uuid4(), NOW, lent
    )
    loans.lend(group, loan.pk, world.actor(project, "chair"), "1020", date(2026, 7, 5), NOW, lent)
    for row in loan_queries.current(loan).rows[:3]:
        money = repayments.Repayment(row.total, "1020", row.due, uuid.uuid4())
        repayments.repay(
            group, loan.pk, world.actor(project, "treasurer"), world.actor(project, "chair"), money, NOW, TODAY
        )
    return group, saver, other


def _sign_in(group, saver, name):
    made, password = saver_users.give_sign_in(
        group, world.actor(group.project, "secretary"), saver.pk, name, NOW, TODAY
    )
    assert made.user is not None and len(password) > 6
    user = User.objects.get(username=name)
    user.must_choose_password = False
    user.save()
    return user


def test_a_member_reads_house_loan_savings_and_what_comes_next(client, place):
    group, saver, other = place
    client.force_login(_sign_in(group, saver, "somsri"))
    assert client.get("/me/").url == "/me/home"
    assert client.get("/me/home").url == f"/me/home/{saver.uid}"
    page = client.get(f"/me/home/{saver.uid}").content.decode()
    for words in (
        "ลงมือ วางฐานราก",
        "ตั้งเสาและโครงหลังคา",
        "ค้าง",
        "2 งวด",
        "40,000.00",
        "5 ธันวาคม 2569",
        "ใบเสร็จค่างวด 3 ใบ",
    ):
        assert words in page, words
    assert client.get(f"/me/home/{saver.uid}?format=pdf").content.startswith(b"%PDF")
    assert client.get(f"/me/home/{other.uid}").status_code == 404
    for path in (f"/g/{group.code}/", f"/g/{group.code}/members/{other.pk}", f"/h/{group.project.code}/"):
        assert client.get(path).status_code == 403


def test_a_sign_in_without_a_membership_is_told_whom_to_ask(client, db):
    user = User.objects.create_user("lonely")
    client.force_login(user)
    page = client.get("/me/home")
    assert page.status_code == 200 and "lonely" in page.content.decode()


def test_the_committee_gives_and_takes_a_sign_in_on_the_passbooks_page(client, place):
    group, saver, other = place
    client.force_login(User.objects.get(username=f"secretary-{group.project.code}"))
    path = f"/g/{group.code}/members/{saver.pk}"
    assert "ให้ชื่อผู้ใช้" in client.get(path).content.decode()
    made = client.post(f"{path}/sign-in", {"username": "somsri"})
    assert made.status_code == 200 and made["Cache-Control"] == "no-store" and "somsri" in made.content.decode()
    assert client.post(f"/g/{group.code}/members/{other.pk}/sign-in", {"username": "somsri"}).status_code == 422
    linked = client.post(f"/g/{group.code}/members/{other.pk}/sign-in", {"username": "somsri", "known": "on"})
    assert linked.status_code == 422 and "สมาชิกเลขที่ 1 แล้ว" in linked.content.decode()
    assert client.post(f"{path}/sign-in/end").status_code == 302
    saver.refresh_from_db()
    assert saver.user is None
    assert client.get(f"{path}/passbook").content.startswith(b"%PDF")


def test_only_who_keeps_the_group_gives_a_sign_in(place):
    group, saver, _ = place
    with pytest.raises(NotAllowed):
        saver_users.give_sign_in(group, world.actor(group.project, "committee"), saver.pk, "x-y-z", NOW, TODAY)
    _sign_in(group, saver, "somsri")
    with pytest.raises(Clash):
        _sign_in(group, saver, "somsri2")
    with pytest.raises(Plain):
        saver_users.link_user(
            group, world.actor(group.project, "secretary"), Saver.objects.last().pk, "nobody", NOW, TODAY
        )


@given(st.builds(
    Facts, today=st.just(TODAY), arrears=st.integers(0, 10**8), late_rows=st.integers(0, 200), due=st.integers(0, 10**8),
    due_on=st.none() | st.dates(TODAY, date(2040, 1, 1)), save_more=st.integers(0, 10**7), house_next=st.sampled_from(("", "ก่อผนัง")),
    step=st.sampled_from(("", "ก่อสร้าง")), asked=st.booleans(),
))  # fmt: skip
def test_what_comes_next_says_arrears_first_and_nothing_that_is_not_so(facts):
    said = next_steps(facts)
    assert bool(facts.arrears) == (bool(said) and said[0].startswith("ค้าง"))
    assert len(said) <= 6 and not any("0.00 บาท" in s and " 0.00" in s for s in said)
