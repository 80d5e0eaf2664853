"""A story is written, gets pictures, is read by another person and then shown to everybody; it may be taken back."""

import io
import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from PIL import Image

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.paper import vault
from chumchon.paper.scans import Paper, clean
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Story, StoryPicture, StoryStep
from ..models.story import KINDS
from ..rules.stories import MOST_PICTURES, StoryFacts, check
from .common import reason_of

FOLDER = KEY = "leaders"
_KINDS = frozenset(key for key, _ in KINDS)


@transaction.atomic
def write(body: Organisation, facts: StoryFacts, actor: Actor, key: uuid.UUID, now: datetime, day: date) -> Story:
    """A draft. The same key sent twice is one. Errors: NOT_ALLOWED, OTHER_BODY, those of rules.stories.check."""
    require(actor, "leaders.write", body, day)
    before = Story.objects.filter(uid=key).first()
    if before is not None:
        if before.organisation_id != body.pk:
            raise Clash("OTHER_BODY", "แบบนี้ส่งไปแล้วที่องค์กรอื่น เปิดแบบใหม่", "This form was sent for another body.")
        return before
    check(facts, _KINDS)
    made = Story.objects.create(
        organisation=body, uid=key, kind=facts.kind, title=" ".join(facts.title.split()), text=facts.text.strip(),
        writer_id=actor.user_id, written_at=now,
    )  # fmt: skip
    record(actor.user_id, "story.write", body, f"story:{made.pk}", now)
    return made


@transaction.atomic
def mend(body: Organisation, story_id: int, facts: StoryFacts, actor: Actor, now: datetime, day: date) -> Story:
    """Other words. A story that was shown leaves the public page until it is read anew: what was shown stays in its steps.

    Whoever mends it becomes its writer. Errors: NOT_ALLOWED, NO_STORY, WAITS, those of check.
    """
    require(actor, "leaders.write", body, day)
    row = lock_story(body, story_id)
    _not_waiting(row)
    check(facts, _KINDS)
    if row.state == "public":
        _step(row, "hidden", "แก้ไขเรื่อง รออ่านตรวจใหม่", actor, now)
    row.kind, row.title, row.text = facts.kind, " ".join(facts.title.split()), facts.text.strip()
    row.writer_id, row.written_at, row.state, row.published_on = actor.user_id, now, "draft", None
    row.save()
    record(actor.user_id, "story.mend", body, f"story:{row.pk}", now)
    return row


def drawn_anew(raw: bytes) -> Paper:
    """A photograph without any mark of place, day or camera. Errors: NO_FILE, NOT_A_PHOTO, those of paper.scans.clean."""
    if not raw:
        raise BadInput("NO_FILE", "ยังไม่ได้เลือกรูป", "No picture was chosen.")
    paper = clean(raw)
    if paper.mime != "image/jpeg":
        raise BadInput("NOT_A_PHOTO", "ใช้รูปถ่ายเท่านั้น ไม่ใช่ PDF", "A photograph, not a PDF.")
    return paper


@transaction.atomic
def add_pictures(
    body: Organisation, story_id: int, papers: Sequence[Paper], caption: str, agreed: bool, actor: Actor, now: datetime,
    day: date,
) -> int:  # fmt: skip
    """Pictures that were drawn anew, with what they show. agreed: the people in them agreed to be seen.

    Errors: NOT_ALLOWED, NO_STORY, WAITS, NO_FILE, NO_CAPTION, NOT_AGREED, TOO_MANY.
    """
    require(actor, "leaders.write", body, day)
    row = lock_story(body, story_id)
    _not_waiting(row)
    if not papers:
        raise BadInput("NO_FILE", "ยังไม่ได้เลือกรูป", "No picture was chosen.")
    words = " ".join(caption.split())[:200]
    if len(words) < 3:
        raise BadInput("NO_CAPTION", "เขียนคำใต้รูปสั้น ๆ ให้คนที่มองไม่เห็นรูปรู้ว่าเป็นรูปอะไร", "Say what the picture shows.")
    if not agreed:
        raise BadInput(
            "NOT_AGREED",
            "ถามคนในรูปก่อน แล้วทำเครื่องหมายว่าคนในรูปยินยอม ถ้าไม่เห็นหน้าใครก็ทำเครื่องหมายได้",
            "Ask the people in it first.",
        )
    if row.pictures.count() + len(papers) > MOST_PICTURES:
        raise BadInput("TOO_MANY", f"ใส่ได้ไม่เกิน {MOST_PICTURES} รูปต่อเรื่อง", "Too many pictures.")
    if row.state == "public":
        _back_to_draft(row, "เพิ่มรูป รออ่านตรวจใหม่", actor, now)
    for paper in papers:
        uid = uuid.uuid4()
        width, height = Image.open(io.BytesIO(paper.content)).size
        file_name, digest = vault.keep(FOLDER, KEY, uid.bytes, paper.content)
        StoryPicture.objects.create(
            story=row, uid=uid, caption=words, file_name=file_name, sha256=digest, width=width, height=height,
            by_id=actor.user_id, at=now,
        )  # fmt: skip
    record(actor.user_id, "story.picture", body, f"story:{row.pk}", now, {"rows": len(papers)})
    return len(papers)


@transaction.atomic
def drop_picture(body: Organisation, story_id: int, picture_id: int, actor: Actor, now: datetime, day: date) -> None:
    """A picture leaves the story at once, a published one too: whoever is in it may ask. Errors: NOT_ALLOWED, NO_STORY."""
    require(actor, "leaders.write", body, day)
    row = lock_story(body, story_id)
    picture = row.pictures.filter(pk=picture_id).first()
    if picture is None:
        return
    file = vault.folder(FOLDER) / picture.file_name
    picture.delete()
    transaction.on_commit(lambda: file.unlink(missing_ok=True))
    record(actor.user_id, "story.picture_dropped", body, f"story:{row.pk}", now)


