"""Other money by two people: one writes, another answers; nothing leaves a box in which it does not lie."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent
from chumchon.access.queries import actor_of_user
from chumchon.funds.actions import drafts as actions
from chumchon.funds.actions.contributions import post_contributions
from chumchon.funds.models import CashDraft
from chumchon.funds.queries.book import book_of
from chumchon.funds.rules import drafts as rules
from chumchon.funds.rules.contributions import Payment
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Account, Entry
from chumchon.ledger.queries import balances, cash_in_hand
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Clash, NotAllowed, Refused
from tests.factories import NOW, TODAY, actor, make_fund, make_member
from tests.ledger.test_queries import post

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def bank(fund):
    """A bank account 1020, and 1,000 baht in the box since 1 October."""
    Account.objects.create(book=book_of(fund), code="1020", name_th="ธ.ก.ส.", name_en="B", kind="asset", is_cash=True)
    post(fund, date(2026, 10, 1), ("1010", 100_000), ("3020", -100_000), kind="opening")
    return fund


def make(
    fund,
    kind="expense",
    debit="5200",
    credit="1010",
    satang=20_000,
    day=TODAY,
    key=None,
    memo="ค่าเอกสาร",
    who="treasurer",
):
    return actions.make_draft(
        fund, actor(fund, who), kind, day, debit, credit, satang, memo, key or uuid.uuid4(), NOW, TODAY
    )


def approve(fund, draft, who="chair", now=NOW):
    return actions.approve(fund, draft.pk, actor(fund, who), now, TODAY)


def code_of(error):
    return error.value.code


def test_a_draft_is_not_in_the_book_until_another_person_approves_it(bank):
    draft = make(bank)
    assert cash_in_hand(book_of(bank)) == 100_000
    entry = approve(bank, draft)
    draft.refresh_from_db()
    assert (draft.state, draft.entry, draft.checker_id) == ("posted", entry, actor(bank, "chair").user_id)
    assert (entry.actor_id, entry.checker_id) == (actor(bank, "treasurer").user_id, actor(bank, "chair").user_id)
    assert balances(book_of(bank))["5200"] == 20_000 and cash_in_hand(book_of(bank)) == 80_000
    assert verify_book(book_of(bank)).ok
    assert list(AuditEvent.objects.order_by("id").values_list("verb", flat=True)) == ["draft.make", "draft.approve"]


def test_the_maker_never_approves_or_refuses_their_own_draft(bank):
    draft = make(bank)
    for act in (
        lambda: approve(bank, draft, "treasurer"),
        lambda: actions.refuse(bank, draft.pk, actor(bank, "treasurer"), "ผิด", NOW, TODAY),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert code_of(refused) == "SAME_PERSON"
    with pytest.raises(DatabaseError), transaction.atomic():  # the database says so as well
        CashDraft.objects.filter(pk=draft.pk).update(checker_id=draft.maker_id)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "may_make", "may_answer"), [("collector", False, False), ("auditor", False, False), ("chair", False, True)]
)
def test_who_may_make_and_who_may_answer(bank, role, may_make, may_answer):
    draft = make(bank)
    if not may_make:
        with pytest.raises(NotAllowed):
            make(bank, who=role)
    if may_answer:
        assert approve(bank, draft, role)
    else:
        with pytest.raises(NotAllowed):
            approve(bank, draft, role)


def test_the_chair_of_another_fund_does_not_answer_here(bank):
    other = make_fund("mae-rim", "500701")
    draft = make(bank)
    with pytest.raises(NotAllowed):
        actions.approve(bank, draft.pk, actor(other, "chair"), NOW, TODAY)
    with pytest.raises(Refused) as refused:
        actions.approve(other, draft.pk, actor(other, "chair"), NOW, TODAY)
    assert code_of(refused) == "NO_DRAFT"


def test_approving_twice_is_one_entry_and_another_person_is_told(bank):
    draft = make(bank)
    assert approve(bank, draft) == approve(bank, draft)
    with pytest.raises(Clash) as clash:
        approve(bank, draft, "secretary")
    assert code_of(clash) == "ANSWERED" and "เลขที่ 2" in clash.value.th
    assert Entry.objects.filter(source="draft").count() == 1


def test_a_draft_sent_twice_is_one_and_another_content_under_its_key_is_a_clash(bank):
    key = uuid.uuid4()
    assert make(bank, key=key) == make(bank, key=key)
    with pytest.raises(Clash) as clash:
        make(bank, key=key, satang=1)
    assert code_of(clash) == "KEY_REUSED" and CashDraft.objects.count() == 1


def test_a_refusal_needs_a_reason_and_ends_the_draft(bank):
    draft, chair = make(bank), actor(bank, "chair")
    with pytest.raises(Refused) as refused:
        actions.refuse(bank, draft.pk, chair, "  ", NOW, TODAY)
    assert code_of(refused) == "NO_REASON"
    assert actions.refuse(bank, draft.pk, chair, "ไม่มีบิล", NOW, TODAY).answer == "ไม่มีบิล"
    with pytest.raises(Clash):
        approve(bank, draft)
    assert cash_in_hand(book_of(bank)) == 100_000


def test_the_maker_takes_a_draft_back_and_nobody_else_does(bank):
    draft = make(bank)
    second = create_user("second-treasurer", "นางสอง", "chumchon-second")
    grant(second, "treasurer", date(2010, 1, 1), bank.organisation)
    with pytest.raises(Refused) as refused:
        actions.withdraw(bank, draft.pk, actor_of_user(second), NOW, TODAY)
    assert code_of(refused) == "NOT_YOURS"
    assert actions.withdraw(bank, draft.pk, actor(bank, "treasurer"), NOW, TODAY).answer == "ผู้ทำถอนคืน"
    with pytest.raises(Clash):
        approve(bank, draft)


def test_more_than_lies_in_the_box_is_refused_in_thai_that_says_what_to_do(bank):
    with pytest.raises(Refused) as refused:
        make(bank, satang=100_001)
    assert code_of(refused) == "NO_CASH" and "1,000.00" in refused.value.th and "ถอนจากธนาคาร" in refused.value.th
    with pytest.raises(Refused) as refused:
        make(bank, "transfer", "1020", "1010", 100_001)
    assert code_of(refused) == "NO_CASH"
    with pytest.raises(Refused) as refused:
        make(bank, "transfer", "1010", "1020", 1)
    assert code_of(refused) == "NO_BANK"


def test_two_drafts_that_each_fit_do_not_empty_the_box_twice(bank):
    first, second = make(bank, satang=60_000), make(bank, satang=60_000)
    approve(bank, first)
    with pytest.raises(Refused) as refused:
        approve(bank, second)
    assert code_of(refused) == "NO_CASH" and cash_in_hand(book_of(bank)) == 40_000
    second.refresh_from_db()
    assert second.state == "waiting"


def test_money_does_not_leave_before_it_came(bank):
    post(bank, date(2026, 10, 20), ("1010", 50_000), ("4070", -50_000))
    post(bank, date(2026, 11, 1), ("5200", 90_000), ("1010", -90_000), kind="expense")
    make(bank, satang=60_000, day=date(2026, 11, 10))
    for day in (date(2026, 10, 5), date(2026, 10, 25)):  # enough that day, but a hole on 1 November
        with pytest.raises(Refused) as refused:
            make(bank, satang=70_000, day=day)
        assert code_of(refused) == "NO_CASH"


@pytest.mark.parametrize(
    ("kind", "debit", "credit"),
    [
        ("expense", "5101", "1010"), ("expense", "1010", "5200"), ("income", "1010", "4010"), ("income", "5200", "4070"),
        ("transfer", "1010", "1010"), ("transfer", "1010", "4070"), ("reversal", "1010", "4070"),
    ],
)  # fmt: skip
def test_accounts_that_do_not_go_together_are_refused(bank, kind, debit, credit):
    with pytest.raises(Refused) as refused:
        make(bank, kind, debit, credit, 100)
    assert code_of(refused) in ("ACCOUNTS", "KIND")


def test_days_in_the_future_in_a_closed_year_or_before_the_fund_are_refused(bank):
    for day, code in ((TODAY + timedelta(days=1), "FUTURE_DATE"), (date(2009, 12, 31), "BEFORE_OPENING")):
        with pytest.raises(Refused) as refused:
            make(bank, "income", "1010", "4070", 100, day=day)
        assert code_of(refused) == code
    waiting = make(bank, "income", "1010", "4070", 100, day=date(2026, 9, 30))
    with posting(book_of(bank).pk, NOW) as session:
        session.close_through(date(2026, 9, 30))
    with pytest.raises(Refused) as refused:
        approve(bank, waiting)
    assert code_of(refused) == "YEAR_CLOSED" and "30 กันยายน 2569" in refused.value.th


def test_a_wrong_entry_is_undone_by_two_people_and_both_stay_in_the_book(bank):
    wrong = approve(bank, make(bank))
    asked = actions.make_reversal(bank, actor(bank, "treasurer"), wrong, "ลงซ้ำ", uuid.uuid4(), NOW, TODAY)
    with pytest.raises(Clash) as clash:
        actions.make_reversal(bank, actor(bank, "treasurer"), wrong, "ลงซ้ำ", uuid.uuid4(), NOW, TODAY)
    assert code_of(clash) == "WAITING"
    undone = approve(bank, asked)
    assert undone.reverses == wrong and "ลงซ้ำ" in undone.memo and cash_in_hand(book_of(bank)) == 100_000
    with pytest.raises(Clash) as clash:
        actions.make_reversal(bank, actor(bank, "treasurer"), wrong, "อีกครั้ง", uuid.uuid4(), NOW, TODAY)
    assert code_of(clash) == "REVERSED"
    with pytest.raises(Refused) as refused:
        actions.make_reversal(bank, actor(bank, "treasurer"), undone, "อีกครั้ง", uuid.uuid4(), NOW, TODAY)
    assert code_of(refused) == "NOT_HERE"
    assert verify_book(book_of(bank)).ok


def test_members_money_is_not_reversed_here_and_the_way_is_named(bank):
    payment = Payment(make_member(bank).pk, "due", 3000, *NOVEMBER)
    entry, *_ = post_contributions(
        bank, actor(bank, "treasurer"), None, TODAY, [payment], uuid.uuid4(), "เก็บ", "sheet", "1", NOW
    )
    with pytest.raises(Refused) as refused:
        actions.make_reversal(bank, actor(bank, "treasurer"), entry, "ผิด", uuid.uuid4(), NOW, TODAY)
    assert code_of(refused) == "NOT_HERE" and "ใบเสร็จ" in refused.value.th
    opening = Entry.objects.get(kind="opening")
    with pytest.raises(Refused):
        actions.make_reversal(bank, actor(bank, "treasurer"), opening, "ผิด", uuid.uuid4(), NOW, TODAY)


def test_income_that_was_spent_already_cannot_be_undone(bank):
    income = approve(bank, make(bank, "income", "1010", "4070", 50_000))
    approve(bank, make(bank, satang=120_000))
    with pytest.raises(Refused) as refused:
        actions.make_reversal(bank, actor(bank, "treasurer"), income, "ผิด", uuid.uuid4(), NOW, TODAY)
    assert code_of(refused) == "NO_CASH"


@given(
    st.sampled_from(["income", "expense"]), st.text("กขค ab.1/·", min_size=1, max_size=40).filter(str.strip),
    st.text("กขคab1", max_size=20), st.text("กขค1/2", max_size=20),
)  # fmt: skip
def test_what_a_memo_says_comes_apart_again(kind, what, party, evidence):
    parts = rules.memo_parts(rules.memo_of(kind, what, party, evidence))
    assert (parts.party, parts.evidence) == (party.strip(), evidence.strip())
    assert parts.what == " ".join(what.replace("·", ",").split())


def test_a_memo_that_does_not_fit_is_refused():
    with pytest.raises(Refused) as refused:
        rules.memo_of("income", "ก" * 301)
    assert code_of(refused) == "MEMO_LONG"
