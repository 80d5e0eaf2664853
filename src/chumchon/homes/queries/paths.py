"""Reads of a centre: persons for those who may see them, counts for everybody else."""

from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from ..models import PathPerson, Project
from ..rules.paths import LEFT_WORDS, told


@dataclass(frozen=True)
class StepCount:
    """A step of the path with how many stand there now, and ever were: exact, and as it may leave the centre."""

    words: str
    now: int
    now_told: str
    ever: int
    ever_told: str


def counts(project: Project) -> list[StepCount]:
    """By step of the programme, in its order; those who left last. Three queries."""
    people = PathPerson.objects.filter(project=project)
    now = dict(people.order_by().values_list("step").annotate(n=Count("pk")))
    ever = dict(people.order_by().values_list("steps__step").annotate(n=Count("pk", distinct=True)))
    rows = [(s.pk, s.name_th) for s in project.programme.steps.all()] + [(None, LEFT_WORDS)]
    return [
        StepCount(words, now.get(pk, 0), told(now.get(pk, 0)), ever.get(pk, 0), told(ever.get(pk, 0)))
        for pk, words in rows
    ]


def home_count(project: Project) -> int:
    """Persons who reached a home of their own."""
    return PathPerson.objects.filter(project=project, home_on__isnull=False).count()


def people(project: Project, text: str = "", step: str = "") -> QuerySet[PathPerson]:
    """Persons by alias with their last day (`last_day`), for homes.path alone; step is a step's code or "left"."""
    rows = PathPerson.objects.filter(project=project)
    if step == "left":
        rows = rows.filter(step=None)
    elif step:
        rows = rows.filter(step__code=step)
    for word in text.split():
        rows = rows.filter(alias__contains=word)
    return rows.select_related("step").annotate(last_day=Max("steps__day")).order_by("alias", "id")


def person(project: Project, person_id: int) -> PathPerson | None:
    """One person of this centre."""
    return PathPerson.objects.filter(project=project, pk=person_id).select_related("step").first()
