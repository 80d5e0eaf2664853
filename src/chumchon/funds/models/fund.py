"""A community welfare fund and its committee."""

from django.db import models
from django.db.models import Q

POSITIONS = [
    ("chair", "ประธาน"), ("deputy", "รองประธาน"), ("treasurer", "เหรัญญิก"), ("secretary", "เลขานุการ"),
    ("registrar", "นายทะเบียน"), ("committee", "กรรมการ"), ("collector", "ผู้เก็บเงิน"), ("auditor", "ผู้ตรวจสอบ"),
]  # fmt: skip


class Fund(models.Model):
    """กองทุนสวัสดิการชุมชน. The plan says what a span of contributions costs, in satang."""

    organisation = models.OneToOneField("access.Organisation", on_delete=models.PROTECT, related_name="fund")
    kind = models.CharField(
        max_length=12, choices=[("tambon", "ตำบล"), ("municipality", "เทศบาล"), ("district", "เขต")]
    )
    village_count = models.PositiveSmallIntegerField()
    plan_kind = models.CharField(
        max_length=12, default="flat_month", choices=[("flat_month", "รายเดือน"), ("daily", "รายวัน")]
    )
    day_satang = models.BigIntegerField(default=100)
    month_satang = models.BigIntegerField(default=3000)
    year_satang = models.BigIntegerField(default=36500)
    entry_fee_satang = models.BigIntegerField(default=2000)
    promptpay_id = models.CharField(max_length=13, blank=True)
    cut_off_day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(day_satang__gt=0, month_satang__gt=0, year_satang__gt=0), name="plan_above_zero"
            ),
            models.CheckConstraint(condition=Q(cut_off_day__lt="2200-01-01"), name="cut_off_is_ce"),
        ]

    @property
    def code(self) -> str:
        """The fund's code, as it stands in addresses and commands."""
        return self.organisation.code

    @property
    def name_th(self) -> str:
        """The fund's Thai name."""
        return self.organisation.name_th


class CommitteeSeat(models.Model):
    """A seat in the committee with its term; the person may or may not sign in."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="seats")
    person_name = models.CharField(max_length=160)
    position = models.CharField(max_length=12, choices=POSITIONS)
    is_expert = models.BooleanField(default=False)
    from_day = models.DateField()
    until_day = models.DateField(null=True, blank=True)
    user = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until_day__lt="2200-01-01"), name="seat_until_is_ce")]
