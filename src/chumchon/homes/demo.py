"""Housing in the demo: one community in every stage of its way, and one of each sibling programme on its own way."""

import io
import json
import random
import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from PIL import Image, ImageDraw

from chumchon.access.actions import create_user, grant
from chumchon.access.models import Organisation, User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.areas.actions import make_villages
from chumchon.areas.models import Subdistrict
from chumchon.people.actions import PersonFacts

from .actions import building, documents, loans, plans, projects, repayments, savings, survey
from .models import Project, SavingsGroup
from .queries import loans as loan_queries
from .queries import projects as queries
from .rules.loans import add_months
from .rules.plans import Line, Quote
from .rules.survey import HouseEntry

TITLE = "ที่อยู่อาศัยของชุมชน"
SIGN_INS = (
    ("homes_chair", "ประธานชุมชนบ้านมั่นคง"), ("homes_treasurer", "เหรัญญิกชุมชนบ้านมั่นคง"), ("homes_secretary", "เลขานุการชุมชนบ้านมั่นคง"),
    ("homes_architect", "สถาปนิกชุมชน"),
)  # fmt: skip
FUND, MAIN = "mae-raem", "nam-ping"
ROLES = {"chair": "homes_chair", "treasurer": "homes_treasurer", "secretary": "homes_secretary", "committee": "homes_committee", "architect": "homes_architect"}  # fmt: skip
NAMES = {"chair": "นางบัวคำ รักถิ่น", "treasurer": "นายสมาน มั่นใจ", "secretary": "นางสาวแก้วตา ศรีเมือง", "committee": "นายอินสม ปันใจ", "architect": "นางสาวพิมพ์ใจ แบบดี"}  # fmt: skip
AREA, CENTRE = "500108", (98.997, 18.789)
OFFICERS = {"homes_city": "กรรมการเมืองเชียงใหม่", "homes_region": "เจ้าหน้าที่ภาคเหนือ", "homes_hq": "เจ้าหน้าที่ส่วนกลาง"}
STAGES = (
    ("ban-survey", "ชุมชนหน้าวัด", 1), ("ban-committee", "ชุมชนท่าน้ำ", 2), ("ban-savings", "ชุมชนร่วมใจ", 3), ("ban-land", "ชุมชนสันกลาง", 4),
    ("ban-design", "ชุมชนหลังตลาด", 5), ("ban-plan", "ชุมชนกำแพงงาม", 6), ("ban-legal", "ชุมชนประตูดิน", 7), ("ban-contract", "ชุมชนห้าธันวา", 8),
    ("ban-build", "ชุมชนริมเหมือง", 9), ("ban-move", "ชุมชนใหม่สามัคคี", 10), ("ban-quality", "ชุมชนสันติสุข", 12),
)  # fmt: skip
SIBLINGS = (
    ("por-piang-doi", "บ้านพอเพียงตำบลดอยหล่อ", "por-piang", 4, "scattered"), ("khlong-bang-sai", "ชุมชนริมคลองบางทราย", "canal", 7, "canal"),
    ("sun-khon-rai-ban", "ศูนย์ฟื้นฟูคนไร้บ้านเชียงใหม่", "homeless", 4, "other"), ("fire-talat", "ชุมชนตลาดเก่า (ไฟไหม้)", "urgent", 4, "fire"),
    ("mae-kha-4", "ชุมชนริมคลองแม่ข่า 4", "mae-kha", 3, "canal"), ("rural-ban-suan", "บ้านสวนดอก", "mankong-rural", 5, "village"),
    ("andaman-sai", "ชุมชนหาดทราย", "andaman", 1, "coast"), ("railway-4", "ชุมชนทางรถไฟสาย 4", "railway", 1, "railway"),
    ("samrong-2", "ชุมชนคลองสำโรง 2", "samrong", 1, "canal"),
)  # fmt: skip
OTHER_AREAS = {"andaman": "830101", "samrong": "900101"}
FIRST = ("สมพร", "บุญมี", "คำปัน", "จันทรา", "สุดใจ", "มานะ", "ทองดี", "อินทร์", "เรือนแก้ว", "พรสวรรค์", "ศรีนวล", "ดวงใจ")
LAST = ("ใจดี", "คำมา", "แก้วใส", "ปัญญา", "วงศ์งาม", "ศรีสุข")


@dataclass
class _Stage:
    """Who acts, from when, and one source of chance, so that each telling is the same."""

    today: date
    rng: random.Random = field(default_factory=lambda: random.Random(2546))  # noqa: S311 - names of a story
    pictures: int = 0

    def key(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def actor(self, role: str) -> Actor:
        return actor_of_user(User.objects.get(username=ROLES.get(role, role)))

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def picture(self, place: tuple[float, float] | None = None, taken: date | None = None) -> bytes:
        """A drawn house, another in every picture, with its day and place."""
        self.pictures += 1
        return _picture(random.Random(self.pictures), place, taken)  # noqa: S311 - a drawing


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), UTC) - timedelta(hours=7)


