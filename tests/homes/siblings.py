"""Worlds of the sibling programmes: a tambon that repairs, a canal, a centre, a fire; money in the project's book."""

import io
import random
import uuid
from datetime import date, timedelta

from PIL import Image

from chumchon.areas.models import Subdistrict
from chumchon.homes.actions import paths, projects, repairs, urgent
from chumchon.homes.actions.payouts import Two
from chumchon.homes.models import Programme, Project
from chumchon.homes.queries.projects import book_of
from chumchon.ledger.actions import posting
from chumchon.ledger.rules import Draft, Posting
from tests.factories import NOW, TODAY
from tests.homes import world

HERE = (98.98, 18.79)


def day(text: str) -> str:
    """A day as a camera writes it."""
    return f"{text} 09:00:00"


def drawn(seed: int, place: tuple[float, float] | None, taken: str) -> bytes:
    """A photograph that is the same for the same seed, and another for another."""
    spots = random.Random(seed).randbytes(12 * 9)
    out, marks = io.BytesIO(), Image.Exif()
    marks[0x0132] = taken
    if place is not None:
        gps = marks.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", (place[1], 0.0, 0.0), "E", (place[0], 0.0, 0.0)
    small = Image.frombytes("L", (12, 9), spots)
    small.resize((240, 180), Image.Resampling.BICUBIC).convert("RGB").save(out, "JPEG", exif=marks)
    return out.getvalue()


def money(project: Project, satang: int) -> None:
    """So much lies in the project's bank."""
    who = world.actor(project, "treasurer").user_id
    lines = (Posting("1020", satang), Posting("4220", -satang))
    with posting(book_of(project).pk, NOW) as session:
        session.post(
            Draft(
                day=TODAY,
                kind="subsidy",
                memo="อุดหนุน",
                lines=lines,
                source="test",
                actor_id=who,
                idempotency_key=uuid.uuid4(),
            )
        )


def two(project: Project, on: date = TODAY) -> Two:
    """The treasurer pays from the bank, the chair signs."""
    return Two(world.actor(project, "treasurer"), world.actor(project, "chair"), "1020", on)


def tambon(quota: int | None = 2, houses: int = 3, code: str = "por-piang-doi") -> Project:
    """A tambon of repair with surveyed houses and a quota of this fiscal year (2570)."""
    project = world.make_project(code, "por-piang")
    world.survey(project, houses)
    if quota is not None:
        area = Subdistrict.objects.get(pk=project.organisation.subdistrict_id)
        programme = Programme.objects.get(code="por-piang")
        repairs.set_quota(programme, area, 2570, quota, "หนังสือที่ 1/2569", world.officer(), NOW, TODAY)
    return project


def met(project: Project, on: date = date(2026, 11, 2), **more):
    """A community meeting that carried, in the fiscal year 2570."""
    secretary = world.actor(project, "secretary")
    return projects.add_meeting(project, secretary, world.meeting(day=on, **more), uuid.uuid4(), NOW, TODAY)


def propose(project: Project, house, satang: int = 1_800_000):
    """The secretary proposes a house."""
    return repairs.propose(
        project,
        world.actor(project, "secretary"),
        house.pk,
        ["roof", "wall"],
        "หลังคารั่ว คนชราอยู่ลำพัง",
        satang,
        NOW,
        TODAY,
    )


def chosen(project: Project, *houses):
    """Proposed and chosen in this order."""
    rows = [propose(project, h) for h in houses]
    meeting = met(project)
    ranks = {r.pk: i for i, r in enumerate(rows, 1)}
    return repairs.choose(project, world.actor(project, "secretary"), meeting.pk, ranks, NOW, TODAY)


def picture(project: Project, row, which: str, seed: int, on: str, place=HERE):
    """A photograph of the house by the committee."""
    raw = drawn(seed, place, day(on))
    return repairs.add_picture(project, world.actor(project, "committee"), row.pk, which, raw, NOW, TODAY)


def repaired(project: Project, row, satang: int = 1_999_999, seed: int = 1):
    """From the choice to the inspection."""
    repairs.set_amount(project, world.actor(project, "secretary"), row.pk, satang, NOW, TODAY)
    picture(project, row, "before", seed, "2026:11:05")
    repairs.pay(project, two(project), row.pk, NOW, TODAY)
    picture(project, row, "after", seed + 100, "2026:11:20")
    return repairs.finish(project, world.actor(project, "committee"), row.pk, date(2026, 11, 22), 12, NOW, TODAY)


def fire(houses: int = 3, code: str = "fire-talat") -> Project:
    """A fire four days ago; houses surveyed, the event told."""
    project = world.make_project(code, "urgent")
    world.survey(project, houses)
    happened = TODAY - timedelta(days=4)
    urgent.tell_event(project, world.actor(project, "chair"), "fire", happened, "ตลาดเก่า", "", NOW, TODAY)
    return project


def centre(people: int = 0, home: int = 0, code: str = "sun-rai-ban", on: date = date(2026, 6, 1)) -> Project:
    """A centre with so many people, of whom some reached a home that day."""
    project = world.make_project(code, "homeless")
    chair = world.actor(project, "chair")
    for i in range(people):
        person = paths.meet(project, chair, f"คนที่ {i}", "", date(2025, 3, 1), NOW, TODAY)
        if i < home:
            paths.take_step(project, chair, person.pk, "home", on, NOW, TODAY)
    return project
