"""Referrals: sent with consent, only within the tambon, taken once, opened as a claim or a survey, back with a result."""

import uuid
from datetime import date, timedelta

import pytest

from chumchon.access.actions import grant
from chumchon.access.models import AuditEvent, User
from chumchon.access.queries import actor_of_user
from chumchon.funds.models import Claim
from chumchon.homes.models import SurveyedHouse
from chumchon.households.actions import helps, referrals
from chumchon.households.actions.referrals import ReferralFacts
from chumchon.households.models import HouseholdHelp, Passbook, Referral
from chumchon.households.queries import listing
from chumchon.households.queries import referrals as queries
from chumchon.households.queries.passbook import helps as helps_of
from chumchon.leaders.actions import trainings
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain, Refused
from tests import factories
from tests.councils import world as councils
from tests.factories import NOW, TODAY
from tests.funds import claims_world
from tests.homes import world as homes
from tests.households import world
from tests.leaders import world as leaders

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=30)


@pytest.fixture
def fund(db):
    return claims_world.claims_fund()


@pytest.fixture
def member(fund):
    return factories.make_member(fund, "สมศรี", 1, "12/1", paid_until=date(2099, 9, 30))


@pytest.fixture
def register(fund, member):
    return world.make_register(fund)


@pytest.fixture
def passbook(register):
    return world.visited(register, "12/1", reds=world.HEAVY, aims=("illness",))


def to_fund(fund, member, **more):
    return ReferralFacts(**{"kind": "claim", "words": "ขอค่านอนโรงพยาบาล", "due_on": DUE, "agreed": True, "organisation_id": fund.organisation_id, "member_id": member.pk, **more})  # fmt: skip


def send(register, passbook, facts, key=None, day=TODAY):
    return referrals.send(register, passbook.pk, world.actor(register), facts, key or uuid.uuid4(), NOW, day)


def test_a_referral_becomes_a_claim_is_paid_and_comes_back(fund, member, register, passbook):
    sent = send(register, passbook, to_fund(fund, member))
    assert (sent.number, sent.state, sent.owner) == (1, "waiting", None)
    secretary = factories.actor(fund, "secretary")
    claim = referrals.open_claim(
        fund,
        sent.pk,
        secretary,
        claims_world.stay(3),
        "นางสมศรี",
        claims_world.PAPERS["hospital"],
        uuid.uuid4(),
        NOW,
        TODAY,
    )
    sent.refresh_from_db()
    assert (sent.state, sent.owner_id, sent.claim_id) == ("taken", secretary.user_id, claim.pk)
    with pytest.raises(Clash, match="CLAIM_THERE"):
        referrals.open_claim(fund, sent.pk, secretary, claims_world.stay(3), "ก", [], uuid.uuid4(), NOW, TODAY)
    claims_world.pay(fund, claims_world.approve(fund, claim))
    row = queries.one(register, sent.pk, TODAY)
    assert row.outcome == "helped" and "450.00 บาท" in row.outcome_words
    assert [(h.satang, h.source) for h in helps_of(passbook)] == [(45_000, fund.organisation.name_th)]
    back = referrals.bring_back(
        register.organisation, sent.pk, world.actor(register), "helped", "ได้เงินแล้ว", row.referral.step, NOW, TODAY
    )
    assert (back.state, back.result) == ("back", "helped")
    claims_world.sound(fund)


def test_without_papers_the_claim_waits_for_them(fund, member, register, passbook):
    sent = send(register, passbook, to_fund(fund, member))
    claim = referrals.open_claim(fund, sent.pk, factories.actor(fund, "secretary"), claims_world.stay(3), "นางสมศรี", [], uuid.uuid4(), NOW, TODAY)  # fmt: skip
    assert claim.state == "pending_evidence" and Claim.objects.count() == 1


def test_the_fund_reads_what_the_family_agreed_to_and_nothing_more(client, fund, member, register, passbook):
    sent = send(register, passbook, to_fund(fund, member))
    client.force_login(factories.user(fund, "secretary"))
    for path in (f"/f/{fund.code}/referrals", f"/f/{fund.code}/referrals/{sent.pk}", f"/f/{fund.code}/referrals/{sent.pk}?benefit=hospital"):  # fmt: skip
        page = client.get(path).content.decode()
        assert "ขอค่านอนโรงพยาบาล" in page and "สมศรี" in page
        assert "หนี้" not in page and "แดง" not in page
    assert client.get(f"/p/{register.code}/houses/{passbook.pk}").status_code == 403


