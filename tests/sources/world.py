"""A made-up tambon with a council and a fund that look for money. Citizen ids carry office 9999."""

import uuid
from datetime import UTC, date, datetime, timedelta

from chumchon.access.actions import create_user, grant
from chumchon.access.models import Organisation, User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.councils.models import Council
from chumchon.sources.actions import applications, calls, results
from chumchon.sources.models import Application, Call
from chumchon.sources.queries.papers import make
from chumchon.sources.rules.calls import AskFacts, CallFacts
from tests.councils import world as councils

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
AREA = "500705"
TEXT = "ซ่อมฝายเหมืองหลวงสองจุดด้วยแรงของคนในตำบล ซื้อปูนและเหล็ก ทำเสร็จก่อนฤดูฝน"
COUNCIL_ONLY = (("kind", "in", ("council",)), ("has_council", "is", True))
SCHEDULE = (
    ("money", 0, 60, "งวดแรก"),
    ("report", 90, 0, "รายงานครึ่งทาง"),
    ("money", 120, 40, "งวดสุดท้าย"),
    ("report", 180, 0, "รายงานปิดโครงการ"),
)


def officer(area: str = "50", role: str = "officer_province") -> Actor:
    return councils.officer(area, role)


def council(code: str = AREA, first: int = 0) -> Council:
    """A founded council with a secretary who asks and a chair."""
    found = Council.objects.filter(organisation__code=f"council-{code}").first()
    if found is not None:
        return found
    made = councils.founded(code, count=4, first=first)
    for role in ("secretary", "auditor"):
        name = f"{role}-{made.code}"
        grant(create_user(name, f"นาง{role}", f"chumchon-{role}"), role, councils.START, made.organisation)
    return made


def body(code: str = AREA, first: int = 0) -> Organisation:
    return council(code, first).organisation


def user(organisation: Organisation, role: str = "secretary") -> User:
    return User.objects.get(username=f"{role}-{organisation.code}")


def by(organisation: Organisation, role: str = "secretary") -> Actor:
    return actor_of_user(user(organisation, role))


def facts(**more) -> CallFacts:
    said = {
        "title": "ทุนซ่อมแหล่งน้ำชุมชน", "giver": "กองทุนน้ำจังหวัด", "help": "grant", "purpose": "ให้ชุมชนซ่อมฝายและเหมืองด้วยแรงของตนเอง",
        "area": "50", "least_satang": 1_000_000, "most_satang": 5_000_000, "budget_satang": 12_000_000,
        "opens_on": TODAY - timedelta(days=3), "closes_on": TODAY + timedelta(days=20), "conditions": COUNCIL_ONLY,
        "papers": ("council_certificate",), "schedule": SCHEDULE, "source": "ประกาศที่ 4/2569", **more,
    }  # fmt: skip
    return CallFacts(**said)


def call(opened: bool = True, day: date = TODAY, **more) -> Call:
    """A call of the province that takes applications."""
    made = calls.write(facts(**more), officer(), uuid.uuid4(), NOW, day)
    return calls.open_call(made.pk, officer(), NOW, day) if opened else made


def asked(**more) -> AskFacts:
    return AskFacts(**{"title": "ซ่อมฝายเหมืองหลวง", "text": TEXT, "asked_satang": 3_000_001, "people": 120, **more})


def written(organisation: Organisation, row: Call, group_id: int | None = None, **more) -> Application:
    return applications.write(
        organisation, row.pk, group_id, asked(**more), by(organisation), uuid.uuid4(), NOW, more.pop("day", TODAY)
    )


def send(organisation: Organisation, row: Application, day: date = TODAY) -> Application:
    papers = make(row.call.papers, organisation, row.group, "https://example.test", day)
    return applications.send(organisation, row.pk, papers, by(organisation), NOW, day)


def sent(organisation: Organisation, row: Call, **more) -> Application:
    return send(organisation, written(organisation, row, **more))


def won(organisation: Organisation, row: Call, given: int = 2_500_001) -> Application:
    application = sent(organisation, row)
    return results.win(application.pk, given, "ช่วยคนจำนวนมากด้วยแรงตนเอง", officer(), NOW, TODAY)
