"""What household passbooks tell of a tambon outside of it: counts of ten and more, where that room stands in this house."""

from importlib import import_module
from typing import Any

from django.apps import apps

ROOM = "chumchon.households"


def counts(tambon: str) -> Any | None:
    """What was told last of the tambon (households.queries.outside.Counts); None where the room is absent or tells nothing."""
    if not apps.is_installed(ROOM):
        return None
    outside = import_module(f"{ROOM}.queries.outside")
    return next(iter(outside.counts(tambon)), None)
