"""Writes of a fund's agreement: a draft by the committee, put in force by the members' meeting, withdrawn while unused."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require, require_another, second_signature
from chumchon.access.rules import Actor
from chumchon.agreements.load import decode, parse, parse_new
from chumchon.agreements.model import Agreement
from chumchon.agreements.write import to_toml
from chumchon.ledger.models import Account
from chumchon.thai.dates import long_th
from chumchon.thai.errors import Clash, NotAllowed, Plain, Refused

from ..models import AgreementVersion, Fund
from ..queries.agreement_use import is_used, standing
from ..queries.agreements import parsed, version_on
from ..queries.approvers import lacks
from ..rules.agreement_kinds import OTHER, account_for, example
from ..rules.agreements import Resolution, check_day, check_resolution
from ..rules.approvals import check_lack

DRAFT, DECIDE, SIGN = "agreement.draft", "agreement.decide", "agreement.sign"
MOST_DRAFTS = 5


def draft_from_force(fund: Fund, actor: Actor, now: datetime, day: date) -> AgreementVersion:
    """A draft that says what the version in force says, from tomorrow's month on. Errors: NOT_ALLOWED, NO_AGREEMENT, MANY_DRAFTS."""
    row = version_on(fund, day)
    if row is None:
        require(actor, DRAFT, fund.organisation, day)
        raise Refused(
            "NO_AGREEMENT", "ยังไม่มีฉบับที่ประกาศใช้ เริ่มจากตัวอย่าง", "No version is in force; begin with the example."
        )
    said = replace(parsed(row), effective_from=_next_month(day), resolution_th="")
    return new_draft(fund, actor, said, row.accounts, now, day)


def draft_from_example(fund: Fund, actor: Actor, now: datetime, day: date) -> AgreementVersion:
    """A draft with what most funds write, to be changed. Errors: NOT_ALLOWED, MANY_DRAFTS."""
    said = example(fund.code, fund.name_th, _next_month(day), fund.day_satang)
    return new_draft(fund, actor, said, {}, now, day)


def draft_from_file(fund: Fund, actor: Actor, content: bytes, now: datetime, day: date) -> AgreementVersion:
    """A draft out of an uploaded TOML file; it becomes this fund's. Errors: NOT_ALLOWED, MANY_DRAFTS, Faulty with every fault."""
    require(actor, DRAFT, fund.organisation, day)
    row = version_on(fund, day)
    return new_draft(fund, actor, parse_new(decode(content)), row.accounts if row else {}, now, day)


@transaction.atomic
def new_draft(
    fund: Fund, actor: Actor, said: Agreement, accounts: Mapping[str, str], now: datetime, day: date
) -> AgreementVersion:
    """Write a draft. accounts: benefit key to the ledger's account of its kind, the usual one where it says nothing.

    Errors: NOT_ALLOWED, MANY_DRAFTS, NO_ACCOUNT, Faulty.
    """
    require(actor, DRAFT, fund.organisation, day)
    Fund.objects.select_for_update().get(pk=fund.pk)
    if AgreementVersion.objects.filter(fund=fund, state="draft").count() >= MOST_DRAFTS:
        raise Refused("MANY_DRAFTS", f"มีร่างค้างอยู่ {MOST_DRAFTS} ฉบับแล้ว ลบร่างที่ไม่ใช้ก่อน", "Delete a draft first.")
    number = next_number(fund)
    row = AgreementVersion(fund=fund, number=number, made_by_id=actor.user_id, made_at=now)
    _write(row, said, accounts, now)
    row.save()
    record(actor.user_id, "agreement.draft", fund.organisation, f"agreement:{row.pk}", now, {"number": number})
    return row


