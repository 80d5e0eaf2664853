"""Names of areas in the language of the page, and money in millions: {% load nation %}."""

from django import template

from chumchon.nation.queries.places import Place

register = template.Library()


@register.simple_tag
def name(place: Place, english: bool) -> str:
    """The area's name."""
    return place.en if english else place.th


@register.simple_tag
def province_name(names: dict[str, tuple[str, str]], area: str, english: bool) -> str:
    """The name of a province by a code of two digits or more."""
    th, en = names.get(area[:2], ("ทั้งประเทศ", "The whole country"))
    return en if english else th


@register.filter
def millions(satang: int) -> str:
    """Satang to million baht with one place: 418200000000 to "4,182.0"."""
    return f"{satang / 10**8:,.1f}"
