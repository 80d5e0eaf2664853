"""An officer sees on the desk which disasters of the area still lack a promise."""

from datetime import timedelta

import pytest

from chumchon.relief import desk
from tests.councils import world as councils
from tests.factories import TODAY
from tests.relief.world import counted, flood, listed, promised, three

pytestmark = pytest.mark.django_db


def numbers(area: str, day=TODAY) -> list[int]:
    return [c.count for c in desk.cards(councils.officer(area), (area,), day)]


def test_a_disaster_lies_on_the_desk_until_everything_is_promised_and_it_is_closed():
    own, near, _ = three()
    disaster = flood(own)
    assert numbers("50") == [0, 1, 0] and numbers("10") == [0, 0, 0]
    listed(own, disaster, "1", (("rice", 10),))
    assert numbers("50") == [1, 1, 0] and numbers("500705") == [1, 1, 0]
    counted(near, quantity=100)
    promised(near, disaster, quantity=10)
    assert numbers("50") == [0, 1, 0] and numbers("50", TODAY + timedelta(days=90)) == [0, 1, 1]
    [(table, href)] = desk.section(near.organisation, councils.officer(), TODAY)
    assert table.rows[0][2] == "10 กก." and href == f"/relief/of/{near.code}/"


def test_the_cards_ask_the_same_few_questions_however_many_disasters_there_are(django_assert_max_num_queries):
    own, *_ = three()
    for name in ("น้ำท่วมแรก", "น้ำท่วมสอง", "น้ำท่วมสาม"):
        listed(own, flood(own, name=name, again=True), "1", (("rice", 10), ("water", 5)))
    actor = councils.officer()
    with django_assert_max_num_queries(3):
        assert [c.count for c in desk.cards(actor, ("50",), TODAY)] == [3, 3, 0]


def test_a_disaster_of_a_whole_province_reaches_who_holds_one_district_of_it():
    own, _, _ = three()
    flood(own, areas=("50",))
    assert numbers("5007") == [0, 1, 0] and numbers("51") == [0, 0, 0]
