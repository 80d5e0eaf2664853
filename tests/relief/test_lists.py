"""Needs by house: from the form and a phone, two volunteers at one door, a phone that comes back after a week."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from chumchon.relief.actions import disasters, lists
from chumchon.relief.models import HouseList, ListWord, Need
from chumchon.relief.queries.lists import waiting
from chumchon.thai.errors import NotAllowed
from tests.factories import NOW, TODAY, actor, make_fund
from tests.relief.world import (
    FIRST,
    counted,
    entry,
    flood,
    fresh,
    laid_out,
    listed,
    loaded,
    moment,
    promised,
    refused,
    three,
    whole,
)  # fmt: skip
from tests.together import all_at_once


@pytest.fixture
def own(db):
    return make_fund()


def asked(disaster, item="rice"):
    return sum(Need.objects.filter(disaster=disaster, item=item).values_list("asked", flat=True))


def test_a_house_is_listed_and_asks_for_what_it_lacks(own):
    disaster = flood(own)
    row, word, new = listed(own, disaster, "๑๒ / ๓", (("rice", 10), ("water", 24)))
    assert (word, new) == ("counts", True) and row.household.house_no == "12/3"
    assert asked(disaster) == 10 and asked(disaster, "water") == 24
    assert Need.objects.filter(disaster=disaster).first().area_code == "50070501"


def test_a_list_sent_twice_is_one_list(own):
    disaster, said = flood(own), entry()
    for new in (True, False):
        assert lists.keep_list(own.organisation, disaster.pk, actor(own, "collector"), said, NOW, TODAY)[2] is new
    assert asked(disaster) == 10 and HouseList.objects.count() == 1
    with refused("ID_REUSED"):
        listed(own, disaster, "2", uid=said.uid)


def test_two_volunteers_at_one_house_never_double_what_it_asks_for_until_a_person_decides(own):
    disaster = flood(own)
    listed(own, disaster, "1", (("rice", 10),), by="collector")
    second, word, _ = listed(own, disaster, "1", (("rice", 15),), by="secretary")
    assert word == "double" and asked(disaster) == 10
    found = waiting(own.organisation, disaster)
    assert [r.pk for r in found] == [second.pk] and found[0].others[0].lines.get().asked == 10
    lists.decide(own.organisation, second.pk, actor(own, "treasurer"), "replaces", NOW, TODAY)
    assert asked(disaster) == 15 and not waiting(own.organisation, disaster)
    with refused("DECIDED"):
        lists.decide(own.organisation, second.pk, actor(own, "chair"), "dropped", NOW, TODAY)
    lists.decide(own.organisation, second.pk, actor(own, "chair"), "replaces", NOW, TODAY)


@pytest.mark.parametrize(("word", "sum_"), [("adds", 25), ("replaces", 15), ("dropped", 10)])
def test_a_double_adds_replaces_or_is_dropped(own, word, sum_):
    disaster = flood(own)
    listed(own, disaster, "1", (("rice", 10),))
    second, _, _ = listed(own, disaster, "1", (("rice", 15),), by="secretary")
    lists.decide(own.organisation, second.pk, actor(own, "chair"), word, NOW, TODAY)
    assert asked(disaster) == sum_


def test_the_very_same_list_of_another_volunteer_is_dropped_without_asking_anybody(own):
    disaster = flood(own)
    listed(own, disaster, "1")
    assert listed(own, disaster, "1", by="secretary")[1] == "dropped"
    assert asked(disaster) == 10 and not waiting(own.organisation, disaster)


def test_a_volunteer_who_comes_again_says_what_holds_now(own):
    disaster = flood(own)
    listed(own, disaster, "1", (("rice", 10), ("water", 5)))
    assert listed(own, disaster, "1", (("rice", 4),), at=moment(hours=1))[1] == "replaces"
    assert asked(disaster) == 4 and asked(disaster, "water") == 0


def test_a_phone_that_comes_back_after_a_week_loses_nothing(own):
    disaster = flood(own)
    listed(own, disaster, "1", (("rice", 10),), at=moment(hours=2))
    # The own older touch arrives after the newer one: a person decides.
    assert listed(own, disaster, "1", (("rice", 3),), at=NOW)[1] == "double"
    disasters.close(disaster.pk, actor(own, "chair"), NOW, TODAY)
    late, word, _ = listed(own, disaster, "7", (("rice", 8),), at=moment(hours=3), day=TODAY + timedelta(days=7))
    assert word == "late" and asked(disaster) == 10
    assert late.pk in [r.pk for r in waiting(own.organisation, disaster)]
    lists.decide(own.organisation, late.pk, actor(own, "chair"), "adds", NOW, TODAY)
    assert asked(disaster) == 18


def test_what_cannot_be_so_is_refused_in_a_sentence(own):
    disaster = flood(own, ("50070501",))
    for code, more in {
        "NOTHING": {"lines": ()}, "NO_ITEM": {"lines": (("gold", 1),)}, "QUANTITY": {"lines": (("rice", 20_000),)},
        "MONEY_ITEM": {"lines": (("money", 100),)}, "PEOPLE": {"people": 0}, "NO_HOUSE": {"house": " "},
        "NO_VILLAGE": {"village": 88}, "OUTSIDE": {"village": 2}, "NOT_A_PLACE": {"latitude": 1.0, "longitude": 100.0},
        "BEFORE": {"at": NOW - timedelta(days=40)}, "NO_POINT": {"point": 999}, "DAMAGE": {"damage_satang": -1},
    }.items():  # fmt: skip
        with refused(code) as said:
            listed(own, disaster, **more)
        assert said.value.th and said.value.en
    assert not HouseList.objects.exists()


def test_only_who_may_lists_and_decides(own):
    disaster = flood(own)
    with pytest.raises(NotAllowed):
        listed(own, disaster, by="auditor")
    listed(own, disaster)
    row, _, _ = listed(own, disaster, lines=(("rice", 11),), by="secretary")
    with pytest.raises(NotAllowed):
        lists.decide(own.organisation, row.pk, actor(own, "collector"), "adds", NOW, TODAY)
    other = make_fund("other", "500706")
    with refused("NO_LIST"):
        lists.decide(other.organisation, row.pk, actor(other, "chair"), "adds", NOW, TODAY)


def test_a_shelter_is_listed_as_one_place(own):
    disaster = flood(own)
    point = disasters.add_point(own.organisation, disaster.pk, actor(own, "collector"), "ศาลาวัดบ้านใหม่", 3, NOW, TODAY)
    assert listed(own, disaster, "", (("rice", 400),), point=point.pk, people=60)[1] == "counts"
    assert Need.objects.get(point=point).area_code == "50070503"


def test_a_disaster_is_opened_once_and_a_second_in_the_same_place_is_asked_about(own):
    key = uuid.uuid4()
    first = flood(own, key=key)
    assert flood(own, key=key) == first
    with refused("OPEN_ALREADY"):
        flood(own, ("50070502",))
    assert flood(own, ("50070502",), again=True) != first
    with refused("OTHER_AREA"):
        flood(own, ("570101",))
    with refused("NO_AREA"):
        flood(own, ("999999",))
    with refused("FUTURE_DATE"):
        flood(own, first=TODAY + timedelta(days=2))
    with refused("BAD_DAYS"):
        flood(own, until_day=FIRST - timedelta(days=1))


def test_rows_that_tell_what_happened_never_change(own):
    disaster = flood(own)
    row, _, _ = listed(own, disaster)
    for model, field in ((HouseList, "people"), (ListWord, "by_id")):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(**{field: 1})
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM relief_houseline WHERE house_list_id = {row.pk}")


@pytest.mark.django_db(transaction=True)
def test_two_volunteers_at_one_moment_are_one_that_counts_and_one_that_waits():
    own = make_fund()
    disaster = flood(own)
    words = all_at_once(
        lambda by, quantity: listed(own, disaster, "1", (("rice", quantity),), by=by)[1],
        [("collector", 10), ("secretary", 15)],
    )
    assert sorted(words) == ["counts", "double"]
    assert asked(disaster) in (10, 15)
    assert fresh(Need.objects.get()).item_id == "rice"


def test_what_was_laid_out_for_a_house_that_asks_for_less_by_now_is_free_for_others(db):
    own, near, _ = three()
    disaster = flood(own)
    listed(own, disaster, "1", (("rice", 30),))
    counted(near, quantity=30)
    promised(near, disaster, quantity=30)
    laid_out(own, disaster)
    loaded(near, disaster, part=12)
    second = listed(own, disaster, "1", (("rice", 20),), by="secretary")[0]
    assert lists.word_now(second) == "double" and Need.objects.get().allotted == 30, (
        "nothing moves before a person decides"
    )
    lists.decide(own.organisation, second.pk, actor(own, "chair"), "replaces", NOW, TODAY)
    assert (Need.objects.get().asked, Need.objects.get().allotted) == (20, 20)
    listed(own, disaster, "2", (("rice", 15),))
    assert [a.quantity for a in laid_out(own, disaster)] == [10], "ten kilograms found another house"
    third = listed(own, disaster, "1", (("rice", 5),), by="collector")[0]
    lists.decide(own.organisation, third.pk, actor(own, "chair"), "replaces", NOW, TODAY)
    assert Need.objects.get(household__house_no="1").allotted == 12, "what stands on a load stays laid out"
    assert whole(disaster)
