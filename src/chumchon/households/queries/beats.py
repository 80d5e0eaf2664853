"""Which villages somebody may look at in a register: their own, or the whole tambon."""

from collections.abc import Iterable
from datetime import date

from chumchon.access.rules import PERMISSIONS, Actor

from ..models import Register, VisitorVillage

WHOLE = None
Beat = frozenset[int] | None
"""Ids of villages; None is every village of the tambon."""


def beat_of(register: Register, actor: Actor, day: date) -> Beat:
    """The union of the actor's appointments here. A keeper, and a visitor whose appointment names no village, see them all."""
    held = [
        g for g in actor.active_grants()
        if g.organisation_id == register.organisation_id and g.in_force(day) and "households.read" in PERMISSIONS[g.role]
    ]  # fmt: skip
    named = villages_of_grants(g.id for g in held)
    if any(g.role != "visitor" or g.id not in named for g in held):
        return WHOLE
    return frozenset(v for g in held for v in named[g.id])


def villages_of_grants(grants: Iterable[int]) -> dict[int, set[int]]:
    """Villages by appointment; one that is for the whole tambon is left out."""
    found: dict[int, set[int]] = {}
    for grant_id, village_id in VisitorVillage.objects.filter(grant__in=list(grants)).values_list("grant", "village"):
        found.setdefault(grant_id, set()).add(village_id)
    return found
