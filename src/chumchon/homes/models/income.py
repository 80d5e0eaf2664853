"""Money that came into a project's book and is no instalment: households' loans, their own money, local government, partners."""

import uuid

from django.db import models
from django.db.models import F, Q

from ..rules.incomes import KINDS


class ProjectIncome(models.Model):
    """เงินเข้าโครงการ: from whom, by two. loan and group_entry: the group paid it for a member. Rows are only ever added."""

    project = models.ForeignKey("homes.Project", on_delete=models.PROTECT, related_name="incomes")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=[(k, v.name_th) for k, v in KINDS.items()])
    from_th = models.CharField(max_length=160)
    satang = models.BigIntegerField()
    day = models.DateField()
    loan = models.OneToOneField("homes.Loan", null=True, on_delete=models.PROTECT, related_name="into_project")
    entry = models.OneToOneField("ledger.Entry", on_delete=models.PROTECT, related_name="project_income")
    group_entry = models.OneToOneField(
        "ledger.Entry", null=True, on_delete=models.PROTECT, related_name="paid_into_project"
    )
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    checker = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(satang__gt=0), name="homes_income_above_zero"),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="homes_income_day_is_ce"),
            models.CheckConstraint(condition=~Q(by=F("checker")), name="homes_income_by_two"),
            models.CheckConstraint(
                condition=Q(kind="loan", loan__isnull=False, group_entry__isnull=False)
                | (~Q(kind="loan") & Q(loan__isnull=True)),
                name="homes_loan_money_names_its_loan",
            ),
        ]
