"""Events as an iCalendar text (RFC 5545): what phones and calendars subscribe to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

USUAL = timedelta(hours=3)
"""How long a meeting is taken to last, since nobody says it beforehand."""


@dataclass(frozen=True)
class Event:
    """One event; starts and stamp with their time zone, uid for ever the same."""

    uid: str
    starts: datetime
    stamp: datetime
    title: str
    place: str
    about: str = ""
    link: str = ""
    cancelled: bool = False


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
        lines += [
            "BEGIN:VEVENT", f"UID:{e.uid}", f"DTSTAMP:{_utc(e.stamp)}", f"DTSTART:{_utc(e.starts)}", f"DTEND:{_utc(e.starts + USUAL)}",
            f"SUMMARY:{_plain(e.title)}", f"LOCATION:{_plain(e.place)}",
        ]  # fmt: skip
        lines += [f"DESCRIPTION:{_plain(e.about)}"] if e.about else []
        lines += [f"URL:{e.link}"] if e.link else []
        lines += [f"STATUS:{'CANCELLED' if e.cancelled else 'CONFIRMED'}", "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(fold(line) + "\r\n" for line in lines)


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _plain(text: str) -> str:
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "")):
        text = text.replace(mark, written)
    return text


def fold(line: str) -> str:
    """Broken after at most 75 octets, never inside a letter: a Thai letter is three octets."""
    made, room = "", 75
    for letter in line:
        size = len(letter.encode())
        if size > room:
            made, room = made + "\r\n ", 74
        made, room = made + letter, room - size
    return made
