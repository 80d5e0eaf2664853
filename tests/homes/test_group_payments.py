"""A group passes insurance on and pays its own costs: by two, once, and never more insurance than it took."""

import uuid
from dataclasses import replace
from datetime import date

import pytest

from chumchon.homes.actions.group_payments import Payment, pay_out
from chumchon.homes.actions.savings import give_back, leave
from chumchon.homes.queries import loans as loan_queries
from chumchon.homes.queries import savings
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Plain
from tests.factories import NOW, TODAY
from tests.homes import lending, world
from tests.homes.test_pages import _as, place  # noqa: F401 - a page's world with its day

pytestmark = pytest.mark.django_db
KEY = uuid.uuid4()
PAID = Payment("insurance", "บริษัทประกัน", 5_000, "1020", TODAY, KEY)


@pytest.fixture
def group(db):
    """One house repaid an instalment with 50 baht of insurance."""
    found = lending.make()
    house = lending.lend(found, lending.ask(found, found.savers.first(), 10_000_000, insurance_satang=5_000))
    row = loan_queries.current(house).rows[0]
    lending.repay(found, house, row.total, row.due)
    return found


def _pay(group, paid=PAID, actor="treasurer", second="chair"):
    who, other = world.actor(group.project, actor), world.actor(group.project, second)
    return pay_out(group, who, other, paid, NOW, TODAY)


def test_insurance_that_was_taken_goes_on_once_and_no_satang_more(group):
    assert balances(savings.book_of(group))["2130"] == -5_000
    with pytest.raises(Plain) as refused:
        _pay(group, replace(PAID, satang=5_001))
    assert refused.value.code == "NOT_HELD" and "50.00" in refused.value.th
    assert _pay(group) == _pay(group)
    found = balances(savings.book_of(group))
    assert found["2130"] == 0 and verify_book(savings.book_of(group)).ok
    with pytest.raises(Plain) as refused:
        _pay(group, replace(PAID, satang=1, key=uuid.uuid4()))
    assert refused.value.code == "NOT_HELD"


def test_the_groups_own_costs_are_paid_by_two_from_what_lies_there(group):
    before = balances(savings.book_of(group))["1020"]
    paid = replace(PAID, kind="admin", satang=120_000)
    for wrong, code in (
        ({"second": "treasurer"}, "SAME_PERSON"), ({"actor": "chair", "second": "treasurer"}, "NOT_ALLOWED"),
        ({"paid": replace(paid, whom=" ")}, "NAME"), ({"paid": replace(paid, satang=0)}, "AMOUNT"), ({"paid": replace(paid, kind="gift")}, "KIND"),
        ({"paid": replace(paid, box="2110")}, "NO_ACCOUNT"), ({"paid": replace(paid, box="1010")}, "NO_CASH"),
        ({"paid": replace(paid, day=date(2027, 1, 1))}, "FUTURE_DATE"), ({"paid": replace(paid, day=date(2024, 1, 1))}, "BEFORE_START"),
    ):  # fmt: skip
        with pytest.raises(Plain) as refused:
            _pay(group, **{"paid": paid, **wrong})
        assert refused.value.code == code
    entry = _pay(group, paid)
    found = balances(savings.book_of(group))
    assert found["5200"] == before - found["1020"] == 120_000
    assert (entry.actor.username, entry.checker.username) == ("treasurer-khlong-sai", "chair-khlong-sai")


def test_the_page_says_what_is_held_and_refuses_beside_the_form(client, place):  # noqa: F811
    project, group = place
    _as(client, project, "treasurer")
    path = f"/g/{group.code}/pay"
    book = client.get(f"/g/{group.code}/book").content.decode()
    assert path in book and 'เงินออมสมาชิก<br><small>หนี้สิน</small></dt><dd class="money">120,000.00' in book
    form = {
        "key": str(uuid.uuid4()), "kind": "insurance", "whom": "บริษัทประกัน", "satang": "50", "day": "24/11/2569", "box": "1020",
        "second": f"chair-{project.code}", "secret": "123456",
    }  # fmt: skip
    answer = client.post(path, form)
    assert answer.status_code == 422 and "ยังไม่นำส่ง 0.00 บาท" in answer.content.decode()
    assert client.post(path, {**form, "kind": "admin"}).status_code == 302
    assert balances(savings.book_of(group))["5200"] == 5_000
    _as(client, project, "chair")
    assert client.get(path).status_code == 403


def test_a_member_leaves_from_their_page_with_nothing_in_on_a_day_after_their_last_money(client, place):  # noqa: F811
    project, group = place
    saver = group.savers.order_by("number")[1]
    _as(client, project, "secretary")
    path = f"/g/{group.code}/members/{saver.pk}/leave"
    assert path in client.get(f"/g/{group.code}/members/{saver.pk}").content.decode()
    answer = client.post(path, {"left_on": "24/11/2569"})
    assert answer.status_code == 422 and "40,000.00 บาท" in answer.content.decode()
    treasurer, chair = world.actor(project, "treasurer"), world.actor(project, "chair")
    give_back(group, treasurer, chair, saver.pk, "saving", 4_000_000, "1020", "ลาออก", TODAY, uuid.uuid4(), NOW, TODAY)
    assert client.post(path, {"left_on": "1/11/2569"}).status_code == 422
    assert client.post(path, {"left_on": "24/11/2569"}).status_code == 302
    saver.refresh_from_db()
    assert saver.left_on == TODAY
    asked = group.savers.order_by("number")[0]  # whose loan waits
    give_back(group, treasurer, chair, asked.pk, "saving", 4_000_000, "1020", "ลาออก", TODAY, uuid.uuid4(), NOW, TODAY)
    with pytest.raises(Plain) as refused:
        leave(group, world.actor(project, "secretary"), asked.pk, TODAY, NOW, TODAY)
    assert refused.value.code == "MONEY_LEFT"
