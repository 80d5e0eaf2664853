"""What may not be asked for: after leaving, what the old book paid, nights after a death that came to light meanwhile."""

from datetime import date
from uuid import uuid4

import pytest

from chumchon.funds.actions import claims, members
from chumchon.funds.models import BenefitHistory, Claim, ImportBatch, Member
from chumchon.funds.queries.benefit_history import seal_past
from chumchon.funds.queries.claims import decision_of, last_decision
from chumchon.funds.rules.claims import Event
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user
from tests.funds.claims_world import PAID, TOML, approve, claims_fund, enter, in_force, put_cash, refused, say, stay


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


def death(on=date(2026, 11, 5)):
    return Event("death", on, on)


def gone(fund, member, step, on):
    step(member, actor(fund, "secretary"), on, "ย้ายไปอยู่กับลูก", TODAY, NOW)
    return Member.objects.get(pk=member.pk)


def old_book(member, key, start, end, units):
    batch = ImportBatch.objects.create(
        fund=member.fund, file_name="a.xlsx", sha256="0" * 64, actor=user(member.fund, "treasurer"), at=NOW
    )
    past = BenefitHistory(member=member, satang=45_000, batch=batch, row_number=1, at=NOW)
    past.facts_sealed = seal_past(past.uid, key, start, end, units)
    past.save()
    return past


@pytest.mark.parametrize(("step", "word"), [(members.leave, "ลาออก"), (members.lapse, "พ้นสภาพ")])
def test_after_leaving_nothing_is_due_however_far_was_paid_ahead(fund, member, step, word):
    member = gone(fund, member, step, date(2026, 11, 1))
    for event in (stay(3, date(2026, 11, 2)), death()):
        with pytest.raises(Exception, match="AFTER_LEAVING") as told:
            enter(fund, member, event)
        assert word in told.value.th and "1 พฤศจิกายน 2569" in told.value.th
    assert enter(fund, member, stay(3, date(2026, 11, 1))).state == "waiting"  # admitted while still a member


def test_who_came_back_is_asked_for_the_new_joining_alone(fund, member):
    member = gone(fund, member, members.leave, date(2026, 1, 5))
    member = gone(fund, member, members.rejoin, date(2026, 2, 1))
    assert last_decision(enter(fund, member, stay(3))).amount_satang == 3 * 10000


def test_who_left_while_the_claim_waited_is_not_approved(fund, member):
    claim = enter(fund, member, stay(3))
    gone(fund, member, members.leave, date(2026, 11, 1))
    with refused("AFTER_LEAVING"):
        say(fund, claim, "chair")


def test_nights_after_a_death_that_came_to_light_meanwhile_are_not_approved(fund, member):
    claim = enter(fund, member, stay(10, date(2026, 11, 2)))
    approve(fund, enter(fund, member, death()), "chair", "treasurer", "deputy")
    with refused("AFTER_DEATH"):
        say(fund, Claim.objects.get(pk=claim.pk), "chair")


def test_a_funeral_lies_after_the_death_and_other_help_does_not(fund, member):
    with_funeral = TOML.replace("effective_from = 2025-04-01", "effective_from = 2025-05-01").replace(
        "[benefit.elderly]",
        '[benefit.funeral]\nth = "จัดการศพ"\namount = { kind = "fixed", rate = 1000 }\n[benefit.elderly]',
    )
    in_force(fund, with_funeral, 3, date(2025, 5, 1))
    approve(fund, enter(fund, member, death()), "chair", "treasurer", "deputy")
    member = Member.objects.get(pk=member.pk)
    later = date(2026, 11, 8)
    made = claims.enter(
        fund, actor(fund, "secretary"), member, Event("funeral", later, later), "นายมี", [], uuid4(), NOW, TODAY
    )
    assert last_decision(made[0]).amount_satang == 100_000
    with refused("AFTER_DEATH"):
        enter(fund, member, Event("elderly", later, later))


@pytest.mark.parametrize(
    ("past", "event", "code"),
    [
        (("hospital", date(2026, 11, 2), date(2026, 11, 5), 3), stay(3), "CLAIMED_TWICE"),
        (("hospital", date(2026, 10, 31), date(2026, 11, 4), 4), stay(3), "OVERLAP"),
        (("death", date(2026, 11, 1), date(2026, 11, 1), 0), death(), "CLAIMED_TWICE"),
    ],
)
def test_what_the_old_book_paid_is_not_paid_again(fund, member, past, event, code):
    old_book(member, *past)
    with pytest.raises(Exception, match=code) as told:
        enter(fund, member, event)
    assert "ก่อนใช้ระบบ" in told.value.th
    assert enter(fund, member, stay(2, date(2026, 11, 12))).state == "waiting"


def test_what_was_imported_while_the_claim_waited_is_not_approved(fund, member):
    claim = enter(fund, member, stay(3))
    old_book(member, "hospital", date(2026, 11, 2), date(2026, 11, 5), 3)
    with refused("CLAIMED_TWICE"):
        say(fund, claim, "chair")


def test_a_birth_that_the_old_book_paid_to_one_parent_is_not_paid_to_the_other(fund):
    mother = make_member(fund, "แม่", house="9", paid_until=PAID)
    father = make_member(fund, "พ่อ", house="10", paid_until=PAID)
    old_book(mother, "birth", date(2026, 11, 3), date(2026, 11, 3), 1)
    born = Event("birth", date(2026, 11, 3), date(2026, 11, 3), children=1, partner=mother.pk)
    with refused("DUPLICATE_EVENT"):
        enter(fund, father, born)


def test_a_claim_in_a_fund_that_ended_is_not_made_again_in_the_one_that_goes_on(fund):
    before = claims_fund(code="mae-taeng")
    old = make_member(before, paid_until=PAID)
    enter(before, old, stay(3))
    here = make_member(fund, paid_until=PAID, moved_from=old)
    with pytest.raises(Exception, match="CLAIMED_TWICE") as told:
        enter(fund, here, stay(3))
    assert "กองทุนเดิม" in told.value.th


def test_a_paper_with_a_long_name_is_shown_like_any_other(db):
    fund = make_fund()
    label = "ใบรับรองแพทย์ของโรงพยาบาลส่งเสริมสุขภาพประจำตำบลหรือโรงพยาบาลประจำอำเภอ " * 2
    assert len(label) > 120
    in_force(fund, TOML.replace("ใบรับรองแพทย์ระบุวันนอน", label.strip()), 2, date(2025, 4, 1))
    put_cash(fund, 10_000_000)
    claim = enter(fund, make_member(fund, paid_until=PAID), stay(3), seen=[label.strip()])
    assert claim.state == "waiting" and decision_of(last_decision(claim)).facts.evidence_missing == ()
