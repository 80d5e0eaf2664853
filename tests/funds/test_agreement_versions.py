"""A draft becomes the fund's agreement by the members' meeting, and then never changes."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from chumchon.access.models import AuditEvent
from chumchon.funds.actions import agreements as actions
from chumchon.funds.models import AgreementVersion
from chumchon.funds.queries import agreements as queries
from chumchon.funds.rules.agreements import Standing, check_day, check_resolution, quorum
from chumchon.thai.errors import Clash, NotAllowed, Refused
from tests.factories import NOW, TODAY, actor, make_fund
from tests.funds.agreements_world import FIRST, example_of, in_force, resolution


@pytest.fixture
def fund(db):
    return make_fund()


def code_of(wrong) -> str:
    return wrong.code if wrong else ""


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, ""), ({"present": 50, "votes_for": 26, "votes_against": 20}, ""), ({"present": 49}, "NO_QUORUM"),
        ({"votes_for": 30, "votes_against": 29}, "NOT_CARRIED"), ({"votes_for": 31, "votes_against": 29}, ""),
        ({"votes_for": 56, "votes_against": 5}, "TOO_MANY_VOTES"), ({"present": 101}, "TOO_MANY_PRESENT"),
        ({"entitled": 0}, "BAD_COUNT"), ({"votes_against": -1}, "BAD_COUNT"), ({"meeting_th": "  "}, "NO_MEETING"),
        ({"day": date(2026, 11, 25)}, "FUTURE_DATE"),
    ],
)  # fmt: skip
def test_a_meeting_needs_half_of_the_members_and_more_than_half_of_the_votes(fields, code):
    assert code_of(check_resolution(resolution(**fields), TODAY)) == code


@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 5000))
def test_what_carries_has_a_quorum_and_a_majority_of_those_present(entitled, present, votes_for, votes_against):
    said = resolution(entitled=entitled, present=present, votes_for=votes_for, votes_against=votes_against)
    if check_resolution(said, TODAY) is None:
        assert present * 2 >= entitled and present <= entitled and present >= quorum(entitled)
        assert votes_for * 2 > present >= votes_for + votes_against


@pytest.mark.parametrize(
    ("starts", "decided", "code"),
    [
        (date(2026, 12, 1), None, ""), (date(2026, 11, 20), None, ""), (date(2026, 11, 19), None, "BEFORE_MEETING"),
        (date(2027, 1, 1), None, "DAY_TAKEN"), (date(2029, 1, 1), None, "TOO_FAR"),
        (date(2026, 12, 1), date(2026, 12, 1), "DAY_DECIDED"), (date(2026, 12, 2), date(2026, 12, 1), ""),
    ],
)  # fmt: skip
def test_a_version_holds_from_a_day_that_no_meeting_and_no_claim_forbids(starts, decided, code):
    standing = Standing(frozenset({date(2027, 1, 1)}), decided)
    assert code_of(check_day(starts, resolution(), standing, TODAY)) == code


def test_the_meeting_and_a_second_person_put_a_draft_in_force(fund):
    row = actions.draft_from_example(fund, actor(fund, "secretary"), NOW, TODAY)
    assert queries.version_on(fund, date(2027, 1, 1)) is None
    args = (fund, row.pk, actor(fund, "chair"), resolution(), "secretary-mae-raem")
    with pytest.raises(Refused) as wrong:
        actions.put_in_force(*args, "000000", NOW, TODAY)
    assert wrong.value.code == "WRONG_PIN"
    done = actions.put_in_force(*args, "123456", NOW, TODAY)
    assert (done.state, done.number, done.effective_from) == ("in_force", 1, date(2026, 12, 1))
    assert queries.version_on(fund, date(2026, 11, 30)) is None
    assert queries.version_on(fund, date(2026, 12, 1)) == done
    said = queries.parsed(done)
    assert said.fund == "mae-raem" and said.version == 1 and "20 พฤศจิกายน 2569" in said.resolution_th
    assert done.accounts == {"birth": "5101", "hospital": "5102", "death": "5104", "disaster": "5111"}
    assert AuditEvent.objects.filter(verb="agreement.force").count() == 1
    with pytest.raises(Clash):
        actions.put_in_force(*args, "123456", NOW, TODAY)


@pytest.mark.parametrize("role", ["treasurer", "secretary", "collector", "auditor"])
def test_only_the_chair_puts_in_force(fund, role):
    row = actions.draft_from_example(fund, actor(fund, "chair"), NOW, TODAY)
    with pytest.raises(NotAllowed):
        actions.put_in_force(fund, row.pk, actor(fund, role), resolution(), "secretary-mae-raem", "123456", NOW, TODAY)


def test_the_chair_alone_is_not_two_people(fund):
    row = actions.draft_from_example(fund, actor(fund, "chair"), NOW, TODAY)
    with pytest.raises(Refused) as wrong:
        actions.put_in_force(fund, row.pk, actor(fund, "chair"), resolution(), "chair-mae-raem", "123456", NOW, TODAY)
    assert wrong.value.code == "SAME_PERSON"


def test_never_two_in_force_from_one_day(fund):
    said = example_of(fund)
    first = in_force(fund, replace(said, effective_from=FIRST))
    with pytest.raises(Clash) as wrong:
        in_force(fund, replace(said, effective_from=FIRST))
    assert wrong.value.code == "DAY_TAKEN"
    twin = AgreementVersion.objects.get(pk=first.pk)
    twin.pk, twin.number = None, 9
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_the_day_of_the_event_chooses_the_version(fund):
    said = example_of(fund)
    one = in_force(fund, replace(said, effective_from=FIRST))
    two = in_force(fund, replace(said, effective_from=date(2025, 10, 1)))
    assert [v.version for v in queries.versions_of(fund)] == [1, 2]
    assert queries.version_on(fund, date(2025, 9, 30)) == one
    assert queries.version_on(fund, date(2025, 10, 1)) == two
    assert queries.version_on(fund, date(2021, 12, 31)) is None


@pytest.mark.parametrize(
    "change", [{"text": "x"}, {"effective_from": date(2023, 1, 1)}, {"votes_for": 60}, {"state": "draft"}]
)
def test_the_database_refuses_to_change_what_is_in_force(fund, change):
    row = in_force(fund, replace(example_of(fund), effective_from=FIRST))
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementVersion.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementVersion.objects.filter(pk=row.pk).delete()


def test_a_version_is_withdrawn_while_unused_and_stays_in_the_history(fund):
    row = in_force(fund, replace(example_of(fund), effective_from=FIRST))
    args = (fund, row.pk, actor(fund, "chair"))
    with pytest.raises(Refused):
        actions.withdraw(*args, " ", "secretary-mae-raem", "123456", NOW, TODAY)
    actions.withdraw(*args, "พิมพ์ยอดผิด", "secretary-mae-raem", "123456", NOW, TODAY)
    assert queries.versions_of(fund) == []
    assert [r.state for r in queries.history_of(fund)] == ["withdrawn"]
    again = in_force(fund, replace(example_of(fund), effective_from=FIRST))
    assert again.number == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        AgreementVersion.objects.filter(pk=row.pk).update(state="in_force")


def test_a_draft_saved_by_two_people_tells_the_second(fund):
    row = actions.draft_from_example(fund, actor(fund, "chair"), NOW, TODAY)
    said = queries.parsed(row)
    actions.save_draft(fund, row.pk, actor(fund, "secretary"), said, {}, 1, NOW, TODAY)
    with pytest.raises(Clash) as wrong:
        actions.save_draft(fund, row.pk, actor(fund, "chair"), said, {}, 1, NOW, TODAY)
    assert wrong.value.code == "CHANGED_MEANWHILE"
    actions.delete_draft(fund, row.pk, actor(fund, "chair"), NOW, TODAY)
    assert not AgreementVersion.objects.exists()
    assert queries.drafts_of(fund) == []
