"""Where the people of the office live: by their own membership, else by the one member of the fund who bears their name."""

from dataclasses import dataclass, field

from chumchon.access.models import Grant
from chumchon.funds.models import Fund, Member


@dataclass(frozen=True)
class Homes:
    """House and person by user id; 0 where the user is no member that we know of."""

    houses: dict[int, int] = field(default_factory=dict)
    persons: dict[int, int] = field(default_factory=dict)

    def house(self, user: int | None) -> int:
        """The user's house."""
        return self.houses.get(user or 0, 0)

    def person(self, user: int | None) -> int:
        """The user as a person of the register."""
        return self.persons.get(user or 0, 0)


def homes_of(fund: Fund) -> Homes:
    """For everybody who holds, or held, a role in the fund."""
    users = dict(
        Grant.objects.filter(organisation_id=fund.organisation_id)
        .exclude(role="member")
        .values_list("user_id", "user__name_th")
    )
    houses, persons = dict[int, int](), dict[int, int]()
    for user, person, house in Member.objects.filter(user_id__in=users).values_list(
        "user_id", "person_id", "person__household_id"
    ):
        houses[user], persons[user] = house or 0, person
    missing = {name.replace(" ", ""): user for user, name in users.items() if user not in persons}
    by_name: dict[int, list[tuple[int, int]]] = {}
    if missing:
        rows = Member.objects.filter(fund=fund, status="active").values_list(
            "person_id", "person__household_id", "person__prefix", "person__first_name", "person__surname"
        )
        for person, house, *name in rows.iterator():
            user_id = missing.get("".join(name).replace(" ", ""))
            if user_id is not None:
                by_name.setdefault(user_id, []).append((person, house or 0))
    for user, found in by_name.items():
        if len(found) == 1:
            persons[user], houses[user] = found[0]
    return Homes(houses, persons)
