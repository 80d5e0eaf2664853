"""The most private data of all: who gets in, what leaves the tambon, and on PostgreSQL what the database itself hides."""

import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from chumchon.access import walls
from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent, Grant, User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import OFFICERS, PERMISSIONS
from chumchon.households.actions import consents, referrals, registers, visits
from chumchon.households.actions.telling import tell
from chumchon.households.forms.entries import PHONE
from chumchon.households.models import Referral, Register, ToldCounts, Visit
from chumchon.households.queries import outside
from chumchon.thai.errors import Clash, NotAllowed, Refused
from tests import factories
from tests.factories import NOW, TODAY
from tests.households import world
from tests.phone import sealed_by_phone

pytestmark = pytest.mark.django_db
START = date(2010, 1, 1)
TABLES = ("register", "passbook", "consent", "visit", "familyplan", "householdhelp", "referral")


@pytest.fixture
def register(db):
    return world.make_register(factories.make_fund())


def test_two_roles_have_household_rights_and_nobody_else():
    held = {role: {p for p in ps if p.startswith("households.")} for role, ps in PERMISSIONS.items()}
    assert {role for role, ps in held.items() if ps} == {"visitor", "household_keeper"}
    assert all(not held[role] for role in (*OFFICERS, "admin", "secretary", "chair"))
    assert not held["visitor"] & {"households.private", "households.people", "households.settle"}


def test_the_fund_opens_its_tambons_register_once_and_whoever_opens_it_sees_nothing(client):
    fund = factories.make_fund()
    chair = factories.actor(fund, "chair")
    create_user("kanda", "นางกานดา", "x" * 12)
    with pytest.raises(Refused, match="OWN_ROLE"):
        registers.open_register(fund.organisation, chair, "chair-mae-raem", NOW, TODAY)
    with pytest.raises(NotAllowed):
        registers.open_register(fund.organisation, factories.actor(fund, "treasurer"), "kanda", NOW, TODAY)
    operator = create_user("operator", "นายผู้ดูแลระบบ", "x" * 12)
    grant(operator, "admin", START, None, "")
    with pytest.raises(NotAllowed):
        registers.open_register(fund.organisation, actor_of_user(operator), "kanda", NOW, TODAY)
    register, password = registers.open_register(fund.organisation, chair, "kanda", NOW, TODAY)
    assert (register.code, password) == ("passbook-500705", "")
    with pytest.raises(Clash, match="OPEN_ALREADY"):
        registers.open_register(fund.organisation, chair, "kanda", NOW, TODAY)
    for name, status in (("chair-mae-raem", 403), ("secretary-mae-raem", 403), ("kanda", 200)):
        client.force_login(User.objects.get(username=name))
        assert client.get(f"/p/{register.code}/").status_code == status


def test_a_secretary_gets_in_only_by_a_grant_of_its_own(client, register):
    keeper = world.actor(register, "keeper")
    registers.let_in(register, keeper, "secretary-mae-raem", "", "visitor", NOW, TODAY)
    client.force_login(User.objects.get(username="secretary-mae-raem"))
    assert client.get(f"/p/{register.code}/").status_code == 200
    with pytest.raises(Clash, match="HAS_ROLE"):
        registers.let_in(register, keeper, "secretary-mae-raem", "", "visitor", NOW, TODAY)
    given = Grant.objects.get(user__username="secretary-mae-raem", organisation=register.organisation)
    registers.let_out(register, keeper, given.pk, NOW, TODAY)
    assert client.get(f"/p/{register.code}/").status_code == 403


