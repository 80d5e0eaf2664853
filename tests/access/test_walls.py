"""The second wall on a real PostgreSQL: what the database itself hides from a session, and that it hides nothing else."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from chumchon.access import walls
from chumchon.access.actions import create_user, grant
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor, GrantFacts
from tests.access import addresses
from tests.access.doors import DOORS
from tests.factories import TODAY, make_fund, user

DOCS = Path(__file__).parents[2] / "docs"
START = date(2020, 1, 1)
BEHIND = tuple(
    f"chumchon.{room}."
    for room in (
        "access", "funds", "checks", "matching", "nation", "relief", "homes", "sources", "leaders", "councils",
    )
)  # fmt: skip
"""Rooms whose tables lie behind the wall, or that read them."""
NO_WALL = {
    "access_organisation": "the directory of bodies: code, name, place; a page finds its body before the wall is known",
    "access_grant": "read at sign-in, before the wall is known: the wall is made of it",
    "areas_district": "the state's own list of places", "areas_governmentarea": "which places a local government covers: public",
    "areas_localgovernment": "the state's own list", "areas_province": "the state's own list of places",
    "areas_subdistrict": "the state's own list of places", "areas_village": "the state's own list of places",
    "people_household": "a house number in a village; who lives there stands elsewhere",
    "councils_council": "the register of councils is open by the Act of 2551 [d]",
    "councils_group": "the register of organisations is open by the Act of 2551 [d]",
    "councils_groupseries": "the next number of a register",
    "households_toldcounts": "counts of ten and more that were told outside the tambon; no answer stands there",
    "households_visitorvillage": "a part of a grant, read with it",
    "homes_programmetarget": "targets are public", "sources_call": "a call for money is public",
    "leaders_certificateseries": "the next number of a body",
    "leaders_certificate": "checked by anybody with its code; its person stands in leaders_leader, behind the wall",
    "leaders_event": "the calendar is public", "leaders_training": "the calendar is public",
    "leaders_skillneed": "what a tambon says it needs: public",
    "leaders_story": "read by two bodies before it is published; no person but the writer stands there",
    "relief_disaster": "where help is needed is told to everybody",
    "relief_point": "a place to which anybody may bring things",
    "relief_stockcount": "what a body has to give is read by those who ask",
    "relief_pledge": "a promise between two bodies is read by both, and summed in public",
    "relief_load": "the same",
    "nation_target": "public", "nation_reportedrow": "public", "nation_figure": "public", "nation_fundmonth": "public, no person",
    "nation_network": "public", "nation_networkmember": "public", "nation_tambonyear": "public counts", "nation_strength": "public",
}  # fmt: skip
"""Tables that say of which body or place they are and stand before the wall, each with why."""
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no rows of their own to hide")


def told(*grants: tuple[int | None, str]) -> walls.Wall:
    facts = tuple(GrantFacts(i, "committee", org, area, START, None) for i, (org, area) in enumerate(grants))
    return walls.wall_of(Actor(1, "ก", facts), TODAY)


def test_a_wall_is_what_the_grants_in_force_cover():
    assert told((7, ""), (3, "")) == walls.Wall((), (3, 7))
    assert told((None, "50"), (7, "")) == walls.Wall(("50",), (7,))
    assert told((None, ""), (7, "")) == walls.NATION
    assert told() == walls.CLOSED
    region = GrantFacts(1, "officer_region", None, "R1", START, None, frozenset({"51", "50"}))
    assert walls.wall_of(Actor(1, "ก", (region,)), TODAY) == walls.Wall(("50", "51"))
    assert walls.wall_of(Actor(1, "ก", (region,)), date(2019, 1, 1)) == walls.CLOSED


@pytest.mark.django_db
def test_a_command_sees_the_nation_and_a_request_begins_closed():
    import contextvars

    def inside() -> None:
        assert walls._now.get() == walls.COMMAND
        walls.begin()
        assert walls._now.get() == walls.CLOSED
        with walls.whole_nation():
            assert walls._now.get() == walls.NATION
        assert walls._now.get() == walls.CLOSED

    contextvars.Context().run(inside)


def placed_tables() -> set[str]:
    """Every table with a column of an organisation or of an area."""
    placed = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            of = field.related_model
            label = of._meta.label if of is not None and not isinstance(of, str) else ""
            if label == "access.Organisation" or label.startswith("areas.") or field.name in ("area", "area_prefix"):
                placed.add(model._meta.db_table)
    return placed


def declared_tables() -> set[str]:
    """Tables that walls.sql names, by their room or one by one."""
    sql = (DOCS / "walls.sql").read_text()
    rooms = re.search(r"relname ~ '\^\(([a-z|]+)\)_'", sql)
    assert rooms is not None
    whole = tuple(f"{room}_" for room in rooms[1].split("|"))
    named = set(re.findall(r"['$]([a-z]+_[a-z]+)\|", sql)) | {"access_auditevent", "people_person"}
    return named | {t for t in (m._meta.db_table for m in apps.get_models()) if t.startswith(whole)}


def test_every_table_of_a_body_or_a_place_has_a_wall_or_a_stated_reason():
    placed = placed_tables()
    assert sorted(placed - declared_tables() - NO_WALL.keys()) == [], "wall it in docs/walls.sql, or say here why not"
    assert sorted(NO_WALL.keys() - placed) == [], "no such table, or it is of no place any more"
    assert all(len(why) > 5 for why in NO_WALL.values())


@on_postgres
def test_what_is_declared_stands_in_the_database_itself(world):
    walled = set(walled_tables())
    assert sorted(placed_tables() - NO_WALL.keys() - walled) == []
    assert sorted(NO_WALL.keys() & walled - {"homes_programmetarget", "sources_call"}) == []
    for table in ("homes_pathperson", "homes_surveyedhouse", "homes_saver", "sources_application", "relief_houseline",
                  "leaders_position", "councils_founder"):  # fmt: skip
        assert table in walled, table


@on_postgres
def test_no_row_of_another_places_homes_houses_or_leaders_is_read_by_raw_sql(world):
    walls.stand(walls.COMMAND)
    tables = (
        "homes_surveyedhouse",
        "homes_pathperson",
        "homes_saver",
        "relief_houselist",
        "leaders_leader",
        "sources_application",
    )
    held = {t: rows(f'SELECT count(*) FROM "{t}"')[0][0] for t in tables}
    assert all(held.values()), held
    walls.stand(told((None, "96")))
    assert {t: rows(f'SELECT count(*) FROM "{t}"')[0][0] for t in tables} == dict.fromkeys(tables, 0)
    walls.stand(walls.PUBLIC)
    assert {t: rows(f'SELECT count(*) FROM "{t}"')[0][0] for t in tables} == dict.fromkeys(tables, 0)
    walls.stand(told((None, "50")))
    assert rows("SELECT count(*) FROM homes_surveyedhouse")[0][0] > 0


@pytest.fixture
def world(db):
    """A full fund in Chiang Mai and one in Bangkok, the rights and the wall laid, and the session in the app's role."""
    own, far = make_fund(), make_fund("far", "100401")
    for fund in (own, far):
        addresses.fill(fund)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # tables with checks that wait cannot be altered
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'chumchon_app'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE chumchon_app")
        rights = (DOCS / "rights.sql").read_text().split("-- Every table")[0]
        cursor.execute(rights)
        cursor.execute((DOCS / "walls.sql").read_text())
        cursor.execute("SET LOCAL ROLE chumchon_app")
    yield own, far
    walls.stand(walls.NATION)
    connection.set_rollback(True)


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def walled_tables() -> list[str]:
    return [t for (t,) in rows("SELECT tablename FROM pg_policies WHERE policyname = 'chumchon_wall' ORDER BY 1")]


