"""Claims and money: paid once, in order, never beyond the cash; undone with a reason; many tills at once."""

import threading
import time
import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, connections, transaction

from chumchon.funds.actions import claim_payments, claim_verdicts, claims
from chumchon.funds.models import Claim, ClaimPayment
from chumchon.funds.queries import counters
from chumchon.funds.queries.claims import last_decision
from chumchon.funds.queries.rights import rights
from chumchon.ledger.models import Entry, Line
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import NotAllowed, Plain
from tests.factories import NOW, TODAY, actor, make_member
from tests.funds.claims_world import (
    PAID,
    PAPERS,
    approve,
    book,
    claims_fund,
    enter,
    pay,
    put_cash,
    refused,
    say,
    sound,
    stay,
)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


def test_short_cash_pays_what_there_is_and_defers_the_rest_in_order_of_approval(db):
    fund = claims_fund(cash=60_000)
    first, second, third = (
        approve(fund, enter(fund, make_member(fund, n, house=n, paid_until=PAID), stay(3))) for n in ("1", "2", "3")
    )
    assert [(c.satang_due, c.satang_deferred) for c in (first, second, third)] == [
        (45000, 0),
        (45000, 30000),
        (45000, 45000),
    ]
    assert balances(book(fund))["2010"] == -75000
    assert pay(fund, second).satang == 15000
    assert pay(fund, first).satang == 45000
    with refused("OUT_OF_ORDER"):
        pay(fund, third)
    with refused("NO_CASH"):
        pay(fund, second)
    put_cash(fund, 40_000)
    with refused("OUT_OF_ORDER"):
        pay(fund, third)
    assert pay(fund, second).satang == 30000
    assert pay(fund, third).satang == 10000
    put_cash(fund, 100_000)
    assert pay(fund, third).satang == 35000
    assert set(Claim.objects.values_list("state", flat=True)) == {"paid"}
    assert balances(book(fund))["2010"] == 0 and balances(book(fund))["5102"] == 135000
    assert sound(fund)


def test_cash_that_was_promised_is_not_promised_again(db):
    fund = claims_fund(cash=45_000)
    approve(fund, enter(fund, make_member(fund, house="1", paid_until=PAID), stay(3)))
    assert counters.free_cash(fund) == 0


def test_money_that_went_elsewhere_is_not_paid(fund, member):
    claim = approve(fund, enter(fund, member, stay(3)))
    put_cash(fund, -9_990_000)
    with refused("NO_CASH") as told:
        pay(fund, claim)
    assert "฿100" in told.value.th and not ClaimPayment.objects.exists()


def test_paying_twice_with_one_key_is_one_payment_and_with_another_is_refused(fund, member):
    claim, key = approve(fund, enter(fund, member, stay(3))), uuid.uuid4()
    assert pay(fund, claim, key=key).pk == pay(fund, claim, key=key).pk
    with refused("ALREADY"):
        pay(fund, claim)
    with pytest.raises(NotAllowed):
        pay(fund, claim, by="chair")


def test_a_payment_is_undone_by_another_person_and_the_rights_come_back(db):
    fund = claims_fund(cash=30_000)
    member = make_member(fund, paid_until=PAID)
    claim = approve(fund, enter(fund, member, stay(3)))
    pay(fund, claim)
    with refused("NO_REASON"):
        claim_payments.reverse_claim(fund, claim.pk, actor(fund, "chair"), actor(fund, "secretary"), " ", NOW, TODAY)
    with pytest.raises(NotAllowed):
        claim_payments.reverse_claim(
            fund, claim.pk, actor(fund, "chair"), actor(fund, "collector"), "จ่ายผิดคน", NOW, TODAY
        )
    for one, two in (("treasurer", "secretary"), ("chair", "chair")):
        with refused("SAME_PERSON"):
            claim_payments.reverse_claim(fund, claim.pk, actor(fund, one), actor(fund, two), "จ่ายผิดคน", NOW, TODAY)
    claim = claim_payments.reverse_claim(
        fund, claim.pk, actor(fund, "chair"), actor(fund, "secretary"), "จ่ายผิดคน เงินคืนแล้ว", NOW, TODAY
    )
    undone = ClaimPayment.objects.get(reverses__isnull=False)
    signed = (actor(fund, "chair").user_id, actor(fund, "secretary").user_id)
    assert (undone.by_id, undone.checker_id) == (undone.entry.actor_id, undone.entry.checker_id) == signed
    left = balances(book(fund))
    assert (claim.state, left["1010"], left["5102"], left["2010"]) == ("reversed", 30_000, 0, 0)
    assert list(ClaimPayment.objects.order_by("id").values_list("satang", "number")) == [(30000, 1), (-30000, 2)]
    with refused("ALREADY"):
        claim_payments.reverse_claim(
            fund, claim.pk, actor(fund, "chair"), actor(fund, "secretary"), "อีกครั้ง", NOW, TODAY
        )
    assert any("เหลือ 10 คืน" in r.words for r in rights(fund, member, TODAY))
    assert enter(fund, member, stay(3)).state == "waiting" and sound(fund)


