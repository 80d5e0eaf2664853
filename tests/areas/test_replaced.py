"""A tambon that changes its code or is merged: fund, villages, officers and history go with it."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent
from chumchon.access.queries import actor_of_user
from chumchon.areas.actions import make_villages
from chumchon.areas.models import Subdistrict, Village
from chumchon.areas.queries import search_subdistricts
from chumchon.funds.models import Fund, Member
from chumchon.nation.actions.areas import move_province, replace_tambon
from chumchon.nation.actions.facts import refresh_books
from chumchon.nation.models import Figure, FundMonth
from chumchon.thai.errors import Plain
from tests.access import addresses
from tests.factories import NOW, TODAY, make_fund, make_member

pytestmark = pytest.mark.django_db
DAY, SOURCE = date(2026, 10, 1), "ราชกิจจานุเบกษา 1 ต.ค. 2569"


@pytest.fixture
def hq(db):
    person = create_user("suda", "นางสุดา", "x" * 12)
    grant(person, "officer_hq", date(2020, 1, 1))
    return actor_of_user(person)


def test_a_new_code_takes_fund_book_villages_and_officer_along(fund, hq):
    addresses.fill(fund)
    refresh_books(TODAY)
    money = FundMonth.objects.latest("month").money_satang
    officer = create_user("kanya", "นางกัลยา", "x" * 12)
    grant(officer, "officer_province", date(2020, 1, 1), area_prefix="500705")
    moved = replace_tambon(hq, "500705", "500799", DAY, SOURCE, NOW, TODAY)
    assert fund.code in moved.bodies and moved.officers >= 1  # a council and its officer move as well
    old, fund = Subdistrict.objects.get(code="500705"), Fund.objects.get(pk=fund.pk)
    assert (old.valid_to, old.successor_id) == (date(2026, 9, 30), "500799")
    assert fund.organisation.subdistrict_id == "500799" and fund.organisation.subdistrict.name_th == old.name_th
    assert fund.organisation.subdistrict.villages.count() == 7 and not old.villages.exists()
    assert Member.objects.get(fund=fund).village.subdistrict_id == "500799"
    refresh_books(TODAY)
    newest = FundMonth.objects.latest("month")
    assert (newest.area, newest.money_satang) == ("500799", money)
    assert Figure.objects.get(origin="books", measure="funds", area="5007", as_of=newest.month).value == 1
    assert officer.grants.get().area_prefix == "500799"
    assert [s.code for s in search_subdistricts(f"{old.name_th} แม่ริม")] == ["500799"]
    assert AuditEvent.objects.get(verb="area.move", organisation=fund.organisation).detail["source"] == SOURCE


def test_in_a_merger_villages_with_the_same_number_go_behind_the_last_one(hq):
    fund = make_fund(villages=3)
    member = make_member(fund, village=2)
    make_villages(Subdistrict.objects.get(code="500701"), 5)
    moved = replace_tambon(hq, "500705", "500701", DAY, SOURCE, NOW, TODAY)
    assert moved.villages == {1: 6, 2: 7, 3: 8}
    fund = Fund.objects.get(pk=fund.pk)
    assert Member.objects.get(pk=member.pk).village.number == 7
    assert fund.village_count == 8 and Village.objects.filter(subdistrict="500701").count() == 8


@pytest.mark.parametrize(
    ("old", "new", "day", "code"),
    [
        ("500705", "500705", DAY, "SAME_AREA"), ("509999", "500701", DAY, "NO_AREA"), ("500705", "999901", DAY, "NO_DISTRICT"),
        ("500705", "5007", DAY, "NO_DISTRICT"), ("500705", "500701", date(2027, 1, 1), "NOT_YET"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_moves(fund, hq, old, new, day, code):
    with pytest.raises(Plain, match=code):
        replace_tambon(hq, old, new, day, SOURCE, NOW, TODAY)
    assert Fund.objects.get(pk=fund.pk).organisation.subdistrict_id == "500705"


def test_a_code_that_ended_is_not_ended_twice_and_nothing_is_merged_into_it(hq, fund):
    replace_tambon(hq, "500705", "500799", DAY, SOURCE, NOW, TODAY)
    for old, new in (("500705", "500701"), ("500701", "500705")):
        with pytest.raises(Plain, match="AREA_ENDED"):
            replace_tambon(hq, old, new, DAY, SOURCE, NOW, TODAY)


def test_nobody_but_headquarters_moves_areas(fund):
    person = create_user("kanya", "นางกัลยา", "x" * 12)
    grant(person, "officer_province", date(2020, 1, 1), area_prefix="50")
    with pytest.raises(Plain, match="NOT_ALLOWED"):
        replace_tambon(actor_of_user(person), "500705", "500799", DAY, SOURCE, NOW, TODAY)
    with pytest.raises(Plain, match="NOT_ALLOWED"):
        move_province(actor_of_user(person), "50", "R2", SOURCE, NOW, TODAY)


def test_a_province_in_another_region_takes_its_figures_along(fund, hq):
    addresses.fill(fund)
    refresh_books(TODAY)
    assert Figure.objects.filter(origin="books", area="R1", measure="funds").exists()
    move_province(hq, "50", "R2", SOURCE, NOW, TODAY)
    assert not Figure.objects.filter(origin="books", area="R1", measure="funds").exists()
    assert Figure.objects.filter(origin="books", area="R2", measure="funds").exists()
    with pytest.raises(Plain, match="SAME_REGION"):
        move_province(hq, "50", "R2", SOURCE, NOW, TODAY)
    with pytest.raises(Plain, match="NO_SOURCE"):
        move_province(hq, "50", "R1", " ", NOW, TODAY)


def test_the_command_says_what_moved_and_refuses_in_words(fund, capsys):
    call_command("areas_replace", "500705", "500799", "--from", "1/10/2569", "--source", SOURCE)
    assert "ย้าย 1 องค์กร" in capsys.readouterr().out
    with pytest.raises(CommandError, match="AREA_ENDED"):
        call_command("areas_replace", "500705", "500799", "--from", "1/10/2569", "--source", SOURCE)
