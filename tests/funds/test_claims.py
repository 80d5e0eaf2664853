"""A claim from the village to the book: decided by the records, approved by others, paid once and never beyond the cash."""

import uuid
from datetime import date, timedelta

import pytest
from cryptography.exceptions import InvalidTag

from chumchon.access.models import AuditEvent
from chumchon.agreements.explain import decision_th
from chumchon.funds.actions import claims
from chumchon.funds.models import BenefitHistory, Claim, ClaimVerdict, ImportBatch, Member
from chumchon.funds.queries.benefit_history import seal_past
from chumchon.funds.queries.claims import decision_of, event_of, last_decision
from chumchon.funds.queries.rights import rights
from chumchon.funds.rules.claims import Event
from chumchon.ledger.queries import balances
from chumchon.thai.errors import BadInput, Clash, NotAllowed
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.claims_world import PAID, approve, book, claims_fund, enter, in_force, pay, refused, say, sound, stay


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


def test_a_stay_of_three_nights_goes_from_the_village_to_the_book(fund, member):
    claim = enter(fund, member, stay(3))
    assert (claim.state, claim.label) == ("waiting", "1/2570")
    assert last_decision(claim).amount_satang == 45000
    approve(fund, claim, "chair")
    claim.refresh_from_db()
    assert claim.state == "waiting"
    claim = approve(fund, claim, "treasurer")
    assert (claim.state, claim.satang_due) == ("approved", 45000)
    payment = pay(fund, claim)
    claim.refresh_from_db()
    assert (claim.state, payment.label, payment.checker_id) == ("paid", "สจ. 1/2570", user(fund, "chair").pk)
    assert balances(book(fund))["5102"] == 45000 and balances(book(fund))["1010"] == 10_000_000 - 45000
    assert member.person.first_name not in payment.entry.memo and "โรงพยาบาล" not in payment.entry.memo
    assert sound(fund)


def test_what_happened_rests_sealed_and_opens_only_on_its_own_claim(fund, member):
    claim = enter(fund, member, stay(3))
    other = enter(fund, make_member(fund, "บุญมี", house="9", paid_until=PAID), stay(2))
    assert b"hospital" not in bytes(claim.facts_sealed) and b"hospital" not in bytes(last_decision(claim).sealed)
    claim.facts_sealed = other.facts_sealed
    with pytest.raises(InvalidTag):
        event_of(claim)


def test_the_frozen_decision_explains_a_payment_after_the_register_changed(fund, member):
    claim = approve(fund, enter(fund, member, stay(3)))
    told = decision_th(decision_of(last_decision(claim)))
    Member.objects.filter(pk=member.pk).update(joined_on=date(2026, 11, 1))
    assert decision_th(decision_of(last_decision(claim))) == told
    assert "450" in told.summary


def test_nights_count_down_over_the_year_and_the_member_sees_what_is_left(fund, member):
    assert any("เหลือ 10 คืน" in r.words for r in rights(fund, member, TODAY))
    approve(fund, enter(fund, member, stay(4, date(2026, 10, 1))))
    assert any("เหลือ 6 คืน" in r.words and r.benefit_th == "นอนโรงพยาบาล" for r in rights(fund, member, TODAY))
    second = enter(fund, member, stay(8, date(2026, 11, 1)))
    assert last_decision(second).amount_satang == 6 * 15000
    approve(fund, second)
    with refused("CAP_YEAR_UNITS"):
        enter(fund, member, stay(1, date(2026, 11, 20)))


def test_rights_say_first_what_stands_before_all_of_them(fund, member):
    assert not any("ระยะรอ" in r.benefit_th or "ขาดส่ง" in r.benefit_th for r in rights(fund, member, TODAY))
    new = make_member(fund, "ใหม่", joined_on=date(2026, 10, 1), paid_until=PAID)
    first = rights(fund, new, TODAY)[0]
    assert (first.benefit_th, first.words) == ("ยังอยู่ในระยะรอ", "มีสิทธิตั้งแต่ 30 มีนาคม 2570")
    behind = make_member(fund, "ค้าง", paid_until=TODAY - timedelta(days=91))
    first = rights(fund, behind, TODAY)[0]
    assert first.benefit_th == "ขาดส่งเงินสมทบ" and "ค้าง 91 วัน เกิน 90 วัน" in first.words


