"""Reads of a house: who of the fund lives in it."""

from chumchon.people.models import Household

from ..models import Fund, Member
from .members import members_of


def household(fund: Fund, household_id: int) -> tuple[Household, list[Member]] | None:
    """A house and the fund's members in it, eldest first; None where no member of this fund lives there."""
    people = list(
        members_of(fund)
        .filter(person__household_id=household_id)
        .select_related("person__household__village", "village")
        .order_by("person__birth_day", "person__sort_key", "id")
    )
    house = people[0].person.household if people else None
    return (house, people) if house is not None else None
