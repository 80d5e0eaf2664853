"""A fund's own records are checked, findings are kept by what they say, and what people decided stays."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from chumchon.checks import columns as tables
from chumchon.checks.actions.verify import verify_fund
from chumchon.checks.columns import Columns
from chumchon.checks.models import Check, Finding, FindingStep, Verification
from chumchon.checks.queries import blocking
from chumchon.checks.queries.columns import load
from chumchon.checks.words import sentence
from chumchon.funds.actions.closing import close_year
from chumchon.funds.actions.contributions import Payment, post_contributions
from chumchon.funds.models import ClaimEvidence, CollectionSheet, Member
from chumchon.people import protect
from chumchon.people.models import Person
from tests.checks.world import codes, verify
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user
from tests.funds.claims_world import PAPERS, approve, claims_fund, enter, pay, stay
from tests.funds.test_closing import a_year
from tests.ledger.tamper import tamper

LATER = NOW + timedelta(days=1)


def same_id(member, other):
    """Give a member the citizen id of another."""
    person = member.person
    digits = protect.open_sealed(other.person.uid, bytes(other.person.citizen_cipher))
    person.citizen_cipher, person.citizen_index = protect.seal(person.uid, digits), protect.index(digits)
    person.save()


def test_an_honest_fund_has_no_finding(fund):
    member = make_member(fund)
    payment = Payment(member.pk, "due", 3000, date(2026, 11, 1), date(2026, 11, 30))
    post_contributions(fund, actor(fund, "treasurer"), None, TODAY, [payment], uuid.uuid4(), "เงินสมทบ", "test", "", NOW)
    assert verify(fund) == []
    assert Verification.objects.get(organisation=fund.organisation).found == 0


def test_a_second_run_adds_nothing_and_what_was_mended_is_marked_gone_and_kept(fund):
    first = make_member(fund)
    twice = make_member(fund, "สมหมาย", house="9")
    same_id(twice, first)
    assert verify(fund) == ["same_person_one_fund"]
    again = verify_fund(fund, LATER, TODAY)
    assert (again.found, again.new, again.gone) == (1, 0, 0)
    Member.objects.filter(pk=twice.pk).update(status="lapsed")
    assert verify(fund, LATER) == []
    kept = Finding.objects.get()
    assert kept.gone_at == LATER and blocking(fund.organisation) == []
    assert list(FindingStep.objects.values_list("kind", "actor")) == [("gone", None)]
    Member.objects.filter(pk=twice.pk).update(status="active")
    Finding.objects.update(state="resolved")
    verify(fund, LATER + timedelta(days=1))
    kept.refresh_from_db()
    assert kept.gone_at is None and kept.state == "open", "what was settled and comes back is open anew"
    assert FindingStep.objects.filter(kind="back").count() == 1


def test_a_dismissed_finding_stays_dismissed_however_often_it_is_found(fund):
    same_id(make_member(fund, "สมหมาย", house="9"), make_member(fund))
    verify(fund)
    assert len(blocking(fund.organisation)) == 1
    Finding.objects.update(state="dismissed")
    verify(fund, LATER)
    assert Finding.objects.get().state == "dismissed" and blocking(fund.organisation) == []


def test_the_same_person_in_another_fund_is_told_in_this_one_only_when_this_one_is_checked(fund):
    other = make_fund("other", "100401")
    one, two = make_member(fund), make_member(other)
    same_id(two, one)
    assert verify(fund) == ["same_person_two_funds"]
    assert codes(other) == []
    assert verify(other) == ["same_person_two_funds"]


def test_a_citizen_id_that_was_changed_behind_the_back_is_found_and_stands_nowhere(fund):
    member = make_member(fund)
    Person.objects.filter(pk=member.person_id).update(citizen_index="0" * 64)
    assert verify(fund) == ["id_wrong"]
    found = Finding.objects.get()
    digits = protect.open_sealed(member.person.uid, bytes(member.person.citizen_cipher))
    assert digits not in json.dumps([found.evidence, found.facts, found.subject])
    assert found.evidence == [["member", member.pk]]


def test_claims_are_decided_again_and_a_paper_that_went_missing_is_told(db):
    fund = claims_fund()
    member = make_member(fund, paid_until=date(2026, 12, 31))
    claim = enter(fund, member, stay(2), seen=PAPERS["hospital"])
    pay(fund, approve(fund, claim))
    assert verify(fund) == ["cash_kept"], "the money of this little world lies in the box for two years"
    ClaimEvidence.objects.all().delete()
    type(claim).objects.update(satang_due=99_900, satang_paid=99_900)
    Member.objects.filter(pk=member.pk).update(joined_on=claim.claim_day - timedelta(days=30))
    found = verify(fund, LATER)
    assert "claim_no_evidence" in found and "claim_waiting" in found
    told = {f.check_of_id: sentence(f) for f in Finding.objects.select_related("check_of")}
    assert "฿999" in told["claim_no_evidence"]


def test_a_sheet_closed_by_one_person_alone_and_one_that_lies_open(fund):
    village = fund.organisation.subdistrict.villages.get(number=1)
    collector = user(fund, "collector")
    CollectionSheet.objects.create(
        fund=fund, village=village, day=TODAY, collector=collector, state="closed", closed_by=collector
    )
    CollectionSheet.objects.create(fund=fund, village=village, day=TODAY - timedelta(days=30), collector=collector)
    assert verify(fund) == ["sheet_one_signature", "sheet_open_long"]


def test_a_broken_book_is_a_severe_finding(fund):
    a_year(fund)
    tamper("UPDATE ledger_entry SET memo = 'x' WHERE number = 2")
    assert "broken_chain" in verify(fund)
    assert [f.check_of_id for f in blocking(fund.organisation)] == ["broken_chain"]


def test_what_a_check_is_told_by_headquarters_is_what_it_looks_for(fund):
    same_id(make_member(fund, "สมหมาย", house="9"), make_member(fund))
    Check.objects.filter(code="same_person_one_fund").update(is_on=False)
    assert verify(fund) == []
    Check.objects.filter(code="same_person_one_fund").update(is_on=True, severity="info")
    verify(fund, LATER)
    assert blocking(fund.organisation) == []


def test_closing_a_year_checks_the_fund_once_the_year_is_closed(fund, django_capture_on_commit_callbacks):
    same_id(make_member(fund, "สมหมาย", house="9"), make_member(fund))
    a_year(fund)
    with django_capture_on_commit_callbacks(execute=True):
        close_year(fund, 2569, actor(fund, "treasurer"), actor(fund, "chair"), NOW, TODAY)
    assert "same_person_one_fund" in codes(fund)


def test_steps_are_only_ever_added(fund):
    same_id(make_member(fund, "สมหมาย", house="9"), make_member(fund))
    verify(fund)
    step = FindingStep.objects.create(finding=Finding.objects.get(), kind="note", text="ก", at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        FindingStep.objects.filter(pk=step.pk).update(text="ข")


def test_a_higher_room_fills_in_what_the_match_counted(fund, monkeypatch):
    other = make_fund("other", "100401")
    one, two = make_member(fund), make_member(other)
    monkeypatch.setitem(
        tables._fillers, "matched",
        lambda funds: tables.table("matched", [(1, fund.pk, one.pk, 5, 1, 100), (2, other.pk, two.pk, 5, 1, 100)]),
    )  # fmt: skip
    assert verify(fund) == ["matched_twice"]
    with pytest.raises(KeyError):
        tables.register("no such table", lambda funds: tables.table("matched", []))


def test_the_command_passes_over_what_was_checked_today_and_says_what_is_severe(fund, capsys):
    same_id(make_member(fund, "สมหมาย", house="9"), make_member(fund))
    make_fund("other", "100401")
    with pytest.raises(SystemExit) as left:
        call_command("verify_funds", "--json", verbosity=0)
    assert left.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["funds"], told["found"], told["severe"]) == (2, 1, 1)
    call_command("verify_funds", "--json", verbosity=0)
    assert json.loads(capsys.readouterr().out)["passed_over"] == 2
    call_command("verify_funds", "--area", "10", "--again", "--json", verbosity=0)
    assert json.loads(capsys.readouterr().out)["funds"] == 1


def test_a_fund_loads_in_few_queries_whatever_its_size(fund, django_assert_max_num_queries):
    for i in range(12):
        make_member(fund, house=str(i))
    with django_assert_max_num_queries(60):
        assert isinstance(load(fund, TODAY), Columns)