def test_nights_of_the_old_book_count_too_each_in_its_own_year(fund, member):
    batch = ImportBatch.objects.create(
        fund=fund, file_name="a.xlsx", sha256="0" * 64, actor=user(fund, "treasurer"), at=NOW
    )
    past = BenefitHistory(member=member, satang=135000, batch=batch, row_number=1, at=NOW)
    past.facts_sealed = seal_past(past.uid, "hospital", date(2025, 12, 30), date(2026, 1, 8), 9)
    past.save()
    assert last_decision(enter(fund, member, stay(8))).amount_satang == 3 * 15000  # 7 of the 9 nights lie in 2569


def test_a_stay_across_the_year_takes_nights_of_both_years(fund, member):
    """Seen from January 2027: nine nights of 2569 are gone, so of four nights across the year one and the two of 2570 are left."""
    member.paid_until = date(2027, 12, 31)
    member.save()
    approve(fund, enter(fund, member, stay(9, date(2026, 10, 1))))
    day = date(2027, 1, 10)
    event, decision = claims.look(fund, member, stay(4, date(2026, 12, 30)), ["ใบรับรองแพทย์ระบุวันนอน"], day)
    assert decision.units_by_year == (1, 2) and decision.amount_satang == 45000 and event.end == date(2027, 1, 3)


def test_two_claims_that_wait_together_do_not_take_the_same_nights(fund, member):
    first, second = enter(fund, member, stay(8, date(2026, 10, 1))), enter(fund, member, stay(8, date(2026, 11, 1)))
    say(fund, second, "treasurer")
    approve(fund, first)
    seen = last_decision(second)
    after = say(fund, second, "chair")
    assert (
        after.state == "waiting" and last_decision(after).amount_satang == 2 * 15000 and seen.amount_satang == 8 * 15000
    )
    with refused("CHANGED"):
        say(fund, second, "committee", seen=seen.pk)
    assert (
        approve(fund, second, "chair", "committee").satang_due == 2 * 15000
    )  # what was said of the old sum counts no more


def test_missing_papers_are_pending_and_not_refused(fund, member):
    claim = enter(fund, member, stay(3), seen=[])
    assert claim.state == "waiting" or claim.state == "pending_evidence"
    claim.refresh_from_db()
    assert claim.state == "pending_evidence"
    with refused("ALREADY"):
        say(fund, claim, "chair")
    claims.change(fund, claim.pk, actor(fund, "secretary"), stay(3), "นางสมศรี", ["ใบรับรองแพทย์ระบุวันนอน"], NOW, TODAY)
    claim.refresh_from_db()
    assert claim.state == "waiting"


