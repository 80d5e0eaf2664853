"""A community on its way in the demo: opened, surveyed, its steps passed with papers, meetings and plans."""

from datetime import date, timedelta

from chumchon.access.story import at
from chumchon.areas.actions import make_villages
from chumchon.areas.models import Subdistrict

from ..actions import documents, plans, projects, survey
from ..models import Project
from ..queries import projects as queries
from ..rules.plans import Line
from ..rules.survey import HouseEntry
from .cast import AREA, CENTRE, ROLES, Stage

FIRST = ("สมพร", "บุญมี", "คำปัน", "จันทรา", "สุดใจ", "มานะ", "ทองดี", "อินทร์", "เรือนแก้ว", "พรสวรรค์", "ศรีนวล", "ดวงใจ")
LAST = ("ใจดี", "คำมา", "แก้วใส", "ปัญญา", "วงศ์งาม", "ศรีสุข")


def open_one(
    stage: Stage, code: str, name: str, programme: str, area: str, settlement: str, units: int, days: int
) -> Project:  # fmt: skip
    make_villages(Subdistrict.objects.get(code=area), 3)
    start = stage.ago(days)
    facts = projects.ProjectFacts(
        code, name, programme, area, settlement, "encroaching", "lease_treasury", units, start,
        story="ชุมชนรวมตัวกันแก้ปัญหาที่อยู่อาศัยของตนเอง", people=[(role, username, "") for role, username in ROLES.items()],
    )  # fmt: skip
    made = projects.open_project(facts, stage.actor("homes_hq"), at(start), start).project
    if area == AREA:
        shift = stage.rng.uniform(-0.01, 0.01)
        projects.set_point(made, stage.actor("chair"), CENTRE[0] + shift, CENTRE[1] + shift, at(start), start)
        made.refresh_from_db()
    return made


def survey_houses(stage: Stage, project: Project, houses: int, day: date) -> None:
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
        survey.survey_house(project, stage.actor("secretary"), entry, at(day), day)


def pass_steps(stage: Stage, project: Project, until: int) -> None:
    """Every step before `until` passes with its papers, its meeting and the word of each level."""
    day = project.started_on + timedelta(days=20)
    while project.step_number < until and project.state == "running":
        step = project.programme.steps.get(number=project.step_number)
        for label in queries.missing_papers(project, step):
            documents.attach(project, stage.actor("secretary"), label, stage.picture(), at(day), day)
        facts = projects.MeetingFacts(
            "community", day, "ศาลาชุมชน", step.name_th[:200], 40, 32, 30, 1, "เห็นชอบให้ดำเนินการ"
        )
        meeting = projects.add_meeting(project, stage.actor("secretary"), facts, stage.key(), at(day), day)
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
                at(day, 14),
                day,
            )
            if level == step.decides:
                break
        project.refresh_from_db()
        day = min(day + timedelta(days=25), stage.today)


def _plan(stage: Stage, project: Project, day: date) -> None:
    kinds = {c.kind: c.satang for c in project.programme.ceilings.all()}
    uses = {"subsidy_infrastructure": "infrastructure", "aid": "relief", "temporary_home": "houses"}
    for kind, satang in kinds.items():
        whole = satang * project.units_planned // 2
        for line in (
            Line("source", kind, "ตามแผนที่ชุมชนเห็นชอบ", whole),
            Line("use", uses.get(kind, "houses"), "ตามประมาณราคา", whole),
        ):
            plans.add_line(project, stage.actor("secretary"), line, at(day), day)
    plans.send_up(project, stage.actor("secretary"), at(day), day)


def on_the_way(stage: Stage, project: Project, number: int) -> None:
    if project.programme.way != "path":
        survey_houses(stage, project, 4, project.started_on + timedelta(days=10))
    pass_steps(stage, project, number)
