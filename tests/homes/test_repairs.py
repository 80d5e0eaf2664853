"""Repair of single houses: the quota, the meeting, photographs before and after, money to the satang, each house counted once."""

from datetime import date

import pytest

from chumchon.areas.models import Subdistrict
from chumchon.homes.actions import projects, repairs
from chumchon.homes.models import Programme, RepairHouse, RepairQuota
from chumchon.homes.queries.projects import book_of
from chumchon.homes.queries.repairs import quotas, quotas_of, sums
from chumchon.homes.queries.results import Result, results
from chumchon.homes.rules import repairs as rules
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import NotAllowed, Plain
from tests.factories import NOW, TODAY
from tests.homes import siblings, world
from tests.together import all_at_once

pytestmark = pytest.mark.django_db


def _refused(code, work, *args):
    with pytest.raises(Plain) as refused:
        work(*args)
    assert refused.value.code == code, refused.value.th
    return refused.value


def test_a_house_goes_from_the_list_to_the_result_and_counts_in_its_year():
    project = siblings.tambon()
    houses = list(project.houses.order_by("id"))
    siblings.money(project, 5_000_000)
    first, second = siblings.chosen(project, houses[1], houses[0])
    assert [first.house_id, first.rank, second.rank, first.year_be] == [houses[1].pk, 1, 2, 2570]
    assert results() == []
    done = siblings.repaired(project, first)
    assert done.state == "finished" and done.finished_year_be == 2569
    assert results() == [Result("baan_por_piang", "por-piang", "50", 2569, 1, 1)]
    siblings.repaired(project, second, 2_000_000, seed=2)
    assert results() == [Result("baan_por_piang", "por-piang", "50", 2569, 1, 2)]
    book = balances(book_of(project))
    assert book["5320"] == 3_999_999 and book["1020"] == 1_000_001 and verify_book(book_of(project)).ok
    assert (sums(project).satang, sums(project).labour_days, quotas_of(project)[0].left) == (3_999_999, 24, 0)


def test_a_project_that_was_cancelled_does_not_count():
    project = siblings.tambon()
    siblings.money(project, 2_000_000)
    siblings.repaired(project, siblings.chosen(project, project.houses.first())[0], 2_000_000)
    projects.end_project(project, world.officer(), "cancelled", "ชุมชนถอนตัว", NOW, TODAY)
    assert results() == []


@pytest.mark.parametrize(
    ("needs", "why", "satang", "code"),
    [
        ([], "รั่ว", 100, "NEEDS"),
        (["moon"], "รั่ว", 100, "NEEDS"),
        (["roof"], " ", 100, "NEEDS"),
        (["roof"], "รั่ว", 0, "AMOUNT"),
    ],
)
def test_a_proposal_says_what_is_needed_and_why(needs, why, satang, code):
    project = siblings.tambon(houses=1)
    who, house = world.actor(project, "secretary"), project.houses.get()
    _refused(code, repairs.propose, project, who, house.pk, needs, why, satang, NOW, TODAY)


def test_a_household_stands_on_one_list_only_and_is_not_repaired_again_for_five_years():
    project, other = siblings.tambon(houses=2), siblings.tambon(None, 2, "por-piang-two")
    mine, theirs = project.houses.first(), other.houses.first()
    assert mine.household_id == theirs.household_id
    siblings.propose(project, mine)
    _refused("ON_LIST", siblings.propose, project, mine)
    _refused("ON_LIST", siblings.propose, other, theirs)
    row = RepairHouse.objects.get()
    repairs.drop(project, world.actor(project, "chair"), row.pk, "ย้ายไปอยู่กับลูก", NOW, TODAY)
    siblings.money(project, 2_000_000)
    siblings.repaired(project, siblings.chosen(project, mine)[0], 1_500_000)
    said = _refused("REPAIRED", siblings.propose, other, theirs)
    assert "2569" in said.th and "5 ปี" in said.th


