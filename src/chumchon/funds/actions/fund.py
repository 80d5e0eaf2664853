"""A fund opens: organisation, book, villages, prices, committee, bank accounts and users, all together or not at all."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from chumchon.access.actions import record, require
from chumchon.access.models import Organisation
from chumchon.access.rules import ROLES, Actor
from chumchon.areas.actions import make_villages
from chumchon.areas.models import Subdistrict
from chumchon.ledger.actions import open_book
from chumchon.thai.errors import Clash, Refused

from ..models import CutOffSheet, Fund, PlanChange
from ..rules.fund import FundFacts, check_fund
from . import committee


@dataclass(frozen=True)
class SignIn:
    """Somebody who may sign in to the new fund: a new user with a one-time password, or "" for one with their own."""

    username: str
    name_th: str
    role: str
    password: str


@dataclass(frozen=True)
class OpenedFund:
    """The new fund and who signs in to it; the one-time passwords are shown once and kept nowhere in the clear."""

    fund: Fund
    people: tuple[SignIn, ...] = ()

    @property
    def passwords(self) -> dict[str, str]:
        """The one-time passwords by user name."""
        return {p.username: p.password for p in self.people if p.password}


def open_fund(facts: FundFacts, actor: Actor, now: datetime, day: date) -> Fund:
    """Open a fund; see open_with_users. Returns the fund."""
    return open_with_users(facts, actor, now, day).fund


@transaction.atomic
def open_with_users(facts: FundFacts, actor: Actor, now: datetime, day: date) -> OpenedFund:
    """Open a fund as of its founding day. The actor needs fund.open over the area.

    Errors: those of rules.fund.check_fund; NO_AREA; NOT_ALLOWED; CODE_TAKEN; BAD_PROMPTPAY; OWN_ROLE; BAD_USERNAME.
    """
    check_fund(facts, day)
    area = Subdistrict.objects.select_related("district__province").filter(code=facts.area).first()
    if area is None or area.valid_to is not None:
        raise Refused(
            "NO_AREA", f"ไม่มีตำบลรหัส {facts.area} ในทะเบียนของรัฐ ตรวจรหัส 6 หลักอีกครั้ง", f"There is no area {facts.area}."
        )
    organisation = Organisation(
        code=facts.code, kind="fund", name_th=facts.name_th.strip(), name_en=facts.name_en.strip(), subdistrict=area,
        opened_on=facts.founded,
    )  # fmt: skip
    require(actor, "fund.open", organisation, day)
    if Organisation.objects.filter(code__iexact=facts.code).exists():
        raise _taken(facts.code)
    promptpay = committee.plain_promptpay(facts.promptpay)
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError:  # somebody opened it between the look and the write
        raise _taken(facts.code) from None
    open_book(organisation.id, facts.year_end_month)
    make_villages(area, facts.villages, facts.village_names)
    plan = {
        "plan_kind": facts.plan.kind, "day_satang": facts.plan.day_satang, "month_satang": facts.plan.month_satang,
        "year_satang": facts.plan.year_satang, "entry_fee_satang": facts.entry_fee_satang,
    }  # fmt: skip
    fund = Fund.objects.create(
        organisation=organisation, kind=facts.kind, village_count=facts.villages,
        promptpay_id=promptpay, **plan,
    )  # fmt: skip
    PlanChange.objects.create(fund=fund, from_day=facts.founded, actor_id=actor.user_id, at=now, **plan)
    record(actor.user_id, "fund.open", organisation, f"fund:{fund.id}", now, {"code": facts.code, "area": facts.area})
    people = _people(fund, facts, actor, now)
    amounts = {}
    for bank in facts.bank_accounts:
        account = committee.make_bank_account(fund, bank, actor, now)
        amounts[account.account.code] = bank.opening_satang
    if facts.openings is not None:
        amounts |= {"1010": facts.openings.cash_satang, "2010": facts.openings.deferred_satang}
        CutOffSheet.objects.create(fund=fund, day=facts.openings.day, amounts=amounts)
    return OpenedFund(fund, people)


def _taken(code: str) -> Clash:
    return Clash(
        "CODE_TAKEN", f"มีกองทุนรหัส {code} อยู่แล้ว ไม่มีอะไรเปลี่ยน ถ้าเป็นกองทุนใหม่ให้ตั้งรหัสอื่น",
        f"The code {code} is taken; nothing was changed.",
    )  # fmt: skip


def _people(fund: Fund, facts: FundFacts, actor: Actor, now: datetime) -> tuple[SignIn, ...]:
    """Seats, and a user with the position's role for each seat that names one; a person with two seats stands twice."""
    people = []
    for seat in facts.committee:
        username, password = committee.make_seat(fund, seat, actor, now)
        if username:
            people.append(SignIn(username, seat.person_name.strip(), ROLES[seat.position], password))
    return tuple(people)
