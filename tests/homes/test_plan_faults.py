"""Plans gone wrong: no plan changes under a yes, no project ends on money, no later instalment without proof, no file breaks the reader."""

import uuid

import pytest

from chumchon.access.models import AuditEvent
from chumchon.homes.actions import building, corrections, plans, projects, stock
from chumchon.homes.actions.documents import attach
from chumchon.homes.models import Project
from chumchon.homes.rules.plans import Quote, check_quotes
from chumchon.thai.errors import BadInput, Plain
from tests.factories import NOW, TODAY
from tests.homes import planning, siblings, world
from tests.homes.planning import instalment, line, send, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db):
    return planning.make()


@pytest.fixture
def agreed(project):
    return planning.passed(project)


def _code(act, *args, **more):
    with pytest.raises(Plain) as refused:
        act(*args, **more)
    return refused.value.code


def _drafts(project, row):
    secretary = world.actor(project, "secretary")
    boq = plans.read_boq(sheet([["รายการ", "รวม"], ["ท่อ", 5]]))
    return (
        lambda: line(project, "use", "design", 1),
        lambda: plans.drop_line(project, secretary, row.pk, NOW, TODAY),
        lambda: plans.add_boq(project, secretary, boq, NOW, TODAY),
        lambda: send(project),
    )


def test_a_plan_that_passed_is_never_sent_up_again_by_the_community_alone(agreed):
    before = agreed.plans.get().lines
    for change in _drafts(agreed, agreed.plan_lines.first()):
        assert _code(change) == "PLAN_PASSED"
    assert agreed.plans.get().lines == before and agreed.plan_lines.count() == 5


def test_a_yes_is_of_the_version_that_was_read_until_the_step_is_returned(project):
    Project.objects.filter(pk=project.pk).update(step_number=6)
    attach(project, world.actor(project, "secretary"), "โครงการและงบประมาณ", world.photo(), NOW, TODAY)
    planning.money(project)
    send(project)
    projects.say_word(project, world.actor(project, "chair"), "pass", "", TODAY, None, NOW, TODAY)
    for change in _drafts(project, project.plan_lines.first()):
        assert _code(change) == "PLAN_GOING_UP"
    city = world.officer("officer_province", "50")
    projects.say_word(project, city, "return", "งบถนนสูงไป", TODAY, None, NOW, TODAY)
    for side, kind in (("source", "savings"), ("use", "design")):
        line(project, side, kind, 1)
    assert send(project).number == 2


def test_a_project_does_not_finish_on_money_that_nobody_could_move_any_more(agreed):
    siblings.money(agreed, 100)
    Project.objects.filter(pk=agreed.pk).update(step_number=12)
    agreed.refresh_from_db()
    chair = world.actor(agreed, "chair")
    assert _code(projects.say_word, agreed, chair, "pass", "", TODAY, None, NOW, TODAY) == "MONEY_LEFT"
    assert not agreed.decisions.filter(step__number=12).exists()
    siblings.money(agreed, -100)
    projects.say_word(agreed, chair, "pass", "", TODAY, None, NOW, TODAY)
    agreed.refresh_from_db()
    assert agreed.state == "finished"


def test_only_the_first_instalment_of_its_kind_goes_out_on_the_contract(agreed):
    instalment(agreed, 100, proof=False)
    assert _code(instalment, agreed, 100, proof=False) == "NEEDS_PROOF"
    instalment(agreed, 100)
    other = building.plan_instalment(
        agreed, world.officer("officer_region", "50"), "subsidy_house", "ทำสัญญา", 100, False, NOW, TODAY
    )
    assert other.number == 3 and not other.needs_proof


@pytest.mark.parametrize(
    ("count", "price"), [("inf", 5), ("nan", 5), (1e300, 1e300), (1, 1e300), (1, -5.0), (1, "-5"), (-1, 5), (1, 1e13)]
)
def test_a_bill_with_an_amount_that_cannot_be_is_refused_with_its_row_and_nothing_is_left_out(count, price):
    with pytest.raises(BadInput) as refused:
        plans.read_boq(sheet([["รายการ", "จำนวน", "ราคาต่อหน่วย"], ["ท่อ", 2, 3], ["ส่วนลด", count, price]]))
    assert refused.value.code == "BAD_ROW" and "แถวที่ 3" in refused.value.th