def test_the_last_keeper_stays_and_others_are_let_in_by_no_visitor(register):
    keeper, mine = (
        world.actor(register, "keeper"),
        Grant.objects.get(organisation=register.organisation, role="household_keeper"),
    )
    with pytest.raises(Refused, match="LAST_KEEPER"):
        registers.let_out(register, keeper, mine.pk, NOW, TODAY)
    with pytest.raises(NotAllowed):
        registers.let_in(register, world.actor(register), "chair-mae-raem", "", "visitor", NOW, TODAY)
    with pytest.raises(Refused, match="NO_ROLE"):
        registers.let_in(register, keeper, "chair-mae-raem", "", "officer_hq", NOW, TODAY)
    assert registers.let_in(register, keeper, "new.one", "นางใหม่ ใจดี", "household_keeper", NOW, TODAY).count("-") == 2
    registers.let_out(register, keeper, mine.pk, NOW, TODAY)


@pytest.mark.parametrize(
    ("role", "area"), [("officer_province", "50"), ("officer_region", ""), ("officer_hq", ""), ("admin", "")]
)
def test_no_officer_opens_a_page_of_a_household(client, register, role, area):
    passbook = world.visited(register)
    person = create_user(f"one-{role}", "นายหนึ่ง", "x" * 12)
    grant(person, role, START, None, area)
    client.force_login(person)
    for path in ("", "visit", "referrals", f"houses/{passbook.pk}", f"houses/{passbook.pk}/paper", "?format=csv"):
        assert client.get(f"/p/{register.code}/{path}").status_code == 403, path


@pytest.mark.parametrize(
    ("role", "area"), [("officer_province", "50"), ("officer_region", "R1"), ("officer_hq", ""), ("admin", "")]
)
def test_no_area_opens_the_registers_trail_its_people_or_any_other_page_of_it(client, register, role, area):
    world.visited(register)
    person = create_user(f"one-{role}".lower(), "นายหนึ่ง", "x" * 12)
    grant(person, role, START, None, area)
    client.force_login(person)
    for path in (
        "f/{}/audit",
        "f/{}/audit?format=csv",
        "f/{}/users",
        "leaders/{}/people",
        "sources/{}/",
        "leaders/{}/learners",
    ):
        assert client.get("/" + path.format(register.code)).status_code == 403, path


def test_the_keeper_reads_who_opened_what(client, register):
    passbook = world.visited(register)
    client.force_login(world.user(register, "visitor"))
    client.get(f"/p/{register.code}/houses/{passbook.pk}")
    assert client.get(f"/f/{register.code}/audit").status_code == 403
    client.force_login(world.user(register, "keeper"))
    page = client.get(f"/f/{register.code}/audit").content.decode()
    assert "เปิดดูสมุดพกครัวเรือน" in page and "นางvisitor" in page and "สมศรี" not in page


def test_no_officer_reads_what_a_family_sent_on_by_any_permission():
    from chumchon.households.actions.referrals import TAKERS

    for role in (*OFFICERS, "admin"):
        assert not PERMISSIONS[role] & set(TAKERS.values()), role


def test_every_opening_stands_on_the_trail(client, register):
    passbook = world.visited(register)
    client.force_login(world.user(register, "visitor"))
    client.get(f"/p/{register.code}/houses/{passbook.pk}")
    client.get(f"/p/{register.code}/houses/{passbook.pk}/paper")
    for path in (
        "?format=csv",
        "",
        "referrals",
        "referrals?format=csv",
        f"visit?house={passbook.pk}",
        f"houses/{passbook.pk}/refer",
    ):
        client.get(f"/p/{register.code}/{path}")
    verbs = AuditEvent.objects.filter(organisation=register.organisation).order_by("id").values_list("verb", flat=True)
    assert [v.removeprefix("household.") for v in verbs][-8:] == [
        "read",
        "read",
        "list",
        "look",
        "look",
        "list",
        "read",
        "read",
    ]


def told(day: date = TODAY) -> int:
    return tell(day, NOW)


def test_only_counts_of_ten_and_more_leave_the_tambon_and_only_once_a_month(client, register):
    assert told() == 0 and outside.counts() == []
    world.village(register, 24, 12)
    assert told() == 1
    [row] = outside.counts()
    assert (row.visited, row.measures["in_need"], row.measures["education"]) == (24, 12, None)
    assert outside.counts("10") == [] and row.until == date(2026, 10, 31)
    page = client.get("/p/counts").content.decode()
    assert register.organisation.subdistrict.label in page and "สมศรี" not in page and "31 ต.ค. 69" in page


