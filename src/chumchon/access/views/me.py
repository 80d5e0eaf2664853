"""A person's own pages: where to go after sign-in, which role to act in, account and PIN."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chumchon.areas.queries import names_of
from chumchon.thai.errors import Plain, Refused

from .. import queries
from ..http import actor_of, needs, signed_in, today
from ..models import Grant, User
from ..rules import OFFICERS, PERMISSIONS, ROLES, areas_of
from ..sheets import csv_response
from ..users import set_pin

FUNDS_A_PAGE = 50


def _mine(request: HttpRequest) -> list[Grant]:
    return list(queries.in_force(today()).filter(user_id=cast(int, request.user.pk)))


def _told(grants: Sequence[Grant]) -> list[dict[str, Any]]:
    """Each role in words, with the body or the area where it holds."""
    names = names_of(g.area_prefix for g in grants if g.organisation is None)
    return [
        {
            "grant": g,
            "role": ROLES[g.role],
            "where": g.organisation.name_th if g.organisation else names.get(g.area_prefix, "ตามพื้นที่ที่ดูแล"),
        }
        for g in grants
    ]


def _home(given: Grant) -> str | None:
    """Where a role starts its work, a member at the own passbook; None where it opens no page of its own."""
    if given.organisation is not None and given.organisation.kind in ("council", "assembly"):
        return f"/councils/{given.organisation.code}/work" if "councils.read" in PERMISSIONS[given.role] else None
    if given.organisation is not None and given.organisation.kind == "households":
        return f"/p/{given.organisation.code}/" if "households.read" in PERMISSIONS[given.role] else None
    if given.organisation is not None and given.organisation.kind in ("housing", "savings_group"):
        room = "h" if given.organisation.kind == "housing" else "g"
        return f"/{room}/{given.organisation.code}/" if "homes.read" in PERMISSIONS[given.role] else "/me/home"
    if given.role == "headman":
        return "/councils/mine"
    if given.organisation is not None:
        return f"/f/{given.organisation.code}/" if "members.read" in PERMISSIONS[given.role] else "/me/passbook"
    if given.role in OFFICERS:
        return "/desk"
    return "/me/funds" if given.role == "admin" else None


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """One role: straight to its work. Several: choose one. None: whom to ask."""
    grants = _mine(request)
    request.session["desk"] = any(g.role in OFFICERS for g in grants)  # the way back stands in every header
    if len(grants) == 1 and (home := _home(grants[0])):
        return redirect(home)
    rows = [row | {"home": _home(g)} for row, g in zip(_told(grants), grants, strict=True)]
    return render(request, "access/me.html", {"rows": rows, "chosen": actor_of(request).chosen})


@signed_in
@require_POST
def choose_role(request: HttpRequest) -> HttpResponse:
    """Act in one of one's roles until the next choice; "0" is all of them together."""
    wanted = request.POST.get("grant", "")
    if wanted == "0":
        request.session.pop("grant", None)
        return redirect("me")
    given = next((g for g in _mine(request) if str(g.id) == wanted), None)
    if given is None:
        raise Refused("NO_GRANT", "บทบาทนี้ไม่ใช่ของคุณหรือสิ้นสุดแล้ว เลือกจากรายการ", "This is not one of your roles.")
    request.session["grant"] = given.id
    return redirect(_home(given) or "me")


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Name, roles, and the ways to password, second step, sessions and PIN."""
    rows = _told(_mine(request))
    return render(request, "access/account.html", {"rows": rows})


@signed_in
def pin(request: HttpRequest) -> HttpResponse:
    """Set one's own six digits for the second signature; the password proves who asks."""
    error: Plain | None = None
    if request.method == "POST":
        user, data = cast(User, request.user), request.POST
        try:
            set_pin(user, data.get("password", ""), data.get("pin", ""), data.get("again", ""), timezone.now())
        except Plain as refused:
            error = refused
        else:
            messages.success(request, "ตั้งรหัสลงชื่อแล้ว ใช้เมื่อลงชื่อเป็นคนที่สอง")
            return redirect("my_account")
    return render(request, "access/pin.html", {"error": error}, status=422 if error else 200)


@needs("fund.open")
def funds(request: HttpRequest) -> HttpResponse:
    """The funds of an officer's area, with search; `?format=csv` gives the rows as a file."""
    day, text = today(), request.GET.get("q", "").strip()
    actor = actor_of(request)
    rows = queries.funds_of(areas_of(actor, "fund.open", day), text)
    if request.GET.get("format") == "csv":
        cells = ([o.code, o.name_th, o.subdistrict_id, o.subdistrict.label] for o in rows)
        return csv_response("funds.csv", ["รหัส", "ชื่อกองทุน", "รหัสตำบล", "พื้นที่"], cells)
    page = Paginator(rows, FUNDS_A_PAGE).get_page(request.GET.get("page"))
    may_look = bool(areas_of(actor, "reports.read", day))
    return render(request, "access/funds.html", {"page": page, "q": text, "may_look": may_look})