@transaction.atomic
def save_draft(
    fund: Fund, row_id: int, actor: Actor, said: Agreement, accounts: Mapping[str, str], revision: int, now: datetime,
    day: date,
) -> AgreementVersion:  # fmt: skip
    """Keep what the form says. Errors: NOT_ALLOWED, NO_DRAFT, NOT_DRAFT, CHANGED_MEANWHILE, NO_ACCOUNT, Faulty."""
    require(actor, DRAFT, fund.organisation, day)
    row = _locked(fund, row_id)
    _must_be_draft(row)
    if row.revision != revision:
        raise Clash(
            "CHANGED_MEANWHILE", "มีคนอื่นบันทึกร่างนี้หลังคุณเปิดหน้า เปิดหน้าใหม่แล้วแก้อีกครั้ง", "Somebody saved this draft; reload."
        )
    row.revision += 1
    _write(row, said, accounts, now, parse_new)
    row.save()
    record(actor.user_id, "agreement.save", fund.organisation, f"agreement:{row.pk}", now, {"number": row.number})
    return row


@transaction.atomic
def delete_draft(fund: Fund, row_id: int, actor: Actor, now: datetime, day: date) -> None:
    """Throw a draft away. Errors: NOT_ALLOWED, NO_DRAFT, NOT_DRAFT."""
    require(actor, DRAFT, fund.organisation, day)
    row = _locked(fund, row_id)
    _must_be_draft(row)
    record(actor.user_id, "agreement.discard", fund.organisation, f"agreement:{row.pk}", now, {"number": row.number})
    row.delete()


def put_in_force(
    fund: Fund, row_id: int, actor: Actor, said: Resolution, witness: str, secret: str, now: datetime, day: date
) -> AgreementVersion:
    """The meeting resolved it and a second person signs with their own PIN.

    Errors: NOT_ALLOWED, NO_DRAFT, NOT_DRAFT, Faulty, what rules.agreements refuses, and those of second_signature.
    """
    require(actor, DECIDE, fund.organisation, day)
    _refuse_early(fund, _found(fund, row_id), said, day)
    second = second_signature(actor, witness, secret, SIGN, fund.organisation, now, day)
    return put_in_force_with(fund, row_id, actor, second, said, now, day)


@transaction.atomic
def put_in_force_with(
    fund: Fund, row_id: int, actor: Actor, second: Actor, said: Resolution, now: datetime, day: date
) -> AgreementVersion:
    """The same, where the second person has signed in their own right. From here on its text never changes."""
    require(actor, DECIDE, fund.organisation, day)
    require(second, SIGN, fund.organisation, day)
    require_another(actor, second.user_id, NotAllowed)
    Fund.objects.select_for_update().get(pk=fund.pk)  # two that are put in force at once wait for each other
    row = _locked(fund, row_id)
    _refuse_early(fund, row, said, day)
    agreement = replace(parse_new(row.text), resolution_th=said.words, version=next_number(fund))
    row.number, row.text, row.state = agreement.version, to_toml(agreement), "in_force"
    row.meeting_th, row.resolution_day, row.resolution_th = said.meeting_th.strip()[:120], said.day, said.resolution_th
    row.entitled, row.present, row.votes_for, row.votes_against = (
        said.entitled,
        said.present,
        said.votes_for,
        said.votes_against,
    )
    row.decided_by_id, row.checker_id, row.decided_at = actor.user_id, second.user_id, now
    row.save()
    detail = {"number": row.number, "from": row.effective_from.isoformat(), "second": second.user_id}
    record(actor.user_id, "agreement.force", fund.organisation, f"agreement:{row.pk}", now, detail)
    return row


def withdraw(
    fund: Fund, row_id: int, actor: Actor, reason: str, witness: str, secret: str, now: datetime, day: date
) -> AgreementVersion:
    """Take a version back that nothing was decided by yet; a second person signs.

    Errors: NOT_ALLOWED, NO_DRAFT, NOT_IN_FORCE, NO_REASON, USED, and those of second_signature.
    """
    require(actor, DECIDE, fund.organisation, day)
    _refuse_withdrawal(_found(fund, row_id), reason)
    second = second_signature(actor, witness, secret, SIGN, fund.organisation, now, day)
    with transaction.atomic():
        Fund.objects.select_for_update().get(pk=fund.pk)
        row = _locked(fund, row_id)
        _refuse_withdrawal(row, reason)
        row.state, row.withdrawn_by_id, row.withdrawn_at = "withdrawn", actor.user_id, now
        row.withdrawn_reason = reason.strip()[:300]
        row.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_reason"])
        detail = {"number": row.number, "reason": row.withdrawn_reason, "second": second.user_id}
        record(actor.user_id, "agreement.withdraw", fund.organisation, f"agreement:{row.pk}", now, detail)
    return row