def test_what_was_told_does_not_move_by_one_household_neither_that_month_nor_the_next(client, register):
    first = world.village(register, 24, 12)
    told()
    before = (outside.counts(), client.get("/p/counts?format=csv").content)
    consents.refuse(register, first[0].pk, world.actor(register), NOW, TODAY)  # was in need
    world.visited(
        register, "900", reds=world.HEAVY, visited_on=TODAY - timedelta(days=30)
    )  # a phone that came back late
    world.visited(register, "101", visited_on=TODAY)  # better by now
    assert (outside.counts(), client.get("/p/counts?format=csv").content) == before
    for i in range(7):  # nine households changed by now: too few to be told apart
        world.visited(register, str(910 + i), visited_on=TODAY)
    assert told(date(2026, 12, 24)) == 0 and outside.counts() == before[0]
    world.visited(register, "950", visited_on=TODAY)
    assert told(date(2026, 12, 24)) == 1 and told(date(2026, 12, 25)) == 0
    [row] = outside.counts()
    assert (row.visited, row.until) == (32, date(2026, 11, 30))


def test_what_was_told_is_never_changed_in_the_database(register):
    world.village(register, 24, 12)
    told()
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        ToldCounts.objects.update(visited=25)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        ToldCounts.objects.all()._raw_delete("default")


def test_a_visitor_of_one_village_sees_and_writes_no_other(client, register):
    mine, other = world.visited(register, "12/1"), world.visited(register, "7", village=2)
    keeper, seen = world.actor(register, "keeper"), world.user(register, "visitor")
    given = Grant.objects.get(user=seen, organisation=register.organisation)
    two = register.organisation.subdistrict.villages.get(number=1)
    registers.set_villages(register, keeper, given.pk, [two.pk], NOW, TODAY)
    client.force_login(seen)
    at = f"/p/{register.code}"
    page = client.get(f"{at}/").content.decode()
    assert f"/houses/{mine.pk}" in page and f"/houses/{other.pk}" not in page
    assert "7 หมู่ 2" not in client.get(f"{at}/?format=csv").content.decode("utf-8-sig")
    assert client.get(f"{at}/houses/{mine.pk}").status_code == 200
    for path in ("", "/paper", "/plan", "/refer"):
        assert client.get(f"{at}/houses/{other.pk}{path}").status_code == 404, path
    assert "นางสมศรี" not in client.get(f"{at}/visit?house={other.pk}").content.decode()
    with pytest.raises(Refused, match="OTHER_VILLAGE"):
        consents.refuse(register, other.pk, actor_of_user(seen), NOW, TODAY)
    sent = visits.accept(register, actor_of_user(seen), [world.entry("8", village=2), world.entry("9")], NOW, TODAY)
    assert [(a.status, a.code, a.drop) for a in sent] == [("rejected", "OTHER_VILLAGE", False), ("accepted", "", False)]
    client.force_login(world.user(register, "visitor2"))
    assert client.get(f"{at}/houses/{other.pk}").status_code == 200, (
        "an appointment without a village is for the tambon"
    )
    client.force_login(world.user(register, "keeper"))
    assert client.get(f"{at}/houses/{other.pk}").status_code == 200
    answer = client.post(f"{at}/people/{given.pk}/villages", {"villages": []})
    assert answer.status_code == 302
    client.force_login(seen)
    assert client.get(f"{at}/houses/{other.pk}").status_code == 200


def test_villages_are_the_keepers_matter_and_of_the_own_tambon(register):
    given = Grant.objects.get(user=world.user(register, "visitor"), organisation=register.organisation)
    with pytest.raises(NotAllowed):
        registers.set_villages(register, world.actor(register), given.pk, [], NOW, TODAY)
    with pytest.raises(Refused, match="NO_VILLAGE"):
        registers.set_villages(register, world.actor(register, "keeper"), given.pk, [0], NOW, TODAY)


