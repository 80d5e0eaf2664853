"""Reads of resolutions and of their way up and down."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from ..models import Council, Matter, Resolution
from ..models.resolution import WAITING


@dataclass(frozen=True)
class Step:
    """One step of a resolution's way: when, where, what in Thai, with which note."""

    at: datetime
    where: str
    words: str
    note: str


def journey_of(resolution: Resolution) -> list[Step]:
    """Every step from the village to the last meeting and back, in the order of time."""
    here = resolution.council.organisation.name_th
    found = [Step(s.at, here, s.get_state_display(), s.note) for s in resolution.steps.all()]
    matter: Matter | None = getattr(resolution, "matter", None)
    while matter is not None:
        body = matter.body.organisation.name_th
        found += [
            Step(s.at, body, s.get_kind_display(), s.note) for s in matter.steps.all() if s.kind != "returned"
        ]  # an answer that came down stands once: where it was given, and at the village
        matter = matter.merged_into or getattr(matter, "above", None)
    return sorted(found, key=lambda s: s.at)


def resolution_of(council: Council, resolution_id: int) -> Resolution | None:
    """The council's resolution, unless it was struck."""
    rows = Resolution.objects.select_related("meeting", "council__organisation", "matter__body__organisation", "item")
    return rows.filter(council=council, pk=resolution_id).exclude(state="struck").first()


def resolutions_of(council: Council, state: str = "", year: str = "") -> QuerySet[Resolution]:
    """A council's resolutions, newest first; state "waiting" is all that is not finished, "late" what is past its day."""
    rows = Resolution.objects.filter(council=council).exclude(state="struck").select_related("meeting")
    if year.isdigit():
        rows = rows.filter(year_be=int(year))
    if state == "waiting":
        return rows.filter(state__in=WAITING)
    return rows.filter(state=state) if state else rows


def late(council: Council, day: date) -> QuerySet[Resolution]:
    """Past their day and not finished."""
    return Resolution.objects.filter(council=council, state__in=WAITING, due_day__lt=day).order_by("due_day")


def inbox(body: Council, state: str = "inbox") -> QuerySet[Matter]:
    """Matters of a provincial or the national meeting."""
    rows = Matter.objects.filter(body=body).select_related(
        "resolution__council__organisation", "below__body__organisation", "merged_into", "above__body__organisation"
    )
    if state:
        rows = rows.filter(state=state)
    return rows.prefetch_related("parts").order_by("-year_be", "-number")


def matter_of(body: Council, matter_id: int) -> Matter | None:
    """The meeting's matter with all that its page shows."""
    return inbox(body, "").filter(pk=matter_id).first()


def askers(matter: Matter) -> list[Resolution]:
    """Every resolution that a matter came from, through merging and levels."""
    found = [matter.resolution] if matter.resolution is not None else []
    below = [*([matter.below] if matter.below is not None else []), *matter.parts.all()]
    return found + [row for part in below for row in askers(part)]
