"""Houses one by one: stages with their proof, another person who accepts, the plan of days, the store, money against the plan."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.homes.actions import houses, incomes, legal, loans, plans, projects, returns, stock
from chumchon.homes.actions.payouts import Two
from chumchon.homes.models import HouseBuild, LegalBody, Loan, Material, ProjectIncome
from chumchon.homes.queries import houses as queries
from chumchon.homes.queries import savings
from chumchon.homes.queries.incomes import meets
from chumchon.homes.queries.projects import book_of
from chumchon.homes.queries.results import Result, results
from chumchon.homes.queries.stock import stock as stock_of
from chumchon.homes.rules import stock as stock_rules
from chumchon.homes.rules.building import pace, percent_done
from chumchon.homes.rules.plans import Line
from chumchon.ledger.institute import institute_book
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Clash, NotAllowed, Plain
from tests.factories import NOW, TODAY
from tests.homes import world


@pytest.fixture
def project(db):
    """A community of three houses whose plan has passed."""
    made = world.make_project(units=3)
    world.survey(made, 3)
    type(made).objects.filter(pk=made.pk).update(step_number=9)
    made.refresh_from_db()
    return made


def _place(house):
    return (house.longitude, house.latitude)


def _stage(project, house, stage, who="secretary", raw=None, note="", on=TODAY):
    return houses.set_stage(project, world.actor(project, who), house.pk, stage, note, on, raw, NOW, TODAY)


def _finish(project, house, seed=1):
    return _stage(project, house, "finished", raw=world.photo(seed, _place(house)))


def test_a_house_goes_from_stage_to_stage_and_counts_when_another_person_accepted_it(project):
    house = project.houses.first()
    for stage in ("started", "frame", "walls"):
        _stage(project, house, stage)
    assert queries.building(project, TODAY).percent == 25 and results() == []
    _finish(project, house)
    with pytest.raises(Plain) as refused:
        houses.accept(project, world.actor(project, "secretary"), house.pk, TODAY, NOW, TODAY)
    assert refused.value.code == "SAME_PERSON"
    houses.accept(project, world.actor(project, "committee"), house.pk, TODAY, NOW, TODAY)
    assert results() == [Result("baan_mankong", "mankong-urban", "50", 2569, 1, 1)]
    with pytest.raises(Plain) as refused:
        _stage(project, house, "walls", note="รื้อ")
    assert refused.value.code == "ACCEPTED"
    assert queries.building(project, TODAY).accepted == 1


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (lambda h: None, "NO_PHOTO"),
        (lambda h: world.photo(1, (100.5, 13.7)), "OTHER_PLACE"),
        (lambda h: world.photo(1), "NO_MARKS"),
        (lambda h: world.photo(1, _place(h), "2024:01:01 09:00:00"), "OTHER_DAY"),
    ],
)
def test_a_house_is_finished_only_with_its_own_picture(project, raw, code):
    house = project.houses.first()
    with pytest.raises(Plain) as refused:
        _stage(project, house, "finished", raw=raw(house))
    assert refused.value.code == code and not HouseBuild.objects.exists()


def test_one_picture_finishes_one_house(project):
    first, second, _ = project.houses.all()
    raw = world.photo(1, _place(first))
    _stage(project, first, "finished", raw=raw)
    with pytest.raises(Plain) as refused:
        _stage(project, second, "finished", raw=raw)
    assert refused.value.code == "USED_TWICE"


def test_going_back_needs_a_reason_and_takes_the_proof_away(project):
    house = project.houses.first()
    _finish(project, house)
    with pytest.raises(Plain) as refused:
        _stage(project, house, "walls")
    assert refused.value.code == "NO_REASON"
    made = _stage(project, house, "walls", note="ผนังร้าว รื้อก่อใหม่")
    assert made.photo is None and made.said_by is None and made.stages.count() == 2
    with pytest.raises(Plain):
        houses.accept(project, world.actor(project, "committee"), house.pk, TODAY, NOW, TODAY)


def test_nothing_is_built_before_the_plan_passed_and_by_nobody_from_elsewhere(project):
    other = world.make_project("other")
    house = world.survey(other, 1)[0]
    with pytest.raises(Plain) as refused:
        _stage(other, house, "started")
    assert refused.value.code == "NO_PLAN"
    with pytest.raises(NotAllowed):
        houses.set_stage(
            project, world.actor(other, "secretary"), project.houses.first().pk, "started", "", TODAY, None, NOW, TODAY
        )
    with pytest.raises(Plain) as refused:
        _stage(project, house, "started")
    assert refused.value.code == "NOT_FOUND"


def test_another_plan_of_days_needs_its_reason_and_leaves_the_first_to_compare(project):
    secretary = world.actor(project, "secretary")
    houses.plan_days(project, secretary, date(2026, 1, 1), date(2026, 7, 1), "", NOW, TODAY)
    with pytest.raises(Plain) as refused:
        houses.plan_days(project, secretary, date(2026, 1, 1), date(2027, 3, 1), " ", NOW, TODAY)
    assert refused.value.code == "NO_REASON"
    houses.plan_days(project, secretary, date(2026, 1, 1), date(2027, 3, 1), "น้ำท่วม", NOW, TODAY)
    found = queries.building(project, TODAY)
    assert found.moved and found.first.ends_on == date(2026, 7, 1) and found.pace.behind > 300 and found.pace.late == 0


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 2000), st.integers(0, 100), st.integers(-100, 3000))
def test_a_pace_is_never_ahead_of_itself(start, days, done, gone):
    end = date.fromordinal(start.toordinal() + days)
    found = pace(start, end, done, date.fromordinal(start.toordinal() + gone))
    assert 0 <= found.planned <= 100 and found.behind >= 0 and found.late >= 0
    assert found.late <= found.behind or done >= 100
    assert done < 100 or found.behind == 0


def test_houses_of_the_plan_that_nobody_said_anything_of_wait():
    assert percent_done({"accepted": 1, "waiting": 3}, 4) == 25 and percent_done({}, 0) == 0


def _move(project, milli, out=False, day=TODAY, key=None, **more):
    said = {"name": "ปูนซีเมนต์", "unit": "ถุง", **more}
    return stock.move(
        project,
        world.actor(project, "committee"),
        stock.Moved(milli, out, day, **said),
        key or uuid.uuid4(),
        NOW,
        TODAY,
    )


def test_the_store_never_goes_below_nothing_on_any_day(project):
    _move(project, 10_000, day=date(2026, 3, 1))
    _move(project, 8_000, out=True, day=date(2026, 5, 1), house_id=project.houses.first().pk)
    with pytest.raises(Plain) as refused:
        _move(project, 2_001, out=True)
    assert refused.value.code == "NOT_THERE" and "เหลือ 2 ถุง" in refused.value.th
    with pytest.raises(Plain):
        _move(project, 3_000, out=True, day=date(2026, 4, 1))  # 10 lay there then, and 8 of them left later
    _move(project, 2_000, out=True, day=date(2026, 4, 1))
    assert [(s.come, s.gone, s.left) for s in stock_of(project)] == [(10_000, 10_000, 0)]
    assert Material.objects.get().moves.count() == 3


def test_a_move_sent_twice_is_one_and_with_another_content_none(project):
    key = uuid.uuid4()
    first = _move(project, 5_000, key=key)
    assert _move(project, 5_000, key=key) == first
    with pytest.raises(Clash):
        _move(project, 6_000, key=key)
    with pytest.raises(Plain) as refused:
        _move(project, 1_000, out=True, name="ทราย", unit="คิว")
    assert refused.value.code == "NAME"


def test_quantities_are_thousandths_and_read_as_people_write_them():
    assert (
        stock_rules.milli(Decimal("2.5")) == 2_500
        and stock_rules.words(2_500) == "2.5"
        and stock_rules.words(-1_200_000) == "-1,200"
    )
    for wrong in ("0", "-1", "0.0005"):
        with pytest.raises(Plain):
            stock_rules.milli(Decimal(wrong))


@given(
    st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2026, 1, 6)), st.integers(-50, 50).filter(bool)), max_size=12),
    st.dates(date(2026, 1, 1), date(2026, 1, 6)),
)
def test_what_may_leave_on_a_day_leaves_every_later_day_above_nothing(moves, day):
    out = stock_rules.lowest_from(moves, day)
    after = [*moves, (day, -out)]
    for on in {d for d, _ in after if d >= day}:
        assert sum(n for d, n in after if d <= on) >= 0


def _two(project, box="1020", day=TODAY):
    return Two(world.actor(project, "treasurer"), world.actor(project, "chair"), box, day)


def test_savings_subsidy_loan_and_works_meet_in_the_projects_book(project):
    group = world.make_group(project)
    saver = world.make_savers(group)[0]
    world.save(group, [(saver, "saving", 4_000_000)], day=date(2025, 5, 1), box="1020")
    loans.bring_capital(world.officer(), 1_000_000_000, "ทุน", date(2025, 1, 5), uuid.uuid4(), NOW)
    secretary = world.actor(project, "secretary")
    own = loans.ask_loan(group, secretary, loans.Asked(None, 30_000_000, 180, "สร้างบ้าน"), uuid.uuid4(), NOW, TODAY)
    loans.lend(group, own.pk, world.officer(), "1020", date(2026, 12, 5), NOW, TODAY)
    house = loans.ask_loan(
        group, secretary, loans.Asked(saver.pk, 30_000_000, 180, "สร้างบ้าน", 200), uuid.uuid4(), NOW, TODAY
    )
    loans.lend(group, house.pk, world.actor(project, "chair"), loans.INTO_PROJECT, date(2026, 12, 5), NOW, TODAY)
    key = uuid.uuid4()
    for _ in range(2):
        incomes.receive(project, _two(project), "savings", 500_000, "สามครัวเรือน", key, NOW, TODAY)
    incomes.receive(project, _two(project), "local", 1_000_000, "เทศบาล", uuid.uuid4(), NOW, TODAY)
    for line in (Line("source", "loan", "", 30_000_000), Line("source", "savings", "", 500_000), Line("source", "labour", "", 100), Line("use", "houses", "", 30_500_100)):  # fmt: skip
        plans.add_line(project, secretary, line, NOW, TODAY)
    plans.send_up(project, secretary, NOW, TODAY)
    found = meets(project)
    assert {x.word: (x.planned, x.real) for x in found.sources} == {
        "สินเชื่อของครัวเรือน": (30_000_000, 30_000_000), "เงินออมและเงินของครัวเรือน": (500_000, 500_000), "ท้องถิ่นและภาคี": (0, 1_000_000),
    }  # fmt: skip
    assert found.meets and found.cash == 31_500_000 and found.labour == 100
    ours, theirs = balances(savings.book_of(group)), balances(book_of(project))
    assert ours["1310"] == -theirs["4230"] == 30_000_000 and ours["1020"] == 4_000_000
    assert (
        ProjectIncome.objects.filter(kind="loan").get().loan == house and Loan.objects.get(pk=house.pk).state == "lent"
    )
    for book in (savings.book_of(group), book_of(project)):
        assert verify_book(book).ok


def test_money_comes_in_by_two_and_only_of_known_kinds(project):
    chair = world.actor(project, "chair")
    with pytest.raises(NotAllowed):
        incomes.receive(project, Two(chair, chair, "1020", TODAY), "local", 100, "เทศบาล", uuid.uuid4(), NOW, TODAY)
    treasurer = world.actor(project, "treasurer")
    for two, kind, satang, whom in (
        (Two(treasurer, treasurer, "1020", TODAY), "local", 100, "เทศบาล"), (_two(project), "loan", 100, "ใคร"),
        (_two(project), "local", 0, "ใคร"), (_two(project), "local", 100, " "), (_two(project, "4250"), "local", 100, "ใคร"),
    ):  # fmt: skip
        with pytest.raises(Plain):
            incomes.receive(project, two, kind, satang, whom, uuid.uuid4(), NOW, TODAY)
    assert not ProjectIncome.objects.exists()


def test_what_is_left_goes_back_to_the_institute_in_both_books_and_the_project_can_end(project):
    incomes.receive(project, _two(project), "local", 1_000_000, "เทศบาล", uuid.uuid4(), NOW, TODAY)
    with pytest.raises(Plain) as refused:
        projects.end_project(project, world.officer(), "cancelled", "ย้ายที่", NOW, TODAY)
    assert refused.value.code == "MONEY_LEFT"
    with pytest.raises(Plain) as refused:
        returns.give_back(project, _two(project), 1_000_001, "ยกเลิกโครงการ", uuid.uuid4(), NOW, TODAY)
    assert refused.value.code == "NO_CASH"
    key = uuid.uuid4()
    first = returns.give_back(project, _two(project), 1_000_000, "ยกเลิกโครงการ", key, NOW, TODAY)
    assert returns.give_back(project, _two(project), 1_000_000, "ยกเลิกโครงการ", key, NOW, TODAY) == first
    ours, theirs = balances(book_of(project)), balances(institute_book(NOW))
    assert ours["1020"] == 0 and ours["5340"] == theirs["1020"] == -theirs["5410"] == 1_000_000 and meets(project).meets
    projects.end_project(project, world.officer(), "cancelled", "ย้ายที่", NOW, TODAY)
    for book in (book_of(project), institute_book(NOW)):
        assert verify_book(book).ok


def test_a_legal_bodys_number_is_one_communitys_and_its_newest_row_holds(project):
    secretary = world.actor(project, "secretary")
    for name in ("สหกรณ์เคหสถานคลองทราย", "สหกรณ์เคหสถานบ้านมั่นคงคลองทราย จำกัด"):
        legal.register(project, secretary, "cooperative", name, "กพธ 12/2568", date(2025, 6, 1), NOW, TODAY)
    assert LegalBody.objects.filter(project=project).last().name_th.endswith("จำกัด")
    other = world.make_project("other")
    with pytest.raises(Clash):
        legal.register(
            other, world.actor(other, "secretary"), "cooperative", "สหกรณ์อื่น", "กพธ 12/2568", TODAY, NOW, TODAY
        )
    with pytest.raises(Plain):
        legal.register(project, secretary, "cooperative", "สหกรณ์", "1", date(2027, 1, 1), NOW, TODAY)
