"""A house on the screen: who lives in it, and who moves to another one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import Plain

from ..actions import households as actions
from ..forms.members import MoveForm
from ..queries import members as queries
from ..queries.dues import plan_of
from ..queries.households import household
from .common import fund_of, show

PLACES = {"NOBODY": "members", "NO_VILLAGE": "village", "NO_HOUSE": "house_no", "FUTURE_DATE": "since"}


def _house(request: HttpRequest, household_id: int, data: Any = None) -> tuple[Any, list[Any], MoveForm]:
    fund = fund_of(request)
    found = household(fund, household_id)
    if found is None:
        raise Http404
    house, members = found
    people = [(m.id, f"{m.person.name} เลขที่ {m.number}") for m in members]
    form = MoveForm(
        data, villages=list(queries.villages(fund)), people=people, initial={"village": str(house.village_id)}
    )
    return house, members, form


def _answer(request: HttpRequest, house: Any, members: list[Any], form: MoveForm, status: int = 200) -> HttpResponse:
    rows = queries.rows_of(members, plan_of(fund_of(request), today()), today())
    owed = sum(r.owed_satang for r in rows)
    return show(
        request, "funds/household.html", {"house": house, "rows": rows, "form": form, "owed_satang": owed}, status
    )


@needs("members.read")
def detail(request: HttpRequest, code: str, household_id: int) -> HttpResponse:
    """The members of a house, and the form to move some of them."""
    house, members, form = _house(request, household_id)
    return _answer(request, house, members, form)


@needs("members.write")
def move(request: HttpRequest, code: str, household_id: int) -> HttpResponse:
    """Move the chosen ones: to a house that is there, or to a new one."""
    if request.method != "POST":
        return redirect("household", code, household_id)
    house, members, form = _house(request, household_id, request.POST)
    if form.is_valid():
        said = form.cleaned_data
        moving = [m for m in members if m.id in said["members"]]
        try:
            there = actions.move(
                fund_of(request), actor_of(request), moving, int(said["village"]), said["house_no"], today(), timezone.now(),
                reason=said["reason"], since=said["since"],
            )  # fmt: skip
        except Plain as refused:
            form.add_error(PLACES.get(refused.code), refused.th)
        else:
            messages.success(request, f"ย้าย {len(moving)} คนไปบ้านเลขที่ {there.house_no} แล้ว")
            return redirect("household", code, there.id)
    return _answer(request, house, members, form, 422)
