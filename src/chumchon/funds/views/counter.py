"""รับเงินที่โต๊ะ: find one member, take, give the receipt at once."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.access.searching import by_name, searched
from chumchon.thai.errors import Plain

from ..actions.counter import take_at_counter
from ..forms.collecting import AmountForm, page_id
from ..forms.counter import payments
from ..models import Member
from ..queries import members as members_queries
from ..queries.contributions import payer_of
from ..queries.dues import entry_fee_of, plan_of
from ..queries.takings import fee_payers, waiting
from ..rules.dues import Offer, offers, span_for, standing
from .common import fund_of, show


@needs("collect.take")
@by_name
def counter(request: HttpRequest, code: str) -> HttpResponse:
    """Find the member who stands at the table."""
    text = searched(request)
    found = members_queries.find(fund_of(request), text) if text else []
    return show(request, "funds/counter.html", {"q": text, "found": found})


@never_cache
@needs("collect.take")
def member(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """What the member can pay now. POST: take it and show the receipt, or look how far another amount pays."""
    fund, day = fund_of(request), today()
    found = members_queries.member(fund, member_id)
    if found is None:
        raise Http404
    error, other, form = None, None, AmountForm(request.POST if "amount" in request.POST else None)
    if request.method == "POST":
        try:
            if "amount" not in request.POST:
                return _take(request, found)
            if form.is_valid():
                other = _other(found, form.cleaned_data["amount"], day, request)
        except Plain as refused:
            error = refused
    plan, payer = plan_of(fund, day), payer_of(found)
    fee = 0 if member_id in fee_payers([member_id]) else entry_fee_of(fund, day)
    new = payer.paid_until is None or payer.paid_until < payer.joined_on
    context = {
        "member": found, "standing": standing(plan, payer.joined_on, payer.paid_until, day), "error": error, "form": form,
        "offers": [o for o in offers(plan, payer.joined_on, payer.paid_until, day) if o.span_to], "fee": fee if new else 0,
        "other": other, "waits": waiting(fund).filter(member=found).select_related("sheet__village").first(), "new": new,
        "page_id": request.POST.get("page") or uuid.uuid4(), "back": reverse("counter", args=[code]),
    }  # fmt: skip
    status = 422 if error or form.errors else 200
    return show(request, "funds/counter_member.html", context, status)


def _other(found: Member, satang: int, day: date, request: HttpRequest) -> Offer:
    """The offer that another amount is. Errors: NOT_WHOLE, TOO_MUCH."""
    first, last = span_for(plan_of(fund_of(request), day), found.paid_until, found.joined_on, satang)
    return Offer("amount", "จำนวนอื่น", satang, first, last)


def _take(request: HttpRequest, found: Member) -> HttpResponse:
    fund, day = fund_of(request), today()
    said = payments(found.pk, request.POST.getlist("pay"))
    key = uuid.uuid5(page_id(request.POST), "counter")
    _, receipts, _ = take_at_counter(fund, actor_of(request), said, day, timezone.now(), key)
    messages.success(request, "รับเงินแล้ว ออกใบเสร็จแล้ว")
    return redirect("receipt", fund.code, receipts[-1].pk)