@on_postgres
def test_a_province_officer_reads_no_row_of_another_province_even_by_raw_sql(world):
    own, far = world
    walls.stand(told((None, "50")))
    assert rows("SELECT DISTINCT fund_id FROM funds_member") == [(own.id,)]
    assert {o for (o,) in rows("SELECT organisation_id FROM ledger_book")} == {own.organisation_id}
    assert rows(f"SELECT * FROM funds_claim WHERE fund_id = {far.id}") == []
    members = rows(
        "SELECT m.fund_id FROM funds_contribution c JOIN funds_member m ON m.id = c.member_id"
        " UNION SELECT c.fund_id FROM funds_claimdecision d JOIN funds_claim c ON c.id = d.claim_id"
    )
    assert members == [(own.id,)]
    orgs = rows("SELECT DISTINCT b.organisation_id FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id JOIN ledger_book b ON b.id = e.book_id")  # fmt: skip
    assert orgs == [(own.organisation_id,)]


@on_postgres
def test_every_table_that_hangs_on_a_fund_is_behind_the_wall(world):
    tables = set(walled_tables())
    for table in ("funds_member", "funds_memberevent", "funds_contribution", "funds_taking", "funds_claim", "funds_claimdecision",
                  "funds_claimevidence", "ledger_book", "ledger_entry", "ledger_line", "ledger_receipt", "access_auditevent"):  # fmt: skip
        assert table in tables, table
    walls.stand(walls.NATION)
    many = {t: rows(f'SELECT count(*) FROM "{t}"')[0][0] for t in tables}
    walls.stand(walls.CLOSED)
    # A row that names no organisation (of the trail, or that holds for every fund) is nobody's to hide.
    loose = {
        t
        for (t,) in rows(
            "SELECT tablename FROM pg_policies WHERE policyname = 'chumchon_wall' AND qual LIKE '%IS NULL%'"
        )
    }
    loose.add("people_person")  # who is in no fund at all is of another room, and not hidden
    shown = {t: rows(f'SELECT count(*) FROM "{t}"')[0][0] for t in tables - loose}
    assert {t: n for t, n in shown.items() if n} == {} and sum(many.values()) > 50
    assert not loose & {"funds_member", "ledger_entry", "funds_claim", "ledger_line", "funds_contribution"}


