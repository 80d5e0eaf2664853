"""The nation's figures of every project, reckoned anew from rows and books: units, days, cost, and how its house loans stand."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from itertools import islice

import numpy as np
from django.db import transaction
from django.db.models import F, Sum

from chumchon.ledger.models import Line

from ..models import Loan, LoanPayment, LoanSchedule, Project, ProjectFigure
from ..queries import units
from ..queries.loans import PARTS
from ..rules import loan_columns
from ..rules.loans import from_json

AT_ONCE = 20_000


@dataclass
class Standing:
    """House loans of one project before a day: how many, how many late, satang due, paid of it, and principal left."""

    loans: int = 0
    late: int = 0
    due: int = 0
    paid: int = 0
    left: int = 0

    def add(self, other: "Standing") -> None:
        """Another loan beside these."""
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))


@transaction.atomic
def refresh(day: date) -> int:
    """Every project's row anew; the number of projects. 130,000 loans take some seconds, so it runs at night.

    A centre of persons without homes is never complete here: a cost by person would tell how many they are (decisions/0020).
    """
    done = units.by_project()
    timed = units.days_by_project()
    spent = dict(
        Line.objects.filter(account__kind="expense", account__book__organisation__kind="housing")
        .order_by()
        .values_list("account__book__organisation")
        .annotate(total=Sum("satang"))
    )
    loans = standings(day)
    rows = []
    for pk, organisation, planned, way in Project.objects.values_list(
        "pk", "organisation", "units_planned", "programme__way"
    ):
        n, (of, days) = done.get(pk, 0), timed.get(pk, (0, 0))
        at = astuple(loans.get(pk, Standing()))
        rows.append(ProjectFigure(
            project_id=pk, day=day, units=n, timed=of, days=days, spent_satang=spent.get(organisation, 0), complete=n >= planned and way != "path",
            loans=at[0], late_loans=at[1], due_satang=at[2], paid_satang=at[3], left_satang=at[4],
        ))  # fmt: skip
    ProjectFigure.objects.all().delete()
    ProjectFigure.objects.bulk_create(rows, batch_size=2_000)
    return len(rows)


def standings(day: date) -> dict[int, Standing]:
    """House loans by project, as they stood when the day began."""
    found: dict[int, Standing] = defaultdict(Standing)
    wanted = Loan.objects.filter(saver__isnull=False, state__in=("lent", "ended"), group__project__isnull=False)
    rows = wanted.order_by("pk").values_list("pk", "group__project", "satang").iterator(chunk_size=AT_ONCE)
    while some := list(islice(rows, AT_ONCE)):
        for (_, project, _), standing in zip(some, _standings(some, day), strict=True):
            found[project].add(standing)
    return found


def _standings(loans: Sequence[tuple[int, int, int]], day: date) -> Iterator[Standing]:
    pks = [pk for pk, _, _ in loans]
    versions: dict[int, tuple[int, object]] = {}
    for pk, loan, terms in (
        LoanSchedule.objects.filter(loan__gte=pks[0], loan__lte=pks[-1])
        .order_by("version")
        .values_list("pk", "loan", "terms")
    ):
        versions[loan] = (pk, terms)
    paid: dict[tuple[int, bool], int] = defaultdict(int)
    principal: dict[int, int] = defaultdict(int)
    sums = LoanPayment.objects.filter(loan__gte=pks[0], loan__lte=pks[-1]).order_by().values_list("loan", "schedule")
    for loan, version, of_principal, total in sums.annotate(
        p=Sum("principal_satang"), t=Sum(sum((F(n) for n in PARTS[1:]), F(PARTS[0])))
    ):
        newest = loan in versions and versions[loan][0] == version
        paid[loan, newest] += total
        principal[loan] += of_principal
    terms = [from_json(versions[pk][1]) for pk in pks]  # type: ignore[arg-type]
    due = np.concatenate([
        np.where(b.due < np.datetime64(day), b.interest + b.margin + b.principal + b.insurance, 0).sum(0)
        for b in loan_columns.blocks(loan_columns.columns(terms))
    ])  # fmt: skip
    for (pk, _, satang), owed in zip(loans, due.tolist(), strict=True):
        before, now = paid[pk, False], paid[pk, True]
        yield Standing(1, int(now < owed), before + owed, before + min(now, owed), satang - principal[pk])