def _picture(rng: random.Random, place: tuple[float, float] | None, taken: date | None) -> bytes:
    drawn = Image.new("RGB", (320, 240), (rng.randrange(150, 255), rng.randrange(180, 255), 255))
    pen = ImageDraw.Draw(drawn)
    for _ in range(9):
        x, y = rng.randrange(0, 280), rng.randrange(0, 200)
        pen.rectangle(
            (x, y, x + rng.randrange(20, 120), y + rng.randrange(20, 90)),
            fill=tuple(rng.randrange(256) for _ in range(3)),
        )
    marks = Image.Exif()
    if taken is not None:
        marks[0x0132] = f"{taken:%Y:%m:%d} 09:00:00"
    if place is not None:
        gps = marks.get_ifd(0x8825)
        gps[1], gps[2], gps[3], gps[4] = "N", (place[1], 0.0, 0.0), "E", (place[0], 0.0, 0.0)
    out = io.BytesIO()
    drawn.save(out, "JPEG", exif=marks)
    return out.getvalue()


def told() -> bool:
    """Is the first community there?"""
    return Organisation.objects.filter(code=MAIN).exists()


def tell(today: date) -> None:
    """The community that repays, one in every stage before and after it, one of each sibling programme."""
    stage = _Stage(today)
    _people(today)
    main = _open(stage, MAIN, "ชุมชนสายน้ำปิง", "mankong-urban", AREA, "canal", 12, 900)
    _main(stage, main)
    for code, name, number in STAGES:
        _on_the_way(stage, _open(stage, code, name, "mankong-urban", AREA, "slum", 10, 700), number)
    for code, name, programme, number, settlement in SIBLINGS:
        area = OTHER_AREAS.get(programme, AREA)
        _on_the_way(stage, _open(stage, code, name, programme, area, settlement, 10, 500), number)


def _people(today: date) -> None:
    """All share the demo's password and PIN: those of the fund's chair."""
    shown = User.objects.filter(username="chair").first()
    for role, username in ROLES.items():
        user = create_user(username, NAMES[role], uuid.uuid4().hex)
        if shown is not None:
            user.password, user.pin_hash = shown.password, shown.pin_hash
            user.must_choose_password = False
            user.save(update_fields=["password", "pin_hash", "must_choose_password"])
    for username, role, prefix in (
        ("homes_city", "officer_province", "50"),
        ("homes_region", "officer_region", ""),
        ("homes_hq", "officer_hq", ""),
    ):
        user = create_user(username, OFFICERS[username], uuid.uuid4().hex)
        user.is_active = False  # acts in the story, signs in to nothing
        user.save(update_fields=["is_active"])
        grant(user, role, today - timedelta(days=2000), area_prefix=prefix)


def _open(
    stage: _Stage, code: str, name: str, programme: str, area: str, settlement: str, units: int, days: int
) -> Project:  # fmt: skip
    make_villages(Subdistrict.objects.get(code=area), 3)
    start = stage.ago(days)
    facts = projects.ProjectFacts(
        code, name, programme, area, settlement, "encroaching", "lease_treasury", units, start,
        story="ชุมชนรวมตัวกันแก้ปัญหาที่อยู่อาศัยของตนเอง", people=[(role, username, "") for role, username in ROLES.items()],
    )  # fmt: skip
    made = projects.open_project(facts, stage.actor("homes_hq"), _at(start), start).project
    if area == AREA:
        shift = stage.rng.uniform(-0.01, 0.01)
        projects.set_point(made, stage.actor("chair"), CENTRE[0] + shift, CENTRE[1] + shift, _at(start), start)
        made.refresh_from_db()
    return made