def test_what_a_phone_sealed_is_opened_by_the_house_alone_and_read_back_to_its_writer(client, register):
    visitor, at = world.user(register, "visitor"), f"/p/{register.code}/entries"

    def sent(e, user=None, **more):
        sealed = sealed_by_phone(PHONE, user or visitor, world.as_json(e))
        body = {"entries": [{"id": str(e.uid), "sealed": sealed, **more}]}
        return client.post(at, body, "application/json").json()["entries"][0]

    client.force_login(visitor)
    good = world.entry("41")
    assert sent(good)["status"] == "accepted" and "entry" not in sent(good)
    old = sent(world.entry("42", visited_on=TODAY - timedelta(days=400)))
    assert (old["status"], old["code"], old["entry"]["head"]) == ("rejected", "TOO_OLD", "นางสมศรี ตั้งใจดี")
    other = sent(world.entry("43"), user=world.user(register, "visitor2"))
    assert (other["code"], "entry" in other) == ("OTHER_USER", False)
    for broken in ("", "AAAA", "ก", None, {"a": 1}):
        told = sent(world.entry("44"), sealed=broken)
        assert (told["status"], told["code"], told["drop"]) == ("rejected", "SEAL", False)
    assert sent(world.entry("45"), id=str(uuid.uuid4()))["code"] == "BAD_ENTRY"
    assert Visit.objects.count() == 1


def test_an_erased_family_leaves_no_word_of_what_was_sent_on(register):
    passbook = world.visited(register)
    facts = referrals.ReferralFacts("agency", "ขอรถเข็น", TODAY, True, to_words="รพ.สต.")
    referrals.send(register, passbook.pk, world.actor(register), facts, uuid.uuid4(), NOW, TODAY)
    consents.erase(register, passbook.pk, world.actor(register, "keeper"), NOW, TODAY)
    assert not Referral.objects.exists() and passbook.visits.count() == 0


def test_a_nation_of_registers_is_looked_at_province_by_province(client, register, monkeypatch):
    from chumchon.households.views import listing

    world.village(register, 24, 12)
    told()
    monkeypatch.setattr(listing, "MOST_REGISTERS", 0)
    page = client.get("/p/counts").content.decode()
    assert "เชียงใหม่ (1 ตำบล)" in page and "<table" not in page
    assert register.organisation.subdistrict.label in client.get("/p/counts?area=50").content.decode()


def test_nine_households_leave_nothing_at_all(client, register):
    world.village(register, 9, 9)
    assert told() == 0 and outside.counts() == []
    page = client.get("/p/counts").content.decode()
    assert register.organisation.subdistrict.label not in page and "ยังไม่มีตำบลใด" in page


def test_whoever_holds_an_area_holds_no_passbook():
    from chumchon.access.rules import Actor, GrantFacts

    nation = GrantFacts(1, "officer_hq", None, "", START, None)
    keeper = GrantFacts(2, "household_keeper", 7, "", START, None)
    chair = GrantFacts(3, "chair", 8, "", START, None)
    assert walls.wall_of(Actor(1, "ก", (nation,)), TODAY).passbooks == ()
    assert walls.wall_of(Actor(1, "ก", (nation, keeper)), TODAY).passbooks == ("7",)
    assert walls.wall_of(Actor(1, "ก", (keeper, chair)), TODAY) == walls.Wall((), (7, 8), False, ("7",))


# On a real PostgreSQL
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no rows of their own to hide")


