"""What the room tells to others that do not know it: meetings for the calendar, seats as posts that people hold."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q
from django.urls import reverse

from chumchon.access import happenings, posts
from chumchon.access.happenings import Happening
from chumchon.access.posts import Post

from ..models import Meeting, Seat


def meetings(area: str, since: date, until: date) -> Iterator[Happening]:
    """Meetings of the councils of an area, cancelled ones too."""
    rows = Meeting.objects.filter(day__gte=since, day__lte=until).select_related(
        "council__organisation__subdistrict__district__province"
    )
    if area:
        rows = rows.filter(council__organisation__subdistrict__code__startswith=area)
    for m in rows:
        body = m.council.organisation
        yield Happening(
            str(m.uid), "meeting", f"{m.get_kind_display()} {body.name_th} {m.label}", m.place, body.name_th,
            body.subdistrict_id, body.subdistrict.label, m.day, m.starts, m.called_at,
            link=reverse("council", args=[m.council.code]), cancelled=m.state == "cancelled",
        )  # fmt: skip


def seats(keys: Collection[str], user_ids: Collection[int]) -> list[Post]:
    """Seats in councils, those that ended too."""
    rows = Seat.objects.filter(Q(person_key__in=keys) | Q(user_id__in=user_ids)).select_related(
        "term__council__organisation", "group", "sent_by__organisation"
    )
    return [
        Post(
            s.person_key, s.user_id, s.get_position_display() if s.position != "committee" else s.get_kind_display(),
            s.term.council.organisation.name_th, s.from_day, s.ended_on, s.sender or s.get_kind_display(),
        )
        for s in rows
    ]  # fmt: skip


def register() -> None:
    """Once, when the room is ready."""
    happenings.register("councils", meetings)
    posts.register("councils", seats)
