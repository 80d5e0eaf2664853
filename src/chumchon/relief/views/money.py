"""Money on the screen: what other funds sent, confirmed by the treasurer, undone by two; claims with one touch."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do
from chumchon.funds.models import Fund
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import claims as claim_actions
from ..actions import money as actions
from ..forms.loads import ReceiveForm, UndoMoneyForm
from ..models import Disaster
from ..queries import claims as claim_queries
from ..queries import loads as queries
from .common import digits, disaster_of, organisation_of, show


def page(request: HttpRequest, found: Disaster, status: int = 200, **more: Any) -> HttpResponse:
    """Money that comes and that came."""
    organisation = organisation_of(request)
    accounts = queries.accounts(organisation)
    coming = [
        (line, ReceiveForm(accounts, auto_id=f"id_{line.pk}_%s", initial={"satang": line.left, "on": today()}))
        for line in queries.money_coming(organisation, found)
    ]
    received = queries.money_received(organisation, found)
    context = {
        "disaster": found, "coming": coming, "received": received, "undo_form": UndoMoneyForm(),
        "total": sum(d.quantity for d in received), **more,
    }  # fmt: skip
    return show(request, "money.html", context, status)


@require_safe
@needs("relief.money")
def listing(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """The page."""
    return page(request, disaster_of(disaster_id))


@require_POST
@needs("relief.money")
def confirm(request: HttpRequest, code: str, disaster_id: int, sum_id: int) -> HttpResponse:
    """The treasurer holds the money."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    if not any(line.pk == sum_id for line in queries.money_coming(organisation, found)):
        raise Http404
    form = ReceiveForm(queries.accounts(organisation), request.POST, auto_id=f"id_{sum_id}_%s")
    if not form.is_valid():
        words = " ".join(str(e) for errors in form.errors.values() for e in errors)
        return page(request, found, 422, error=Plain("FORM", words, "The form is not complete."))
    said, now = form.cleaned_data, timezone.now()
    return do(
        request,
        lambda: actions.confirm(
            organisation, actor_of(request), sum_id, said["satang"], said["account"], said["on"], said["key"], now, today()
        ),
        "รับเงินแล้ว ลงบัญชีทั้งสองกองทุน", "relief_money", lambda refused: page(request, found, 422, error=refused), code, found.pk,
    )  # fmt: skip


@require_POST
@needs("relief.money")
def undo(request: HttpRequest, code: str, disaster_id: int, delivery_id: int) -> HttpResponse:
    """A wrong sum is reversed in both books."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    if not any(d.pk == delivery_id for d in queries.money_received(organisation, found)):
        raise Http404
    form = UndoMoneyForm(request.POST)
    if not form.is_valid():
        return page(request, found, 422, error=Plain("FORM", "ใส่เหตุผล ชื่อผู้ใช้ และรหัสลงชื่อให้ครบ", "Fill in all three."))
    said, now = form.cleaned_data, timezone.now()

    def act() -> None:
        try:
            actions.undo(
                organisation,
                actor_of(request),
                delivery_id,
                said["reason"],
                said["username"],
                said["secret"],
                now,
                today(),
            )
        except NotAllowed as signer:  # the second signer may not; the first, whose page this is, may
            raise Plain(signer.code, signer.th, signer.en) from None

    return do(
        request, act, "ยกเลิกแล้ว กลับรายการในบัญชีทั้งสองกองทุน", "relief_money",
        lambda refused: page(request, found, 422, error=refused), code, found.pk,
    )  # fmt: skip


@needs("claims.enter")
def claims(request: HttpRequest, code: str, disaster_id: int) -> HttpResponse:
    """Members of affected houses, and one touch that enters their claims."""
    organisation, found = organisation_of(request), disaster_of(disaster_id)
    fund = Fund.objects.select_related("organisation__subdistrict").filter(organisation=organisation).first()
    if fund is None:
        raise Http404
    told: list[claim_actions.Told] = []
    error: Plain | None = None
    if request.method == "POST":
        try:
            ids = [digits(pk) for pk in request.POST.getlist("house")]
            told = claim_actions.enter_claims(fund, found, actor_of(request), ids, timezone.now(), today())
        except NotAllowed:
            raise
        except Plain as refused:
            error = refused
        else:
            made = sum(t.made for t in told)
            if not any(t.why for t in told):
                messages.success(request, f"ยื่นแล้ว {made} คำขอ" if told else "ยังไม่ได้เลือกบ้าน")
                return redirect("relief_claims", code, disaster_id)
    rows = claim_queries.houses(fund, found)
    context = {
        "disaster": found, "fund": fund, "rows": rows, "told": [t for t in told if t.why], "error": error,
        "made": sum(t.made for t in told), "benefit": claim_queries.benefit_of(fund, found),
        "free": [h for h in rows if h.members and not h.claimed],
    }  # fmt: skip
    return show(request, "claims.html", context, 422 if error else 200)
