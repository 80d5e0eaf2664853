"""Names of areas in the language of the page, and money in millions: {% load nation %}."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language

from chumchon.nation.measures import MEASURES, MeasureRow
from chumchon.nation.queries.places import Place
from chumchon.nation.strength.load import catalogue
from chumchon.thai.dates import long_th

register = template.Library()


@register.simple_tag
def name(place: Place, english: bool) -> str:
    """The area's name."""
    return place.en if english else place.th


@register.simple_tag
def say(thai: str, english: str) -> str:
    """The one of the two that the page speaks: for names that are data and stand beside their English."""
    return english if get_language() == "en" else thai


@register.simple_tag
def measure(code: str) -> MeasureRow:
    """A measure by its code."""
    return next(m for m in MEASURES if m.code == code)


@register.simple_tag
def at_place(rows: Sequence[Any], place: int) -> Any:
    """The row at a place: of a table whose columns are data."""
    return rows[place]


@register.filter
def indicator_name(code: str) -> str:
    """An indicator's name by its code; the code itself where the file has it no more."""
    found = next((i for i in catalogue().indicators if i.code == code), None)
    return code if found is None else say(found.name_th, found.name_en)


@register.filter
def percent(permille: int) -> str:
    """Thousandths as whole percent."""
    return f"{permille / 10:.0f}"


@register.simple_tag
def province_name(names: dict[str, tuple[str, str]], area: str, english: bool) -> str:
    """The name of a province by a code of two digits or more."""
    th, en = names.get(area[:2], ("ทั้งประเทศ", "The whole country"))
    return en if english else th


@register.filter
def millions(satang: int) -> str:
    """Satang to million baht with one place: 418200000000 to "4,182.0"."""
    return f"{satang / 10**8:,.1f}"


@register.filter
def day_words(day: date | None) -> str:
    """26 ตุลาคม 2565, or in English 26 October 2022 (B.E. 2565)."""
    if day is None:
        return "–"
    return f"{day.day} {day:%B} {day.year} (B.E. {day.year + 543})" if get_language() == "en" else long_th(day)
