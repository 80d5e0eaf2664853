"""What every page of a fund needs: the fund, and what the person may do in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chumchon.access.http import actor_of, today
from chumchon.access.rules import permissions

from ..models import Fund


def fund_of(request: HttpRequest) -> Fund:
    """The fund of the address, with its organisation and area; the door has let the person in already."""
    organisation = request.organisation  # type: ignore[attr-defined]
    fund: Fund | None = getattr(request, "fund", None)
    if fund is None:
        fund = Fund.objects.get(organisation=organisation)
        fund.organisation = organisation
        request.fund = fund  # type: ignore[attr-defined]
    return fund


def show(request: HttpRequest, template: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A page of the fund. Templates get `fund`, `organisation`, `today` and `may`: the permissions held here, with
    dots as underscores (`{% if may.book_post %}`)."""
    fund = fund_of(request)
    held = permissions(actor_of(request), fund.organisation_id, fund.organisation.subdistrict_id, today())
    may = {p.replace(".", "_"): True for p in held}
    base = {"fund": fund, "organisation": fund.organisation, "today": today(), "may": may}
    return render(request, template, {**base, **(context or {})}, status=status)
