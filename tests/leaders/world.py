"""A made-up tambon with leaders, a training and a story. Citizen ids carry office 9999."""

import io
import random
import uuid
from datetime import UTC, date, datetime, time, timedelta

from chumchon.access.actions import create_user, grant
from chumchon.access.models import Organisation, User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.areas.actions import make_villages
from chumchon.areas.models import Subdistrict
from chumchon.leaders.actions import certificates, events, leaders, stories, trainings
from chumchon.leaders.models import Certificate, Event, Leader, Story, Training
from chumchon.leaders.rules.events import EventFacts
from chumchon.leaders.rules.stories import StoryFacts
from chumchon.leaders.rules.trainings import TrainingFacts, days_from
from chumchon.thai import citizen

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
START = date(2010, 1, 1)
NAMES = "1. นางคำ ใจดี, หมู่ 1, 0812345678\n2) นายบุญมี ตาคำ\nนางสาวศรีนวล แก้วเมือง, หมู่ 2"
TEXT = (
    "ฝายเก่าพังทุกปี เราเดินสำรวจทั้งลำน้ำ เลือกจุดด้วยกัน แล้วลงแขกวันอาทิตย์ติดกันหกครั้ง น้ำถึงท้ายนาในปีแรก ใครทำตามให้เริ่มจากเดินสำรวจด้วยกัน"
)


def body(code: str = "council-500705", area: str = "500705", kind: str = "council") -> Organisation:
    """A body of a tambon with a secretary who writes and a chair who signs."""
    found = Organisation.objects.filter(code=code).first()
    if found is not None:
        return found
    place = Subdistrict.objects.select_related("district__province").get(pk=area)
    if not place.villages.exists():
        make_villages(place, 4)
    made = Organisation.objects.create(
        code=code, kind=kind, name_th=f"สภาองค์กรชุมชนตำบล{place.name_th}", subdistrict=place, opened_on=START
    )
    for role in ("secretary", "chair", "auditor"):
        grant(create_user(f"{role}-{code}", f"นาง{role}", f"chumchon-{role}", pin="123456"), role, START, made)
    return made


def user(organisation: Organisation, role: str) -> User:
    return User.objects.get(username=f"{role}-{organisation.code}")


def by(organisation: Organisation, role: str = "secretary") -> Actor:
    return actor_of_user(user(organisation, role))


def entered(organisation: Organisation, first: str = "คำ", surname: str = "ใจดี", number: int | None = None) -> Leader:
    """A leader, with a made-up citizen id where a number is given."""
    person = citizen.synthetic(random.Random(5000 + number)) if number is not None else None
    facts = leaders.LeaderFacts(first, surname, "นาง", person, "0812345678")
    return leaders.enter(organisation, facts, by(organisation), False, NOW, TODAY)


def training(
    organisation: Organisation, days: int = 2, first: date | None = None, course: str = "fund-accounts"
) -> Training:
    """Set for some days that ended today, six hours each."""
    start = first or TODAY - timedelta(days=days - 1)
    said = TrainingFacts(course, "บัญชีกองทุน รุ่นที่ 1", "ศาลาประชาคม", "นางครู บัญชี", days_from(start, days, time(9), 360))
    return trainings.set_training(organisation, said, by(organisation), uuid.uuid4(), NOW, TODAY)


def closed(organisation: Organisation, came: tuple[str, ...] = ("1-3", "1 2"), names: str = NAMES) -> Training:
    """Three people on the list, days ticked from paper, closed by the secretary."""
    row = training(organisation, len(came))
    trainings.enlist(organisation, row.pk, [], names, by(organisation), NOW, TODAY)
    for day, numbers in zip(row.days.all(), came, strict=True):
        trainings.from_paper(organisation, row.pk, day.pk, numbers, by(organisation), NOW, TODAY)
    return trainings.close_list(organisation, row.pk, by(organisation), NOW, TODAY)


def issued(organisation: Organisation, **more) -> list[Certificate]:
    """Certificates given by the chair."""
    return certificates.issue(organisation, closed(organisation, **more).pk, by(organisation, "chair"), NOW, TODAY)


def event(organisation: Organisation, day: date | None = None, today: date = TODAY, **more) -> Event:
    said = EventFacts("market", "ตลาดนัดผ้าทอ", "ลานวัด", day or today + timedelta(days=6), time(8), **more)
    return events.put(organisation, said, by(organisation), uuid.uuid4(), NOW, today)


def photo(place: bool = True, size: tuple[int, int] = (60, 40)) -> bytes:
    """A photograph that says where and with what it was taken."""
    from PIL import Image

    picture, out = Image.new("RGB", size, "#0b5d57"), io.BytesIO()
    marks = Image.Exif()
    if place:
        marks[0x010F] = "SecretCamera"
        marks.get_ifd(0x8825)[1] = "N"
    picture.save(out, "JPEG", exif=marks)
    return out.getvalue()


def story(organisation: Organisation, title: str = "ฝายที่ทำเอง", pictures: int = 1) -> Story:
    row = stories.write(organisation, StoryFacts("practice", title, TEXT), by(organisation), uuid.uuid4(), NOW, TODAY)
    if pictures:
        papers = [stories.drawn_anew(photo()) for _ in range(pictures)]
        stories.add_pictures(organisation, row.pk, papers, "ลงแขกทำฝาย", True, by(organisation), NOW, TODAY)
    return row


def published(organisation: Organisation, **more) -> Story:
    row = story(organisation, **more)
    stories.send(organisation, row.pk, by(organisation), NOW, TODAY)
    return stories.publish(organisation, row.pk, stories.mark_of(row), by(organisation, "chair"), NOW, TODAY)
