"""Opening a tambon's register, and who is let in to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.models import Grant, Organisation
from chumchon.access.pages import do
from chumchon.areas.models import Village
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import registers as actions
from ..forms.passbooks import PersonForm, VillagesForm, VisitorForm
from ..queries.beats import villages_of_grants
from ..queries.registers import people as people_of
from ..queries.registers import villages
from .common import register_of, show


@never_cache
@needs("fund.settings")
def open_register(request: HttpRequest, code: str) -> HttpResponse:
    """The council or the fund opens the register of its tambon and names who keeps it."""
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    form = PersonForm(request.POST or None)
    there = Organisation.objects.filter(kind="households", subdistrict=organisation.subdistrict).first()
    context = {"organisation": organisation, "form": form, "there": there}
    if request.method != "POST":
        return render(request, "households/open.html", context)
    if form.is_valid():
        got = form.cleaned_data
        try:
            register, password = actions.open_register(
                organisation, actor_of(request), got["username"], timezone.now(), today(), got["name_th"]
            )
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error("username" if refused.code in ("NO_USER", "OWN_ROLE") else None, refused.th)
        else:
            said = {"register": register, "password": password, "username": got["username"]}
            return render(request, "households/open.html", {**context, **said, "there": register.organisation})
    return render(request, "households/open.html", context, status=422)


@never_cache
@require_safe
@needs("households.people")
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Visitors and keepers."""
    return _page(request)


def _page(
    request: HttpRequest,
    form: VisitorForm | None = None,
    error: Plain | None = None,
    password: str = "",
    status: int = 200,
) -> HttpResponse:
    grants, there = people_of(register_of(request), today()), villages(register_of(request))
    named = villages_of_grants(g.pk for g in grants)
    rows = [(g, [v for v in there if v.pk in named.get(g.pk, ())], _villages_form(g, there, named)) for g in grants]
    context = {"rows": rows, "form": form or VisitorForm(there), "error": error, "password": password}
    return show(request, "people.html", context, 422 if error else status)


def _villages_form(given: Grant, there: list[Village], named: dict[int, set[int]]) -> VillagesForm | None:
    """Only a visitor's villages are changed; each form's boxes have names of their own on the page."""
    if given.role != "visitor":
        return None
    return VillagesForm(there, initial={"villages": sorted(named.get(given.pk, ()))}, auto_id=f"id_{given.pk}_%s")


@never_cache
@require_POST
@needs("households.people")
def set_villages(request: HttpRequest, code: str, visitor_grant: int) -> HttpResponse:
    """A visitor goes to these villages from now on."""
    form = VillagesForm(villages(register_of(request)), request.POST)
    wanted = form.cleaned_data["villages"] if form.is_valid() else [0]  # what is not of the list is refused below

    def act() -> None:
        actions.set_villages(register_of(request), actor_of(request), visitor_grant, wanted, timezone.now(), today())

    return do(request, act, "เปลี่ยนหมู่ที่ดูแลแล้ว", "passbook_people", lambda e: _page(request, error=e), code)


@never_cache
@require_POST
@needs("households.people")
def let_in(request: HttpRequest, code: str) -> HttpResponse:
    """A visitor or a second keeper; a new user's password is shown once."""
    form = VisitorForm(villages(register_of(request)), request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    got = form.cleaned_data
    try:
        password = actions.let_in(
            register_of(request),
            actor_of(request),
            got["username"],
            got["name_th"],
            got["role"],
            timezone.now(),
            today(),
            got["villages"],
        )
    except NotAllowed:
        raise
    except Plain as refused:
        form.add_error("username", refused.th)
        return _page(request, form, status=422)
    if password:
        return _page(request, password=password)
    messages.success(request, "ให้บทบาทแล้ว")
    return redirect("passbook_people", code)


@require_POST
@needs("households.people")
def let_out(request: HttpRequest, code: str, visitor_grant: int) -> HttpResponse:
    """The role stops at once."""

    def act() -> None:
        actions.let_out(register_of(request), actor_of(request), visitor_grant, timezone.now(), today())

    return do(request, act, "สิ้นสุดบทบาทแล้ว", "passbook_people", lambda e: _page(request, error=e), code)
