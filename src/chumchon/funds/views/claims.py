"""Claims on the screen: the list by age, one claim with its reason, the committee's answer, papers."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.actions import second_signature
from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import may
from chumchon.access.sheets import csv_response
from chumchon.agreements.explain import decision_th
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht, baht_plain

from ..actions import claims as actions
from ..actions.claim_readings import record_reading, record_rights_read
from ..actions.claim_verdicts import give_verdict, write_resolution
from ..forms.claims import ResolutionForm, ReversalForm
from ..models import Claim, ClaimPayment, Fund, Member
from ..queries import claim_votes as votes
from ..queries import claims as queries
from ..queries.claim_alike import alike
from ..queries.claim_house import housemates
from ..queries.claim_near import answered, near, said_before
from ..queries.contributions import set_off_of
from ..queries.rights import Right, rights
from ..rules.claims import COUNTED, OPEN, OWED, missing
from .common import fund_of, show

A_PAGE = 50
CHANGED = "ยอดเปลี่ยนตามทะเบียนและเงินกองทุนตอนนี้ ยังไม่ได้อนุมัติ อ่านยอดใหม่แล้วตอบอีกครั้ง"
SEGMENTS = (
    ("waiting", "รออนุมัติ", ("waiting", "pending_evidence")), ("returned", "ส่งคืน", ("returned",)), ("pay", "รอจ่าย", OWED),
    ("done", "จบแล้ว", ("paid", "refused", "withdrawn", "reversed")), ("all", "ทั้งหมด", ()),
)  # fmt: skip
CHIPS = {"waiting": "amber", "pending_evidence": "amber", "returned": "amber", "refused": "red", "reversed": "red",
         "approved": "teal", "part_paid": "amber", "paid": "teal"}  # fmt: skip


def held(request: HttpRequest, permission: str) -> bool:
    """Whether the person has this permission in the fund of the address."""
    fund = fund_of(request)
    return may(actor_of(request), permission, fund.organisation_id, fund.organisation.subdistrict_id, today())


def sees_all(request: HttpRequest) -> bool:
    """Those who decide, and those who audit; others see what they entered."""
    return held(request, "claims.read_health") or held(request, "audit.read")


def own_claim(request: HttpRequest, claim_id: int) -> Claim:
    """A claim that the person may open. Errors: 404 for every other."""
    found = queries.visible(fund_of(request), actor_of(request), sees_all(request)).filter(pk=claim_id).first()
    if found is None:
        raise Http404
    found.fund = fund_of(request)
    return found


def sees_health(request: HttpRequest, claim: Claim) -> bool:
    """What happened is seen by those who decide and by who entered it."""
    return held(request, "claims.read_health") or actor_of(request).user_id in (
        claim.entered_by_id,
        claim.submitted_by_id,
    )


def read_rights(request: HttpRequest, fund: Fund, member: Member, counted: bool = False) -> list[Right]:
    """What a member may still be given, for those who decide; whoever only enters claims is not told what was used.

    It tells of nights in hospital, so the reading is written down; counted: the page shows a decision whose reasons count
    what was used, to whoever types it.
    """
    decides = held(request, "claims.read_health")
    found = rights(fund, member, today()) if decides or counted else []
    if any(right.used for right in found):
        record_rights_read(member, actor_of(request), timezone.now())
    return found if decides else []


def age(claim: Claim, day: date) -> int | None:
    """Days that an open claim has waited."""
    return (day - claim.claim_day).days if claim.state in (*OPEN, *OWED) else None


@needs("claims.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Claims by age; `state` and `format=csv` in the address. No kind of help stands in the list."""
    fund, day = fund_of(request), today()
    rows = queries.visible(fund, actor_of(request), sees_all(request))
    states = {key: kept for key, _, kept in SEGMENTS}
    state = request.GET.get("state", "waiting")
    state = state if state in states else "waiting"
    counts = {key: rows.filter(state__in=kept).count() if kept else rows.count() for key, kept in states.items()}
    chosen = rows.filter(state__in=states[state]) if states[state] else rows
    if state in ("done", "all"):
        chosen = chosen.order_by("-id")
    if request.GET.get("format") == "csv":
        head = ["คำขอ", "เลขสมาชิก", "ชื่อ", "วันที่ยื่น", "สถานะ", "อนุมัติ (บาท)", "จ่ายแล้ว (บาท)", "รอมาแล้ว (วัน)"]
        cells = (
            [c.label, c.member.number, c.member.person.name, c.claim_day.isoformat(), c.get_state_display(),
             baht_plain(c.satang_due), baht_plain(c.satang_paid), "" if (days := age(c, day)) is None else days]
            for c in chosen
        )  # fmt: skip
        return csv_response(f"claims-{code}.csv", head, cells)
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    shown = [{"claim": c, "age": age(c, day), "chip": CHIPS.get(c.state, "")} for c in page]
    context = {
        "page": page, "rows": shown, "state": state, "address": f"state={state}",
        "segments": [(key, word, counts[key]) for key, word, _ in SEGMENTS],
        "total": sum(c.satang_due for c in page), "paid": sum(c.satang_paid for c in page),
        "all": chosen.order_by().aggregate(due=Sum("satang_due"), paid=Sum("satang_paid")) if page.has_other_pages() else None,
    }  # fmt: skip
    return show(request, "funds/claims/list.html", context)


