"""A finding told in Thai: the check's sentence with its facts, in the words that people read."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chumchon.thai.dates import short_th
from chumchon.thai.money import baht_short

from .models import Finding

SEVERITY_CHIPS = {"severe": "red", "warn": "amber", "info": ""}
STATE_CHIPS = {
    "open": "amber",
    "asked": "",
    "answered": "teal",
    "confirmed": "red",
    "resolved": "teal",
    "dismissed": "",
}
_PLAIN = ("year", "first", "last", "entry", "digit", "month")  # numbers that name a thing take no comma


class _Facts(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "–"


def told(facts: Mapping[str, Any]) -> dict[str, str]:
    """Facts as people read them: money in baht, days of B.E., numbers with commas."""
    found = _Facts()
    for key, value in facts.items():
        if key.endswith("_satang"):
            found[key] = baht_short(int(value))
        elif key.endswith("_day"):
            found[key] = short_th(date.fromordinal(int(value))) if value else "–"
        else:
            found[key] = f"{value:,}" if isinstance(value, int) and key not in _PLAIN else str(value)
    return found


def sentence(finding: Finding) -> str:
    """What was found."""
    return finding.check_of.found_th.format_map(told(finding.facts))