@pytest.mark.parametrize(
    ("event", "code"),
    [
        (stay(2, date(2014, 12, 1)), "NO_AGREEMENT"), (stay(2, TODAY), "FUTURE_EVENT"),
        (stay(2, TODAY + timedelta(days=1)), "FUTURE_EVENT"), (stay(0), "NO_UNITS"),
        (Event("hospital", date(2026, 11, 5), date(2026, 11, 2)), "BACKWARDS"),
        (Event("hospital", date(2025, 5, 5), date(2026, 11, 2)), "TOO_LONG"), (Event("wedding", TODAY, TODAY), "NO_BENEFIT"),
        (stay(2, flags=frozenset({"cosmetic"})), "EXCLUDED"), (stay(2, date(2026, 5, 1)), "LATE"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_in_a_thai_sentence(fund, member, event, code):
    with refused(code) as told:
        enter(fund, member, event, seen=["ใบรับรองแพทย์ระบุวันนอน"]) if event.benefit == "hospital" else claims.look(
            fund, member, event, [], TODAY
        )
    assert any("\u0e00" <= letter <= "\u0e7f" for letter in told.value.th) and not Claim.objects.exists()


def test_an_event_before_joining_and_in_the_waiting_time_pays_nothing(fund):
    with refused("NOT_MEMBER"):
        enter(fund, make_member(fund, joined_on=date(2026, 11, 10), paid_until=PAID), stay(2))
    with refused("WAITING"):
        enter(fund, make_member(fund, joined_on=date(2026, 9, 10), paid_until=PAID), stay(2))


def test_who_lapsed_before_the_event_does_not_buy_the_right_back(fund):
    from tests.funds.test_claims_facts import take_dues

    late = make_member(fund, paid_until=date(2026, 7, 31))
    take_dues(fund, late, date(2026, 8, 1), date(2026, 11, 30))
    late.refresh_from_db()
    assert late.paid_until == date(2026, 11, 30)
    with refused("LAPSED"):
        enter(fund, late, stay(2))


def test_the_same_stay_twice_and_stays_that_overlap_are_told_apart_from_two_that_touch(fund, member):
    enter(fund, member, stay(3, date(2026, 11, 2)))
    with refused("CLAIMED_TWICE", Clash):
        enter(fund, member, stay(2, date(2026, 11, 2)))
    with refused("OVERLAP", Clash):
        enter(fund, member, stay(3, date(2026, 11, 4)))
    assert enter(fund, member, stay(3, date(2026, 11, 5))).number == 2


def test_one_key_said_twice_is_one_claim(fund, member):
    key = uuid.uuid4()
    assert enter(fund, member, stay(3), key=key).pk == enter(fund, member, stay(3), key=key).pk
    assert Claim.objects.count() == 1


def test_both_parents_get_one_birth_once(fund):
    mother, father = make_member(fund, house="5", paid_until=PAID), make_member(fund, "คำ", house="5", paid_until=PAID)
    birth = Event("birth", date(2026, 11, 2), date(2026, 11, 2), children=2)
    assert last_decision(enter(fund, mother, birth)).amount_satang == 200000
    with refused("DUPLICATE_EVENT"):
        enter(fund, father, birth)


def test_a_flood_is_shared_by_the_house_and_the_odd_baht_goes_to_who_joined_first(fund):
    house = [make_member(fund, n, house="7", paid_until=PAID, joined_on=date(2015, 1, 1) + timedelta(days=i))
             for i, n in enumerate(("เอ", "บี", "ซี"))]  # fmt: skip
    flood = Event("disaster", date(2026, 11, 2), date(2026, 11, 2), damage_satang=1_000_000)
    papers = ["ภาพถ่าย", "ใบรับรองผู้ใหญ่บ้าน"]
    made = claims.enter(
        fund, actor(fund, "secretary"), house[1], flood, "นายบี", papers, uuid.uuid4(), NOW, TODAY, whole_house=True
    )
    assert sorted(last_decision(c).amount_satang for c in made) == [66600, 66700, 66700]
    assert len({c.event_key for c in made}) == 1
    assert last_decision(next(c for c in made if c.member_id == house[2].pk)).amount_satang == 66600
    with refused("CLAIMED_TWICE"):
        enter(fund, house[0], flood)


def test_a_death_is_paid_to_the_heir_and_closes_the_membership(fund, member):
    death = Event("death", date(2026, 11, 10), date(2026, 11, 10))
    claim = claims.enter(
        fund,
        actor(fund, "secretary"),
        member,
        death,
        "นายมี (บุตร)",
        ["มรณบัตร", "บัตรผู้รับประโยชน์"],
        uuid.uuid4(),
        NOW,
        TODAY,
    )[0]
    claim = approve(fund, claim, "chair", "treasurer")  # 15,000 baht: the majority of five must say so
    assert claim.state == "waiting"
    claim = approve(fund, claim, "deputy")
    assert (claim.state, claim.satang_due) == ("approved", 1_500_000)
    member.refresh_from_db()
    assert member.status == "died" and member.person.died_on == date(2026, 11, 10)
    assert member.events.get(kind="die").reason == f"คำขอสวัสดิการ {claim.label}"
    assert pay(fund, claim, receiver="นายมี (บุตร)").satang == 1_500_000
    with refused("AFTER_DEATH"):
        enter(fund, member, stay(3, date(2026, 11, 9)))
    assert enter(fund, member, stay(3, date(2026, 11, 5)))  # what happened before is still due
    with refused("CLAIMED_TWICE"):
        enter(fund, member, death)
    assert sound(fund)


def test_who_entered_it_and_who_lives_in_the_house_never_approve(fund, member):
    claim = enter(fund, member, stay(3))
    with refused("OWN_ENTRY"):
        say(fund, claim, "secretary")
    kin = make_member(fund, "ลูก", user=user(fund, "chair"))
    assert kin.person.household_id == member.person.household_id
    with refused("OWN_HOUSEHOLD"):
        say(fund, claim, "chair")
    for nobody in ("collector", "auditor"):
        with pytest.raises(NotAllowed):
            say(fund, claim, nobody)
    assert not ClaimVerdict.objects.exists()


def test_one_person_counts_once_however_often_they_press(fund, member):
    claim = enter(fund, member, stay(3))
    for _ in range(3):
        claim = say(fund, claim, "chair")
    assert claim.state == "waiting" and ClaimVerdict.objects.count() == 1
    with refused("SAID"):
        say(fund, claim, "chair", "refuse", "เปลี่ยนใจ")


def test_returned_with_a_reason_is_put_right_and_must_be_approved_anew(fund, member):
    claim = enter(fund, member, stay(3))
    say(fund, claim, "treasurer")
    with refused("NO_REASON", BadInput):
        say(fund, claim, "chair", "return")
    assert say(fund, claim, "chair", "return", "วันออกไม่ตรงใบรับรอง").state == "returned"
    with refused("ALREADY"):
        say(fund, claim, "deputy")
    again = claims.change(fund, claim.pk, actor(fund, "collector"), stay(2), "นางสมศรี", [], NOW, TODAY)
    assert again.state == "waiting" and last_decision(again).amount_satang == 30000
    with refused("OWN_ENTRY"):
        say(fund, again, "secretary")
    assert approve(fund, again, "treasurer").state == "waiting"
    assert approve(fund, again, "chair").state == "approved"


def test_refused_and_withdrawn_claims_use_up_nothing(fund, member):
    claim = say(fund, enter(fund, member, stay(3)), "chair", "refuse", "ไม่ได้นอนโรงพยาบาล")
    assert claim.state == "refused"
    again = enter(fund, member, stay(3))
    claims.withdraw(fund, again.pk, actor(fund, "secretary"), "ลงผิดคน", NOW, TODAY)
    assert enter(fund, member, stay(3)).state == "waiting"
    with refused("ALREADY"):
        claims.withdraw(fund, claim.pk, actor(fund, "secretary"), "อีกครั้ง", NOW, TODAY)


def test_an_agreement_that_was_withdrawn_decides_nothing_more(fund, member):
    claim = enter(fund, member, stay(3))
    fund.agreements.update(state="withdrawn", withdrawn_at=NOW, withdrawn_reason="ประชุมใหม่")
    with refused("NO_AGREEMENT") as told:
        say(fund, claim, "chair")
    assert "ส่งคืน" in told.value.th
    with refused("NO_AGREEMENT"):
        enter(fund, member, stay(1, date(2026, 11, 12)))


def test_the_sum_decides_whether_two_or_the_majority_approve(fund, member):
    small = enter(fund, make_member(fund, "คำ", house="3", joined_on=date(2024, 1, 1), paid_until=PAID),
                  Event("death", date(2026, 11, 10), date(2026, 11, 10)))  # fmt: skip
    assert last_decision(small).amount_satang == 500000
    assert approve(fund, small).state == "approved"


def test_members_of_a_village_far_away_have_their_own_agreement(fund):
    other = claims_fund(code="other", subdistrict="100401")
    in_force(other, other.agreements.first().text.replace("[5, 150]", "[5, 900]"), 3, date(2026, 1, 1))
    claim = enter(other, make_member(other, paid_until=PAID), stay(3))
    assert last_decision(claim).amount_satang == 270000 and last_decision(claim).version.number == 3
    with refused("NO_CLAIM"):
        say(fund, claim, "chair")


def test_every_step_stands_on_the_trail_without_the_kind_of_illness(fund, member):
    claim = approve(fund, enter(fund, member, stay(3)))
    pay(fund, claim)
    said = AuditEvent.objects.filter(verb__startswith="claim.")
    assert [e.verb for e in said.order_by("id")] == [
        "claim.enter", "claim.approve", "claim.approve", "claim.approved", "claim.pay",
    ]  # fmt: skip
    assert not any("hospital" in str(e.detail) or "โรงพยาบาล" in str(e.detail) for e in said)