def _survey(stage: _Stage, project: Project, houses: int, day: date) -> None:
    for i in range(1, houses + 1):
        near = project.longitude is not None and project.latitude is not None
        entry = HouseEntry(
            stage.key(), 1 + i % 3, f"{100 + i}/{project.pk}", "นาง", stage.rng.choice(FIRST), stage.rng.choice(LAST), stage.rng.randrange(2, 7),
            "encroaching", stage.rng.choice(("poor", "poor", "fair", "none")), day, elderly=stage.rng.randrange(2),
            income_satang=stage.rng.randrange(6, 20) * 100_000, saving_satang=stage.rng.randrange(2, 12) * 10_000,
            needs=("rebuild", "land", "register")[: stage.rng.randrange(1, 4)],
            longitude=project.longitude + (i % 4) * 0.0004 if near and project.longitude else None,
            latitude=project.latitude + (i // 4) * 0.0004 if near and project.latitude else None,
        )  # fmt: skip
        survey.survey_house(project, stage.actor("secretary"), entry, _at(day), day)


def _pass(stage: _Stage, project: Project, until: int) -> None:
    """Every step before `until` passes with its papers, its meeting and the word of each level."""
    day = project.started_on + timedelta(days=20)
    while project.step_number < until and project.state == "running":
        step = project.programme.steps.get(number=project.step_number)
        for label in queries.missing_papers(project, step):
            documents.attach(project, stage.actor("secretary"), label, stage.picture(), _at(day), day)
        facts = projects.MeetingFacts(
            "community", day, "ศาลาชุมชน", step.name_th[:200], 40, 32, 30, 1, "เห็นชอบให้ดำเนินการ"
        )
        meeting = projects.add_meeting(project, stage.actor("secretary"), facts, stage.key(), _at(day), day)
        if step.code == "plan" and project.programme.way != "path":
            _plan(stage, project, day)
        for level, who in (
            ("community", "chair"),
            ("city", "homes_city"),
            ("region", "homes_region"),
            ("hq", "homes_hq"),
        ):
            projects.say_word(
                project,
                stage.actor(who),
                "pass",
                "",
                day,
                meeting.pk if level == "community" else None,
                _at(day, 14),
                day,
            )
            if level == step.decides:
                break
        project.refresh_from_db()
        day = min(day + timedelta(days=25), stage.today)


def _plan(stage: _Stage, project: Project, day: date) -> None:
    kinds = {c.kind: c.satang for c in project.programme.ceilings.all()}
    uses = {"subsidy_infrastructure": "infrastructure", "aid": "relief", "temporary_home": "houses"}
    for kind, satang in kinds.items():
        whole = satang * project.units_planned // 2
        for line in (
            Line("source", kind, "ตามแผนที่ชุมชนเห็นชอบ", whole),
            Line("use", uses.get(kind, "houses"), "ตามประมาณราคา", whole),
        ):
            plans.add_line(project, stage.actor("secretary"), line, _at(day), day)
    plans.send_up(project, stage.actor("secretary"), _at(day), day)


def _on_the_way(stage: _Stage, project: Project, number: int) -> None:
    if project.programme.way != "path":
        _survey(stage, project, 4, project.started_on + timedelta(days=10))
    _pass(stage, project, number)


def _main(stage: _Stage, project: Project) -> None:
    """The community of the guide: surveyed, saved, approved, built against proof, now in its tenth repayment."""
    secretary, chair, treasurer = (stage.actor(r) for r in ("secretary", "chair", "treasurer"))
    start = project.started_on
    x, y = project.longitude or CENTRE[0], project.latitude or CENTRE[1]
    ring = [
        [x - 0.001, y - 0.001],
        [x + 0.0024, y - 0.0008],
        [x + 0.0022, y + 0.002],
        [x - 0.0008, y + 0.0021],
        [x - 0.001, y - 0.001],
    ]
    projects.set_outline(
        project, chair, json.dumps({"type": "Polygon", "coordinates": [ring]}).encode(), _at(start), start
    )
    _survey(stage, project, 12, start + timedelta(days=10))
    projects.add_partner(
        project, chair, "local", "เทศบาลนครเชียงใหม่", "ถนนและท่อระบายน้ำ", 60_000_000, start, _at(start), start
    )
    projects.add_partner(
        project, chair, "university", "คณะสถาปัตยกรรมศาสตร์", "นักศึกษาช่วยเขียนแบบ", 0, start, _at(start), start
    )
    day = start + timedelta(days=60)
    for kind, name, satang in (
        ("layout", "ผังสองแถวหันหน้าเข้าทางน้ำ", 54_000_000),
        ("layout", "ผังล้อมลานกลาง", 58_000_000),
        ("house", "บ้านแถวสองชั้น", 32_000_000),
        ("house", "บ้านแฝดชั้นเดียว", 28_000_000),
    ):
        plans.add_option(project, secretary, kind, name, satang, _at(day), day)
    facts = projects.MeetingFacts(
        "community", day, "ศาลาชุมชน", "เลือกผังและแบบบ้าน", 40, 34, 34, 0, "เลือกผังและแบบบ้านตามคะแนน"
    )
    meeting = projects.add_meeting(project, secretary, facts, stage.key(), _at(day), day)
    votes = {o.pk: 20 if i % 2 == 0 else 14 for i, o in enumerate(project.options.all())}
    plans.count_votes(project, secretary, meeting.pk, votes, _at(day), day)
    group = savings.open_group(
        project,
        chair,
        "กลุ่มออมทรัพย์สายน้ำปิง",
        10_000,
        50_000,
        "ออมทุกวันที่ 5 ของเดือน ถอนไม่ได้จนกว่าจะผ่อนบ้านครบ",
        day,
        _at(day),
        day,
    )
    secretary, chair, treasurer = (
        stage.actor(r) for r in ("secretary", "chair", "treasurer")
    )  # with their roles in the group
    heads = [h.head_id for h in project.houses.order_by("id")]
    members = [savings.join(group, secretary, PersonFacts(""), pk, None, day, _at(day), day) for pk in heads]
    for month in range(1, 9):
        on = add_months(day, month)
        paid = [savings.Paid(s.pk, "saving", 400_000) for s in members]
        savings.collect(group, treasurer, chair, paid, 400_000 * len(paid), "1020", "", on, stage.key(), _at(on), on)
    _pass(stage, project, 9)
    _money(stage, project, group, add_months(day, 9))
    _build(stage, project, add_months(day, 10))
    _pass(stage, project, 11)


def _money(stage: _Stage, project: Project, group: SavingsGroup, day: date) -> None:
    """Capital comes to the institute, the group borrows and lends; the first house is in its tenth month, the last is late."""
    secretary, chair, treasurer = (stage.actor(r) for r in ("secretary", "chair", "treasurer"))
    loans.bring_capital(
        stage.actor("homes_hq"), 5_000_000_000, "ทุนหมุนเวียนสินเชื่อที่อยู่อาศัยและงบอุดหนุน", day, stage.key(), _at(day)
    )
    asked = loans.Asked(None, 150_000_000, 180, "สร้างบ้าน 12 หลัง")
    own = loans.ask_loan(group, secretary, asked, stage.key(), _at(day), day)
    loans.lend(group, own.pk, stage.actor("homes_region"), "1020", add_months(day, 1), _at(day), day)
    for i, saver in enumerate(group.savers.all()[:5]):
        asked = loans.Asked(saver.pk, (26 + i) * 1_000_000, 180, "สร้างบ้านแถวสองชั้น", 200)
        loan = loans.ask_loan(group, secretary, asked, stage.key(), _at(day), day)
        loans.lend(group, loan.pk, chair, "1020", add_months(day, 1), _at(day, 14), day)
        rows = loan_queries.current(loan).rows
        for row in [r for r in rows if r.due <= stage.today][: 10 if i < 4 else 3]:
            money = repayments.Repayment(row.total, "1020", row.due, stage.key())
            repayments.repay(group, loan.pk, treasurer, chair, money, _at(row.due), row.due)
    for row in [r for r in loan_queries.current(own).rows if r.due <= stage.today][:10]:
        money = repayments.Repayment(row.total, "1020", row.due, stage.key())
        repayments.repay(group, own.pk, treasurer, chair, money, _at(row.due), row.due)


def _build(stage: _Stage, project: Project, day: date) -> None:
    """Three instalments: on the contract, against proof, and one that still waits; purchases of which one waits."""
    hq, region = stage.actor("homes_hq"), stage.actor("homes_region")
    place = (project.longitude or CENTRE[0], project.latitude or CENTRE[1])
    made = [
        building.plan_instalment(project, region, "subsidy_infrastructure", words, 9_000_000, proof, _at(day), day)
        for words, proof in (("ทำสัญญา", False), ("วางท่อและถมดินเสร็จ", True), ("เทถนนเสร็จ", True))
    ]
    building.release(project, hq, made[0].pk, _at(day), day)
    later = day + timedelta(days=40)
    building.add_photo(project, stage.actor("secretary"), made[1].pk, stage.picture(place, later), _at(later), later)
    for role in ("committee", "treasurer", "architect"):
        building.vouch(project, stage.actor(role), made[1].pk, _at(later), later)
    building.release(project, hq, made[1].pk, _at(later), later)
    building.add_photo(
        project, stage.actor("secretary"), made[2].pk, stage.picture(place, stage.today), _at(stage.today), stage.today
    )
    three = [Quote("ร้านวัสดุเชียงใหม่", 7_850_000), Quote("ร้านก่อสร้างสันทราย", 8_100_000), Quote("ร้านหิรัญ", 8_300_000)]
    bought = building.ask_purchase(
        project,
        stage.actor("secretary"),
        "ท่อระบายน้ำคอนกรีต 120 ท่อน",
        "infrastructure",
        "ร้านวัสดุเชียงใหม่",
        7_850_000,
        three,
        day,
        stage.key(),
        _at(day),
        day,
    )
    building.pay_purchase(project, stage.actor("chair"), bought.pk, "1020", _at(day, 15), day)
    building.ask_purchase(
        project,
        stage.actor("secretary"),
        "หินคลุก 6 คัน",
        "infrastructure",
        "ท่าทรายแม่ริม",
        2_400_000,
        [],
        later,
        stage.key(),
        _at(later),
        later,
    )