def test_a_payment_that_somebody_alters_in_the_database_shows_in_the_books_check(fund, member):
    payment = pay(fund, approve(fund, enter(fund, member, stay(3))))
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimPayment.objects.filter(pk=payment.pk).update(satang=1)
    names = ["no_update"] if connection.vendor == "sqlite" else ["no_change"]
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON funds_claimpayment"
        cursor.execute(f"DROP TRIGGER funds_claimpayment_{names[0]}{on}")
    ClaimPayment.objects.filter(pk=payment.pk).update(satang=44000)
    assert not verify_book(book(fund)).ok


def together(jobs):
    """Run them at once, each with its own connection; answers what each gave or refused."""
    start, said = threading.Barrier(len(jobs)), []

    def run(job):
        start.wait()
        try:
            said.append(job())
        except Plain as refusal:
            said.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    [t.start() for t in threads]
    [t.join() for t in threads]
    return said


@pytest.mark.django_db(transaction=True)
def test_two_of_the_committee_who_approve_at_once_approve_one_claim_once():
    fund = claims_fund(cash=30_000, code="race-1", subdistrict="500704")
    claim = enter(fund, make_member(fund, paid_until=PAID), stay(3))
    seen = last_decision(claim).pk
    people = [actor(fund, who) for who in ("chair", "treasurer", "deputy", "committee")]
    together(
        [
            lambda who=who: claim_verdicts.give_verdict(fund, claim.pk, who, "approve", "", seen, NOW, TODAY)
            for who in people
        ]
    )
    claim.refresh_from_db()
    assert (claim.state, claim.satang_due, claim.satang_deferred) == ("approved", 45000, 15000)
    assert Entry.objects.filter(book=book(fund), kind="benefit").count() == 1 and sound(fund)


@pytest.mark.django_db(transaction=True)
def test_sixteen_clients_never_pay_more_than_there_is():
    """Eight claims of 450 baht and 2,000 baht in the box; sixteen tills pay them all at once, each claim from two tills."""
    fund = claims_fund(cash=200_000, code="race-16", subdistrict="500706")
    made = [approve(fund, enter(fund, make_member(fund, house=str(n), paid_until=PAID), stay(3))) for n in range(8)]
    till = actor(fund, "treasurer")
    said = together(
        [
            lambda c=claim: claim_payments.pay(fund, c.pk, till, "1010", "นางสมศรี", uuid.uuid4(), NOW, TODAY)
            for claim in made * 2
        ]
    )
    paid = sum(p.satang for p in ClaimPayment.objects.filter(fund=fund))
    assert len(said) == 16 and paid == 200_000 == sum(x.satang for x in said if isinstance(x, ClaimPayment))
    assert balances(book(fund))["1010"] == 0
    lowest, running = 0, 0
    for satang in (
        Line.objects.filter(account__book=book(fund), account__code="1010")
        .order_by("entry__number")
        .values_list("satang", flat=True)
    ):
        running += satang
        lowest = min(lowest, running)
    assert lowest == 0
    numbers = sorted(ClaimPayment.objects.filter(fund=fund).values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)) and sound(fund)


@pytest.mark.django_db(transaction=True)
def test_two_returned_claims_that_are_put_right_at_once_never_become_one_stay_twice(monkeypatch):
    fund = claims_fund(code="race-2", subdistrict="500704")
    one = make_member(fund, paid_until=PAID)
    made = [enter(fund, one, stay(2, day)) for day in (date(2026, 11, 2), date(2026, 11, 10))]
    for claim in made:
        say(fund, claim, "chair", "return", "วันผิด")
    looked = claims.look

    def slow(*args, **more):
        found = looked(*args, **more)
        time.sleep(0.3)  # long enough for the other to look too, where nothing makes it wait
        return found

    monkeypatch.setattr(claims, "look", slow)
    who, paper = actor(fund, "secretary"), PAPERS["hospital"]
    said = together(
        [
            lambda pk=claim.pk: claims.change(fund, pk, who, stay(2, date(2026, 11, 15)), "นางสมศรี", paper, NOW, TODAY)
            for claim in made
        ]
    )
    assert sorted(x.code if isinstance(x, Plain) else x.state for x in said) == ["CLAIMED_TWICE", "waiting"]