@pytest.mark.parametrize(
    ("more", "code"),
    [({"agreed": False}, "NOT_AGREED"), ({"words": " "}, "NO_WORDS"), ({"kind": "gift"}, "CHOICE"), ({"member_id": 0}, "NO_MEMBER"),
     ({"organisation_id": 0}, "NO_TARGET"), ({"due_on": TODAY - timedelta(days=1)}, "DUE"), ({"kind": "agency"}, "NO_TARGET")],
)  # fmt: skip
def test_what_cannot_be_sent_is_told(fund, member, register, passbook, more, code):
    with pytest.raises(BadInput, match=code):
        send(register, passbook, to_fund(fund, member, **more))
    assert not Referral.objects.exists()


def test_nothing_is_sent_out_of_the_tambon(fund, member, register, passbook):
    far = factories.make_fund("far", "100401")
    with pytest.raises(BadInput, match="NO_TARGET"):
        send(register, passbook, to_fund(fund, member, organisation_id=far.organisation_id))


def test_one_touch_twice_is_one_referral(fund, member, register, passbook):
    key = uuid.uuid4()
    assert (
        send(register, passbook, to_fund(fund, member), key).pk
        == send(register, passbook, to_fund(fund, member), key).pk
    )
    other = world.visited(register, "99")
    with pytest.raises(Clash, match="KEY_REUSED"):
        send(register, other, to_fund(fund, member), key)


def test_a_referral_that_nobody_took_is_shown_late_and_ranks_with_its_reason(fund, member, register, passbook):
    sent = send(register, passbook, to_fund(fund, member))
    later = TODAY + timedelta(days=9)
    assert queries.of_register(register, TODAY, "late") == []
    [row] = queries.of_register(register, later, "late")
    assert (row.late, row.late_words) == ("nobody", "ยังไม่มีใครรับมา 9 วัน")
    [ranked] = listing.ranked_list(register, listing.Filters(which="late"), later)
    assert "เรื่องส่งต่อเลยกำหนด 1 เรื่อง" in ranked.ranked.reasons
    referrals.take(fund.organisation, sent.pk, factories.actor(fund, "secretary"), sent.step, NOW, later)
    assert queries.of_register(register, later, "late") == []
    assert queries.of_register(register, DUE + timedelta(days=3), "late")[0].late_words == "เลยกำหนดมา 3 วัน"


def test_two_people_who_take_it_from_one_state_do_not_write_over_each_other(fund, member, register, passbook):
    sent = send(register, passbook, to_fund(fund, member))
    referrals.take(fund.organisation, sent.pk, factories.actor(fund, "secretary"), 1, NOW, TODAY)
    with pytest.raises(Clash, match="STALE"):
        referrals.take(fund.organisation, sent.pk, factories.actor(fund, "treasurer"), 1, NOW, TODAY)
    over = referrals.take(fund.organisation, sent.pk, factories.actor(fund, "treasurer"), 2, NOW, TODAY)
    assert over.owner_id == factories.actor(fund, "treasurer").user_id


def test_who_may_not_enter_claims_takes_nothing(fund, member, register, passbook):
    sent = send(register, passbook, to_fund(fund, member))
    with pytest.raises(NotAllowed):
        referrals.take(fund.organisation, sent.pk, factories.actor(fund, "auditor"), 1, NOW, TODAY)
    with pytest.raises(Refused, match="NO_REFERRAL"):
        referrals.take(register.organisation, sent.pk, world.actor(register), 1, NOW, TODAY)


def test_a_repair_puts_the_house_on_the_projects_list_once(fund, register, passbook):
    project = homes.make_project()
    facts = ReferralFacts("repair", "หลังคารั่ว ฝาผุ", DUE, True, project.organisation_id)
    sent = send(register, passbook, facts)
    row = queries.sent_to(project.organisation, sent.pk, TODAY)
    assert (row.said["house_no"], row.said["head"]) == ("12/1", "นางสมศรี ตั้งใจดี")
    assert set(row.said) == {"words", "to", "aim", "house", "village", "house_no", "head"}, (
        "as the form tells the family"
    )
    entry = homes.entry(house_no="12/1", village=1, surveyed_on=TODAY, first_name="สมศรี")
    house = referrals.open_repair(project, sent.pk, homes.actor(project, "secretary"), entry, NOW, TODAY)
    assert house.household == passbook.household and SurveyedHouse.objects.count() == 1
    again = send(register, passbook, facts)
    assert referrals.open_repair(project, again.pk, homes.actor(project, "secretary"), entry, NOW, TODAY).pk == house.pk
    assert [h.source for h in helps_of(passbook)] == [project.organisation.name_th]


