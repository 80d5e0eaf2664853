"""One of everything of the homes room on a fund's organisation, for the walk over every address (tests/access/addresses.py)."""

import uuid
from datetime import date

from chumchon.funds.models import Fund
from chumchon.homes.actions import building, documents, loans, partners, plans, projects, repayments
from chumchon.homes.actions.savings import Paid, collect, join
from chumchon.homes.actions.survey import survey_house
from chumchon.homes.models import (
    AmendmentVersion,
    AmendmentWord,
    Document,
    Instalment,
    Loan,
    LoanPayment,
    Partner,
    PlanAmendment,
    PlanLine,
    PlanVersion,
    Programme,
    Project,
    Purchase,
    SavedRow,
    Saver,
    SavingsGroup,
    SurveyedHouse,
)
from chumchon.homes.rules.plans import Line
from chumchon.homes.rules.savings import GROUP_CHART
from chumchon.ledger.models import Account, Book, Receipt
from chumchon.people.actions import PersonFacts
from tests.factories import NOW, TODAY, actor
from tests.homes import walk_siblings, world

START = date(2025, 1, 10)


def fill(fund: Fund) -> None:
    """The fund's organisation wears the coats of a project and of a savings group as well: who holds a role there may enter."""
    treasurer, chair, secretary = (actor(fund, role) for role in ("treasurer", "chair", "secretary"))
    project = Project.objects.create(
        organisation=fund.organisation, programme=Programme.objects.get(code="mankong-urban"), settlement="canal",
        tenure_now="encroaching", tenure_wanted="lease_treasury", units_planned=20, started_on=START,
    )  # fmt: skip
    place = (98.98, 18.79) if fund.organisation.subdistrict_id.startswith("50") else (100.52, 13.75)
    partners.add_partner(project, chair, "local", "เทศบาล", "ถนน", 100, START, NOW, TODAY)
    projects.add_meeting(project, secretary, world.meeting(), uuid.uuid4(), NOW, TODAY)
    documents.attach(project, secretary, "แบบสำรวจครัวเรือน", world.photo(), NOW, TODAY)
    house = world.entry(longitude=place[0], latitude=place[1])
    survey_house(project, secretary, house, NOW, TODAY)
    group = SavingsGroup.objects.create(organisation=fund.organisation, project=project)
    book = Book.objects.get(organisation=fund.organisation)
    have = set(book.accounts.values_list("code", flat=True))
    Account.objects.bulk_create(Account(book=book, **r._asdict()) for r in GROUP_CHART if r.code not in have)
    saver = join(group, secretary, PersonFacts("มานะ", "ใจเย็น", "นาย"), None, None, START, NOW, TODAY)
    paid = [Paid(saver.pk, "saving", 200_000)]
    collect(group, treasurer, chair, paid, 200_000, "1010", "", TODAY, uuid.uuid4(), NOW, TODAY)
    asked = loans.Asked(saver.pk, 100_000, 12, "ซ่อมบ้าน", 100)
    loan = loans.ask_loan(group, secretary, asked, uuid.uuid4(), NOW, TODAY)
    loans.lend(group, loan.pk, chair, "1010", date(2027, 1, 5), NOW, TODAY)
    money = repayments.Repayment(5_000, "1010", TODAY, uuid.uuid4())
    repayments.repay(group, loan.pk, treasurer, chair, money, NOW, TODAY)
    line = plans.add_line(project, secretary, Line("source", "loan", "สินเชื่อ", 100), NOW, TODAY)
    assert line.pk
    plans.add_option(project, secretary, "house", "บ้านแถว", 30_000_000, NOW, TODAY)
    Instalment.objects.create(
        project=project, number=1, kind="subsidy_house", stage_th="เสาและหลังคา", satang=100, maker_id=chair.user_id
    )
    building.ask_purchase(project, secretary, "ปูน", "houses", "ร้านก", 100, [], TODAY, uuid.uuid4(), NOW, TODAY)
    _amend(project, chair.user_id)
    walk_siblings.fill(project, secretary.user_id)


def _amend(project: Project, user_id: int) -> None:
    """A plan that was sent up, and an amendment that came back once."""
    rows = [["source", "loan", "สินเชื่อ", 100], ["use", "houses", "บ้าน", 100]]
    common = {"by_id": user_id, "at": NOW}
    base = PlanVersion.objects.create(project=project, number=1, units=20, satang=100, lines=rows, **common)
    draft = {"reason": "ราคาขึ้น", "units": 20, "lines": [[*row, i] for i, row in enumerate(rows)]}
    part = project.instalments.get()
    draft["instalments"] = [[part.pk, part.number, part.kind, part.stage_th, part.satang, 90]]
    amendment = PlanAmendment.objects.create(project=project, number=1, base=base, **draft, **common)
    sent = AmendmentVersion.objects.create(amendment=amendment, number=1, **draft, **common)
    AmendmentWord.objects.create(
        version=sent, level="community", verdict="return", decided_on=TODAY, note="แก้ราคา", **common
    )


OBJECTS = {
    "partner_id": lambda fund: Partner.objects.get(project__organisation=fund.organisation).pk,
    "document_id": lambda fund: Document.objects.filter(project__organisation=fund.organisation).first().pk,
    "house_id": lambda fund: SurveyedHouse.objects.get(project__organisation=fund.organisation).pk,
    "saver_id": lambda fund: Saver.objects.get(group__organisation=fund.organisation).pk,
    "slip_id": lambda fund: SavedRow.objects.filter(saver__group__organisation=fund.organisation).first().receipt_id,
    "project_slip_id": lambda fund: Receipt.objects.filter(book__organisation=fund.organisation).first().pk,
    "loan_id": lambda fund: Loan.objects.get(group__organisation=fund.organisation).pk,
    "repayment_id": lambda fund: LoanPayment.objects.get(loan__group__organisation=fund.organisation).pk,
}
OBJECTS |= {
    "line_id": lambda fund: PlanLine.objects.get(project__organisation=fund.organisation).pk,
    "instalment_id": lambda fund: Instalment.objects.get(project__organisation=fund.organisation).pk,
    "purchase_id": lambda fund: Purchase.objects.get(project__organisation=fund.organisation).pk,
}
OBJECTS |= walk_siblings.OBJECTS
PLAIN = {
    "programme": lambda fund: "canal",
    "amend_number": lambda fund: 1,
    "plan_number": lambda fund: 1,
    "board": lambda fund: fund.code,
    "home": lambda fund: Saver.objects.get(group__organisation=fund.organisation).uid,
}
