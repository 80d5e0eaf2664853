"""Who acts in the story: one sign-in for each role, and when they act."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import argon2
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password

from chumchon.access.actions import create_user, grant, record
from chumchon.access.models import User
from chumchon.access.story import SteadyCast
from chumchon.access.system import system_actor

from ..models import Fund

PASSWORD = "chumchon-demo"  # noqa: S105 - printed on the screen: the example fund holds no real person
PIN = "246810"
# user name, name, role, and where: "" the nation, "50" a province; None the fund.
OFFICERS = (
    ("officer", "นายธนากร วงศ์คำ", "officer_province", "50"),
    ("hq", "นางสาวกัลยา พรหมมา", "officer_hq", ""),
    ("admin", "นายชัยวัฒน์ ดวงแก้ว", "admin", ""),
)
FUND_USERS = ("chair", "deputy", "treasurer", "secretary", "registrar", "collector", "auditor", "committee")


class Stage(SteadyCast):
    """The fund and who acts in it."""

    def __init__(self, fund: Fund, seed: int) -> None:
        super().__init__(seed)
        self.fund = fund


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
