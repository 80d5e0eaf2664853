"""Reads of the access room."""

from .models import Grant, Organisation, User
from .rules import Actor, GrantFacts


def actor_of_user(user: User, chosen: int | None = None) -> Actor:
    """The actor that a user is, with all grants; one query."""
    grants = tuple(
        GrantFacts(g.id, g.role, g.organisation_id, g.area_prefix, g.from_day, g.until_day)
        for g in Grant.objects.filter(user=user).order_by("id")
    )
    return Actor(user.id, str(user), grants, chosen if any(g.id == chosen for g in grants) else None)


def organisation(code: str) -> Organisation | None:
    """An organisation by its code, with the names of its area."""
    return Organisation.objects.select_related("subdistrict__district__province").filter(code=code).first()
