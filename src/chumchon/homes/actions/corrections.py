"""What was set or asked wrongly is mended before money moves: an instalment's sum and stage, a purchase that nobody wants."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Clash, Refused
from chumchon.thai.money import baht

from ..models import Instalment, Project, Purchase
from ..queries import plans as queries
from .projects import locked


@transaction.atomic
def mend_instalment(
    project: Project, actor: Actor, instalment_id: int, stage_th: str, satang: int, reason: str, now: datetime, day: date
) -> Instalment:  # fmt: skip
    """Another sum or stage for an instalment that is not released; who mends it has set it, so another person releases it.

    Errors: NOT_ALLOWED, NOT_FOUND, RELEASED, NO_REASON, STAGE, AMOUNT, OVER_PLAN, HAS_PROOF (its stage was vouched for), ENDED.
    """
    require(actor, "homes.open", project.organisation, day)
    row = locked(project)
    found = Instalment.objects.select_for_update(of=("self",)).filter(project=row, pk=instalment_id).first()
    if found is None:
        raise Refused("NOT_FOUND", "ไม่พบงวดนี้ในโครงการ", "No such instalment.")
    if found.released_on is not None:
        raise Clash("RELEASED", f"งวดที่ {found.number} จ่ายไปแล้ว แก้ไม่ได้", "The instalment is released already.")
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่แก้งวด", "Give the reason.")
    if not stage_th.strip() or satang <= 0:
        raise BadInput("AMOUNT", "ใส่งวดงานและจำนวนเงินที่มากกว่าศูนย์", "Give the stage and an amount above zero.")
    if stage_th.strip() != found.stage_th and found.proofs.exists():
        raise Refused(
            "HAS_PROOF", "มีหลักฐานของงวดงานนี้แล้ว แก้ได้เฉพาะจำนวนเงิน", "Its stage was vouched for; only the sum may change."
        )
    left = queries.unplanned(row, found.kind, but=found.pk)
    if satang > left:
        raise Refused("OVER_PLAN", f"เกินแผนที่อนุมัติ งวดนี้ได้ไม่เกิน {baht(left)} บาท", "More than the plan that passed.")
    detail = {"satang": satang, "number": found.number, "reason": reason.strip()[:200]}
    found.stage_th, found.satang, found.maker_id = stage_th.strip()[:160], satang, actor.user_id
    found.save(update_fields=["stage_th", "satang", "maker"])
    record(actor.user_id, "instalment.mend", project.organisation, f"instalment:{found.pk}", now, detail)
    return found


@transaction.atomic
def drop_purchase(project: Project, actor: Actor, purchase_id: int, reason: str, now: datetime, day: date) -> None:
    """A purchase that waits is not wanted; what it was stays on the trail. Errors: NOT_ALLOWED, NOT_FOUND, ALREADY, NO_REASON, IN_STORE, ENDED."""
    require(actor, "homes.sign", project.organisation, day)
    row = locked(project)
    found = Purchase.objects.select_for_update(of=("self",)).filter(project=row, pk=purchase_id).first()
    if found is None:
        raise Refused("NOT_FOUND", "ไม่พบรายการจัดซื้อนี้ หรือยกเลิกไปแล้ว", "No such purchase.")
    if found.entry_id is not None:
        raise Clash("ALREADY", "รายการนี้จ่ายแล้ว ยกเลิกไม่ได้", "Paid already.")
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่ไม่ซื้อ", "Give the reason.")
    said = f"{found.what} · {found.supplier} · {reason.strip()}"[:200]
    try:
        with transaction.atomic():
            found.delete()
    except ProtectedError:
        raise Refused("IN_STORE", "ของรายการนี้ลงคลังแล้ว ให้จ่ายตามที่ซื้อ", "Its goods lie in the store already.") from None
    detail = {"satang": found.satang, "reason": said}
    record(actor.user_id, "purchase.drop", project.organisation, f"purchase:{purchase_id}", now, detail)
