"""An imported book: the file's rows as they were, what was found wrong, and the mapping that is remembered."""

from django.db import models

BATCH_STATES = [("draft", "รอยืนยัน"), ("done", "นำเข้าแล้ว"), ("undone", "ยกเลิกแล้ว")]


class ImportMapping(models.Model):
    """How this fund's headers map to fields; found again by the signature of the header row."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="mappings")
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fund", "signature"], name="one_mapping_a_header")]


class ImportBatch(models.Model):
    """One file that was brought in. The file itself rests in the data folder under its digest until it is confirmed."""

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(
        max_length=8, default="members", choices=[("members", "ทะเบียนสมาชิก"), ("benefits", "สวัสดิการที่จ่ายมาแล้ว")]
    )
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=120, blank=True)
    headers = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=8, default="draft", choices=BATCH_STATES)
    report = models.JSONField(default=dict)
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class ImportRow(models.Model):
    """A row that was rejected or accepted with a warning, as the file had it."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="rows")
    row_number = models.PositiveIntegerField()
    cells = models.JSONField()
    faults = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    member = models.ForeignKey("funds.Member", null=True, on_delete=models.PROTECT)
