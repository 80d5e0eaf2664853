"""Reads of stories and good practice."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from chumchon.access.models import Organisation

from ..models import Story


@dataclass(frozen=True)
class Filters:
    """What a list of stories is narrowed by."""

    text: str = ""
    kind: str = ""
    state: str = ""
    area: str = ""


def _narrowed(rows: QuerySet[Story], filters: Filters) -> QuerySet[Story]:
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.area:
        rows = rows.filter(organisation__subdistrict__code__startswith=filters.area)
    for word in filters.text.split():
        place = word.removeprefix("ต.").removeprefix("อ.").removeprefix("จ.")
        area = "organisation__subdistrict__"
        rows = rows.filter(
            Q(title__contains=word) | Q(text__contains=word) | Q(organisation__name_th__contains=word)
            | Q(**{f"{area}name_th__startswith": place}) | Q(**{f"{area}district__name_th__startswith": place})
            | Q(**{f"{area}district__province__name_th__startswith": place})
        )  # fmt: skip
    return rows


def _rows() -> QuerySet[Story]:
    return Story.objects.select_related("organisation__subdistrict__district__province", "writer").prefetch_related(
        "pictures"
    )


def published(filters: Filters) -> QuerySet[Story]:
    """What anybody may read, newest first."""
    return _narrowed(_rows().filter(state="public"), filters).order_by("-published_on", "-id")


def listing(organisation: Organisation, filters: Filters) -> QuerySet[Story]:
    """All stories of a body, newest first."""
    return _narrowed(_rows().filter(organisation=organisation), filters).order_by("-id")


def story_of(organisation: Organisation, story_id: int) -> Story | None:
    """A story of the body."""
    return _rows().filter(organisation=organisation, pk=story_id).first()


def public_story(story_id: int) -> Story | None:
    """A story that was published and was not taken back."""
    return _rows().filter(state="public", pk=story_id).first()
