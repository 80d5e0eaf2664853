"""Reads of programmes."""

from django.db.models import QuerySet

from ..models import Ceiling, Programme, ProgrammeStep
from ..rules.programmes import CeilingRow, ceiling_of


def programmes() -> QuerySet[Programme]:
    """All, in their order, with steps, ceilings, targets and terms."""
    return Programme.objects.prefetch_related("steps", "ceilings", "targets", "terms")


def ceiling(programme: Programme, kind: str, year_be: int) -> CeilingRow | None:
    """What holds in a B.E. fiscal year, or None where the programme gives nothing of that kind."""
    rows = Ceiling.objects.filter(programme=programme, kind=kind)
    return ceiling_of([CeilingRow(r.year_be, r.kind, r.satang, r.source) for r in rows], kind, year_be)


def term(programme: Programme, key: str, default: int) -> int:
    """A number of the programme's rules."""
    row = programme.terms.filter(key=key).first()
    return row.value if row else default


def step(programme: Programme, number: int) -> ProgrammeStep | None:
    """The step of that number."""
    return programme.steps.filter(number=number).first()
