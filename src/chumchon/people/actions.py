"""Writes of the people room."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chumchon.areas.models import Village
from chumchon.thai import citizen, collate
from chumchon.thai.digits import arabic

from . import protect
from .derived import person_text
from .models import Household, Person
from .queries import AT_ONCE, referred_to


@dataclass(frozen=True)
class PersonFacts:
    """What is known of a person. citizen_id: 13 digits or None; birth_precision: day, year or none."""

    first_name: str
    surname: str = ""
    prefix: str = ""
    citizen_id: str | None = None
    birth_day: date | None = None
    birth_precision: str = "none"
    phone: str = ""


def build_person(facts: PersonFacts, household_id: int | None) -> Person:
    """A person that is not saved yet, with the id sealed and the sort key set: importers save many at once."""
    person = Person(uid=uuid.uuid4(), household_id=household_id)
    _write(person, facts)
    return person


def _write(person: Person, facts: PersonFacts) -> None:
    person.prefix, person.first_name, person.surname = facts.prefix, facts.first_name, facts.surname
    person.birth_day, person.birth_precision, person.phone = facts.birth_day, facts.birth_precision, facts.phone
    person.sort_key = collate.sort_key(f"{facts.first_name} {facts.surname}".strip())[:200]
    if facts.citizen_id:
        person.citizen_cipher = protect.seal(person.uid, facts.citizen_id)
        person.citizen_index = protect.index(facts.citizen_id)
        person.citizen_masked = citizen.mask(facts.citizen_id)


def create_person(facts: PersonFacts, household_id: int | None) -> Person:
    """Save a new person."""
    person = build_person(facts, household_id)
    person.save()
    return person


def change_person(person: Person, facts: PersonFacts, household_id: int | None) -> Person:
    """Change what is known; a citizen id of None leaves the one that rests there."""
    _write(person, facts)
    person.household_id = household_id
    person.save()
    return person


def find_or_create_household(village: Village, house_no: str) -> Household:
    """The household of a house number in a village; Thai digits and stray blanks make no second house."""
    return Household.objects.get_or_create(village=village, house_no=house_number(house_no))[0]


def house_number(text: str) -> str:
    """A house number as it is kept: Arabic digits, no stray blanks ("๑๒ / ๑" is "12/1")."""
    return re.sub(r"\s*/\s*", "/", " ".join(arabic(text).split()))


def erase_person(person: Person, words: str) -> Person:
    """Forget the person: every fact and the sealed id go, and `words` stand where the name was."""
    for field, value in _erased(words).items():
        setattr(person, field, value)
    person.save()
    return person


def erase_persons(ids: Sequence[int], words: str) -> None:
    """Forget many persons at once, as erase_person does."""
    blank = {**_erased(words), "search_text": person_text(Person(first_name=words))}
    for start in range(0, len(ids), AT_ONCE):
        Person.objects.filter(pk__in=ids[start : start + AT_ONCE]).update(**blank)


def _erased(words: str) -> dict[str, Any]:
    return {
        "prefix": "", "first_name": words, "surname": "", "phone": "", "birth_day": None, "birth_precision": "none",
        "died_on": None, "citizen_cipher": None, "citizen_index": None, "citizen_masked": "", "household": None,
        "sort_key": collate.sort_key(words),
    }  # fmt: skip


def forget_empty_households(ids: Iterable[int]) -> None:
    """Houses in which nobody lives and of which no record speaks go: an import that was taken back made them."""
    rows = sorted(set(ids))
    spoken_of = referred_to(Household, rows)
    empty = [pk for pk in rows if pk not in spoken_of]
    for start in range(0, len(empty), AT_ONCE):
        Household.objects.filter(pk__in=empty[start : start + AT_ONCE]).delete()
