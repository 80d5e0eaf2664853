"""The box is counted by two people; a difference is explained and waits for a checker."""

from datetime import date, timedelta

import pytest

from chumchon.access.models import AuditEvent
from chumchon.funds.actions.cash import count_cash
from chumchon.funds.actions.drafts import approve
from chumchon.funds.models import CashCount, CashDraft
from chumchon.funds.queries.book import book_of
from chumchon.ledger.queries import balances, cash_in_hand
from chumchon.thai.errors import NotAllowed, Refused
from tests.factories import NOW, TODAY, actor
from tests.ledger.test_queries import post


@pytest.fixture
def box(fund):
    """1,000 baht in the box."""
    post(fund, date(2026, 10, 1), ("1010", 100_000), ("3020", -100_000), kind="opening")
    return fund


def count(fund, counted, reason="", witness="chair-mae-raem", secret="123456", who="treasurer", now=NOW):
    return count_cash(fund, actor(fund, who), counted, reason, witness, secret, now, TODAY)


def test_a_count_that_agrees_is_kept_with_both_names_and_posts_nothing(box):
    made = count(box, {"50000": 2, "100": 0})
    assert (made.counted_satang, made.book_satang, made.counted) == (100_000, 100_000, {"50000": 2})
    assert (str(made.counter), str(made.witness)) == ("นางtreasurer", "นางchair")
    assert CashDraft.objects.count() == 0 and AuditEvent.objects.filter(verb="cash.count").count() == 1


@pytest.mark.parametrize(
    ("counted", "account", "after"),
    [({"50000": 2, "2000": 1}, "4090", 102_000), ({"50000": 1, "10000": 4}, "5290", 90_000)],
)
def test_a_difference_needs_a_reason_and_becomes_a_draft_for_another_person(box, counted, account, after):
    with pytest.raises(Refused) as refused:
        count(box, counted)
    assert refused.value.code == "NO_REASON" and CashCount.objects.count() == 0
    count(box, counted, "ทอนผิด")
    draft = CashDraft.objects.get()
    assert cash_in_hand(book_of(box)) == 100_000 and "ทอนผิด" in draft.memo
    approve(box, draft.pk, actor(box, "chair"), NOW, TODAY)
    assert cash_in_hand(book_of(box)) == after and abs(balances(book_of(box))[account]) == abs(after - 100_000)


def test_the_second_signature_is_another_person_s_and_right(box):
    for witness, secret, code in (
        ("treasurer-mae-raem", "123456", "SAME_PERSON"), ("chair-mae-raem", "000001", "WRONG_PIN"),
        ("auditor-mae-raem", "123456", "NOT_ALLOWED"),
    ):  # fmt: skip
        with pytest.raises((Refused, NotAllowed)) as refused:
            count(box, {"50000": 2}, witness=witness, secret=secret)
        assert refused.value.code == code
    assert CashCount.objects.count() == 0
    assert AuditEvent.objects.filter(verb="signature.wrong").count() == 1  # the wrong try stays on the trail


def test_pressed_twice_it_is_one_count_and_one_draft(box):
    said = {"50000": 2, "2000": 1}
    assert count(box, said, "ทอนผิด") == count(box, said, "ทอนผิด", now=NOW + timedelta(seconds=5))
    assert CashCount.objects.count() == 1 and CashDraft.objects.count() == 1
    assert count(box, {"50000": 2}, now=NOW + timedelta(hours=1)) != CashCount.objects.first()


def test_a_collector_does_not_count_the_box_and_odd_pieces_are_refused(box):
    with pytest.raises(NotAllowed):
        count(box, {"50000": 2}, who="collector")
    with pytest.raises(Refused) as refused:
        count(box, {"123": 1})
    assert refused.value.code == "BAD_COUNT"
