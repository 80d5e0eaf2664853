"""Days and keyed hashes as the numbers that columns hold."""

from datetime import date

from chumchon.people import protect


def ordinal(day: date | None) -> int:
    """A C.E. day as a number; 0 is unknown."""
    return day.toordinal() if day else 0


def short(index: str | None) -> int:
    """64 bits of a keyed hash in hex (people.protect.index); 0 where there is none."""
    return int(index[:16], 16) if index else 0


def keyed(text: str) -> int:
    """64 bits of the keyed hash of any words: equal words meet, nobody reads them."""
    return short(protect.index(text))
