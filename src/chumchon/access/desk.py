"""A card of the officers' desk: what waits, how much of it, where to go. Each room tells its own in `<room>/desk.py`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """title_th what waits, count how much, href its list; urgent when somebody's money or a promise hangs on it."""

    title_th: str
    count: int
    href: str
    note_th: str = ""
    unit_th: str = "เรื่อง"
    icon: str = "file"
    urgent: bool = False
