"""What a saver sees of their own: house, loan, savings, and what comes next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from chumchon.access.models import User

from ..models import HouseBuild, Loan, ProgrammeStep, Project, SavedRow, Saver, SurveyedHouse
from ..rules.building import NEXT
from ..rules.loan_payments import Standing
from ..rules.my_home import Facts, next_steps
from . import loans as loan_queries
from .savings import PassbookRow, passbook, sums_of


@dataclass(frozen=True)
class MyLoan:
    """A loan with how it stands today (None: it waits or ended), satang repaid of the principal, and its receipts."""

    loan: Loan
    standing: Standing | None
    repaid: int
    receipts: list[tuple[date, str, str, int]]


@dataclass(frozen=True)
class MyHome:
    """Everything on the page. house and build: None where nobody surveyed it, where nothing is built yet."""

    saver: Saver
    shares: int
    saved: int
    house: SurveyedHouse | None
    build: HouseBuild | None
    project: Project | None
    step: ProgrammeStep | None
    loans: list[MyLoan]
    passbook: list[PassbookRow]
    next: list[str]


def own_savers(user: User) -> list[Saver]:
    """The groups in which this sign-in is a member."""
    rows = Saver.objects.filter(user=user, left_on=None).select_related("person", "group__organisation")
    return list(rows.order_by("group__organisation__name_th", "number"))


def my_home(saver: Saver, today: date) -> MyHome:
    """A fixed number of queries but for the loans, of which a member has one or two."""
    group, project = saver.group, saver.group.project
    sums = sums_of(saver)
    house = _house(saver)
    build = getattr(house, "build", None) if house else None
    step = project.programme.steps.filter(number=project.step_number).first() if project else None
    loans = [_loan(loan, today) for loan in saver.loans.exclude(state="refused").order_by("-pk")]
    month = SavedRow.objects.filter(
        saver=saver, kind="saving", satang__gt=0, entry__day__year=today.year, entry__day__month=today.month
    ).aggregate(total=Sum("satang"))["total"] or 0  # fmt: skip
    running = next((x.standing for x in loans if x.standing is not None), None)
    facts = Facts(
        today=today, arrears=running.arrears if running else 0, late_rows=running.late_rows if running else 0,
        due_on=running.next_row.due if running and running.next_row else None, due=running.next_left if running else 0,
        save_more=max(group.monthly_satang - month, 0), house_next=NEXT[build.stage] if build else "",
        step=step.name_th if step and project and project.state == "running" else "",
        asked=any(x.loan.state == "waiting" for x in loans),
    )  # fmt: skip
    return MyHome(
        saver,
        sums.get("share", 0),
        sums.get("saving", 0),
        house,
        build,
        project,
        step,
        loans,
        passbook(saver),
        next_steps(facts),
    )


def _house(saver: Saver) -> SurveyedHouse | None:
    whose = Q(head=saver.person)
    if saver.person.household_id is not None:
        whose |= Q(household=saver.person.household_id)
    rows = SurveyedHouse.objects.filter(whose, project=saver.group.project_id)
    return rows.select_related("household__village", "build").first()


def _loan(loan: Loan, today: date) -> MyLoan:
    paid = [
        (p.day, p.receipt.label, p.receipt.public_code, p.satang)
        for p in loan_queries.payments_of(loan)
        if p.receipt is not None and not hasattr(p, "reversed_by")
    ]
    if loan.state != "lent":
        return MyLoan(loan, None, loan.satang if loan.state == "ended" else 0, paid[::-1])
    standing = loan_queries.current(loan).standing(today)
    return MyLoan(loan, standing, loan.satang - standing.principal_left, paid[::-1])
