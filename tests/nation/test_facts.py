"""People helped are counted as people: a member once, however often they were helped."""

from datetime import date

import pytest

from chumchon.funds.actions.claim_payments import reverse_claim
from chumchon.nation.actions.facts import refresh_books
from chumchon.nation.models import Figure, FundMonth
from tests.factories import NOW, TODAY, actor, make_member
from tests.funds.claims_world import approve, claims_fund, enter, pay, stay

pytestmark = pytest.mark.django_db


def helped(fund, member, start):
    """A stay in hospital, asked for, approved and paid."""
    claim = approve(fund, enter(fund, member, stay(1, start)))
    pay(fund, claim)
    return claim


def counted(fund):
    """(people helped for the first time this month, people helped so far in the nation's figures)."""
    refresh_books(TODAY)
    month = FundMonth.objects.get(organisation=fund.organisation, month=TODAY.replace(day=1))
    figure = (
        Figure.objects.filter(origin="books", measure="recipients", area="", as_of__lte=TODAY).order_by("as_of").last()
    )
    return month.recipients, figure.value


def test_a_member_who_was_paid_twice_is_one_person_helped():
    fund = claims_fund()
    first, second = make_member(fund), make_member(fund, "สมหมาย", house="9")
    helped(fund, first, date(2026, 11, 2))
    helped(fund, first, date(2026, 11, 9))
    assert counted(fund) == (1, 1)
    helped(fund, second, date(2026, 11, 9))
    assert counted(fund) == (2, 2)


def test_a_payment_that_was_taken_back_helped_nobody():
    fund = claims_fund()
    claim = helped(fund, make_member(fund), date(2026, 11, 2))
    assert counted(fund) == (1, 1)
    reverse_claim(fund, claim.pk, actor(fund, "chair"), actor(fund, "secretary"), "จ่ายผิดคน เงินคืนแล้ว", NOW, TODAY)
    assert counted(fund) == (0, 0)
