"""What a claim's facts are made of, and who is asked to approve."""

import uuid
from datetime import date

import pytest

from chumchon.agreements.load import parse
from chumchon.funds.actions.contributions import Payment, post_contributions
from chumchon.funds.rules import claims as rules
from chumchon.funds.rules.approvals import read
from chumchon.funds.rules.claims import Event, Owed
from chumchon.thai.errors import Refused
from tests.factories import NOW, TODAY, actor
from tests.funds.claims_world import TOML


def take_dues(fund, member, since, until):
    payment = Payment(member.pk, "due", 12000, since, until)
    post_contributions(fund, actor(fund, "treasurer"), None, TODAY, [payment], uuid.uuid4(), "เงินสมทบ", "test", "", NOW)


@pytest.mark.parametrize(
    ("text", "satang", "committee", "people"),
    [
        ("กรรมการ 2 คน", 100, 9, 2), ("กรรมการ ๓ คน", 100, 9, 3), ("กรรมการ 1 คน", 100, 9, 2), ("", 100, 9, 2),
        ("คณะกรรมการ (เกิน 10,000 บาท ต้องลงมติ)", 1_000_000, 9, 2), ("คณะกรรมการ (เกิน 10,000 บาท ต้องลงมติ)", 1_000_001, 9, 5),
        ("คณะกรรมการ (เกิน 10,000 บาท ต้องลงมติ)", 1_000_001, 3, 2), ("มติคณะกรรมการ", 1, 10, 6),
        ("กรรมการอย่างน้อย 3 คน (เกิน 5,000 บาท ต้องลงมติ)", 500_100, 4, 3), ("ประธาน", 5, 5, 2),
        ("กรรมการจำนวนไม่น้อยกว่า 3 คน", 100, 9, 3), ("กรรมการสามคน", 100, 9, 3), ("กรรมการสิบคน", 100, 20, 10), ("กรรมการสิบสองคน", 100, 20, 12), ("กรรมการสิบเอ็ด ท่าน", 100, 20, 11), ("กรรมการสิบเก้าคน", 100, 20, 19), ("กรรมการยี่สิบคน", 100, 20, 20),
        ("กรรมการ 3 คน (เกินห้าพันบาท ต้องลงมติ)", 100, 9, 5), ("ผู้อนุมัติ 2 คน", 100, 9, 2), ("มติกรรมการ 3 คน", 100, 9, 5),
    ],
)  # fmt: skip
def test_the_agreements_words_become_a_number_of_people(text, satang, committee, people):
    assert read(text).needed(satang, committee) == people
    assert str(people) in read(text).words(satang, committee)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "กรรมการ 2 คน"), ("มติคณะกรรมการ", "คณะกรรมการลงมติเกินกึ่งหนึ่งทุกครั้ง"),
        ("คณะกรรมการ (เกิน 10,000 บาท ต้องลงมติ)", "กรรมการ 2 คน เกิน ฿10,000 คณะกรรมการลงมติเกินกึ่งหนึ่ง"),
    ],
)  # fmt: skip
def test_who_writes_the_agreement_is_told_how_its_words_are_understood(text, told):
    assert read(text).told == told


def test_an_event_comes_back_from_its_seal_as_it_was():
    event = Event(
        "hospital", date(2026, 11, 2), date(2026, 11, 5), flags=frozenset({"accident"}), household_n=3, household_i=2
    )
    assert Event.from_bytes(event.to_bytes()) == event


def test_who_lapsed_counts_as_on_the_day_and_who_paid_within_the_grace_owes_nothing():
    start, now = date(2026, 11, 2), date(2026, 12, 31)
    assert rules.paid_until_on(start, now, date(2026, 10, 1), 90) == now
    assert rules.paid_until_on(start, now, date(2026, 7, 1), 90) == date(2026, 7, 1)
    assert rules.paid_until_on(start, now, None, 90) == now


def test_there_is_no_forecast_before_a_whole_year_is_known():
    day = date(2026, 11, 24)
    assert rules.outgo([(date(2026, 5, 1), 500)], day) == 0
    assert rules.outgo([(date(2025, 5, 1), 900), (date(2026, 5, 1), 500), (date(2026, 6, 1), -100)], day) == 400


def test_the_till_keeps_what_others_were_promised():
    mine, other = Owed("2/2570", 100, 500, 2), Owed("1/2570", 300, 0, 1)
    assert rules.share_now(mine, [other], 1000).satang == 600
    assert rules.share_now(mine, [other], 450).satang == 150
    assert rules.share_now(Owed("2/2570", 100, 500, 2), [Owed("1/2570", 0, 50, 1)], 10_000).satang == 100
    with pytest.raises(Refused, match="OUT_OF_ORDER"):
        rules.share_now(Owed("2/2570", 0, 500, 2), [Owed("1/2570", 0, 50, 1)], 10_000)
    with pytest.raises(Refused, match="NO_CASH"):
        rules.share_now(Owed("2/2570", 0, 500, 2), [], 0)


def test_the_members_own_book_is_never_a_missing_paper():
    birth = parse(TOML).benefit("birth")
    assert rules.missing(birth, []) == ("สูติบัตร",) and rules.missing(birth, ["สูติบัตร"]) == ()
