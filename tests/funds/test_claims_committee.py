"""The committee's majority is of its seats, also of those who do not sign in: two others write their yes down."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse

from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent, User
from chumchon.funds.actions import claims
from chumchon.funds.actions.claim_verdicts import write_resolution
from chumchon.funds.models import ClaimSeatVote, CommitteeSeat
from chumchon.funds.queries.claim_votes import committee
from chumchon.funds.queries.claims import last_decision
from chumchon.funds.rules import approvals
from chumchon.funds.rules.approvals import Approvers, Seat
from chumchon.funds.rules.claims import Event
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.claims_world import PAID, PAPERS, approve, claims_fund, enter, pay, refused, say, stay

DEATH = Event("death", date(2026, 11, 10), date(2026, 11, 10))


def seat(fund, name, position="committee", who=None, until=None):
    return CommitteeSeat.objects.create(
        fund=fund, person_name=name, position=position, from_day=date(2020, 1, 1), until_day=until,
        user=user(fund, who) if who else None,
    )  # fmt: skip


@pytest.fixture
def fund(db):
    """Seven voices: chair, treasurer, secretary and deputy sign in, three old people do not."""
    fund = claims_fund()
    for who in ("chair", "treasurer", "secretary", "deputy"):
        seat(fund, f"นาง{who}", who, who)
    for name in ("นายแก้ว ใจเย็น", "นายก้อน ใจเย็น", "นางกลิ่น ใจเย็น"):
        seat(fund, name)
    seat(fund, "นายตรวจ", "auditor")
    seat(fund, "นายเก่า", until=date(2025, 12, 31))
    return fund


@pytest.fixture
def claim(fund):
    """15,000 baht for a death: above 10,000 the committee resolves. The collector entered it."""
    return enter(fund, make_member(fund, paid_until=PAID), DEATH, by="collector")


def ids(fund, *names):
    return [s.pk for s in CommitteeSeat.objects.filter(fund=fund, person_name__in=names)]


def write(fund, claim, seats, by="chair", second="deputy", meeting=TODAY, decision=None):
    row = decision or last_decision(claim).pk
    return write_resolution(fund, claim.pk, actor(fund, by), actor(fund, second), seats, meeting, row, NOW, TODAY)


def test_four_of_seven_seats_must_say_yes_and_two_written_down_count_like_two_who_sign_in(fund, claim):
    assert len(committee(fund, TODAY)) == 7
    approve(fund, claim, "chair", "treasurer")
    assert write(fund, claim, ids(fund, "นายแก้ว ใจเย็น")).state == "waiting"
    done = write(fund, claim, ids(fund, "นางกลิ่น ใจเย็น"))
    assert (done.state, done.satang_due) == ("approved", 1_500_000)
    assert pay(fund, claim).checker_id == user(fund, "chair").pk
    assert AuditEvent.objects.filter(verb="claim.resolution").count() == 2


def test_three_who_sign_in_were_the_majority_of_users_and_are_not_of_the_seats(fund, claim):
    assert approve(fund, claim, "chair", "treasurer", "deputy").state == "waiting"
    assert approve(fund, claim, "secretary").state == "approved"


def test_who_may_approve_without_a_seat_is_no_voice_of_the_committee(fund, claim):
    for name in ("x1", "x2", "x3", "x4"):
        grant(create_user(f"{name}-mae-raem", "นางอื่น", "x" * 12), "committee", date(2020, 1, 1), fund.organisation)
        assert say(fund, claim, name).state == "waiting"
    assert approve(fund, claim, "chair", "treasurer", "deputy").state == "waiting"
    assert approve(fund, claim, "secretary").state == "approved"


def test_a_small_sum_still_needs_two_people_only(fund):
    small = enter(fund, make_member(fund, "คำ", house="9", paid_until=PAID), stay(3), by="collector")
    assert approve(fund, small, "chair").state == "waiting"
    assert write(fund, small, ids(fund, "นายแก้ว ใจเย็น")).state == "approved"


def test_a_seat_votes_once_and_one_person_on_two_seats_has_one_voice(fund, claim):
    chosen = ids(fund, "นายแก้ว ใจเย็น")
    write(fund, claim, chosen)
    write(fund, claim, chosen)
    assert ClaimSeatVote.objects.count() == 1
    again = seat(fund, "นายแก้ว  ใจเย็น", "deputy")
    assert len(committee(fund, TODAY)) == 7
    write(fund, claim, [again.pk])
    assert ClaimSeatVote.objects.count() == 1


def test_neither_the_enterer_nor_the_house_writes_it_down_and_nobody_does_it_alone(fund, claim):
    chosen = ids(fund, "นายแก้ว ใจเย็น")
    with refused("SAME_PERSON"):
        write(fund, claim, chosen, second="chair")
    with refused("NOT_ALLOWED"):
        write(fund, claim, chosen, second="auditor")
    mine = enter(fund, make_member(fund, "คำ", house="9", paid_until=PAID), stay(3), by="secretary")
    for by, second in (("secretary", "chair"), ("chair", "secretary")):
        with refused("OWN_ENTRY"):
            write(fund, mine, chosen, by, second)
    make_member(fund, "ลูก", user=user(fund, "deputy"))
    with refused("OWN_HOUSEHOLD"):
        write(fund, claim, chosen)
    assert not ClaimSeatVote.objects.exists()


def test_seats_that_sign_in_of_other_days_or_of_the_claimants_house_are_not_written_down(fund, claim):
    for name in ("นางsecretary", "นายตรวจ", "นายเก่า"):
        with refused("NO_SEAT"):
            write(fund, claim, ids(fund, name))
    with refused("NO_SEAT"):
        write(fund, claim, [])
    make_member(fund, "กลิ่น")
    person = claim.member.person.household.persons.get(first_name="กลิ่น")
    person.surname = "ใจเย็น"
    person.save()
    with refused("OWN_HOUSEHOLD"):
        write(fund, claim, ids(fund, "นางกลิ่น ใจเย็น"))


def test_the_meeting_lies_between_the_claim_and_today(fund, claim):
    chosen = ids(fund, "นายแก้ว ใจเย็น")
    with refused("FUTURE_DATE"):
        write(fund, claim, chosen, meeting=date(2026, 11, 25))
    with refused("TOO_EARLY"):
        write(fund, claim, chosen, meeting=date(2026, 11, 23))


def test_a_resolution_on_a_sum_that_changed_counts_nothing(fund):
    member = make_member(fund, "คำ", house="9", paid_until=PAID)
    first = enter(fund, member, stay(8, date(2026, 10, 1)), by="collector")
    second = enter(fund, member, stay(8, date(2026, 11, 1)), by="collector")
    approve(fund, first, "chair", "treasurer")
    seen = last_decision(second)
    after = write(fund, second, ids(fund, "นายแก้ว ใจเย็น"))
    assert after.state == "waiting" and last_decision(after).pk != seen.pk and not ClaimSeatVote.objects.exists()
    with refused("CHANGED"):
        write(fund, second, ids(fund, "นายแก้ว ใจเย็น"), decision=seen.pk)


def test_votes_of_seats_are_never_changed_nor_doubled(fund, claim):
    write(fund, claim, ids(fund, "นายแก้ว ใจเย็น"))
    row = ClaimSeatVote.objects.get()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE funds_claimseatvote SET meeting_day = '2026-11-01'")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_two_people_write_it_down_on_the_claims_page(client, fund, claim, monkeypatch):
    for module in ("claims", "common"):
        monkeypatch.setattr(f"chumchon.funds.views.{module}.today", lambda: TODAY)
    client.force_login(user(fund, "chair"))
    approve(fund, claim, "chair", "treasurer", "secretary")
    at = reverse("claim", args=[fund.code, claim.pk])
    page = client.get(at).content.decode()
    assert "อย่างน้อย 4 เสียงจากกรรมการ 7 คน" in page and "นายแก้ว ใจเย็น" in page and "นางdeputy · รองประธาน" not in page
    typed = {
        "decision": last_decision(claim).pk, "seats": ids(fund, "นายแก้ว ใจเย็น"), "meeting": "24/11/2569",
        "witness": "deputy-mae-raem", "secret": "000000",
    }  # fmt: skip
    wrong = client.post(f"{at}/resolution", typed)
    assert wrong.status_code == 422 and "รหัสของผู้ลงชื่อคนที่สองไม่ถูก" in wrong.content.decode()
    assert client.post(f"{at}/resolution", typed | {"seats": []}).status_code == 422
    done = client.post(f"{at}/resolution", typed | {"secret": "123456"})
    claim.refresh_from_db()
    assert done.status_code == 302 and claim.state == "approved"
    assert "อนุมัติในที่ประชุม" in client.get(at).content.decode()


def test_votes_suffice_by_voices_not_by_sign_ins():
    seats = (Seat((1,), "ก", "ประธาน", 11), Seat((2,), "ข", "กรรมการ"), Seat((3, 4), "ค", "กรรมการ"))
    majority, two = Approvers(2, 0), Approvers(2)
    assert approvals.enough(majority, 1, seats, frozenset({11}), frozenset({4}))
    assert not approvals.enough(majority, 1, seats, frozenset({11, 98, 99}), frozenset())
    assert not approvals.enough(majority, 1, seats, frozenset(), frozenset({3, 4}))
    assert approvals.enough(two, 1, seats, frozenset({98, 99}), frozenset())
    assert not approvals.enough(two, 1, seats, frozenset({98}), frozenset())


def test_the_claim_is_put_right_and_the_written_votes_fall_with_its_old_decision(fund):
    claim = enter(fund, make_member(fund, "คำ", house="9", paid_until=PAID), stay(3), by="collector")
    write(fund, claim, ids(fund, "นายแก้ว ใจเย็น"))
    say(fund, claim, "chair", "return", "วันออกไม่ตรง")
    again = claims.change(fund, claim.pk, actor(fund, "collector"), stay(2), "นางคำ", [], NOW, TODAY)
    assert approve(fund, again, "chair").state == "waiting" and uuid.UUID(str(again.uid))


def test_one_who_is_named_like_somebody_of_the_house_links_the_sign_in_first(db):
    fund = claims_fund()
    member = make_member(fund, "บัวจันทร์", paid_until=PAID)
    claim = enter(fund, member, stay(3))
    User.objects.filter(username=f"chair-{fund.code}").update(
        name_th=f"นาง{member.person.first_name} {member.person.surname}"
    )
    with refused("SAME_NAME"):
        say(fund, claim, "chair")
    own = make_member(fund, "คนละคน", house="99", paid_until=PAID)
    own.user = user(fund, "chair")
    own.save()
    assert say(fund, claim, "chair").state == "waiting"


def test_who_receives_the_money_decides_nothing_wherever_they_live(fund):
    gone = make_member(fund, "เดียวดาย", paid_until=PAID)
    User.objects.filter(pk=user(fund, "chair").pk).update(name_th="นายมี ตั้งใจดี")
    who, papers = actor(fund, "collector"), PAPERS["death"]
    (claim,) = claims.enter(fund, who, gone, DEATH, "มี ตั้งใจดี (บุตร)", papers, uuid.uuid4(), NOW, TODAY)
    with refused("OWN_MONEY"):
        say(fund, claim, "chair")
    said = seat(fund, "นายมี ตั้งใจดี")
    with refused("OWN_HOUSEHOLD"):
        write(fund, claim, [said.pk], by="treasurer")


@pytest.mark.parametrize(
    ("name", "receiver", "same"),
    [("นายมี ใจดี", "มี ใจดี", True), ("มี ใจดี", "นายมี ใจดี (บุตร)", True), ("นายมี ใจดี", "นางมีนา ใจดี", False),
     ("มี", "นายบุญมี ใจดี", False), ("มี", "นายมี ใจดี", False), ("", "", False), ("นายมี ใจดี", "", False)],
)  # fmt: skip
def test_a_receiver_is_known_by_name_and_surname(name, receiver, same):
    assert approvals.is_receiver(name, receiver) is same
