"""A settlement stands alone: what it follows from does not change under it, and what it wrote is what is told ever after."""

from datetime import date

import pytest

from chumchon.access.models import Organisation
from chumchon.funds.actions.members import die
from chumchon.funds.models import Member
from chumchon.ledger.institute import institute_book
from chumchon.ledger.queries import balances
from chumchon.matching.actions import debts, endings, paying, repayments, settling
from chumchon.matching.models import Award, Debt, DebtUse, MemberAward, Repayment, Request, Round
from chumchon.matching.queries.debts import owed
from chumchon.matching.queries.endings import under_way
from chumchon.matching.queries.settling import explain, load, recorded
from tests.factories import NOW, TODAY, actor
from tests.matching.test_endings import merge
from tests.matching.test_repayments import send
from tests.matching.world import (
    book,
    budget,
    hq,
    make_round,
    match_fund,
    money,
    refused,
    region,
    sound,
    through,
)
from tests.together import all_at_once

YEAR = 36_500
BEFORE = {"counting_day": date(2025, 9, 30), "fiscal_year_be": 2568}


@pytest.fixture
def fund(db):
    fund = match_fund("old", "500705", members=5)
    money(fund, 200_000)
    return fund


def settle(code):
    Round.objects.filter(code=code, state="open").update(state="closed")
    return settling.settle_round(code, hq(), NOW, TODAY)


def stopped(code):
    """A settlement that is stopped before its first fund is written."""

    def stop(words, done, of):
        if words == "อ่านคำขอ":
            raise KeyboardInterrupt

    Round.objects.filter(code=code, state="open").update(state="closed")
    with pytest.raises(KeyboardInterrupt):
        settling.settle_round(code, hq(), NOW, TODAY, stop)


def owing(fund, code="2569-1"):
    """The fund was paid for a round, and one of its members turned out to have died before."""
    request = through(fund, make_round(code, **BEFORE))
    settle(code)
    budget()
    paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    die(Member.objects.filter(fund=fund).first(), actor(fund, "secretary"), date(2025, 9, 1), "แจ้งช้า", TODAY, NOW)
    debts.note_over_match(Round.objects.get(code=code), hq(), NOW, TODAY)
    return request


def test_over_match_is_not_taken_off_by_a_settlement_and_returned_as_money_too(fund):
    owing(fund)
    sent = send(fund)
    through(fund, make_round())
    stopped("2570-1")
    with refused("SETTLING"):
        repayments.receive(sent.pk, hq("hq2"), NOW, TODAY)
    settle("2570-1")
    assert sum(DebtUse.objects.values_list("satang", flat=True)) == YEAR and owed(fund.organisation_id) == 0
    with refused("TOO_MUCH"):
        repayments.receive(sent.pk, hq("hq2"), NOW, TODAY)
    assert Repayment.objects.get().state == "waiting", "it is answered by hand: the money is sought and given back"


def test_another_funds_over_match_comes_in_while_a_round_is_settled(fund):
    owing(fund)
    sent = send(fund)
    through(match_fund("else", "500706"), make_round())
    stopped("2570-1")
    repayments.receive(sent.pk, hq("hq2"), NOW, TODAY)
    settle("2570-1")
    assert owed(fund.organisation_id) == 0


def test_two_rounds_are_never_settled_through_each_other(fund):
    one, two = make_round("2570-1"), make_round("2570-2")
    through(fund, one), through(fund, two)
    stopped("2570-1")
    with refused("SETTLING"):
        settle("2570-2")
    with refused("SETTLING"):
        debts._note(one, fund.organisation_id, [], institute_book(NOW).pk, hq(), NOW, TODAY)
    settle("2570-1"), settle("2570-2")
    assert [a.due_satang for a in Award.objects.order_by("id")] == [5 * YEAR, 0]


def test_no_debt_moves_onto_a_fund_whose_round_is_being_settled(fund):
    owing(fund)
    new = match_fund("new", "500706")
    through(new, make_round())
    stopped("2570-1")
    made = merge(fund, new)
    with refused("NOT_READY") as said:
        endings.approve(made.pk, region(), NOW, TODAY)
    assert "SETTLING" in said.value.en
    settle("2570-1")
    budget()
    paying.pay(Request.objects.get(fund=new).pk, hq("hq2"), NOW, TODAY)
    assert endings.approve(made.pk, region(), NOW, TODAY).state == "done" and owed(new.organisation_id) == YEAR


def test_a_request_that_was_given_nothing_waits_for_no_money_and_stops_no_merger(fund):
    one, two = make_round("2570-1"), make_round("2570-2")
    first, second = through(fund, one), through(fund, two)
    settle("2570-1"), settle("2570-2")
    second.refresh_from_db()
    assert second.state == "nothing" and second.get_state_display() == "จัดสรรแล้ว ไม่มีเงินโอน"
    budget()
    paying.pay(first.pk, hq("hq2"), NOW, TODAY)
    assert under_way(fund.organisation_id) == 0
    new = match_fund("new", "500706", members=2)
    assert endings.approve(merge(fund, new).pk, region(), NOW, TODAY).state == "done"


