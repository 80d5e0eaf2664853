"""The fund's side of a round: what counts and what does not, who signs, where the request is."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.checks.queries import blocking
from chumchon.checks.queries.due import is_due
from chumchon.funds.models import BankAccount
from chumchon.funds.views.common import fund_of, show
from chumchon.funds.views.receipts_paper import pdf_response
from chumchon.paper.workbook import MIME
from chumchon.thai.dates import short_th
from chumchon.thai.errors import Plain
from chumchon.thai.money import baht, baht_plain

from ..actions import requests as actions
from ..actions import signing
from ..models import Award, Request, Round
from ..queries import requests as queries
from ..queries.debts import owed
from ..queries.paper import request_paper
from ..queries.rounds import offered, round_of
from ..queries.stops import by_ending
from ..rules.desks import EDITABLE, POSITIONS, STATES
from ..rules.reasons import COUNTS, REASONS

A_PAGE = 100
WAY = (
    ("drafted", "กองทุนลงชื่อ"),
    ("signed", "จังหวัด"),
    ("province", "ภาค"),
    ("region", "ส่วนกลาง"),
    ("hq", "จัดสรร"),
    ("settled", "โอนเงิน"),
)


def _round(code: str) -> Round:
    found = round_of(code)
    if found is None or found.state == "draft":
        raise Http404
    return found


def _request(request: HttpRequest, code: str) -> Request:
    found = queries.request_of(fund_of(request), _round(code))
    if found is None or not found.count_no:
        raise Http404
    return found


@needs("match.read")
def rounds(request: HttpRequest, code: str) -> HttpResponse:
    """Rounds that were offered to the fund, each with where its request stands."""
    fund = fund_of(request)
    ended = by_ending(fund.organisation, today())
    rows = [
        {"round": r, "request": mine, "state": STATES[mine.state] if mine else "", "open": not ended and r.state == "open" and r.opens_on <= today() <= r.closes_on}
        for r, mine in offered(fund.pk)
        if mine or not ended
    ]  # fmt: skip
    context = {"rows": rows, "owed": owed(fund.organisation_id), "ended": ended}
    return show(request, "matching/rounds.html", context)


@needs("match.read")
def one(request: HttpRequest, code: str, round: str) -> HttpResponse:
    """The request of a round, or what the round asks before there is one."""
    return _page(request, _round(round))


def _page(request: HttpRequest, round_: Round, error: Plain | None = None, typed: str = "") -> HttpResponse:
    fund, day = fund_of(request), today()
    mine = queries.request_of(fund, round_)
    ended = by_ending(fund.organisation, day)
    context: dict[str, Any] = {
        "round": round_, "request_": mine, "error": error, "typed": typed, "ended": ended,
        "open": ended is None and round_.state == "open" and round_.opens_on <= day <= round_.closes_on,
        "banks": BankAccount.objects.filter(fund=fund, closed_on=None).order_by("account__code"),
    }  # fmt: skip
    if mine is not None and mine.count_no:
        context |= _told(request, mine)
    return show(request, "matching/request.html", context, 422 if error is not None else 200)


def _told(request: HttpRequest, mine: Request) -> dict[str, Any]:
    signed = queries.signatures(mine)
    no_chair, others, no_head = queries.missing(signed)
    way = WAY[:-1] if mine.state == "nothing" else WAY  # no money, no step of the money
    order = [state for state, _ in way]
    at = order.index(mine.state) if mine.state in order else (len(order) if mine.state in ("paid", "nothing") else 0)
    steps = list(queries.steps(mine))
    reasons = queries.reasons(mine)
    award = Award.objects.filter(request=mine).select_related("payment").first()
    editable = mine.state in EDITABLE
    return {
        "state": STATES[mine.state], "way": [(th, "done" if i < at else "now" if i == at else "") for i, (_, th) in enumerate(way)],
        "signed": [(s, POSITIONS[s.position]) for s in signed], "no_chair": no_chair, "others": others, "no_head": no_head,
        "i_signed": any(s.user_id == actor_of(request).user_id for s in signed), "steps": steps,
        "counting": next((n for code, _, n in reasons if code == COUNTS), 0), "refused": [r for r in reasons if r[0] != COUNTS],
        "award": award, "payment": getattr(award, "payment", None), "editable": editable,
        "findings": editable and blocking(mine.fund.organisation), "unchecked": editable and is_due(mine.fund),
        "conditions_ok": all(c["ok"] for c in mine.counted.get("conditions", [])),
        "answer": next((s.reason for s in reversed(steps) if s.verdict != "pass"), "") if mine.state in ("returned", "refused") else "",
    }  # fmt: skip


@needs("match.request")
def draft(request: HttpRequest, code: str, round: str) -> HttpResponse:
    """POST: count now (again). `bank`: the account to which the money shall go."""
    round_ = _round(round)
    if request.method != "POST":
        return redirect("match_round", code, round)
    bank = request.POST.get("bank", "")
    try:
        made = actions.draft(
            fund_of(request),
            round_,
            actor_of(request),
            timezone.now(),
            today(),
            int(bank) if bank.isdecimal() else None,
        )
    except Plain as refused:
        return _page(request, round_, refused)
    messages.success(request, f"นับแล้ว {made.asking:,} คนนับได้ ขอเงินสมทบ {baht(made.asked_satang)} บาท")
    return redirect("match_round", code, round)


@needs("match.sign")
def sign(request: HttpRequest, code: str, round: str) -> HttpResponse:
    """POST: the person who is signed in signs; with `username` and `secret` the other person at the same screen."""
    if request.method != "POST":
        return redirect("match_round", code, round)
    mine = _request(request, round)
    username, seen = request.POST.get("username", "").strip(), request.POST.get("count", "")
    count_no = int(seen) if seen.isdecimal() else None
    actor, now, day = actor_of(request), timezone.now(), today()
    try:
        if username:
            done = signing.sign_as_second(mine.pk, actor, username, request.POST.get("secret", ""), now, day, count_no)
        else:
            done = signing.sign(mine.pk, actor, now, day, count_no)
    except Plain as refused:
        return _page(request, mine.round, refused, username)
    sent = done.state == "signed"
    messages.success(request, "ลงชื่อครบแล้ว ส่งคำขอให้คณะกรรมการจังหวัดแล้ว" if sent else "ลงชื่อแล้ว")
    return redirect("match_round", code, round)


@needs("match.read")
def members(request: HttpRequest, code: str, round: str) -> HttpResponse:
    """Member by member: ?reason=KEY, or all who do not count; `?format=csv`."""
    mine = _request(request, round)
    key = request.GET.get("reason", "")
    chosen = next((r for r in REASONS if r.key == key), None)
    rows = queries.member_years(mine, chosen.code if chosen else None, COUNTS if key == "not" else None)
    if request.GET.get("format") == "csv":
        head = ["เลขที่", "ชื่อ", "จ่ายสำหรับปีนี้ (บาท)", "เหตุผล", "พึงได้ (บาท)", "ได้ (บาท)"]
        lines = (
            [x.number, x.name, baht_plain(x.satang), x.reason_th, baht_plain(x.due_satang), "" if x.granted_satang is None else baht_plain(x.granted_satang)]
            for x in queries.lines(rows, mine.round)
        )  # fmt: skip
        return csv_response(f"match-{mine.round.code}-{code}.csv", head, lines)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    shown = queries.lines(page.object_list, mine.round)
    choices = [
        ("", "ทุกคน"),
        ("not", "ที่นับไม่ได้"),
        *((REASONS[c].key, f"{th} ({n:,})") for c, th, n in queries.reasons(mine)),
    ]
    context = {
        "request_": mine, "round": mine.round, "page": page, "lines": shown, "reason": key, "choices": choices,
        "address": f"reason={key}", "settled": Award.objects.filter(request=mine).exists(),
        "paid": sum(x.satang for x in shown), "due": sum(x.due_satang for x in shown), "granted": sum(x.granted_satang or 0 for x in shown),
    }  # fmt: skip
    return show(request, "matching/members.html", context)


@needs("match.read")
def paper(request: HttpRequest, code: str, round: str) -> HttpResponse:
    """The request with the status form behind it: a PDF, `?format=xlsx` a workbook, `?format=csv` the tables."""
    mine = _request(request, round)
    return paper_response(request, mine)


def paper_response(request: HttpRequest, mine: Request) -> HttpResponse:
    """The paper of a request in the format that the address asks for."""
    report = request_paper(mine)
    name, wanted = f"match-{mine.round.code}-{mine.fund.code}", request.GET.get("format", "pdf")
    if wanted == "xlsx":
        answer = HttpResponse(report.xlsx(), content_type=MIME)
        answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return answer
    if wanted == "csv":
        return csv_response(f"{name}.csv", [report.title], report.csv_rows())
    foot = f"{mine.fund.name_th} · พิมพ์ {short_th(today())} {timezone.localtime():%H:%M} น."
    return pdf_response(report.pdf(foot), name)
