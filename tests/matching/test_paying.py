"""From the settlement to the money: awards to the member-year, one payment in two books, debts that are taken off later."""

import uuid
from datetime import date

import pytest

from chumchon.funds.actions.members import die
from chumchon.funds.models import Member
from chumchon.ledger.institute import institute_book
from chumchon.ledger.models import Entry
from chumchon.ledger.queries import balances
from chumchon.matching.actions import debts, paying, rounds, settling
from chumchon.matching.models import Award, Debt, DebtUse, MemberAward, Payment, Request, Round
from chumchon.matching.queries.debts import owed
from chumchon.matching.queries.recheck import over_matched
from chumchon.matching.queries.requests import lines, member_years
from chumchon.matching.queries.settling import explain, load
from chumchon.matching.rules.reasons import COUNTS, EARLIER_FUND, GONE, TIMES, YEAR_MATCHED
from chumchon.people.models import Person
from tests.factories import NOW, TODAY, actor, make_member
from tests.matching.world import (
    book,
    budget,
    draft,
    hq,
    make_round,
    match_fund,
    refused,
    sign_all,
    sound,
    through,
)
from tests.together import all_at_once

YEAR = 36_500


@pytest.fixture
def fund(db):
    return match_fund()


def same_person(first: Member, second: Member):
    """Both members have one citizen id."""
    Person.objects.filter(pk=second.person_id).update(citizen_index=first.person.citizen_index)


def settle(code="2570-1", close=True):
    if close:
        rounds.close_round(code, hq(), NOW, TODAY)
    return settling.settle_round(code, hq(), NOW, TODAY)


def settled(fund, code="2570-1", **facts):
    request = through(fund, make_round(code, **facts))
    settle(code)
    request.refresh_from_db()
    return request


def test_a_settlement_gives_each_member_year_its_satang(fund):
    request = settled(fund)
    award = Award.objects.get(request=request)
    assert request.state == "settled" and Round.objects.get().state == "settled"
    assert (award.due_satang, award.debt_satang, award.share_satang) == (4 * YEAR, 0, 4 * YEAR)
    assert sum(MemberAward.objects.values_list("satang", flat=True)) == award.granted_satang


def test_a_person_in_two_funds_is_matched_where_they_joined_first_and_the_other_hears_only_the_province(fund):
    other = match_fund("chiang-rai", "570101")
    first = make_member(fund, "สองกองทุน", joined_on=date(2012, 1, 1))
    second = make_member(other, "สองกองทุน", joined_on=date(2018, 1, 1))
    same_person(first, second)
    round_ = make_round()
    mine, theirs = through(fund, round_), through(other, round_)
    assert mine.counted["elsewhere"] == 0 and theirs.counted["elsewhere"] == 1
    settle()
    line = next(x for x in lines(member_years(theirs), round_) if x.member_id == second.pk)
    assert (line.reason, line.granted_satang) == (EARLIER_FUND, 0)
    assert "เชียงใหม่" in line.reason_th and fund.name_th not in line.reason_th
    assert Award.objects.get(request=mine).share_satang == 5 * YEAR


def test_a_short_budget_reaches_every_member_year_to_the_satang(fund):
    other = match_fund("other", "500706", members=5)
    round_ = make_round(budget_satang=100_001)
    requests = [through(fund, round_), through(other, round_)]
    settle()
    awards = [Award.objects.get(request=r) for r in requests]
    assert sum(a.share_satang for a in awards) == 100_001
    for award in awards:
        assert sum(award.rows.values_list("satang", flat=True)) == award.share_satang


def test_a_round_is_settled_only_when_it_is_closed_and_no_request_waits(fund):
    round_ = make_round()
    with refused("ROUND_STATE"):
        settle(close=False)
    request = sign_all(fund, draft(fund, round_))
    with refused("WAITING"):
        settle()
    Request.objects.filter(pk=request.pk).update(state="refused")
    with refused("NOTHING"):
        settle(close=False)
    with refused("NO_ROUND"):
        settling.settle_round("no", hq(), NOW, TODAY)


def test_a_settlement_that_was_stopped_goes_on_and_nothing_is_given_twice(fund):
    other = match_fund("other", "500706")
    round_ = make_round(budget_satang=77_777)
    through(fund, round_), through(other, round_)
    rounds.close_round("2570-1", hq(), NOW, TODAY)

    def stop(words, done, of):
        if words == "บันทึกผล" and done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        settling.settle_round("2570-1", hq(), NOW, TODAY, stop)
    assert Award.objects.count() == 1
    settle(close=False)
    settle(close=False)
    assert Award.objects.count() == 2
    assert sum(Award.objects.values_list("share_satang", flat=True)) == 77_777