def next_number(fund: Fund) -> int:
    """The number of the next version: above all that were ever in force."""
    last = AgreementVersion.objects.filter(fund=fund).exclude(state="draft").order_by("-number").first()
    return last.number + 1 if last else 1


def _write(
    row: AgreementVersion, said: Agreement, accounts: Mapping[str, str], now: datetime,
    read: Callable[[str], Agreement] = parse,
) -> None:  # fmt: skip
    """Put an agreement into a draft as this fund's, read back before it is kept. Errors: Faulty, NO_ACCOUNT.

    A draft may begin with what the version in force says, even where a new one may not say it; the form then tells.
    """
    fund = row.fund
    mine = replace(said, fund=fund.code, name_th=fund.name_th, version=row.number)
    row.text, row.effective_from, row.changed_at = to_toml(mine), mine.effective_from, now
    read(row.text)
    row.accounts = {b.key: accounts.get(b.key) or account_for(b.key) for b in mine.benefits}
    known = set(
        Account.objects.filter(book__organisation=fund.organisation_id, code__in=row.accounts.values()).values_list(
            "code", flat=True
        )
    )
    if not set(row.accounts.values()) <= known | {OTHER}:
        raise Refused("NO_ACCOUNT", "เลือกหมวดบัญชีของสวัสดิการใหม่", "A benefit's account does not exist.")


def _found(fund: Fund, row_id: int) -> AgreementVersion:
    row = AgreementVersion.objects.filter(fund=fund, pk=row_id).first()
    if row is None:
        raise Refused("NO_DRAFT", "ไม่พบร่างนี้ อาจมีคนลบไปแล้ว กลับไปหน้าข้อตกลง", "There is no such version.")
    row.fund = fund
    return row


def _locked(fund: Fund, row_id: int) -> AgreementVersion:
    AgreementVersion.objects.select_for_update().filter(fund=fund, pk=row_id).first()
    return _found(fund, row_id)


def _must_be_draft(row: AgreementVersion) -> None:
    if row.state != "draft":
        raise Clash(
            "NOT_DRAFT", "ฉบับนี้ประกาศใช้แล้ว แก้ไม่ได้ ให้ทำร่างฉบับใหม่", "This version left the state of draft; make a new one."
        )


def _refuse_early(fund: Fund, row: AgreementVersion, said: Resolution, day: date) -> None:
    _must_be_draft(row)
    starts = row.effective_from
    wrong: Plain | None = check_resolution(said, day) or check_day(starts, said, standing(fund, starts), day)
    wrong = wrong or check_lack(lacks(fund, parsed(row), day))
    if wrong is not None:
        raise wrong


def _refuse_withdrawal(row: AgreementVersion, reason: str) -> None:
    if row.state != "in_force":
        raise Clash("NOT_IN_FORCE", "ฉบับนี้ไม่ได้ประกาศใช้อยู่", "This version is not in force.")
    if not reason.strip():
        raise Refused("NO_REASON", "บอกเหตุผลที่ถอนก่อน", "Give the reason for the withdrawal.")
    if is_used(row):
        raise Refused(
            "USED",
            f"มีคำขอที่คิดตามฉบับนี้แล้ว ถอนไม่ได้ ให้ทำฉบับใหม่ที่เริ่มใช้หลัง {long_th(row.effective_from)}",
            "Claims were decided by this version; put a new one in force instead.",
        )


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
