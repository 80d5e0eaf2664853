"""Money from fund to fund: both books in one transaction, once, with cash in hand, on a day that is open in both."""

import uuid
from datetime import date, timedelta

import pytest

from chumchon.ledger.actions import posting
from chumchon.ledger.models import Entry
from chumchon.ledger.queries import balances
from chumchon.relief.actions import lists, loads, money
from chumchon.relief.models import Delivery, Load
from chumchon.relief.queries.disasters import sums
from chumchon.thai.errors import NotAllowed
from tests.factories import NOW, TODAY, actor
from tests.relief.world import (
    SECRET,
    agreed,
    book,
    flood,
    fresh,
    laid_out,
    loaded,
    promised,
    received,
    refused,
    sound,
    three,
    whole,
    with_money,
)
from tests.together import all_at_once

HALF = 500_000


@pytest.fixture
def funds(db):
    return three()


def test_the_money_stands_in_both_books_and_both_verify(funds):
    own, near, _ = funds
    disaster, line = with_money(own, near)
    found = next(r.sums for r in sums(disaster))
    assert (found.asked, found.pledged, found.on_the_way, found.delivered) == (HALF, HALF, HALF, 0)
    assert not Entry.objects.filter(kind="relief").exists()  # on its way: nothing moved in any book
    made = received(own, line, HALF)
    assert balances(book(near))["5310"] == HALF and balances(book(near))["1010"] == 10_000_000 - HALF
    assert balances(book(own))["4070"] == -HALF and balances(book(own))["1010"] == 10_000_000 + HALF
    assert made.entry_giver.checker_id == line.allotment.pledge.approved_by_id != made.entry_giver.actor_id
    assert sound(own) and sound(near) and whole(disaster)
    assert next(r.sums for r in sums(disaster)).delivered == HALF


def test_money_is_not_received_before_it_was_sent(funds):
    own, near, _ = funds
    disaster, line = with_money(own, near)
    type(disaster).objects.update(from_day=TODAY - timedelta(days=5))
    with refused("BEFORE"):
        received(own, line, HALF, on=TODAY - timedelta(days=1))
    assert not Entry.objects.filter(kind="relief").exists()
    received(own, line, HALF)


def test_a_sum_in_two_parts_and_said_twice_is_never_more_than_was_sent(funds):
    own, near, _ = funds
    disaster, line = with_money(own, near)
    key = uuid.uuid4()
    assert received(own, line, 300_000, key=key) == received(own, line, 300_000, key=key)
    with refused("ABOVE_LOAD"):
        received(own, line, 200_001)
    received(own, line, 200_000)
    with refused("DELIVERED_BEFORE"):
        received(own, line, 1)
    assert Entry.objects.filter(kind="relief").count() == 4 and whole(disaster)
    with refused("ID_REUSED"):
        received(own, line, 1, key=key)


def test_a_giver_without_cash_is_told_at_each_door(funds):
    own, near, _ = funds
    disaster = flood(own)
    with refused("NO_CASH") as said:
        promised(near, disaster, "money", 10_000_001)
    assert "100,000" in said.value.th
    promised(near, disaster, "money", 9_000_000)
    with refused("NO_CASH"):
        promised(near, disaster, "money", 1_000_001, again=True)


def test_cash_that_was_spent_meanwhile_is_not_sent_and_not_booked(funds):
    from chumchon.ledger.rules import Draft, Posting

    own, near, _ = funds
    disaster, line = with_money(own, near, 9_000_000)

    def spend(satang):
        with posting(book(near).pk, NOW) as session:
            lines = (Posting("5200", satang), Posting("1010", -satang))
            who = actor(near, "treasurer").user_id
            session.post(Draft(TODAY, "expense", "ซ่อม", lines, "test", who, uuid.uuid4()))

    spend(2_000_000)
    with refused("NO_CASH") as said:
        received(own, line, 9_000_000)
    assert near.name_th in said.value.th
    assert not Entry.objects.filter(kind="relief").exists() and not Delivery.objects.exists()
    received(own, line, 8_000_000)
    loads.bring_back(near.organisation, line.load_id, actor(near, "treasurer"), "เงินไม่พอ", NOW, TODAY)
    assert whole(disaster) and sound(near)


def test_a_closed_year_of_either_side_names_whose_it_is(funds):
    own, near, _ = funds
    _, line = with_money(own, near)
    with posting(book(near).pk, NOW) as session:
        session.close_through(TODAY - timedelta(days=1))
    with refused("YEAR_CLOSED") as said:
        received(own, line, HALF, on=TODAY - timedelta(days=1))
    assert near.name_th in said.value.th and not Entry.objects.filter(kind="relief").exists()
    with posting(book(own).pk, NOW) as session:
        session.close_through(TODAY)
    with refused("YEAR_CLOSED") as said:
        received(own, line, HALF)
    assert own.name_th in said.value.th


