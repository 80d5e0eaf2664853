"""A project's plan in tests: its lines, sent up, passed at every level, its instalments; a bill of quantities as a file."""

import io
import uuid
from datetime import date

from openpyxl import Workbook

from chumchon.homes.actions import building, loans, plans, projects
from chumchon.homes.models import Project
from chumchon.homes.rules.plans import Line
from tests.factories import NOW, TODAY
from tests.homes import world

HERE = (98.98, 18.79)


def make() -> Project:
    """A project with its place."""
    found = world.make_project()
    projects.set_point(found, world.actor(found, "chair"), *HERE, NOW, TODAY)
    found.refresh_from_db()
    return found


def passed(project: Project) -> Project:
    """A plan that passed at every level, and 10 million baht at the institute."""
    money(project)
    send(project)
    Project.objects.filter(pk=project.pk).update(step_number=9)
    project.refresh_from_db()
    loans.bring_capital(world.officer(), 1_000_000_000, "งบอุดหนุน", date(2025, 1, 5), uuid.uuid4(), NOW)
    return project


def line(project, side, kind, satang, words="x"):
    return plans.add_line(project, world.actor(project, "secretary"), Line(side, kind, words, satang), NOW, TODAY)


def send(project):
    return plans.send_up(project, world.actor(project, "secretary"), NOW, TODAY)


def money(project, infrastructure=50_000_000, houses=30_000_000, loan=100_000_000):
    line(project, "source", "subsidy_infrastructure", infrastructure)
    line(project, "source", "subsidy_house", houses)
    line(project, "source", "loan", loan)
    line(project, "use", "infrastructure", infrastructure)
    line(project, "use", "houses", houses + loan)


def sheet(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def instalment(project, satang=25_000_000, proof=True):
    return building.plan_instalment(
        project, world.officer("officer_region", "50"), "subsidy_infrastructure", "เทถนน", satang, proof, NOW, TODAY
    )
