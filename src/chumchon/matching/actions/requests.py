"""A fund drafts its request: counted from its book at that moment, and counted anew as often as it is mended."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.checks.actions.verify import verify_if_quick
from chumchon.funds.models import BankAccount, Fund
from chumchon.funds.queries.reports import book_of
from chumchon.ledger.models import Book
from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Clash, Plain, Refused

from ..models import MemberYear, Request, Round
from ..queries import stops
from ..queries.counting import Tally, count_fund
from ..rules.desks import EDITABLE, STATES
from .doors import require_here

BATCH = 1000


def draft(
    fund: Fund, round_: Round, actor: Actor, now: datetime, day: date, bank_id: int | None = None
) -> Request:  # fmt: skip
    """Count the fund for a round and keep the count as its request; said again it counts anew, and signatures begin anew.

    bank_id: where the money shall go; without it the fund's first account in use. Errors: NOT_ALLOWED, ROUND_NOT_OPEN,
    FUND_ENDED, FUND_MOVED, BOOK_BROKEN, BOOK_MOVED (somebody posted at that moment), NOT_YOURS_NOW (it lies at a desk), NO_BANK.
    """
    area = require_here(actor, "match.request", fund.organisation, day)
    ended = stops.by_ending(fund.organisation, day)
    if ended is not None:
        raise ended
    verify_if_quick(fund, now, day, actor.user_id)  # who stands under a severe finding does not count
    number, head = stops.checked_head(book_of(fund))  # before any lock: a long book takes its time
    with transaction.atomic():
        round_ = Round.objects.get(pk=round_.pk)
        check_open(round_, day)
        if Book.objects.select_for_update().get(organisation=fund.organisation_id).head_hash != head:
            raise Clash(
                "BOOK_MOVED", "มีคนลงบัญชีพอดีขณะนับ กดนับอีกครั้ง", "Somebody posted while the book was read; count again."
            )
        request = _row(fund, round_, actor, now, area)
        tally = count_fund(fund, round_)
        request.count_no += 1
        request.state, request.area = "drafted", area
        request.asking, request.asked_satang = tally.asking, tally.asked_satang
        request.counted = _kept(tally)
        request.book_head_number, request.book_head_hash = number, head if number else ""
        request.bank = _bank(fund, bank_id, day)
        request.counted_at, request.counted_by_id = now, actor.user_id
        request.save()
        _keep_rows(request, tally)
        detail = {
            "number": request.count_no,
            "rows": len(tally.rows),
            "asking": tally.asking,
            "satang": tally.asked_satang,
        }
        record(actor.user_id, "match.count", fund.organisation, f"request:{request.pk}", now, detail)
    return request


def _row(fund: Fund, round_: Round, actor: Actor, now: datetime, area: str) -> Request:
    """The request, locked; a new one where there is none. Errors: NOT_YOURS_NOW."""
    defaults = {"counted_at": now, "counted_by_id": actor.user_id, "area": area}
    request, _ = Request.objects.select_for_update().get_or_create(fund=fund, round=round_, defaults=defaults)
    if request.state not in EDITABLE:
        raise Refused(
            "NOT_YOURS_NOW", f"คำขอนี้ส่งไปแล้ว ({STATES[request.state]}) นับใหม่ได้เมื่อมีการส่งคืนให้แก้",
            "The request was sent; it can be counted anew once it is returned.",
        )  # fmt: skip
    return request


def _kept(tally: Tally) -> dict[str, object]:
    found = [{"code": c.code, "ok": c.ok, "asked": c.asked_th, "found": c.found_th} for c in tally.conditions]
    return {**tally.figures, "conditions": found}


def _keep_rows(request: Request, tally: Tally) -> None:
    MemberYear.objects.bulk_create(
        (
            MemberYear(
                request=request, count_no=request.count_no, member_id=row.counted.member_id, person_index=row.person_index,
                joined_on=row.joined_on, satang=row.counted.satang, from_opening_satang=row.counted.from_opening_satang,
                times_before=row.times_before, reason=row.counted.reason,
            )
            for row in tally.rows
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _bank(fund: Fund, bank_id: int | None, day: date) -> BankAccount | None:
    rows = BankAccount.objects.filter(fund=fund, closed_on=None).order_by("account__code")
    if bank_id is None:
        return rows.first()
    found = rows.filter(pk=bank_id).first()
    if found is None:
        raise BadInput("NO_BANK", "ไม่พบบัญชีธนาคารนี้ เลือกจากรายการ", "No such bank account in use.")
    return found


def check_open(round_: Round, day: date) -> None:
    """Requests are drafted and signed only while the round is open. Errors: ROUND_NOT_OPEN."""
    if round_.state != "open":
        said = {"draft": "ยังไม่เปิดรับคำขอ", "closed": "ปิดรับคำขอแล้ว", "settled": "จัดสรรไปแล้ว"}[round_.state]
        raise _not_open(f"{round_.name_th}{said} คำขอที่ทำไว้เก็บครบ ไม่มีอะไรหาย ถ้าจำเป็นให้ส่วนกลางเปิดรอบใหม่อีกครั้ง")
    if day < round_.opens_on:
        raise _not_open(f"{round_.name_th}เปิดรับตั้งแต่ {long_th(round_.opens_on)}")
    if day > round_.closes_on:
        raise _not_open(
            f"{round_.name_th}หมดเวลารับเมื่อ {long_th(round_.closes_on)} คำขอที่ทำไว้เก็บครบ ติดต่อส่วนกลางเพื่อขยายเวลา"
        )


def _not_open(th: str) -> Plain:
    return Refused("ROUND_NOT_OPEN", th, "The round takes no requests on this day; what was drafted is kept.")


def locked(request_id: int) -> Request:
    """A request locked for a decision, with round, fund and area. Call inside a transaction."""
    Request.objects.select_for_update().get(pk=request_id)
    rows = Request.objects.select_related(
        "round", "bank__account", "fund__organisation__subdistrict__district__province"
    )
    return rows.get(pk=request_id)


def move(request: Request, state: str) -> None:
    """The request's state, changed only from the state that was read: two at once never both succeed. Errors: DECIDED."""
    changed = Request.objects.filter(pk=request.pk, state=request.state, count_no=request.count_no).update(state=state)
    if not changed:
        raise Clash("DECIDED", "มีคนทำคำขอนี้พอดี เปิดหน้าใหม่เพื่อดูผล", "Somebody else was quicker; reload the request.")
    request.state = state
