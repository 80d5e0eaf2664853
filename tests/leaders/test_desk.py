"""What waits for a second person stands on the desk of the officers of that area, and nowhere else."""

import pytest

from chumchon.access.models import User
from chumchon.leaders import desk
from chumchon.leaders.actions import stories
from tests.councils import world as councils
from tests.leaders import world
from tests.leaders.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def numbers(area: str) -> dict[str, int]:
    return {c.title_th: c.count for c in desk.cards(councils.officer(area), (area,), TODAY)}


def test_closed_lists_and_unread_stories_wait_on_the_desk_of_their_area(client):
    body = world.body()
    training, story = world.closed(body), world.story(body)
    stories.send(body, story.pk, world.by(body), NOW, TODAY)
    assert numbers("50") == {"รอออกใบรับรองการอบรม": 1, "เรื่องเล่ารออ่านตรวจ": 1}
    assert not any(numbers("10").values())
    assert desk.cards(world.by(body, "chair"), (), TODAY) == [], "a body's own chair is no officer"
    client.force_login(User.objects.get(username="officer_province-50"))
    page = client.get("/desk/leaders").content.decode()
    assert (
        f"/leaders/{body.code}/trainings/{training.pk}" in page and f"/leaders/{body.code}/stories/{story.pk}" in page
    )
    assert "/desk/leaders" in client.get("/desk").content.decode()
    client.force_login(User.objects.get(username="officer_province-10"))
    assert story.title not in client.get("/desk/leaders").content.decode()


def test_the_file_of_a_body_tells_of_its_trainings():
    body = world.body()
    assert desk.section(body, councils.officer(), TODAY) == []
    world.issued(body)
    [(table, href)] = desk.section(body, councils.officer(), TODAY)
    assert [row[-2:] for row in table.rows] == [(3, 2)] and href == f"/leaders/{body.code}/trainings"
