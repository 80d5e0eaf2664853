"""Which posts people hold, told by the rooms that keep committees and councils: nobody types a seat twice.

A room registers a reader once (its AppConfig.ready): keyed indexes of citizen ids and ids of users to the posts that its
own rows know. `held` puts them together with the roles that the policy gives.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from .models import Grant
from .rules import ROLES


@dataclass(frozen=True)
class Post:
    """A post as its own record says it. Days are C.E.; until_day None: it is held still."""

    key: str
    user_id: int | None
    title: str
    body: str
    from_day: date
    until_day: date | None
    source: str


Reader = Callable[[Collection[str], Collection[int]], list[Post]]
_readers: dict[str, Reader] = {}


def register(room: str, reader: Reader) -> None:
    """Tell what a room knows; called once by the room."""
    _readers[room] = reader


def held(keys: Collection[str], user_ids: Collection[int]) -> list[Post]:
    """Posts of people by the keyed index of their citizen id or by their sign-in, newest first; a query a room.

    A role of the policy in a body stands only where no room tells of a post with the same words there.
    """
    posts = [p for reader in _readers.values() for p in reader(keys, user_ids)]
    told = {(p.user_id, p.body, p.title) for p in posts}
    for g in Grant.objects.filter(user_id__in=user_ids).select_related("organisation").order_by("id"):
        body = g.organisation.name_th if g.organisation else "ตามพื้นที่ที่ดูแล"
        if (g.user_id, body, ROLES[g.role]) not in told:
            posts.append(Post("", g.user_id, ROLES[g.role], body, g.from_day, g.until_day, "บทบาทในระบบ"))
    return sorted(posts, key=lambda p: (p.until_day is not None, -p.from_day.toordinal(), p.body, p.title))
