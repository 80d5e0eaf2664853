"""Reads of projects: lists by area and programme, the timeline of one, what is missing, what money lies in it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from chumchon.ledger.models import Book, Line

from ..models import Document, Loan, LoanPayment, Partner, PlanAmendment, ProgrammeStep, Project, StepDecision
from ..rules import projects as rules
from ..rules.programmes import LEVELS

AMENDING = "amending"


def projects(prefixes: Collection[str], organisations: Collection[int] = (), **asked: Any) -> QuerySet[Project]:
    """Projects of some areas (code prefixes, "" the nation) or organisations, with their names, units surveyed, and whether
    an amendment of the plan waits for a word (state AMENDING asks for those).

    asked: programme, state, text; empty ones ask for everything.
    """
    where = Q(organisation__in=list(organisations))
    for prefix in prefixes:
        where |= Q(organisation__subdistrict__code__startswith=prefix)
    rows = Project.objects.filter(where)
    if asked.get("programme"):
        rows = rows.filter(programme__code=asked["programme"])
    amended = PlanAmendment.objects.filter(project=OuterRef("pk"), project__state="running", state="sent")
    if asked.get("state") == AMENDING:
        rows = rows.filter(Exists(amended))
    elif asked.get("state"):
        rows = rows.filter(state=asked["state"])
    for word in str(asked.get("text") or "").split():
        rows = rows.filter(
            Q(organisation__name_th__contains=word) | Q(organisation__code__startswith=word)
            | Q(organisation__subdistrict__name_th__startswith=word)
            | Q(organisation__subdistrict__district__province__name_th__startswith=word)
        )  # fmt: skip
    return (
        rows.select_related("programme", "organisation__subdistrict__district__province")
        .annotate(surveyed=Count("houses"), amending=Exists(amended))
        .order_by("organisation__subdistrict_id", "pk")
    )


def said_on(project: Project, step: ProgrammeStep) -> list[rules.Said]:
    """The words on a step, oldest first."""
    rows = StepDecision.objects.filter(project=project, step=step).order_by("id")
    return [rules.Said(r.level, r.verdict, r.by_id) for r in rows]


def missing_papers(project: Project, step: ProgrammeStep) -> list[str]:
    """Papers that the step asks for and nobody attached."""
    have = set(Document.objects.filter(project=project, label__in=step.documents).values_list("label", flat=True))
    return [label for label in step.documents if label not in have]


def book_of(project: Project) -> Book:
    """The project's book."""
    return Book.objects.get(organisation=project.organisation_id)


def cash_of(project: Project) -> int:
    """Satang in the project's cash and bank."""
    rows = Line.objects.filter(account__book__organisation=project.organisation_id, account__is_cash=True)
    return rows.aggregate(total=Sum("satang"))["total"] or 0


def loans_left(project: Project, houses: bool = False) -> int:
    """Principal that the project's groups and households (or the households alone) still owe, satang."""
    loans = Loan.objects.filter(group__project=project, state="lent")
    if houses:
        loans = loans.filter(saver__isnull=False)
    lent = loans.aggregate(total=Sum("satang"))["total"] or 0
    paid = LoanPayment.objects.filter(loan__in=loans).aggregate(total=Sum("principal_satang"))["total"] or 0
    return lent - paid


@dataclass(frozen=True)
class StepShown:
    """A step of the timeline: done, now or ahead; the words on it; papers that it asks for; whose word is next."""

    step: ProgrammeStep
    place: str
    words: list[StepDecision]
    missing: list[str]
    next_level: str
    next_word: str


def timeline(project: Project) -> list[StepShown]:
    """Every step of the project's programme. Three queries."""
    words: dict[int, list[StepDecision]] = {}
    for word in project.decisions.select_related("by", "meeting").order_by("id"):
        words.setdefault(word.step_id, []).append(word)
    labels = set(project.documents.values_list("label", flat=True))
    found = []
    for step in project.programme.steps.all():
        now = step.number == project.step_number and project.state == "running"
        done = step.number < project.step_number or project.state == "finished"
        said = words.get(step.pk, [])
        level = rules.next_level(step.decides, [rules.Said(w.level, w.verdict, w.by_id) for w in said]) if now else None
        missing = [label for label in step.documents if label not in labels]
        found.append(
            StepShown(
                step,
                "done" if done else "now" if now else "ahead",
                said,
                missing,
                level or "",
                LEVELS[level] if level else "",
            )
        )
    return found


def partners(project: Project) -> QuerySet[Partner]:
    """The partners, oldest promise first."""
    return project.partners.order_by("promised_on", "id")


def documents(project: Project) -> QuerySet[Document]:
    """Papers, newest first."""
    return project.documents.select_related("by", "step").order_by("-id")
