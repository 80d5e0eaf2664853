"""What every page of a fund needs: the fund, and what the person may do in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from chumchon.access.actions import require
from chumchon.access.http import actor_of, today
from chumchon.access.rules import may, permissions

from ..models import Fund


def fund_of(request: HttpRequest) -> Fund:
    """The fund of the address, with its organisation and area; the door has let the person in already."""
    organisation = request.organisation  # type: ignore[attr-defined]
    fund: Fund | None = getattr(request, "fund", None)
    if fund is None:
        fund = get_object_or_404(Fund, organisation=organisation)  # a council has an organisation and no fund
        fund.organisation = organisation
        request.fund = fund  # type: ignore[attr-defined]
    return fund


def allowed(request: HttpRequest, permission: str) -> bool:
    """May the person do this in the fund of the address today?"""
    fund = fund_of(request)
    return may(actor_of(request), permission, fund.organisation_id, fund.organisation.subdistrict_id, today())


def must(request: HttpRequest, permission: str) -> None:
    """For a page that many read and fewer send. Errors: NOT_ALLOWED."""
    require(actor_of(request), permission, fund_of(request).organisation, today())


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the fund. Templates get `fund`, `organisation`, `today` and `may`: the permissions held here, with
    dots as underscores (`{% if may.book_post %}`)."""
    fund = fund_of(request)
    held = permissions(actor_of(request), fund.organisation_id, fund.organisation.subdistrict_id, today())
    buttons = {p.replace(".", "_"): True for p in held}
    base = {"fund": fund, "organisation": fund.organisation, "today": today(), "may": buttons}
    return render(request, template, {**base, **(context or {})}, status=status)
