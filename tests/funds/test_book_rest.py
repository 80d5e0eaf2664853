"""What lies beside the entries is checked with the book: each row that decides over money, changed by who owns the database."""

from datetime import date

import pytest

from chumchon.funds.actions import closing, members
from chumchon.funds.models import Claim, ClaimDecision, CollectionSheet, FiscalYear, Member, Taking
from chumchon.funds.rules.membership import stood_until
from chumchon.ledger.verify import verify_book
from tests.factories import NOW, TODAY, actor, make_fund, make_member
from tests.funds.claims_world import approve, book, claims_fund, enter, pay, stay
from tests.funds.test_collecting import close, new_sheet, taking, touch
from tests.ledger.tamper import tamper

PAID = date(2099, 9, 30)


def broken(fund):
    return [f.kind for f in verify_book(book(fund)).broken]


@pytest.fixture
def collected(db):
    """A sheet that was closed with a member's month on it."""
    fund = make_fund()
    member, sheet = make_member(fund), new_sheet(fund)
    taking(fund, sheet, touch(member))
    close(fund, sheet, {"2000": 1, "1000": 1})
    assert verify_book(book(fund)).ok
    return fund


@pytest.mark.parametrize(
    ("table", "change", "kind"),
    [
        (Taking, {"satang": 2900}, "taking"),
        (CollectionSheet, {"counted_satang": 2900}, "counted"),
        (CollectionSheet, {"difference_satang": 100}, "counted"),
        (CollectionSheet, {"counted": {"1000": 2}}, "counted"),
        (Member, {"paid_until": date(2030, 1, 31)}, "paid_until"),
        (Member, {"paid_until": None}, "paid_until"),
    ],
)
def test_a_collection_day_that_was_changed_afterwards_is_named(collected, table, change, kind):
    tamper()
    table.objects.update(**change)
    assert broken(collected)[0] == kind


@pytest.mark.parametrize(
    ("table", "change", "kinds"),
    [
        (ClaimDecision, {"amount_satang": 99_900}, ["decision"]),
        (ClaimDecision, {"deferred_satang": 1}, ["decision"]),
        (ClaimDecision, {"sealed": b"nothing"}, ["decision"]),
        (Claim, {"satang_paid": 0}, ["claim"]),
    ],
)
def test_a_claim_that_was_changed_afterwards_is_named(db, table, change, kinds):
    fund = claims_fund()
    member = make_member(fund, paid_until=PAID)
    pay(fund, approve(fund, enter(fund, member, stay(3))))
    assert verify_book(book(fund)).ok
    tamper()
    table.objects.update(**change)
    assert broken(fund) == kinds


def test_figures_of_a_closed_year_that_were_changed_afterwards_are_named(db):
    from tests.funds.test_closing import a_year
    from tests.funds.test_closing import close as close_year

    fund = make_fund()
    a_year(fund)
    made = close_year(fund)
    assert verify_book(book(fund)).ok and made.entry.subsidiary_hash
    figures = FiscalYear.objects.get().figures
    figures["balances"]["1010"] += 100
    FiscalYear.objects.update(figures=figures)
    assert broken(fund) == ["subsidiary"]


def test_leaving_and_coming_back_is_no_fault(collected):
    member, chair = Member.objects.get(), actor(collected, "secretary")
    members.leave(member, chair, TODAY, "ย้ายบ้าน", TODAY, NOW)
    members.rejoin(member, chair, TODAY, "กลับมา", TODAY, NOW)
    assert verify_book(book(collected)).ok
    members.undo_step(member, chair, "บันทึกผิดคน", TODAY, NOW)
    assert verify_book(book(collected)).ok


def test_what_the_records_of_a_member_allow():
    a, b, c = date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30)
    assert stood_until([], []) == set()
    assert stood_until([], [("join", None, None), ("cut_off", None, "2026-09-30")]) == {a}
    assert stood_until([(a, b, True), (b, c, True)], []) == {c}
    assert stood_until([(a, b, True), (b, c, False)], []) == {b}
    assert stood_until([(a, b, False)], [("cut_off", None, "2020-01-31")]) == {a}
    assert stood_until([(a, b, True)], [("rejoin", "2026-10-31", "2026-11-30")]) == {b, c}
    assert stood_until([(None, b, False)], []) == {None}


def test_a_year_that_is_closed_says_so_in_its_hash(db):
    assert closing.figures_digest({"b": 1, "a": [1, "ก"]}) == closing.figures_digest({"a": [1, "ก"], "b": 1})