def test_a_meeting_chooses_within_the_quota_of_its_fiscal_year():
    project = siblings.tambon(quota=None)
    rows = [siblings.propose(project, h) for h in project.houses.order_by("id")]
    who = world.actor(project, "secretary")
    good, old = siblings.met(project), siblings.met(project, date(2025, 3, 1))
    lost = siblings.met(project, in_favour=10, against=15)
    savings = siblings.met(project, kind="savings")
    ranks = {r.pk: i for i, r in enumerate(rows, 1)}

    def choose(meeting, ranks):
        return repairs.choose(project, who, meeting.pk, ranks, NOW, TODAY)

    _refused("NO_QUOTA", choose, good, ranks)
    area = Subdistrict.objects.get(pk=project.organisation.subdistrict_id)
    programme = Programme.objects.get(code="por-piang")

    def quota(houses, officer=None):
        officer = officer or world.officer()
        return repairs.set_quota(programme, area, 2570, houses, "หนังสือที่ 1", officer, NOW, TODAY)

    quota(2)
    said = _refused("OVER_QUOTA", choose, good, ranks)
    assert "เลือกได้อีก 2 หลัง" in said.th
    _refused("NO_QUOTA", choose, old, {rows[0].pk: 1})
    _refused("NOT_CARRIED", choose, lost, {rows[0].pk: 1})
    _refused("MEETING_KIND", choose, savings, {rows[0].pk: 1})
    _refused("RANK_TWICE", choose, good, {rows[0].pk: 1, rows[1].pk: 1})
    _refused("NOBODY", choose, good, {})
    choose(good, {rows[2].pk: 1, rows[0].pk: 2})
    _refused("NOT_PROPOSED", choose, good, {rows[0].pk: 1})
    _refused("QUOTA_USED", quota, 1)
    with pytest.raises(NotAllowed):
        quota(5, world.officer("officer_province", "10"))
    quota(3)
    assert choose(good, {rows[1].pk: 1})[0].rank == 3
    assert [(q.row.houses, q.used) for q in quotas([""], 2570)] == [(3, 3)] and quotas(["10"], None) == []


def test_what_a_house_gets_stays_within_the_ceiling_to_the_satang_and_is_fixed_once_paid():
    project = siblings.tambon(houses=1)
    siblings.money(project, 5_000_000)
    (row,) = siblings.chosen(project, project.houses.get())
    who = world.actor(project, "secretary")

    def amount(satang):
        return repairs.set_amount(project, who, row.pk, satang, NOW, TODAY)

    said = _refused("OVER_CEILING", amount, 2_000_001)
    assert "20,000.01" in said.th
    _refused("AMOUNT", amount, 0)
    _refused("NOT_READY", repairs.pay, project, siblings.two(project), row.pk, NOW, TODAY)
    amount(2_000_000)
    _refused("NOT_READY", repairs.pay, project, siblings.two(project), row.pk, NOW, TODAY)
    siblings.picture(project, row, "before", 1, "2026:11:05")
    repairs.pay(project, siblings.two(project), row.pk, NOW, TODAY)
    _refused("ALREADY", amount, 1_000_000)
    _refused("ALREADY", repairs.drop, project, who, row.pk, "ถอน", NOW, TODAY)
    _refused("ALREADY", repairs.pay, project, siblings.two(project), row.pk, NOW, TODAY)


def test_money_needs_two_people_and_must_lie_there():
    project = siblings.tambon(houses=1)
    (row,) = siblings.chosen(project, project.houses.get())
    repairs.set_amount(project, world.actor(project, "secretary"), row.pk, 100_000, NOW, TODAY)
    siblings.picture(project, row, "before", 1, "2026:11:05")
    _refused("NO_CASH", repairs.pay, project, siblings.two(project), row.pk, NOW, TODAY)
    siblings.money(project, 100_000)
    treasurer = world.actor(project, "treasurer")
    one = repairs.payouts.Two(treasurer, treasurer, "1020", TODAY)
    _refused("SAME_PERSON", repairs.pay, project, one, row.pk, NOW, TODAY)
    _refused("FUTURE_DATE", repairs.pay, project, siblings.two(project, date(2569, 11, 1)), row.pk, NOW, TODAY)


