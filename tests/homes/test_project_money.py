"""Money into a project has its receipt, no name stands in the book's words, and aid finds its way back into both books."""

import uuid
from datetime import date, timedelta

import pytest

from chumchon.access.models import User
from chumchon.homes.actions import incomes, loans, returns, urgent
from chumchon.homes.models import UrgentHouse
from chumchon.homes.queries import incomes as queries
from chumchon.homes.queries.projects import book_of, cash_of
from chumchon.ledger.institute import institute_book
from chumchon.ledger.models import Entry, Receipt
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Plain
from tests.factories import NOW, TODAY
from tests.homes import siblings, world
from tests.together import all_at_once

pytestmark = pytest.mark.django_db
WHO = "ลุงดำ ชื่อที่ให้เรียก"


def _receive(project, kind="savings", satang=30_000, whom=WHO, key=None, day=TODAY):
    two = siblings.two(project, day)
    return incomes.receive(project, two, kind, satang, whom, key or uuid.uuid4(), NOW, TODAY)


@pytest.fixture
def page(client, monkeypatch):
    """A browser of a role of a project, today is TODAY."""
    for module in ("common", "incomes", "urgent", "paths", "stays", "savings"):
        monkeypatch.setattr(f"chumchon.homes.views.{module}.today", lambda: TODAY)
    monkeypatch.setattr("chumchon.access.http.today", lambda: TODAY)

    def sign_in(name):
        client.force_login(User.objects.get(username=name))
        return client

    return sign_in


def test_rent_of_a_centre_is_received_once_with_a_receipt_that_anybody_checks(page):
    project, key = siblings.centre(), uuid.uuid4()
    first, again = _receive(project, key=key), _receive(project, key=key)
    assert first == again
    receipt = Receipt.objects.get(book=book_of(project))
    assert (receipt.satang, receipt.kind, receipt.number) == (30_000, "income", 1)
    assert balances(book_of(project))["1020"] == 30_000 and verify_book(book_of(project)).ok
    client = page(f"treasurer-{project.code}")
    shown = client.get(f"/h/{project.code}/money?check=1").content.decode()
    assert WHO in shown and "สมุดถูกต้องครบ" in shown and f"/h/{project.code}/receipts/{receipt.pk}" in shown
    paper = client.get(f"/h/{project.code}/receipts/{receipt.pk}")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    assert client.get(f"/r/{receipt.public_code}").status_code == 200


def test_who_lives_in_a_centre_stands_in_no_word_of_the_book_and_on_no_officers_page(page):
    project = siblings.centre()
    _receive(project)
    partner = _receive(project, "partner", 100, "มูลนิธิบ้าน")
    assert not Entry.objects.filter(book=book_of(project), memo__contains="ลุงดำ").exists()
    assert "มูลนิธิบ้าน" in partner.entry.memo
    assert {x.whom for x in queries.incomes(project, False)} == {queries.HIDDEN, "มูลนิธิบ้าน"}
    world.officer("officer_region", "50")
    shown = page("officer_region-50").get(f"/h/{project.code}/money").content.decode()
    assert "ลุงดำ" not in shown and queries.HIDDEN in shown and "รับเงินเข้าโครงการ" not in shown
    assert WHO in page(f"chair-{project.code}").get(f"/h/{project.code}/money").content.decode()


def test_a_receipt_of_another_book_is_not_found_here(page):
    project, other = siblings.centre(), world.make_project("khlong-2")
    _receive(other)
    receipt = Receipt.objects.get(book=book_of(other))
    client = page(f"treasurer-{project.code}")
    assert client.get(f"/h/{project.code}/receipts/{receipt.pk}").status_code == 404


def test_money_is_asked_as_often_however_much_came_in(django_assert_num_queries):
    project = world.make_project()
    for i in range(6):
        _receive(project, "local", 100 + i, "เทศบาล")
    with django_assert_num_queries(3):
        assert len(queries.incomes(project, True)) == 6


