"""Who acts in the story: one sign-in for each role, and when they act."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

import argon2
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

from chumchon.access.actions import create_user, grant, record
from chumchon.access.models import User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.access.system import system_actor

from ..models import Fund

PASSWORD = "chumchon-demo"  # noqa: S105 - printed on the screen: the example fund holds no real person
PIN = "246810"
BANGKOK_HOURS = timedelta(hours=7)
# user name, name, role, and where: "" the nation, "50" a province; None the fund.
OFFICERS = (
    ("officer", "นายธนากร วงศ์คำ", "officer_province", "50"),
    ("hq", "นางสาวกัลยา พรหมมา", "officer_hq", ""),
    ("admin", "นายชัยวัฒน์ ดวงแก้ว", "admin", ""),
)
FUND_USERS = ("chair", "deputy", "treasurer", "secretary", "registrar", "collector", "auditor", "committee")


@dataclass
class Stage:
    """The fund, who acts, and one source of chance and of names for requests, so that each telling is the same."""

    fund: Fund
    rng: Random
    actors: dict[str, Actor] = field(default_factory=dict)

    def key(self) -> uuid.UUID:
        """A name for one request."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def actor(self, username: str) -> Actor:
        """The actor of a user, read once."""
        if username not in self.actors:
            self.actors[username] = actor_of_user(User.objects.get(username=username))
        return self.actors[username]


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day in Thailand."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - BANGKOK_HOURS


@contextmanager
def quick_hashes() -> Iterator[None]:
    """Each password that is made while the story is told costs a third of a second, and leave() replaces them all."""
    hasher = Argon2PasswordHasher
    strong = hasher.time_cost, hasher.memory_cost, hasher.parallelism
    hasher.time_cost, hasher.memory_cost, hasher.parallelism = 1, 8, 1
    try:
        yield
    finally:
        hasher.time_cost, hasher.memory_cost, hasher.parallelism = strong


def enter(fund: Fund, founded: date, now: datetime) -> None:
    """Officers get their sign-ins; the witness of the story signs quickly while the years are told."""
    for username, name, role, area in OFFICERS:
        user = create_user(username, name, PASSWORD)
        grant(user, role, founded, None, area)
        record(system_actor().user_id, "user.add", None, f"user:{user.id}", now, {"role": role})
    # 180 sheets are signed in the story: a light hash now, a right one when the story is told (see leave).
    light = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    User.objects.filter(username__in=FUND_USERS).update(pin_hash="argon2" + light, must_choose_password=False)


def leave(usernames: list[str]) -> None:
    """Everybody gets the demo's password, and the fund's people its PIN, at full strength: hashed once, since all share them.

    The printed sign-ins are meant to be used as they are, so nobody is asked for a password of their own."""
    secrets = {"password": make_password(PASSWORD), "pin_hash": make_password(PIN), "must_choose_password": False}
    User.objects.filter(username__in=usernames).update(**secrets)
    User.objects.filter(username__in=[name for name, *_ in OFFICERS]).update(password=secrets["password"])
