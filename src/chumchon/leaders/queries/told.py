"""What the room tells the calendar: events and trainings."""

from collections.abc import Iterator
from datetime import date, time

from django.db.models import Q

from chumchon.access import happenings
from chumchon.access.happenings import Happening

from ..models import Event, Training

AREA = "organisation__subdistrict__district__province"


def on_calendar(area: str, since: date, until: date) -> Iterator[Happening]:
    """Events and trainings of an area that lie between two days, cancelled ones too."""
    yield from _events(area, since, until)
    yield from _trainings(area, since, until)


def _events(area: str, since: date, until: date) -> Iterator[Happening]:
    rows = Event.objects.filter(Q(day__gte=since) | Q(until__gte=since), day__lte=until).select_related(AREA)
    for e in rows.filter(organisation__subdistrict__code__startswith=area):
        body = e.organisation
        yield Happening(
            str(e.uid), e.kind, e.title, e.place, body.name_th, body.subdistrict_id, body.subdistrict.label, e.day, e.starts,
            e.at, e.until, e.ends, e.about, cancelled=e.is_cancelled, sequence=e.changes,
        )  # fmt: skip


def _trainings(area: str, since: date, until: date) -> Iterator[Happening]:
    rows = Training.objects.filter(last_day__gte=since, first_day__lte=until).select_related(AREA, "course")
    for t in rows.filter(organisation__subdistrict__code__startswith=area).prefetch_related("days"):
        body, days = t.organisation, list(t.days.all())
        several = t.last_day if t.last_day > t.first_day else None
        yield Happening(
            str(t.uid), "training", t.title, t.place, body.name_th, body.subdistrict_id, body.subdistrict.label, t.first_day,
            days[0].starts if days else time(9), t.at, several, None, f"หลักสูตร {t.course} · วิทยากร {t.trainer}",
            cancelled=t.state == "cancelled", sequence=t.changes,
        )  # fmt: skip


def register() -> None:
    """Once, when the room is ready."""
    happenings.register("leaders", on_calendar)
