"""A savings group closes its year: by two, once, in order, and nothing is posted into it again."""

import uuid
from datetime import date

import pytest

from chumchon.access.models import User
from chumchon.homes.actions import closing, loans, repayments
from chumchon.homes.models import GroupYear
from chumchon.homes.queries import loans as loan_queries
from chumchon.homes.queries import savings
from chumchon.homes.queries.closing import open_years, year_facts
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Clash, NotAllowed, Plain, Refused
from tests.factories import NOW, TODAY
from tests.homes import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(db):
    """Savings and a loan in the year 2568, repayments with their margin in 2568 and 2569."""
    found = world.make_group(world.make_project())
    saver = world.make_savers(found, 1)[0]
    world.save(found, [(saver, "saving", 4_000_000), (saver, "share", 20_000)], day=date(2025, 5, 1), box="1020")
    loans.bring_capital(world.officer(), 1_000_000_000, "ทุน", date(2025, 1, 5), uuid.uuid4(), NOW)
    secretary, lent = world.actor(found.project, "secretary"), date(2025, 6, 1)
    own = loans.ask_loan(found, secretary, loans.Asked(None, 30_000_000, 180, "สร้างบ้าน"), uuid.uuid4(), NOW, lent)
    loans.lend(found, own.pk, world.officer(), "1020", date(2025, 7, 5), NOW, lent)
    loan = loans.ask_loan(
        found, secretary, loans.Asked(saver.pk, 30_000_000, 180, "สร้างบ้าน", 200), uuid.uuid4(), NOW, lent
    )
    loans.lend(found, loan.pk, world.actor(found.project, "chair"), "1020", date(2025, 7, 5), NOW, lent)
    for row in loan_queries.current(loan).rows[:6]:
        money = repayments.Repayment(row.total, "1020", row.due, uuid.uuid4())
        repayments.repay(
            found,
            loan.pk,
            world.actor(found.project, "treasurer"),
            world.actor(found.project, "chair"),
            money,
            NOW,
            TODAY,
        )
    return found


def _close(group, year, actor="treasurer", second="chair", day=TODAY):
    return closing.close_year(
        group, year, world.actor(group.project, actor), world.actor(group.project, second), NOW, day
    )


def test_the_result_goes_into_the_groups_capital_and_savings_stay(group):
    book = savings.book_of(group)
    before = balances(book)
    assert open_years(group, book, TODAY) == [2568, 2569]
    made = _close(group, 2568)
    first, after = balances(book, date(2025, 9, 30)), balances(book)
    assert first["3010"] == -made.figures["result"] < 0 and not first.get("4110") and not first.get("4120")
    assert after["2110"] == before["2110"] and after["3030"] == before["3030"] and after["1310"] == before["1310"]
    again = _close(group, 2569)
    assert -balances(book)["3010"] == made.figures["result"] + again.figures["result"]
    assert verify_book(book).ok and open_years(group, book, TODAY) == []


def test_a_year_closes_once_in_order_after_its_end_and_by_two(group):
    for year, code in ((2569, "NOT_READY"), (2570, "NOT_READY")):
        with pytest.raises(Refused) as refused:
            _close(group, year)
        assert refused.value.code == code
    with pytest.raises(NotAllowed):
        _close(group, 2568, second="treasurer")
    with pytest.raises(NotAllowed):
        _close(group, 2568, actor="secretary")
    _close(group, 2568)
    with pytest.raises(Clash):
        _close(group, 2568)
    assert GroupYear.objects.count() == 1
    saver = group.savers.get()
    with pytest.raises(Plain) as refused:
        world.save(group, [(saver, "saving", 100)], day=date(2025, 9, 30))
    assert refused.value.code == "YEAR_CLOSED"
    assert year_facts(group, savings.book_of(group), 2568, TODAY).closed


def test_the_page_says_what_stands_against_it_and_closes_with_the_second_signature(client, group, monkeypatch):
    for module in ("closing", "savings", "common"):
        monkeypatch.setattr(f"chumchon.homes.views.{module}.today", lambda: TODAY)
    monkeypatch.setattr("chumchon.access.http.today", lambda: TODAY)
    client.force_login(User.objects.get(username=f"treasurer-{group.project.code}"))
    assert "ดูและปิดปี 2568" in client.get(f"/g/{group.code}/book").content.decode()
    assert "ปี 2568 ยังไม่ปิด" in client.get(f"/g/{group.code}/years/2569/close").content.decode()
    path = f"/g/{group.code}/years/2568/close"
    wrong = client.post(path, {"second": f"treasurer-{group.project.code}", "secret": "123456"})
    assert wrong.status_code == 422 and not GroupYear.objects.exists()
    assert client.post(path, {"second": f"chair-{group.project.code}", "secret": "123456"}).status_code == 302
    assert "ปิดแล้ว" in client.get(path).content.decode()
    assert client.get(f"/g/{group.code}/years/2600/close").status_code == 404
