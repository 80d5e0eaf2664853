"""สมุดประจำตัวสมาชิก on the screen and on paper: for the committee, and for the member who signs in."""

import uuid
from pathlib import Path
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, signed_in, today
from chumchon.access.models import User
from chumchon.paper.typeset import qr_svg, typeset
from chumchon.thai.dates import long_th, short_th
from chumchon.thai.money import baht

from ..actions.claim_readings import record_rights_read
from ..queries.passbook import Passbook, passbook, readable
from ..queries.rights import rights
from .common import fund_of, show
from .members import member_or_404
from .receipts_paper import absolute

PAPER = Path(__file__).parent.parent / "papers" / "passbook.typ"


@needs("members.read")
def of_member(request: HttpRequest, code: str, member_id: int) -> HttpResponse:
    """The passbook as the committee opens it; `?format=pdf` on A5, `&paper=a4` on A4."""
    fund = fund_of(request)
    book = passbook(fund, member_or_404(fund, member_id), today())
    if request.GET.get("format") == "pdf":
        return _pdf(request, book)
    return show(request, "funds/passbook.html", {"book": book, "member": book.row.member, "office": True})


@never_cache
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """One's own passbook; where there are several (other funds, small children), which one."""
    members = readable(cast(User, request.user), today())
    if len(members) == 1:
        return redirect("my_passbook_of", members[0].uid)
    own = [m for m in members if m.user_id == request.user.pk]
    return render(
        request, "funds/passbooks.html", {"own": own, "children": [m for m in members if m.user_id != request.user.pk]}
    )


@never_cache
@signed_in
def mine_of(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One's own passbook, or that of a child under fifteen in the same house. Errors: 404 for everybody else's."""
    members = readable(cast(User, request.user), today())
    member = next((m for m in members if m.uid == uid), None)
    if member is None:
        raise Http404
    book = passbook(member.fund, member, today(), kinds=True)
    left = rights(member.fund, member, today())
    told = book.benefits or any(right.used for right in left)
    if told and member.user_id != request.user.pk:  # a child's health facts, read by somebody else
        record_rights_read(member, actor_of(request), timezone.now())
    if request.GET.get("format") == "pdf":
        return _pdf(request, book)
    context = {"book": book, "member": member, "fund": member.fund, "today": today(), "several": len(members) > 1}
    context["rights"] = left
    return render(request, "funds/passbook.html", {**context, "child": member.user_id != request.user.pk})


def _pdf(request: HttpRequest, book: Passbook) -> HttpResponse:
    paper = "a4" if request.GET.get("paper") == "a4" else "a5"
    member, fund = book.row.member, book.fund
    newest = next((p for p in book.payments if not p.cancelled), None)
    house = member.person.household
    data = {
        "paper": paper, "fund": fund.name_th, "place": fund.organisation.subdistrict.label, "name": member.person.name,
        "number": member.number, "house": house.house_no if house else "",
        "village": member.village.label if member.village else "", "joined": long_th(member.joined_on),
        "standing": book.row.words, "printed": long_th(today()),
        "years": [[str(y.year_be), str(y.receipts), baht(y.satang)] for y in book.years], "total": baht(book.paid_satang),
        "legacy": baht(book.legacy_satang) if book.legacy_satang else "",
        "payments": [
            [short_th(p.day), p.receipt_label, p.words + (" (ยกเลิก)" if p.cancelled else ""), "–" if p.cancelled else baht(p.satang)]
            for p in book.payments
        ],
        "benefits": [[short_th(b.day), b.words, baht(b.satang)] for b in book.benefits],
        "benefit_total": baht(book.benefit_satang),
        "qr": qr_svg(absolute(request, reverse("public_receipt", args=[newest.public_code]))).decode() if newest else "",
    }  # fmt: skip
    answer = HttpResponse(typeset(PAPER, data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="passbook-{fund.code}-{member.pk}.pdf"'
    return answer