@pytest.mark.parametrize(
    ("seed", "on", "place", "code"),
    [
        (1, "2026:11:05", siblings.HERE, "USED_TWICE"), (2, "2026:11:05", (98.90, 18.80), "OTHER_PLACE"),
        (2, "2026:11:05", None, "NO_MARKS"), (2, "2024:11:05", siblings.HERE, "OTHER_DAY"), (2, "2027:11:05", siblings.HERE, "OTHER_DAY"),
    ],
)  # fmt: skip
def test_a_photograph_from_elsewhere_of_another_day_or_used_before_is_refused(seed, on, place, code):
    project = siblings.tambon(houses=2)
    first, second = siblings.chosen(project, *project.houses.order_by("id"))
    siblings.picture(project, first, "before", 1, "2026:11:05")
    _refused(code, siblings.picture, project, second, "before", seed, on, place)
    second.refresh_from_db()
    assert second.before is None


def test_the_picture_after_comes_after_the_one_before_and_is_another():
    project = siblings.tambon(houses=1)
    (row,) = siblings.chosen(project, project.houses.get())
    _refused("NO_BEFORE", siblings.picture, project, row, "after", 1, "2026:11:05")
    siblings.picture(project, row, "before", 1, "2026:11:05")
    _refused("USED_TWICE", siblings.picture, project, row, "after", 1, "2026:11:06")
    _refused("OTHER_DAY", siblings.picture, project, row, "after", 2, "2026:11:04")
    _refused("WHICH", siblings.picture, project, row, "beside", 3, "2026:11:06")
    assert siblings.picture(project, row, "after", 2, "2026:11:06").after is not None


def test_a_house_without_its_own_place_still_has_its_photograph_in_the_province():
    project = siblings.tambon(houses=1)
    project.houses.update(longitude=None, latitude=None)
    (row,) = siblings.chosen(project, project.houses.get())
    _refused("OTHER_PROVINCE", siblings.picture, project, row, "before", 2, "2026:11:05", (100.5, 13.75))
    assert siblings.picture(project, row, "before", 2, "2026:11:05", (98.95, 18.9)).before is not None


def test_who_proposed_the_house_does_not_inspect_it_and_nothing_may_be_missing():
    project = siblings.tambon(houses=1)
    siblings.money(project, 2_000_000)
    (row,) = siblings.chosen(project, project.houses.get())
    committee, secretary = world.actor(project, "committee"), world.actor(project, "secretary")

    def finish(who, on=date(2026, 11, 22), labour=0):
        return repairs.finish(project, who, row.pk, on, labour, NOW, TODAY)

    said = _refused("NOT_READY", finish, committee)
    assert "รูปก่อนซ่อม" in said.th and "รูปหลังซ่อม" in said.th and "จ่ายเงิน" in said.th
    repairs.set_amount(project, secretary, row.pk, 2_000_000, NOW, TODAY)
    siblings.picture(project, row, "before", 1, "2026:11:05")
    repairs.pay(project, siblings.two(project), row.pk, NOW, TODAY)
    siblings.picture(project, row, "after", 2, "2026:11:20")
    _refused("SAME_PERSON", finish, secretary)
    _refused("OTHER_DAY", finish, committee, date(2026, 11, 19))
    _refused("LABOUR", finish, committee, date(2026, 11, 22), -1)
    finish(committee)
    _refused("NOT_CHOSEN", finish, committee)


