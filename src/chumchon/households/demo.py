"""Household passbooks of the demo's tambon: two villages visited, a family that is helped through the fund, one that said no."""

import random
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import F

from chumchon.access.actions import create_user, grant
from chumchon.access.models import Organisation, User
from chumchon.access.queries import actor_of_user
from chumchon.access.story import SteadyCast, at
from chumchon.agreements.model import Agreement, Benefit
from chumchon.funds.actions.claim_payments import pay
from chumchon.funds.actions.claim_verdicts import give_verdict
from chumchon.funds.demo.cast import quick_hashes
from chumchon.funds.models import Claim, Fund, Member
from chumchon.funds.queries.claims import last_decision, version_row
from chumchon.funds.queries.members import closed_through
from chumchon.funds.rules.claims import Event
from chumchon.people.models import Household, Person
from chumchon.thai.errors import Plain

from .actions import consents, helps, plans, referrals, registers, telling, visits
from .actions.helps import HelpFacts
from .actions.referrals import ReferralFacts
from .models import Passbook, Register
from .queries import questions
from .rules.plans import Aim
from .rules.visits import VisitEntry

TITLE = "สมุดพกครัวเรือน"
SIGN_INS = (("keeper", "ผู้ดูแลสมุดพกครัวเรือน"), ("visitor", "ผู้เยี่ยมบ้าน"))
FUND, HOUSES = "mae-raem", 34
POOR = ("illness", "food", "house", "earning", "debt", "care", "welfare", "toilet")
NEWCOMERS = ("นายจาย แสงหลวง", "นางหม่อง คำใส", "นายอาผ่า มาเยอะ", "นางแสงหล้า อินต๊ะ")
SOME = ("mind", "water", "school", "skill", "work", "saving", "news", "clinic", "land")


class _Stage(SteadyCast):
    """The register and who acts in it."""

    def __init__(self, register: Register) -> None:
        super().__init__(2569)
        self.register = register


def told() -> bool:
    """Is the register there?"""
    return Register.objects.filter(opened_by__code=FUND).exists()


