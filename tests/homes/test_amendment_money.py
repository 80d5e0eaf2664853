"""An amended plan and the money: within the ceilings, never below what was paid, spent, lent or begun, instalments moved, no book touched."""

import uuid
from datetime import date

import pytest

from chumchon.access.models import AuditEvent
from chumchon.homes.actions import amendments, building, corrections, loans, urgent
from chumchon.homes.actions.savings import join
from chumchon.homes.models import (
    AmendmentVersion,
    Ceiling,
    HouseBuild,
    Instalment,
    Move,
    Project,
    UrgentHouse,
    Wave,
)
from chumchon.homes.queries import amendments as queries
from chumchon.homes.queries import plans as plan_queries
from chumchon.homes.queries.projects import book_of
from chumchon.homes.rules.amendments import Line
from chumchon.ledger.institute import institute_book
from chumchon.people.actions import PersonFacts
from tests.factories import NOW, TODAY
from tests.homes import amending, planning, siblings, world
from tests.homes.amending import ask, code, draft, pass_all, say, secretary, send
from tests.homes.planning import instalment

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db):
    """A plan of 1.8 million baht that passed: 500,000 for infrastructure, 300,000 for houses, a loan of a million."""
    return planning.passed(planning.make())


@pytest.mark.parametrize(
    ("sums", "more", "says"),
    [
        ({}, [], "NOTHING_NEW"),
        ({"use:infrastructure": 50_000_001}, [], "NOT_EQUAL"),
        ({"source:subsidy_infrastructure": 90_000_001, "use:infrastructure": 90_000_001}, [], "OVER_CEILING"),
        ({"source:subsidy_infrastructure": 90_000_000, "use:infrastructure": 90_000_000}, [], ""),
        ({}, [Line("source", "aid", "ช่วยเหลือ", 5), Line("use", "relief", "ช่วยเหลือ", 5)], "NO_CEILING"),
    ],
)
def test_an_amendment_keeps_the_rules_of_a_plan(project, sums, more, says):
    ask(project)
    draft(project, sums=sums, more=more)
    if says:
        assert code(send, project) == says and not AmendmentVersion.objects.exists()
    else:
        assert send(project).number == 1


def test_what_was_approved_under_a_higher_ceiling_stays_and_nothing_above_it_is_given(project):
    project.programme.ceilings.filter(kind="subsidy_infrastructure").delete()
    rows = [Ceiling(programme=project.programme, kind="subsidy_infrastructure", year_be=y, satang=n, source="x")
            for y, n in ((2560, 2_600_000), (2571, 2_000_000))]  # fmt: skip
    Ceiling.objects.bulk_create(rows)
    later = date(2028, 2, 1)
    ask(project)
    draft(project, sums={"source:subsidy_infrastructure": 52_000_000, "use:infrastructure": 52_000_000})
    assert queries.tops(project, later)["subsidy_infrastructure"].satang == 2_600_000
    assert amendments.send_up(project, secretary(project), 1, NOW, later).number == 1
    amendments.recall(project, secretary(project), 1, NOW, later)
    draft(project, sums={"source:subsidy_infrastructure": 52_000_001, "use:infrastructure": 52_000_001})
    assert code(amendments.send_up, project, secretary(project), 1, NOW, later) == "OVER_CEILING"


def test_a_subsidy_does_not_go_below_what_was_paid_and_instalments_move_within_it(project):
    first, second = instalment(project, 20_000_000, proof=False), instalment(project, 25_000_000)
    building.release(project, world.officer(), first.pk, NOW, TODAY)
    ask(project)
    less = {"source:subsidy_infrastructure": 19_999_999, "use:infrastructure": 19_999_999}
    draft(project, sums=less, instalments={second.pk: 0})
    assert code(send, project) == "BELOW_PAID"
    less = {"source:subsidy_infrastructure": 30_000_000, "use:infrastructure": 30_000_000}
    draft(project, sums=less, instalments={second.pk: second.satang})
    assert code(send, project) == "BELOW_SET"
    draft(project, instalments={second.pk: 10_000_000, first.pk: 5})
    heads = [book_of(project).head_hash, institute_book(NOW).head_hash]
    send(project)
    pass_all(project)
    found = list(Instalment.objects.order_by("number").values_list("satang", "released_on"))
    assert found == [(20_000_000, TODAY), (10_000_000, None)]
    assert plan_queries.unplanned(project, "subsidy_infrastructure") == 0
    assert heads == [book_of(project).head_hash, institute_book(NOW).head_hash]
    moved = AuditEvent.objects.get(organisation=project.organisation, verb="instalment.mend")
    assert moved.detail["satang"] == 10_000_000 and moved.subject == f"instalment:{second.pk}"


def test_an_instalment_falls_away_while_nobody_proved_its_stage(project):
    gone, proven = instalment(project, 20_000_000), instalment(project, 20_000_000)
    building.vouch(project, world.actor(project, "chair"), proven.pk, NOW, TODAY)
    ask(project)
    draft(project, instalments={gone.pk: 0, proven.pk: 0})
    assert code(send, project) == "HAS_PROOF"
    draft(project, instalments={gone.pk: 0, proven.pk: 20_000_000})
    send(project)
    pass_all(project)
    assert list(project.instalments.all()) == [proven]
    assert AmendmentVersion.objects.get().instalments[0][4:] == [20_000_000, 0], "what it was stays to be read"


