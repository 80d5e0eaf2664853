"""One of everything of the sibling programmes on a fund's organisation, for the walk over every address."""

from chumchon.homes.models import (
    Lease,
    Move,
    PathPerson,
    Project,
    RepairHouse,
    SurveyedHouse,
    TemporaryStay,
    UrgentEvent,
    UrgentHouse,
    Wave,
)
from tests.factories import NOW, TODAY

START = TODAY.replace(year=TODAY.year - 1)


def fill(project: Project, by_id: int) -> None:
    """Rows alone: the project wears another programme's coat, so that the actions would rightly refuse."""
    house = SurveyedHouse.objects.filter(project=project).first()
    by = {"by_id": by_id, "at": NOW}
    RepairHouse.objects.create(
        project=project,
        house=house,
        household=house.household,
        needs=["roof"],
        why="หลังคารั่ว",
        asked_satang=1_500_000,
        **by,
    )
    wave = Wave.objects.create(project=project, number=1, words="ริมน้ำ", planned_on=TODAY)
    Move.objects.create(wave=wave, project=project, house=house, from_place="ริมน้ำ", to_place="แปลง 1", **by)
    Lease.objects.create(
        project=project, lessor="lease_treasury", lessor_name="กรมธนารักษ์", contract_no="1/2569", from_day=START,
        until_day=START.replace(year=START.year + 30), years=30, rent_satang=100_000, months_between=12, **by,
    )  # fmt: skip
    TemporaryStay.objects.create(
        project=project, house=house, kind="rented", place_th="ห้องเช่า", from_day=START, day_satang=10_000, **by
    )
    step = project.programme.steps.first()
    PathPerson.objects.create(project=project, alias="ลุงดำ", step=step, met_on=START, **by)
    UrgentEvent.objects.create(project=project, kind="fire", happened_on=START, place_th="ตลาด", **by)
    UrgentHouse.objects.create(project=project, house=house, damage="whole", listed_on=START, **by)


def _one(model):
    return lambda fund: model.objects.filter(project__organisation=fund.organisation).first().pk


OBJECTS = {
    "repair_id": _one(RepairHouse), "move_id": _one(Move), "stay_id": _one(TemporaryStay), "path_id": _one(PathPerson),
    "urgent_id": _one(UrgentHouse),
}  # fmt: skip
