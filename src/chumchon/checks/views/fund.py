"""A fund's own page of findings: what somebody should look at, in kind words, and its answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.funds.views.common import fund_of, show
from chumchon.thai.dates import short_th
from chumchon.thai.errors import Plain

from ..actions.steps import take
from ..actions.verify import verify_fund
from ..forms import AnswerForm
from ..models import WAITING, Finding
from ..queries import findings as queries
from ..queries.evidence import shown
from .desk import row_of

FINDINGS_A_PAGE = 30


@needs("findings.read")
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """What waits, or ?done=1 what is settled; `?format=csv`."""
    fund, done = fund_of(request), request.GET.get("done") == "1"
    found = queries.of_fund(fund.organisation, done)
    if request.GET.get("format") == "csv":
        rows = (
            [r["finding"].check_of.name_th, r["told"], short_th(r["finding"].first_seen.date()), r["state"]]
            for r in map(row_of, found)
        )
        return csv_response(f"findings-{code}.csv", ["เรื่อง", "พบว่า", "พบเมื่อ", "สถานะ"], rows)
    page = Paginator(found, FINDINGS_A_PAGE).get_page(request.GET.get("page"))
    waiting = page.paginator.count if not done else queries.of_fund(fund.organisation).count()
    context = {
        "page": page, "rows": [row_of(f) for f in page], "done": done, "waiting": waiting, "address": "done=1" if done else "",
        "last_run": queries.last_run(fund.organisation),
    }  # fmt: skip
    return show(request, "checks/fund/listing.html", context)


@needs("findings.read")
@require_POST
def run(request: HttpRequest, code: str) -> HttpResponse:
    """Check the fund now."""
    fund = fund_of(request)
    result = verify_fund(fund, timezone.now(), today(), actor_of(request).user_id)
    words = (
        f"ตรวจแล้ว พบใหม่ {result.new:,} ข้อ หายไป {result.gone:,} ข้อ"
        if result.new or result.gone
        else "ตรวจแล้ว ไม่มีอะไรเปลี่ยน"
    )
    messages.success(request, words)
    return redirect("findings", code)


def _own(request: HttpRequest, finding_id: int) -> Finding:
    found = queries.one(finding_id, fund_of(request).organisation)
    if found is None:
        raise Http404
    return found


@needs("findings.read")
def finding(request: HttpRequest, code: str, finding_id: int) -> HttpResponse:
    """One finding in kind words, what it is seen by, what was asked and answered."""
    return _finding(request, _own(request, finding_id))


def _finding(
    request: HttpRequest, found: Finding, error: Plain | None = None, form: AnswerForm | None = None
) -> HttpResponse:
    steps = queries.steps_of(found)
    seen = steps[-1].pk if steps else 0
    if form is None or error is not None:
        form = AnswerForm(initial={"text": form["text"].value() if form is not None else "", "seen": seen})
    context = {
        **row_of(found), "evidence": shown(found, actor_of(request), today()), "steps": steps, "form": form, "error": error,
        "waits": found.state in WAITING and found.gone_at is None,
    }  # fmt: skip
    return show(request, "checks/fund/finding.html", context, 422 if request.method == "POST" else 200)


@needs("findings.answer")
@require_POST
def answer(request: HttpRequest, code: str, finding_id: int) -> HttpResponse:
    """The fund's answer; what cannot be done is said beside the form, with what was typed."""
    found, form = _own(request, finding_id), AnswerForm(request.POST)
    if not form.is_valid():
        return _finding(request, found, form=form)
    got = form.cleaned_data
    try:
        take(found.pk, actor_of(request), "answer", got["text"], got["seen"], timezone.now(), today())
    except Plain as refused:
        return _finding(request, queries.one(found.pk) or found, refused, form)
    messages.success(request, "ส่งคำตอบแล้ว ขอบคุณที่ช่วยดู")
    return redirect("finding", code, found.pk)
