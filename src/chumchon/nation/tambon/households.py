"""What household passbooks tell of a tambon outside of it: counts of ten and more, where that room stands in this house."""

from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.apps import apps

ROOM = "chumchon.households"


def counts(tambon: str, today: date) -> Any | None:
    """The tambon's counts (households.queries.outside.Counts); None where the room is absent or has nothing it may tell.

    They move once a month, so a process remembers them that long: opening every passbook again for each reader costs too much.
    """
    if not apps.is_installed(ROOM):
        return None
    return _counts(tambon, today.replace(day=1), today)


@lru_cache(maxsize=512)
def _counts(tambon: str, month: date, today: date) -> Any | None:
    outside = import_module(f"{ROOM}.queries.outside")
    return next((found for found in outside.counts(today, tambon) if found.subdistrict == tambon), None)
