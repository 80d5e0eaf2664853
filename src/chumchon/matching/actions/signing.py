"""Signatures on a request: the chair and four of the committee by themselves, the local government's head on paper."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, second_signature
from chumchon.access.rules import ROLES, Actor
from chumchon.checks.actions.verify import verify_if_quick
from chumchon.funds.queries.reports import book_of
from chumchon.thai.errors import BadInput, Plain, Refused

from ..models import Request, Signature
from ..queries import stops
from ..queries.requests import missing, signatures
from ..rules.desks import COMMITTEE_SIGNATURES
from .doors import require_here
from .requests import check_open, locked, move

OTHERS = ("deputy", "treasurer", "secretary", "registrar", "committee")


def sign(request_id: int, actor: Actor, now: datetime, day: date, count_no: int | None = None) -> Request:
    """The actor signs the count that they saw. With the chair and four others the request goes to the province by itself.

    Errors: NOT_ALLOWED, ROUND_NOT_OPEN, NOT_DRAFTED, COUNT_CHANGED, CONDITION (the fund fails one), NOTHING_COUNTS, NO_BANK,
    FINDINGS, BOOK_CHANGED, STALE, SIGNED (already), ENOUGH (others have signed), NOT_A_SIGNER.
    """
    _check_first(request_id, "match.sign", actor, now, day)
    with transaction.atomic():
        request = locked(request_id)
        require_here(actor, "match.sign", request.fund.organisation, day)
        _may_be_signed(request, day, count_no)
        _add(request, actor, actor.user_id, now, day)
    return request


def sign_as_second(
    request_id: int, first: Actor, username: str, secret: str, now: datetime, day: date, count_no: int | None = None
) -> Request:
    """Another person signs at the same screen with their own PIN or password. Errors: of sign and of second_signature."""
    request = _check_first(request_id, "match.read", first, now, day)
    # Outside the transaction: a wrong PIN must stay on the trail.
    second = second_signature(first, username, secret, "match.sign", request.fund.organisation, now, day)
    with transaction.atomic():
        request = locked(request_id)
        _may_be_signed(request, day, count_no)
        _add(request, second, first.user_id, now, day)
    return request


def _check_first(request_id: int, permission: str, actor: Actor, now: datetime, day: date) -> Request:
    """What was booked since the count is checked before anybody signs; outside the transaction, so that findings stay."""
    request = Request.objects.select_related("fund__organisation__subdistrict").get(pk=request_id)
    require_here(actor, permission, request.fund.organisation, day)
    verify_if_quick(request.fund, now, day, actor.user_id)
    return request


def _may_be_signed(request: Request, day: date, count_no: int | None) -> None:
    check_open(request.round, day)
    wrong = _not_signable(request, count_no) or stops.by_ending(request.fund.organisation, day)
    wrong = wrong or stops.by_findings(request.fund.organisation) or stops.by_book(request, book_of(request.fund))
    if wrong is not None:
        raise wrong


def _not_signable(request: Request, count_no: int | None) -> Plain | None:
    if request.state != "drafted":
        return Refused(
            "NOT_DRAFTED", "คำขอนี้ไม่ได้รอลงชื่อ เปิดหน้าคำขอเพื่อดูว่าอยู่ที่ใคร", "This request does not wait for signatures."
        )
    if count_no is not None and count_no != request.count_no:
        return Refused(
            "COUNT_CHANGED", "มีการนับใหม่หลังจากที่คุณเปิดหน้านี้ อ่านตัวเลขใหม่ก่อนลงชื่อ", "It was counted anew; read it first."
        )
    failed = [c for c in request.counted.get("conditions", []) if not c["ok"]]
    if failed:
        return Refused(
            "CONDITION", f"ยังไม่เข้าเงื่อนไขของรอบ: ต้อง{failed[0]['asked']} ตอนนี้{failed[0]['found']}",
            "The fund fails a condition of the round.",
        )  # fmt: skip
    if not request.asking:
        return Refused("NOTHING_COUNTS", "ยังไม่มีสมาชิกที่นับได้ในรอบนี้ ดูเหตุผลรายคนแล้วแก้ทะเบียน", "No member-year counts.")
    if request.bank_id is None:
        return Refused(
            "NO_BANK", "กองทุนยังไม่มีบัญชีธนาคารในระบบ เพิ่มที่หน้าตั้งค่ากองทุนแล้วนับใหม่", "Add a bank account, then count anew."
        )
    return None


def _add(request: Request, signer: Actor, recorded_by: int, now: datetime, day: date) -> None:
    found = signatures(request)
    if any(s.user_id == signer.user_id for s in found):
        raise Refused("SIGNED", "คุณลงชื่อแล้ว รอคนอื่นลงชื่อ", "You have signed already.")
    position, place = _position(request, signer, found, day)
    Signature.objects.create(
        request=request, count_no=request.count_no, position=position, place=place, name_th=signer.name_th,
        user_id=signer.user_id, day=day, at=now, recorded_by_id=recorded_by,
    )  # fmt: skip
    detail = {"role": position, "number": request.count_no}
    record(signer.user_id, "match.sign", request.fund.organisation, f"request:{request.pk}", now, detail)
    no_chair, others, _ = missing(signatures(request))
    if not no_chair and others <= 0:
        move(request, "signed")


def _position(request: Request, signer: Actor, found: list[Signature], day: date) -> tuple[str, int]:
    """Where the signer's name goes: the chair's place, or the next of the four."""
    organisation = request.fund.organisation_id
    roles = {g.role for g in signer.grants if g.organisation_id == organisation and g.in_force(day)}
    no_chair, others, _ = missing(found)
    if "chair" in roles:
        if not no_chair:
            raise Refused("ENOUGH", "ประธานลงชื่อแล้ว", "The chair has signed already.")
        return "chair", 1
    if not roles & set(OTHERS):
        names = " ".join(ROLES[role] for role in OTHERS)
        raise Refused("NOT_A_SIGNER", f"ผู้ลงชื่อต้องเป็นประธานหรือกรรมการ ({names})", "Only the committee signs.")
    if others <= 0:
        raise Refused(
            "ENOUGH",
            f"กรรมการลงชื่อครบ {COMMITTEE_SIGNATURES} คนแล้ว รอประธานลงชื่อ",
            "Four have signed; the chair is missing.",
        )
    return "committee", COMMITTEE_SIGNATURES - others + 1


def record_local_head(
    request_id: int, name_th: str, paper_number: str, paper_day: date, actor: Actor, now: datetime, day: date
) -> Request:
    """The province's officer holds the paper that the local government's head signed, and writes down its number.

    Errors: NOT_ALLOWED, BEYOND_AREA, NOT_AT_PROVINCE, MISSING (name or number), FUTURE_DATE, SIGNED (recorded already).
    """
    with transaction.atomic():
        request = locked(request_id)
        require_here(actor, "match.province", request.fund.organisation, day)
        if request.state != "signed":
            raise Refused(
                "NOT_AT_PROVINCE",
                "บันทึกได้เมื่อคำขอรออยู่ที่คณะกรรมการจังหวัด เปิดหน้าคำขอใหม่",
                "It does not wait at the province.",
            )
        if not name_th.strip() or not paper_number.strip():
            raise BadInput("MISSING", "ใส่ชื่อผู้บริหารท้องถิ่นและเลขที่หนังสือ", "Give the name and the paper's number.")
        if paper_day > day:
            raise BadInput("FUTURE_DATE", "วันที่ของหนังสือยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง", "The paper's day lies in the future.")
        if not missing(signatures(request))[2]:
            raise Refused("SIGNED", "บันทึกหนังสือของผู้บริหารท้องถิ่นไว้แล้ว", "The paper is recorded already.")
        Signature.objects.create(
            request=request, count_no=request.count_no, position="local_head", name_th=name_th.strip()[:160],
            paper_number=paper_number.strip()[:60], day=paper_day, at=now, recorded_by_id=actor.user_id,
        )  # fmt: skip
        detail = {"number": paper_number.strip()[:60]}
        record(actor.user_id, "match.local_head", request.fund.organisation, f"request:{request.pk}", now, detail)
    return request
