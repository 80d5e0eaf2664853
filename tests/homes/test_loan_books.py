"""Loans in the books: institute to group, group to household, repaid, in arrears, rescheduled; the books agree."""

import uuid
from datetime import date

import pytest

from chumchon.homes.actions import loans, projects, repayments, reschedules
from chumchon.homes.actions.savings import give_back
from chumchon.homes.models import Loan
from chumchon.homes.queries import loans as queries
from chumchon.homes.queries import savings
from chumchon.homes.queries.agreeing import agreeing
from chumchon.homes.queries.closing import year_facts
from chumchon.homes.queries.projects import loans_left
from chumchon.ledger.actions import posting
from chumchon.ledger.institute import institute_book
from chumchon.ledger.queries import balances
from chumchon.ledger.rules import Draft, Posting
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Clash, NotAllowed, Plain, Refused
from tests.factories import NOW, TODAY
from tests.homes import lending, world
from tests.homes.lending import DUE, LENT
from tests.homes.lending import ask as _ask
from tests.homes.lending import lend as _lend
from tests.homes.lending import repay as _repay

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(db):
    return lending.make()


@pytest.fixture
def lent(group):
    return lending.own_and_house(group)


def _sound(group):
    for book in (savings.book_of(group), institute_book(NOW)):
        report = verify_book(book)
        assert report.ok, report.broken


def test_the_groups_debt_and_the_institutes_claim_are_the_same_satang_in_two_books(group, lent):
    own, _ = lent
    ours, theirs = balances(savings.book_of(group)), balances(institute_book(NOW))
    assert -ours["2120"] == theirs["1310"] == 60_000_000
    for number in range(10):
        row = queries.current(own).rows[number]
        _repay(group, own, row.total, row.due)
    ours, theirs = balances(savings.book_of(group)), balances(institute_book(NOW))
    left = queries.current(own).standing(TODAY).principal_left
    assert -ours["2120"] == theirs["1310"] == left
    assert ours["5120"] == -theirs["4130"] > 0
    _sound(group)


def test_ten_repayments_of_a_house_split_into_principal_interest_and_the_groups_margin(group, lent):
    _, house = lent
    rows = queries.current(house).rows
    for row in rows[:10]:
        made = _repay(group, house, row.total, row.due)
        assert (made.principal_satang, made.interest_satang, made.margin_satang) == (
            row.principal,
            row.interest,
            row.margin,
        )
        assert made.receipt.satang == row.total
    found = balances(savings.book_of(group))
    assert found["1310"] == queries.current(house).standing(TODAY).principal_left == rows[9].balance
    assert -found["4120"] == sum(r.interest for r in rows[:10])
    assert -found["4110"] == sum(r.margin for r in rows[:10])
    _sound(group)


def test_a_loan_needs_a_tenth_saved_first(group):
    saver = group.savers.first()
    with pytest.raises(Refused) as refused:
        _ask(group, saver, 40_000_100)
    assert refused.value.code == "SAVE_FIRST"
    with pytest.raises(Refused) as refused:
        _ask(group, satang=120_000_100)
    assert refused.value.code == "SAVE_FIRST"


def test_a_loan_above_the_ceiling_of_its_programme_is_refused_with_the_ceilings_source(group):
    saver = group.savers.first()
    with pytest.raises(Refused) as refused:
        _ask(group, saver, 36_000_100)
    assert refused.value.code == "OVER_CEILING" and "รอยืนยัน" in refused.value.th
    assert _ask(group, saver, 36_000_000).state == "waiting"


def test_one_household_holds_one_loan_and_terms_keep_to_the_programme(group):
    saver = group.savers.first()
    with pytest.raises(Plain) as refused:
        _ask(group, saver, months=300)
    assert refused.value.code == "MONTHS"
    with pytest.raises(Plain) as refused:
        _ask(group, saver, margin_bp=300)
    assert refused.value.code == "RATE"
    _ask(group, saver)
    with pytest.raises(Refused) as refused:
        _ask(group, saver)
    assert refused.value.code == "HAS_LOAN"


def test_another_person_lends_and_only_once(group):
    loan = _ask(group, group.savers.first())
    with pytest.raises(Refused) as refused:
        _lend(group, loan, world.actor(group.project, "secretary"))
    assert refused.value.code == "SAME_PERSON"
    with pytest.raises(Refused) as refused:
        _lend(group, loan)
    assert refused.value.code == "NO_CASH"
    _lend(group, _ask(group, satang=60_000_000))
    _lend(group, loan)
    with pytest.raises(Clash):
        _lend(group, loan)
    assert balances(savings.book_of(group))["1310"] == 30_000_000


