"""Reads of moves: waves with their houses, sums, who still stands in no wave."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ..models import Move, Project, SurveyedHouse, Wave
from ..rules.moves import MOVE_STATES, state_of


@dataclass(frozen=True)
class WaveShown:
    """A wave and its moves; counts by state."""

    row: Wave
    moves: list[Move]
    home: int


def moves(project: Project) -> QuerySet[Move]:
    """Every move, by wave."""
    rows = Move.objects.filter(project=project)
    return rows.select_related("wave", "house__head", "house__household").order_by("wave__number", "id")


def state_words(move: Move) -> str:
    """Where the house is, in Thai."""
    return MOVE_STATES[state_of(move.left_on, move.home_on)]


def waves(project: Project) -> list[WaveShown]:
    """Every wave with its moves. Two queries."""
    by_wave: dict[int, list[Move]] = {}
    for move in moves(project):
        by_wave.setdefault(move.wave_id, []).append(move)
    return [
        WaveShown(w, by_wave.get(w.pk, []), sum(m.home_on is not None for m in by_wave.get(w.pk, [])))
        for w in project.waves.all()
    ]


def without_wave(project: Project) -> QuerySet[SurveyedHouse]:
    """Surveyed houses that stand in no wave."""
    rows = SurveyedHouse.objects.filter(project=project, move=None)
    return rows.select_related("head", "household__village").order_by("household__village__number", "id")
