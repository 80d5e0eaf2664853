"""The visit: its form, which a phone keeps and fills without signal; what the phone sends afterwards; visits that stand twice."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from chumchon.access.http import actor_of, needs, public, today
from chumchon.access.pages import do, worker_script
from chumchon.forms.sealed import Said
from chumchon.funds.views.takings import as_json
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import visits as actions
from ..forms.entries import PHONE, read_entries
from ..forms.visits import VisitForm
from ..models import Passbook
from ..queries import doubles, questions
from ..queries.registers import passbook, villages
from ..queries.sealed import opened
from ..rules.visits import VisitEntry
from .common import beat, looked_at, opened_house, register_of, show

FIELDS = {"VILLAGE": "village", "OTHER_VILLAGE": "village", "HOUSE_NO": "house_no", "FUTURE_DATE": "visited_on", "TOO_OLD": "visited_on", "NAME": "head", "PEOPLE": "people", "TOO_MANY_AIMS": "aims", "REFUSED": "consent", "ERASED": "consent"}  # fmt: skip


@ensure_csrf_cookie
@needs("households.visit")
def visit(request: HttpRequest, code: str) -> HttpResponse:
    """The form, blank or for a house (?house=); with script it works without signal, without script it is sent as any form."""
    register, day = register_of(request), today()
    said = request.POST.get("questions", "")
    asked = questions.version(said) or questions.on(day)
    initial: dict[str, Any] = {"visited_on": day}
    number = request.GET.get("house", "")
    sound = number.isascii() and number.isdecimal() and len(number) < 19
    found = passbook(register, int(number), beat(request)) if sound else None
    if found is not None:
        opened_house(request, found.pk)
        initial |= _known(found)
    choices = [(v.number, v.label) for v in villages(register, beat(request))]
    form = VisitForm(asked, choices, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep_visit(register, actor_of(request), form.entry(timezone.now()), timezone.now(), day)
        except NotAllowed:
            raise
        except Plain as refused:
            form.add_error(FIELDS.get(refused.code), refused.th)
        else:
            words = kept.th or f"บันทึกการเยี่ยมบ้าน {form.cleaned_data['house_no']} แล้ว"
            messages.success(request, words)
            return redirect("passbook_house", code, kept.passbook.pk)
    status = 422 if request.method == "POST" else 200
    return show(
        request, "visit.html", {"form": form, "found": found, "asked": asked, "phone_key": PHONE.public_key()}, status
    )


def _known(found: Passbook) -> dict[str, Any]:
    """A revisit begins with who lives there; every question is asked anew."""
    said = opened(found.newest.uid, found.newest.sealed) if found.newest else {}
    house = found.household
    return {
        "village": house.village.number, "house_no": house.house_no, "head": said.get("head", ""), "phone": said.get("phone", ""),
        **said.get("counts", {}),
    }  # fmt: skip


@require_POST
@as_json
@needs("households.visit")
def entries(request: HttpRequest, code: str) -> HttpResponse:
    """What a phone kept while it had no signal: docs/api-entries.md. Every entry gets its own answer, in their order."""
    said = read_entries(request.body, actor_of(request).user_id)
    answers = actions.accept(register_of(request), actor_of(request), [s.entry for s in said], timezone.now(), today())
    answer = JsonResponse({"entries": [_told(s, a) for s, a in zip(said, answers, strict=True)]})
    answer["Cache-Control"] = "no-store"
    return answer


def _told(said: Said[VisitEntry], answer: actions.Answer) -> dict[str, Any]:
    """The answer to one entry; what the phone is to forget is not read back."""
    told = {**said.told(answer.status, answer.code, answer.th), "drop": answer.drop}
    if answer.drop:
        told.pop("entry", None)
    return told


@require_safe
@public
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the visit's page on the phone; it must stand at the head of the addresses that it serves."""
    return worker_script("web/js/page-worker.js", "households/js/worker.js")


@require_safe
@needs("households.settle")
def doubles_list(request: HttpRequest, code: str) -> HttpResponse:
    """Visits of one house by two people within a few days, beside each other."""
    looked_at(request)
    return _doubles(request)


def _doubles(request: HttpRequest, error: Plain | None = None) -> HttpResponse:
    rows = doubles.waiting(register_of(request))
    return show(request, "doubles.html", {"rows": rows, "error": error}, 422 if error else 200)


@require_POST
@needs("households.settle")
def settle(request: HttpRequest, code: str, visit_id: int) -> HttpResponse:
    """A person's word on one of them."""
    counts = request.POST.get("counts") == "yes"

    def act() -> None:
        actions.settle_double(register_of(request), visit_id, actor_of(request), counts, timezone.now(), today())

    words = "นับการเยี่ยมครั้งนี้แล้ว" if counts else "เก็บไว้โดยไม่นับแล้ว"
    return do(request, act, words, "passbook_doubles", lambda e: _doubles(request, e), code)
