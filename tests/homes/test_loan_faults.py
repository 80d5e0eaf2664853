"""Loans gone wrong: old debt is never forgiven by accident, no debtor gives itself terms, a household holds one loan."""

import threading
import uuid
from datetime import date

import pytest
from django.db import connection
from hypothesis import assume, given
from hypothesis import strategies as st

from chumchon.homes.actions import loans, projects, repayments, reschedules
from chumchon.homes.actions.savings import give_back
from chumchon.homes.models import Loan, Project
from chumchon.homes.queries import loans as queries
from chumchon.homes.queries import savings
from chumchon.homes.rules import loan_payments as pay
from chumchon.homes.rules.loans import DAILY, MONTHLY, Terms, schedule
from chumchon.ledger.institute import institute_book
from chumchon.ledger.queries import balances
from chumchon.thai.errors import Plain
from tests.factories import NOW, TODAY
from tests.homes import lending, world
from tests.homes.lending import ask as _ask
from tests.homes.lending import lend as _lend
from tests.homes.lending import repay as _repay
from tests.homes.test_loans import _schedule, terms
from tests.together import all_at_once

DAY, LATER = date(2025, 10, 10), date(2025, 7, 1)


@pytest.fixture
def group(db):
    return lending.make()


@pytest.fixture
def lent(group):
    return lending.own_and_house(group)


def _code(act, *args, **more):
    with pytest.raises(Plain) as refused:
        act(*args, **more)
    return refused.value.code


def _reschedule(group, loan, months=240, who="secretary", second=None, day=DAY):
    secretary = world.actor(group.project, "secretary")
    met = projects.add_meeting(group.project, secretary, world.meeting(day=date(2025, 9, 1)), uuid.uuid4(), NOW, TODAY)
    second = second or world.actor(group.project, "chair")
    return reschedules.reschedule(group, loan.pk, world.actor(group.project, who), second, months, 0, met.pk, NOW, day)


@given(terms(), st.integers(0, 40), st.integers(0, 30))
def test_to_end_a_loan_pays_every_satang_that_an_earlier_schedule_carried(agreed, rows_paid, days):
    rows = _schedule(agreed)
    assume(rows_paid < len(rows))
    paid = sum(r.total for r in rows[:rows_paid])
    assume(rows[rows_paid - 1].balance if rows_paid else True)
    day = date.fromordinal((rows[rows_paid - 1].due if rows_paid else agreed.lent_on).toordinal() + days)
    ends = pay.payoff(agreed, rows, paid, day)
    assume(ends.principal)  # else it is an ordinary repayment of what is due
    early = pay.repay_early(agreed, rows, paid, day, ends.total)
    before = pay.parts(rows, paid)
    whole = before + early.split
    assert early.terms is None and early.split.total == ends.total
    assert whole.principal == agreed.principal_satang
    assert whole.insurance >= agreed.carried.insurance and whole.margin >= agreed.carried.margin
    assert whole.interest + whole.margin >= agreed.carried.interest + agreed.carried.margin


@pytest.mark.parametrize("count", [MONTHLY, DAILY])
def test_missed_interest_is_paid_before_principal_is_lowered_and_a_third_schedule_takes_it_along(count):
    agreed = Terms(30_000_000, 600, 180, date(2025, 6, 1), date(2025, 7, 5), 200, count, insurance_satang=5_000)
    rows = schedule(agreed)
    missed = sum(r.interest + r.margin + r.insurance for r in rows[:6])
    second = pay.reschedule(agreed, rows, 0, date(2025, 12, 6), 120)
    assert sum(second.carried) == missed
    day, again = date(2025, 12, 20), schedule(second)
    assert pay.payoff(second, again, 0, day).total >= 30_000_000 + missed
    assert _code(pay.repay_early, second, again, 0, day, missed) == "TOO_LITTLE"
    early = pay.repay_early(second, again, 0, day, 10_000_000)
    assert early.split.total == 10_000_000 and early.split.total - early.split.principal >= missed
    assert early.terms.principal_satang == 30_000_000 - early.split.principal and sum(early.terms.carried) == 0
    third = pay.reschedule(second, again, 0, date(2026, 3, 10), 120)
    assert sum(third.carried) == missed + sum(r.interest + r.margin + r.insurance for r in again[:3]) - sum(
        c * 3 // 120 for c in second.carried
    )


def test_a_loan_whose_last_day_passed_long_ago_begins_anew_and_not_in_arrears():
    agreed = Terms(1_200_000, 600, 12, date(2023, 1, 1), date(2023, 2, 5))
    new = pay.reschedule(agreed, schedule(agreed), 0, date(2025, 12, 6), 12)
    owed = schedule(new)
    assert (new.lent_on, owed[0].due) == (date(2025, 12, 5), date(2026, 1, 5))
    assert pay.standing(owed, 0, date(2025, 12, 6)).arrears == 0


