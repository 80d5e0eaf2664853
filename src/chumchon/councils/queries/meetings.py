"""Reads of meetings: who had a seat that day, who came, is there a quorum, how many meetings were kept."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ..models import Attendance, Ballot, Council, Meeting, Minutes, Resolution, Seat
from ..rules.councils import quorum
from .settings import numbers_on

SIGNED = ("signed",)
"""A meeting that counts is minuted and signed, and only one that had its quorum can be: a list with one name on it keeps nothing."""


def seats_at(meeting: Meeting) -> list[Seat]:
    """The seats on the day of the meeting, as on the paper list."""
    rows = meeting.term.seats.filter(from_day__lte=max(meeting.day, meeting.term.from_day))
    rows = rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=meeting.day))
    return list(rows.select_related("person", "group", "sent_by__organisation", "user", "term").order_by("number"))


def present_count(meeting: Meeting) -> int:
    """How many of those who sat in the council that day are present; guests do not count."""
    return Attendance.objects.filter(meeting=meeting, state="present", seat__in=seats_at(meeting)).count()


@dataclass(frozen=True)
class Line:
    """A seat and what the list says of it: "", present, excused or absent."""

    seat: Seat
    state: str


@dataclass(frozen=True)
class Roll:
    """The list of a meeting with its quorum."""

    lines: list[Line]
    present: int
    excused: int
    needed: int

    @property
    def seats(self) -> int:
        """How many seats there were."""
        return len(self.lines)

    @property
    def has_quorum(self) -> bool:
        """May it decide?"""
        return self.present >= self.needed

    @property
    def missing(self) -> int:
        """How many more must come."""
        return max(0, self.needed - self.present)


def roll_of(meeting: Meeting) -> Roll:
    """Three queries."""
    said = dict(Attendance.objects.filter(meeting=meeting).values_list("seat_id", "state"))
    lines = [Line(seat, said.get(seat.pk, "")) for seat in seats_at(meeting)]
    states = [line.state for line in lines]
    needed = quorum(len(lines), numbers_on(meeting.day))
    return Roll(lines, states.count("present"), states.count("excused"), needed)


def meeting_of(council: Council, meeting_id: int) -> Meeting | None:
    """The council's meeting with its term."""
    rows = Meeting.objects.select_related("term", "council__organisation__subdistrict__district__province")
    return rows.filter(council=council, pk=meeting_id).first()


def meetings_of(council: Council) -> QuerySet[Meeting]:
    """All of them, newest first."""
    return Meeting.objects.filter(council=council).order_by("-day", "-id")


def minutes_of(meeting: Meeting) -> list[Minutes]:
    """Every version, oldest first."""
    return list(Minutes.objects.filter(meeting=meeting).select_related("writer", "signer").order_by("version"))


def ballots_of(meeting: Meeting) -> list[Ballot]:
    """Elections of the meeting, in their order."""
    return list(Ballot.objects.filter(meeting=meeting).select_related("elected__person").order_by("id"))


def resolutions_at(meeting: Meeting) -> list[Resolution]:
    """What the meeting decided, in order of number; what was struck before signing is left out."""
    return list(Resolution.objects.filter(meeting=meeting).exclude(state="struck").order_by("number"))


@dataclass(frozen=True)
class Kept:
    """Meetings of a B.E. year: how many took place, how many the rule asks for, which are called; founding: the council had
    only a part of that year."""

    year_be: int
    met: int
    least: int
    coming: list[Meeting]
    founding: bool = False

    @property
    def left(self) -> int:
        """How many are still owed."""
        return max(0, self.least - self.met)


def kept(council: Council, day: date) -> Kept:
    """This year's meetings against the rule [d: four a year]."""
    met = Meeting.objects.filter(council=council, day__year=day.year, state__in=SIGNED).count()
    coming = list(Meeting.objects.filter(council=council, state="called", day__gte=day).order_by("day"))
    return Kept(day.year + 543, met, numbers_on(day).meetings_a_year, coming)


def kept_by_year(council: Council, day: date, years: int = 4) -> list[Kept]:
    """The last years, newest first, from the founding on."""
    first = council.founded_on.year if council.founded_on else day.year
    least = numbers_on(day).meetings_a_year
    rows = Meeting.objects.filter(council=council, state__in=SIGNED).values_list("day", flat=True)
    held = [d.year for d in rows]
    born = (
        council.founded_on.year
        if council.founded_on and council.founded_on > date(council.founded_on.year, 1, 1)
        else 0
    )
    return [
        Kept(y + 543, held.count(y), least, [], y == born)
        for y in range(day.year, max(first, day.year - years + 1) - 1, -1)
    ]


def last_signed(meeting: Meeting) -> Minutes | None:
    """The version that counts."""
    return Minutes.objects.filter(meeting=meeting).order_by("-version").first()
