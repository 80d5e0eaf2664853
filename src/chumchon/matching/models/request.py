"""A fund's request in a round: its counts, who signed, what each desk said."""

from django.db import models
from django.db.models import Q

from ..rules.desks import DESKS, POSITIONS, STATE_CHOICES, VERDICTS
from ..rules.reasons import CHOICES


class Request(models.Model):
    """คำขอเงินสมทบ. Figures come from the newest count (count_no), never from a person; a count names the book's head.

    area: the tambon's code as it is today, past the code that ended; queues are filtered by it.
    """

    round = models.ForeignKey("matching.Round", on_delete=models.PROTECT, related_name="requests")
    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="match_requests")
    state = models.CharField(max_length=8, choices=STATE_CHOICES, default="drafted")
    count_no = models.PositiveSmallIntegerField(default=0)
    counted = models.JSONField(default=dict)
    asking = models.PositiveIntegerField(default=0)
    asked_satang = models.BigIntegerField(default=0)
    area = models.CharField(max_length=6, db_index=True)
    book_head_number = models.BigIntegerField(default=0)
    book_head_hash = models.CharField(max_length=64, blank=True)
    bank = models.ForeignKey("funds.BankAccount", null=True, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()
    counted_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "fund"], name="one_request_a_round"),
            models.CheckConstraint(condition=Q(asked_satang__gte=0), name="asked_not_below_zero"),
        ]
        indexes = [models.Index(fields=["round", "state", "area"])]


class MemberYear(models.Model):
    """ปีสมาชิก of one count: satang paid for the year, and why it counts or not. Rows are only ever added.

    person_index: the keyed index of the citizen id as it was that day, empty where none was known.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="member_years")
    count_no = models.PositiveSmallIntegerField()
    member = models.ForeignKey("funds.Member", on_delete=models.PROTECT, related_name="+")
    person_index = models.CharField(max_length=64, blank=True, db_index=True)
    joined_on = models.DateField()
    satang = models.BigIntegerField()
    from_opening_satang = models.BigIntegerField(default=0)
    times_before = models.PositiveSmallIntegerField(default=0)
    reason = models.SmallIntegerField(choices=CHOICES)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "count_no", "member"], name="one_member_year_a_count"),
            models.CheckConstraint(condition=Q(satang__gte=0), name="member_year_not_below_zero"),
            models.CheckConstraint(condition=Q(joined_on__lt="2200-01-01"), name="member_year_joined_is_ce"),
        ]


class Signature(models.Model):
    """One signature on one count: of the chair and four others by themselves, of the local government's head on paper."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="signatures")
    count_no = models.PositiveSmallIntegerField()
    position = models.CharField(max_length=10, choices=list(POSITIONS.items()))
    place = models.PositiveSmallIntegerField(default=1)
    name_th = models.CharField(max_length=160)
    user = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    paper_number = models.CharField(max_length=60, blank=True)
    day = models.DateField()
    at = models.DateTimeField()
    recorded_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "count_no", "position", "place"], name="one_signature_a_place"),
            models.UniqueConstraint(
                fields=["request", "count_no", "user"], condition=Q(user__isnull=False), name="one_signature_a_person"
            ),
            models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="signature_day_is_ce"),
            models.CheckConstraint(
                condition=Q(position="local_head", user__isnull=True) | Q(user__isnull=False),
                name="committee_signs_itself",
            ),
        ]


class Step(models.Model):
    """What one desk said of one count. A desk speaks once. Rows are only ever added."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="steps")
    count_no = models.PositiveSmallIntegerField()
    desk = models.CharField(max_length=8, choices=[(d.key, d.th) for d in DESKS])
    verdict = models.CharField(max_length=6, choices=list(VERDICTS.items()))
    reason = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "count_no", "desk"], name="a_desk_speaks_once")]
