"""Results of housing come from what was decided, not from what was typed."""

from datetime import date

import pytest

from chumchon.homes.models import Project, StepDecision
from chumchon.homes.queries.results import Result, results
from tests.factories import NOW
from tests.homes import world

pytestmark = pytest.mark.django_db


def _word(project, day, level="community", verdict="pass"):
    step = project.programme.steps.get(is_result=True)
    by = world.officer().user_id
    StepDecision.objects.create(
        project=project, step=step, level=level, verdict=verdict, decided_on=day, by_id=by, at=NOW
    )


def test_a_project_counts_in_the_year_its_homes_were_done_and_a_cancelled_one_never():
    urban, repair = world.make_project(), world.make_project("repair", "por-piang", units=30)
    other = world.make_project("cancelled", units=7)
    assert results() == []
    _word(urban, date(2026, 3, 1))
    _word(other, date(2026, 3, 1))
    Project.objects.filter(pk=other.pk).update(state="cancelled")
    _word(repair, date(2026, 5, 1))
    _word(repair, date(2026, 6, 1), "city")  # houses are counted one by one there, not by the project's word
    assert results() == [Result("baan_mankong", "mankong-urban", "50", 2569, 1, 20)]
