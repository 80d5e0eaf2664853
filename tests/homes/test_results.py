"""Results of housing come from houses that were completed with proof, not from what was planned or decided."""

from datetime import date

import pytest

from chumchon.homes.actions import houses
from chumchon.homes.models import Project, StepDecision
from chumchon.homes.queries.results import Result, results
from tests.factories import NOW, TODAY
from tests.homes import world

pytestmark = pytest.mark.django_db


def _word(project, day, level="community", verdict="pass"):
    step = project.programme.steps.get(is_result=True)
    by = world.officer().user_id
    StepDecision.objects.create(
        project=project, step=step, level=level, verdict=verdict, decided_on=day, by_id=by, at=NOW
    )


def _complete(project, house, seed, on):
    raw = world.photo(seed, (house.longitude, house.latitude), "2026:01:10 09:00:00")
    houses.set_stage(project, world.actor(project, "secretary"), house.pk, "finished", "", on, raw, NOW, TODAY)
    houses.accept(project, world.actor(project, "chair"), house.pk, on, NOW, TODAY)


def test_a_projects_word_counts_nothing_and_every_completed_house_counts_once_in_its_year():
    urban = world.make_project()
    Project.objects.filter(pk=urban.pk).update(step_number=10)
    urban.refresh_from_db()
    _word(urban, date(2026, 3, 1))
    assert results() == []
    found = world.survey(urban, 3)
    _complete(urban, found[0], 1, date(2026, 3, 1))
    _complete(urban, found[1], 2, date(2026, 11, 1))
    assert results() == [Result("baan_mankong", "mankong-urban", "50", 2569, 1, 2)]
    Project.objects.filter(pk=urban.pk).update(state="cancelled")
    assert results() == []
