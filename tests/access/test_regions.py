"""An officer of a region: their provinces and no others, wherever the institute draws the line today."""

from datetime import date

import pytest

from chumchon.access.actions import create_user, grant, require
from chumchon.access.models import Organisation
from chumchon.access.queries import actor_of_user, funds_of, within
from chumchon.access.rules import Actor, GrantFacts, areas_of, may, permissions
from chumchon.areas.models import Province, Region
from chumchon.thai.errors import NotAllowed
from tests import factories
from tests.factories import TODAY

START = date(2020, 1, 1)


def officer(*areas: str, role: str = "officer_region") -> Actor:
    person = create_user("-".join(["officer", *areas]).lower(), "นางสาวกัลยา พรหมมา", "x" * 12)
    for area in areas:
        grant(person, role, START, area_prefix=area)
    return actor_of_user(person)


@pytest.fixture
def funds(db):
    """Chiang Mai and Lamphun lie in region 1, Khon Kaen in region 2."""
    return [factories.make_fund(*place) for place in (("north", "500705"), ("near", "510101"), ("isan", "400101"))]


def test_an_officer_of_region_1_reads_its_funds_and_is_refused_in_region_2(funds):
    north, near, isan = (f.organisation for f in funds)
    actor = officer("R1")
    for organisation in (north, near):
        require(actor, "reports.read", organisation, TODAY)
    with pytest.raises(NotAllowed):
        require(actor, "reports.read", isan, TODAY)
    assert permissions(actor, isan.id, isan.subdistrict_id, TODAY) == frozenset()
    assert not may(actor, "book.post", north.id, north.subdistrict_id, TODAY)


def test_the_list_of_funds_holds_the_region_and_nothing_else(client, funds):
    from chumchon.access.models import User

    officer("R1")
    client.force_login(User.objects.get(username="officer-r1"))
    page = client.get("/me/funds").content.decode()
    assert "/f/north/" in page and "/f/near/" in page and "/f/isan/" not in page
    assert client.get("/f/isan/").status_code == 403
    assert client.get("/f/near/").status_code == 200


def test_provinces_and_districts_hold_as_before(funds):
    north, near, _ = (f.organisation for f in funds)
    for area in ("50", "5007", "500705"):
        actor = officer(area, role="officer_province")
        assert may(actor, "reports.read", north.id, north.subdistrict_id, TODAY)
        assert not may(actor, "reports.read", near.id, near.subdistrict_id, TODAY)


def test_a_province_that_moves_to_another_region_goes_to_its_officers(funds):
    near = funds[1].organisation
    first, second = officer("R1"), officer("R2")
    assert may(first, "reports.read", near.id, "510101", TODAY)
    assert not may(second, "reports.read", near.id, "510101", TODAY)
    Province.objects.filter(code="51").update(region=Region.objects.get(code="R2"))
    from chumchon.access.models import User

    first, second = (actor_of_user(User.objects.get(pk=a.user_id)) for a in (first, second))
    assert not may(first, "reports.read", near.id, "510101", TODAY)
    assert may(second, "reports.read", near.id, "510101", TODAY)


def test_a_region_without_provinces_opens_nothing(funds):
    nobody = Actor(1, "ก", (GrantFacts(1, "officer_region", None, "R9", START, None),))
    assert not may(nobody, "reports.read", None, "500705", TODAY)
    assert areas_of(nobody, "reports.read", TODAY) == ()
    assert not Organisation.objects.filter(within(())).exists()


def test_the_areas_of_an_actor_are_told_once_and_end_with_the_grant(funds):
    actor = officer("R1", "50", "5007", "400101")
    prefixes = areas_of(actor, "desk.read", TODAY)
    assert "50" in prefixes and "5007" not in prefixes and "400101" in prefixes
    assert [o.code for o in funds_of(prefixes)] == ["isan", "north", "near"]
    assert areas_of(actor, "book.post", TODAY) == () == areas_of(actor, "desk.read", date(2019, 1, 1))
    assert areas_of(officer("", role="officer_hq"), "desk.read", TODAY) == ("",)
    assert areas_of(factories.actor(funds[0], "chair"), "reports.read", TODAY) == ()


def test_a_region_is_told_when_the_officer_is_added(capsys, db):
    import json

    from django.core.management import CommandError, call_command

    call_command(
        "add_officer", "suda", "--name", "นางสุดา", "--role", "officer_region", "--region", "R1", "R3", "--json"
    )
    assert json.loads(capsys.readouterr().out)["username"] == "suda"
    from chumchon.access.models import Grant

    assert sorted(Grant.objects.values_list("area_prefix", flat=True)) == ["R1", "R3"]
    with pytest.raises(CommandError, match="NO_AREA"):
        call_command("add_officer", "suda2", "--name", "นางสุดา", "--role", "officer_region", "--region", "R7")