def test_a_settled_round_tells_what_it_gave_whatever_came_after_it(fund):
    request = through(fund, make_round(times_matched=1))
    settle("2570-1")
    through(fund, make_round("2569-1", **BEFORE))
    settle("2569-1")
    loaded = load(request.round)
    assert loaded.settle().granted.sum() == 0, "a round of an earlier year was settled since"
    assert recorded(loaded).granted.sum() == 5 * YEAR
    loaded, result = settle("2570-1")
    told = explain(loaded, result, fund.code, Member.objects.filter(fund=fund).first().number)
    assert (told["reason"], told["granted_satang"], told["fund_share_satang"]) == (0, YEAR, 5 * YEAR)


def test_over_match_that_is_found_in_parts_is_a_debt_to_the_last_satang_and_no_further(fund):
    request = through(fund, make_round(**BEFORE))
    settle("2570-1")
    budget()
    paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    row = MemberAward.objects.order_by("id").first()
    member = row.member_year.member
    round_ = Round.objects.get()
    Debt.objects.create(
        organisation=fund.organisation, satang=500, cause="recheck", reason=3, round=round_, member_award=row,
        actor_id=hq().user_id, at=NOW,
    )  # fmt: skip
    die(member, actor(fund, "secretary"), date(2025, 9, 1), "แจ้งช้า", TODAY, NOW)
    made = debts.note_over_match(round_, hq(), NOW, TODAY)
    assert [(d.member_award_id, d.satang) for d in made] == [(row.pk, YEAR - 500)]
    assert debts.note_over_match(round_, hq(), NOW, TODAY) == []
    assert owed(fund.organisation_id) == YEAR and balances(book(fund))["2020"] == -(YEAR - 500)


def test_over_match_found_after_the_fund_merged_is_owed_by_the_fund_that_went_on(fund):
    other = match_fund("zzz", "500708")
    requests = [through(f, make_round() if f is fund else Round.objects.get()) for f in (fund, other)]
    settle("2570-1")
    budget()
    for request in requests:
        paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    new = match_fund("new", "500706", members=2)
    dead = Member.objects.filter(fund=fund).first()
    endings.approve(merge(fund, new).pk, region(), NOW, TODAY)
    secretary = actor(new, "secretary")
    die(Member.objects.get(moved_from=dead), secretary, date(2026, 9, 1), "แจ้งช้า", TODAY, NOW)
    die(Member.objects.filter(fund=other).first(), actor(other, "secretary"), date(2026, 9, 1), "แจ้งช้า", TODAY, NOW)
    debts.note_over_match(Round.objects.get(), hq(), NOW, TODAY)
    assert [owed(f.organisation_id) for f in (fund, new, other)] == [0, YEAR, YEAR]
    assert balances(book(new))["2020"] == -YEAR and not any(balances(book(fund)).values())
    assert balances(institute_book(NOW))["1210"] == 2 * YEAR
    assert sound(book(fund), book(new), book(other), institute_book(NOW))
    assert Organisation.objects.get(pk=fund.organisation_id).closed_on == TODAY


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"fiscal_year_be": 2570}, "อยู่ในปีงบประมาณ 2569"),
        ({"fiscal_year_be": 2570, "counting_day": date(2026, 11, 20)}, "ปีที่นับทับกับ"),
    ],
)
def test_no_two_rounds_count_the_same_days_under_two_years(fund, facts, words):
    make_round("2570-1")
    with refused("BAD_ROUND") as said:
        make_round("2570-9", **facts)
    assert words in said.value.th


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_settle_two_rounds_at_once_match_nobody_twice():
    fund = match_fund(members=5)
    rounds_ = [make_round("2570-1"), make_round("2570-2")]
    for round_ in rounds_:
        through(fund, round_)
    Round.objects.update(state="closed")
    by = hq()
    all_at_once(lambda code: settling.settle_round(code, by, NOW, TODAY) and "done", [(r.code,) for r in rounds_])
    for round_ in rounds_:
        settling.settle_round(round_.code, by, NOW, TODAY)  # who was told to wait goes on
    assert sorted(a.granted_satang for a in Award.objects.all()) == [0, 5 * YEAR]


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_look_back_at_once_one_notes_the_debt():
    fund = match_fund(members=5)
    request = through(fund, make_round(**BEFORE))
    settle("2570-1")
    budget()
    paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    die(Member.objects.filter(fund=fund).first(), actor(fund, "secretary"), date(2025, 9, 1), "แจ้งช้า", TODAY, NOW)
    round_ = Round.objects.get()
    all_at_once(lambda by: len(debts.note_over_match(round_, by, NOW, TODAY)), [(hq(),), (hq("hq2"),), (hq("hq3"),)])
    assert Debt.objects.count() == 1 and owed(fund.organisation_id) == YEAR
    assert balances(institute_book(NOW))["1210"] == YEAR and sound(book(fund), institute_book(NOW))