def tell(today: date) -> None:
    """Five months: opened by the fund's chair, a round of visits, plans, referrals, a claim paid, a second round."""
    fund = Fund.objects.select_related("organisation__subdistrict").get(organisation__code=FUND)
    start = today - timedelta(days=150)
    stage = _Stage(_open(fund.organisation, start))
    first = today - timedelta(days=120)
    houses = _houses(fund)
    for i, house in enumerate(houses):
        _visit(stage, house, first + timedelta(days=i // 2), *_colours(stage.rng, i))
    _outside(stage, houses[0], today)
    star = _star(stage, fund, today)
    for i, house in enumerate(houses[1:12], 1):
        if i not in (4, 7):
            _again(stage, house, today - timedelta(days=20 - i), i)
    _helped(stage, houses, today)
    _word(stage, houses, today)
    _late(stage, houses[2], today)
    _double(stage, houses[9], today)
    telling.tell(today, at(today))
    if star is not None:
        _back(stage, star, today)


def _open(organisation: Organisation, start: date) -> Register:
    chair = User.objects.get(username="chair")
    for username, name in (("keeper", "นางอำไพ ใจงาม"), ("visitor", "นางสาวรัตนา คำดี"), ("visitor2", "นายบุญส่ง ตาแก้ว")):
        with quick_hashes():
            user = create_user(username, name, "x")
        User.objects.filter(pk=user.pk).update(password=chair.password, pin_hash=chair.pin_hash)
    register, _ = registers.open_register(organisation, actor_of_user(chair), "keeper", at(start), start)
    for username in ("visitor", "visitor2"):
        grant(User.objects.get(username=username), "visitor", start, register.organisation)
    return register


def _houses(fund: Fund) -> list[Household]:
    """Houses of two villages; the first one has an active member who has paid for long."""
    rows = Household.objects.select_related("village").filter(
        village__subdistrict=fund.organisation.subdistrict, village__number__in=(1, 2)
    )
    found = list(rows.order_by("village__number", "house_key", "id")[:HOUSES])
    star = Member.objects.filter(
        fund=fund, status="active", kind="general", person__household__village__number=1, paid_until__isnull=False
    ).order_by("joined_on", "id").select_related("person__household__village").first()  # fmt: skip
    if star is not None and star.person.household is not None:
        found = [star.person.household, *(h for h in found if h.pk != star.person.household_id)]
    return found


def _colours(rng: random.Random, i: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    reds = POOR[: 6 if i == 0 else rng.choice((3, 4, 5)) if i % 3 == 0 else rng.choice((0, 0, 1, 2))]
    return reds, tuple(rng.sample(SOME, rng.randrange(1, 6)))


def _entry(stage: _Stage, house: Household, day: date, reds: tuple[str, ...], ambers: tuple[str, ...]) -> VisitEntry:
    asked, rng = questions.on(day), stage.rng
    colours = {q.key: "red" if q.key in reds else "amber" if q.key in ambers else "green" for q in asked.questions}
    grown = Person.objects.filter(household=house.pk or 0).filter(died_on=None).exclude(prefix__startswith="ด.")
    one = grown.order_by(F("birth_day").asc(nulls_last=True), "id").first()
    people = rng.randrange(1, 7)
    elderly = min(people, rng.choice((0, 0, 1, 1, 2)))
    counts = {
        "people": people, "children": min(people - elderly, rng.choice((0, 1, 2))), "elderly": elderly, "disabled": int(people > 1 and rng.random() < 0.12),
        "bedridden": int("care" in reds),
    }  # fmt: skip
    return VisitEntry(
        uid=stage.key(), village=house.village.number, house_no=house.house_no, consent=True, visited_on=day, at=at(day, 11),
        questions=asked.version, head=one.name if one else stage.rng.choice(NEWCOMERS), counts=counts, answers=colours, aims=tuple(reds[:3]),
    )  # fmt: skip


def _visit(
    stage: _Stage, house: Household, day: date, reds: tuple[str, ...], ambers: tuple[str, ...], who: str = "visitor"
) -> Passbook:  # fmt: skip
    entry = _entry(stage, house, day, reds, ambers)
    return visits.keep_visit(stage.register, stage.actor(who), entry, at(day, 18), day).passbook


def _again(stage: _Stage, house: Household, day: date, i: int) -> None:
    """The second round: most got a little better, one worse."""
    reds, ambers = _colours(stage.rng, i)
    _visit(stage, house, day, reds[:-1] if i != 5 else (*reds, "work", "school"), ambers)


def _outside(stage: _Stage, beside: Household, today: date) -> None:
    """Three houses whom no programme reaches: rented rooms behind the market."""
    for i, number in enumerate(("301/1", "301/4", "302")):
        house = Household(village=beside.village, house_no=number)
        _alone(stage, house, today - timedelta(days=45 + i))


def _alone(stage: _Stage, house: Household, day: date) -> None:
    """A house of nobody's, without anybody in the fund's register."""
    entry = _entry(stage, house, day, POOR[: stage.rng.choice((4, 5, 6))], tuple(stage.rng.sample(SOME, 3)))
    visits.keep_visit(stage.register, stage.actor("visitor2"), entry, at(day, 18), day)


def _star(stage: _Stage, fund: Fund, today: date) -> int | None:
    """The family that is helped through the fund: plan, referral, claim, money."""
    passbook = Passbook.objects.select_related("household").get(
        register=stage.register, household__village__number=1, household=_houses(fund)[0]
    )
    day = today - timedelta(days=95)
    visitor = stage.actor("visitor")
    aims = [
        Aim("illness", "ไปหาหมอตามนัดทุกเดือน", "อสม. หมู่ 1"), Aim("food", "ปลูกผักและเลี้ยงไก่หลังบ้าน", "กลุ่มเกษตรปลอดภัย"),
        Aim("house", "ซ่อมหลังคาก่อนหน้าฝน", "ช่างในหมู่บ้าน"),
    ]  # fmt: skip
    plans.make_plan(stage.register, passbook.pk, visitor, aims, 1, at(day), day)
    member = (
        Member.objects.filter(fund=fund, person__household=passbook.household, status="active")
        .order_by("joined_on", "id")
        .first()
    )
    if member is None:
        return None
    facts = ReferralFacts(
        "claim",
        "นอนโรงพยาบาลสองคืน ยังไม่ได้เบิก",
        day + timedelta(days=30),
        True,
        fund.organisation_id,
        member.pk,
        "",
        "illness",
    )
    sent = referrals.send(stage.register, passbook.pk, visitor, facts, stage.key(), at(day), day)
    closed = closed_through(fund)  # nothing is paid into a year that was closed
    on = max(day + timedelta(days=3), closed + timedelta(days=3) if closed else day)
    if on < today - timedelta(days=7):
        _claim(stage, fund, sent.pk, member, on)
    return sent.pk


def _claim(stage: _Stage, fund: Fund, referral_id: int, member: Member, day: date) -> None:
    """Opened from the referral, approved by two, paid; where the fund's agreement refuses it stays with its taker."""
    benefit = _stay(version_row(fund, day)[1])
    step = referrals.take(fund.organisation, referral_id, stage.actor("secretary"), 1, at(day), day)
    if benefit is None:
        return
    event = Event(benefit.key, day - timedelta(days=9), day - timedelta(days=7))
    papers = list(benefit.evidence)
    try:
        claim = referrals.open_claim(
            fund, step.pk, stage.actor("secretary"), event, member.person.name, papers, stage.key(), at(day), day
        )
    except Plain:
        return
    for who in ("chair", "treasurer"):
        decision = last_decision(claim)
        if claim.state == "waiting" and decision is not None:
            claim = give_verdict(fund, claim.pk, stage.actor(who), "approve", "", decision.pk, at(day, 14), day)
    claim = Claim.objects.get(pk=claim.pk)
    if claim.state == "approved":
        pay(fund, claim.pk, stage.actor("treasurer"), "1010", member.person.name, stage.key(), at(day, 15), day)


def _stay(agreement: Agreement | None) -> Benefit | None:
    """The benefit that counts nights in hospital."""
    return next((b for b in agreement.benefits if b.amount.unit == "night"), None) if agreement else None


def _back(stage: _Stage, referral_id: int, today: date) -> None:
    """Revisited: better, and the result is told."""
    row = stage.register.referrals.select_related("passbook__household__village").get(pk=referral_id)
    day = today - timedelta(days=6)
    _visit(stage, row.passbook.household, day, ("food", "house", "debt"), ("illness", "earning"))
    if row.claim is not None and row.claim.state == "paid":
        referrals.bring_back(
            stage.register.organisation,
            row.pk,
            stage.actor("visitor"),
            "helped",
            "กองทุนจ่ายค่านอนโรงพยาบาลแล้ว",
            row.step,
            at(day),
            day,
        )


def _passbook(stage: _Stage, house: Household) -> int:
    return Passbook.objects.get(register=stage.register, household=house).pk


def _helped(stage: _Stage, houses: list[Household], today: date) -> None:
    """What neighbours, the council and the municipality brought."""
    for i, source, words, satang in (
        (0, "neighbours", "ช่วยกันซ่อมหลังคา", 0), (0, "council", "เมล็ดพันธุ์ผักและไก่ 5 ตัว", 120_000), (3, "local", "ข้าวสารและของใช้", 80_000),
        (6, "private", "ผ้าอ้อมผู้ใหญ่จากวัด", 60_000),
    ):  # fmt: skip
        day = today - timedelta(days=60 - i)
        facts = HelpFacts(source, words, day, satang)
        helps.add_help(
            stage.register, _passbook(stage, houses[i]), stage.actor("visitor"), facts, stage.key(), at(day), day
        )


def _word(stage: _Stage, houses: list[Household], today: date) -> None:
    """A family that said no at the door, and one that took its word back."""
    house = houses[HOUSES - 1]
    day = today - timedelta(days=30)
    consents.refuse(stage.register, _passbook(stage, house), stage.actor("visitor"), at(day), day)
    no = replace(_entry(stage, houses[4], day, (), ()), consent=False, house_no="999", at=at(day, 12))
    visits.keep_visit(stage.register, stage.actor("visitor"), no, at(day, 18), day)


def _late(stage: _Stage, house: Household, today: date) -> None:
    """A referral that nobody took, and one that a visitor follows."""
    visitor = stage.actor("visitor")
    for kind, words, to, days, own in (
        ("agency", "ขอบัตรคนพิการให้ยาย", "รพ.สต. และ พมจ.", 25, False), ("training", "อยากเรียนซ่อมรถจักรยานยนต์", "ศูนย์ฝีมือแรงงาน", 10, True),
    ):  # fmt: skip
        day = today - timedelta(days=days)
        facts = ReferralFacts(kind, words, day + timedelta(days=20), True, to_words=to, own=own)
        referrals.send(stage.register, _passbook(stage, house), visitor, facts, stage.key(), at(day), day)


def _double(stage: _Stage, house: Household, today: date) -> None:
    """The second volunteer came to a house that had been visited the same week."""
    newest = Passbook.objects.select_related("newest").get(register=stage.register, household=house).newest
    day = newest.visited_on + timedelta(days=1) if newest else today
    _visit(stage, house, min(day, today), ("food", "debt"), ("work",), "visitor2")