def test_a_wrong_sum_is_reversed_in_both_books_by_two_of_the_receiver(funds):
    own, near, _ = funds
    disaster, line = with_money(own, near)
    made = received(own, line, HALF)
    who = actor(own, "treasurer")
    with refused("WRONG_PIN"):
        money.undo(own.organisation, who, made.pk, "พิมพ์ผิด", f"chair-{own.code}", "000000", NOW, TODAY)
    with refused("NO_REASON"):
        money.undo(own.organisation, who, made.pk, "", f"chair-{own.code}", SECRET, NOW, TODAY)
    undone = money.undo(own.organisation, who, made.pk, "พิมพ์ผิด", f"chair-{own.code}", SECRET, NOW, TODAY)
    assert undone.entry_giver.reverses_id == made.entry_giver_id
    assert balances(book(near))["1010"] == balances(book(own))["1010"] == 10_000_000
    assert sound(own) and sound(near) and whole(disaster) and fresh(line).left == HALF
    with refused("UNDONE"):
        money.undo(own.organisation, who, made.pk, "พิมพ์ผิด", f"chair-{own.code}", SECRET, NOW, TODAY)
    received(own, line, 400_000)
    assert balances(book(own))["4070"] == -400_000


def test_only_the_receivers_treasurer_confirms_and_never_what_has_not_left(funds):
    own, near, far = funds
    _, line = with_money(own, near, send=False)
    with refused("NOT_SENT"):
        received(own, line, HALF)
    loads.send(near.organisation, line.load_id, actor(near, "treasurer"), NOW, TODAY)
    for fund, by in ((own, "chair"), (own, "collector")):
        with pytest.raises(NotAllowed):
            received(fund, line, HALF, by=by)
    with refused("NO_LINE"):
        received(far, line, HALF)
    with refused("NO_ACCOUNT"):
        received(own, line, HALF, account="3010")
    with refused("BEFORE"):
        received(own, line, HALF, on=date(2026, 1, 1))
    with refused("FUTURE_DATE"):
        received(own, line, HALF, on=TODAY + timedelta(days=1))


def test_money_is_asked_anew_not_added_and_never_below_what_was_laid_out(funds):
    own, near, _ = funds
    disaster, _ = with_money(own, near)
    who = actor(own, "treasurer")
    assert lists.ask_money(own.organisation, disaster.pk, who, 800_000, NOW, TODAY).asked == 800_000
    with refused("BELOW"):
        lists.ask_money(own.organisation, disaster.pk, who, HALF - 1, NOW, TODAY)
    with refused("OUTSIDE"):
        lists.ask_money(near.organisation, disaster.pk, actor(near, "treasurer"), 1, NOW, TODAY)
    agreed(own, promised(own, disaster, "money", 100_000))
    assert laid_out(own, disaster) == []  # nobody gives to itself


def test_money_and_goods_never_travel_on_one_load(funds):
    own, near, _ = funds
    disaster, _ = with_money(own, near)
    with refused("NOTHING"):
        loaded(near, disaster)


@pytest.mark.django_db(transaction=True)
def test_two_funds_that_pay_each_other_at_one_moment_do_not_hold_each_other_up():
    own, near, _ = three()
    one, to_own = with_money(own, near)
    two = flood(near, ("500706",), name="น้ำท่วมข้างบ้าน")
    lists.ask_money(near.organisation, two.pk, actor(near, "treasurer"), HALF, NOW, TODAY)
    agreed(own, promised(own, two, "money", HALF))
    laid_out(near, two)
    to_near = loaded(own, two, account="1010").lines.get()
    answers = all_at_once(lambda f, line: received(f, line, HALF).quantity, [(own, to_own), (near, to_near)])
    assert answers == [HALF, HALF]
    assert balances(book(own))["1010"] == balances(book(near))["1010"] == 10_000_000
    assert sound(own) and sound(near) and whole(one) and whole(two)


@pytest.mark.django_db(transaction=True)
def test_one_sum_confirmed_by_two_forms_at_one_moment_is_booked_once():
    own, near, _ = three()
    disaster, line = with_money(own, near)
    answers = all_at_once(lambda k: received(own, line, HALF, key=k).quantity, [(uuid.uuid4(),), (uuid.uuid4(),)])
    assert sorted(answers, key=str) == [HALF, "DELIVERED_BEFORE"]
    assert balances(book(own))["4070"] == -HALF and sound(own) and sound(near)
    assert Load.objects.get(disaster=disaster).state == "done"


def test_a_delivery_that_was_changed_behind_the_triggers_is_found_by_the_books_check(funds):
    from django.db import connection

    from chumchon.ledger.verify import verify_book

    own, near, _ = funds
    _, line = with_money(own, near)
    made = received(own, line, HALF)
    with connection.cursor() as cursor:
        for name in ("relief_delivery_no_update",) if connection.vendor == "sqlite" else ():
            cursor.execute(f"DROP TRIGGER {name}")
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE relief_delivery DISABLE TRIGGER relief_delivery_no_change")
        cursor.execute("UPDATE relief_delivery SET quantity = quantity - 1 WHERE id = %s", [made.pk])
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE relief_delivery ENABLE ALWAYS TRIGGER relief_delivery_no_change")
    assert not verify_book(book(own)).ok and not verify_book(book(near)).ok
