"""Writes of a fund's settings: seats of the committee, bank accounts, prices from a day on, PromptPay."""

import re
from datetime import date, datetime

from django.db import transaction

from chumchon.access import users
from chumchon.access.actions import grant, record, require
from chumchon.access.models import User
from chumchon.access.queries import in_force
from chumchon.access.rules import Actor, roles_clash
from chumchon.ledger.models import Account, Book
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput, Clash, Refused
from chumchon.thai.promptpay import receiver

from ..models import BankAccount, CommitteeSeat, Fund, PlanChange
from ..rules.dues import Plan
from ..rules.fund import BankFacts, SeatFacts, check_bank, check_plan, check_seat

PERMISSION = "fund.settings"
FIRST_BANK, LAST_BANK = 1020, 1099


@transaction.atomic
def add_seat(fund: Fund, facts: SeatFacts, actor: Actor, now: datetime, day: date) -> tuple[str, str]:
    """A new seat; with a user name also the sign-in and the role. Returns user name and one-time password ("" where old).

    Errors: NOT_ALLOWED, those of rules.fund.check_seat, BAD_USERNAME, OWN_ROLE, ROLES_CLASH.
    """
    require(actor, PERMISSION, fund.organisation, day)
    return make_seat(fund, facts, actor, now)


def make_seat(fund: Fund, facts: SeatFacts, actor: Actor, now: datetime) -> tuple[str, str]:
    """The seat itself, for whoever has asked for permission already. Same returns and errors as add_seat."""
    check_seat(facts)
    user, password = _user(fund, facts, actor) if facts.username else (None, "")
    seat = CommitteeSeat.objects.create(
        fund=fund, person_name=facts.person_name.strip(), position=facts.position, is_expert=facts.is_expert,
        from_day=facts.from_day, until_day=facts.until_day, user=user,
    )  # fmt: skip
    detail = {"role": facts.position, "user": user.id if user else None}
    record(actor.user_id, "seat.add", fund.organisation, f"seat:{seat.id}", now, detail)
    return user.username if user else "", password


def _plain(name: str) -> str:
    """A name without its blanks: "นาง คำ  ใจดี" and "นางคำ ใจดี" are one person's."""
    return "".join(name.split())


def _user(fund: Fund, facts: SeatFacts, actor: Actor) -> tuple[User, str]:
    username, password = facts.username.strip().lower(), ""
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        if not users.plain_username(username):
            raise BadInput(
                "BAD_USERNAME", f"ชื่อผู้ใช้ “{facts.username}” ไม่ถูก ใช้ตัวอักษรและตัวเลข 3 ถึง 40 ตัว ไม่เว้นวรรค",
                "A user name has 3 to 40 letters or digits.",
            )  # fmt: skip
        user, password = users.new_user(username, facts.person_name.strip())
    if user.id == actor.user_id or not user.is_active:
        raise Refused("OWN_ROLE", "ให้บทบาทกับตัวเองไม่ได้ ให้ผู้มีสิทธิอีกคนทำ", "Nobody gives a role to themselves.")
    held = {g.role for g in in_force(facts.from_day).filter(user=user, organisation=fund.organisation)}
    if roles_clash(held, facts.position):
        raise Refused(
            "ROLES_CLASH", "ผู้ตรวจสอบต้องไม่เป็นคนถือเงินหรือสมุด เลือกคนอื่น", "An auditor does not keep the money or the book."
        )
    if _plain(user.name_th) != _plain(facts.person_name):
        raise Refused(
            "OTHER_PERSON", f"ชื่อผู้ใช้ “{user.username}” เป็นของคนอื่นอยู่แล้ว ตั้งชื่อผู้ใช้ใหม่ หรือพิมพ์ชื่อคนให้ตรงกับที่เขาใช้",
            "This user name is somebody else's; choose another, or type the person's name as they have it.",
        )  # fmt: skip
    if facts.position not in held:
        grant(user, facts.position, facts.from_day, fund.organisation, until_day=facts.until_day)
    return user, password


@transaction.atomic
def end_seat(fund: Fund, seat_id: int, last_day: date, actor: Actor, now: datetime, day: date) -> CommitteeSeat:
    """The term ends on last_day (not in the future); the role that came with it ends now.

    Errors: NOT_ALLOWED, NO_SEAT, BAD_TERM, FUTURE_DATE, LAST_KEEPER.
    """
    require(actor, PERMISSION, fund.organisation, day)
    seat = CommitteeSeat.objects.select_for_update(of=("self",)).filter(fund=fund, pk=seat_id).first()
    if seat is None or (seat.until_day is not None and seat.until_day < day):
        raise Refused("NO_SEAT", "ตำแหน่งนี้สิ้นสุดแล้ว เปิดหน้าใหม่", "This seat has ended already.")
    if last_day > day:
        raise BadInput("FUTURE_DATE", "วันสิ้นสุดยังมาไม่ถึง ใส่วันนี้หรือก่อนหน้า", "The last day lies in the future.")
    if last_day < seat.from_day:
        raise BadInput("BAD_TERM", "วันสิ้นสุดอยู่ก่อนวันเริ่มวาระ แก้วันให้ถูก", "The term would end before it began.")
    seat.until_day = last_day
    seat.save(update_fields=["until_day"])
    if seat.user_id is not None:
        still = fund.seats.filter(user=seat.user, position=seat.position).exclude(pk=seat.pk)
        if not any(s.until_day is None or s.until_day >= day for s in still):
            for given in in_force(day).filter(user=seat.user, organisation=fund.organisation, role=seat.position):
                users.end_grant(fund.organisation, actor, given.id, day, now)
    record(
        actor.user_id, "seat.end", fund.organisation, f"seat:{seat.id}", now,
        {"role": seat.position, "last_day": last_day.isoformat()},
    )  # fmt: skip
    return seat


