"""Reports of a fund: the list, the month for the village's board, the year for the meeting, the status form, who is behind.

Each is one Report that becomes a page, a PDF, a workbook or a CSV by `?format=`.
"""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from chumchon.access.http import needs, today
from chumchon.access.sheets import csv_response
from chumchon.paper.tables import Report
from chumchon.paper.workbook import MIME
from chumchon.thai.dates import MONTHS, long_th, parse_day, short_th
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput

from ..actions.closing import figures_as_they_stood
from ..queries import closing as closed
from ..queries import reports as queries
from ..queries.months import month_facts
from ..queries.status_form import status_facts
from ..rules.months import month_sheet
from ..rules.reports import annual, unpaid
from ..rules.status_form import status_form
from .common import fund_of, show
from .receipts_paper import absolute, pdf_response, qr_picture


def _answer(request: HttpRequest, report: Report, name: str, **more: Any) -> HttpResponse:
    fund, wanted = fund_of(request), request.GET.get("format", "")
    name = f"{name}-{fund.code}"
    if wanted == "pdf":
        return pdf_response(
            report.pdf(f"{fund.name_th} · พิมพ์ {short_th(today())} {timezone.localtime():%H:%M} น."), name
        )
    if wanted == "xlsx":
        answer = HttpResponse(report.xlsx(), content_type=MIME)
        answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return answer
    if wanted == "csv":
        return csv_response(f"{name}.csv", [report.title], report.csv_rows())
    address = request.GET.copy()
    address.pop("format", None)
    picture = qr_picture(report.check, "คิวอาร์ตรวจรหัสสมุด") if report.check else ""
    context = {"report": report, "address": address.urlencode(), "picture": picture, **more}
    return show(request, "funds/reports_report.html", context)


def _number(request: HttpRequest, name: str, low: int, high: int, default: int) -> int:
    text = arabic(request.GET.get(name, "")).strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 6 and low <= int(text) <= high):
        raise BadInput("BAD_PERIOD", f"ไม่มีงวด “{text}” เลือกเดือนหรือปีจากรายการ", f"There is no period {text!r}.")
    return int(text)


@needs("reports.read")
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """Every report with what it is for, and the years with their state."""
    fund, day = fund_of(request), today()
    book = queries.book_of(fund)
    done = {y.year_be: y for y in closed.closed_years(fund)}
    ends = {year: queries.year_span(book, year)[1] for year in queries.years_of(book, day)}
    years = [{"year": y, "last": last, "closed": done.get(y), "over": last < day} for y, last in ends.items()]
    context = {
        "years": years, "months": list(enumerate(MONTHS, 1)), "now": day, "calendar_years": _calendar_years(request),
        "next_to_close": min((y for y, last in ends.items() if last < day and y not in done), default=None),
    }  # fmt: skip
    return show(request, "funds/reports.html", context)


def _calendar_years(request: HttpRequest) -> list[int]:
    book, day = queries.book_of(fund_of(request)), today()
    first = queries.year_span(book, queries.years_of(book, day)[-1])[0]
    return list(range(day.year + 543, first.year + 542, -1))


@needs("reports.read")
def month(request: HttpRequest, code: str) -> HttpResponse:
    """ใบสรุปประจำเดือน. `year` (B.E. calendar year) and `month`; default this month."""
    fund, day = fund_of(request), today()
    year = _number(request, "year", 2400, day.year + 543, day.year + 543)
    number = _number(request, "month", 1, 12, day.month if year == day.year + 543 else 12)
    if (year - 543, number) > (day.year, day.month):
        raise BadInput("FUTURE_MONTH", "เดือนนี้ยังมาไม่ถึง เลือกเดือนก่อนหน้า", "This month has not come yet.")
    facts = month_facts(fund, year - 543, number, day)
    if facts.code:
        facts = replace(facts, check=absolute(request, reverse("public_head", args=[fund.code, facts.code])))
    chosen = {
        "months": list(enumerate(MONTHS, 1)),
        "month": number,
        "year": year,
        "calendar_years": _calendar_years(request),
    }
    return _answer(request, month_sheet(facts), f"month-{year}-{number:02d}", period=chosen)


@needs("reports.read")
def year(request: HttpRequest, code: str) -> HttpResponse:
    """รายงานประจำปี. `year`: the fund's B.E. year; default this year."""
    fund, day = fund_of(request), today()
    book = queries.book_of(fund)
    years = queries.years_of(book, day)
    chosen = _number(request, "year", years[-1] - 1, years[0], years[0])
    facts = queries.annual_facts(fund, chosen, day)
    if facts.code:
        facts = replace(facts, check=absolute(request, reverse("public_head", args=[fund.code, facts.code])))
    row = closed.closed_year(fund, chosen)
    now = figures_as_they_stood(facts)
    changed = row is not None and any(
        row.figures.get(part) != now[part] for part in ("members", "accounts", "balances")
    )
    return _answer(
        request, annual(facts), f"year-{chosen}", annual={"year": chosen, "years": years, "closed": row, "changed": changed},
        appendix=chosen, behind=len(facts.debtors),
    )  # fmt: skip


@needs("members.read")
def behind(request: HttpRequest, code: str) -> HttpResponse:
    """The private appendix: who was behind on the last day of `year` (default: is behind today), with names."""
    fund, day = fund_of(request), today()
    book = queries.book_of(fund)
    years = queries.years_of(book, day)
    chosen = _number(request, "year", years[-1] - 1, years[0], years[0])
    end = min(queries.year_span(book, chosen)[1], day)
    place = queries.place_of(fund)
    rows = queries.debtors(fund, end, queries.histories(fund), dict(place.villages))
    return _answer(request, unpaid(place, rows, end), f"behind-{end.isoformat()}", private=True)


@needs("reports.read")
def status(request: HttpRequest, code: str) -> HttpResponse:
    """แบบแสดงสถานะกองทุน as of `day` (B.E. as people write it; default today)."""
    text = request.GET.get("day", "").strip()
    day = parse_day(text, today()).day if text else today()
    if day > today():
        raise BadInput("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง", "The day lies in the future.")
    report = status_form(status_facts(fund_of(request), day))
    return _answer(request, report, f"status-{day.isoformat()}", on={"day": day, "said": text or long_th(day)})
