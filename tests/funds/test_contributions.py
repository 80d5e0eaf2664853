"""Members' money into the book and out again: control totals, receipts, paid-until, and the seal over all of it."""

import uuid
from datetime import date

import pytest
from django.db.models import Sum

from chumchon.access.rules import Actor
from chumchon.funds.actions.contributions import Payment, cancel_receipt, post_contributions
from chumchon.funds.models import Contribution, Member
from chumchon.funds.queries.contributions import entry_rows
from chumchon.funds.rules.contributions import rows_digest
from chumchon.ledger.actions import receipts_digest
from chumchon.ledger.models import Entry, Line, Receipt
from chumchon.ledger.rules import digest
from chumchon.thai.errors import Clash, NotAllowed, Refused
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user

NOV = (date(2026, 11, 1), date(2026, 11, 30))
DEC = (date(2026, 12, 1), date(2026, 12, 31))


def due(member, span=NOV, satang=3000):
    return Payment(member.pk, "due", satang, *span)


def post(fund, payments, key=None, day=TODAY, **more):
    return post_contributions(
        fund, actor(fund, "treasurer"), more.pop("checker", None), day, payments, key or uuid.uuid4(), "เงินสมทบ", "test",
        "", NOW, **more,
    )  # fmt: skip


def cancel(fund, receipt, reason="พิมพ์ผิด", key=None, day=TODAY, who="treasurer"):
    return cancel_receipt(receipt, actor(fund, who), reason, day, NOW, key or uuid.uuid4())


def totals(entry):
    return dict(Line.objects.filter(entry=entry).values_list("account__code", "satang"))


def test_one_entry_carries_the_totals_and_each_payment_gets_a_receipt(fund):
    a, b = make_member(fund, "หนึ่ง"), make_member(fund, "สอง", paid_until=None, joined_on=date(2026, 11, 20))
    entry, receipts, made = post(
        fund,
        [due(a), Payment(b.pk, "entry_fee", 2000), due(b, (date(2026, 11, 20), date(2026, 11, 30)))],
        checker=user(fund, "chair").pk,
    )
    assert totals(entry) == {"1010": 8000, "4010": -6000, "4020": -2000}
    assert [r.number for r in receipts] == [1, 2, 3] and [c.satang for c in made] == [3000, 2000, 3000]
    assert {m.paid_until for m in Member.objects.all()} == {date(2026, 11, 30)}
    assert [c.paid_until_before for c in Contribution.objects.order_by("id")] == [date(2026, 10, 31), None, None]
    assert entry.checker == user(fund, "chair")


@pytest.mark.parametrize(("difference", "account", "satang"), [(500, "4090", -500), (-700, "5290", 700)])
def test_cash_over_or_short_stands_on_its_own_account(fund, difference, account, satang):
    entry, *_ = post(fund, [due(make_member(fund))], cash_difference=difference)
    assert totals(entry) == {"1010": 3000 + difference, "4010": -3000, account: satang}


def test_the_seal_of_an_entry_covers_its_contributions_and_receipts(fund):
    entry, receipts, _ = post(fund, [due(make_member(fund, str(i))) for i in range(3)])
    sealed = digest([rows_digest(entry_rows(entry.pk)), receipts_digest(receipts)])
    assert Entry.objects.get().subsidiary_hash == sealed
    changed = [*entry_rows(entry.pk)][::-1]
    assert rows_digest(changed) != rows_digest(entry_rows(entry.pk))


def test_said_twice_with_one_key_is_one_posting(fund):
    member, key = make_member(fund), uuid.uuid4()
    entry, receipts, made = post(fund, [due(member)], key)
    again, same, rows = post(fund, [due(member)], key)
    assert (again, same, rows) == (entry, receipts, made)
    assert Receipt.objects.count() == Contribution.objects.count() == 1
    with pytest.raises(Clash) as clash:
        post(fund, [due(member, satang=6000)], key)
    assert clash.value.code == "KEY_REUSED"


@pytest.mark.parametrize(
    ("fields", "span", "code"),
    [
        ({"paid_until": date(2026, 11, 30)}, NOV, "PAID_ALREADY"),
        ({}, DEC, "GAP"),
        ({"status": "left"}, NOV, "MEMBER_GONE"),
        ({"status": "died"}, NOV, "MEMBER_GONE"),
        ({"status": "lapsed"}, NOV, "MEMBER_GONE"),
        ({"salt": None}, NOV, "ERASED"),
        ({}, (None, None), "NO_SPAN"),
    ],
)
def test_a_wrong_payment_is_refused_and_nothing_of_the_sheet_is_written(fund, fields, span, code):
    good, bad = make_member(fund, "ดี"), make_member(fund, "ไม่ดี", **fields)
    with pytest.raises((Refused, Clash)) as refused:
        post(fund, [due(good), due(bad, span)])
    assert refused.value.code == code
    assert not Entry.objects.exists() and not Receipt.objects.exists()
    good.refresh_from_db()
    assert good.paid_until == date(2026, 10, 31)


