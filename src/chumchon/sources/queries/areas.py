"""Names of area codes, for conditions and lists."""

from collections.abc import Iterable

from chumchon.areas.models import District, Province, Subdistrict

NATION = "ทั่วประเทศ"


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Code to name; "" is the nation. At most three queries."""
    wanted = set(codes)
    found = {"": NATION} if "" in wanted else {}
    found |= {p.pk: f"จ.{p.name_th}" for p in Province.objects.filter(pk__in=[c for c in wanted if len(c) == 2])}
    districts = District.objects.filter(pk__in=[c for c in wanted if len(c) == 4]).select_related("province")
    found |= {d.pk: f"อ.{d.name_th} จ.{d.province.name_th}" for d in districts}
    tambons = Subdistrict.objects.filter(pk__in=[c for c in wanted if len(c) == 6])
    return found | {s.pk: s.label for s in tambons.select_related("district__province")}


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
