"""Who acts in a story of the example fund, when, and under what names: one piece for the chapters of every room."""

import random
import uuid
from datetime import UTC, date, datetime, time, timedelta

from .models import User
from .queries import actor_of_user
from .rules import Actor

BANGKOK_HOURS = timedelta(hours=7)


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day in Thailand."""
    return datetime.combine(day, time(hour, minute), UTC) - BANGKOK_HOURS


class Cast:
    """Who acts, and one source of chance and of names for requests, so that each telling is the same."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - a story, not a secret

    def key(self) -> uuid.UUID:
        """A name for one request."""
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def actor(self, username: str) -> Actor:
        """The actor of a user as the grants stand now: a story may give more as it goes on."""
        return actor_of_user(User.objects.get(username=username))


class SteadyCast(Cast):
    """A cast that nobody is granted anything in meanwhile: each actor is read once."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._read: dict[str, Actor] = {}

    def actor(self, username: str) -> Actor:
        """The actor of a user, read once."""
        if username not in self._read:
            self._read[username] = super().actor(username)
        return self._read[username]
