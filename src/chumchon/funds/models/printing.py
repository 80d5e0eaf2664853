"""Which receipts were put on paper, when and by whom."""

from django.db import models


class ReceiptPrint(models.Model):
    """One printing of a receipt: nth 1 is the original, every later one says สำเนา. Rows are only ever added."""

    receipt = models.ForeignKey("ledger.Receipt", on_delete=models.PROTECT, related_name="prints")
    nth = models.PositiveIntegerField()
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["receipt", "nth"], name="one_print_a_number")]
