"""Closing a year of a savings group on the screen: what stands against it, what it comes to, two people sign."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.actions import second_signature
from chumchon.access.http import actor_of, needs, today
from chumchon.ledger.rules import year_be
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import closing as actions
from ..forms.loans import SignForm
from ..queries import closing as queries
from ..queries.savings import book_of
from .common import group_of, show_group


@needs("homes.money")
def close(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """GET: everything that stands against closing, and the year's result. POST: the second person signs and it is closed."""
    group, day = group_of(request), today()
    book = book_of(group)
    if not 2500 <= year <= year_be(day, book.year_end_month):
        raise Http404
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, now, actor = form.cleaned_data, timezone.now(), actor_of(request)
        try:
            second = second_signature(actor, said["second"], said["secret"], "homes.sign", group.organisation, now, day)
            actions.close_year(group, year, actor, second, now, day)
        except NotAllowed as refused:
            form.add_error("second", refused.th)
        except Plain as refused:
            form.add_error(None, refused.th)
        else:
            messages.success(request, f"ปิดปี {year} แล้ว ตัวเลขของปีนี้ไม่เปลี่ยนอีก")
            return redirect("group_book", code)
    facts = queries.year_facts(group, book, year, day)
    rows = queries.accounts_of_year(book, year)
    context = {
        "year": year, "facts": facts, "form": form, "income": [r for r in rows if r[2] == "income"],
        "expense": [r for r in rows if r[2] == "expense"], "result": sum(s if k == "income" else -s for _, _, k, s in rows),
    }  # fmt: skip
    return show_group(request, "homes/closing.html", context, 422 if form.errors else 200)
