"""Off the canal: waves, the lease of thirty years and its rents, temporary homes."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from chumchon.homes.actions import incomes, leases, moves, stays
from chumchon.homes.actions.payouts import Two
from chumchon.homes.models import LeasePayment, Move
from chumchon.homes.queries import leases as lease_queries
from chumchon.homes.queries import stays as stay_queries
from chumchon.homes.queries.moves import waves, without_wave
from chumchon.homes.queries.projects import book_of
from chumchon.homes.queries.results import Result, results
from chumchon.homes.rules import leases as rules
from chumchon.homes.rules.programmes import CeilingRow
from chumchon.homes.rules.stays import cost_of, payable
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import NotAllowed, Plain
from tests.factories import NOW, TODAY
from tests.homes import siblings, world
from tests.together import all_at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def canal(db):
    """A canal community with three surveyed houses."""
    project = world.make_project("khlong-bang-sai", "canal")
    world.survey(project, 3)
    return project


def _refused(code, work, *args):
    with pytest.raises(Plain) as refused:
        work(*args)
    assert refused.value.code == code, refused.value.th
    return refused.value


def _wave(project, on=date(2026, 12, 1)):
    return moves.plan_wave(project, world.actor(project, "chair"), "ริมน้ำฝั่งตะวันตก", on, NOW, TODAY)


def _join(project, wave, house, plot, from_place="ริมน้ำ"):
    return moves.join_wave(project, world.actor(project, "chair"), wave.pk, house.pk, from_place, plot, NOW, TODAY)


def _tell(project, move, what, on):
    return moves.tell_day(project, world.actor(project, "committee"), move.pk, what, on, NOW, TODAY)


def test_a_house_leaves_in_its_wave_comes_home_and_counts_in_that_year(canal):
    first, second, _ = canal.houses.order_by("id")
    wave = _wave(canal)
    one, two = _join(canal, wave, first, "A 1"), _join(canal, wave, second, "A 2")
    _tell(canal, one, "left", date(2026, 2, 1))
    _tell(canal, two, "left", date(2025, 12, 1))
    assert results() == []
    _tell(canal, two, "home", date(2025, 12, 30))
    _tell(canal, one, "home", date(2026, 8, 1))
    assert results() == [Result("canal", "canal", "50", 2568, 1, 1), Result("canal", "canal", "50", 2569, 0, 1)]
    assert [(w.row.number, len(w.moves), w.home) for w in waves(canal)] == [(1, 2, 2)] and without_wave(
        canal
    ).count() == 1


def test_a_house_moves_once_to_a_plot_of_its_own_in_the_order_of_its_days(canal):
    first, second, _ = canal.houses.order_by("id")
    wave = _wave(canal)
    move = _join(canal, wave, first, "A 1")
    _refused("IN_WAVE", _join, canal, wave, first, "A 9")
    _refused("PLOT_TAKEN", _join, canal, wave, second, "A  1")
    _refused("PLACES", _join, canal, wave, second, "ริมน้ำ")
    _refused("NOT_LEFT", _tell, canal, move, "home", TODAY)
    _refused("FUTURE_DATE", _tell, canal, move, "left", TODAY + timedelta(days=1))
    _refused("BEFORE_START", _tell, canal, move, "left", date(2024, 1, 1))
    _tell(canal, move, "left", date(2026, 2, 1))
    _refused("ALREADY", _tell, canal, move, "left", date(2026, 2, 2))
    _refused("BEFORE_LEFT", _tell, canal, move, "home", date(2026, 1, 31))
    _refused("WHAT", _tell, canal, move, "sold", TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.filter(pk=move.pk).update(home_on=date(2026, 1, 1))


def test_waves_are_of_the_canal_alone_and_of_a_likely_day(canal):
    urban = world.make_project()
    _refused("WAY", _wave, urban)
    _refused("DAY", _wave, canal, date(2569, 1, 1))
    assert [_wave(canal).number, _wave(canal).number] == [1, 2]
    with pytest.raises(NotAllowed):
        moves.plan_wave(canal, world.actor(urban, "chair"), "รุ่น", TODAY, NOW, TODAY)


@pytest.mark.django_db(transaction=True)
def test_two_people_give_one_plot_at_once_and_one_house_has_it(canal):
    first, second, _ = canal.houses.order_by("id")
    wave = _wave(canal)
    answers = all_at_once(lambda house: _join(canal, wave, house, "A 1").to_place, [(first,), (second,)])
    assert sorted(answers) == ["A 1", "PLOT_TAKEN"]


# The lease


def _facts(**more):
    said = {
        "lessor": "lease_treasury", "lessor_name": "กรมธนารักษ์", "contract_no": "12/2569", "from_day": date(2026, 10, 1), "years": 30,
        "rent_satang": 1_000_033, "months_between": 12, "rise_bp": 1500, "rise_years": 5,
    }  # fmt: skip
    return leases.LeaseFacts(**{**said, **more})


def _lease(project, **more):
    return leases.make_lease(project, world.actor(project, "chair"), _facts(**more), NOW, TODAY)


def test_thirty_years_end_on_their_day_and_every_rent_is_exact():
    rows = rules.rents(date(2026, 10, 1), 30, 1_000_033, 12, 1500, 5)
    assert len(rows) == 30 and rules.last_day(date(2026, 10, 1), 30) == date(2056, 9, 30)
    assert [rows[i].satang for i in (0, 4, 5, 10)] == [1_000_033, 1_000_033, 1_150_038, 1_322_544]
    assert rows[29].due == date(2055, 10, 1)
    assert rules.last_day(date(2024, 2, 29), 30) == date(2054, 2, 27)
    monthly = rules.rents(date(2026, 1, 31), 1, 100, 1)
    assert [r.due.day for r in monthly[:3]] == [31, 28, 31] and sum(r.satang for r in monthly) == 1200


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"years": 0}, "YEARS"), ({"years": 91}, "YEARS"), ({"rent_satang": 0}, "RENT"), ({"months_between": 5}, "PERIOD"),
        ({"rise_years": 0}, "RISE"), ({"rise_bp": 10_001}, "RISE"), ({"lessor": "moon"}, "LESSOR"), ({"contract_no": " "}, "NUMBER"),
        ({"from_day": date(2569, 10, 1)}, "YEARS"),
    ],
)  # fmt: skip
def test_a_lease_that_cannot_be_meant_is_refused(canal, change, code):
    with pytest.raises(Plain) as refused:
        _lease(canal, **change)
    assert refused.value.code == code


def test_the_rent_is_gathered_and_paid_in_its_order_to_the_satang(canal):
    _refused("NO_LEASE", leases.pay_rent, canal, siblings.two(canal), 1, NOW, TODAY)
    lease = _lease(canal, from_day=date(2025, 10, 1))
    _refused("LEASED", _lease, canal)
    standing = lease_queries.standing_of(lease, TODAY)
    assert (len(standing.due), standing.owed_satang, lease.until_day) == (2, 2_000_066, date(2055, 9, 30))
    assert standing.years_left == 28 and standing.days_left == (date(2055, 9, 30) - TODAY).days
    _refused("BEFORE", leases.pay_rent, canal, siblings.two(canal), 2, NOW, TODAY)
    _refused("NO_CASH", leases.pay_rent, canal, siblings.two(canal), 1, NOW, TODAY)
    incomes.receive(canal, siblings.two(canal), "savings", 1_000_033, "ทุกครัวเรือน", uuid.uuid4(), NOW, TODAY)
    leases.pay_rent(canal, siblings.two(canal), 1, NOW, TODAY)
    _refused("ALREADY", leases.pay_rent, canal, siblings.two(canal), 1, NOW, TODAY)
    _refused("NOT_FOUND", leases.pay_rent, canal, siblings.two(canal), 31, NOW, TODAY)
    book = balances(book_of(canal))
    assert book["5350"] == 1_000_033 == -book["4240"] and book["1020"] == 0 and verify_book(book_of(canal)).ok
    assert lease_queries.standing_of(lease, TODAY).next_rent.number == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        LeasePayment.objects.update(satang=1)


def test_a_lease_ends_with_a_reason_and_another_may_begin(canal):
    _lease(canal, from_day=date(2025, 10, 1))
    chair = world.actor(canal, "chair")
    _refused("NO_REASON", leases.end_lease, canal, chair, TODAY, " ", NOW, TODAY)
    _refused("FUTURE_DATE", leases.end_lease, canal, chair, date(2025, 9, 1), "ย้าย", NOW, TODAY)
    leases.end_lease(canal, chair, TODAY, "ทำสัญญาใหม่ทั้งแปลง", NOW, TODAY)
    _refused("NO_LEASE", leases.end_lease, canal, chair, TODAY, "อีก", NOW, TODAY)
    assert _lease(canal).pk and len(lease_queries.ended(canal)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_rent_is_paid_once_when_several_pay_it_at_once(canal):
    _lease(canal, from_day=date(2025, 10, 1))
    siblings.money(canal, 5_000_000)
    answers = all_at_once(lambda: leases.pay_rent(canal, siblings.two(canal), 1, NOW, TODAY).number, [()] * 4)
    assert sorted(answers, key=str) == [1, "ALREADY", "ALREADY", "ALREADY"]
    assert balances(book_of(canal))["5350"] == 1_000_033


# Temporary homes


def _stay(project, house, from_day=date(2026, 9, 1), day_satang=10_000, **more):
    facts = stays.StayFacts(
        house.pk, more.get("kind", "rented"), more.get("place", "ห้องเช่าซอย 3"), from_day, day_satang
    )
    return stays.begin_stay(project, world.actor(project, "committee"), facts, NOW, TODAY)


def _out(project, stay, on):
    return stays.end_stay(project, world.actor(project, "committee"), stay.pk, on, NOW, TODAY)


def test_a_stay_has_days_and_cost_and_the_project_pays_up_to_the_ceiling_of_the_house(canal):
    house = canal.houses.first()
    siblings.money(canal, 10_000_000)
    stay = _stay(canal, house, day_satang=25_000)
    (shown,) = stay_queries.stays(canal, date(2026, 9, 10))
    assert (shown.days, shown.satang) == (10, 250_000)
    _refused("NOT_ENDED", stays.pay, canal, siblings.two(canal), stay.pk, NOW, TODAY)
    _out(canal, stay, date(2026, 11, 8))
    assert stays.pay(canal, siblings.two(canal), stay.pk, NOW, TODAY).paid_satang == 69 * 25_000
    _refused("ALREADY", stays.pay, canal, siblings.two(canal), stay.pk, NOW, TODAY)
    more = _out(canal, _stay(canal, house, date(2026, 11, 9), 25_000), date(2026, 11, 20))
    assert (
        stays.pay(canal, siblings.two(canal), more.pk, NOW, TODAY).paid_satang == 75_000
    )  # 18,000 baht is the ceiling
    last = _out(canal, _stay(canal, house, date(2026, 11, 21), 25_000), date(2026, 11, 22))
    _refused("NOTHING", stays.pay, canal, siblings.two(canal), last.pk, NOW, TODAY)
    assert balances(book_of(canal))["5370"] == 1_800_000 and verify_book(book_of(canal)).ok


def test_a_house_stays_in_one_place_at_a_time(canal):
    first, second, _ = canal.houses.order_by("id")
    stay = _stay(canal, first)
    _refused("STAYS", _stay, canal, first)
    assert second in stay_queries.without_stay(canal) and first not in stay_queries.without_stay(canal)
    _refused("BEFORE_START", _out, canal, stay, date(2026, 8, 31))
    _refused("FUTURE_DATE", _out, canal, stay, TODAY + timedelta(days=1))
    _out(canal, stay, date(2026, 9, 5))
    _refused("ALREADY", _out, canal, stay, date(2026, 9, 6))
    _refused("STAYS", _stay, canal, first, date(2026, 9, 5))
    for more, code in (({"kind": "tent"}, "KIND"), ({"place": " "}, "PLACE"), ({"day_satang": -1}, "AMOUNT")):
        with pytest.raises(Plain) as refused:
            _stay(canal, second, **more)
        assert refused.value.code == code
    _refused("FUTURE_DATE", _stay, canal, second, TODAY + timedelta(days=1))
    other = world.make_project()
    _refused("NOT_FOUND", _stay, other, first)


def test_days_count_at_both_ends_and_nothing_is_paid_where_a_programme_gives_nothing():
    assert cost_of(TODAY, TODAY, 7) == 7
    top = CeilingRow(2560, "temporary_home", 100, "x")
    assert [payable(80, 0, top), payable(80, 50, top), payable(80, 120, top), payable(80, 0, None)] == [80, 50, 0, 0]


def test_money_for_a_lease_needs_the_treasurer_and_another(canal):
    _lease(canal)
    secretary, chair = world.actor(canal, "secretary"), world.actor(canal, "chair")
    with pytest.raises(NotAllowed):
        leases.pay_rent(canal, Two(secretary, chair, "1020", TODAY), 1, NOW, TODAY)