def test_a_settlement_does_not_go_on_with_other_figures_than_it_began(fund):
    round_ = make_round()
    through(fund, round_)
    rounds.close_round("2570-1", hq(), NOW, TODAY)

    def stop(words, done, of):
        if words == "บันทึกผล":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        settling.settle_round("2570-1", hq(), NOW, TODAY, stop)
    Round.objects.update(ceiling_satang=100)
    with refused("CHANGED"):
        settle(close=False)


def test_who_was_matched_often_enough_is_not_matched_again(fund):
    first = settled(fund, "2569-1", counting_day=date(2025, 9, 30), fiscal_year_be=2568)
    assert Award.objects.get(request=first).due_satang == 4 * YEAR
    make_member(fund, "คนใหม่")
    second = settled(fund, "2570-1", times_matched=1)
    award = Award.objects.get(request=second)
    assert (award.due_satang, award.share_satang) == (YEAR, YEAR)
    assert sorted(award.rows.values_list("reason", flat=True)) == [COUNTS, *[TIMES] * 4]


def test_a_year_that_was_matched_in_one_round_is_not_matched_in_another_of_the_same_year(fund):
    settled(fund, "2570-1")
    make_member(fund, "คนใหม่")
    second = settled(fund, "2570-2")
    award = Award.objects.get(request=second)
    assert award.due_satang == YEAR
    assert sorted(award.rows.values_list("reason", flat=True)) == [COUNTS, *[YEAR_MATCHED] * 4]


def test_two_rounds_of_one_year_that_are_open_at_once_match_a_person_once(fund):
    one, two = make_round("2570-1"), make_round("2570-2")
    through(fund, one), through(fund, two)
    settle("2570-1"), settle("2570-2")
    assert [a.due_satang for a in Award.objects.order_by("id")] == [4 * YEAR, 0]


def test_the_money_stands_in_both_books_and_both_verify(fund):
    budget()
    request = settled(fund)
    payment = paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    assert balances(book(fund))["1020"] == 4 * YEAR and balances(book(fund))["4030"] == -4 * YEAR
    ours = balances(institute_book(NOW))
    assert ours["5110"] == 4 * YEAR and ours["1020"] == 10_000_000 - 4 * YEAR and ours["4110"] == -10_000_000
    assert payment.entry_fund.idempotency_key == payment.entry_institute.idempotency_key
    request.refresh_from_db()
    assert request.state == "paid"
    assert sound(book(fund), institute_book(NOW))


def test_what_was_paid_is_not_paid_again(fund):
    budget()
    request = settled(fund)
    first = paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    assert paying.pay(request.pk, hq("hq3"), NOW, TODAY) == first
    assert Entry.objects.filter(kind="match").count() == 2


def test_a_payment_is_all_or_nothing(fund, monkeypatch):
    budget()
    request = settled(fund)

    def fails(*args, **kwargs):
        raise RuntimeError("power cut")

    monkeypatch.setattr(paying.Payment.objects, "create", fails)
    with pytest.raises(RuntimeError):
        paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    assert not Entry.objects.filter(kind="match").exists()
    request.refresh_from_db()
    assert request.state == "settled"


def test_who_let_it_pass_does_not_pay_it_and_nobody_pays_what_is_not_there(fund):
    request = settled(fund)
    with refused("SAME_PERSON"):
        paying.pay(request.pk, hq(), NOW, TODAY)
    with refused("NO_MONEY"):
        paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    with refused("NOT_ALLOWED"):
        paying.pay(request.pk, actor(fund, "treasurer"), NOW, TODAY)
    budget(4 * YEAR)
    paying.pay(request.pk, hq("hq2"), NOW, TODAY)


def test_a_request_that_is_not_settled_is_not_paid(fund):
    budget()
    request = through(fund, make_round())
    with refused("NOT_SETTLED"):
        paying.pay(request.pk, hq("hq2"), NOW, TODAY)


@pytest.mark.django_db
def test_the_budget_with_one_key_is_booked_once():
    key = uuid.uuid4()
    for _ in range(2):
        rounds.receive_budget(5_000, "งบ", key, hq("hq2"), NOW, TODAY)
    assert balances(institute_book(NOW))["1020"] == 5_000
    with refused("AMOUNT"):
        rounds.receive_budget(0, "งบ", uuid.uuid4(), hq("hq2"), NOW, TODAY)


def paid(fund, code="2570-1", **facts):
    request = settled(fund, code, **facts)
    paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    return request


