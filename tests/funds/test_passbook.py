"""The passbook: what was paid by year and receipt, on the phone and on paper, and that nobody opens another's."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.access.users import choose_password
from chumchon.funds.actions import members_private as private
from chumchon.funds.actions.contributions import Payment, cancel_receipt, post_contributions
from chumchon.funds.queries.passbook import passbook
from chumchon.funds.rules.passbook import Kin, age, by_year, may_read
from tests import factories

pytestmark = pytest.mark.django_db
TODAY, NOW = factories.TODAY, factories.NOW


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("chumchon.funds.views.passbook.today", lambda: TODAY)


@pytest.fixture
def member(fund):
    return factories.make_member(fund, house="12/1", paid_until=date(2026, 8, 31), legacy_satang=36500)


def pay(fund, member, month, day):
    first = date(2026, month, 1)
    last = date(2026, month + 1, 1).toordinal() - 1
    _, receipts, _ = post_contributions(
        fund, factories.actor(fund, "treasurer"), None, day,
        [Payment(member.id, "due", 3000, first, date.fromordinal(last))], uuid.uuid4(), "รับเงินสมทบ", "counter", "", NOW,
    )  # fmt: skip
    return receipts[0]


def test_a_passbook_sums_by_the_fund_s_year_and_leaves_out_what_was_cancelled(fund, member, django_assert_num_queries):
    pay(fund, member, 9, date(2026, 9, 5))
    pay(fund, member, 10, date(2026, 10, 5))
    wrong = pay(fund, member, 11, date(2026, 11, 5))
    cancel_receipt(wrong, factories.actor(fund, "treasurer"), "รับผิดคน", TODAY, NOW, uuid.uuid4())
    member.refresh_from_db()
    with django_assert_num_queries(3):  # prices, payments, benefits
        book = passbook(fund, member, TODAY)
    assert [(y.year_be, y.satang, y.receipts) for y in book.years] == [(2570, 3000, 1), (2569, 3000, 1)]
    assert [p.cancelled for p in book.payments] == [True, False, False]
    assert book.paid_satang == 36500 + 6000
    assert book.row.words == "จ่ายถึง ต.ค. 69"


def test_the_treasurer_opens_it_and_every_receipt_leads_to_its_public_page(fund, member, client):
    receipt = pay(fund, member, 9, date(2026, 9, 5))
    client.force_login(factories.user(fund, "treasurer"))
    page = client.get(f"/f/mae-raem/members/{member.id}/passbook").content.decode()
    assert f'href="/r/{receipt.public_code}"' in page and receipt.label in page and "395.00" in page
    for paper in ("a5", "a4"):
        pdf = client.get(f"/f/mae-raem/members/{member.id}/passbook?format=pdf&paper={paper}")
        assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")


def test_a_member_opens_their_own_passbook_and_nobody_else_s(fund, member, client):
    neighbour = factories.make_member(fund, "เพื่อนบ้าน", house="12/1")
    linked, _ = private.give_sign_in(member, factories.actor(fund, "secretary"), "somsri", TODAY, NOW)
    choose_password(linked.user, "ส้มตำปลาร้า 2569", NOW)
    client.force_login(linked.user)
    own = client.get("/me/passbook", follow=True)
    assert own.status_code == 200 and "สมศรี" in own.content.decode() and "no-store" in own["Cache-Control"]
    assert client.get(f"/me/passbook/{neighbour.uid}").status_code == 404
    assert client.get(f"/f/mae-raem/members/{member.id}/passbook").status_code == 403
    assert client.get(f"/me/passbook/{member.uid}?format=pdf").content.startswith(b"%PDF")


def test_the_small_children_of_the_house_are_read_with_a_note_and_the_big_ones_are_not(fund, member, client):
    def child(name, born, house="12/1", **more):
        made = factories.make_member(fund, name, house=house, **more)
        made.person.birth_day = born
        made.person.save()
        return made

    small, big = child("เล็ก", date(2015, 1, 1)), child("โต", date(2011, 1, 1))
    away, gone = child("บ้านอื่น", date(2015, 1, 1), "99"), child("ออกแล้ว", date(2015, 1, 1), status="left")
    linked, _ = private.give_sign_in(member, factories.actor(fund, "secretary"), "somsri", TODAY, NOW)
    choose_password(linked.user, "ส้มตำปลาร้า 2569", NOW)
    client.force_login(linked.user)
    listing = client.get("/me/passbook").content.decode()
    assert "นางเล็ก" in listing and "อายุต่ำกว่า 15 ปี" in listing
    assert not any(name in listing for name in ("นางโต", "นางบ้านอื่น", "นางออกแล้ว"))
    assert "สมุดของเด็กในบ้านเดียวกัน" in client.get(f"/me/passbook/{small.uid}").content.decode()
    for other in (big, away, gone):
        assert client.get(f"/me/passbook/{other.uid}").status_code == 404


def test_a_sign_in_without_a_membership_is_told_whom_to_ask(fund, client):
    client.force_login(factories.user(fund, "auditor"))
    assert "ยังไม่ได้ผูกกับสมาชิก" in client.get("/me/passbook").content.decode()
    client.logout()
    assert client.get("/me/passbook").status_code == 302


def test_a_child_does_not_read_the_passbook_of_a_grown_up_or_a_brother():
    mother, child = Kin(1, 7, date(1990, 1, 1)), Kin(2, 7, date(2014, 1, 1))
    brother, unknown = Kin(3, 7, date(2016, 1, 1)), Kin(4, 7, None)
    assert may_read(mother, child, TODAY) and may_read(child, child, TODAY)
    assert not may_read(child, mother, TODAY) and not may_read(child, brother, TODAY)
    assert not may_read(mother, unknown, TODAY)
    assert not may_read(Kin(5, None, None), Kin(6, None, date(2014, 1, 1)), TODAY)


def test_a_birthday_ends_the_reading_on_the_day_itself():
    mother = Kin(1, 7, date(1990, 1, 1))
    assert age(date(2011, 11, 25), TODAY) == 14 and age(date(2011, 11, 24), TODAY) == 15
    assert may_read(mother, Kin(2, 7, date(2011, 11, 25)), TODAY)
    assert not may_read(mother, Kin(2, 7, date(2011, 11, 24)), TODAY)


@given(st.lists(st.tuples(st.integers(2560, 2570), st.integers(1, 50), st.integers(1, 10**9))))
def test_the_years_together_are_everything_that_was_paid(paid):
    years = by_year(paid)
    assert sum(y.satang for y in years) == sum(satang for _, _, satang in paid)
    assert [y.year_be for y in years] == sorted({year for year, _, _ in paid}, reverse=True)
