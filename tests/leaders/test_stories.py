"""Stories are read by another person before anybody sees them; pictures tell nothing of place and camera."""

import io
import uuid

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from PIL import Image

from chumchon.leaders.actions import stories
from chumchon.leaders.models import StoryStep
from chumchon.leaders.queries import stories as queries
from chumchon.leaders.rules.stories import StoryFacts
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused
from tests.councils.world import officer
from tests.leaders import world
from tests.leaders.world import NOW, TEXT, TODAY

pytestmark = pytest.mark.django_db


def test_a_story_is_seen_by_nobody_before_another_person_read_it():
    body = world.body()
    row = world.story(body)
    shot = row.pictures.get()
    for path in (f"/stories/{row.pk}", f"/stories/{row.pk}/pictures/{shot.pk}"):
        assert Client().get(path).status_code == 404
    stories.send(body, row.pk, world.by(body), NOW, TODAY)
    with pytest.raises(NotAllowed):
        stories.publish(body, row.pk, stories.mark_of(row), world.by(body), NOW, TODAY)
    stories.publish(body, row.pk, stories.mark_of(row), world.by(body, "chair"), NOW, TODAY)
    assert "ฝายที่ทำเอง" in Client().get(f"/stories/{row.pk}").content.decode()
    assert Client().get(f"/stories/{row.pk}/pictures/{shot.pk}")["Content-Type"] == "image/jpeg"


def test_whoever_wrote_it_does_not_read_it_for_the_public():
    body, key = world.body(), uuid.uuid4()
    row = stories.write(body, StoryFacts("story", "เรื่องของฉัน", TEXT), officer(), key, NOW, TODAY)
    assert stories.write(body, StoryFacts("story", "เรื่องของฉัน", TEXT), officer(), key, NOW, TODAY) == row
    stories.send(body, row.pk, officer(), NOW, TODAY)
    with pytest.raises(Refused, match="SAME_PERSON"):
        stories.publish(body, row.pk, stories.mark_of(row), officer(), NOW, TODAY)


def test_what_is_published_is_what_was_read():
    body = world.body()
    row = world.story(body)
    stories.send(body, row.pk, world.by(body), NOW, TODAY)
    with pytest.raises(Refused, match="WAITS"):
        stories.mend(body, row.pk, StoryFacts("story", "แอบแก้เรื่อง", TEXT), world.by(body), NOW, TODAY)
    with pytest.raises(Clash, match="CHANGED"):
        stories.publish(body, row.pk, "0" * 16, world.by(body, "chair"), NOW, TODAY)


def test_a_story_that_is_mended_leaves_the_public_page_and_what_was_shown_is_kept():
    body = world.body()
    row = world.published(body)
    stories.mend(body, row.pk, StoryFacts("story", "ฝายที่ทำเองอีกครั้ง", TEXT), world.by(body), NOW, TODAY)
    assert queries.public_story(row.pk) is None
    assert row.steps.get(kind="published").frozen["title"] == "ฝายที่ทำเอง"
    stories.send(body, row.pk, world.by(body), NOW, TODAY)
    stories.give_back(body, row.pk, "ขาดชื่อคนทำ", world.by(body, "chair"), NOW, TODAY)
    row.refresh_from_db()
    assert (row.state, row.answer) == ("returned", "ขาดชื่อคนทำ")
    assert [s.kind for s in row.steps.all()] == ["sent", "published", "hidden", "sent", "returned"]
    with pytest.raises(DatabaseError), transaction.atomic():
        StoryStep.objects.all().delete()


def test_a_picture_is_drawn_anew_and_says_neither_place_nor_camera():
    body = world.body()
    assert b"SecretCamera" in world.photo()
    row = world.published(body)
    answer = Client().get(f"/stories/{row.pk}/pictures/{row.pictures.get().pk}")
    picture = Image.open(io.BytesIO(answer.content))
    assert b"SecretCamera" not in answer.content and not picture.getexif() and picture.size == (60, 40)


def test_pictures_need_words_and_the_consent_of_those_in_them():
    body = world.body()
    row, by = world.story(body, pictures=0), world.by(body)
    shot = [stories.drawn_anew(world.photo())]
    for caption, agreed, code in (("", True, "NO_CAPTION"), ("ลงแขก", False, "NOT_AGREED")):
        with pytest.raises(BadInput, match=code):
            stories.add_pictures(body, row.pk, shot, caption, agreed, by, NOW, TODAY)
    with pytest.raises(BadInput, match="TOO_MANY"):
        stories.add_pictures(body, row.pk, shot * 9, "ลงแขก", True, by, NOW, TODAY)
    for raw, code in ((b"", "NO_FILE"), (b"%PDF-1.4 not", "NOT_A_PAPER")):
        with pytest.raises(BadInput, match=code):
            stories.drawn_anew(raw)


def test_who_is_in_a_picture_may_have_it_taken_out_at_once(django_capture_on_commit_callbacks):
    from chumchon.paper import vault

    body = world.body()
    row = world.published(body)
    shot = row.pictures.get()
    file = vault.folder("leaders") / shot.file_name
    assert file.exists()
    with django_capture_on_commit_callbacks(execute=True):
        stories.drop_picture(body, row.pk, shot.pk, world.by(body), NOW, TODAY)
    assert not file.exists() and Client().get(f"/stories/{row.pk}/pictures/{shot.pk}").status_code == 404
    stories.hide(body, row.pk, "ชุมชนขอ", world.by(body, "chair"), NOW, TODAY)
    assert Client().get(f"/stories/{row.pk}").status_code == 404
