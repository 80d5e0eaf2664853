"""What a claim deducts for days not paid: taken once, booked with a receipt, the days paid; and back when it is undone."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.agreements.decide import Decision, Step
from chumchon.agreements.facts import Facts
from chumchon.funds.actions import claim_payments
from chumchon.funds.actions.contributions import Payment, cancel_receipt, post_contributions
from chumchon.funds.models import ClaimPayment, Contribution, Member
from chumchon.funds.queries.claims import last_decision
from chumchon.funds.queries.contributions import set_off_of
from chumchon.funds.queries.passbook import passbook
from chumchon.funds.rules.dues import first_unpaid
from chumchon.funds.rules.set_off import SetOff, set_off
from chumchon.ledger.models import Receipt
from chumchon.ledger.queries import balances
from tests.agreements.world import example
from tests.factories import NOW, TODAY, actor, make_member
from tests.funds.claims_world import (
    TOML,
    approve,
    at,
    book,
    claims_day,
    claims_fund,
    enter,
    in_force,
    pay,
    refused,
    sign_in,
    sound,
    stay,
)
from tests.funds.test_collecting import new_sheet, taking, touch

BEHIND = date(2026, 9, 13)  # fifty days before the night of 2 November
EVENT = date(2026, 11, 2)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=BEHIND)


def undo(fund, claim):
    return claim_payments.reverse_claim(
        fund, claim.pk, actor(fund, "chair"), actor(fund, "deputy"), "ลงผิดคน", NOW, TODAY
    )


def test_what_is_deducted_is_paid_with_a_receipt_and_owed_no_more(fund, member):
    claim = approve(fund, enter(fund, member, stay(3)))
    assert claim.satang_due == 45000 - 5000
    member.refresh_from_db()
    assert member.paid_until == EVENT
    row = Contribution.objects.get()
    assert (row.satang, row.span_from, row.span_to, row.paid_until_before) == (
        5000, date(2026, 9, 14), EVENT, BEHIND,
    )  # fmt: skip
    assert (row.receipt.satang, row.receipt.kind) == (5000, "due")
    assert balances(book(fund))["4010"] == -5000 and balances(book(fund))["5102"] == 5000
    assert balances(book(fund))["1010"] == 10_000_000, "no cash moves"
    pay(fund, claim)
    assert balances(book(fund))["5102"] == 45000 and balances(book(fund))["1010"] == 10_000_000 - 40000
    assert sound(fund)


def test_two_claims_of_one_member_deduct_their_arrears_once(fund, member):
    first, second = enter(fund, member, stay(2)), enter(fund, member, stay(2, date(2026, 11, 10)))
    assert [last_decision(c).amount_satang for c in (first, second)] == [30000 - 5000, 30000 - 5800]
    approve(fund, first)
    second = approve(fund, second)  # the sum is new: the first answer only shows it
    assert second.state == "waiting" and last_decision(second).amount_satang == 30000 - 800
    assert approve(fund, second).satang_due == 30000 - 800
    member.refresh_from_db()
    assert member.paid_until == date(2026, 11, 10)
    assert sum(Contribution.objects.values_list("satang", flat=True)) == 5800
    assert sound(fund)


def test_who_is_undone_owes_the_days_again(fund, member):
    claim = approve(fund, enter(fund, member, stay(3)))
    pay(fund, claim)
    undo(fund, claim)
    member.refresh_from_db()
    assert member.paid_until == BEHIND and set_off_of(claim) is None
    assert sum(Contribution.objects.values_list("satang", flat=True)) == 0
    assert {balances(book(fund)).get(code, 0) for code in ("4010", "5102")} == {0}
    assert sound(fund)
    again = approve(fund, enter(fund, member, stay(3)))
    assert again.satang_due == 40000 and Member.objects.get(pk=member.pk).paid_until == EVENT and sound(fund)


def test_a_later_payment_is_undone_before_the_claim(fund, member):
    claim = approve(fund, enter(fund, member, stay(3)))
    post_contributions(
        fund, actor(fund, "collector"), None, TODAY, [Payment(member.pk, "due", 2800, EVENT + timedelta(days=1), date(2026, 11, 30))],
        uuid.uuid4(), "รับ", "test", "", NOW,
    )  # fmt: skip
    with refused("LATER_FIRST"):
        undo(fund, claim)
    claim.refresh_from_db()
    assert claim.state == "approved" and sound(fund)


def test_the_receipt_of_a_deduction_gives_no_cash_back(fund, member):
    approve(fund, enter(fund, member, stay(3)))
    with refused("SET_OFF"):
        cancel_receipt(Receipt.objects.get(), actor(fund, "treasurer"), "ผิด", TODAY, NOW, uuid.uuid4())
    assert balances(book(fund))["1010"] == 10_000_000


def test_money_that_waits_on_an_open_sheet_is_not_deducted_as_well(fund, member):
    claim = enter(fund, member, stay(3))
    taking(fund, new_sheet(fund), touch(member, (date(2026, 9, 14), date(2026, 9, 30)), 1700))
    with refused("OPEN_TAKING"):
        approve(fund, claim)
    claim.refresh_from_db()
    assert claim.state == "waiting" and not Contribution.objects.exists()


def test_a_benefit_that_the_arrears_take_whole_is_settled_without_a_payment(fund):
    in_force(fund, TOML.replace("contribution_per_day = 1", "contribution_per_day = 2"), 3, date(2026, 10, 1))
    member = make_member(fund, paid_until=date(2026, 8, 14))
    claim = approve(fund, enter(fund, member, stay(1)))  # one night is 150 baht, eighty days are 160
    assert (claim.state, claim.satang_due, claim.satang_left) == ("paid", 0, 0)
    member.refresh_from_db()
    assert member.paid_until == date(2026, 10, 28), "seventy-five days; the rest is still owed"
    assert balances(book(fund))["4010"] == -15000 and sound(fund)
    undo(fund, claim)
    assert Member.objects.get(pk=member.pk).paid_until == date(2026, 8, 14) and sound(fund)


def test_who_is_paid_up_has_nothing_deducted(fund):
    claim = approve(fund, enter(fund, make_member(fund, paid_until=date(2026, 11, 30)), stay(3)))
    assert claim.satang_due == 45000 and not Contribution.objects.exists() and not Receipt.objects.exists()


def test_the_bereaved_see_what_was_deducted(fund, member, client, monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)
    claim = approve(fund, enter(fund, member, stay(3)))
    receipt = Receipt.objects.get()
    page = sign_in(client, fund, "treasurer").get(at("claim", fund, claim.pk)).content.decode()
    assert "หักเงินค้าง" in page and receipt.label in page
    paper = client.get(at("receipt", fund, receipt.pk)).content.decode()
    member.refresh_from_db()
    found = passbook(fund, member, TODAY)
    assert "เงินสมทบ ก.ย. 69 ถึง 2 พ.ย. 69 หักจากสวัสดิการ" in [p.words for p in found.payments]
    assert "จ่ายถึง 2 พ.ย. 69" in client.get(at("claim_new", fund), {"q": member.number}, follow=True).content.decode()
    assert f"หักจากสวัสดิการ คำขอ {claim.label}" in paper and "ยกเลิกใบเสร็จ</a>" not in paper
    pay(fund, claim)
    assert client.get(at("claim_voucher", fund, claim.pk, ClaimPayment.objects.get().pk)).status_code == 200


DECIDED = example("v2")


def decided(before, after, price, amount):
    """A decision of the example where a day costs so much: taken off once, then perhaps more by a later step."""
    version = replace(DECIDED, membership=replace(DECIDED.membership, contribution_per_day_satang=price))
    step = Step("arrears", "", {"overdue": 1, "owed": before - after}, before, after)
    return Decision(amount, 0, "OK", (step,), Facts("hospital", EVENT, EVENT), version)


@given(st.integers(0, 3000), st.integers(0, 3000), st.integers(1, 700))
def test_the_days_cost_what_was_taken_off_up_to_a_part_of_one(gross, owed, price):
    taken = min(gross, owed)
    found = set_off(decided(gross, gross - taken, price, gross - taken))
    if found is None:
        assert taken < price
        return
    assert found.satang == taken and 0 <= found.satang - found.days * price < price


def test_a_benefit_that_came_to_nothing_afterwards_paid_for_nothing():
    assert set_off(decided(10000, 5000, 100, 0)) is None and set_off(decided(5000, 0, 100, 0)) == SetOff(5000, 50)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 400))
def test_the_days_are_the_next_unpaid_ones(paid, days):
    first, last = SetOff(days * 100, days).span(date(2015, 1, 1), paid)
    assert first == first_unpaid(date(2015, 1, 1), paid) and (last - first).days + 1 == days
