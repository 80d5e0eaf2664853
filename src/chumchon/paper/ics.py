"""Events as an iCalendar text (RFC 5545): what phones and calendars subscribe to. Pure; every room's feed comes from here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

USUAL = timedelta(hours=3)
"""How long an event is taken to last where nobody said it beforehand."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Event:
    """One event; starts, ends and stamp with their time zone, uid for ever the same.

    until: the last C.E. day of one that goes over several days; it then stands in calendars as whole days.
    sequence: how often it was changed, so that a phone takes the newest.
    """

    uid: str
    starts: datetime
    stamp: datetime
    title: str
    place: str
    about: str = ""
    link: str = ""
    cancelled: bool = False
    ends: datetime | None = None
    until: date | None = None
    kind: str = ""
    sequence: int = 0


def to_ics(name: str, events: Iterable[Event]) -> str:
    """The whole calendar, CRLF at each line's end, lines of at most 75 octets."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Chumchon//TH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_plain(name)}",
    ]
    for e in events:
        lines += ["BEGIN:VEVENT", f"UID:{e.uid}", f"DTSTAMP:{_utc(e.stamp)}", *_span(e)]
        lines += [f"SUMMARY:{_plain(e.title)}", f"LOCATION:{_plain(e.place)}"]
        lines += [f"DESCRIPTION:{_plain(e.about)}"] if e.about else []
        lines += [f"CATEGORIES:{_plain(e.kind)}"] if e.kind else []
        lines += [f"URL:{e.link}"] if e.link else []
        lines += [f"SEQUENCE:{e.sequence}"] if e.sequence else []
        lines += [f"STATUS:{'CANCELLED' if e.cancelled else 'CONFIRMED'}", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + "\r\n" for line in lines)


def _span(e: Event) -> list[str]:
    """Hours of one day, or whole days; the end of whole days is the day after the last (RFC 5545, 3.6.1)."""
    if e.until is not None:
        first = e.starts.date()
        return [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{e.until + timedelta(days=1):%Y%m%d}"]
    return [f"DTSTART:{_utc(e.starts)}", f"DTEND:{_utc(e.ends or e.starts + USUAL)}"]


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _plain(text: str) -> str:
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "")):
        text = text.replace(mark, written)
    return _CONTROL.sub("", text)


def fold(line: str) -> str:
    """Broken after at most 75 octets, never inside a letter: a Thai letter is three octets."""
    made, room = "", 75
    for letter in line:
        size = len(letter.encode())
        if size > room:
            made, room = made + "\r\n ", 74
        made, room = made + letter, room - size
    return made