def test_the_projects_page_makes_of_a_referral_nothing_that_the_family_did_not_send(client, fund, register, passbook):
    project = homes.make_project()
    sent = send(register, passbook, ReferralFacts("repair", "หลังคารั่ว", DUE, True, project.organisation_id))
    client.force_login(User.objects.get(pk=homes.actor(project, "secretary").user_id))
    form = {
        "submit": "1",
        "first_name": "สมศรี",
        "surname": "ตั้งใจดี",
        "people": "3",
        "tenure": "owned",
        "condition": "poor",
    }
    answer = client.post(f"/h/{project.code}/referrals/{sent.pk}", form)
    assert answer.status_code == 302
    house = SurveyedHouse.objects.get()
    assert (house.people, house.children, house.elderly, house.disabled, house.bedridden) == (3, 0, 0, 0, 0)


@pytest.fixture
def coming(fund):
    """A body of the tambon that teaches in a week, for two days."""
    body = leaders.body()
    return body, leaders.training(body, first=TODAY + timedelta(days=7))


def to_training(training, **more):
    return ReferralFacts(**{"kind": "training", "words": "อยากทำบัญชีร้านค้า", "due_on": DUE, "agreed": True, "training_id": training.pk, "learner": "นางสาวแก้ว ตั้งใจดี", **more})  # fmt: skip


def test_a_referral_opens_a_seat_in_a_training_and_comes_back_when_it_was_attended(client, register, passbook, coming):
    body, training = coming
    sent = send(register, passbook, to_training(training))
    assert (sent.state, sent.organisation_id) == ("waiting", body.pk)
    client.force_login(leaders.user(body, "secretary"))
    page = client.get(f"/leaders/{body.code}/learners/{sent.pk}").content.decode()
    assert "นางสาวแก้ว ตั้งใจดี" in page and "หนี้" not in page
    form = {"submit": "1", "training": training.pk, "name": "นางสาวแก้ว ตั้งใจดี"}
    answer = client.post(f"/leaders/{body.code}/learners/{sent.pk}", form)
    assert answer["Location"] == f"/leaders/{body.code}/trainings/{training.pk}"
    again = client.post(f"/leaders/{body.code}/learners/{sent.pk}", form)
    assert again.status_code == 422 and training.trainees.count() == 1
    row = queries.one(register, sent.pk, TODAY)
    assert (row.referral.state, row.outcome) == ("taken", "") and "มา 0 จาก 2 วัน" in row.outcome_words
    later = TODAY + timedelta(days=9)
    for day in training.days.all():
        trainings.from_paper(body, training.pk, day.pk, "1", leaders.by(body), NOW, later)
    trainings.close_list(body, training.pk, leaders.by(body), NOW, later)
    row = queries.one(register, sent.pk, later)
    assert row.outcome == "helped" and "มา 2 จาก 2 วัน" in row.outcome_words
    client.force_login(world.user(register, "visitor"))
    assert "มา 2 จาก 2 วัน" in client.get(f"/p/{register.code}/referrals/{sent.pk}").content.decode()


def test_who_never_came_comes_back_as_well_and_a_name_that_was_struck_opens_the_seat_again(register, passbook, coming):
    body, training = coming
    sent = send(register, passbook, to_training(training))
    first = referrals.open_seat(body, sent.pk, leaders.by(body), training.pk, "นางสาวแก้ว ตั้งใจดี", NOW, TODAY)
    trainings.strike_trainee(body, training.pk, first.pk, leaders.by(body), NOW, TODAY)
    sent.refresh_from_db()
    assert sent.trainee is None
    referrals.open_seat(body, sent.pk, leaders.by(body), training.pk, "นางสาวแก้ว ตั้งใจดี", NOW, TODAY)
    trainings.enlist(body, training.pk, [], "นายบุญมี ตาคำ", leaders.by(body), NOW, TODAY)
    later = TODAY + timedelta(days=9)
    for day in training.days.all():
        trainings.from_paper(body, training.pk, day.pk, "2", leaders.by(body), NOW, later)
    trainings.close_list(body, training.pk, leaders.by(body), NOW, later)
    assert queries.one(register, sent.pk, later).outcome == "not"


def test_a_seat_is_given_by_who_keeps_the_list_and_only_where_one_is_open(register, passbook, coming):
    body, training = coming
    for more, code in (({"training_id": 0}, "NO_TRAINING"), ({"learner": "แก้ว"}, "NO_LEARNER")):
        with pytest.raises(BadInput, match=code):
            send(register, passbook, to_training(training, **more))
    far = leaders.body("council-100401", "100401")
    with pytest.raises(BadInput, match="NO_TRAINING"):
        send(register, passbook, to_training(leaders.training(far, first=TODAY + timedelta(days=7))))
    sent = send(register, passbook, to_training(training))
    for who in (leaders.by(body, "auditor"), leaders.by(far), councils.officer()):
        with pytest.raises(NotAllowed):
            referrals.open_seat(body, sent.pk, who, training.pk, "นางสาวแก้ว ตั้งใจดี", NOW, TODAY)
    with pytest.raises(Refused, match="NO_REFERRAL"):
        referrals.take(register.organisation, sent.pk, world.actor(register), 1, NOW, TODAY)


