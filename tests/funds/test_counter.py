"""At the counter: one member, the receipt at once."""

import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from chumchon.funds.models import Member
from chumchon.ledger.models import Entry, Line, Receipt
from tests.factories import NOW, TODAY, make_member, user
from tests.funds.test_collecting import NOV, new_sheet, taking, touch


@pytest.fixture
def desk(client, fund, monkeypatch):
    """The treasurer's table on the factories' day: call it with a member and what is sent."""
    monkeypatch.setattr("chumchon.funds.views.counter.today", lambda: TODAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(user(fund, "treasurer"))

    def send(member, **said):
        where = reverse("counter_member", args=[fund.code, member.pk])
        return client.post(where, said) if said else client.get(where)

    return send


def pay(span=NOV, satang=3000):
    return f"due-{span[0]:%Y%m%d}-{span[1]:%Y%m%d}-{satang}"


def test_a_member_at_the_table_gets_the_receipt_at_once(desk, fund):
    member = make_member(fund)
    assert "รับ ฿30" in desk(member).content.decode()
    answer = desk(member, page=str(uuid.uuid4()), pay=pay())
    receipt = Receipt.objects.get()
    assert answer.status_code == 302 and answer.url.endswith(f"/receipts/{receipt.pk}")
    member.refresh_from_db()
    assert member.paid_until == NOV[1] and Entry.objects.get().source == "counter"


def test_a_double_submit_at_the_counter_is_one_receipt(desk, fund):
    member, page = make_member(fund), str(uuid.uuid4())
    answers = [desk(member, page=page, pay=pay()) for _ in range(2)]
    assert answers[0].url == answers[1].url and Receipt.objects.count() == 1


def test_a_new_member_pays_the_fee_and_the_first_month_together(desk, fund):
    member = make_member(fund, paid_until=None, joined_on=date(2026, 11, 20))
    assert "แรกเข้า" in desk(member).content.decode()
    span = (date(2026, 11, 20), date(2026, 11, 30))
    desk(member, page=str(uuid.uuid4()), pay=[pay(span), "entry_fee-0-0-2000"])
    assert dict(Line.objects.values_list("account__code", "satang")) == {"1010": 5000, "4010": -3000, "4020": -2000}
    assert list(Receipt.objects.order_by("number").values_list("kind", flat=True)) == ["entry_fee", "due"]
    assert "ค่าสมัคร" not in desk(member).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"pay": pay(satang=4500)}, "฿30 หรือ ฿60"),
        ({"pay": "entry_fee-0-0-100"}, "ค่าสมัครคือ ฿20"),
        ({"pay": "x"}, "เปิดหน้าใหม่"),
        ({"pay": []}, "เลือกก่อน"),
        ({"pay": pay(), "page": "x"}, "เปิดหน้าใหม่"),
        ({"amount": "45"}, "฿30 หรือ ฿60"),
        ({"amount": "สามสิบ"}, "ไม่ใช่จำนวนเงิน"),
    ],
)
def test_what_is_not_right_is_said_beside_the_form_and_nothing_is_posted(desk, fund, said, words):
    answer = desk(make_member(fund), **({"page": str(uuid.uuid4())} | said))
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Entry.objects.exists()


def test_another_amount_is_shown_before_it_is_taken(desk, fund):
    answer = desk(make_member(fund), amount="150")
    assert answer.status_code == 200 and "31 มีนาคม 2570" in answer.content.decode()
    assert not Entry.objects.exists()


def test_money_that_waits_on_a_sheet_stops_the_counter_and_leads_there(desk, fund):
    member, sheet = make_member(fund), new_sheet(fund)
    taking(fund, sheet, touch(member))
    assert reverse("sheet_member", args=[fund.code, sheet.pk, member.pk]) in desk(member).content.decode()
    answer = desk(member, page=str(uuid.uuid4()), pay=pay((date(2026, 12, 1), date(2026, 12, 31))))
    assert answer.status_code == 422 and "หมู่ 1" in answer.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("status", ["left", "lapsed", "died"])
def test_nothing_is_taken_from_who_is_no_member_any_more(desk, fund, status):
    member = make_member(fund)
    Member.objects.update(status=status)
    assert "รับเงินไม่ได้" in desk(member).content.decode()
    answer = desk(member, page=str(uuid.uuid4()), pay=pay())
    assert answer.status_code == 422 and not Entry.objects.exists()


def test_the_member_is_found_by_name(desk, fund, client):
    make_member(fund, "บุญมี")
    assert "บุญมี" in client.post(reverse("counter", args=[fund.code]), {"q": "บุญมี"}, follow=True).content.decode()
