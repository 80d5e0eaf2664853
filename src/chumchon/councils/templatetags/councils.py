"""Filters of the room: {% load councils %}."""

from django import template

from ..rules.groups import land_words

register = template.Library()


@register.filter
def land(wah: int | None) -> str:
    """5050 square wa to "12 ไร่ 2 งาน 50 ตร.ว."; nothing to a dash."""
    return land_words(wah) if wah else "–"


@register.filter
def at(values: dict[str, str] | None, key: object) -> str:
    """What stands under a key, or nothing."""
    return (values or {}).get(str(key), "")