def test_an_agency_by_word_has_its_own_visitor_as_owner(register, passbook):
    facts = ReferralFacts("training", "อยากเรียนซ่อมรถ", DUE, True, to_words="ศูนย์ฝีมือแรงงาน", own=True)
    sent = send(register, passbook, facts)
    assert (sent.state, sent.owner_id) == ("taken", world.actor(register).user_id)
    with pytest.raises(BadInput, match="CHOICE"):
        referrals.bring_back(register.organisation, sent.pk, world.actor(register), "great", "", 1, NOW, TODAY)
    back = referrals.bring_back(
        register.organisation, sent.pk, world.actor(register, "visitor2"), "partly", "ได้เรียนสองวัน", 1, NOW, TODAY
    )
    with pytest.raises(Clash, match="ENDED"):
        referrals.cancel(register, back.pk, world.actor(register), 2, NOW, TODAY)


def test_after_a_no_what_was_sent_says_nothing_any_more(fund, member, register, passbook):
    from chumchon.households.actions.consents import refuse

    sent = send(register, passbook, to_fund(fund, member))
    refuse(register, passbook.pk, world.actor(register), NOW, TODAY)
    sent.refresh_from_db()
    assert (sent.state, bytes(sent.sealed), sent.member) == ("cancelled", b"", None)
    with pytest.raises(Refused, match="NOT_OPEN"):
        send(register, passbook, to_fund(fund, member))


def test_who_is_nobodys_is_in_need_and_in_no_programme(fund, member, register, passbook):
    alone = world.visited(register, "55", reds=world.HEAVY)
    rows = {r.house.pk: r for r in listing.ranked_list(register, listing.Filters(which="nobody"), TODAY)}
    assert set(rows) == {alone.pk}  # the other is a member of the fund
    helps.add_help(register, alone.pk, world.actor(register), helps.HelpFacts("council", "ข้าวสาร", TODAY, 30_000), uuid.uuid4(), NOW, TODAY)  # fmt: skip
    assert listing.ranked_list(register, listing.Filters(which="nobody"), TODAY) == []
    assert len(listing.ranked_list(register, listing.Filters(which="nobody"), TODAY + timedelta(days=366))) == 1


def test_help_said_twice_is_one_and_its_words_rest_sealed(register, passbook):
    key, facts = uuid.uuid4(), helps.HelpFacts("local", "ข้าวสารถุงใหญ่", TODAY, 50_000)
    for _ in range(2):
        helps.add_help(register, passbook.pk, world.actor(register), facts, key, NOW, TODAY)
    assert HouseholdHelp.objects.count() == 1 and "ข้าวสาร".encode() not in bytes(HouseholdHelp.objects.get().sealed)
    for wrong, code in ((helps.HelpFacts("moon", "ก", TODAY), "CHOICE"), (helps.HelpFacts("local", "", TODAY), "NO_WORDS"), (helps.HelpFacts("local", "ก", TODAY + timedelta(days=1)), "FUTURE_DATE")):  # fmt: skip
        with pytest.raises(Plain, match=code):
            helps.add_help(register, passbook.pk, world.actor(register), wrong, uuid.uuid4(), NOW, TODAY)


def test_the_trail_tells_of_referrals_without_their_words(fund, member, register, passbook):
    sent = send(register, passbook, to_fund(fund, member))
    referrals.take(fund.organisation, sent.pk, factories.actor(fund, "secretary"), 1, NOW, TODAY)
    rows = AuditEvent.objects.filter(verb__startswith="referral.")
    assert {r.verb for r in rows} == {"referral.send", "referral.take"} and all(
        set(r.detail) == {"number"} for r in rows
    )


def test_a_visitor_who_is_also_the_funds_secretary_does_both(fund, member, register, passbook):
    user = factories.user(fund, "secretary")
    grant(user, "visitor", date(2010, 1, 1), register.organisation)
    both = actor_of_user(user)
    sent = referrals.send(register, passbook.pk, both, to_fund(fund, member), uuid.uuid4(), NOW, TODAY)
    claim = referrals.open_claim(fund, sent.pk, both, claims_world.stay(2), "นางสมศรี", [], uuid.uuid4(), NOW, TODAY)
    assert claim.entered_by_id == user.pk and Passbook.objects.count() == 1
