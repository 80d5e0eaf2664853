"""Leaders of the world that the authorisation walk opens: some in each fund, with a training, a certificate, an event, a story."""

import uuid
from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from chumchon.funds.models import Fund
from chumchon.leaders.actions import certificates, events, leaders, stories, trainings
from chumchon.leaders.models import Certificate, Event, Honour, Leader, Story, StoryPicture, Training
from chumchon.leaders.rules.events import EventFacts
from chumchon.leaders.rules.stories import StoryFacts
from chumchon.leaders.rules.trainings import TrainingFacts, days_from
from tests.factories import NOW, TODAY, actor
from tests.leaders.world import NAMES, TEXT, photo


def fill(fund: Fund) -> None:
    """Objects of each kind in the fund, through the real actions; the first training is open still."""
    body, writer, signer = fund.organisation, actor(fund, "secretary"), actor(fund, "chair")
    for day in (TODAY, TODAY):
        said = TrainingFacts("leader", "ผู้นำ รุ่นที่ 1", "ศาลา", "ครู", days_from(day, 1, time(9), 360))
        row = trainings.set_training(body, said, writer, uuid.uuid4(), NOW, TODAY)
        trainings.enlist(body, row.pk, [], NAMES, writer, NOW, TODAY)
    trainings.from_paper(body, row.pk, row.days.get().pk, "1-2", writer, NOW, TODAY)
    trainings.close_list(body, row.pk, writer, NOW, TODAY)
    made = certificates.issue(body, row.pk, signer, NOW, TODAY)
    first = made[0].leader
    leaders.give_honour(body, first.pk, "wisdom", 2569, "สอนทอผ้า", "ประกาศของสภา", writer, NOW, TODAY)
    leaders.consent_on_paper(body, first.pk, True, "แฟ้มสำนักงาน", writer, NOW, TODAY)
    events.put(
        body,
        EventFacts("market", "ตลาดนัด", "วัด", TODAY + timedelta(days=900 - 200), time(8)),
        writer,
        uuid.uuid4(),
        NOW,
        TODAY,
    )
    told = stories.write(body, StoryFacts("story", "เรื่องของเรา", TEXT), writer, uuid.uuid4(), NOW, TODAY)
    stories.add_pictures(body, told.pk, [stories.drawn_anew(photo())], "ภาพฝาย", True, writer, NOW, TODAY)
    stories.send(body, told.pk, writer, NOW, TODAY)
    stories.publish(body, told.pk, stories.mark_of(told), signer, NOW, TODAY)


def _first(model: Any, path: str = "organisation") -> Callable[[Fund], Any]:
    return lambda fund: model.objects.filter(**{path: fund.organisation}).order_by("pk").first().pk


def _area(fund: Fund) -> Any:
    return Leader.objects.filter(subdistrict_id=fund.organisation.subdistrict_id)


OBJECTS: dict[str, Callable[[Fund], Any]] = {
    "leader_id": lambda fund: _area(fund).filter(honours__isnull=False).first().pk,
    "honour_id": lambda fund: Honour.objects.filter(leader__in=_area(fund)).first().pk,
    "training_id": _first(Training),
    "certificate_id": _first(Certificate),
    "event_id": _first(Event),
    "story_id": _first(Story),
    "picture_id": _first(StoryPicture, "story__organisation"),
}
PLAIN: dict[str, Callable[[Fund], Any]] = {
    "leader_uid": lambda fund: _area(fund).filter(is_public=True).first().uid,
    "leader_cert": lambda fund: Certificate.objects.filter(organisation=fund.organisation).first().public_code,
    "told_id": _first(Story),
    "shown_id": _first(StoryPicture, "story__organisation"),
    "own_certificate": lambda fund: 1,
}
