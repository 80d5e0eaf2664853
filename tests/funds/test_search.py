"""Finding a member as people ask for one, quickly, among ten thousand."""

import random
import uuid
from datetime import date

import pytest
from django.db import connection

from chumchon.funds.models import Member
from chumchon.funds.queries import members as queries
from chumchon.funds.queries.members import Filters
from chumchon.funds.rules import members_search as rules
from chumchon.people import protect
from chumchon.people.actions import PersonFacts, build_person
from chumchon.people.models import Household, Person
from chumchon.thai import citizen
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture
def village_people(fund):
    """Six members with names, houses and telephones that are easily mixed up."""
    people = [
        ("สมศรี", 4, "12/1", "00042", "0812345678"), ("บุญมี", 4, "12", "00043", ""), ("ปิ่นมณี", 2, "12/1", "00187", ""),
        ("ปั๋น", 4, "15", "00012", "0899994321"), ("นางนวล", 1, "120", "2", ""), ("เกษม", 1, "9", "10", ""),
    ]  # fmt: skip
    made = {}
    for name, village, house, number, phone in people:
        member = factories.make_member(fund, name, village, house, number=number)
        member.person.phone = phone
        member.person.save()
        made[name] = member
    return made


def names(fund, text):
    return [m.person.first_name for m in queries.find(fund, text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("สมศรี", ["สมศรี"]), ("นางสมศรี ตั้งใจดี", ["สมศรี"]), ("น.ส.สมศรี", ["สมศรี"]), ("นาง สมศรี", ["สมศรี"]),
        ("สมศรีตั้งใจดี", ["สมศรี"]), ("มศรี", ["สมศรี"]), ("  สมศรี   ตั้งใจ ", ["สมศรี"]), ("นวล", ["นางนวล"]),
        ("นางนวล", ["นางนวล"]), ("เเกษม", []), ("เกษม", ["เกษม"]), ("ไม่มีใคร", []),
        ("00042", ["สมศรี"]), ("42", ["สมศรี"]), ("๔๒", ["สมศรี"]), ("เลขที่ 43", ["บุญมี"]), ("10", ["เกษม"]),
        ("12/1", ["ปิ่นมณี", "สมศรี"]), ("ม.4 12/1", ["สมศรี"]), ("๑๒/๑ หมู่ ๔", ["สมศรี"]), ("หมู่ที่ 4 บ้านเลขที่ 12 / 1", ["สมศรี"]),
        ("บ้านเลขที่ 15 ม.4", ["ปั๋น"]), ("สมศรี ม.4", ["สมศรี"]), ("สมศรี ม.2", []), ("สมศรี 12/1", ["สมศรี"]),
        ("081-234-5678", ["สมศรี"]), ("081 234 5678", ["สมศรี"]), ("4321", ["ปั๋น"]),
        ("", []), ("   ", []), ("'; DROP TABLE", []), ("%", []), ("_", []),
    ],
)  # fmt: skip
def test_a_member_is_found_as_people_ask(fund, village_people, text, found):
    assert names(fund, text) == found


def test_a_number_finds_the_member_first_and_then_the_houses(fund, village_people):
    assert names(fund, "12") == ["บุญมี", "ปั๋น", "ปิ่นมณี", "สมศรี"]


def test_a_full_citizen_id_is_found_through_the_keyed_index_with_or_without_dashes(fund, village_people):
    member = village_people["ปั๋น"]
    digits = protect.open_sealed(member.person.uid, member.person.citizen_cipher)
    assert names(fund, digits) == ["ปั๋น"]
    dashed = f"{digits[0]}-{digits[1:5]}-{digits[5:10]}-{digits[10:12]}-{digits[12]}"
    assert names(fund, dashed) == ["ปั๋น"]
    assert names(fund, digits[:9]) == []


def test_a_search_never_leaves_the_fund(fund, village_people):
    other = factories.make_fund("other", "500701")
    assert names(other, "สมศรี") == []


def test_thai_order_and_numbers_as_people_count(fund, village_people):
    def order(sort):
        return [m.number for m in queries.register(fund, Filters(sort=sort), TODAY)]

    assert order("name") == ["10", "2", "00043", "00012", "00187", "00042"]
    assert order("number") == ["2", "10", "00012", "00042", "00043", "00187"]
    assert order("house") == ["10", "2", "00187", "00043", "00042", "00012"]


@pytest.fixture
def ten_thousand(fund):
    """10,000 members in one fund of 7 villages."""
    rng, areas = random.Random(5), list(fund.organisation.subdistrict.villages.order_by("number"))
    firsts, lasts = ["สม", "บุญ", "คำ", "จันทร์", "แก้ว", "ปั๋น", "อิน", "เรือน"], ["ใจดี", "ตั้งใจ", "ศรีวิชัย", "คำมูล", "แสนสุข"]
    houses = Household.objects.bulk_create(
        Household(village=areas[i % 7], house_no=f"{i // 7 + 1}/{i % 3}") for i in range(3000)
    )
    persons = []
    for i in range(10_000):
        facts = PersonFacts(rng.choice(firsts) + rng.choice(firsts), rng.choice(lasts) + str(i), "นาย")
        person = build_person(facts, houses[i % 3000].id)
        person.citizen_index = uuid.UUID(int=i).hex
        persons.append(person)
    persons[777].citizen_index = protect.index(ID)
    Person.objects.bulk_create(persons, batch_size=1000)
    Member.objects.bulk_create(
        [
            Member(
                fund=fund, person=p, number=f"{i + 1:05d}", village=areas[i % 3000 % 7], joined_on=date(2015, 1, 1),
                paid_until=date(2026, 10, 31) if i % 5 else date(2026, 3, 31),
            )
            for i, p in enumerate(persons)
        ],
        batch_size=1000,
    )  # fmt: skip
    connection.cursor().execute("ANALYZE")  # a database that lives has statistics
    return fund


ID = citizen.synthetic(random.Random(99))


def test_ten_thousand_members_are_searched_with_one_query(ten_thousand, django_assert_num_queries):
    for text in ("สมบุญ", "นายคำ ใจดี", "00778", "ม.4 12/2", "5/1", ID, "ไม่มีชื่อนี้"):
        with django_assert_num_queries(1):
            found = queries.find(ten_thousand, text)
        assert bool(found) == (text != "ไม่มีชื่อนี้"), text
    assert [m.number for m in queries.find(ten_thousand, ID)] == ["00778"]


def test_a_question_is_read_without_the_database():
    assert rules.read("หมู่ 4 บ้านเลขที่ ๑๒/๑") == rules.Asked(code="12/1", village=4)
    assert rules.read("น.ส. มาลี ใจดี").words == (("มาลี", "มาลี"), ("ใจดี", "ใจดี"))
    assert rules.read("  ").nothing
