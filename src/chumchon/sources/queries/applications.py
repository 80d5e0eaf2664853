"""Reads of applications, what a body won and what it owes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from chumchon.access.models import Organisation
from chumchon.access.queries import within
from chumchon.councils.models import Council, Group

from ..models import Application, Due


@dataclass(frozen=True)
class Filters:
    """What a list of applications is narrowed by."""

    text: str = ""
    state: str = ""
    call: str = ""


def _rows() -> QuerySet[Application]:
    return Application.objects.select_related("call", "organisation__subdistrict__district__province", "group")


def _narrowed(rows: QuerySet[Application], filters: Filters) -> QuerySet[Application]:
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.call:
        rows = (
            rows.filter(call_id=int(filters.call)) if filters.call.isdigit() and len(filters.call) < 16 else rows.none()
        )
    for word in filters.text.split():
        rows = rows.filter(
            Q(title__contains=word) | Q(organisation__name_th__contains=word) | Q(group__name_th__contains=word)
            | Q(call__title__contains=word)
        )  # fmt: skip
    return rows


def of_body(body: Organisation, filters: Filters) -> QuerySet[Application]:
    """The body's applications, those for organisations of its register too, newest first."""
    return _narrowed(_rows().filter(organisation=body), filters).order_by("-id")


def of_areas(prefixes: Iterable[str], filters: Filters) -> QuerySet[Application]:
    """What was sent to calls of an officer's areas, what waits first."""
    areas = tuple(prefixes)
    inside = Q() if "" in areas else within(areas, "call__area")
    rows = _rows().filter(inside).exclude(state="draft")
    return _narrowed(rows, filters).order_by("call__closes_on", "call_id", "number", "id")


def application_of(body: Organisation, application_id: int) -> Application | None:
    """An application of the body."""
    return _rows().filter(organisation=body, pk=application_id).first()


def application(application_id: int) -> Application | None:
    """An application that was sent."""
    return _rows().filter(pk=application_id).exclude(state="draft").first()


def groups_of(body: Organisation) -> list[Group]:
    """Organisations for which a council may ask: those of its register that keep no book of their own here."""
    council = Council.objects.filter(organisation=body).first()
    rows = Group.objects.filter(council=council, state="registered", organisation__isnull=True)
    return list(rows.order_by("name_th")) if council is not None else []


@dataclass(frozen=True)
class Sums:
    """Totals of exactly the rows that are shown, in satang."""

    asked_satang: int
    given_satang: int
    people: int


def sums(rows: Iterable[Application]) -> Sums:
    """Of these rows."""
    found = list(rows)
    return Sums(sum(a.asked_satang for a in found), sum(a.given_satang for a in found), sum(a.people for a in found))


def due_soon(body: Organisation, day: date, limit: int = 10) -> list[Due]:
    """What comes or is owed next, what is late first."""
    rows = Due.objects.filter(application__organisation=body, application__state="won", done_on=None)
    return list(rows.select_related("application__call", "application__group").order_by("day", "position")[:limit])


def late(prefixes: Iterable[str], day: date) -> QuerySet[Due]:
    """Reports past their day, of calls in an officer's areas."""
    areas = tuple(prefixes)
    inside = Q() if "" in areas else within(areas, "application__call__area")
    rows = Due.objects.filter(inside, kind="report", done_on=None, day__lt=day)
    return rows.select_related("application__call", "application__organisation", "application__group").order_by("day")


def winners(call_id: int) -> list[Application]:
    """Who won, for anybody: name, project and sum; nobody sees who did not."""
    return list(_rows().filter(call_id=call_id, state="won").order_by("number"))
