"""Seats in funds' committees as posts that people hold, for rooms that do not know this one."""

from collections.abc import Collection

from chumchon.access import posts
from chumchon.access.posts import Post

from ..models import CommitteeSeat


def seats(keys: Collection[str], user_ids: Collection[int]) -> list[Post]:
    """Seats of people who sign in; a committee seat keeps a name and no citizen id."""
    rows = CommitteeSeat.objects.filter(user_id__in=user_ids).select_related("fund__organisation")
    return [
        Post("", s.user_id, s.get_position_display(), s.fund.name_th, s.from_day, s.until_day, "กรรมการกองทุน")
        for s in rows
    ]


def register() -> None:
    """Once, when the room is ready."""
    posts.register("funds", seats)
