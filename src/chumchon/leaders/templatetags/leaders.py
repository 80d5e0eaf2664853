"""Filters of the room: {% load leaders %}."""

from django import template

from ..rules.trainings import hours_words

register = template.Library()


@register.filter
def hours(minutes: int | None) -> str:
    """390 minutes to "6 ชั่วโมง 30 นาที"; nothing to a dash."""
    return hours_words(minutes) if minutes else "–"


@register.filter
def within(values: object, key: object) -> bool:
    """Is the key among them?"""
    return key in values if values else False  # type: ignore[operator]


@register.filter
def under(values: dict[object, object] | None, key: object) -> object:
    """What stands under a key, or nothing."""
    return (values or {}).get(key, "")
