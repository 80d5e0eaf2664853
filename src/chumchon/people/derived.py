"""Text that is worked out from other columns whenever a row is saved, one by one or many at once: no writer can forget it."""

import re
from collections.abc import Callable
from typing import Any

from django.db import models

from chumchon.thai.digits import arabic

_PADDING = 8


def plain(text: str) -> str:
    """Text as it is searched: Arabic digits, one way to write ำ and แ, no blanks and no marks of width zero."""
    folded = re.sub(r"[\s\u200b-\u200d\ufeff]", "", arabic(text)).lower()
    return folded.replace("\u0e4d\u0e32", "\u0e33").replace("\u0e40\u0e40", "\u0e41")


def natural_key(text: str) -> str:
    """A key that sorts numbers by their value: "2" before "10", "12/1" after "12", and "0042" is "42"."""
    return re.sub(r"[0-9]+", lambda m: m[0].lstrip("0").rjust(_PADDING, "0"), plain(text))


def person_text(person: Any) -> str:
    """What a person is found by: first name and surname without a gap, then the digits of the telephone."""
    digits = re.sub(r"[^0-9]", "", arabic(person.phone))
    return f"{plain(person.first_name)}{plain(person.surname)}|{digits}"


class DerivedField(models.CharField):
    """A column that pre_save fills, so that bulk_create fills it too; nobody types it."""

    rule: Callable[[Any], str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"editable": False, "default": "", **kwargs})

    def pre_save(self, instance: models.Model, add: bool) -> str:
        """Work it out from the row as it stands now."""
        value = type(self).rule(instance)[: self.max_length]
        setattr(instance, self.attname, value)
        return value


class PersonTextField(DerivedField):
    """person_text of the row."""

    rule = staticmethod(person_text)


class HouseKeyField(DerivedField):
    """natural_key of house_no."""

    rule = staticmethod(lambda row: natural_key(row.house_no))


class NumberKeyField(DerivedField):
    """natural_key of number."""

    rule = staticmethod(lambda row: natural_key(row.number))
