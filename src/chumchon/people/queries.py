"""Reads of the people room."""

from django.db.models import Q

from chumchon.thai.errors import Refused

from . import protect
from .derived import plain
from .models import Person


def named(word: str, without_prefix: str, path: str = "") -> Q:
    """Persons whose name, surname or telephone holds the word, or what is left of it without a prefix.

    path: how to come to the person in the query, with its "__" ("person__").
    """
    found = Q(**{f"{path}search_text__contains": plain(word)})
    if without_prefix and without_prefix != word:
        found |= Q(**{f"{path}search_text__contains": plain(without_prefix)})
    return found


def full_citizen_id(person: Person) -> str:
    """The thirteen digits, opened. Whoever calls puts the reading on the trail first. Errors: NO_CITIZEN_ID."""
    if not person.citizen_cipher:
        raise Refused(
            "NO_CITIZEN_ID", "ไม่มีเลขบัตรประชาชนของสมาชิกคนนี้ เพิ่มได้ที่หน้าแก้ข้อมูล", "No citizen id is kept of this person."
        )
    return protect.open_sealed(person.uid, bytes(person.citizen_cipher))
