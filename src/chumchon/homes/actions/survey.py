"""Houses of a survey: from the form, a phone's entries or a spreadsheet, each through the same door, each its own answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.areas.models import Village
from chumchon.people.actions import PersonFacts, change_person, create_person, find_or_create_household, house_number
from chumchon.people.models import Person
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain, Refused

from ..models import Project, SurveyedHouse
from ..rules import survey as rules
from .projects import locked

MOST_HOUSES = 20_000


@dataclass(frozen=True)
class Answer:
    """What became of one entry: accepted, already, conflict or rejected; a sentence where it was not kept."""

    status: str
    code: str = ""
    th: str = ""


@transaction.atomic
def survey_house(
    project: Project, actor: Actor, entry: rules.HouseEntry, now: datetime, day: date
) -> tuple[SurveyedHouse, bool]:
    """Keep a house; the id sent again with the same content is the house that was kept (False).

    Errors: NOT_ALLOWED, ENDED, ID_REUSED, HOUSE_THERE (another entry of this household), TOO_MANY, rules.survey.check_entry.
    """
    require(actor, "homes.survey", project.organisation, day)
    row = locked(project)
    content = entry.content()
    before = SurveyedHouse.objects.filter(uid=entry.uid).first()
    if before is not None:
        if before.project_id != row.pk or before.content_hash != content:
            raise Clash(
                "ID_REUSED", "รายการนี้เคยส่งแล้วด้วยข้อมูลอื่น เปิดแก้ที่บ้านหลังนั้น", "This id was sent with another content."
            )
        return before, False
    village = _checked(row, entry, day)
    if row.houses.count() >= MOST_HOUSES:
        raise Refused("TOO_MANY", "โครงการนี้มีบ้านมากเกินไป แยกเป็นหลายโครงการ", "Too many houses.")
    household = find_or_create_household(village, entry.house_no)
    there = SurveyedHouse.objects.filter(project=row, household=household).select_related("head").first()
    if there is not None:
        raise Clash(
            "HOUSE_THERE", f"บ้านเลขที่ {household.house_no} สำรวจแล้ว ({there.head.name}) เปิดแก้ที่บ้านหลังนั้น หนึ่งครัวเรือนมีหลังเดียว",
            "This household was surveyed already; change it there.",
        )  # fmt: skip
    facts = PersonFacts(
        entry.first_name.strip(), entry.surname.strip(), entry.prefix.strip(), phone=entry.phone.strip()[:20]
    )
    head = _head_of(household.pk, facts) or create_person(facts, household.pk)
    made = SurveyedHouse(project=row, uid=entry.uid, household=household, head=head, content_hash=content)
    _write(made, entry, actor, now)
    record(actor.user_id, "house.survey", project.organisation, f"house:{made.pk}", now)
    return made, True


def _head_of(household_id: int, facts: PersonFacts) -> Person | None:
    """The person of that name who lives there already: a member of the fund next door is the same person."""
    return Person.objects.filter(
        household_id=household_id, first_name=facts.first_name, surname=facts.surname, died_on=None
    ).first()


def _checked(project: Project, entry: rules.HouseEntry, day: date) -> Village:
    villages = {v.number: v for v in project.organisation.subdistrict.villages.all()}
    province = project.organisation.subdistrict_id[:2]
    rules.check_entry(entry, province, villages, project.started_on, day)
    return villages[entry.village]


def _write(row: SurveyedHouse, entry: rules.HouseEntry, actor: Actor, now: datetime) -> None:
    for name in (
        "people", *rules.COUNTS, "income_satang", "saving_satang", "tenure", "condition", "longitude", "latitude", "surveyed_on",
    ):  # fmt: skip
        setattr(row, name, getattr(entry, name))
    row.needs, row.note, row.by_id, row.at = list(entry.needs), entry.note.strip()[:300], actor.user_id, now
    row.save()


@transaction.atomic
def change_house(
    project: Project, actor: Actor, house_id: int, entry: rules.HouseEntry, now: datetime, day: date
) -> SurveyedHouse:
    """Mend what was surveyed; the household stays. Errors: NOT_ALLOWED, NOT_FOUND, OTHER_HOUSE, ENDED, check_entry."""
    require(actor, "homes.survey", project.organisation, day)
    row = locked(project)
    found = SurveyedHouse.objects.select_for_update(of=("self",)).select_related("household__village", "head")
    house = found.filter(project=row, pk=house_id).first()
    if house is None:
        raise Refused("NOT_FOUND", "ไม่พบบ้านหลังนี้ในโครงการ", "No such house.")
    _checked(row, entry, day)
    if (entry.village, house_number(entry.house_no)) != (house.household.village.number, house.household.house_no):
        raise BadInput(
            "OTHER_HOUSE", "เปลี่ยนบ้านเลขที่หรือหมู่ไม่ได้ ให้บันทึกเป็นบ้านใหม่", "The house number stays; enter another house."
        )
    head = house.head
    known = PersonFacts(
        entry.first_name.strip(), entry.surname.strip(), entry.prefix.strip(), None, head.birth_day, head.birth_precision,
        entry.phone.strip()[:20],
    )  # fmt: skip
    change_person(head, known, house.household_id)
    _write(house, entry, actor, now)
    record(actor.user_id, "house.change", project.organisation, f"house:{house.pk}", now)
    return house


def accept(
    project: Project, actor: Actor, entries: Sequence[rules.HouseEntry | BadInput], now: datetime, day: date
) -> list[Answer]:
    """One answer an entry, in their order; what was kept stays kept when a later one fails. Errors: NOT_ALLOWED."""
    require(actor, "homes.survey", project.organisation, day)
    return [_answer(project, actor, entry, now, day) for entry in entries]


def _answer(
    project: Project, actor: Actor, entry: rules.HouseEntry | BadInput, now: datetime, day: date
) -> Answer:  # fmt: skip
    if isinstance(entry, BadInput):
        return Answer("rejected", entry.code, entry.th)
    try:
        _, new = survey_house(project, actor, entry, now, day)
    except NotAllowed:
        raise
    except Clash as clash:
        return Answer("conflict", clash.code, clash.th)
    except Plain as refused:
        return Answer("rejected", refused.code, refused.th)
    return Answer("accepted" if new else "already")
