"""Reads of the lists of needs: what counts at a place, what waits for a decision."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from chumchon.access.models import Organisation
from chumchon.access.walls import whole_nation

from ..models import Disaster, HouseList, ListWord
from ..rules.needs import Kept
from ..words import WAITING


def with_word(rows: QuerySet[HouseList]) -> QuerySet[Any]:
    """Lists with `word`, the newest that was said of each, and `decided`, its id."""
    newest = ListWord.objects.filter(house_list=OuterRef("pk")).order_by("-id")
    return rows.annotate(word=Subquery(newest.values("word")[:1]), decided=Subquery(newest.values("id")[:1]))


def _at(disaster: Disaster, household_id: int | None, point_id: int | None) -> QuerySet[Any]:
    where: dict[str, Any] = {"disaster": disaster, "household_id": household_id, "point_id": point_id}
    rows = HouseList.objects.filter(**where)
    return with_word(rows).prefetch_related("lines").order_by("decided")


@whole_nation()  # at a point the lists of several tambons meet
def kept_of(disaster: Disaster, household_id: int | None, point_id: int | None) -> list[Kept]:
    """The lists of a house or point as the rules see them."""
    return [
        Kept(row.by_id, row.at, row.word, tuple((line.item_id, line.asked) for line in row.lines.all()))
        for row in _at(disaster, household_id, point_id)
    ]


def spoken_of(
    disaster: Disaster, household_id: int | None, point_id: int | None
) -> list[tuple[str, Sequence[tuple[str, int]]]]:
    """(word, lines) of each list of a place, in the order in which the words were said."""
    return [(k.word, k.lines) for k in kept_of(disaster, household_id, point_id)]


@whole_nation()  # the own lists, and those of others at the same point
def waiting(organisation: Organisation, disaster: Disaster) -> list[HouseList]:
    """Lists of the organisation's volunteers that wait for a decision, with those that count at the same place as `others`."""
    rows = with_word(HouseList.objects.filter(organisation=organisation, disaster=disaster)).filter(word__in=WAITING)
    found = list(
        rows.select_related("household__village", "point", "by").prefetch_related("lines__item").order_by("id")
    )
    for row in found:
        others = _at(disaster, row.household_id, row.point_id).filter(word__in=("counts", "adds", "replaces"))
        row.others = list(others.select_related("by").prefetch_related("lines__item"))
    return found