@never_cache
@needs("claims.read")
def detail(request: HttpRequest, code: str, claim_id: int) -> HttpResponse:
    """One claim. What happened and why is opened for those who decide; the opening is written down."""
    return show_claim(request, own_claim(request, claim_id))


def payments_of(claim: Claim) -> list[tuple[ClaimPayment, str]]:
    """Its payments, each with who took the money where that is not whom the committee read."""
    approved = queries.receiver_of(claim)
    rows = claim.payments.select_related("by", "checker", "account", "entry", "claim__member").order_by("id")
    return [(row, "" if (took := queries.receiver_of(row)) == approved else took) for row in rows]


def show_claim(
    request: HttpRequest,
    claim: Claim,
    error: Plain | None = None,
    reason: str = "",
    another: str = "",
    resolution: ResolutionForm | None = None,
    reversal: ReversalForm | None = None,
) -> HttpResponse:
    fund, day, actor = fund_of(request), today(), actor_of(request)
    row, health = queries.last_decision(claim), sees_health(request, claim)
    context: dict[str, Any] = {
        "claim": claim, "receiver": queries.receiver_of(claim), "row": row, "chip": CHIPS.get(claim.state, ""), "age": age(claim, day), "error": error,
        "reason": reason, "verdicts": queries.verdicts_of(claim, health),
        "answer": queries.answer_of(claim) if health or claim.state == "reversed" else "",
        "payments": payments_of(claim), "set_off": set_off_of(claim),
        "open": claim.state in OPEN, "owed": claim.state in OWED, "counted": claim.state in COUNTED,
        "papers": queries.evidence_of(claim), "former_papers": queries.former_papers(claim) if health else [], "health": health,
        "others": queries.claims_of(fund).filter(event_key=claim.event_key).exclude(pk=claim.pk),
    }  # fmt: skip
    if context["health"] and row is not None:
        record_reading(claim, actor, timezone.now())
        decision = queries.decision_of(row)
        benefit = queries.benefit_of(decision)
        due, voted = row.due_satang, votes.voted_on(claim, row)
        context |= {
            "decision": decision, "told": decision_th(decision), "benefit": benefit, "event": queries.event_of(claim),
            "missing": missing(benefit, [p.label for p in context["papers"]]) if benefit else (),
            "who": votes.approvers_of(decision).words(due, len(votes.committee(fund, day))),
            "approved": [v for v in context["verdicts"] if v.decision_id == voted.pk and v.verdict == "approve"],
            "votes": votes.seats_voted(voted),
        }  # fmt: skip
        event = context["event"]
        context["left_out"] = queries.left_out_of(claim)
        context["alike"] = alike(fund, claim.member, event, benefit, claim.pk) if benefit and context["open"] else []
        context["near"] = near(fund, claim.member, event, benefit, claim.pk) if context["open"] else []
        context["near_answer"] = answered(row, context["near"])
        context["another"] = another or said_before(claim)
        shared = context["open"] and event.sharers
        context["housemates"] = housemates(fund, claim.member, event, claim.pk) if shared else []
        context["partner"] = Member.objects.select_related("person").filter(pk=event.partner).first()
        context["yes"] = len(context["approved"]) + len(context["votes"])
    if held(request, "claims.approve"):
        context["why_not"] = votes.why_not(claim, actor)
        context["said"] = row is not None and any(
            v.user_id == actor.user_id and v.decision_id == row.pk for v in context["verdicts"]
        )
        silent = votes.silent_seats(fund, day, row) if row is not None and claim.state == "waiting" else []
        context["resolution"] = resolution or (
            ResolutionForm(seats=silent, initial={"meeting": day}) if silent else None
        )
        context["reversal"] = reversal or ReversalForm(auto_id="undo_%s")
    status = (
        (422 if resolution or reversal else 200) if error is None else 403 if isinstance(error, NotAllowed) else 422
    )
    return show(request, "funds/claims/claim.html", context, status)


