"""Names of the areas that conditions speak of."""

from collections.abc import Iterable

from chumchon.areas.queries import names_of


def area_names(conditions: Iterable[object]) -> dict[str, str]:
    """The names of the areas that conditions speak of."""
    from ..rules.conditions import Condition

    codes = [
        v
        for c in conditions
        if isinstance(c, Condition) and c.fact == "area" and isinstance(c.value, tuple)
        for v in c.value
    ]
    return names_of(codes)
