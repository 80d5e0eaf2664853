"""What a project came to, summed for the nation's screens: reckoned anew daily from rows and books, never typed."""

from django.db import models
from django.db.models import Q


class ProjectFigure(models.Model):
    """ตัวเลขสรุปของโครงการ on a day. Money in satang.

    units: completed ones; days: from survey to completion, of `timed` units; spent: works paid from the project's book;
    complete: everything that was planned is done, so that a cost by unit is the whole cost. due, paid: of house loans, what had
    fallen due before the day and what of it was paid; left: principal still owed.
    """

    project = models.OneToOneField("homes.Project", on_delete=models.PROTECT, related_name="figure")
    day = models.DateField()
    units = models.PositiveIntegerField()
    timed = models.PositiveIntegerField()
    days = models.BigIntegerField()
    spent_satang = models.BigIntegerField()
    complete = models.BooleanField()
    loans = models.PositiveIntegerField()
    late_loans = models.PositiveIntegerField()
    due_satang = models.BigIntegerField()
    paid_satang = models.BigIntegerField()
    left_satang = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="homes_figure_day_is_ce")]
