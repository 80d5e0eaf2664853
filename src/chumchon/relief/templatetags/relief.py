"""Filters of the room: quantities in their units, where a need is."""

from django import template
from django.utils.translation import gettext

from chumchon.thai.money import baht

from ..models import Item, Need
from ..queries.needs import place_of, village_of

register = template.Library()


@register.filter
def amount(quantity: int | None, item: Item) -> str:
    """1,240, or 12,400.00 for money (whose quantity is satang); nothing to a dash."""
    if quantity is None:
        return "–"
    return baht(quantity) if item.is_money else f"{quantity:,}"


@register.filter
def of_item(quantity: int | None, item: Item) -> str:
    """1,240 กก., 12,400.00 บาท."""
    return f"{amount(quantity, item)} {item.unit_th}"


@register.filter
def in_words(quantity: int | None, item: Item) -> str:
    """As of_item, in the language of the page: 1,240 kg."""
    return f"{amount(quantity, item)} {gettext(item.unit_th)}"


@register.filter
def place(need: Need) -> str:
    """บ้าน 12/3, or the point's name."""
    return place_of(need)


@register.filter
def village(need: Need) -> str:
    """หมู่ 4 บ้านใหม่."""
    return village_of(need)