def _aided(houses=3):
    """A fire whose houses were listed and aided, with 2,000 baht left over."""
    project = siblings.fire(houses)
    happened = TODAY - timedelta(days=4)
    rows = urgent.list_houses(
        project,
        world.actor(project, "committee"),
        project.houses.values_list("pk", flat=True),
        "whole",
        happened,
        "",
        NOW,
        TODAY,
    )
    siblings.money(project, 200_000 + 500_000 * houses)
    for row in rows:
        urgent.pay_aid(project, siblings.two(project), row.pk, 500_000, NOW, TODAY)
    return project, rows


def _back(project, row, two=None, reason="ย้ายไปอยู่กับญาติ"):
    return urgent.take_back(project, two or siblings.two(project), row.pk, reason, NOW, TODAY)


def _code(act, *args):
    with pytest.raises(Plain) as refused:
        act(*args)
    return refused.value.code


def test_a_house_gives_its_aid_back_under_a_receipt_and_may_be_paid_again():
    project, (row, *_) = _aided()
    before = balances(book_of(project))
    assert _code(_back, project, row, None, " ") == "NO_REASON"
    assert _code(_back, project, row, siblings.two(project, TODAY - timedelta(days=1))) == "BEFORE_START"
    _back(project, row)
    after = balances(book_of(project))
    assert after["1020"] - before["1020"] == before["5360"] - after["5360"] == 500_000
    assert Receipt.objects.get(book=book_of(project)).satang == 500_000
    assert UrgentHouse.objects.get(pk=row.pk).aid_satang is None
    assert _code(_back, project, row) == "NOTHING"
    for _ in range(2):  # paid anew with money that moves, not with the entry of before
        urgent.pay_aid(project, siblings.two(project), row.pk, 400_000, NOW, TODAY)
        _back(project, row)
    urgent.pay_aid(project, siblings.two(project), row.pk, 500_000, NOW, TODAY)
    assert balances(book_of(project)) == before and verify_book(book_of(project)).ok


def test_what_is_left_of_aid_goes_to_the_institute_in_both_books_and_the_case_can_end():
    project, rows = _aided(1)
    lasting = world.make_project("ban-mai", "mankong-rural")
    hand = (project, world.officer(), lasting, [rows[0].house_id], "มติกรรมการเมือง", NOW, TODAY)
    assert _code(urgent.hand_over, *hand) == "MONEY_LEFT"
    loans.bring_capital(world.officer(), 1_000, "งบ", date(2025, 1, 5), uuid.uuid4(), NOW)
    theirs = balances(institute_book(NOW))["1020"]
    _back(project, rows[0])
    returns.give_back(project, siblings.two(project), cash_of(project), "เงินช่วยเหลือเหลือ", uuid.uuid4(), NOW, TODAY)
    assert cash_of(project) == 0 and balances(institute_book(NOW))["1020"] - theirs == 700_000
    assert urgent.hand_over(*hand).houses == 1
    for book in (book_of(project), institute_book(NOW)):
        assert verify_book(book).ok


@pytest.mark.django_db(transaction=True)
def test_two_treasurers_take_one_aid_back_at_once_and_it_comes_back_once():
    project, (row, *_) = _aided(1)
    said = all_at_once(lambda who: bool(_back(project, who)), [(row,), (row,)])
    assert sorted(map(str, said)) == ["NOTHING", "True"]
    assert balances(book_of(project))["5360"] == 0


def test_the_page_of_a_fire_takes_aid_back_and_leads_what_is_left_to_the_institute(page):
    project, (row, *_) = _aided(1)
    client = page(f"treasurer-{project.code}")
    shown = client.get(f"/h/{project.code}/urgent").content.decode()
    assert f"/h/{project.code}/urgent/houses/{row.pk}/aid/back" in shown and f"/h/{project.code}/incomes/back" in shown
    path = f"/h/{project.code}/urgent/houses/{row.pk}/aid/back"
    form = {
        "key": str(uuid.uuid4()), "day": "24/11/2569", "box": "1020", "reason": "ได้จากประกันแล้ว",
        "second": f"chair-{project.code}", "secret": "000000",
    }  # fmt: skip
    assert client.post(path, form).status_code == 422
    assert client.post(path, {**form, "secret": "123456"}).status_code == 302
    assert "ได้จากประกันแล้ว" in client.get(f"/h/{project.code}/money").content.decode()
    assert page(f"chair-{project.code}").get(path).status_code == 403
