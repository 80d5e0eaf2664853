"""Programmes from their file into rows; what an operator changed in a row stays until the file is loaded by hand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from ..models import Ceiling, Programme, ProgrammeStep, ProgrammeTarget, ProgrammeTerm, Project
from ..rules.programmes import ProgrammeFile, read

FILE = Path(__file__).parents[1] / "data" / "programmes.toml"


def load_when_empty(**_: Any) -> None:
    """After migrations: the programmes of the house, when there are none."""
    if not Programme.objects.exists():
        load(read(FILE.read_text(encoding="utf-8")))


@transaction.atomic
def load(programmes: Sequence[ProgrammeFile]) -> int:
    """Make or renew each programme by its code. Steps of a programme with projects keep their numbers: only names,
    deciders and papers change, and new steps come at the end. How many were loaded."""
    start = Programme.objects.count()
    for i, said in enumerate(programmes, 1):
        row, _ = Programme.objects.update_or_create(
            code=said.code,
            defaults={
                "name_th": said.name_th, "name_en": said.name_en, "way": said.way, "unit": said.unit,
                "place_unit": said.place_unit, "measure": said.measure, "source": said.source,
            },
            create_defaults={
                "name_th": said.name_th, "name_en": said.name_en, "way": said.way, "unit": said.unit,
                "place_unit": said.place_unit, "measure": said.measure, "source": said.source, "position": start + i,
            },
        )  # fmt: skip
        _steps(row, said)
        for c in said.ceilings:
            Ceiling.objects.update_or_create(
                programme=row, kind=c.kind, year_be=c.year_be, defaults={"satang": c.satang, "source": c.source}
            )
        for t in said.targets:
            ProgrammeTarget.objects.update_or_create(
                programme=row, year_be=t.year_be, area_prefix=t.area, defaults={"units": t.units, "source": t.source}
            )
        for key, value in said.terms.items():
            ProgrammeTerm.objects.update_or_create(
                programme=row, key=key, defaults={"value": value, "source": said.terms_source}
            )
    return len(programmes)


def _steps(row: Programme, said: ProgrammeFile) -> None:
    known = {s.code: s for s in row.steps.all()}
    used = Project.objects.filter(programme=row).exists()
    if not used:
        row.steps.exclude(code__in=[s.code for s in said.steps]).delete()
        known = {s.code: s for s in row.steps.all()}
        for s in known.values():
            s.number += 1000
            s.save(update_fields=["number"])
    following = max((s.number for s in known.values()), default=0)
    for number, told in enumerate(said.steps, 1):
        step = known.get(told.code) or ProgrammeStep(programme=row, code=told.code)
        if not used:
            step.number = number
        elif step.pk is None:
            following += 1
            step.number = following
        step.name_th, step.decides, step.is_result = told.name_th, told.decides, told.result
        step.documents = list(told.documents)
        step.save()
