"""Reads of trainings and certificates."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from chumchon.access.models import Organisation
from chumchon.thai.digits import arabic

from ..models import Attendance, Certificate, Course, Trainee, Training, TrainingDay
from ..rules.trainings import Outcome, outcomes


@dataclass(frozen=True)
class Filters:
    """What a list of trainings is narrowed by; empty is everything."""

    text: str = ""
    course: str = ""
    state: str = ""
    year: str = ""


def year_of(text: str) -> int:
    """A B.E. year as typed, Thai digits too; 0 where it is none."""
    plain = arabic(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and 2400 < int(plain[:5]) < 2743 else 0


def listing(organisation: Organisation, filters: Filters) -> QuerySet[Any]:
    """Trainings of a body with `trainee_count`, `certificate_count` and `minutes`, newest first."""

    def number(model: Any, path: str, what: Any) -> Any:
        rows = model.objects.filter(**{path: OuterRef("pk")}).order_by().values(path)
        return Coalesce(Subquery(rows.annotate(n=what).values("n")), 0)

    rows = Training.objects.filter(organisation=organisation).select_related("course")
    if filters.course:
        rows = rows.filter(course_id=filters.course)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.year:
        year = year_of(filters.year)
        rows = rows.filter(first_day__year=year - 543) if year else rows.none()
    for word in filters.text.split():
        rows = rows.filter(Q(title__contains=word) | Q(place__contains=word) | Q(trainer__contains=word))
    return rows.annotate(
        trainee_count=number(Trainee, "training", Count("id")),
        certificate_count=number(Certificate, "trainee__training", Count("id")),
        minutes=number(TrainingDay, "training", Sum("minutes")),
    )


def training_of(organisation: Organisation, training_id: int) -> Training | None:
    """A training of the body."""
    rows = Training.objects.select_related("course__skill", "organisation", "by", "closed_by").prefetch_related("days")
    return rows.filter(organisation=organisation, pk=training_id).first()


@dataclass(frozen=True)
class Line:
    """A trainee with the days on which they were there and what that earned."""

    trainee: Trainee
    days: frozenset[int]
    outcome: Outcome


@dataclass(frozen=True)
class Roll:
    """The list of a training: days in order, a line each, and how many came each day."""

    days: list[TrainingDay]
    lines: list[Line]
    came: dict[int, int]

    @property
    def passed(self) -> int:
        """How many earned the certificate."""
        return sum(line.outcome.passed for line in self.lines)


def roll_of(training: Training) -> Roll:
    """Three queries."""
    days = list(training.days.all())
    trainees = list(training.trainees.select_related("leader__person", "leader__subdistrict", "leader__village"))
    there: dict[int, set[int]] = defaultdict(set)
    came: dict[int, int] = {d.pk: 0 for d in days}
    for trainee_id, day_id in Attendance.objects.filter(day__training=training).values_list("trainee_id", "day_id"):
        there[trainee_id].add(day_id)
        came[day_id] += 1
    earned = outcomes(
        {d.pk: d.minutes for d in days}, {k: sorted(v) for k, v in there.items()}, [t.pk for t in trainees],
        training.course.least_percent,
    )  # fmt: skip
    lines = [Line(t, frozenset(there[t.pk]), earned[t.pk]) for t in trainees]
    return Roll(days, lines, came)


def courses() -> list[Course]:
    """The courses that may be chosen."""
    return list(Course.objects.filter(is_on=True))


@dataclass(frozen=True)
class CertificateFilters:
    """What a list of certificates is narrowed by."""

    text: str = ""
    course: str = ""
    state: str = ""
    year: str = ""


def certificates(organisation: Organisation, filters: CertificateFilters) -> QuerySet[Certificate]:
    """Certificates of a body, newest number first."""
    from chumchon.people.queries import named

    rows = Certificate.objects.filter(organisation=organisation).select_related("leader__person", "course")
    if filters.course:
        rows = rows.filter(course_id=filters.course)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.year:
        rows = rows.filter(year_be=year_of(filters.year))
    for word in filters.text.split():
        rows = rows.filter(named(word, word, "leader__person__"))
    return rows


def certificate_of(organisation: Organisation, certificate_id: int) -> Certificate | None:
    """A certificate that the body gave."""
    rows = Certificate.objects.select_related("leader__person", "organisation__subdistrict", "by", "trainee")
    return rows.filter(organisation=organisation, pk=certificate_id).first()


def by_code(public_code: str) -> Certificate | None:
    """What a QR opens."""
    return Certificate.objects.filter(public_code=public_code.strip().upper()[:26]).first()