def test_the_institutes_money_is_lent_by_its_officers_alone(group):
    own = _ask(group, satang=60_000_000)
    for who in (
        world.actor(group.project, "chair"),
        world.officer("officer_province", "50"),
        world.officer("officer_region", "10"),
    ):
        with pytest.raises(NotAllowed):
            _lend(group, own, who)
    assert _lend(group, own, world.officer("officer_region", "50")).state == "lent"


def test_a_refusal_needs_its_reason_and_ends_the_matter(group):
    loan = _ask(group, group.savers.first())
    with pytest.raises(Plain):
        loans.refuse(group, loan.pk, world.actor(group.project, "chair"), " ", NOW, LENT)
    assert (
        loans.refuse(group, loan.pk, world.actor(group.project, "chair"), "ยังไม่มีแบบบ้าน", NOW, LENT).state == "refused"
    )
    with pytest.raises(Clash):
        _lend(group, loan)


def test_a_repayment_sent_twice_is_one_receipt(group, lent):
    _, house = lent
    key = uuid.uuid4()
    first = _repay(group, house, 253_200, DUE, key=key)
    assert _repay(group, house, 253_200, DUE, key=key) == first
    with pytest.raises(Clash):
        _repay(group, house, 100, DUE, key=key)
    assert house.payments.count() == 1


def test_a_repayment_is_never_backdated_before_another_or_ahead_of_today(group, lent):
    _, house = lent
    _repay(group, house, 253_200, date(2025, 8, 5))
    with pytest.raises(Refused) as refused:
        _repay(group, house, 253_200, date(2025, 7, 5))
    assert refused.value.code == "BACKDATED"
    with pytest.raises(Refused) as refused:
        _repay(group, house, 253_200, date(2026, 12, 5))
    assert refused.value.code == "FUTURE_DATE"
    with pytest.raises(Refused) as refused:
        _repay(group, house, 10**9, TODAY)
    assert refused.value.code == "TOO_MUCH"


def test_arrears_are_listed_with_the_latest_first(group, lent):
    own, house = lent
    found = {line.loan.pk: line.standing for line in queries.lines(group, date(2025, 9, 10))}
    assert found[house.pk].arrears == 3 * 253_200 and found[house.pk].late_days == (date(2025, 9, 10) - DUE).days
    _repay(group, own, queries.current(own).rows[0].total * 3, date(2025, 9, 10), today=date(2025, 9, 10))
    assert [line.loan.pk for line in queries.lines(group, date(2025, 9, 10))] == [house.pk, own.pk]


def test_an_early_repayment_makes_a_shorter_schedule_and_a_full_one_ends_the_loan(group, lent):
    _, house = lent
    _repay(group, house, 253_200, DUE)
    _repay(group, house, 5_000_000, date(2025, 7, 20), early="shorter")
    now = queries.current(house)
    assert now.version.version == 2 and now.terms.months < 179 and now.rows[0].due == date(2025, 9, 5)
    assert now.terms.principal_satang == balances(savings.book_of(group))["1310"]
    from chumchon.homes.rules.loan_payments import payoff

    ends = payoff(now.terms, now.rows, now.paid, date(2025, 8, 1)).total
    world.save(group, [(s, "saving", 36_000_000) for s in group.savers.all()[1:2]], day=date(2025, 7, 21), box="1020")
    _repay(group, house, ends, date(2025, 8, 1), early="shorter")
    house.refresh_from_db()
    assert house.state == "ended" and balances(savings.book_of(group))["1310"] == 0
    _sound(group)


def test_a_resolution_reschedules_and_carries_what_was_missed(group, lent):
    _, house = lent
    secretary, chair = world.actor(group.project, "secretary"), world.actor(group.project, "chair")
    since = date(2025, 9, 1)
    made, few, before = (
        projects.add_meeting(group.project, secretary, world.meeting(**said), uuid.uuid4(), NOW, TODAY)
        for said in ({"day": since}, {"day": since, "present": 5, "in_favour": 4}, {"day": date(2025, 5, 31)})
    )
    day = date(2025, 10, 10)
    for none in (few, before):
        with pytest.raises(Refused) as refused:
            reschedules.reschedule(group, house.pk, secretary, chair, 240, 3, none.pk, NOW, day)
        assert refused.value.code == "NOT_CARRIED"
    missed = sum(r.interest + r.margin for r in queries.current(house).rows[:4])
    reschedules.reschedule(group, house.pk, secretary, chair, 240, 3, made.pk, NOW, day)
    now = queries.current(house)
    assert (now.terms.months, sum(now.terms.carried), now.standing(day).arrears) == (240, missed, 0)
    assert now.terms.principal_satang == 30_000_000
    _repay(group, house, now.rows[0].total, now.rows[0].due)
    _sound(group)


