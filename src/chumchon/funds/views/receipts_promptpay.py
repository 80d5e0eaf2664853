"""A member's due as a PromptPay QR: scanned with a bank's application, the amount is set already."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from chumchon.access.http import needs, today
from chumchon.thai.errors import BadInput
from chumchon.thai.promptpay import payload

from ..models import Fund, Member
from ..queries.dues import plan_of
from ..queries.members import member as find_member
from ..rules.dues import offers
from .common import fund_of, show
from .receipts_paper import qr_picture


def promptpay_card(fund: Fund, member: Member, key: str = "") -> dict[str, Any] | None:
    """What funds/receipts_promptpay_card.html shows: `qr`, `offer` (the one of that key, else what is due now) and
    `offers`. None where the fund has no PromptPay number, or the member has left."""
    if not fund.promptpay_id or member.status != "active":
        return None
    day = today()
    able = [o for o in offers(plan_of(fund, day), member.joined_on, member.paid_until, day) if o.satang > 0]
    offer = next((o for o in able if o.key == key), able[0])
    try:
        text = payload(fund.promptpay_id, offer.satang)
    except BadInput:
        return None
    words = f"คิวอาร์พร้อมเพย์ {offer.satang / 100:,.2f} บาท"
    return {"qr": qr_picture(text, words), "offer": offer, "offers": able, "number": fund.promptpay_id}


@needs("members.read")
def promptpay(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """The QR on a screen; `?offer=` month, quarter, year or arrears."""
    fund = fund_of(request)
    member = find_member(fund, member_id)
    if member is None:
        raise Http404
    card = promptpay_card(fund, member, request.GET.get("offer", ""))
    return show(request, "funds/receipts_promptpay.html", {"member": member, "card": card})