@pytest.fixture
def walled(db):
    """Two tambons with a register each, every table with rows, and the session in the application's role behind the wall."""
    from tests.access import addresses

    own, far = factories.make_fund(), factories.make_fund("far", "100401")
    for fund in (own, far):
        addresses.fill(fund)
    docs = Path(__file__).parents[2] / "docs"
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'chumchon_app'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE chumchon_app")
        cursor.execute((docs / "rights.sql").read_text().split("-- Every table")[0])
        cursor.execute((docs / "walls.sql").read_text())
        cursor.execute("SET LOCAL ROLE chumchon_app")
    yield own, far
    walls.stand(walls.COMMAND)
    connection.set_rollback(True)


def _counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM households_{table}")
            found[table] = cursor.fetchone()[0]
        return found


@on_postgres
def test_the_database_shows_a_household_by_no_area(walled):
    own, _ = walled
    walls.stand(walls.COMMAND)
    everything = _counts()
    assert everything["visit"] >= 4 and everything["referral"] >= 6 and everything["register"] == 2
    for wall in (walls.NATION, walls.CLOSED, walls.PUBLIC, walls.Wall(("50",))):
        walls.stand(wall)
        assert not any(_counts().values()), wall
    keeper = actor_of_user(User.objects.get(username="keeper-mae-raem"))
    walls.stand(walls.wall_of(keeper, TODAY))
    mine = _counts()
    assert mine["register"] == 1 and 0 < mine["visit"] < everything["visit"]
    walls.stand(walls.wall_of(factories.actor(own, "treasurer"), TODAY))
    assert {k: n for k, n in _counts().items() if n} == {"referral": 3}


@on_postgres
def test_whoever_keeps_a_register_works_behind_the_wall_and_the_fund_takes_what_was_sent(walled, client):
    own, _ = walled
    walls.stand(walls.COMMAND)
    register = Register.objects.get(opened_by=own.organisation)
    passbook = register.passbooks.get()
    client.force_login(User.objects.get(username="keeper-mae-raem"))
    for path in ("", "visit", "doubles", "referrals", "people", f"houses/{passbook.pk}", f"houses/{passbook.pk}/paper"):
        assert client.get(f"/p/{register.code}/{path}").status_code == 200, path
    page = client.get(f"/p/{register.code}/houses/{passbook.pk}").content.decode()
    assert "กองทุนสวัสดิการชุมชน" in page  # what the fund paid to the house is read across the wall
    assert client.post(f"/p/{register.code}/entries", {"entries": [world.as_json(world.entry("77"))]}, "application/json").json()["entries"][0]["status"] == "accepted"  # fmt: skip
    client.force_login(User.objects.get(username="treasurer-mae-raem"))
    sent = client.get(f"/f/{own.code}/referrals").content.decode()
    assert "ขอค่านอนโรงพยาบาล" in sent
    walls.stand(walls.COMMAND)
    one = register.referrals.get(kind="claim")
    assert client.post(f"/f/{own.code}/referrals/{one.pk}", {"take": one.step}).status_code == 302
    assert client.get("/p/counts").status_code == 200


@on_postgres
def test_a_house_with_a_passbook_is_not_forgotten_by_a_fund_that_does_not_see_it(walled):
    from chumchon.people.actions import forget_empty_households

    walls.stand(walls.COMMAND)
    register = Register.objects.get(opened_by__code="mae-raem")
    house = world.visited(register, "881").household_id
    walls.stand(walls.wall_of(factories.actor(walled[0], "treasurer"), TODAY))
    with walls.whole_nation(passbooks=True):
        forget_empty_households([house])
    walls.stand(walls.COMMAND)
    assert register.passbooks.filter(household_id=house).exists()


@on_postgres
def test_a_register_is_opened_behind_the_wall(walled, client):
    walls.stand(walls.COMMAND)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    third = factories.make_fund("third", "500601")
    create_user("kanda", "นางกานดา", "x" * 12)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE chumchon_app")
    client.force_login(User.objects.get(username="chair-third"))
    answer = client.post(f"/passbooks/{third.code}/open", {"username": "kanda", "name_th": ""})
    assert answer.status_code == 200 and "เปิดทะเบียนแล้ว" in answer.content.decode()
