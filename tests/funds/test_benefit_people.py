"""People and baht by kind: a person counts once a kind, however the money came, and what was taken back helps nobody."""

import uuid
from datetime import date, timedelta

import pytest

from chumchon.funds.actions import claim_payments
from chumchon.funds.models import BenefitHistory, ImportBatch
from chumchon.funds.queries.benefit_history import seal_past
from chumchon.funds.queries.benefit_people import helped, helped_before, together
from chumchon.funds.queries.reports import annual_facts
from chumchon.funds.queries.status_form import status_facts
from chumchon.funds.rules.claims import Event
from chumchon.funds.rules.reports import annual
from chumchon.funds.rules.status_form import status_form
from chumchon.ledger.actions import posting
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.claims_world import PAID, approve, book, claims_fund, enter, pay, put_cash, stay
from tests.funds.test_reports import post, table

THIS_YEAR = date(2026, 10, 1)


@pytest.fixture
def fund(db):
    return claims_fund()


def sick(fund, since=THIS_YEAR):
    return helped(fund, book(fund), since, TODAY)["5102"]


def form_row(fund, kind="เจ็บป่วย"):
    rows = table(status_form(status_facts(fund, TODAY)), "สวัสดิการที่จ่าย ตามประเภท").rows
    return next(row[1:] for row in rows if row[0] == kind)


def past(fund, member, day, satang, key="hospital", nights=2, reverses=None):
    batch, _ = ImportBatch.objects.get_or_create(
        fund=fund, sha256="0" * 64, defaults={"file_name": "a.xlsx", "actor": user(fund, "treasurer"), "at": NOW}
    )
    row = BenefitHistory(member=member, satang=satang, batch=batch, row_number=1, at=NOW, reverses=reverses)
    row.facts_sealed = seal_past(row.uid, key, day, day + timedelta(days=nights), nights)
    row.save()
    return row


def test_two_stays_of_one_member_are_two_claims_and_one_person(fund):
    member = make_member(fund, paid_until=PAID)
    for start in (date(2026, 10, 5), date(2026, 11, 2)):
        pay(fund, approve(fund, enter(fund, member, stay(2, start))))
    pay(fund, approve(fund, enter(fund, make_member(fund, "คำ", house="9", paid_until=PAID), stay(2))))
    assert (sick(fund).times, sick(fund).people, sick(fund).satang) == (3, 2, 90_000)
    assert form_row(fund) == (2, 90_000, 2, 90_000)
    assert table(annual(annual_facts(fund, 2570, TODAY)), "สวัสดิการที่จ่าย").rows == [("เจ็บป่วย", 2, 90_000, 0)]


def test_a_claim_paid_in_two_parts_is_one_person(db):
    fund = claims_fund(cash=30_000)
    claim = approve(fund, enter(fund, make_member(fund, paid_until=PAID), stay(3)))
    pay(fund, claim)
    put_cash(fund, 100_000)
    pay(fund, claim)
    assert claim.payments.count() == 2
    assert (sick(fund).times, sick(fund).people, sick(fund).satang) == (1, 1, 45_000)


def test_who_gave_it_back_was_not_helped_the_deferred_part_included(db):
    fund = claims_fund(cash=30_000)
    claim = approve(fund, enter(fund, make_member(fund, paid_until=PAID), stay(3)))
    pay(fund, claim)
    claim_payments.reverse_claim(fund, claim.pk, actor(fund, "chair"), actor(fund, "secretary"), "จ่ายผิดคน", NOW, TODAY)
    assert (sick(fund).times, sick(fund).people, sick(fund).satang) == (0, 0, 0)
    assert form_row(fund) == (0, 0, 0, 0)


def test_one_person_with_two_kinds_counts_in_each_and_once_over_all(fund):
    member = make_member(fund, paid_until=PAID)
    pay(fund, approve(fund, enter(fund, member, stay(2))))
    pay(fund, approve(fund, enter(fund, member, Event("birth", date(2026, 11, 2), date(2026, 11, 2), children=1))))
    kinds = helped(fund, book(fund), None, TODAY)
    assert {code: kind.people for code, kind in kinds.items()} == {"5101": 1, "5102": 1} and together(kinds) == 1
    assert "คนไม่ซ้ำ ปีนี้ 1 คน สะสม 1 คน" in table(status_form(status_facts(fund, TODAY)), "สวัสดิการที่จ่าย ตามประเภท").note


def test_what_the_book_knows_no_claim_of_counts_as_one_and_the_form_says_so(fund):
    post(fund, date(2026, 11, 3), ("5102", 20_000), ("1010", -20_000))
    wrong, _ = post(fund, date(2026, 11, 4), ("5102", 30_000), ("1010", -30_000))
    with posting(book(fund).pk, NOW) as session:
        session.reverse(wrong, date(2026, 11, 5), "ลงผิด", user(fund, "chair").pk, None, uuid.uuid4())
    assert (sick(fund).unnamed, sick(fund).people, sick(fund).satang) == (1, 1, 20_000)
    assert "ลงสมุดโดยไม่มีคำขอ" in table(status_form(status_facts(fund, TODAY)), "สวัสดิการที่จ่าย ตามประเภท").note


def test_benefits_of_the_old_book_stand_apart_in_people_and_baht(fund):
    member, other = make_member(fund, paid_until=PAID), make_member(fund, "คำ", house="9", paid_until=PAID)
    pay(fund, approve(fund, enter(fund, member, stay(2))))
    past(fund, member, date(2026, 1, 5), 40_000)
    past(fund, member, date(2026, 2, 5), 20_000)
    past(fund, other, date(2026, 10, 3), 10_000)
    wrong = past(fund, other, date(2026, 10, 3), 99_000)
    past(fund, other, date(2026, 10, 3), 0, reverses=wrong)
    assert form_row(fund)[:4] == (1, 30_000, 1, 30_000)
    assert helped_before(fund, None, TODAY)["5102"].people == 2
    assert form_row(fund)[4:] == (2, 70_000)
    assert helped_before(fund, THIS_YEAR, TODAY)["5102"].people == 1
    note = table(annual(annual_facts(fund, 2570, TODAY)), "สวัสดิการที่จ่าย").note
    assert "อีก 1 คน" in note
