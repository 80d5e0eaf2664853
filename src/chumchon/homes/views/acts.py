"""One form, one act: a page with a form whose refusal stands beside its field, and money that two sign for."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from chumchon.access.http import actor_of
from chumchon.ledger.models import Book
from chumchon.thai.errors import NotAllowed, Plain
from chumchon.thai.money import baht_short

from ..actions.payouts import Two
from ..forms.savings import TwoForm
from ..queries import projects
from ..queries.savings import cash_accounts
from .common import project_of, show
from .savings import add_refusal, second_of

Act = Callable[[dict[str, Any]], str]


def tried(request: HttpRequest, form: forms.Form, act: Act, fields: dict[str, str] | None = None) -> bool:
    """Send the form; True when it is done (its words are a message). fields: which field a refusal's code belongs to."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        done = act(form.cleaned_data)
    except NotAllowed as refused:
        if not isinstance(form, TwoForm):
            raise
        add_refusal(request, form, refused)
    except Plain as refused:
        if isinstance(form, TwoForm):
            add_refusal(request, form, refused)
        else:
            name = (fields or {}).get(refused.code, "")
            form.add_error(name if name in form.fields else None, refused.th)
    else:
        messages.success(request, done)
        return True
    return False


def form_page(
    request: HttpRequest, form: forms.Form, act: Act, title: str, button: str, to: str, lead: str = "", **fields: str
) -> HttpResponse:  # fmt: skip
    """A page that is one form; done, it goes on to the page named `to` of the project (or an address with a slash)."""
    code = project_of(request).code
    address = to if "/" in to else reverse(to, args=[code])
    if tried(request, form, act, fields):
        return redirect(address)
    context = {
        "form": form, "title": title, "button": button, "lead": lead, "back": address,
        "files": any(f.widget.needs_multipart_form for f in form.fields.values()),
    }  # fmt: skip
    return show(request, "homes/form.html", context, 422 if request.method == "POST" else 200)


def book(request: HttpRequest) -> Book:
    """The project's book."""
    return projects.book_of(project_of(request))


def boxes(request: HttpRequest) -> list[tuple[str, str]]:
    """Box and bank of the project with what they hold, for a form."""
    return [(a.code, f"{a.name_th} (มี {baht_short(satang)})") for a, satang in cash_accounts(book(request))]


def two_of(request: HttpRequest, form: TwoForm) -> Two:
    """Who sends the form and who signs on it. Errors: access.actions.second_signature."""
    said = form.cleaned_data
    return Two(actor_of(request), second_of(request, form), said["box"], said["day"])
