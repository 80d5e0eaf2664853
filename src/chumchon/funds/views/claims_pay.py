"""Paying a claim, undoing it, the voucher on paper, and what anybody may check of it."""

from pathlib import Path

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from chumchon.access.actions import second_signature
from chumchon.access.http import actor_of, needs, public, today
from chumchon.ledger.queries import cash_accounts
from chumchon.paper.typeset import qr_svg, typeset
from chumchon.thai.dates import long_th
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht, baht_short, baht_text

from ..actions import claim_payments as actions
from ..actions.claim_readings import record_reading
from ..forms.claims import PayForm, ReversalForm
from ..models import Claim, ClaimPayment
from ..queries import counters
from ..queries.claims import receiver_of
from ..queries.contributions import set_off_of
from ..rules import claims as rules
from .claims import held, own_claim, show_claim
from .common import fund_of, show
from .receipts_paper import absolute, pdf_response

SOURCE = Path(__file__).parent.parent / "papers" / "claim_voucher.typ"


@never_cache
@needs("claims.pay")
def pay(request: HttpRequest, code: str, claim_id: int) -> HttpResponse:
    """How much goes out now, from where, to whom; then the voucher to sign."""
    fund, claim = fund_of(request), own_claim(request, claim_id)
    if claim.state not in rules.OWED:
        return redirect("claim", code, claim_id)
    book = counters.book_of(fund)
    boxes = [(a.code, f"{a.name_th} มี {baht_short(counters.balance(a))}") for a in cash_accounts(book)]
    dead = claim.member.person.died_on if receiver_of(claim) == claim.member.person.name else None
    heir = claim.member.beneficiary if dead else ""
    form = PayForm(request.POST or None, accounts=boxes, initial={"receiver": heir if dead else receiver_of(claim)})
    error, share = None, None
    try:
        share = rules.share_now(counters.owed_of(claim), counters.owed(fund, claim.pk), counters.cash_of(book))
        if request.method == "POST" and form.is_valid():
            got = form.cleaned_data
            made = actions.pay(
                fund, claim_id, actor_of(request), got["account"], got["receiver"], got["key"], timezone.now(), today()
            )
            messages.success(request, f"จ่าย {baht(made.satang)} บาทแล้ว พิมพ์ใบสำคัญ {made.label} ให้ผู้รับเงินลงชื่อ")
            return redirect("claim", code, claim_id)
    except NotAllowed:
        raise
    except Plain as refused:
        error = refused
    context = {"claim": claim, "form": form, "share": share, "error": error, "died_on": dead, "heir": heir}
    wrong = request.method == "POST"
    return show(request, "funds/claims/pay.html", context, 422 if wrong else 200)


@needs("claims.approve")
def reverse_claim(request: HttpRequest, code: str, claim_id: int) -> HttpResponse:
    """Undo what was paid and promised, by two who sign at the same table."""
    claim: Claim = own_claim(request, claim_id)
    if request.method != "POST":
        return redirect("claim", code, claim_id)
    form = ReversalForm(request.POST, auto_id="undo_%s")
    if not form.is_valid():
        return show_claim(request, claim, reversal=form)
    said, fund, actor, now, day = form.cleaned_data, fund_of(request), actor_of(request), timezone.now(), today()
    try:
        second = second_signature(actor, said["witness"], said["secret"], "claims.approve", fund.organisation, now, day)
        actions.reverse_claim(fund, claim_id, actor, second, said["reason"], now, day)
    except Plain as refused:
        claim.refresh_from_db()
        return show_claim(request, claim, refused, reversal=form)
    messages.success(
        request, "ยกเลิกการจ่ายแล้ว สิทธิของสมาชิกกลับมาเท่าเดิม ถ้าเป็นการเสียชีวิต ให้นายทะเบียนยกเลิกรายการในหน้าสมาชิกด้วย"
    )
    return redirect("claim", code, claim_id)


@needs("claims.read")
def voucher(request: HttpRequest, code: str, claim_id: int, payment_id: int) -> HttpResponse:
    """ใบสำคัญจ่ายสวัสดิการ, A5. The kind of benefit is printed for those who decide alone; every opening is written down."""
    fund, claim = fund_of(request), own_claim(request, claim_id)
    told = held(request, "claims.read_health")
    rows = claim.payments.select_related("entry", "account", "by", "checker", "reverses")
    paid = rows.filter(pk=payment_id).first()
    if paid is None:
        raise Http404
    standing = paid if paid.reverses_id is None else None
    undone, taken = getattr(paid, "reversed_by", None), set_off_of(claim)
    lines = [x for x in paid.entry.lines.select_related("account").order_by("position") if not x.account.is_cash]
    data = {
        "title": "ใบสำคัญจ่ายสวัสดิการ" if standing else "ใบสำคัญรับคืนสวัสดิการ", "fund": fund.name_th,
        "place": fund.organisation.subdistrict.label, "number": paid.label, "day": long_th(paid.day), "claim": claim.label,
        "receiver": receiver_of(paid), "member": claim.member.person.name, "member_number": claim.member.number,
        "way": "เงินสด" if paid.method == "cash" else f"โอนจาก{paid.account.name_th}",
        "rows": [[x.account.name_th if told else "สวัสดิการสมาชิก", baht(abs(x.satang))] for x in lines], "total": baht(abs(paid.satang)),
        "words": baht_text(abs(paid.satang)), "left": baht(claim.satang_left) if standing and claim.satang_left else "",
        "deducted": f"หักเงินค้าง {baht(taken.satang)} บาทเป็นเงินสมทบแล้ว ตามใบเสร็จ {taken.receipt.label}" if taken and standing else "",
        "payer": paid.by.name_th, "checker": paid.checker.name_th if paid.checker else "",
        "undone": f"ยกเลิกแล้วด้วยใบสำคัญ {undone.label}" if undone else "", "back": standing is None,
        "undoes": paid.reverses.label if paid.reverses else "",
        "qr": qr_svg(absolute(request, reverse("public_voucher", args=[paid.public_code]))).decode(),
    }  # fmt: skip
    record_reading(claim, actor_of(request), timezone.now(), "claim.read_voucher")
    return pdf_response(typeset(SOURCE, data), f"voucher-{code}-{paid.year_be}-{paid.number}")


@public
@require_safe
def public_voucher(request: HttpRequest, voucher_code: str) -> HttpResponse:
    """Number, amount, day, fund and whether it stands; no name, no kind. The code is 104 random bits.

    A paper for money that came back has its own code, and names the one that it undoes.
    """
    rows = ClaimPayment.objects.filter(public_code=voucher_code.strip().lower())
    found = rows.select_related(
        "fund__organisation__subdistrict__district__province", "reversed_by", "reverses"
    ).first()
    undone = getattr(found, "reversed_by", None) if found else None
    context = {"paid": found, "undone": undone, "satang": abs(found.satang) if found else 0}
    answer = render(request, "funds/claims/public.html", context, status=200 if found else 404)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Cache-Control"] = "no-store"
    return answer
