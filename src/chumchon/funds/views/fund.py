"""A new fund on the screen: find the tambon, then the fund, its committee and its bank accounts on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import may
from chumchon.areas.models import Subdistrict
from chumchon.areas.queries import search_subdistricts
from chumchon.thai.errors import Plain

from ..actions.fund import open_with_users
from ..forms.fund import USUAL_SEATS, BankRows, FundForm, SeatRows
from ..queries.fund import funds_of

SEATS = [{"position": position} for position in USUAL_SEATS]
SHORTEST = 2


@never_cache
@needs("fund.open")
def new(request: HttpRequest) -> HttpResponse:
    """GET ?q= finds a tambon, ?area= opens the form for it; POST opens the fund."""
    if request.method == "POST":
        return _open(request)
    area = list(search_subdistricts(request.GET["area"], 2)) if request.GET.get("area") else []
    if len(area) != 1:
        return _find(request)
    kind = "district" if area[0].code.startswith("10") else "tambon"
    name = "กองทุนสวัสดิการชุมชน" + area[0].label.split()[0].replace("ต.", "ตำบล")
    start = {"area": area[0].code, "name_th": name, "kind": kind}
    return _form(
        request, FundForm(initial=start), SeatRows(initial=SEATS, prefix="seat"), BankRows(prefix="bank"), area[0]
    )


def _find(request: HttpRequest) -> HttpResponse:
    text, actor, day = request.GET.get("q", "").strip()[:80], actor_of(request), today()
    found: list[Subdistrict] = []
    if len(text) >= SHORTEST:
        found = [a for a in search_subdistricts(text, 24) if may(actor, "fund.open", None, a.code, day)]
    return render(request, "funds/fund_find.html", {"q": text, "found": found, "asked": len(text) >= SHORTEST})


def _form(
    request: HttpRequest, form: FundForm, seats: Any, banks: Any, area: Subdistrict | None, status: int = 200,
    error: Plain | None = None,
) -> HttpResponse:  # fmt: skip
    there = list(funds_of(area.code)) if area is not None else []
    context = {"form": form, "seats": seats, "banks": banks, "area": area, "error": error, "there": there}
    return render(request, "funds/fund_new.html", context, status=status)


def _open(request: HttpRequest) -> HttpResponse:
    form = FundForm(request.POST)
    seats = SeatRows(request.POST, initial=SEATS, prefix="seat")
    banks = BankRows(request.POST, prefix="bank")
    sound = all([form.is_valid(), seats.is_valid(), banks.is_valid()])
    area = form.cleaned_data.get("area")
    if not sound:
        return _form(request, form, seats, banks, area, 422)
    committee = tuple(s for row in seats if (s := row.seat(form.cleaned_data["founded"])))
    accounts = tuple(a for row in banks if (a := row.account()))
    try:
        opened = open_with_users(form.facts(committee, accounts), actor_of(request), timezone.now(), today())
    except Plain as refused:
        return _form(request, form, seats, banks, area, 422, refused)
    return render(request, "funds/fund_opened.html", {"opened": opened, "organisation": opened.fund.organisation})