def test_another_programme_has_no_list_of_repairs_and_a_stranger_no_say():
    urban, project = world.make_project(), siblings.tambon(houses=1)
    world.survey(urban, 1)
    _refused("WAY", siblings.propose, urban, urban.houses.get())
    stranger, house = world.actor(urban, "secretary"), project.houses.get()
    with pytest.raises(NotAllowed):
        repairs.propose(project, stranger, house.pk, ["roof"], "รั่ว", 100, NOW, TODAY)
    _refused("NOT_FOUND", siblings.propose, project, urban.houses.get())
    row = siblings.propose(project, house)
    _refused("NOT_FOUND", repairs.drop, urban, world.actor(urban, "chair"), row.pk, "ถอน", NOW, TODAY)
    _refused("NO_REASON", repairs.drop, project, world.actor(project, "chair"), row.pk, "", NOW, TODAY)


def test_quotas_are_of_repair_programmes_with_a_source_and_a_likely_year():
    project = siblings.tambon(quota=None, houses=0)
    area = Subdistrict.objects.get(pk=project.organisation.subdistrict_id)
    repair, canal = Programme.objects.get(code="por-piang"), Programme.objects.get(code="canal")
    for programme, year, houses, source, code in (
        (canal, 2570, 5, "x", "WAY"), (repair, 2026, 5, "x", "YEAR"), (repair, 2570, 5, " ", "SOURCE"), (repair, 2570, -1, "x", "QUOTA_USED"),
    ):  # fmt: skip
        _refused(code, repairs.set_quota, programme, area, year, houses, source, world.officer(), NOW, TODAY)
    assert not RepairQuota.objects.exists()


@pytest.mark.parametrize(
    ("ranks", "chosen", "quota", "code"),
    [
        ([1], 0, 1, None),
        ([1], 1, 1, "OVER_QUOTA"),
        ([0], 0, 9, "RANK_TWICE"),
        ([1, 2], 0, 2, None),
        ([1], 0, None, "NO_QUOTA"),
    ],
)
def test_the_choice_is_a_pure_rule(ranks, chosen, quota, code):
    refused = rules.check_choice(ranks, chosen, quota, True, "city", 2570)
    assert (refused.code if refused else None) == code


@pytest.mark.django_db(transaction=True)
def test_two_meetings_written_down_at_once_never_choose_more_than_the_quota():
    project, other = siblings.tambon(quota=1, houses=1), world.make_project("por-piang-two", "por-piang")
    other_house = world.survey_house(other, world.actor(other, "secretary"), world.entry(9), NOW, TODAY)[0]
    turns = []
    for one, house in ((project, project.houses.get()), (other, other_house)):
        row, meeting = siblings.propose(one, house), siblings.met(one)
        turns += [(one, meeting.pk, row.pk)] * 2

    def choose(one, meeting, row):
        return len(repairs.choose(one, world.actor(one, "secretary"), meeting, {row: 1}, NOW, TODAY))

    answers = all_at_once(choose, turns)
    assert answers.count(1) == 1 and set(answers) <= {1, "OVER_QUOTA", "NOT_PROPOSED"}
    assert RepairHouse.objects.filter(state="chosen").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_treasurers_pay_one_house_at_once_and_it_is_paid_once():
    project = siblings.tambon(houses=1)
    siblings.money(project, 5_000_000)
    (row,) = siblings.chosen(project, project.houses.get())
    repairs.set_amount(project, world.actor(project, "secretary"), row.pk, 2_000_000, NOW, TODAY)
    siblings.picture(project, row, "before", 1, "2026:11:05")
    answers = all_at_once(lambda: repairs.pay(project, siblings.two(project), row.pk, NOW, TODAY).pk, [()] * 4)
    assert sorted(answers, key=str) == [row.pk, *["ALREADY"] * 3]
    assert balances(book_of(project))["5320"] == 2_000_000


@pytest.mark.django_db(transaction=True)
def test_two_projects_propose_one_household_at_once_and_one_list_has_it():
    project, other = siblings.tambon(houses=1), siblings.tambon(None, 1, "por-piang-two")
    turns = [(p, p.houses.get()) for p in (project, other)]
    answers = all_at_once(lambda p, h: siblings.propose(p, h).state, turns)
    assert sorted(answers) == ["ON_LIST", "proposed"]