@pytest.mark.parametrize("meanwhile", ["released", "mended", "more"])
def test_money_that_moves_on_the_way_up_stops_the_last_yes_and_it_goes_back(project, meanwhile):
    row = instalment(project, 20_000_000, proof=False)
    ask(project)
    less = {"source:subsidy_infrastructure": 30_000_000, "use:infrastructure": 30_000_000}
    draft(project, sums=less, instalments={row.pk: 15_000_000})
    send(project)
    for role in amending.LEVELS[:-1]:
        say(project, role)
    region = world.officer("officer_region", "50")
    if meanwhile == "released":
        building.release(project, world.officer(), row.pk, NOW, TODAY)
    elif meanwhile == "mended":
        corrections.mend_instalment(project, region, row.pk, row.stage_th, 16_000_000, "ลด", NOW, TODAY)
    else:
        instalment(project, 15_000_001)
    assert code(say, project, "officer_hq") == ("BELOW_SET" if meanwhile == "more" else "MOVED")
    assert plan_queries.newest(project).number == 1
    say(project, "officer_hq", "return", "มีการจ่ายงวดแล้ว ร่างใหม่")
    if meanwhile == "more":
        draft(project, instalments={row.pk: 14_000_000})
    else:
        draft(project, instalments={row.pk: 20_000_000})
    send(project)
    assert pass_all(project).plans.count() == 2


def test_spent_and_lent_money_stays_within_the_plan(project):
    group = world.make_group(project)
    world.save(group, [(s, "saving", 4_000_000) for s in world.make_savers(group)], day=date(2025, 5, 1), box="1020")
    asked = loans.Asked(None, 60_000_000, 180, "สร้างบ้าน")
    loan = loans.ask_loan(group, secretary(project), asked, uuid.uuid4(), NOW, TODAY)
    loans.lend(group, loan.pk, world.officer(), "1020", date(2026, 12, 5), NOW, TODAY)
    building.release(project, world.officer(), instalment(project, proof=False).pk, NOW, TODAY)
    bought = building.ask_purchase(
        project, secretary(project), "ปูน", "infrastructure", "ร้านก", 4_000_000, [], TODAY, uuid.uuid4(), NOW, TODAY
    )
    building.pay_purchase(project, world.actor(project, "chair"), bought.pk, "1020", NOW, TODAY)
    ask(project)
    for sums, says in (
        ({"source:loan": 59_999_999, "use:houses": 89_999_999}, "BELOW_LENT"),
        ({"source:loan": 60_000_000, "use:houses": 136_000_001, "use:infrastructure": 3_999_999}, "BELOW_BOOK"),
        ({"source:loan": 60_000_000, "use:houses": 136_000_000, "use:infrastructure": 4_000_000}, ""),
    ):
        draft(project, sums=sums)
        assert queries.lent(project) == 60_000_000
        if says:
            assert code(send, project) == says
        else:
            assert send(project)


def test_a_household_that_withdraws_lowers_the_count_and_never_below_those_that_got_money_or_began(project):
    houses = world.survey(project, 3)
    HouseBuild.objects.create(project=project, house=houses[0], stage="frame")
    HouseBuild.objects.create(project=project, house=houses[1], stage="waiting")
    group = world.make_group(project)
    heads = [h.head_id for h in houses]
    day = date(2025, 2, 1)
    savers = [join(group, secretary(project), PersonFacts(""), pk, None, day, NOW, TODAY) for pk in heads[::2]]
    savers += world.make_savers(group, 1)
    world.save(group, [(s, "saving", 4_000_000) for s in savers], day=date(2025, 5, 1), box="1020")
    for saver in savers:
        loan = loans.ask_loan(
            group, secretary(project), loans.Asked(saver.pk, 1_000_000, 12, "บ้าน", 100), uuid.uuid4(), NOW, TODAY
        )
        loans.lend(group, loan.pk, world.actor(project, "chair"), "1020", date(2026, 12, 5), NOW, TODAY)
    assert queries.houses_begun(project) == 3, (
        "a house begun with a loan once, one with a loan, one whose house nobody wrote"
    )
    ask(project)
    draft(project, units=2)
    assert code(send, project) == "HOUSES_BEGUN"
    draft(project, units=12)
    send(project)
    say(project, "chair")
    assert Project.objects.get(pk=project.pk).units_planned == 20
    found = pass_all(project, levels=amending.LEVELS[1:])
    assert found.units_planned == 12 == plan_queries.newest(found).units


def test_fewer_houses_do_not_carry_the_subsidy_of_all(project):
    ask(project)
    draft(project, units=11)
    assert code(send, project) == "OVER_CEILING"
    draft(project, units=12)
    assert send(project)


def test_houses_of_the_sibling_programmes_begin_when_money_or_the_family_moved():
    tambon = siblings.tambon()
    siblings.money(tambon, 5_000_000)
    rows = siblings.chosen(tambon, *tambon.houses.all()[:2])
    assert queries.houses_begun(tambon) == 0
    siblings.repaired(tambon, rows[0])
    assert queries.houses_begun(tambon) == 1
    fire = siblings.fire()
    by = world.actor(fire, "chair").user_id
    for house, housed in zip(fire.houses.all(), (TODAY, None, None), strict=True):
        UrgentHouse.objects.create(
            project=fire, house=house, damage="gone", listed_on=TODAY, housed_on=housed, by_id=by, at=NOW
        )
    siblings.money(fire, 5_000_000)
    urgent.pay_aid(fire, siblings.two(fire), fire.urgent_houses.all()[1].pk, 400_000, NOW, TODAY)
    assert queries.houses_begun(fire) == 2
    canal = world.make_project("khlong", "canal")
    wave = Wave.objects.create(project=canal, number=1, words="x", planned_on=TODAY)
    for i, (house, left) in enumerate(zip(world.survey(canal, 2), (TODAY, None), strict=True)):
        Move.objects.create(
            wave=wave, project=canal, house=house, from_place="x", to_place=str(i), left_on=left, by_id=by, at=NOW
        )
    assert queries.houses_begun(canal) == 1
