"""Another schedule for a loan: by a resolution of the group's meeting, or after an early repayment."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.dates import long_th
from chumchon.thai.errors import Refused

from ..models import Loan, LoanSchedule, Meeting, SavingsGroup
from ..rules import loan_payments as pay
from ..rules.loans import Terms, to_json
from .loan_limits import check_months
from .loans import locked_loan, open_loan, signs_for


def add_version(loan: Loan, terms: Terms, reason: str, actor: Actor, checker_id: int, now: datetime) -> LoanSchedule:
    """The next version of the schedule."""
    last = loan.schedules.aggregate(m=Max("version"))["m"]
    return LoanSchedule.objects.create(
        loan=loan,
        version=last + 1,
        terms=to_json(terms),
        reason=reason[:300],
        by_id=actor.user_id,
        checker_id=checker_id,
        at=now,
    )


@transaction.atomic
def reschedule(
    group: SavingsGroup, loan_id: int, actor: Actor, second: Actor, months: int, grace_months: int, meeting_id: int,
    now: datetime, day: date,
) -> LoanSchedule:  # fmt: skip
    """New terms by a resolution of a meeting that carried it since the loan was lent, by two: of a house's loan both are the
    group's; of the group's own the second is an officer of the institute, for nobody gives terms to their own debt.

    Errors: NOT_ALLOWED, SAME_PERSON, NOT_LENT, NOT_CARRIED, PAID_AHEAD, MONTHS, GRACE.
    """
    require(actor, "homes.write", group.organisation, day)
    loan = locked_loan(group, loan_id)
    require(second, signs_for(group, loan, second, day), group.organisation, day)
    if second.user_id == actor.user_id:
        raise Refused("SAME_PERSON", "ผู้เสนอกับผู้ลงชื่อต้องเป็นคนละคน", "Two people must sign.")
    check_months(group, months)
    found = open_loan(loan, day, day)
    meeting = Meeting.objects.filter(project=group.project_id, pk=meeting_id).first()
    if meeting is None or not meeting.carried or (loan.lent_on is not None and meeting.day < loan.lent_on):
        raise Refused(
            "NOT_CARRIED",
            "เลือกการประชุมหลังวันให้กู้ ที่ครบองค์และเห็นชอบเกินครึ่ง",
            "Choose a meeting since the loan that carried it.",
        )
    terms = pay.reschedule(found.terms, found.rows, found.paid, day, months, grace_months=grace_months)
    made = add_version(
        loan, terms, f"ปรับโครงสร้างตามมติ {long_th(meeting.day)}: {meeting.topic}", actor, second.user_id, now
    )
    detail = {"number": loan.number, "rows": months}
    record(actor.user_id, "loan.reschedule", group.organisation, f"loan:{loan.pk}", now, detail)
    return made