def test_the_newest_repayment_is_undone_by_two_and_the_books_stay_sound(group, lent):
    own, house = lent
    treasurer, chair = world.actor(group.project, "treasurer"), world.actor(group.project, "chair")
    for loan in (house, own):
        first = _repay(group, loan, 253_200, DUE)
        second = _repay(group, loan, 253_200, date(2025, 8, 5))
        with pytest.raises(Refused) as refused:
            repayments.undo(group, loan.pk, first.pk, treasurer, chair, "ลงผิดคน", NOW, TODAY)
        assert refused.value.code == "NOT_NEWEST"
        repayments.undo(group, loan.pk, second.pk, treasurer, chair, "ลงผิดคน", NOW, TODAY)
        with pytest.raises(Clash):
            repayments.undo(group, loan.pk, second.pk, treasurer, chair, "ลงผิดคน", NOW, TODAY)
        assert queries.current(loan).paid == 253_200
    ours, theirs = balances(savings.book_of(group)), balances(institute_book(NOW))
    assert -ours["2120"] == theirs["1310"]
    _sound(group)


def test_savings_that_secure_a_loan_are_not_given_back(group, lent):
    _, house = lent
    treasurer, chair = world.actor(group.project, "treasurer"), world.actor(group.project, "chair")
    with pytest.raises(Refused) as refused:
        give_back(
            group,
            treasurer,
            chair,
            house.saver_id,
            "saving",
            1_000_001,
            "1020",
            "ขอคืน",
            TODAY,
            uuid.uuid4(),
            NOW,
            TODAY,
        )
    assert refused.value.code == "HELD"
    give_back(
        group, treasurer, chair, house.saver_id, "saving", 1_000_000, "1020", "ขอคืน", TODAY, uuid.uuid4(), NOW, TODAY
    )


def test_a_project_whose_loans_are_owed_cannot_be_cancelled(group, lent):
    assert loans_left(group.project) == 90_000_000
    with pytest.raises(Refused) as refused:
        projects.end_project(group.project, world.officer(), "cancelled", "มติ", NOW, TODAY)
    assert refused.value.code == "LOANS_LEFT"
    assert Loan.objects.filter(state="lent").count() == 2


def test_book_rows_loans_and_the_institutes_book_stand_side_by_side_and_a_stray_entry_shows(group, lent):
    own, _ = lent
    for loan in lent:
        row = queries.current(loan).rows[0]
        _repay(group, loan, row.total, row.due)
    undone = _repay(group, own, 100_000, date(2025, 8, 5))
    treasurer, chair = world.actor(group.project, "treasurer"), world.actor(group.project, "chair")
    repayments.undo(group, own.pk, undone.pk, treasurer, chair, "ลงผิด", NOW, TODAY)
    found = agreeing(group)
    assert [b.agree for b in found] == [True] * 5
    assert [b.book for b in found[:2]] == [12_000_000, 0] and found[3].book == found[4].other > 59_000_000
    assert not any("ไม่ตรงกัน" in stop for stop in year_facts(group, savings.book_of(group), 2568, TODAY).stops)
    lines = (Posting("1020", 100), Posting("1310", -100))
    with posting(institute_book(NOW).pk, NOW) as session:
        session.post(Draft(TODAY, "other", "ลงผิดที่", lines, "loan", treasurer.user_id, uuid.uuid4()))
    assert all(b.agree for b in agreeing(group))  # of no loan of this group
    with posting(savings.book_of(group).pk, NOW) as session:
        session.post(Draft(TODAY, "other", "ลงผิดที่", lines, "loan", treasurer.user_id, uuid.uuid4()))
    assert [b.agree for b in agreeing(group)] == [True, True, False, True, True]
    assert "ลูกหนี้สินเชื่อบ้าน" in " ".join(year_facts(group, savings.book_of(group), 2568, TODAY).stops)
