"""Filters that show money, days and numbers as Thai people read them: {% load thai %}."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from chumchon.thai import dates, money

register = template.Library()


def _day(value: date | datetime | None) -> date | None:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def baht(satang: int | None) -> str:
    """114000 to "1,140.00"; nothing to a dash."""
    return "–" if satang is None else money.baht(satang)


@register.filter
def baht_short(satang: int | None) -> str:
    """3000 to "฿30"."""
    return "–" if satang is None else money.baht_short(satang)


@register.filter
def baht_words(satang: int) -> str:
    """3000 to "สามสิบบาทถ้วน"."""
    return money.baht_text(satang)


@register.filter
def long_th(value: date | datetime | None) -> str:
    """24 พฤศจิกายน 2569; nothing to a dash."""
    day = _day(value)
    return dates.long_th(day) if day else "–"


@register.filter
def short_th(value: date | datetime | None) -> str:
    """24 พ.ย. 69; nothing to a dash."""
    day = _day(value)
    return dates.short_th(day) if day else "–"


@register.filter
def month_th(value: date | datetime | None) -> str:
    """พ.ย. 69; nothing to a dash."""
    day = _day(value)
    return dates.month_th(day) if day else "–"


@register.filter
def until_th(value: date | datetime | None) -> str:
    """Until when somebody paid: พ.ย. 69 where it is the whole month, else 12 พ.ย. 69; "–" for nothing."""
    day = _day(value)
    return dates.until_th(day) if day else "–"


def _english() -> bool:
    return get_language() == "en"


@register.filter
def long_day(value: date | datetime | None) -> str:
    """24 พฤศจิกายน 2569, or 24 November 2026: for pages that speak both. Nothing to a dash."""
    day = _day(value)
    return "–" if day is None else dates.long_en(day) if _english() else dates.long_th(day)


@register.filter
def short_day(value: date | datetime | None) -> str:
    """24 พ.ย. 69, or 24 Nov 2026: for pages that speak both. Nothing to a dash."""
    day = _day(value)
    return "–" if day is None else dates.short_en(day) if _english() else dates.short_th(day)


@register.filter
def month_day(value: date | datetime | None) -> str:
    """พ.ย. 69, or Nov 2026: for pages that speak both. Nothing to a dash."""
    day = _day(value)
    return "–" if day is None else dates.month_en(day) if _english() else dates.month_th(day)


@register.filter
def weekday(value: date) -> str:
    """เสาร์, or Sat, which is as wide: for pages that speak both."""
    return dates.WEEKDAYS_EN[value.weekday()][:3] if _english() else dates.day_name_th(value)


@register.filter
def area(subdistrict: Any) -> str:
    """ต.แม่แรม อ.แม่ริม จ.เชียงใหม่, or Mae Raem, Mae Rim, Chiang Mai: for pages that speak both."""
    name: str = subdistrict.label_en if _english() else subdistrict.label
    return name


@register.filter
def weekday_th(value: date) -> str:
    """เสาร์."""
    return dates.day_name_th(value)


@register.filter
def clock(value: datetime | None) -> str:
    """09:05 in Thailand; nothing to a dash."""
    return f"{timezone.localtime(value):%H:%M}" if value else "–"


@register.filter
def count(number: int | None) -> str:
    """1234 to "1,234"; nothing to a dash."""
    return "–" if number is None else f"{number:,}"


@register.filter
def year_be(value: date | None) -> str:
    """2569; nothing to a dash."""
    return f"{value.year + 543}" if value else "–"