@pytest.mark.parametrize(
    ("quotes", "supplier", "code"),
    [
        ((("ก", 60), ("ข", 70), ("", 80)), "ก", "THREE_QUOTES"), ((("ก", 60), ("ข", 70), ("ค", 0)), "ก", "THREE_QUOTES"),
        ((("ก", 60), ("ข", 70), ("ค", 80), ("ง", 0)), "ก", None), ((("ก", 60), ("ข", 60), ("ค", 80)), "ข", None),
        ((("ก", 60), ("ข", 60), ("ค", 80)), "ค", "NOT_LOWEST"),
    ],
)  # fmt: skip
def test_a_price_without_a_seller_or_of_nothing_is_no_price_and_equal_ones_are_all_the_lowest(quotes, supplier, code):
    found = check_quotes(60, supplier, [Quote(*q) for q in quotes], 50)
    assert (found.code if found else None) == code


def test_a_purchase_waits_for_another_and_a_paid_one_stays(agreed):
    made = building.ask_purchase(
        agreed, world.actor(agreed, "secretary"), "ปูน", "houses", "ร้านก", 100, [], TODAY, uuid.uuid4(), NOW, TODAY
    )
    assert (
        _code(building.pay_purchase, agreed, world.actor(agreed, "secretary"), made.pk, "1020", NOW, TODAY)
        == "SAME_PERSON"
    )


def _mend(agreed, row, satang, stage="เทถนน", reason="พิมพ์เกิน", who=None):
    who = who or world.officer("officer_region", "50")
    return corrections.mend_instalment(agreed, who, row.pk, stage, satang, reason, NOW, TODAY)


def test_an_instalment_set_wrongly_is_mended_until_it_is_paid_and_then_released_by_another(agreed):
    row, other = instalment(agreed, 100, proof=False), instalment(agreed, 49_000_000)
    assert _code(_mend, agreed, row, 100, reason=" ") == "NO_REASON"
    assert _code(_mend, agreed, row, 1_000_001) == "OVER_PLAN"
    assert _code(_mend, agreed, row, 5, who=world.actor(agreed, "chair")) == "NOT_ALLOWED"
    hq = world.officer()
    assert _mend(agreed, row, 1_000_000, who=hq).maker_id == hq.user_id
    assert _code(building.release, agreed, hq, row.pk, NOW, TODAY) == "SAME_PERSON"
    building.release(agreed, world.officer("officer_region", "50"), row.pk, NOW, TODAY)
    assert _code(_mend, agreed, row, 900_000) == "RELEASED"
    building.vouch(agreed, world.actor(agreed, "committee"), other.pk, NOW, TODAY)
    assert _code(_mend, agreed, other, 48_000_000, stage="มุงหลังคา") == "HAS_PROOF"
    assert _mend(agreed, other, 48_000_000).satang == 48_000_000


def test_a_purchase_that_nobody_wants_goes_with_its_reason_on_the_trail_and_a_paid_one_stays(agreed):
    siblings.money(agreed, 1_000)
    secretary, chair = world.actor(agreed, "secretary"), world.actor(agreed, "chair")
    one, two, stored = (
        building.ask_purchase(agreed, secretary, "ปูน", "houses", "ร้านก", 100, [], TODAY, uuid.uuid4(), NOW, TODAY)
        for _ in range(3)
    )
    building.pay_purchase(agreed, chair, one.pk, "1020", NOW, TODAY)
    assert _code(corrections.drop_purchase, agreed, chair, one.pk, "ผิด", NOW, TODAY) == "ALREADY"
    assert _code(corrections.drop_purchase, agreed, chair, two.pk, " ", NOW, TODAY) == "NO_REASON"
    corrections.drop_purchase(agreed, chair, two.pk, "ร้านปิด", NOW, TODAY)
    assert AuditEvent.objects.get(verb="purchase.drop").detail["reason"] == "ปูน · ร้านก · ร้านปิด"
    moved = stock.Moved(1_000, False, TODAY, name="ปูน", unit="ถุง", purchase_id=stored.pk)
    stock.move(agreed, secretary, moved, uuid.uuid4(), NOW, TODAY)
    assert _code(corrections.drop_purchase, agreed, chair, stored.pk, "ผิด", NOW, TODAY) == "IN_STORE"
    assert agreed.purchases.count() == 2


def test_the_point_from_which_photographs_are_measured_stays_once_one_was_a_proof(agreed):
    chair, far = world.actor(agreed, "chair"), (98.98, 18.9)
    row = instalment(agreed, 100)
    projects.set_point(agreed, chair, *far, NOW, TODAY)  # nothing was measured yet
    projects.set_point(agreed, chair, *planning.HERE, NOW, TODAY)
    photo = world.photo(1, planning.HERE)
    building.add_photo(agreed, world.actor(agreed, "secretary"), row.pk, photo, NOW, TODAY)
    assert _code(projects.set_point, agreed, chair, *far, NOW, TODAY) == "PLACE_STAYS"
    projects.set_point(agreed, chair, planning.HERE[0] + 0.003, planning.HERE[1], NOW, TODAY)
