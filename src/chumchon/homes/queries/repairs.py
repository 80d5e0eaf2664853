"""Reads of repairs: the list of a tambon, what is left of its quota, sums, quotas of an area."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet, Sum

from chumchon.access.queries import within
from chumchon.access.walls import whole_nation

from ..models import Project, RepairHouse, RepairQuota, SurveyedHouse
from ..rules.repairs import NEEDS, OPEN, STATES, missing

TAKEN = ("chosen", "finished")


@whole_nation()  # a quota is the tambon's, whichever project chose
def chosen_count(programme_id: int, area: str, year_be: int) -> int:
    """Houses of a tambon that meetings chose in a B.E. fiscal year, over all projects of the programme there."""
    return RepairHouse.objects.filter(
        project__programme=programme_id, project__organisation__subdistrict=area, year_be=year_be, state__in=TAKEN
    ).count()


def repairs(project: Project, text: str = "", state: str = "") -> QuerySet[RepairHouse]:
    """The list, the newest year first by rank, then those that wait; text is a name or a house number."""
    rows = RepairHouse.objects.filter(project=project)
    if state:
        rows = rows.filter(state=state)
    for word in text.split():
        rows = rows.filter(
            Q(house__head__first_name__contains=word)
            | Q(house__head__surname__contains=word)
            | Q(household__house_no__startswith=word)
        )
    return rows.select_related("house__head", "household__village", "meeting", "before", "after", "inspector").order_by(
        F("year_be").desc(nulls_last=True), F("rank").asc(nulls_last=True), "id"
    )


def repair(project: Project, repair_id: int) -> RepairHouse | None:
    """One house of the list."""
    rows = RepairHouse.objects.filter(project=project).select_related(
        "house__head",
        "household__village",
        "meeting",
        "before",
        "after",
        "inspector",
        "by",
        "entry__actor",
        "entry__checker",
    )
    return rows.filter(pk=repair_id).first()


def to_propose(project: Project) -> QuerySet[SurveyedHouse]:
    """Surveyed houses whose household is on no list, the poorest houses first."""
    taken = RepairHouse.objects.filter(state__in=(*OPEN, "finished")).values("household")
    rows = SurveyedHouse.objects.filter(project=project).exclude(household__in=taken)
    return rows.select_related("head", "household__village").order_by("-condition", "household__village__number", "id")


def need_words(repair: RepairHouse) -> str:
    """What is to be repaired, in Thai."""
    return " ".join(NEEDS[n] for n in repair.needs if n in NEEDS)


def waits_for(repair: RepairHouse) -> list[str]:
    """What a chosen house still waits for."""
    if repair.state != "chosen":
        return []
    return missing(
        repair.satang, repair.entry_id is not None, repair.before_id is not None, repair.after_id is not None
    )


@dataclass(frozen=True)
class RepairSums:
    """A project's list in numbers: houses by state, satang given, days of the community's own labour."""

    states: list[tuple[str, int]]
    finished: int
    satang: int
    labour_days: int


def sums(project: Project) -> RepairSums:
    """Over the whole list."""
    rows = RepairHouse.objects.filter(project=project)
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    money = rows.filter(entry__isnull=False).aggregate(s=Sum("satang"))
    labour = rows.filter(state="finished").aggregate(s=Sum("labour_days"))
    states = [(word, counts[key]) for key, word in STATES.items() if counts.get(key)]
    return RepairSums(states, counts.get("finished", 0), money["s"] or 0, labour["s"] or 0)


@dataclass(frozen=True)
class QuotaShown:
    """A quota with what is used of it."""

    row: RepairQuota
    used: int

    @property
    def left(self) -> int:
        """Houses that may still be chosen."""
        return max(self.row.houses - self.used, 0)


def _shown(rows: Collection[RepairQuota]) -> list[QuotaShown]:
    used = {
        (r["project__programme"], r["project__organisation__subdistrict"], r["year_be"]): r["n"]
        for r in RepairHouse.objects.filter(
            state__in=TAKEN, project__organisation__subdistrict__in={q.subdistrict_id for q in rows}
        )
        .order_by()
        .values("project__programme", "project__organisation__subdistrict", "year_be")
        .annotate(n=Count("pk"))
    }
    return [QuotaShown(q, used.get((q.programme_id, q.subdistrict_id, q.year_be), 0)) for q in rows]


def quotas_of(project: Project) -> list[QuotaShown]:
    """The quotas of the project's tambon, newest year first."""
    return _shown(
        list(
            RepairQuota.objects.filter(
                programme=project.programme_id, subdistrict=project.organisation.subdistrict_id
            ).order_by("-year_be")
        )
    )


def quotas(prefixes: Collection[str], year_be: int | None, most: int = 500) -> list[QuotaShown]:
    """Quotas of areas (code prefixes, "" the nation), of one year or all, newest year first; at most so many."""
    rows = RepairQuota.objects.filter(within(prefixes, "subdistrict__code"))
    if year_be is not None:
        rows = rows.filter(year_be=year_be)
    rows = rows.select_related("programme", "subdistrict__district__province").order_by("-year_be", "subdistrict_id")
    return _shown(list(rows[:most]))
