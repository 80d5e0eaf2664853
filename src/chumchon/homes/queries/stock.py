"""Reads of a project's store: what came in, what went out, what lies there."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ..models import Material, MaterialMove, Project
from ..rules.stock import words


@dataclass(frozen=True)
class Stock:
    """A material with thousandths in, out and left."""

    material: Material
    come: int
    gone: int

    @property
    def left(self) -> int:
        """What lies there."""
        return self.come - self.gone

    @property
    def said(self) -> tuple[str, str, str]:
        """In, out and left in words."""
        return words(self.come), words(self.gone), words(self.left)


def stock(project: Project) -> list[Stock]:
    """Every material, by name. One query."""
    rows = Material.objects.filter(project=project).annotate(
        come=Coalesce(Sum("moves__milli", filter=Q(moves__milli__gt=0)), 0),
        gone=Coalesce(Sum("moves__milli", filter=Q(moves__milli__lt=0)), 0),
    )
    return [Stock(m, m.come, -m.gone) for m in rows]


def moves(project: Project) -> QuerySet[MaterialMove]:
    """Moves, newest first."""
    rows = MaterialMove.objects.filter(material__project=project)
    return rows.select_related("material", "house__household", "purchase", "by").order_by("-day", "-id")
