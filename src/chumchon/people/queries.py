"""Reads of the people room."""

from collections.abc import Collection, Sequence

from django.db.models import ForeignObjectRel, Model, Q

from chumchon.thai.errors import Refused

from . import protect
from .derived import plain
from .models import Person

AT_ONCE = 500  # ids in one statement


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


def referred_to(
    model: type[Model], ids: Sequence[int], but: Collection[type[Model]] = ()
) -> dict[int, set[type[Model]]]:
    """Which tables speak of these rows: id to models, rows of which nobody speaks left out. One query a table and part.

    It asks every table that has a key to `model`, also those that rooms above bring along. but: tables not asked.
    """
    found: dict[int, set[type[Model]]] = {}
    for relation in model._meta.get_fields(include_hidden=True):
        # Keys without a name back count too; many-to-many stands there as the key of its own table.
        if (
            not isinstance(relation, ForeignObjectRel)
            or not (relation.one_to_many or relation.one_to_one)
            or relation.related_model in but
        ):
            continue
        table, name = relation.related_model, relation.field.attname
        for start in range(0, len(ids), AT_ONCE):
            rows = table._base_manager.filter(**{f"{name}__in": ids[start : start + AT_ONCE]})
            for pk in rows.values_list(name, flat=True).distinct():
                found.setdefault(pk, set()).add(table)
    return found
