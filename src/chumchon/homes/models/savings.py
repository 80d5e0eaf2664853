"""The savings group: its members and what each paid, under the receipts of the group's own book."""

import secrets
import uuid

from django.db import models
from django.db.models import Q

from ..rules.savings import ROW_KINDS


def new_salt() -> bytes:
    """Sixteen random bytes; forgotten with the person."""
    return secrets.token_bytes(16)


class SavingsGroup(models.Model):
    """กลุ่มออมทรัพย์, an organisation of kind "savings_group" with a book. saved_bp: how much of a loan is saved first."""

    organisation = models.OneToOneField("access.Organisation", on_delete=models.PROTECT, related_name="savings_group")
    project = models.ForeignKey("homes.Project", null=True, on_delete=models.PROTECT, related_name="groups")
    share_satang = models.BigIntegerField(default=10_000)
    monthly_satang = models.BigIntegerField(default=10_000)
    saved_bp = models.PositiveIntegerField(default=1_000)
    rules_th = models.TextField(max_length=6_000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(share_satang__gt=0, monthly_satang__gt=0), name="homes_group_sums_above_zero"
            )
        ]

    @property
    def code(self) -> str:
        """The organisation's code, as addresses have it."""
        return self.organisation.code

    @property
    def name_th(self) -> str:
        """The group's name."""
        return self.organisation.name_th


class Saver(models.Model):
    """สมาชิกกลุ่มออมทรัพย์. The salt makes their commitments in the chain; erased with the person."""

    group = models.ForeignKey(SavingsGroup, on_delete=models.PROTECT, related_name="savers")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    salt = models.BinaryField(null=True, default=new_salt)
    number = models.PositiveIntegerField()
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="savers")
    user = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="savers")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="homes_one_saver_a_number"),
            models.UniqueConstraint(fields=["group", "person"], name="homes_one_saver_a_person"),
            models.CheckConstraint(condition=Q(joined_on__lt="2200-01-01"), name="homes_saver_joined_is_ce"),
            models.CheckConstraint(condition=Q(left_on__lt="2200-01-01"), name="homes_saver_left_is_ce"),
        ]


class SavedRow(models.Model):
    """What a saver paid (above zero, under a receipt) or was given back (below zero, no receipt). Rows are only ever added."""

    entry = models.ForeignKey("ledger.Entry", on_delete=models.PROTECT, related_name="saved_rows")
    receipt = models.ForeignKey("ledger.Receipt", null=True, on_delete=models.PROTECT, related_name="saved_rows")
    saver = models.ForeignKey(Saver, on_delete=models.PROTECT, related_name="rows")
    commitment = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=[(k, v.name_th) for k, v in ROW_KINDS.items()])
    satang = models.BigIntegerField()
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(satang=0), name="homes_saved_row_is_not_zero")]
        indexes = [models.Index(fields=["saver", "kind"])]
