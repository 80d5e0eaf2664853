"""Claims of members for the disaster: which of the fund's claims came from it."""

from django.db import models


class DisasterClaim(models.Model):
    """A claim that was entered with one touch for a member of an affected house. Rows are only ever added."""

    disaster = models.ForeignKey("relief.Disaster", on_delete=models.PROTECT, related_name="claims")
    claim = models.OneToOneField("funds.Claim", on_delete=models.PROTECT, related_name="disaster")
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
