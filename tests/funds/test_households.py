"""Houses: who lives together, who moves away, and that the history knows it."""

import pytest

from chumchon.funds.actions import households as actions
from chumchon.funds.queries.households import household
from chumchon.funds.queries.members_history import happenings
from chumchon.people.models import Household
from chumchon.thai.errors import Plain
from tests import factories

pytestmark = pytest.mark.django_db
TODAY, NOW = factories.TODAY, factories.NOW


@pytest.fixture
def secretary(fund):
    return factories.actor(fund, "secretary")


def village(fund, number):
    return fund.organisation.subdistrict.villages.get(number=number)


def test_a_part_of_a_house_becomes_a_house_of_its_own(fund, secretary):
    family = [factories.make_member(fund, name, 4, "12/1") for name in ("สมศรี", "บุญมี", "ปิ่นมณี")]
    there = actions.move(fund, secretary, family[1:], village(fund, 5).id, " ๑๓ ", TODAY, NOW, reason="แยกครัวเรือน")
    assert there.house_no == "13"
    assert [m.person.first_name for m in household(fund, there.id)[1]] == ["บุญมี", "ปิ่นมณี"]
    assert [m.person.first_name for m in household(fund, family[0].person.household_id)[1]] == ["สมศรี"]
    family[1].refresh_from_db()
    assert family[1].village.number == 5
    event = happenings(family[1])[-1]
    assert (event.before["house_no"], event.after["house_no"]) == ("12/1", "13") and "village" in event.after


def test_a_move_into_a_house_that_is_there_makes_no_second_house(fund, secretary):
    here = factories.make_member(fund, "สมศรี", 4, "12/1")
    guest = factories.make_member(fund, "บุญมี", 4, "15")
    assert (
        actions.move(fund, secretary, [guest], village(fund, 4).id, "12 / 1", TODAY, NOW).id == here.person.household_id
    )
    assert Household.objects.filter(house_no__contains="12").count() == 1


def test_who_stays_where_they_are_gets_no_line_of_history(fund, secretary):
    member = factories.make_member(fund, "สมศรี", 4, "12/1")
    actions.move(fund, secretary, [member], village(fund, 4).id, "12/1", TODAY, NOW)
    assert not member.events.exists()


def test_a_move_that_cannot_be_is_refused_and_nobody_moves(fund, secretary):
    member = factories.make_member(fund, "สมศรี", 4, "12/1")
    other = factories.make_fund("other", "500701")
    stranger = factories.make_member(other)
    cases = [
        ([], village(fund, 4).id, "13", "NOBODY"),
        ([member], None, "13", "NO_VILLAGE"),
        ([member], village(other, 4).id, "13", "NO_VILLAGE"),
        ([member], village(fund, 4).id, "  ", "NO_HOUSE"),
        ([member, stranger], village(fund, 4).id, "13", "NOT_HERE"),
    ]
    for members, to, house, code in cases:
        with pytest.raises(Plain, match=code):
            actions.move(fund, secretary, members, to, house, TODAY, NOW)
    with pytest.raises(Plain, match="NOT_ALLOWED"):
        actions.move(fund, factories.actor(fund, "collector"), [member], village(fund, 4).id, "13", TODAY, NOW)
    member.person.refresh_from_db()
    assert member.person.household.house_no == "12/1"


def test_the_page_of_a_house_moves_those_who_are_ticked(fund, client):
    client.force_login(factories.user(fund, "secretary"))
    one, two = (factories.make_member(fund, name, 4, "12/1") for name in ("สมศรี", "บุญมี"))
    url = f"/f/mae-raem/members/houses/{one.person.household_id}"
    page = client.get(url).content.decode()
    assert "บ้านเลขที่ 12/1" in page and "2 คน" in page and f'value="{two.id}"' in page
    to = {"village": village(fund, 4).id, "house_no": "99"}
    assert client.post(f"{url}/move", to).status_code == 422
    assert client.post(f"{url}/move", {**to, "members": [two.id]}).status_code == 302
    assert "1 คน" in client.get(url).content.decode()
