"""The nation's page of housing: completed units from records, beside what was reported; cost, days and repayment by programme."""

import re
import uuid
from datetime import date

import pytest

from chumchon.homes.actions import building, figures, houses, loans, repayments
from chumchon.homes.models import Loan, LoanSchedule, Project, ProjectFigure
from chumchon.homes.queries import loans as loan_queries
from chumchon.homes.queries.national import national
from tests.factories import NOW, TODAY
from tests.homes import world

pytestmark = pytest.mark.django_db


def _complete(project, count, on=date(2026, 3, 1)):
    Project.objects.filter(pk=project.pk).update(step_number=10)
    project.refresh_from_db()
    for i, house in enumerate(world.survey(project, count)):
        raw = world.photo(i, (house.longitude, house.latitude), "2026:01:10 09:00:00")
        houses.set_stage(project, world.actor(project, "secretary"), house.pk, "finished", "", on, raw, NOW, TODAY)
        houses.accept(project, world.actor(project, "chair"), house.pk, on, NOW, TODAY)


@pytest.fixture
def place():
    """Two houses of two are done for 400 baht of works; one loan with five instalments due of which three are paid."""
    project = world.make_project(units=2)
    _complete(project, 2)
    group = world.make_group(project)
    saver = world.make_savers(group, 1)[0]
    world.save(group, [(saver, "saving", 6_000_000)], day=date(2025, 5, 1), box="1020")
    loans.bring_capital(world.officer(), 1_000_000_000, "ทุน", date(2025, 1, 5), uuid.uuid4(), NOW)
    secretary, lent = world.actor(project, "secretary"), date(2026, 6, 1)
    own = loans.ask_loan(group, secretary, loans.Asked(None, 60_000_000, 180, "สร้างบ้าน"), uuid.uuid4(), NOW, lent)
    loans.lend(group, own.pk, world.officer(), "1020", date(2026, 7, 5), NOW, lent)
    loan = loans.ask_loan(group, secretary, loans.Asked(saver.pk, 30_000_000, 180, "บ้าน", 200), uuid.uuid4(), NOW, lent)
    loans.lend(group, loan.pk, world.actor(project, "chair"), loans.INTO_PROJECT, date(2026, 7, 5), NOW, lent)
    for row in loan_queries.current(loan).rows[:3]:
        money = repayments.Repayment(row.total, "1020", row.due, uuid.uuid4())
        repayments.repay(
            group, loan.pk, world.actor(project, "treasurer"), world.actor(project, "chair"), money, NOW, TODAY
        )
    bought = building.ask_purchase(
        project, secretary, "ปูน", "houses", "ร้าน", 40_000, [], TODAY, uuid.uuid4(), NOW, TODAY
    )
    building.pay_purchase(project, world.actor(project, "chair"), bought.pk, "1020", NOW, TODAY)
    return project


def test_cost_days_and_repayment_come_from_books_and_rows(place):
    assert figures.refresh(TODAY) == 1 and figures.refresh(TODAY) == 1
    row = ProjectFigure.objects.get()
    loan = Loan.objects.exclude(saver=None).get()
    standing = loan_queries.current(loan).standing(TODAY)
    rows = loan_queries.current(loan).rows
    assert (row.loans, row.late_loans, row.left_satang) == (1, 1, standing.principal_left)
    assert row.due_satang == sum(r.total for r in rows[:5]) and row.paid_satang == sum(r.total for r in rows[:3])
    assert row.due_satang - row.paid_satang == standing.arrears
    found = national().by_programme["mankong-urban"]
    assert (found.units, found.places, found.cost) == (2, 1, 20_000)
    assert found.repaid == pytest.approx(60) and found.months == pytest.approx(393 / 30.4375)


def test_what_is_half_done_has_no_cost_by_unit_yet(place):
    Project.objects.update(units_planned=5)
    figures.refresh(TODAY)
    assert national().total.cost is None and national().total.units == 2


def test_a_paid_off_loan_counts_as_paid_also_on_another_schedule(place):
    loan = Loan.objects.exclude(saver=None).get()
    version = LoanSchedule.objects.filter(loan=loan).latest("version")
    LoanSchedule.objects.create(
        loan=loan, version=2, terms={**version.terms, "lent_on": "2026-11-20", "first_due": "2026-12-05"}, reason="ทดสอบ",
        by_id=version.by_id, at=NOW,
    )  # fmt: skip
    found = figures.standings(TODAY)[place.pk]
    assert found.due == found.paid == sum(r.total for r in loan_queries.current(loan).rows[:3]) and found.late == 0


def test_the_page_shows_records_beside_the_report_for_the_nation_a_region_and_a_province(client, place):
    figures.refresh(TODAY)
    for area in ("", "R1", "50"):
        page = client.get(f"/nation/housing?area={area}").content.decode()
        assert "บ้านมั่นคงเมือง" in page and ">2</span>" in page
    assert ">0</span>" in client.get("/nation/housing?area=90").content.decode()
    rows = client.get("/nation/housing?format=csv").content.decode()
    assert "mankong" not in rows and "บ้านมั่นคงเมือง,50,เชียงใหม่,2569,1,2" in rows
    for table in ("programmes", "places", "years"):
        assert client.get(f"/nation/housing?format=csv&table={table}").status_code == 200
    assert client.get("/nation/housing?format=csv&table=other").status_code in (400, 422)
    assert client.get("/nation/housing?area=5001").status_code == 200


def test_the_page_speaks_english_to_those_who_ask_and_every_table_folds_on_a_phone(client, place):
    figures.refresh(TODAY)
    thai = client.get("/nation/housing").content.decode()
    assert thai.count("<table") == thai.count('<table class="stack-phone">') >= 4
    client.cookies["language"] = "en"
    page = client.get("/nation/housing?area=50").content.decode()
    assert "Results of housing" in page and "Beside what was reported" in page and "Baht a unit" in page
    body = re.sub(r"<title>.*?</title>|<svg.*?</svg>", "", page[page.index("<h1>") : page.index("</main>")], flags=re.S)
    assert re.findall(r"[ก-ฮ]+", body) == []
