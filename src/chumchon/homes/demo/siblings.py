"""The sibling programmes on their own ways: a tambon's repairs, a canal in waves, a centre's persons, two fires."""

from datetime import date, timedelta

from chumchon.access.story import at
from chumchon.ledger.rules import year_be

from ..actions import building, incomes, leases, moves, paths, projects, repairs, stays, urgent
from ..actions.payouts import Two
from ..models import Project
from .cast import AREA, CENTRE, Stage
from .way import open_one, survey_houses

ALIASES = (
    "ลุงดำ", "ป้าแดง", "น้าชัย", "พี่หนุ่ม", "ลุงเชียง", "ยายจัน", "พี่โอ๋", "น้องเมย์", "ลุงสิงห์", "ป้าศรี", "น้าเอก", "พี่ต้น", "ลุงพร", "ป้าน้อย", "พี่แมน",
)  # fmt: skip
HOMES = 11  # of them reached a home: enough to be told outside the centre


def tell_siblings(stage: Stage) -> None:
    """After every project was opened and stands on its step."""
    of = {p.code: p for p in Project.objects.select_related("programme", "organisation__subdistrict")}
    _repairs(stage, of["por-piang-doi"])
    _canal(stage, of["khlong-bang-sai"])
    _centre(stage, of["sun-khon-rai-ban"])
    _fire(stage, of["fire-talat"])
    _handed_over(stage, of["rural-ban-suan"])


def _money(stage: Stage, project: Project, kind: str, satang: int, day: date) -> None:
    """The institute pays on the contract."""
    made = building.plan_instalment(project, stage.actor("homes_region"), kind, "ทำสัญญา", satang, False, at(day), day)
    building.release(project, stage.actor("homes_hq"), made.pk, at(day), day)


def _two(stage: Stage, day: date) -> Two:
    return Two(stage.actor("treasurer"), stage.actor("chair"), "1020", day)


def _repairs(stage: Stage, project: Project) -> None:
    """Four proposed, three chosen, one finished, one paid."""
    secretary, committee = stage.actor("secretary"), stage.actor("committee")
    day = stage.ago(50)
    year, area = year_be(day, repairs.FISCAL_END), project.organisation.subdistrict
    repairs.set_quota(project.programme, area, year, 3, "หนังสือสถาบัน (ตัวอย่าง)", stage.actor("homes_hq"), at(day), day)
    asked = ((1_850_000, "roof"), (2_400_000, "whole"), (1_200_050, "toilet"), (900_000, "ramp"))
    rows = [
        repairs.propose(project, secretary, h.pk, [need], "หลังคารั่วทุกฤดูฝน มีผู้สูงอายุอยู่ลำพัง", satang, at(day), day)
        for h, (satang, need) in zip(project.houses.order_by("id"), asked, strict=True)
    ]
    facts = projects.MeetingFacts("city", day, "ศาลากลางบ้าน", "ประชาคมจัดลำดับบ้านที่จะซ่อม", 60, 52, 50, 0, "เห็นชอบตามลำดับ")
    meeting = projects.add_meeting(project, secretary, facts, stage.key(), at(day), day)
    ranks = {rows[1].pk: 1, rows[0].pk: 2, rows[2].pk: 3}
    first, second, _ = repairs.choose(project, secretary, meeting.pk, ranks, at(day), day)
    _money(stage, project, "subsidy_house", 6_000_000, stage.ago(40))
    for row, satang in ((first, 2_000_000), (second, 1_849_975)):
        house, on = row.house, stage.ago(38)
        place = (house.longitude or CENTRE[0], house.latitude or CENTRE[1])
        repairs.set_amount(project, secretary, row.pk, satang, at(on), on)
        repairs.add_picture(project, committee, row.pk, "before", stage.picture(place, on), at(on), on)
        repairs.pay(project, _two(stage, stage.ago(36)), row.pk, at(stage.ago(36)), stage.ago(36))
        if row is first:
            on = stage.ago(20)
            repairs.add_picture(project, committee, row.pk, "after", stage.picture(place, on), at(on), on)
            repairs.finish(project, committee, row.pk, stage.ago(18), 24, at(stage.ago(18)), stage.ago(18))


