"""Members and what happened to their membership. Nothing is overwritten: each change is an event."""

import secrets
import uuid

from django.db import models
from django.db.models import Q

from chumchon.people.derived import NumberKeyField

MEMBER_KINDS = [
    ("general", "ทั่วไป"), ("child", "เด็กและเยาวชน"), ("elderly", "ผู้สูงอายุ"), ("disabled", "คนพิการ"),
    ("disadvantaged", "ผู้ด้อยโอกาส"),
]  # fmt: skip
STATUSES = [("active", "เป็นสมาชิก"), ("left", "ลาออก"), ("lapsed", "พ้นสภาพ"), ("died", "เสียชีวิต")]
UNDONE = "undone"  # the import that brought the row in was taken back: it never was a member
EVENT_KINDS = [
    ("join", "สมัคร"), ("import", "นำเข้าจากสมุดเดิม"), ("change", "แก้ข้อมูล"), ("leave", "ลาออก"), ("lapse", "พ้นสภาพ"),
    ("die", "เสียชีวิต"), ("rejoin", "สมัครใหม่"), ("erase", "ลบข้อมูลบุคคล"), ("cut_off", "ยอดยกมา"),
    ("undo", "ยกเลิกรายการก่อน"), ("move_on", "ไปต่อกับกองทุนใหม่"), ("move_in", "รับต่อจากกองทุนเดิม"), ("fill", "เติมข้อมูลจากไฟล์"), ("unfill", "ยกเลิกการเติมข้อมูล"), ("unimport", "ยกเลิกการนำเข้า"),
]  # fmt: skip


def new_salt() -> bytes:
    """Sixteen random bytes; when they are erased the chain no longer speaks of this person."""
    return secrets.token_bytes(16)


class Members(models.Manager["Member"]):
    """Members that are or were. Rows whose import was taken back are none of them: no list, count or search has them."""

    def get_queryset(self) -> models.QuerySet["Member"]:
        """Every member, also former ones."""
        return super().get_queryset().exclude(status=UNDONE)


class Member(models.Model):
    """สมาชิก. paid_until is inclusive and moves only with a contribution that was posted (or the cut-off sheet).

    moved_from: the membership in a fund that ended, which goes on in this one with its day of joining.
    """

    objects = Members()
    with_undone = models.Manager()

    fund = models.ForeignKey("funds.Fund", on_delete=models.PROTECT, related_name="members")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    salt = models.BinaryField(default=new_salt, null=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="memberships")
    number = models.CharField(max_length=20)
    number_key = NumberKeyField(max_length=90)
    kind = models.CharField(max_length=14, choices=MEMBER_KINDS, default="general")
    village = models.ForeignKey("areas.Village", null=True, blank=True, on_delete=models.PROTECT)
    joined_on = models.DateField()
    status = models.CharField(max_length=8, choices=[*STATUSES, (UNDONE, "ยกเลิกการนำเข้า")], default="active")
    paid_until = models.DateField(null=True, blank=True)
    legacy_satang = models.BigIntegerField(default=0)
    beneficiary = models.CharField(max_length=160, blank=True)
    moved_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="moved_to")
    user = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], condition=~Q(status=UNDONE), name="one_member_a_number"),
            models.UniqueConstraint(fields=["fund", "user"], name="one_membership_a_user"),
            models.UniqueConstraint(
                fields=["moved_from"], condition=Q(moved_from__isnull=False), name="a_membership_moves_once"
            ),
            models.CheckConstraint(condition=Q(joined_on__lt="2200-01-01"), name="joined_on_is_ce"),
            models.CheckConstraint(condition=Q(paid_until__lt="2200-01-01"), name="paid_until_is_ce"),
        ]
        indexes = [
            models.Index(fields=["fund", "village", "status"]),
            models.Index(fields=["fund", "number_key"]),
        ]


class MemberEvent(models.Model):
    """One thing that happened to a membership, with its day and reason. Rows are only ever added.

    batch: the file that brought it about, so that an import can be taken back as a whole.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=8, choices=EVENT_KINDS)
    batch = models.ForeignKey("funds.ImportBatch", null=True, on_delete=models.PROTECT, related_name="events")
    day = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    actor = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="event_day_is_ce")]
