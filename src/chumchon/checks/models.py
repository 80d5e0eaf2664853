"""Checks as data, what they found, and every step that people took with a finding."""

from django.db import models
from django.db.models import Q

SEVERITIES = [("severe", "ร้ายแรง"), ("warn", "ควรตรวจ"), ("info", "แจ้งให้ทราบ")]
STATES = [
    ("open", "ยังไม่มีใครดู"), ("asked", "ถามกองทุนแล้ว"), ("answered", "กองทุนตอบแล้ว"), ("confirmed", "ผิดจริง รอแก้"),
    ("resolved", "เรียบร้อยแล้ว"), ("dismissed", "ไม่ใช่ข้อผิด"),
]  # fmt: skip
WAITING = ("open", "asked", "answered", "confirmed")
"""States in which a finding still waits for somebody."""
STEPS = [
    ("ask", "ถามกองทุน"), ("answer", "กองทุนตอบ"), ("note", "บันทึก"), ("confirm", "ยืนยันว่าผิด ต้องแก้"),
    ("resolve", "ปิดว่าเรียบร้อย"), ("dismiss", "ไม่ใช่ข้อผิด"), ("gone", "ตรวจใหม่แล้วไม่พบอีก"), ("back", "ตรวจใหม่แล้วพบอีก"),
]  # fmt: skip


class Check(models.Model):
    """ข้อตรวจ: what is looked for, how grave it is, in which words it is told. parameters are numbers that an operator edits.

    found_th holds names of facts in braces ("{days} วัน"); todo_th says what to do; kind_th is how a village reads it.
    source_th says where rule and numbers are from; a default says that it is one.
    """

    code = models.CharField(max_length=30, primary_key=True)
    position = models.PositiveSmallIntegerField()
    severity = models.CharField(max_length=6, choices=SEVERITIES)
    name_th = models.CharField(max_length=120)
    found_th = models.CharField(max_length=400)
    todo_th = models.CharField(max_length=400)
    kind_th = models.CharField(max_length=400)
    parameters = models.JSONField(default=dict, blank=True)
    source_th = models.CharField(max_length=200)
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]


class Finding(models.Model):
    """ข้อค้นพบ of one check in one organisation. evidence: [["member", 12], …], ids only; facts: numbers of the sentence.

    digest names what was found, so a second run adds nothing. gone_at: the last run no longer found it; the row stays.
    """

    check_of = models.ForeignKey(Check, on_delete=models.PROTECT, related_name="findings")
    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="findings")
    severity = models.CharField(max_length=6, choices=SEVERITIES)
    state = models.CharField(max_length=10, choices=STATES, default="open")
    subject = models.CharField(max_length=60)
    evidence = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, unique=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "severity", "state"]),
            models.Index(fields=["state", "severity", "-first_seen"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(last_seen__gte=models.F("first_seen")), name="finding_seen_in_order")
        ]


class FindingStep(models.Model):
    """One thing that was said or decided of a finding; actor is empty where a run said it. Rows are only ever added."""

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=8, choices=STEPS)
    actor = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=1000, blank=True)
    at = models.DateTimeField()


class Verification(models.Model):
    """When an organisation was last checked, and to which entry of its book: what a run that was stopped goes on from."""

    organisation = models.OneToOneField("access.Organisation", on_delete=models.PROTECT, related_name="verification")
    at = models.DateTimeField()
    day = models.DateField()
    head_number = models.BigIntegerField()
    found = models.PositiveIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(day__lt="2200-01-01"), name="verified_day_is_ce")]