@pytest.mark.django_db
def test_a_group_never_gives_new_terms_to_its_own_debt_without_the_institute(group, lent):
    own, _ = lent
    assert _code(_reschedule, group, own) == "NOT_ALLOWED"
    assert _code(_reschedule, group, own, second=world.officer("officer_region", "10")) == "NOT_ALLOWED"
    _reschedule(group, own, second=world.officer("officer_region", "50"))
    assert queries.current(own).terms.months == 240


@pytest.mark.django_db
def test_new_terms_and_an_undone_repayment_need_two_people_and_keep_to_the_programme(group, lent):
    _, house = lent
    chair = world.actor(group.project, "chair")
    assert _code(_reschedule, group, house, who="chair", second=chair) == "SAME_PERSON"
    assert _code(_reschedule, group, house, months=241) == "MONTHS"
    made = _repay(group, house, 253_200, date(2025, 7, 5))
    who = world.actor(group.project, "treasurer")
    assert _code(repayments.undo, group, house.pk, made.pk, who, who, "ลงผิด", NOW, TODAY) == "SAME_PERSON"
    assert made.satang == queries.current(house).paid


def _one_house(group, savers):
    house = world.survey(group.project, 1)[0].household
    for saver in savers:
        saver.person.household = house
        saver.person.save()


@pytest.mark.django_db
def test_husband_and_wife_are_one_household_with_one_loan_also_in_another_group(group):
    one, two, *_ = group.savers.select_related("person")
    other = world.make_group(world.make_project("khlong-2"))
    far = world.make_savers(other, 1)[0]
    world.save(other, [(far, "saving", 4_000_000)], day=date(2025, 5, 1), box="1020")
    _one_house(group, (one, two, far))
    _ask(group, one)
    assert _code(_ask, group, two) == "HAS_LOAN"
    assert _code(_ask, other, far) == "HAS_LOAN"


@pytest.mark.django_db(transaction=True)
def test_two_of_one_household_ask_in_two_groups_at_once_and_one_loan_waits(group, monkeypatch):
    other = world.make_group(world.make_project("khlong-2"))
    far, near = world.make_savers(other, 1)[0], group.savers.select_related("person").first()
    world.save(other, [(far, "saving", 4_000_000)], day=date(2025, 5, 1), box="1020")
    _one_house(group, (near, far))
    if connection.vendor == "postgresql":  # each holds its own group's row; SQLite lets one write at a time
        gate, open_project = threading.Barrier(2), loans.open_project

        def opened(of):
            open_project(of)
            gate.wait(20)

        monkeypatch.setattr(loans, "open_project", opened)
    answers = all_at_once(lambda of, who: _ask(of, who).state, [(group, near), (other, far)])
    assert sorted(answers) == ["HAS_LOAN", "waiting"]


@pytest.mark.django_db
def test_nothing_is_lent_for_a_project_that_was_cancelled(group):
    loan = _ask(group, group.savers.first())
    projects.end_project(group.project, world.officer(), "cancelled", "มติ", NOW, LATER)
    assert _code(_lend, group, loan, day=LATER, due=date(2025, 8, 5)) == "PROJECT_ENDED"
    assert _code(_ask, group, group.savers.last()) == "PROJECT_ENDED"
    loans.refuse(group, loan.pk, world.actor(group.project, "chair"), "โครงการยกเลิก", NOW, LATER)
    assert Loan.objects.get(pk=loan.pk).state == "refused"


@pytest.mark.django_db
def test_a_groups_tenth_must_still_lie_there_on_the_day_of_lending(group):
    own = _ask(group, satang=120_000_000)
    treasurer, chair = world.actor(group.project, "treasurer"), world.actor(group.project, "chair")
    saver = group.savers.first()
    give_back(
        group, treasurer, chair, saver.pk, "saving", 100, "1020", "ขอคืน", LATER, uuid.uuid4(), NOW, LATER
    )  # fmt: skip
    assert _code(_lend, group, own, day=LATER, due=date(2025, 8, 5)) == "SAVE_FIRST"
    world.save(group, [(saver, "saving", 100)], day=LATER)
    _lend(group, own, day=LATER, due=date(2025, 8, 5))


@pytest.mark.django_db
def test_insurance_is_no_interest_in_either_book(group):
    own = _lend(group, _ask(group, satang=60_000_000, insurance_satang=10_000))
    row = queries.current(own).rows[0]
    _repay(group, own, row.total, row.due)
    theirs, ours = balances(institute_book(NOW)), balances(savings.book_of(group))
    assert (-theirs["4130"], -theirs["2130"]) == (row.interest, 10_000)
    assert (ours["5120"], ours["2130"]) == (row.interest, 10_000)
    assert Project.objects.get(pk=group.project_id).state == "running"


@pytest.mark.django_db
def test_a_first_instalment_a_year_away_would_cost_one_month_of_interest_and_is_refused(group):
    loan = _ask(group, group.savers.first(), 10_000_000)
    assert _code(_lend, group, loan, due=date(2026, 6, 1)) == "FIRST_DUE"
    assert _code(_lend, group, loan, due=date(2025, 8, 3)) == "FIRST_DUE"
    assert _lend(group, loan, due=date(2025, 8, 2)).state == "lent"
