"""What other rooms lay on the desk: `<room>/desk.py`, where the room is there."""

from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from chumchon.access.desk import Card
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.paper.tables import Table

ROOMS = ("matching", "checks", "relief", "sources", "leaders")


class Desk(Protocol):
    """A room's `desk` module. Areas are beginnings of area codes (access.rules.areas_of)."""

    def cards(self, actor: Actor, areas: tuple[str, ...], day: date) -> list[Card]:
        """What waits for this actor in these areas, in a fixed number of queries."""

    def section(self, organisation: Organisation, actor: Actor, day: date) -> list[tuple[Table, str]]:
        """Tables for the fund's file, each with the address of the page behind it (or "")."""


def desks() -> list[Desk]:
    """The rooms that have one."""
    names = [f"chumchon.{room}" for room in ROOMS]
    return [import_module(f"{name}.desk") for name in names if find_spec(name) and find_spec(f"{name}.desk")]


def cards(actor: Actor, areas: tuple[str, ...], day: date) -> list[Card]:
    """Every room's cards, in the rooms' order."""
    return [card for desk in desks() for card in desk.cards(actor, areas, day)]


def sections(organisation: Organisation, actor: Actor, day: date) -> list[tuple[Table, str]]:
    """Every room's part of a fund's file."""
    return [part for desk in desks() for part in desk.section(organisation, actor, day)]
