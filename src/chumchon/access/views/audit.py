"""The audit trail of a fund: who did what and when, with filters in the address and a file for auditors."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chumchon.thai.dates import parse_day, short_th
from chumchon.thai.errors import BadInput

from .. import queries, subjects
from ..http import actor_of, needs, today
from ..models import AuditEvent
from ..rules import may
from ..sheets import csv_response
from ..words import VERBS, detail_words, verb_words

EVENTS_A_PAGE = 50
EVENTS_A_FILE = 100_000
EVENTS_A_READ = 1_000  # of a file: their subjects are named together


def _midnight(day: date | None, after: int = 0) -> datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day + timedelta(days=after), time()))


def _row(event: AuditEvent, names: dict[str, str]) -> dict[str, Any]:
    at, subject = timezone.localtime(event.at), names[event.subject]
    return {
        "day": short_th(at.date()), "time": f"{at:%H:%M}", "who": str(event.actor) if event.actor else "ระบบ",
        "verb": verb_words(event.verb), "subject": subject, "detail": detail_words(event.detail, subject),
    }  # fmt: skip


@needs("audit.read")
def trail(request: HttpRequest, code: str) -> HttpResponse:
    """Filters: verb, who (user id), since and until (B.E. days, both included); `?format=csv` gives all rows found."""
    organisation, asked = request.organisation, request.GET  # type: ignore[attr-defined]
    error: BadInput | None = None
    days: dict[str, date | None] = {"since": None, "until": None}
    try:
        for name in days:
            if asked.get(name, "").strip():
                days[name] = parse_day(asked[name], today()).day
    except BadInput as unread:
        error = unread
    who = asked.get("who", "")
    rows = queries.trail(
        organisation, asked.get("verb", ""), int(who) if who.isascii() and who.isdigit() and len(who) < 12 else None,
        _midnight(days["since"]), _midnight(days["until"], after=1),
    )  # fmt: skip
    reads_names = may(actor_of(request), "members.read", organisation.id, organisation.subdistrict_id, today())
    if asked.get("format") == "csv" and error is None:
        return _file(code, rows[:EVENTS_A_FILE], reads_names)
    page = Paginator(rows, EVENTS_A_PAGE).get_page(asked.get("page"))
    names = subjects.named((e.subject for e in page), reads_names)
    address = asked.copy()
    address.pop("page", None)
    address.pop("format", None)
    context = {
        "organisation": organisation, "page": page, "rows": [_row(e, names) for e in page], "error": error,
        "asked": asked,
        "verbs": sorted(VERBS.items(), key=lambda pair: pair[1]), "actors": queries.actors_of(organisation),
        "address": address.urlencode(),
    }  # fmt: skip
    return render(request, "access/audit.html", context, status=400 if error else 200)


def _file(code: str, events: Any, reads_names: bool) -> HttpResponse:
    header = ["ลำดับ", "วันเวลา", "ผู้ทำ", "ทำอะไร", "กับ", "คำย่อ", "เรื่อง", "รายละเอียด"]

    def cells() -> Iterator[list[Any]]:
        rest = events.iterator(EVENTS_A_READ)
        while some := list(islice(rest, EVENTS_A_READ)):
            names = subjects.named((e.subject for e in some), reads_names)
            for e in some:
                yield [
                    e.id, timezone.localtime(e.at).isoformat(timespec="seconds"), str(e.actor or "ระบบ"),
                    verb_words(e.verb), names[e.subject], e.verb, e.subject, json.dumps(e.detail, ensure_ascii=False),
                ]  # fmt: skip

    return csv_response(f"audit-{code}.csv", header, cells())
