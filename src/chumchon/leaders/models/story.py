"""เรื่องเล่าและบทเรียน with pictures: public only after another person read it."""

import uuid

from django.db import models

KINDS = [("story", "เรื่องเล่าของชุมชน"), ("practice", "บทเรียนและวิธีที่ได้ผล")]
STATES = [
    ("draft", "ร่าง"), ("waiting", "รออ่านตรวจ"), ("returned", "ส่งคืนให้แก้"), ("public", "เผยแพร่แล้ว"), ("hidden", "เลิกเผยแพร่"),
]  # fmt: skip


class Story(models.Model):
    """A story or a good practice of an organisation. What was published is frozen in its step; to mend it, it is read anew."""

    organisation = models.ForeignKey("access.Organisation", on_delete=models.PROTECT, related_name="stories")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=8, choices=KINDS)
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=8000)
    state = models.CharField(max_length=8, choices=STATES, default="draft")
    answer = models.CharField(max_length=300, blank=True)
    writer = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-published_on", "-id"]
        indexes = [models.Index(fields=["state", "published_on"])]


class StoryPicture(models.Model):
    """A photograph drawn anew (no place, no camera, no day in it) and sealed under CHUMCHON_DATA/leaders."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="pictures")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    caption = models.CharField(max_length=200)
    file_name = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class StoryStep(models.Model):
    """Sent, returned, published, hidden: by whom, what was said, and the words and pictures as they then were. Only ever added."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(
        max_length=9,
        choices=[("sent", "ส่งให้อ่าน"), ("returned", "ส่งคืน"), ("published", "เผยแพร่"), ("hidden", "เลิกเผยแพร่")],
    )
    note = models.CharField(max_length=300, blank=True)
    frozen = models.JSONField(default=dict)
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
