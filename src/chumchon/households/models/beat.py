"""Which villages a visitor goes to."""

from django.db import models


class VisitorVillage(models.Model):
    """หมู่ที่ดูแล: one village of a visitor's appointment. An appointment without any is for the whole tambon."""

    grant = models.ForeignKey("access.Grant", on_delete=models.CASCADE, related_name="visited_villages")
    village = models.ForeignKey("areas.Village", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["grant", "village"], name="one_village_a_visitor")]
