"""The lease of the land: written down, its rent paid in its order, ended with a reason. Households' money comes in by actions.incomes."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Lease, LeasePayment, Project
from ..queries import leases as queries
from ..rules import leases as rules
from . import payouts
from .projects import locked


@dataclass(frozen=True)
class LeaseFacts:
    """What the contract says; rises are 0 where the rent stays."""

    lessor: str
    lessor_name: str
    contract_no: str
    from_day: date
    years: int
    rent_satang: int
    months_between: int
    rise_bp: int = 0
    rise_years: int = 0


@transaction.atomic
def make_lease(project: Project, actor: Actor, facts: LeaseFacts, now: datetime, day: date) -> Lease:
    """The project's lease. Errors: NOT_ALLOWED, LESSOR, NUMBER, rules.check_lease, LEASED (one is in force), ENDED."""
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    if facts.lessor not in rules.LESSORS or not facts.lessor_name.strip():
        raise BadInput("LESSOR", "เลือกและใส่ชื่อผู้ให้เช่า", "Choose and name the lessor.")
    if not facts.contract_no.strip():
        raise BadInput("NUMBER", "ใส่เลขที่สัญญา", "Give the contract's number.")
    terms = (facts.from_day, facts.years, facts.rent_satang, facts.months_between, facts.rise_bp, facts.rise_years)
    refused = rules.check_lease(*terms)
    if refused is not None:
        raise refused
    try:
        with transaction.atomic():
            made = Lease.objects.create(
                project=row, until_day=rules.last_day(facts.from_day, facts.years), by_id=actor.user_id, at=now,
                **{**facts.__dict__, "lessor_name": facts.lessor_name.strip()[:160], "contract_no": facts.contract_no.strip()[:60]},
            )  # fmt: skip
    except IntegrityError:
        raise Clash("LEASED", "โครงการนี้มีสัญญาเช่าที่ใช้อยู่แล้ว จบสัญญาเดิมก่อน", "A lease is in force already.") from None
    record(actor.user_id, "lease.make", project.organisation, f"lease:{made.pk}", now, {"satang": made.rent_satang})
    return made


@transaction.atomic
def end_lease(project: Project, actor: Actor, ended_on: date, why: str, now: datetime, day: date) -> Lease:
    """The lease in force ends before its day, with a reason. Errors: NOT_ALLOWED, NO_LEASE, NO_REASON, FUTURE_DATE, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    found = _in_force(locked(project))
    if not why.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่จบสัญญา", "Give the reason.")
    if not found.from_day <= ended_on <= day:
        raise BadInput("FUTURE_DATE", "วันจบสัญญาต้องอยู่ระหว่างวันเริ่มกับวันนี้", "The day lies outside of the lease.")
    found.ended_on, found.ended_why = ended_on, why.strip()[:300]
    found.save(update_fields=["ended_on", "ended_why"])
    record(actor.user_id, "lease.end", project.organisation, f"lease:{found.pk}", now, {"reason": why.strip()[:200]})
    return found


def pay_rent(project: Project, two: payouts.Two, number: int, now: datetime, today: date) -> LeasePayment:
    """One instalment of the rent, whole and in its order, once. Errors: payouts, NO_LEASE, NOT_FOUND, ALREADY, BEFORE, NO_CASH."""
    with payouts.two_at_the_book(project, two, now, today, payouts.RENT) as (session, row):
        lease = _in_force(row)
        rent = next((r for r in queries.rents_of(lease) if r.number == number), None)
        if rent is None:
            raise Refused("NOT_FOUND", "ไม่มีงวดค่าเช่านี้ในสัญญา", "No such rent.")
        last = queries.last_paid(lease)
        if number <= last:
            raise Clash("ALREADY", f"ค่าเช่างวดที่ {number} จ่ายแล้ว", "Paid already.")
        if number > last + 1:
            raise Refused("BEFORE", f"ค่าเช่างวดที่ {last + 1} ยังไม่ได้จ่าย จ่ายตามลำดับ", "An earlier one is not paid.")
        memo = f"ค่าเช่าที่ดินงวดที่ {number} สัญญา {lease.contract_no}"
        entry = payouts.pay(session, two, payouts.RENT, rent.satang, memo, uuid.uuid5(lease.uid, f"rent {number}"))
        made = LeasePayment.objects.create(
            lease=lease, number=number, due=rent.due, day=two.day, satang=rent.satang, entry=entry,
            by_id=two.actor.user_id, at=now,
        )  # fmt: skip
        detail = {"satang": rent.satang, "number": number}
        record(two.actor.user_id, "lease.pay", project.organisation, f"lease:{lease.pk}", now, detail)
        return made


def _in_force(project: Project) -> Lease:
    found = Lease.objects.select_for_update().filter(project=project, ended_on=None).first()
    if found is None:
        raise Refused("NO_LEASE", "โครงการนี้ยังไม่มีสัญญาเช่าที่ใช้อยู่ บันทึกสัญญาก่อน", "There is no lease in force.")
    return found
