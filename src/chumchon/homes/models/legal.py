"""The legal body in whose name a community owns, leases and borrows."""

from django.db import models
from django.db.models import Q

from ..rules.legal import KINDS


class LegalBody(models.Model):
    """นิติบุคคลของชุมชน: a cooperative or a registered group, its number and day. The newest holds; rows are only ever added."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="legal_bodies")
    kind = models.CharField(max_length=12, choices=list(KINDS.items()))
    name_th = models.CharField(max_length=200)
    number = models.CharField(max_length=60)
    registered_on = models.DateField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(registered_on__lt="2200-01-01"), name="homes_registered_on_is_ce")
        ]
        indexes = [models.Index(fields=["kind", "number"])]
