"""A made-up tambon with its register of household passbooks: a keeper, two visitors, houses in every colour."""

import random
import uuid
from datetime import UTC, date, datetime, timedelta

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.funds.models import Fund
from chumchon.households.actions import registers, visits
from chumchon.households.models import Passbook, Register
from chumchon.households.queries import questions
from chumchon.households.rules.visits import VisitEntry
from tests import factories
from tests.factories import NOW, TODAY

START = date(2010, 1, 1)
PEOPLE = {"keeper": "household_keeper", "visitor": "visitor", "visitor2": "visitor"}
HEAVY = ("illness", "food", "house", "earning", "debt")


def make_register(fund: Fund) -> Register:
    """Opened by the fund's chair; users keeper-<code>, visitor-<code>, visitor2-<code> with "x" * 12."""
    for name in PEOPLE:
        if not User.objects.filter(username=f"{name}-{fund.code}").exists():
            create_user(f"{name}-{fund.code}", f"นาง{name}", "x" * 12, pin="123456")
    register, _ = registers.open_register(
        fund.organisation, factories.actor(fund, "chair"), f"keeper-{fund.code}", NOW, START
    )
    for name in ("visitor", "visitor2"):
        grant(User.objects.get(username=f"{name}-{fund.code}"), "visitor", START, register.organisation)
    return register


def user(register: Register, name: str) -> User:
    return User.objects.get(username=f"{name}-{register.opened_by.code}")


def actor(register: Register, name: str = "visitor") -> Actor:
    return actor_of_user(user(register, name))


def answers(reds=(), ambers=(), day: date = TODAY) -> dict[str, str]:
    """All green but those named."""
    return {
        q.key: "red" if q.key in reds else "amber" if q.key in ambers else "green" for q in questions.on(day).questions
    }


def entry(house: str = "12/1", **more) -> VisitEntry:
    """A visit with a yes; today unless said otherwise, at a quarter of an hour before NOW."""
    day = more.pop("visited_on", TODAY)
    ago = timedelta(days=(TODAY - day).days)
    said = {
        "uid": uuid.uuid4(), "village": 1, "house_no": house, "consent": True, "visited_on": day,
        "at": more.pop("at", NOW - ago - timedelta(minutes=15)), "questions": "2569-1", "head": "นางสมศรี ตั้งใจดี", "phone": "",
        "counts": {"people": 3, "children": 1, "elderly": 1, "disabled": 0, "bedridden": 0},
        "answers": answers(more.pop("reds", ()), more.pop("ambers", ())), "aims": (), "note": "",
    }  # fmt: skip
    return VisitEntry(**{**said, **more})


def visited(register: Register, house: str = "12/1", by: str = "visitor", now: datetime = NOW, day: date = TODAY, **more) -> Passbook:  # fmt: skip
    """A household that was visited."""
    kept = visits.keep_visit(register, actor(register, by), entry(house, **more), now, day)
    return Passbook.objects.get(pk=kept.passbook.pk)


def village(register: Register, count: int, needy: int, village_: int = 1) -> list[Passbook]:
    """So many houses, of which the first are in need."""
    dice = random.Random(7)
    return [
        visited(
            register, str(100 + i), village=village_,
            reds=HEAVY[: 3 + dice.randrange(3)] if i < needy else (), visited_on=TODAY - timedelta(days=40),
        )
        for i in range(count)
    ]  # fmt: skip


def as_json(e: VisitEntry) -> dict:
    """The entry as a phone sends it."""
    said = {
        "id": str(e.uid), "village": e.village, "house_no": e.house_no, "consent": e.consent,
        "visited_on": e.visited_on.isoformat(), "at": e.at.isoformat(), "device": "",
    }  # fmt: skip
    if e.consent:
        said |= {"questions": e.questions, "head": e.head, "phone": e.phone, "counts": e.counts, "answers": e.answers, "aims": list(e.aims), "note": e.note}  # fmt: skip
    return said


def at(day: date, hour: int = 3) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