@pytest.mark.django_db
def test_a_death_told_late_is_a_debt_in_both_books_and_is_taken_off_next_time():
    budget()
    fund = match_fund(members=5)
    paid(fund)
    round_ = Round.objects.get()
    assert over_matched(round_) == []
    member = Member.objects.filter(fund=fund).first()
    die(member, actor(fund, "secretary"), date(2026, 9, 1), "แจ้งช้า", TODAY, NOW)
    made = debts.note_over_match(round_, hq(), NOW, TODAY)
    assert [(d.satang, d.reason) for d in made] == [(YEAR, GONE)]
    assert debts.note_over_match(round_, hq(), NOW, TODAY) == []
    assert balances(book(fund))["2020"] == -YEAR and balances(book(fund))["4030"] == -4 * YEAR
    assert balances(institute_book(NOW))["1210"] == YEAR
    Member.objects.filter(fund=fund).update(paid_until=date(2027, 10, 31))
    later = paid(
        fund,
        "2569-1",
        counting_day=date(2025, 9, 30),
        fiscal_year_be=2568,
        name_th="รอบ 1/2569 เก็บตก",
        opens_on=TODAY,
        closes_on=date(2026, 12, 31),
    )
    award = Award.objects.get(request=later)
    assert (award.due_satang, award.debt_satang, award.share_satang) == (5 * YEAR, YEAR, 4 * YEAR)
    assert owed(fund.organisation_id) == 0 and DebtUse.objects.get().satang == YEAR
    assert balances(book(fund))["2020"] == 0 and balances(institute_book(NOW))["1210"] == 0
    assert balances(book(fund))["1020"] == 9 * YEAR
    assert sum(award.rows.values_list("satang", flat=True)) == 5 * YEAR
    assert sound(book(fund), institute_book(NOW))


def test_a_person_found_in_two_funds_after_the_payment_is_a_debt_of_the_later_joined_one(fund):
    budget()
    other = match_fund("other", "500706")
    first, second = (
        make_member(fund, "ก", joined_on=date(2012, 1, 1)),
        make_member(other, "ก", joined_on=date(2018, 1, 1)),
    )
    round_ = make_round()
    requests = [through(fund, round_), through(other, round_)]
    settle()
    for request in requests:
        paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    same_person(first, second)
    made = debts.note_over_match(round_, hq(), NOW, TODAY)
    assert [(d.organisation_id, d.reason, d.satang) for d in made] == [(other.organisation_id, EARLIER_FUND, YEAR)]


def test_debts_go_on_with_a_fund_that_was_split_to_the_satang(fund):
    budget()
    paid(fund)
    die(Member.objects.filter(fund=fund).first(), actor(fund, "secretary"), date(2026, 9, 1), "แจ้งช้า", TODAY, NOW)
    debts.note_over_match(Round.objects.get(), hq(), NOW, TODAY)
    one, two = match_fund("one", "500706"), match_fund("two", "500701")
    debts.succeed(fund.organisation, [(one.organisation, 2), (two.organisation, 1)], "split", hq(), NOW, TODAY)
    assert [owed(f.organisation_id) for f in (fund, one, two)] == [0, 24_333, 12_167]
    assert balances(book(one))["2020"] == -24_333 and balances(book(fund))["2020"] == 0
    assert Debt.objects.filter(cause="moved").count() == 2
    assert sound(book(fund), book(one), book(two))


def test_the_trace_of_one_member_names_receipts_and_reason(fund):
    through(fund, make_round())
    loaded = load(Round.objects.get())
    member = Member.objects.filter(fund=fund).first()
    told = explain(loaded, loaded.settle(), fund.code, member.number)
    assert told["reason"] == COUNTS and told["granted_satang"] == YEAR and told["from_opening_satang"] == YEAR
    assert explain(loaded, loaded.settle(), fund.code, "none") is None
    assert explain(loaded, loaded.settle(), "none", member.number) is None


@pytest.mark.django_db(transaction=True)
def test_sixteen_clients_pay_one_award_once():
    fund = match_fund()
    budget()
    request = settled(fund)
    payers = [hq(f"payer-{i}") for i in range(16)]
    answers = all_at_once(lambda by: paying.pay(request.pk, by, NOW, TODAY).pk, [(by,) for by in payers])
    assert set(answers) == {Payment.objects.get().pk} and len(answers) == 16
    assert balances(book(fund))["1020"] == 4 * YEAR
    assert Entry.objects.filter(kind="match").count() == 2
    assert sound(book(fund), institute_book(NOW))
