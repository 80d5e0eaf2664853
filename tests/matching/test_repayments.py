"""Over-match that a fund returns as money: two people send it, the institute finds it, both books agree and the debt is settled."""

import uuid
from datetime import date

import pytest

from chumchon.funds.actions.members import die
from chumchon.funds.models import Member
from chumchon.ledger.institute import institute_book
from chumchon.ledger.models import Account
from chumchon.ledger.queries import balances
from chumchon.matching.actions import debts, paying, repayments, settling
from chumchon.matching.models import Repayment, Round
from chumchon.matching.queries.debts import owed
from tests.factories import NOW, TODAY, actor
from tests.matching.world import as_, book, budget, hq, make_round, match_fund, money, refused, sound, through

YEAR = 36_500


@pytest.fixture
def old(db):
    fund = match_fund("old", "500705")
    money(fund, 100_001)
    return fund


@pytest.fixture
def owing(old):
    request = through(old, make_round())
    Round.objects.update(state="closed")
    settling.settle_round(request.round.code, hq(), NOW, TODAY)
    budget()
    paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    die(Member.objects.filter(fund=old).first(), actor(old, "secretary"), date(2026, 9, 1), "แจ้งช้า", TODAY, NOW)
    debts.note_over_match(Round.objects.get(), hq(), NOW, TODAY)
    return old


def send(fund, satang=YEAR, key=None, **facts):
    account = Account.objects.get(book=book(fund), code="1020")
    return repayments.say_returned(
        fund, account, satang, facts.pop("slip", "SL-1"), TODAY, key or uuid.uuid4(), actor(fund, "treasurer"),
        actor(fund, "chair"), NOW, TODAY,
    )  # fmt: skip


def test_over_match_returned_as_money_settles_the_debt_in_both_books_once(owing):
    before = balances(institute_book(NOW))
    made = send(owing)
    assert owed(owing.organisation_id) == YEAR, "nothing is settled before the institute found the money"
    repayments.receive(made.pk, hq("hq2"), NOW, TODAY)
    with refused("ANSWERED"):
        repayments.receive(made.pk, hq("hq2"), NOW, TODAY)
    after = balances(institute_book(NOW))
    assert (after["1020"] - before["1020"], after["1210"] - before["1210"]) == (YEAR, -YEAR)
    assert owed(owing.organisation_id) == 0 and balances(book(owing))["2020"] == 0
    assert sound(book(owing), institute_book(NOW))


def test_a_repayment_sent_twice_is_one_and_a_part_leaves_the_rest_owed(owing):
    key = uuid.uuid4()
    made = send(owing, 10_000, key)
    assert send(owing, 10_000, key) == made
    with refused("WAITING"):
        send(owing, 5_000)
    repayments.receive(made.pk, hq("hq2"), NOW, TODAY)
    assert owed(owing.organisation_id) == YEAR - 10_000


def test_money_that_is_not_found_leaves_the_debt_and_says_why(owing):
    made = send(owing)
    with refused("NO_REASON"):
        repayments.not_found(made.pk, hq("hq2"), " ", NOW, TODAY)
    repayments.not_found(made.pk, hq("hq2"), "ไม่พบยอดโอนวันนี้", NOW, TODAY)
    assert Repayment.objects.get().answer == "ไม่พบยอดโอนวันนี้" and owed(owing.organisation_id) == YEAR


@pytest.mark.parametrize(
    ("satang", "slip", "code"), [(YEAR + 1, "x", "TOO_MUCH"), (0, "x", "TOO_MUCH"), (100, " ", "NO_SLIP")]
)
def test_a_repayment_that_cannot_be_is_refused(owing, satang, slip, code):
    with refused(code):
        send(owing, satang, slip=slip)


def test_who_owes_nothing_returns_nothing(old):
    with refused("NOTHING_OWED"):
        send(old)


def test_a_treasurer_returns_over_match_and_headquarters_finds_it(owing, client, monkeypatch):
    monkeypatch.setattr("chumchon.matching.views.repayments.today", lambda: TODAY)
    as_(client, f"treasurer-{owing.code}")
    page = client.get(f"/f/{owing.code}/match/repay").content.decode()
    assert "365.00" in page
    sent = {
        "key": str(uuid.uuid4()), "satang": "365", "account": "1020", "sent_on": "24/11/2569", "slip": "SL-9",
        "witness": f"chair-{owing.code}", "secret": "123456",
    }  # fmt: skip
    bad = client.post(f"/f/{owing.code}/match/repay", {**sent, "satang": "999"})
    assert bad.status_code == 422 and "ไม่เกินยอดที่ค้าง" in bad.content.decode()
    client.post(f"/f/{owing.code}/match/repay", sent)
    made = Repayment.objects.get()
    assert made.second.username == f"chair-{owing.code}"
    as_(client, "hq2")
    assert "SL-9" in client.get("/desk/repayments").content.decode()
    client.post(f"/desk/repayments/{made.pk}", {"what": "received"})
    assert owed(owing.organisation_id) == 0
    assert "สถาบันรับแล้ว" in as_(client, f"treasurer-{owing.code}").get(f"/f/{owing.code}/match/repay").content.decode()
