"""Reads of plans, instalments and purchases; what a project got and spent, by kind."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from chumchon.ledger.models import Line

from ..models import Document, Instalment, PlanLine, PlanVersion, Programme, Project, Proof
from ..rules.plans import SOURCES, USES, missing_proof
from ..rules.programmes import CEILING_KINDS, CeilingRow
from ..rules.projects import since_return
from .programmes import ceiling, term
from .projects import said_on


def ceilings(programme: Programme, year_be: int) -> dict[str, CeilingRow | None]:
    """The ceilings of a B.E. fiscal year by kind."""
    return {kind: ceiling(programme, kind, year_be) for kind in CEILING_KINDS}


@dataclass(frozen=True)
class Group:
    """Lines of a plan of one kind, satang."""

    word: str
    satang: int


def by_kind(lines: Iterable[tuple[str, str, int]], side: str) -> list[Group]:
    """(side, kind, satang) summed by kind, in the order of the words."""
    words = SOURCES if side == "source" else USES
    sums: dict[str, int] = {}
    for of, kind, satang in lines:
        if of == side:
            sums[kind] = sums.get(kind, 0) + satang
    return [Group(words[k], sums[k]) for k in words if k in sums]


def newest(project: Project) -> PlanVersion | None:
    """The plan that was sent up last."""
    return project.plans.last()


def lines_shown(project: Project, plan: PlanVersion | None) -> list[PlanLine]:
    """The lines of the plan that passed, as rows that are not kept; None: those of the draft."""
    if plan is None:
        return list(project.plan_lines.all())
    return [
        PlanLine(project=project, side=side, kind=kind, words=words, satang=n) for side, kind, words, n in plan.lines
    ]


def unplanned(project: Project, kind: str, but: int = 0) -> int:
    """Satang of this subsidy in the newest plan that no instalment has yet; but: id of the one that is being changed (0: none)."""
    plan = newest(project)
    top = sum(line[3] for line in plan.lines if line[0] == "source" and line[1] == kind) if plan else 0
    return top - sum(i.satang for i in project.instalments.filter(kind=kind).exclude(pk=but))


def plan_passed(project: Project) -> bool:
    """Has the step of the plan passed at every level?"""
    step = project.programme.steps.filter(code="plan").first()
    return step is not None and project.step_number > step.number


def plan_state(project: Project) -> str:
    """draft, going_up (a level said yes to the version sent up last), or passed."""
    if not project.plans.exists():
        return "draft"
    if plan_passed(project):
        return "passed"
    step = project.programme.steps.filter(code="plan").first()
    said = said_on(project, step) if step is not None else []
    return "going_up" if any(s.verdict == "pass" for s in since_return(said)) else "draft"


@dataclass(frozen=True)
class InstalmentShown:
    """An instalment with what it still waits for."""

    row: Instalment
    photos: list[Document]
    words: list[Proof]
    missing: list[str]


def instalments(project: Project) -> list[InstalmentShown]:
    """Instalments in their order, with their proofs."""
    wanted = term(project.programme, "witnesses", 2)
    found = []
    for row in project.instalments.select_related("released_by").prefetch_related("proofs__document", "proofs__by"):
        proofs = list(row.proofs.all())
        photos = [p.document for p in proofs if p.kind == "photo" and p.document]
        witnesses = sum(p.kind == "witness" for p in proofs)
        architects = sum(p.kind == "architect" for p in proofs)
        missing = missing_proof(len(photos), witnesses, architects, wanted) if row.needs_proof else []
        found.append(InstalmentShown(row, photos, [p for p in proofs if p.kind != "photo"], missing))
    return found


def money(project: Project) -> tuple[list[Group], list[Group]]:
    """What came in and went out, from the project's book by account, satang."""
    rows = (
        Line.objects.filter(
            account__book__organisation=project.organisation_id, account__kind__in=("income", "expense")
        )
        .values("account__kind", "account__code", "account__name_th")
        .annotate(total=Sum("satang"))
        .order_by("account__code")
    )
    come = [Group(r["account__name_th"], -r["total"]) for r in rows if r["account__kind"] == "income" and r["total"]]
    gone = [Group(r["account__name_th"], r["total"]) for r in rows if r["account__kind"] == "expense" and r["total"]]
    return come, gone
