"""Chair and four of the committee sign the count that they saw; the local government's head signs on paper."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent
from chumchon.matching.actions import rounds, signing
from chumchon.matching.models import Signature
from tests.factories import NOW, TODAY, actor, make_member
from tests.ledger.tamper import tamper
from tests.matching.test_counting import pay
from tests.matching.world import (
    OTHERS,
    book,
    draft,
    hq,
    local_head,
    make_round,
    match_fund,
    province,
    refused,
    say,
    sign_all,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def fund(db):
    return match_fund()


@pytest.fixture
def request_(fund):
    return draft(fund, make_round())


def sign(fund, request, role, **more):
    return signing.sign(request.pk, actor(fund, role), NOW, TODAY, **more)


def test_with_the_chair_and_four_others_the_request_goes_to_the_province(fund, request_):
    for role in OTHERS:
        assert sign(fund, request_, role).state == "drafted"
    assert sign(fund, request_, "chair").state == "signed"
    places = set(Signature.objects.filter(request=request_).values_list("position", "place"))
    assert places == {("chair", 1), *(("committee", n) for n in (1, 2, 3, 4))}


def test_one_person_signs_once_and_four_are_enough(fund, request_):
    sign(fund, request_, "treasurer")
    with refused("SIGNED"):
        sign(fund, request_, "treasurer")
    for role in ("secretary", "deputy", "committee"):
        sign(fund, request_, role)
    fifth = create_user("registrar-mae-raem", "นางนาย", "x" * 12, pin="123456")
    grant(fifth, "registrar", TODAY, fund.organisation)
    with refused("ENOUGH"):
        sign(fund, request_, "registrar")


def test_a_neighbour_at_the_same_screen_signs_with_their_own_pin(fund, request_):
    first = actor(fund, "treasurer")
    signing.sign_as_second(request_.pk, first, "secretary-mae-raem", "123456", NOW, TODAY)
    found = Signature.objects.get(request=request_)
    assert found.user.username == "secretary-mae-raem" and found.recorded_by_id == first.user_id
    with refused("WRONG_PIN"):
        signing.sign_as_second(request_.pk, first, "deputy-mae-raem", "000000", NOW, TODAY)
    assert AuditEvent.objects.filter(verb="signature.wrong").count() == 1
    with refused("NOT_ALLOWED"):
        signing.sign_as_second(request_.pk, first, "auditor-mae-raem", "123456", NOW, TODAY)


def test_a_count_that_was_made_anew_is_read_before_it_is_signed(fund, request_):
    sign(fund, request_, "chair")
    draft(fund, request_.round)
    with refused("COUNT_CHANGED"):
        sign(fund, request_, "secretary", count_no=1)
    sign(fund, request_, "chair", count_no=2)


def test_a_fund_that_fails_a_condition_or_has_no_bank_account_is_not_signed_for():
    poor = match_fund("few", "500706", members=2)
    round_ = make_round()
    request = draft(poor, round_)
    with refused("CONDITION"):
        sign(poor, request, "chair")
    cash = match_fund("no-bank", "500701", bank=False)
    with refused("NO_BANK"):
        sign(cash, draft(cash, round_), "chair")


def test_a_back_dated_entry_after_the_count_stops_the_signing(fund, request_):
    member = make_member(fund, "ย้อนหลัง", paid_until=TODAY - timedelta(days=100))
    pay(fund, member, TODAY - timedelta(days=99), TODAY, 3000, request_.round.counting_day)
    with refused("STALE"):
        sign(fund, request_, "chair")


def test_a_book_that_was_changed_after_the_count_stops_the_signing(fund):
    pay(fund, make_member(fund, "จ่าย", paid_until=TODAY), TODAY + timedelta(days=1), TODAY + timedelta(days=30), 3000)
    request = draft(fund, make_round())
    tamper(f"UPDATE ledger_entry SET hash = '{'1' * 64}' WHERE book_id = {book(fund).pk}")
    with refused("BOOK_CHANGED"):
        sign(fund, request, "chair")


def test_a_round_that_closed_keeps_the_draft_and_takes_it_on_when_it_opens_again(fund, request_):
    sign(fund, request_, "chair")
    rounds.close_round("2570-1", hq(), NOW, TODAY)
    with refused("ROUND_NOT_OPEN"):
        sign(fund, request_, "secretary")
    with refused("ROUND_NOT_OPEN"):
        draft(fund, request_.round)
    rounds.open_round("2570-1", hq(), NOW, TODAY)
    for role in OTHERS:
        sign(fund, request_, role)
    request_.refresh_from_db()
    assert request_.state == "signed"


def test_the_paper_of_the_local_governments_head_is_recorded_once_by_the_provinces_officer(fund, request_):
    with refused("NOT_AT_PROVINCE"):
        local_head(request_)
    sign_all(fund, request_)
    with refused("BEYOND_AREA"):
        local_head(request_, province("57"))
    with refused("NOT_ALLOWED"):
        local_head(request_, actor(fund, "chair"))
    with refused("NO_LOCAL_HEAD"):
        say(request_, "province", province())
    local_head(request_)
    with refused("SIGNED"):
        local_head(request_)
    found = Signature.objects.get(request=request_, position="local_head")
    assert (found.name_th, found.paper_number, found.user) == ("นายก อบต.", "ชม 71801/123", None)


def test_signatures_are_never_changed(fund, request_):
    sign(fund, request_, "chair")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Signature.objects.filter(request=request_).update(name_th="อื่น")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Signature.objects.filter(request=request_).delete()