def _canal(stage: Stage, project: Project) -> None:
    """A lease with its first rent paid, two waves: one house home, one in a temporary home, one waits."""
    chair, committee, day = stage.actor("chair"), stage.actor("committee"), stage.ago(200)
    facts = leases.LeaseFacts(
        "lease_treasury", "กรมธนารักษ์", "12/2569 (ตัวอย่าง)", stage.ago(190), 30, 1_200_000, 12, 1500, 5
    )
    leases.make_lease(project, chair, facts, at(day), day)
    on = stage.ago(185)
    incomes.receive(project, _two(stage, on), "savings", 1_200_000, "ทุกครัวเรือนรวมค่าเช่า", stage.key(), at(on), on)
    leases.pay_rent(project, _two(stage, on), 1, at(on), on)
    first = moves.plan_wave(project, chair, "ริมน้ำฝั่งตะวันตก", stage.ago(150), at(day), day)
    second = moves.plan_wave(project, chair, "ริมน้ำฝั่งตะวันออก", stage.today + timedelta(days=40), at(day), day)
    houses = list(project.houses.order_by("id"))
    made = [
        moves.join_wave(project, chair, wave.pk, house.pk, "ริมน้ำ ช่วงสะพาน 2", f"แปลง A{i}", at(day), day)
        for i, (wave, house) in enumerate(zip((first, first, second), houses, strict=False), 1)
    ]
    _money(stage, project, "temporary_home", 3_000_000, stage.ago(160))
    left, home = stage.ago(150), stage.ago(12)
    for i, move in enumerate(made[:2]):
        moves.tell_day(project, committee, move.pk, "left", left, at(left), left)
        where = stays.StayFacts(
            move.house_id, "rented" if i == 0 else "built", "ห้องเช่าท้ายตลาด" if i == 0 else "ลานวัด", left, 10_000
        )
        stay = stays.begin_stay(project, committee, where, at(left), left)
        if i == 0:
            stays.end_stay(project, committee, stay.pk, home, at(home), home)
            stays.pay(project, _two(stage, home), stay.pk, at(home), home)
            moves.tell_day(project, committee, move.pk, "home", home, at(home), home)


def _centre(stage: Stage, project: Project) -> None:
    """Persons on every step, eleven in a home; one gave the real name, one was erased."""
    chair, day = stage.actor("chair"), stage.ago(400)
    for i, alias in enumerate(ALIASES):
        name = "นายสมมติ ให้ชื่อไว้" if i == 0 else ""
        person = paths.meet(project, chair, alias, name, day, at(day), day)
        way = ("centre", "home") if i < HOMES else (("shelter",), ("centre",), ("work",), ("left",))[i - HOMES]
        for number, to in enumerate(way, 1):
            on = day + timedelta(days=90 * number)
            person = paths.take_step(project, chair, person.pk, to, on, at(on), on)
        if i == HOMES - 1:
            paths.erase(project, chair, person.pk, at(stage.ago(3)), stage.ago(3))


def _fire(stage: Stage, project: Project) -> None:
    """The list in time, aid to three of four, two in a temporary home."""
    chair, committee = stage.actor("chair"), stage.actor("committee")
    happened = project.started_on
    urgent.tell_event(
        project, chair, "fire", happened, "ตลาดเก่า แถวไม้ริมน้ำ", "ต้นเพลิงจากสายไฟ ไม่มีผู้เสียชีวิต", at(happened), happened
    )
    houses, on = list(project.houses.order_by("id")), happened + timedelta(days=11)
    ids = [h.pk for h in houses]
    rows = urgent.list_houses(project, committee, ids[:3], "whole", happened + timedelta(days=5), "", at(on), on)
    rows += urgent.list_houses(project, committee, ids[3:], "part", on, "เจ้าบ้านนอนโรงพยาบาล", at(on), on)
    paid = happened + timedelta(days=90)
    _money(stage, project, "aid", 1_500_000, paid)
    for row in rows[:3]:
        urgent.pay_aid(project, _two(stage, paid), row.pk, 500_000, at(paid), paid)
    for house in houses[:2]:
        facts = stays.StayFacts(house.pk, "shelter", "ศูนย์พักพิงวัดกลาง", happened + timedelta(days=6), 0)
        stays.begin_stay(project, committee, facts, at(on), on)


def _handed_over(stage: Stage, lasting: Project) -> None:
    """An eviction that went on as a lasting project."""
    project = open_one(stage, "evict-bueng", "ชุมชนริมบึง (ถูกไล่รื้อ)", "urgent", AREA, "slum", 2, 300)
    chair, committee, day = stage.actor("chair"), stage.actor("committee"), stage.ago(298)
    survey_houses(stage, project, 2, day)
    urgent.tell_event(project, chair, "eviction", stage.ago(300), "ริมบึงน้ำ", "", at(day), day)
    ids = list(project.houses.values_list("pk", flat=True))
    urgent.list_houses(project, committee, ids, "evicted", day, "", at(day), day)
    for pk in ids:
        stays.begin_stay(project, committee, stays.StayFacts(pk, "relatives", "บ้านญาติในตำบล", day, 0), at(day), day)
    on = stage.ago(200)
    urgent.hand_over(project, stage.actor("homes_hq"), lasting, ids, "กรรมการเมืองให้เข้าโครงการบ้านมั่นคงชนบท", at(on), on)
