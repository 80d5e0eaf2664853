"""Persons: what they are found by, how houses and numbers sort, what is sealed."""

import uuid

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from chumchon.people import protect
from chumchon.people.actions import PersonFacts, build_person, change_person, create_person, house_number
from chumchon.people.derived import natural_key, plain
from chumchon.people.models import Household, Person


def test_numbers_sort_as_people_count_them():
    houses = ["12/10", "2", "10", "12", "12/2", "๑๑", "12ก", "ม4"]
    assert sorted(houses, key=natural_key) == ["2", "10", "๑๑", "12", "12/2", "12/10", "12ก", "ม4"]
    assert natural_key("0042") == natural_key("42") == natural_key(" ๔๒ ")


@given(st.integers(0, 10**8 - 1), st.integers(0, 10**8 - 1))
def test_a_greater_number_sorts_after_a_smaller_one(a, b):
    assert (natural_key(str(a)) < natural_key(str(b))) == (a < b)


def test_two_ways_to_type_one_word_are_one_word():
    assert plain("น\u0e4d\u0e32") == plain("น\u0e33") and plain("\u0e40\u0e40ดง") == plain("\u0e41ดง")
    assert plain(" สม\u200bศรี  ตั้งใจดี ") == "สมศรีตั้งใจดี"
    assert house_number(" ๑๒ /  ๑ ") == "12/1"


@pytest.mark.django_db
def test_the_text_a_person_is_found_by_follows_every_way_of_saving():
    one = create_person(PersonFacts("สมศรี", "ตั้งใจดี", "นาง", phone="081-234 5678"), None)
    assert Person.objects.get(pk=one.pk).search_text == "สมศรีตั้งใจดี|0812345678"
    change_person(one, PersonFacts("สมศรี", "ใจดี"), None)
    assert Person.objects.get(pk=one.pk).search_text == "สมศรีใจดี|"
    many = [build_person(PersonFacts(f"คน {i}"), None) for i in range(3)]
    Person.objects.bulk_create(many)
    assert set(Person.objects.filter(search_text__startswith="คน").values_list("search_text", flat=True)) == {
        "คน0|", "คน1|", "คน2|",
    }  # fmt: skip
    assert Household(house_no="7").house_key == ""


def test_sealed_words_open_with_their_own_salt_alone():
    salt = uuid.uuid4().bytes
    sealed = protect.seal_text(salt, "นางสมศรี")
    assert protect.open_text(salt, sealed) == "นางสมศรี" and "สมศรี".encode().hex() not in sealed
    assert protect.seal_text(salt, "นางสมศรี") != sealed
    with pytest.raises(InvalidTag):
        protect.open_text(uuid.uuid4().bytes, sealed)
