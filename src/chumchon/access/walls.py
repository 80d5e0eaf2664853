"""The second wall: on PostgreSQL the database itself shows a connection no rows of funds outside the actor's area.

docs/walls.sql lays policies on the tables of books, funds, matches and findings; they read three settings of the session,
which this module sets: app.areas (beginnings of area codes, "*" the nation), app.organisations (ids) and app.public.
Household passbooks hide behind a fourth, app.passbooks (ids of registers, "*" all), which no area opens.
A request is closed until its view is known; a command runs over the nation. Nothing happens on SQLite.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from .rules import PERMISSIONS, Actor


@dataclass(frozen=True)
class Wall:
    """What the session may see: area prefixes ("*" all), organisations, what the public's checks of papers need, and the
    registers of household passbooks (ids of organisations, "*" all)."""

    areas: tuple[str, ...] = ()
    organisations: tuple[int, ...] = ()
    public: bool = False
    passbooks: tuple[str, ...] = ()


NATION = Wall(("*",))
COMMAND = Wall(("*",), passbooks=("*",))
CLOSED = Wall()
PUBLIC = Wall(public=True)
_now: ContextVar[Wall] = ContextVar("wall", default=COMMAND)


def wall_of(actor: Actor, day: date, public: bool = False) -> Wall:
    """The wall around everything that a grant of the actor covers that day, whatever role they chose: which role may do
    what is the application's own policy."""
    held = [g for g in actor.grants if g.in_force(day)]
    areas = {prefix or "*" for g in held for prefix in g.prefixes}
    organisations = {g.organisation_id for g in held if g.organisation_id is not None}
    passbooks = tuple(
        sorted(
            str(g.organisation_id)
            for g in held
            if g.organisation_id is not None and "households.read" in PERMISSIONS[g.role]
        )
    )
    if "*" in areas:
        return Wall(("*",), public=public, passbooks=passbooks)
    return Wall(tuple(sorted(areas)), tuple(sorted(organisations)), public, passbooks)


def stand(wall: Wall) -> None:
    """From now on this thread sees no further than the wall, on this connection and on one that is opened later."""
    _now.set(wall)
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        _tell(connection, wall)


def begin() -> None:
    """A request begins: closed. The session is told when the view is known; until then nothing behind the wall is read."""
    _now.set(CLOSED)


@contextmanager
def whole_nation(passbooks: bool = False) -> Iterator[None]:
    """For a question that must look across funds and answers with less than it saw: was this person matched elsewhere?

    passbooks: also across household passbooks; only for counts of ten and more, and for whether any row speaks of a house.
    """
    before = _now.get()
    stand(COMMAND if passbooks else Wall(("*",), passbooks=before.passbooks))
    try:
        yield
    finally:
        connection = connections[DEFAULT_DB_ALIAS]
        _now.set(before)
        if connection.vendor == "postgresql" and not connection.needs_rollback:  # else the rollback takes it back
            _tell(connection, before)


def tell_new_connection(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """connection_created: a session begins where its thread stands."""
    if connection.vendor == "postgresql":
        _tell(connection, _now.get())


def _tell(connection: BaseDatabaseWrapper, wall: Wall) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.areas', %s, false), set_config('app.organisations', %s, false),"
            " set_config('app.public', %s, false), set_config('app.passbooks', %s, false)",
            [
                ",".join(wall.areas),
                ",".join(map(str, wall.organisations)),
                "on" if wall.public else "",
                ",".join(wall.passbooks),
            ],
        )
