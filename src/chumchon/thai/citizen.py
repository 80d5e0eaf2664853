"""Citizen ids: thirteen digits with a check digit (mod 11). The first digit is 0 to 8; 0 are people without registered status."""

import random
import re

from .digits import arabic


def check_digit(first_twelve: str) -> str:
    """The thirteenth digit of twelve."""
    total = sum((13 - i) * int(d) for i, d in enumerate(first_twelve))
    return str((11 - total % 11) % 10)


def is_valid(citizen_id: str) -> bool:
    """Thirteen digits, first 0 to 8, right check digit."""
    return bool(re.fullmatch(r"[0-8][0-9]{12}", citizen_id)) and check_digit(citizen_id[:12]) == citizen_id[12]


def normalise(cell: object) -> str | None:
    """The thirteen digits of a cell, or None where they are not a right id.

    Twelve digits in a number cell are a lost leading zero if that makes the id right; twelve in a text cell are wrong.
    """
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and not isinstance(cell, bool):
        digits = str(cell)
        digits = digits.zfill(13) if len(digits) == 12 else digits
    else:
        digits = re.sub(r"[\s\-–.]", "", arabic(str(cell)))
    return digits if is_valid(digits) else None


def mask(citizen_id: str) -> str:
    """3-5007-XXXXX-12-3: what screens show."""
    return f"{citizen_id[0]}-{citizen_id[1:5]}-XXXXX-{citizen_id[10:12]}-{citizen_id[12]}"


def synthetic(rng: random.Random) -> str:
    """A made-up id with office 9999, which no office has."""
    body = rng.choice("12358") + "9999" + f"{rng.randrange(10**7):07d}"
    return body + check_digit(body)
