"""Writes of the cut-off sheet: its draft, the members' paid-until in bulk, and the signing by two that posts it once."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require, second_signature
from chumchon.access.rules import Actor
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Book, Entry
from chumchon.ledger.rules import Draft
from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Clash, Refused

from ..models import Contribution, CutOffSheet, Fund, Member, MemberEvent
from ..queries.cutoff import opening_lines
from ..rules.cutoff import CASH, counted_satang, opening_postings, paid_until_or_before_joining
from ..rules.dues import as_written

PERMISSION = "book.post"
FURTHEST_YEARS = 10  # a paid-until further ahead is a typing error
_KEY = uuid.UUID("6ba7b812-9dad-11d1-80b4-00c04fd430c8")


@dataclass(frozen=True)
class Standing:
    """Until when a member has paid (inclusive, None: nothing yet) and what they paid in all before the cut-off, in satang."""

    paid_until: date | None
    legacy_satang: int = 0


@transaction.atomic
def save_draft(
    fund: Fund, on: date, counted: Mapping[str, int], amounts: Mapping[str, int], actor: Actor, now: datetime, day: date
) -> CutOffSheet:
    """Keep the sheet's day, notes and coins, and amounts by account code (1010 comes from the count where one is given).

    Errors: NOT_ALLOWED, SIGNED, FUTURE_DATE, BEFORE_FOUNDING, BAD_COUNT, NO_ACCOUNT, BELOW_ZERO.
    """
    require(actor, PERMISSION, fund.organisation, day)
    sheet = _draft(fund, on)
    if on > day:
        raise BadInput("FUTURE_DATE", "วันตัดยอดยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง", "The cut-off day lies in the future.")
    if on < fund.organisation.opened_on:
        raise BadInput("BEFORE_FOUNDING", "วันตัดยอดอยู่ก่อนวันก่อตั้งกองทุน แก้วันให้ถูก", "The day lies before the founding.")
    kept = {key: pieces for key, pieces in counted.items() if pieces}
    if any(satang < 0 for satang in amounts.values()):
        raise Refused("BELOW_ZERO", "ยอดยกมาต้องไม่ติดลบ ตรวจตัวเลขอีกครั้ง", "An opening balance is below zero.")
    said = (
        {} if kept or sheet.counted else {CASH: sheet.amounts.get(CASH, 0)}
    )  # what the fund's file said, not counted yet
    said |= {CASH: counted_satang(kept)} if kept else {}
    sheet.day, sheet.counted = on, kept
    sheet.amounts = {code: satang for code, satang in {**amounts, **said}.items() if satang}
    known = {line.code for line in opening_lines(fund, sheet)}
    if set(sheet.amounts) - known:
        raise Refused("NO_ACCOUNT", "มีบัญชีที่ไม่อยู่ในใบยอดยกมา เปิดหน้าใหม่", "An account does not belong to the sheet.")
    sheet.save()
    record(actor.user_id, "cut_off.save", fund.organisation, f"fund:{fund.id}", now, {"amounts": sheet.amounts})
    return sheet


@transaction.atomic
def set_standings(fund: Fund, standings: Mapping[int, Standing], actor: Actor, now: datetime, day: date) -> int:
    """Set paid-until and older payments of many members at once, before the sheet is signed; returns how many changed.

    Errors: NOT_ALLOWED, SIGNED, BAD_PAID_UNTIL, HAS_RECEIPTS, BELOW_ZERO. Members by their id.
    """
    require(actor, PERMISSION, fund.organisation, day)
    _draft(fund, day)
    members = (
        Member.objects.select_for_update(of=("self",)).filter(fund=fund, id__in=standings).select_related("person")
    )
    paying = set(Contribution.objects.filter(member__in=standings).values_list("member_id", flat=True))
    changed = []
    for member in members:
        said = standings[member.id]
        if said.paid_until is not None:
            said = replace(said, paid_until=as_written(fund.plan_kind, said.paid_until))
        if (member.paid_until, member.legacy_satang) == (said.paid_until, said.legacy_satang):
            continue
        _check_standing(member, said, member.id in paying, day)
        member.paid_until, member.legacy_satang = said.paid_until, said.legacy_satang
        changed.append(member)
    Member.objects.bulk_update(changed, ["paid_until", "legacy_satang"], batch_size=200)
    if changed:
        record(actor.user_id, "cut_off.members", fund.organisation, f"fund:{fund.id}", now, {"rows": len(changed)})
    return len(changed)


def _check_standing(member: Member, said: Standing, has_receipts: bool, day: date) -> None:
    name = member.person.name
    if has_receipts:
        raise Clash("HAS_RECEIPTS", f"{name} มีใบเสร็จแล้ว แก้วันส่งถึงไม่ได้", f"Member {member.number} has receipts already.")
    if said.legacy_satang < 0:
        raise BadInput(
            "BELOW_ZERO", f"ยอดเดิมของ{name}ติดลบ ตรวจตัวเลขอีกครั้ง", f"Older payments of {member.number} are below zero."
        )
    if said.paid_until is None:
        return
    before_joining = paid_until_or_before_joining(None, member.joined_on)
    if not before_joining <= said.paid_until <= day.replace(year=day.year + FURTHEST_YEARS, day=1):
        raise BadInput(
            "BAD_PAID_UNTIL", f"วันส่งถึงของ{name}ต้องไม่ก่อนวันสมัคร {long_th(member.joined_on)} และไม่ล่วงหน้าเกิน 10 ปี",
            f"Paid-until of {member.number} lies before joining or too far ahead.",
        )  # fmt: skip


def sign(fund: Fund, actor: Actor, witness: str, secret: str, now: datetime, day: date) -> Entry:
    """Two people sign: the opening entry is posted, once, and every member's paid-until is frozen as an event.

    witness and secret: user name and PIN or password of the second person, who needs collect.sign.
    Errors: NOT_ALLOWED, NO_SHEET, SIGNED, NOT_COUNTED, NOTHING_TO_OPEN, ENTRIES_BEFORE, and those of second_signature and posting.
    """
    require(actor, PERMISSION, fund.organisation, day)
    second = second_signature(actor, witness, secret, "collect.sign", fund.organisation, now, day)
    return sign_with(fund, actor, second, now, day)


def sign_with(fund: Fund, actor: Actor, second: Actor, now: datetime, day: date) -> Entry:
    """The signing itself, where the second person has signed in their own right."""
    require(actor, PERMISSION, fund.organisation, day)
    require(second, "collect.sign", fund.organisation, day)
    with posting(Book.objects.only("id").get(organisation_id=fund.organisation_id).id, now) as session:
        sheet = _locked(fund)
        if sheet is None:
            raise Refused("NO_SHEET", "ยังไม่มีใบยอดยกมา ใส่ยอดแล้วบันทึกก่อน", "There is no cut-off sheet yet.")
        _refuse_signed(sheet)
        if sheet.amounts.get(CASH, 0) != counted_satang(sheet.counted):
            raise Refused(
                "NOT_COUNTED", "ยังไม่ได้นับเงินสด ใส่จำนวนธนบัตรและเหรียญแล้วบันทึกก่อน", "The cash has not been counted."
            )
        if Entry.objects.filter(book=session.book, day__lte=sheet.day).exists():
            raise Clash(
                "ENTRIES_BEFORE", "สมุดมีรายการก่อนหรือในวันตัดยอดแล้ว เลือกวันตัดยอดให้อยู่ก่อนรายการแรก",
                "The book has entries on or before the cut-off day; choose an earlier day.",
            )  # fmt: skip
        draft = Draft(
            day=sheet.day, kind="opening", memo=f"ยอดยกมา ณ {long_th(sheet.day)}", source="cut_off", source_ref=str(sheet.id),
            lines=opening_postings(opening_lines(fund, sheet)), actor_id=actor.user_id, checker_id=second.user_id,
            idempotency_key=uuid.uuid5(_KEY, f"cut-off:{fund.id}"),
        )  # fmt: skip
        entry, _ = session.post(draft)
        sheet.state, sheet.maker_id, sheet.checker_id = "signed", actor.user_id, second.user_id
        sheet.signed_at, sheet.entry = now, entry
        sheet.save()
        fund.cut_off_day = sheet.day
        fund.save(update_fields=["cut_off_day"])
        members = _freeze(fund, sheet, actor, now)
        detail = {"number": entry.number, "members": members, "second": second.user_id}
        record(actor.user_id, "cut_off.sign", fund.organisation, f"fund:{fund.id}", now, detail)
    return entry


def _freeze(fund: Fund, sheet: CutOffSheet, actor: Actor, now: datetime) -> int:
    """Paid-until becomes an event for everybody; a blank one is the day before joining.

    Who has paid into the new book already stands on the sheet as before the first receipt: what they paid since is in
    the book, and the draft that was read out counted them.
    """
    members = list(Member.objects.select_for_update(of=("self",)).filter(fund=fund).order_by("id"))
    first: dict[int, date | None] = {}
    for pk, before in (
        Contribution.objects.filter(member__fund=fund, kind="due")
        .order_by("id")
        .values_list("member_id", "paid_until_before")
    ):
        first.setdefault(pk, before)
    stood = {m.pk: first.get(m.pk, m.paid_until) or paid_until_or_before_joining(None, m.joined_on) for m in members}
    blank = [m for m in members if m.paid_until is None]
    for member in blank:
        member.paid_until = stood[member.pk]
    Member.objects.bulk_update(blank, ["paid_until"], batch_size=200)
    MemberEvent.objects.bulk_create(
        [
            MemberEvent(
                member=m, kind="cut_off", day=sheet.day, actor_id=actor.user_id, at=now, reason="ใบยอดยกมา",
                after={"paid_until": stood[m.pk].isoformat(), "legacy_satang": m.legacy_satang},
            )
            for m in members
        ],
        batch_size=200,
    )  # fmt: skip
    return len(members)


def _draft(fund: Fund, on: date) -> CutOffSheet:
    sheet = _locked(fund) or CutOffSheet(fund=fund, day=on)
    _refuse_signed(sheet)
    return sheet


def _locked(fund: Fund) -> CutOffSheet | None:
    """The sheet, its fund's row locked first: who saves and who signs take their turns in one order."""
    Fund.objects.select_for_update(of=("self",)).get(pk=fund.pk)
    return CutOffSheet.objects.select_for_update(of=("self",)).filter(fund=fund).first()


def _refuse_signed(sheet: CutOffSheet) -> None:
    if sheet.state == "signed":
        raise Clash(
            "SIGNED",
            "ใบยอดยกมาลงชื่อแล้ว แก้ไม่ได้ ถ้ายอดผิดให้ลงรายการปรับในสมุดบัญชี",
            "The cut-off sheet is signed and stays as it is.",
        )