@transaction.atomic
def send(body: Organisation, story_id: int, actor: Actor, now: datetime, day: date) -> Story:
    """Another person is asked to read it. Sent twice is once. Errors: NOT_ALLOWED, NO_STORY, ALREADY."""
    require(actor, "leaders.write", body, day)
    row = lock_story(body, story_id)
    if row.state == "waiting":
        return row
    if row.state == "public":
        raise Refused("ALREADY", "เรื่องนี้เผยแพร่แล้ว", "This story is public already.")
    row.state, row.answer = "waiting", ""
    row.save(update_fields=["state", "answer"])
    _step(row, "sent", "", actor, now)
    record(actor.user_id, "story.send", body, f"story:{row.pk}", now)
    return row


@transaction.atomic
def publish(body: Organisation, story_id: int, seen: str, actor: Actor, now: datetime, day: date) -> Story:
    """Another than the writer read it and shows it. seen: the mark of the words that were read (`mark_of`).

    Errors: NOT_ALLOWED, NO_STORY, NOT_WAITING, SAME_PERSON, CHANGED.
    """
    require(actor, "leaders.sign", body, day)
    row = _waiting(body, story_id, actor)
    if seen != mark_of(row):
        raise Clash(
            "CHANGED", "เรื่องเปลี่ยนไประหว่างที่อ่าน อ่านใหม่แล้วจึงเผยแพร่", "It was changed while you read; read it anew."
        )
    row.state, row.answer, row.published_on = "public", "", day
    row.save(update_fields=["state", "answer", "published_on"])
    _step(row, "published", "", actor, now)
    record(actor.user_id, "story.publish", body, f"story:{row.pk}", now)
    return row


@transaction.atomic
def give_back(body: Organisation, story_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Story:
    """Not yet: back to the writer with what is missing. Errors: NOT_ALLOWED, NO_STORY, NOT_WAITING, SAME_PERSON, NO_REASON."""
    require(actor, "leaders.sign", body, day)
    row = _waiting(body, story_id, actor)
    row.state, row.answer = "returned", reason_of(reason)
    row.save(update_fields=["state", "answer"])
    _step(row, "returned", row.answer, actor, now)
    record(actor.user_id, "story.return", body, f"story:{row.pk}", now, {"reason": row.answer})
    return row


@transaction.atomic
def hide(body: Organisation, story_id: int, reason: str, actor: Actor, now: datetime, day: date) -> Story:
    """No longer shown. Errors: NOT_ALLOWED, NO_STORY, NOT_PUBLIC, NO_REASON."""
    require(actor, "leaders.sign", body, day)
    row = lock_story(body, story_id)
    if row.state != "public":
        raise Refused("NOT_PUBLIC", "เรื่องนี้ไม่ได้เผยแพร่อยู่", "This story is not public.")
    words = reason_of(reason)
    row.state, row.published_on = "hidden", None
    row.save(update_fields=["state", "published_on"])
    _step(row, "hidden", words, actor, now)
    record(actor.user_id, "story.hide", body, f"story:{row.pk}", now, {"reason": words})
    return row


def mark_of(story: Story) -> str:
    """A short mark of the words and pictures as they stand, so that nobody publishes what they did not read."""
    from hashlib import sha256

    pictures = "|".join(story.pictures.values_list("sha256", flat=True))
    return sha256(f"{story.title}\0{story.text}\0{pictures}".encode()).hexdigest()[:16]


def lock_story(body: Organisation, story_id: int) -> Story:
    """The story, locked. Errors: NO_STORY."""
    row = Story.objects.select_for_update(of=("self",)).filter(organisation=body, pk=story_id).first()
    if row is None:
        raise Refused("NO_STORY", "ไม่พบเรื่องนี้ เลือกจากรายการ", "There is no such story here.")
    return row


def _waiting(body: Organisation, story_id: int, actor: Actor) -> Story:
    row = lock_story(body, story_id)
    if row.state != "waiting":
        raise Refused("NOT_WAITING", "เรื่องนี้ไม่ได้รออ่านตรวจ เปิดหน้าใหม่", "This story waits for nobody.")
    if row.writer_id == actor.user_id:
        raise Refused("SAME_PERSON", "คนเขียนอ่านตรวจเองไม่ได้ ให้อีกคนอ่าน", "Another person must read it.")
    return row


def _not_waiting(row: Story) -> None:
    if row.state == "waiting":
        raise Refused(
            "WAITS",
            "เรื่องนี้กำลังรออ่านตรวจ แก้ได้เมื่อผู้อ่านส่งคืนหรือเผยแพร่แล้ว",
            "Somebody is asked to read it; it rests until then.",
        )


def _back_to_draft(row: Story, why: str, actor: Actor, now: datetime) -> None:
    _step(row, "hidden", why, actor, now)
    row.state, row.published_on, row.writer_id = "draft", None, actor.user_id
    row.save(update_fields=["state", "published_on", "writer"])


def _step(row: Story, kind: str, note: str, actor: Actor, now: datetime) -> None:
    pictures = [[p.caption, p.sha256] for p in row.pictures.all()]
    frozen = {"title": row.title, "text": row.text, "pictures": pictures} if kind in ("sent", "published") else {}
    StoryStep.objects.create(story=row, kind=kind, note=note, frozen=frozen, by_id=actor.user_id, at=now)
