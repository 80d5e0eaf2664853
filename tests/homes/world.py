"""A small made-up community with its project, its people and its savings group."""

import io
import uuid
from datetime import date

from PIL import Image

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.access.queries import actor_of_user
from chumchon.areas.actions import make_villages
from chumchon.areas.models import Subdistrict
from chumchon.homes.actions.projects import MeetingFacts, ProjectFacts, open_project
from chumchon.homes.actions.savings import Paid, collect, join, open_group
from chumchon.homes.actions.survey import survey_house
from chumchon.homes.models import Project, SavingsGroup
from chumchon.homes.rules.survey import HouseEntry
from chumchon.people.actions import PersonFacts
from tests.factories import NOW, TODAY

START = date(2025, 1, 10)
ROLES = ("chair", "treasurer", "secretary", "committee", "architect")


def officer(role="officer_hq", area=""):
    """An officer over an area."""
    name = f"{role}-{area or 'all'}"
    user = User.objects.filter(username=name).first()
    if user is None:
        user = create_user(name, f"นาย{role}", "x" * 12, pin="123456")
        grant(user, role, date(2010, 1, 1), area_prefix=area)
    return actor_of_user(user)


def make_project(code="khlong-sai", programme="mankong-urban", area="500705", units=20) -> Project:
    """A project with a user a role, named <role>-<code>; PINs 123456."""
    make_villages(Subdistrict.objects.get(code=area), 5)
    for role in ROLES:
        if not User.objects.filter(username=f"{role}-{code}").exists():
            create_user(f"{role}-{code}", f"นาง{role}", f"chumchon-{role}", pin="123456")
    facts = ProjectFacts(
        code, "ชุมชนคลองทราย", programme, area, "canal", "encroaching", "lease_treasury", units, START, "กรมธนารักษ์",
        people=[(role, f"{role}-{code}", "") for role in ROLES],
    )  # fmt: skip
    return open_project(facts, officer(), NOW, TODAY).project


def actor(project: Project, role: str):
    """The project's actor of a role."""
    return actor_of_user(User.objects.get(username=f"{role}-{project.code}"))


def entry(number=1, **more) -> HouseEntry:
    """A house that was surveyed."""
    said = {
        "uid": uuid.uuid4(), "village": 1, "house_no": str(number), "prefix": "นาง", "first_name": f"สมศรี{number}",
        "surname": "ตั้งใจดี", "people": 4, "tenure": "encroaching", "condition": "poor", "surveyed_on": date(2025, 2, 1),
        "children": 1, "elderly": 1, "income_satang": 1_200_000, "saving_satang": 50_000, "needs": ("rebuild", "land"),
        "longitude": 98.98 + number / 10_000, "latitude": 18.79,
    }  # fmt: skip
    return HouseEntry(**{**said, **more})


def survey(project: Project, houses=3):
    """Houses 1 to n."""
    return [survey_house(project, actor(project, "secretary"), entry(i), NOW, TODAY)[0] for i in range(1, houses + 1)]


def meeting(**more) -> MeetingFacts:
    """A meeting that carried its resolution."""
    said = {
        "kind": "community", "day": date(2025, 3, 1), "place_th": "ศาลาชุมชน", "topic": "ตั้งกรรมการ", "invited": 40, "present": 30,
        "in_favour": 28, "against": 1, "resolution": "เห็นชอบ",
    }  # fmt: skip
    return MeetingFacts(**{**said, **more})


def photo(seed=1, place=None, taken="2026:11:20 09:00:00", size=(240, 180)) -> bytes:
    """A photograph with its marks: day and place (longitude, latitude)."""
    noise = Image.effect_noise((12, 9), 90 + seed).resize(size, Image.Resampling.BICUBIC).convert("RGB")
    exif = Image.Exif()
    exif[0x0132] = taken
    if place is not None:
        gps = exif.get_ifd(0x8825)
        gps[1], gps[2] = "N", (place[1], 0.0, 0.0)
        gps[3], gps[4] = "E", (place[0], 0.0, 0.0)
    out = io.BytesIO()
    noise.save(out, "JPEG", exif=exif)
    return out.getvalue()


def make_group(project: Project) -> SavingsGroup:
    """The project's savings group: shares of 100 baht, 300 baht a month."""
    chair = actor(project, "chair")
    return open_group(project, chair, "กลุ่มออมทรัพย์คลองทราย", 10_000, 30_000, "ออมทุกเดือน", START, NOW, TODAY)


def make_savers(group: SavingsGroup, count=3):
    """Members of the group, from the survey where it was made."""
    secretary = actor(group.project, "secretary")
    return [
        join(group, secretary, PersonFacts(f"มานะ{i}", "ใจเย็น", "นาย"), None, None, date(2025, 2, 1), NOW, TODAY)
        for i in range(1, count + 1)
    ]


def save(group: SavingsGroup, paid, day=date(2026, 11, 1), box="1010", counted=None, reason="", key=None):
    """A collection: (saver, kind, satang) rows, counted to the satang unless said otherwise."""
    rows = [Paid(s.pk, kind, satang) for s, kind, satang in paid]
    total = sum(r.satang for r in rows) if counted is None else counted
    treasurer, chair = actor(group.project, "treasurer"), actor(group.project, "chair")
    return collect(group, treasurer, chair, rows, total, box, reason, day, key or uuid.uuid4(), NOW, TODAY)
