"""The users of a fund: who has which role, a new user, another role, the end of a role."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.thai.errors import Plain

from .. import queries, users
from ..http import actor_of, needs, today
from ..rules import FUND_ROLES, ROLES

CHOICES = [(role, ROLES[role]) for role in FUND_ROLES]


def _answer(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    organisation = request.organisation  # type: ignore[attr-defined]
    rows = [{"grant": g, "role": ROLES[g.role]} for g in queries.people_of(organisation, today())]
    context = {"organisation": organisation, "rows": rows, "roles": CHOICES, **more}
    return render(request, "access/users.html", context, status=status)


@needs("fund.settings")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """Everybody with a role in the fund, and the two forms."""
    return _answer(request)


@never_cache
@needs("fund.settings")
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A new user; the one-time password stands on the answer, once."""
    if request.method != "POST":
        return redirect("users", code)
    organisation, data = request.organisation, request.POST  # type: ignore[attr-defined]
    try:
        user, password = users.add_user(
            organisation, actor_of(request), data.get("username", ""), data.get("name_th", ""), data.get("role", ""),
            today(), timezone.now(),
        )  # fmt: skip
    except Plain as refused:
        return _answer(request, 422, add_error=refused, typed=data)
    return render(
        request, "access/user_added.html", {"organisation": organisation, "added": user, "password": password}
    )


@needs("fund.settings")
def add_role(request: HttpRequest, code: str) -> HttpResponse:
    """Another role for somebody who signs in already."""
    if request.method != "POST":
        return redirect("users", code)
    organisation, data = request.organisation, request.POST  # type: ignore[attr-defined]
    try:
        users.add_role(
            organisation, actor_of(request), data.get("username", ""), data.get("role", ""), today(), timezone.now()
        )
    except Plain as refused:
        return _answer(request, 422, role_error=refused, typed_role=data)
    messages.success(request, "ให้บทบาทแล้ว")
    return redirect("users", code)


@needs("fund.settings")
def end(request: HttpRequest, code: str, grant_id: int) -> HttpResponse:
    """The role ends now."""
    if request.method == "POST":
        users.end_grant(request.organisation, actor_of(request), grant_id, today(), timezone.now())  # type: ignore[attr-defined]
        messages.success(request, "สิ้นสุดบทบาทแล้ว")
    return redirect("users", code)