def test_the_same_member_twice_in_one_posting_must_follow_on(fund):
    member = make_member(fund)
    with pytest.raises(Clash):
        post(fund, [due(member), due(member)])
    post(fund, [due(member), due(member, DEC)])
    member.refresh_from_db()
    assert member.paid_until == DEC[1]


def test_a_member_of_another_fund_is_not_taken_from_here(fund):
    other = make_fund("other", "500702")
    with pytest.raises(Refused) as refused:
        post(fund, [due(make_member(other))])
    assert refused.value.code == "NO_MEMBER"


def test_somebody_without_the_right_posts_nothing(fund):
    member = make_member(fund)
    stranger = Actor(user(fund, "auditor").pk, "ผู้ตรวจสอบ", actor(fund, "auditor").grants)
    with pytest.raises(NotAllowed):
        post_contributions(fund, stranger, None, TODAY, [due(member)], uuid.uuid4(), "x", "test", "", NOW)


def test_a_cancelled_receipt_keeps_its_row_and_its_money_goes_back(fund):
    member = make_member(fund)
    _, [receipt], [paid] = post(fund, [due(member)])
    undone = cancel(fund, receipt)
    assert totals(undone) == {"1010": -3000, "4010": 3000} and receipt.label in undone.memo
    member.refresh_from_db()
    assert member.paid_until == date(2026, 10, 31)
    mirror = Contribution.objects.get(reverses=paid)
    assert (mirror.satang, mirror.receipt, mirror.span_to) == (-3000, receipt, NOV[1])
    assert undone.subsidiary_hash == rows_digest(entry_rows(undone.pk))
    assert Contribution.objects.aggregate(s=Sum("satang"))["s"] == 0
    with pytest.raises(Clash) as clash:
        cancel(fund, receipt)
    assert clash.value.code == "CANCELLED" and str(undone.number) in clash.value.th
    post(fund, [due(member)])  # and the month can be paid again


def test_one_receipt_of_a_sheet_is_cancelled_alone(fund):
    members = [make_member(fund, str(i)) for i in range(3)]
    _, receipts, _ = post(fund, [due(m) for m in members])
    assert totals(cancel(fund, receipts[1])) == {"1010": -3000, "4010": 3000}
    assert [m.paid_until for m in Member.objects.order_by("id")] == [NOV[1], date(2026, 10, 31), NOV[1]]


def test_only_the_latest_span_is_cancelled_and_the_sentence_names_it(fund):
    member = make_member(fund)
    _, [first], _ = post(fund, [due(member)])
    _, [second], _ = post(fund, [due(member, DEC)])
    with pytest.raises(Refused) as refused:
        cancel(fund, first)
    assert refused.value.code == "LATER_FIRST" and second.label in refused.value.th
    cancel(fund, second)
    cancel(fund, first)
    member.refresh_from_db()
    assert member.paid_until == date(2026, 10, 31)


def test_a_cancelling_never_takes_more_than_the_cash_in_hand(fund):
    member = make_member(fund)
    _, [receipt], _ = post(fund, [due(member)], cash_difference=-100)
    with pytest.raises(Refused) as refused:
        cancel(fund, receipt)
    assert refused.value.code == "NO_CASH" and "29.00" in refused.value.th
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [({"reason": "  "}, "NO_REASON"), ({"day": date(2026, 11, 23)}, "DAY"), ({"who": "collector"}, "NOT_ALLOWED")],
)
def test_a_cancelling_needs_a_reason_a_day_and_the_right(fund, more, code):
    _, [receipt], _ = post(fund, [due(make_member(fund))])
    with pytest.raises((Refused, NotAllowed)) as refused:
        cancel(fund, receipt, **more)
    assert refused.value.code == code


def test_a_cancelling_said_twice_is_one(fund):
    _, [receipt], _ = post(fund, [due(make_member(fund))])
    key = uuid.uuid4()
    assert cancel(fund, receipt, key=key) == cancel(fund, receipt, key=key)
    assert Contribution.objects.count() == 2
