"""The committee's board of benefits, and help that was no money."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.access.sheets import csv_response
from chumchon.people.derived import natural_key
from chumchon.thai.errors import Plain
from chumchon.thai.money import baht_plain

from ..actions.help import give_help, undo_help, undo_permission
from ..forms.claims import HelpForm, HelpUndoForm
from ..models import Member
from ..queries import claims_board as queries
from ..queries import counters
from ..queries.help import KINDS, Help, help_one, helps, written_by
from ..queries.reports import year_span, years_of
from .claims import held
from .common import fund_of, show


def _year(request: HttpRequest, years: list[int]) -> int:
    """The fund's year of the address (B.E.), else the newest; only years that the book has."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
    return year if year in years else years[0]


@needs("claims.read_health")
def board(request: HttpRequest, code: str) -> HttpResponse:
    """Waiting claims by age, the year's benefits by kind, help that was no money; `year` and `format=csv`."""
    fund = fund_of(request)
    book = counters.book_of(fund)
    years = years_of(book, today())
    year = _year(request, years)
    since, until = year_span(book, year)
    kinds = queries.kinds(fund, book, since, until)
    if request.GET.get("format") == "csv":
        head = ["รหัสบัญชี", "ประเภท", "ครั้ง", "คน", "บาท"]
        rows = ([k.code, k.words, k.times, k.people, baht_plain(k.satang)] for k in kinds)
        return csv_response(f"benefits-{code}-{year}.csv", head, rows)
    ages, given = queries.ages(fund, today()), helps(fund, since, until)
    stands = [h for h in given if h.undone is None]
    context = {
        "ages": ages, "answer": sum(a.answer for a in ages), "money": sum(a.money for a in ages), "kinds": kinds,
        "times": sum(k.times for k in kinds), "satang": sum(k.satang for k in kinds), "given": _with_undo(request, given),
        "given_times": len(stands), "value": sum(h.value_satang for h in stands), "help_kinds": KINDS, "year": year, "years": years, "since": since, "until": until,
        "free": counters.free_cash(fund), "cash": counters.cash_of(book),
    }  # fmt: skip
    return show(request, "funds/claims/board.html", context)


@needs("claims.enter")
def give(request: HttpRequest, code: str) -> HttpResponse:
    """Write down help that was no money."""
    fund, error = fund_of(request), None
    form = HelpForm(request.POST or None, initial={"day": today()})
    if request.method == "POST" and form.is_valid():
        got, number = form.cleaned_data, form.cleaned_data["member_number"].strip()
        member = Member.objects.filter(fund=fund, number_key=natural_key(number)).first() if number else None
        if number and member is None:
            form.add_error("member_number", "ไม่พบสมาชิกเลขนี้ ตรวจเลขอีกครั้ง หรือเว้นว่าง")
        else:
            try:
                give_help(
                    fund, actor_of(request), member, got["kind"], got["words"], got["value"] or 0, got["day"], got["key"],
                    timezone.now(), today(),
                )  # fmt: skip
            except Plain as refused:
                error = refused
            else:
                messages.success(request, "บันทึกความช่วยเหลือแล้ว")
                return redirect("claims", code)
    own = _with_undo(request, written_by(fund, actor_of(request).user_id))
    context = {"form": form, "error": error, "own": own}
    return show(request, "funds/claims/help.html", context, 422 if request.method == "POST" else 200)


def _with_undo(request: HttpRequest, given: list[Help]) -> list[tuple[Help, bool]]:
    """Each with whether this person may take it back."""
    fund, actor = fund_of(request), actor_of(request)
    return [(h, h.undone is None and bool(undo_permission(fund, actor, h.by_id, today()))) for h in given]


@never_cache
@needs("claims.read")
def undo(request: HttpRequest, code: str, help_id: int) -> HttpResponse:
    """Take help back that was written down wrongly: who wrote it, or the committee; 404 for others."""
    fund, actor, error = fund_of(request), actor_of(request), None
    found = help_one(fund, help_id)
    if found is None or not undo_permission(fund, actor, found.by_id, today()):
        raise Http404
    form = HelpUndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_help(fund, help_id, actor, form.cleaned_data["reason"], timezone.now(), today())
        except Plain as refused:
            error = refused
        else:
            messages.success(request, "ยกเลิกรายการนี้แล้ว ไม่นับในรายงาน แต่ยังเห็นพร้อมเหตุผล")
            return redirect("claims_board" if held(request, "claims.read_health") else "claims_help", code)
    context = {"help": found, "form": form, "error": error}
    return show(request, "funds/claims/help_undo.html", context, 422 if request.method == "POST" else 200)