@on_postgres
def test_whoever_keeps_one_fund_sees_that_fund_and_its_people(world):
    far = world[1]
    walls.stand(told((far.organisation_id, "")))
    assert rows("SELECT DISTINCT fund_id FROM funds_member") == [(far.id,)]
    seen = {p for (p,) in rows("SELECT id FROM people_person")}
    walls.stand(walls.NATION)
    members = rows("SELECT person_id, fund_id FROM funds_member")
    assert {p for p, fund in members if fund == far.id} == seen & {p for p, _ in members}


@on_postgres
def test_a_row_of_another_fund_is_neither_written_nor_changed(world):
    from django.db import ProgrammingError, transaction

    own, far = world
    walls.stand(told((own.organisation_id, "")))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE funds_member SET beneficiary = 'ฉัน' WHERE fund_id = {far.id}")
        assert cursor.rowcount == 0
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        rows(
            f"INSERT INTO funds_bankaccount (fund_id, bank, number, name, account_id) VALUES ({far.id}, 'ก', '1', 'ก', 1)"
            " RETURNING id"
        )


@on_postgres
def test_a_session_that_was_told_nothing_sees_nothing_and_the_next_one_nothing_of_the_one_before(world, client):
    with connection.cursor() as cursor:
        cursor.execute("RESET ALL")
        cursor.execute("SET LOCAL ROLE chumchon_app")
    assert rows("SELECT count(*) FROM funds_member") == [(0,)]
    client.force_login(user(world[0], "treasurer"))
    assert client.get(f"/f/{world[0].code}/").status_code == 200
    assert rows("SELECT current_setting('app.organisations')") == [(str(world[0].organisation_id),)]
    client.logout()
    assert client.get("/about").status_code == 200
    assert rows("SELECT current_setting('app.organisations'), current_setting('app.areas')") == [("", "")]
    assert rows("SELECT count(*) FROM funds_member") == [(0,)]


@on_postgres
def test_the_public_checks_of_papers_work_and_show_no_member(world, client):
    own, _ = world
    walls.stand(walls.NATION)
    paths = [
        addresses.address(p, route, own) for route, p in addresses.patterns() if route.startswith(("r/", "b/", "c/"))
    ]
    assert len(paths) == 3
    for path in paths:
        assert client.get(path).status_code == 200, path
    assert rows("SELECT count(*) FROM funds_member") == [(0,)]
    assert rows("SELECT count(*) FROM funds_claim") == [(0,)]


def _pages(client, fund) -> dict[str, tuple[int, str]]:
    """Every page that opens by GET: status and text, without what differs from one request to the next."""
    walls.stand(walls.COMMAND)  # what stands in an address is not what the page shows
    paths = {
        route: addresses.address(pattern, route, fund)
        for route, pattern in addresses.patterns()
        if pattern.callback.__module__.startswith(BEHIND) and not route.endswith("/audit")  # grows by being read
    }
    found = {}
    for route, path in paths.items():
        answer = client.get(path)
        text = answer.content.decode(errors="replace") if "text/" in answer.get("Content-Type", "") else ""
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}', "", text)
        found[route] = (answer.status_code, text)
    return found


@on_postgres
@pytest.mark.parametrize("role", ["", "treasurer", "chair", "officer_province", "officer_hq"])
def test_the_wall_hides_nothing_that_the_house_itself_shows(world, client, role):
    own, _ = world
    walls.stand(walls.NATION)
    if role:
        person = create_user(f"only-{role}", "นางใจ", "x" * 12)
        area = {"officer_province": "50", "officer_hq": ""}
        grant(person, role, START, *((None, area[role]) if role in area else (own.organisation,)))
        assert actor_of_user(person).grants
        client.force_login(person)
    behind = _pages(client, own)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")  # the superuser of the tests, whom no wall holds
    walls.stand(walls.NATION)
    assert DOORS.keys() >= behind.keys()
    before = _pages(client, own)
    assert {r: s for r, (s, _) in behind.items()} == {r: s for r, (s, _) in before.items()}
    assert [r for r in before if before[r][1] != behind[r][1]] == []
