"""Reads of amended plans: the plans in force one after another, the old beside the new, what the money already says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from chumchon.ledger.queries import balances
from chumchon.ledger.rules import year_be

from ..models import (
    AmendmentVersion,
    AmendmentWord,
    HouseBuild,
    Instalment,
    Loan,
    Move,
    PlanAmendment,
    PlanVersion,
    ProgrammeStep,
    Project,
    Proof,
    RepairHouse,
    UrgentHouse,
)
from ..rules import amendments as rules
from ..rules import plans
from ..rules.programmes import LEVELS, CeilingRow
from ..rules.projects import Said, next_level
from .plans import ceilings, plan_passed
from .projects import book_of


def lines_of(plan: PlanVersion) -> list[plans.Line]:
    """The lines of a plan as it was sent up."""
    return [plans.Line(*row) for row in plan.lines]


def draft_lines(row: PlanAmendment | AmendmentVersion) -> list[rules.Line]:
    """The lines of the draft, or of what was sent up."""
    return [rules.Line(*line) for line in row.lines]


def draft_changes(row: PlanAmendment | AmendmentVersion) -> list[rules.Change]:
    """The instalments that it changes."""
    return [rules.Change(*change) for change in row.instalments]


def open_one(project: Project) -> PlanAmendment | None:
    """The amendment that is drafted or goes up."""
    return project.amendments.filter(state__in=rules.OPEN).first()


def amendment_of(project: Project, number: int) -> PlanAmendment | None:
    """One of the project's."""
    return project.amendments.select_related("base", "made", "by").filter(number=number).first()


def step_of(project: Project) -> ProgrammeStep | None:
    """The step of the plan; its levels say yes to an amendment too."""
    return ProgrammeStep.objects.filter(programme=project.programme_id, code="plan").first()


def said_on(version: AmendmentVersion) -> list[Said]:
    """The words on what was sent up, oldest first."""
    return [Said(w.level, w.verdict, w.by_id) for w in version.words.order_by("id")]


def parts(project: Project) -> list[rules.Part]:
    """The instalments as they stand. One query."""
    rows = project.instalments.annotate(proven=Exists(Proof.objects.filter(instalment=OuterRef("pk"))))
    return [
        rules.Part(i.pk, i.number, i.kind, i.satang, i.released_on is not None, i.proven)
        for i in rows.order_by("number")
    ]


def unpaid(project: Project) -> list[Instalment]:
    """Instalments that may still change."""
    return list(project.instalments.filter(released_on=None))


def lent(project: Project) -> int:
    """Satang that the institute lent to the project's groups."""
    loans = Loan.objects.filter(group__project=project, saver=None, state__in=("lent", "ended"))
    return loans.aggregate(total=Sum("satang"))["total"] or 0


def booked(project: Project) -> dict[str, int]:
    """The project's book by account."""
    return balances(book_of(project))


def houses_begun(project: Project) -> int:
    """Households that got money or a loan, moved, or whose house is begun: each once, whatever it got. Five queries."""
    found = set(_houses(HouseBuild.objects.filter(project=project).exclude(stage="waiting"), "house__household"))
    found |= set(_houses(RepairHouse.objects.filter(project=project, entry__isnull=False), "household"))
    urgent = UrgentHouse.objects.filter(Q(aid_entry__isnull=False) | Q(housed_on__isnull=False), project=project)
    moved = Move.objects.filter(project=project, left_on__isnull=False)
    found |= set(_houses(urgent, "house__household")) | set(_houses(moved, "house__household"))
    loans = Loan.objects.filter(Q(state="lent") | Q(state="ended"), group__project=project, saver__isnull=False)
    people = set(loans.order_by().values_list("saver__person__household", "saver__person"))
    found |= {house for house, _ in people if house is not None}
    return len(found) + sum(house is None for house, _ in people)


def _houses(rows: QuerySet[Any], of: str) -> Iterable[int]:
    return rows.order_by().values_list(of, flat=True)


def tops(project: Project, day: date) -> dict[str, CeilingRow | None]:
    """The ceilings that an amendment keeps within: today's, or those under which a plan of the project passed where they are higher,
    so that what was approved once is not taken away by a later year."""
    passed = PlanVersion.objects.filter(Q(pk__in=project.amendments.values("base")) | Q(amendment__project=project))
    years = {year_be(day, 9)} | {year_be(timezone.localdate(p.at), 9) for p in passed}
    found: dict[str, CeilingRow | None] = {}
    for year in sorted(years):
        for kind, row in ceilings(project.programme, year).items():
            best = found.get(kind)
            found[kind] = row if best is None or (row is not None and row.satang > best.satang) else best
    return found


@dataclass(frozen=True)
class Compared:
    """Rows shown, and their sums by side: (was, now), satang."""

    sources: list[rules.Row]
    uses: list[rules.Row]

    @property
    def rows(self) -> list[rules.Row]:
        """All that are shown."""
        return self.sources + self.uses

    @staticmethod
    def _sums(rows: Sequence[rules.Row]) -> rules.Row:
        return rules.Row("", "", "", sum(r.was for r in rows), sum(r.now for r in rows))

    @property
    def source_sum(self) -> rules.Row:
        """Sources that are shown."""
        return self._sums(self.sources)

    @property
    def use_sum(self) -> rules.Row:
        """Uses that are shown."""
        return self._sums(self.uses)


def compared(base: PlanVersion, row: PlanAmendment | AmendmentVersion, changed_only: bool = False) -> Compared:
    """The plan that passed beside the amendment, line by line; changed_only: without the lines that stay as they are."""
    rows = [r for r in rules.compare(lines_of(base), draft_lines(row)) if r.what or not changed_only]
    return Compared([r for r in rows if r.side == "source"], [r for r in rows if r.side == "use"])


@dataclass(frozen=True)
class Sent:
    """What was sent up, with the words on it and whose word is next ("": nobody's any more)."""

    row: AmendmentVersion
    words: list[AmendmentWord]
    next_level: str
    next_word: str


def sendings(amendment: PlanAmendment, decides: str) -> list[Sent]:
    """Everything that was sent up, oldest first. Two queries."""
    found = []
    for row in amendment.versions.select_related("by").prefetch_related("words__by", "words__meeting"):
        words = list(row.words.all())
        over = any(w.verdict == "return" for w in words)
        level = None if over else next_level(decides, [Said(w.level, w.verdict, w.by_id) for w in words])
        found.append(Sent(row, words, level or "", LEVELS[level] if level else ""))
    return found


def in_force(project: Project) -> list[PlanVersion]:
    """Plans that are, or were, in force, newest first: the first of the list holds; none before the first has passed.

    What was sent up before the first passed is not among them.
    """
    if not plan_passed(project):
        return []
    rows = list(project.plans.select_related("by", "amendment").order_by("-number"))
    later = [r for r in rows if hasattr(r, "amendment")]
    first = next((r for r in rows if not hasattr(r, "amendment")), None)
    return later + ([first] if first else [])
