"""Closing a year on the screen: what stands against it, what will happen, two people sign."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from chumchon.access.actions import second_signature
from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import NotAllowed, Plain

from ..actions import closing as actions
from ..forms.closing import CloseForm
from ..queries import closing as queries
from ..queries.reports import annual_facts, book_of, years_of
from ..rules.closing import blockers
from ..rules.reports import balances_table, result_table
from .common import fund_of, show


@needs("book.close")
def close(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """GET: everything that stands against closing, at once. POST: the second person signs and the year is closed."""
    fund, day = fund_of(request), today()
    book = book_of(fund)
    years = years_of(book, day)
    if not years[-1] - 1 <= year <= years[0]:
        raise Http404
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, now, actor = form.cleaned_data, timezone.now(), actor_of(request)
        try:
            second = second_signature(actor, said["witness"], said["secret"], actions.SIGN, fund.organisation, now, day)
            actions.close_year(fund, year, actor, second, now, day)
        except NotAllowed as refused:
            form.add_error("witness", refused.th)
        except Plain as refused:
            form.add_error(None, refused.th)
        else:
            messages.success(request, f"ปิดปี {year} แล้ว ตัวเลขของปีนี้ไม่เปลี่ยนอีก")
            return redirect(f"{reverse('report_year', args=[code])}?year={year}")
    facts = queries.year_facts(fund, book, year, day)
    stands = blockers(facts)
    report = annual_facts(fund, year, day)
    context = {
        "year": year, "facts": facts, "stops": [b for b in stands if not b.warning], "warnings": [b for b in stands if b.warning],
        "tables": [result_table(report.figures, year), balances_table(report.balances)], "form": form,
    }  # fmt: skip
    return show(request, "funds/closing.html", context, 422 if form.errors else 200)
