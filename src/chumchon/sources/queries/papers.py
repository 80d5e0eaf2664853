"""Which of the papers that a call asks for the house holds, and those papers as bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from chumchon.access.models import Organisation
from chumchon.councils import printed
from chumchon.councils.models import Council, Group, Meeting
from chumchon.councils.queries.meetings import last_signed
from chumchon.funds.models import FiscalYear, Fund
from chumchon.funds.queries.reports import annual_facts
from chumchon.funds.rules.reports import annual

from ..rules.papers import PAPERS


@dataclass(frozen=True)
class Held:
    """A paper of the list: is it there, and what it is or what to do."""

    kind: str
    name_th: str
    is_there: bool
    words: str


@dataclass(frozen=True)
class Made:
    """A paper ready to be sealed."""

    kind: str
    label: str
    content: bytes


def _fund(body: Organisation) -> Fund | None:
    """The applicant's own fund, else the fund of the same tambon."""
    rows = Fund.objects.select_related("organisation__subdistrict__district__province")
    return (
        rows.filter(organisation=body).first()
        or rows.filter(organisation__subdistrict_id=body.subdistrict_id, organisation__closed_on=None)
        .order_by("pk")
        .first()
    )


def _council(body: Organisation) -> Council | None:
    rows = Council.objects.select_related("organisation__subdistrict__district__province").filter(state="founded")
    return (
        rows.filter(organisation=body).first()
        or rows.filter(organisation__subdistrict_id=body.subdistrict_id, kind__in=("tambon", "municipality"))
        .order_by("pk")
        .first()
    )


def _group(body: Organisation, group: Group | None) -> Group | None:
    rows = Group.objects.select_related(
        "kind", "village", "subdistrict__district__province", "council__organisation", "confirmed_by"
    )
    wanted = rows.filter(pk=group.pk) if group is not None else rows.filter(organisation=body)
    return wanted.filter(state="registered", registered_on__isnull=False).first()


def _meeting(council: Council | None) -> Meeting | None:
    rows = Meeting.objects.select_related("council__organisation__subdistrict__district__province")
    return rows.filter(council=council, state="signed").order_by("-day", "-id").first() if council else None


def _year(fund: Fund | None) -> FiscalYear | None:
    return FiscalYear.objects.filter(fund=fund).order_by("-year_be").first() if fund else None


def held(kinds: Iterable[str], body: Organisation, group: Group | None) -> list[Held]:
    """The papers of a call for one applicant, at most five queries."""
    made = []
    for kind in kinds:
        words = _words(kind, body, group)
        made.append(Held(kind, PAPERS[kind].name_th, bool(words), words or PAPERS[kind].missing_th))
    return made


def _words(kind: str, body: Organisation, group: Group | None) -> str:
    if kind == "year_report":
        year = _year(_fund(body))
        return f"{year.fund.name_th} ปี {year.year_be}" if year else ""
    if kind == "council_certificate":
        council = _council(body)
        return f"{council.organisation.name_th} เลขที่ {council.label}" if council else ""
    if kind == "group_certificate":
        row = _group(body, group)
        return f"{row.name_th} เลขที่ {row.label}" if row else ""
    meeting = _meeting(_council(body))
    return f"{meeting.get_kind_display()} {meeting.label}" if meeting else ""


def make(kinds: Iterable[str], body: Organisation, group: Group | None, origin: str, day: date) -> list[Made]:
    """The papers as they stand today, those that are there; origin stands before the addresses of their QR codes."""
    made = []
    for kind in kinds:
        content = _content(kind, body, group, origin, day)
        if content:
            made.append(Made(kind, f"{PAPERS[kind].name_th} · {_words(kind, body, group)}"[:160], content))
    return made


def _content(kind: str, body: Organisation, group: Group | None, origin: str, day: date) -> bytes | None:
    def check(code: str) -> str:
        return origin + reverse("council_check", args=[code])

    if kind == "year_report":
        year = _year(_fund(body))
        return annual(annual_facts(year.fund, year.year_be, day)).pdf(year.fund.name_th) if year else None
    if kind == "council_certificate":
        council = _council(body)
        return printed.council_certificate(council, check(council.public_code), day) if council else None
    if kind == "group_certificate":
        row = _group(body, group)
        return printed.group_certificate(row, check(row.public_code), day) if row else None
    meeting = _meeting(_council(body))
    minutes = last_signed(meeting) if meeting else None
    return printed.minutes_paper(meeting, minutes) if meeting and minutes else None