@needs("claims.approve")
def verdict(request: HttpRequest, code: str, claim_id: int) -> HttpResponse:
    """Approve, return or refuse what was seen."""
    claim, data = own_claim(request, claim_id), request.POST
    if request.method != "POST":
        return redirect("claim", code, claim_id)
    answer = data.get("verdict", "")
    seen = int(data["decision"]) if is_number(data.get("decision", "")) else 0
    if answer not in ("approve", "return", "refuse"):
        return show_claim(request, claim)
    try:
        after = give_verdict(
            fund_of(request), claim_id, actor_of(request), answer, data.get("reason", ""), seen, timezone.now(), today(),
            data.get("another", ""),
        )  # fmt: skip
    except Plain as refused:
        claim.refresh_from_db()
        return show_claim(request, claim, refused, data.get("reason", ""), data.get("another", ""))
    newest = queries.last_decision(after)
    if answer == "approve" and after.state == "waiting" and newest is not None and newest.pk != seen:
        messages.warning(request, CHANGED)
    elif after.state in COUNTED:
        messages.success(request, approved_words(after))
    elif answer == "approve":
        messages.success(request, "บันทึกการอนุมัติของคุณแล้ว รอกรรมการอีกคน")
    else:
        messages.success(request, "ส่งคืนให้ผู้ทำแก้แล้ว" if answer == "return" else "ไม่อนุมัติคำขอนี้แล้ว")
    return redirect("claim", code, claim_id)


def approved_words(claim: Claim) -> str:
    """What the last approval set going."""
    if not claim.satang_due:
        return "อนุมัติครบแล้ว หักเงินค้างแล้วไม่เหลือเงินให้จ่าย"
    return f"อนุมัติครบแล้ว {baht(claim.satang_due)} บาท เหรัญญิกจ่ายได้"


@needs("claims.approve")
def resolution(request: HttpRequest, code: str, claim_id: int) -> HttpResponse:
    """A meeting's yes of seats without a sign-in, written down by two others."""
    fund, claim, day = fund_of(request), own_claim(request, claim_id), today()
    row = queries.last_decision(claim)
    if request.method != "POST" or row is None:
        return redirect("claim", code, claim_id)
    form = ResolutionForm(request.POST, seats=votes.silent_seats(fund, day, row))
    if not form.is_valid():
        return show_claim(request, claim, resolution=form)
    said, actor, now = form.cleaned_data, actor_of(request), timezone.now()
    seen = request.POST.get("decision", "")
    try:
        second = second_signature(actor, said["witness"], said["secret"], "claims.approve", fund.organisation, now, day)
        after = write_resolution(
            fund, claim_id, actor, second, said["seats"], said["meeting"], int(seen) if is_number(seen) else 0, now, day
        )
    except Plain as refused:
        claim.refresh_from_db()
        return show_claim(request, claim, refused, resolution=form)
    newest = queries.last_decision(after)
    if after.state == "waiting" and newest is not None and newest.pk != row.pk:
        messages.warning(request, CHANGED)
    elif after.state in COUNTED:
        messages.success(request, approved_words(after))
    else:
        messages.success(request, f"จดมติของกรรมการ {len(said['seats'])} คนแล้ว ยังรอเสียงอีก")
    return redirect("claim", code, claim_id)


def is_number(text: str) -> bool:
    """Whether a hidden box holds an id."""
    return text.isascii() and text.isdecimal() and len(text) < 19


@needs("claims.enter")
def withdraw(request: HttpRequest, code: str, claim_id: int) -> HttpResponse:
    """Take a claim back before it is approved."""
    claim = own_claim(request, claim_id)
    if request.method != "POST":
        return redirect("claim", code, claim_id)
    reason = request.POST.get("reason", "")
    try:
        actions.withdraw(fund_of(request), claim_id, actor_of(request), reason, timezone.now(), today())
    except Plain as refused:
        return show_claim(request, claim, refused, reason)
    messages.success(request, "ถอนคำขอแล้ว")
    return redirect("claim", code, claim_id)
