"""A request is checked before it is counted and before it is signed; the page says what stops it, in words for the fund."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command

from chumchon.checks.actions import verify
from chumchon.checks.actions.verify import verify_if_quick
from chumchon.checks.models import Finding, Verification
from chumchon.checks.queries.due import is_due
from chumchon.funds.actions.members import enrol
from chumchon.funds.models import Member
from chumchon.funds.rules.membership import FundMemberFacts
from chumchon.matching.actions import signing
from chumchon.people.models import Person
from tests.factories import NOW, TODAY, actor, user
from tests.matching.world import draft, make_round, match_fund, refused


@pytest.fixture
def fund(db):
    return match_fund()


def twice_in_the_register(fund):
    """Two members of the fund turn out to be one person."""
    first, second = Member.objects.filter(fund=fund).order_by("pk")[:2]
    Person.objects.filter(pk=second.person_id).update(citizen_index=first.person.citizen_index)


def test_a_draft_checks_the_fund_and_whoever_stands_under_a_severe_finding_does_not_count(fund):
    twice_in_the_register(fund)
    request = draft(fund, make_round())
    assert Verification.objects.filter(organisation=fund.organisation).exists()
    severe = Finding.objects.filter(organisation=fund.organisation, severity="severe")
    assert severe.exists() and request.asking == 2
    with refused("FINDINGS"):
        signing.sign(request.pk, actor(fund, "chair"), NOW, TODAY)


def test_the_page_of_the_request_names_what_stops_it_and_leads_there(fund, client):
    twice_in_the_register(fund)
    request = draft(fund, make_round())
    client.force_login(user(fund, "treasurer"))
    page = client.get(f"/f/{fund.code}/match/{request.round.code}").content.decode()
    found = Finding.objects.filter(organisation=fund.organisation, severity="severe").first()
    assert "ต้องเรียบร้อยก่อนลงชื่อ" in page and found.check_of.kind_th in page
    assert f"/f/{fund.code}/findings/{found.pk}" in page


def test_what_was_booked_after_the_count_is_checked_before_the_signature(fund):
    request = draft(fund, make_round())
    Verification.objects.update(head_number=99)
    twice_in_the_register(fund)
    with refused("FINDINGS"):
        signing.sign(request.pk, actor(fund, "chair"), NOW, TODAY)


def test_a_member_written_in_after_the_check_moves_no_money_and_is_checked_all_the_same(fund):
    draft(fund, make_round())
    assert not is_due(fund)
    later = NOW + timedelta(hours=1)
    enrol(fund, actor(fund, "secretary"), FundMemberFacts("คนใหม่", TODAY), TODAY, later)
    assert is_due(fund)
    assert verify_if_quick(fund, later, TODAY, user(fund, "chair").pk) and not is_due(fund)


def test_a_fund_that_would_keep_people_waiting_stays_due_until_the_nights_run(fund, monkeypatch, capsys):
    monkeypatch.setattr(verify, "AT_ONCE", 1)
    assert not verify_if_quick(fund, NOW, TODAY, user(fund, "chair").pk)
    assert is_due(fund)
    call_command("verify_funds", due=True, json=True, verbosity=0)
    assert json.loads(capsys.readouterr().out)["funds"] == 1
    assert not is_due(fund)
    call_command("verify_funds", due=True, json=True, verbosity=0)
    assert json.loads(capsys.readouterr().out)["funds"] == 0, "a book that has not grown is not checked again"