@transaction.atomic
def add_bank_account(fund: Fund, facts: BankFacts, actor: Actor, now: datetime, day: date) -> BankAccount:
    """A bank account with its account in the ledger. Errors: NOT_ALLOWED, BAD_BANK, BANK_TAKEN, BANKS_FULL."""
    require(actor, PERMISSION, fund.organisation, day)
    return make_bank_account(fund, facts, actor, now)


def make_bank_account(fund: Fund, facts: BankFacts, actor: Actor, now: datetime) -> BankAccount:
    """The bank account, for whoever has asked for permission already: the next free code from 1020 on."""
    facts = BankFacts(facts.bank, arabic(facts.number.strip()), facts.name)
    check_bank(facts)
    book = Book.objects.select_for_update().get(organisation_id=fund.organisation_id)
    digits = re.sub(r"\D", "", facts.number)
    if any(re.sub(r"\D", "", b.number) == digits and b.bank == facts.bank for b in fund.bank_accounts.all()):
        raise Clash("BANK_TAKEN", "มีบัญชีธนาคารเลขที่นี้แล้ว", "This bank account is there already.")
    taken = set(Account.objects.filter(book=book).values_list("code", flat=True))
    code = next((str(n) for n in range(FIRST_BANK, LAST_BANK + 1) if str(n) not in taken), None)
    if code is None:
        raise Refused("BANKS_FULL", "มีบัญชีธนาคารครบจำนวนแล้ว", "No more bank accounts fit.")
    account = Account.objects.create(
        book=book, code=code, name_th=f"{facts.bank} {facts.number}"[:120], name_en=f"Bank {facts.number}",
        kind="asset", is_cash=True,
    )  # fmt: skip
    made = BankAccount.objects.create(
        fund=fund, bank=facts.bank.strip(), number=facts.number, name=facts.name.strip(), account=account
    )
    record(actor.user_id, "bank.add", fund.organisation, f"bank_account:{made.id}", now, {"account": code})
    return made


@transaction.atomic
def change_plan(
    fund: Fund, plan: Plan, entry_fee_satang: int, from_day: date, actor: Actor, now: datetime, day: date
) -> PlanChange:
    """New prices from a day on (today or later): receipts that were given stay as they are.

    Errors: NOT_ALLOWED, BAD_PLAN, BAD_AMOUNT, PAST_DATE.
    """
    require(actor, PERMISSION, fund.organisation, day)
    check_plan(plan, entry_fee_satang)
    if from_day < day:
        raise BadInput(
            "PAST_DATE", "อัตราใหม่เริ่มย้อนหลังไม่ได้ ใบเสร็จที่ออกแล้วไม่เปลี่ยน ใส่วันนี้หรือวันหลังจากนี้",
            "New prices start today or later.",
        )  # fmt: skip
    columns = {
        "plan_kind": plan.kind, "day_satang": plan.day_satang, "month_satang": plan.month_satang,
        "year_satang": plan.year_satang, "entry_fee_satang": entry_fee_satang,
    }  # fmt: skip
    locked = Fund.objects.select_for_update(of=("self",)).get(pk=fund.pk)
    if not locked.plan_changes.exists():
        before = {name: getattr(locked, name) for name in columns}
        PlanChange.objects.create(
            fund=locked, from_day=fund.organisation.opened_on, actor_id=actor.user_id, at=now, **before
        )
    made = PlanChange.objects.create(fund=locked, from_day=from_day, actor_id=actor.user_id, at=now, **columns)
    if from_day == day:
        for name, value in columns.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(columns))
    record(
        actor.user_id, "plan.change", fund.organisation, f"fund:{fund.id}", now,
        {**columns, "from_day": from_day.isoformat()},
    )  # fmt: skip
    return made


def plain_promptpay(text: str) -> str:
    """The digits of a PromptPay number, or nothing. Errors: BAD_PROMPTPAY."""
    digits = re.sub(r"[\s\-]", "", arabic(text))
    if digits:
        receiver(digits)
        if len(digits) > 13:
            raise BadInput(
                "BAD_PROMPTPAY", "หมายเลขพร้อมเพย์ของกองทุนเป็นเบอร์มือถือ 10 หลักหรือเลขประจำตัว 13 หลัก",
                "A fund's PromptPay number has ten or thirteen digits.",
            )  # fmt: skip
    return digits


@transaction.atomic
def set_promptpay(fund: Fund, text: str, actor: Actor, now: datetime, day: date) -> None:
    """The number that members' QR pays to; an empty text takes it away. Errors: NOT_ALLOWED, BAD_PROMPTPAY."""
    require(actor, PERMISSION, fund.organisation, day)
    fund.promptpay_id = plain_promptpay(text)
    fund.save(update_fields=["promptpay_id"])
    last = fund.promptpay_id[-4:]
    record(actor.user_id, "promptpay.set", fund.organisation, f"fund:{fund.id}", now, {"last_digits": last})
