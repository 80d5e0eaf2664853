"""Building house by house: a plan of days, stages as the community sees them, and another person who accepts the house."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.people.models import Household
from chumchon.thai.errors import Plain, Refused, raise_any

from ..models import BuildPlan, Document, HouseBuild, HouseStage, Project, SurveyedHouse
from ..queries import plans as plan_queries
from ..queries.second_house import housed_by
from ..rules import building as rules
from ..rules.plans import Photo, check_photo
from ..rules.projects import check_day
from . import documents
from .projects import locked


@transaction.atomic
def plan_days(
    project: Project, actor: Actor, starts_on: date, ends_on: date, reason: str, now: datetime, day: date
) -> BuildPlan:
    """From when until when the community builds; another plan later needs its reason and leaves the first to compare.

    Errors: NOT_ALLOWED, ENDED, BEFORE_START, ENDS_FIRST, TOO_LONG, NO_REASON.
    """
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    last = row.build_plans.last()
    raise_any(rules.check_days(starts_on, ends_on, row.started_on, last is not None, reason))
    made = BuildPlan.objects.create(
        project=row, number=(last.number if last else 0) + 1, starts_on=starts_on, ends_on=ends_on, reason=reason.strip()[:300],
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    record(actor.user_id, "build.plan", project.organisation, f"project:{row.pk}", now, {"number": made.number})
    return made


@transaction.atomic
def set_stage(
    project: Project,
    actor: Actor,
    house_id: int,
    stage: str,
    note: str,
    on: date,
    raw: bytes | None,
    now: datetime,
    day: date,
) -> HouseBuild:
    """A house reached a stage; "finished" brings its own photograph, taken there and never used before.

    Errors: NOT_ALLOWED, NOT_FOUND, NO_PLAN, SECOND_HOUSE, ENDED, FUTURE_DATE, BEFORE_START, rules.building.check_stage, rules.plans.check_photo, clean.
    """
    require(actor, "homes.survey", project.organisation, day)
    prepared = documents.prepared(raw) if raw else None
    row = locked(project)
    if not plan_queries.plan_passed(row):
        raise Refused("NO_PLAN", "ลงขั้นก่อสร้างได้เมื่อแผนผ่านการอนุมัติทุกระดับ", "The plan has not passed.")
    house = SurveyedHouse.objects.filter(project=row, pk=house_id).select_related("household").first()
    if house is None:
        raise Refused("NOT_FOUND", "ไม่พบบ้านหลังนี้ในโครงการ", "No such house.")
    raise_any(check_day(on, row.started_on, day))
    check_one_house(house.household_id, row)
    build = HouseBuild.objects.filter(house=house).first() or HouseBuild(project=row, house=house)
    raise_any(rules.check_stage(build.stage, stage, note, prepared is not None))
    if prepared is not None:
        label = f"บ้าน {house.household.house_no} {rules.STAGES[stage]}"
        document = documents.keep(row, actor, label, *prepared, now)
        raise_any(_of_house(document, row, house, day))
        build.photo = document if stage == "finished" else build.photo
    if stage == "finished":
        build.said_by_id = actor.user_id
    elif build.stage == "finished":  # it goes back: its picture no longer shows a finished house
        build.photo, build.said_by_id = None, None
    build.stage = stage
    build.save()
    HouseStage.objects.create(build=build, stage=stage, day=on, note=note.strip()[:300], by_id=actor.user_id, at=now)
    record(actor.user_id, "house.stage", project.organisation, f"house:{house.pk}", now, {"state": stage})
    return build


def check_one_house(household_id: int, project: Project) -> None:
    """One household has one house; its row is locked, so that two projects do not begin at one moment. Errors: SECOND_HOUSE."""
    Household.objects.select_for_update().get(pk=household_id)
    other = housed_by(household_id, project)
    if other is not None:
        raise Refused(
            "SECOND_HOUSE", f"ครัวเรือนนี้ได้บ้านจากโครงการ {other.name_th} แล้ว หนึ่งครัวเรือนหนึ่งหลัง ถ้าผิดคนให้แก้ที่แบบสำรวจ",
            "The household has its house from another project.",
        )  # fmt: skip


def _of_house(document: Document, project: Project, house: SurveyedHouse, day: date) -> Plain | None:
    longitude = house.longitude if house.longitude is not None else project.longitude
    latitude = house.latitude if house.latitude is not None else project.latitude
    place = (longitude, latitude) if longitude is not None and latitude is not None else None
    photo = Photo(document.taken_on, document.longitude, document.latitude)
    return check_photo(photo, place, project.started_on, day, documents.used_before(document))


@transaction.atomic
def accept(project: Project, actor: Actor, house_id: int, on: date, now: datetime, day: date) -> HouseBuild:
    """Another person looked at the finished house and accepts it: from now on it counts as done.

    Errors: NOT_ALLOWED, NOT_FOUND, NOT_FINISHED, SAME_PERSON, ENDED, FUTURE_DATE, BEFORE_START.
    """
    require(actor, "homes.vouch", project.organisation, day)
    row = locked(project)
    build = HouseBuild.objects.filter(project=row, house=house_id).first()
    if build is None:
        raise Refused("NOT_FOUND", "บ้านหลังนี้ยังไม่มีขั้นก่อสร้าง", "Nothing is said of this house.")
    raise_any(rules.check_acceptance(build.stage, build.said_by_id, actor.user_id))
    last = build.stages.last()
    raise_any(check_day(on, last.day if last else row.started_on, day))
    build.stage, build.accepted_on, build.accepted_year_be = "accepted", on, on.year + 543
    build.accepted_by_id = actor.user_id
    build.save()
    HouseStage.objects.create(build=build, stage="accepted", day=on, by_id=actor.user_id, at=now)
    record(actor.user_id, "house.accept", project.organisation, f"house:{house_id}", now)
    return build
