"""A person whose two memberships were both matched is found in both funds, and set right once one became a debt."""

import pytest

from chumchon.checks.models import Finding
from chumchon.funds.models import Member
from chumchon.matching.actions import debts, paying, rounds, settling
from chumchon.matching.models import Request, Round
from chumchon.people.models import Person
from tests.checks.world import verify
from tests.factories import NOW, TODAY
from tests.matching.world import budget, hq, make_round, match_fund, through


@pytest.fixture
def two(db):
    """Two funds that were matched in one round, each for its own four members."""
    budget()
    funds = match_fund("fund-a"), match_fund("fund-b", "500704")
    round_ = make_round()
    for fund in funds:
        through(fund, round_)
    rounds.close_round(round_.code, hq(), NOW, TODAY)
    settling.settle_round(round_.code, hq(), NOW, TODAY)
    for request in Request.objects.all():
        paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    return funds


def first_member(fund):
    return Member.objects.filter(fund=fund).order_by("pk").first()


def became_known(first, second):
    """After the settlement the id of one member is mended: it is the other's."""
    Person.objects.filter(pk=second.person_id).update(citizen_index=first.person.citizen_index)


def test_two_funds_that_were_matched_for_different_people_have_no_such_finding(two):
    for fund in two:
        assert "matched_twice" not in verify(fund)


def test_a_person_matched_in_two_funds_is_found_in_both_with_both_memberships(two):
    members = [first_member(fund) for fund in two]
    became_known(*members)
    for fund, own, other in zip(two, members, reversed(members), strict=True):
        assert "matched_twice" in verify(fund)
        found = Finding.objects.get(organisation=fund.organisation, check_of="matched_twice")
        assert found.severity == "severe"
        assert found.evidence == [["member", own.pk], ["member", other.pk]]


def test_once_the_second_became_a_debt_neither_fund_is_told_of_it_any_more(two):
    became_known(*(first_member(fund) for fund in two))
    for fund in two:
        assert "matched_twice" in verify(fund)
    assert len(debts.note_over_match(Round.objects.get(), hq(), NOW, TODAY)) == 1
    for fund in two:
        assert "matched_twice" not in verify(fund)


def test_a_person_matched_in_two_rounds_of_one_year_is_found_and_becomes_a_debt(db):
    budget()
    funds = match_fund("fund-a"), match_fund("fund-b", "500704")
    for fund, code in zip(funds, ("2570-1", "2570-2"), strict=True):
        request = through(fund, make_round(code))
        rounds.close_round(code, hq(), NOW, TODAY)
        settling.settle_round(code, hq(), NOW, TODAY)
        paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    became_known(*(first_member(fund) for fund in funds))
    assert all("matched_twice" in verify(fund) for fund in funds)
    noted = [debts.note_over_match(round_, hq(), NOW, TODAY) for round_ in Round.objects.order_by("code")]
    assert [len(made) for made in noted] == [0, 1] and noted[1][0].organisation_id == funds[1].organisation_id
    assert not any("matched_twice" in verify(fund) for fund in funds)
