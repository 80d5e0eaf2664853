"""The living tambon of `make demo`, chapter by chapter: each room tells its own in `<room>/demo.py`."""

from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

ROOMS = ("nation", "homes", "councils", "leaders", "households", "relief", "sources", "checks", "matching")
"""In the order of telling, after the fund's own two years (funds/demo)."""


class Chapter(Protocol):
    """A room's `demo` module. Everything is made through the room's real actions, in one transaction."""

    TITLE: str
    """What the progress bar shows, in Thai."""
    SIGN_INS: tuple[tuple[str, str], ...]
    """(user name, Thai word for the role) of those whom this chapter adds; all share the demo's password and PIN."""

    def told(self) -> bool:
        """Does the database hold this chapter already?"""

    def tell(self, today: date) -> None:
        """Make it, as of that day."""


def chapters() -> list[Chapter]:
    """The chapters of the rooms that have one."""
    names = [f"chumchon.{room}" for room in ROOMS]
    names = [name for name in names if find_spec(name) and find_spec(f"{name}.demo")]
    return [import_module(f"{name}.demo") for name in names]


def untold() -> list[Chapter]:
    """Those that the database does not hold yet."""
    return [chapter for chapter in chapters() if not chapter.told()]
