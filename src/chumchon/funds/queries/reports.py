"""Reads for the reports: histories of memberships, figures of the book, who signs, who has not paid."""

import calendar
from collections import defaultdict
from datetime import date, timedelta

from django.db.models import Count, Q, Sum

from chumchon.areas.models import Village
from chumchon.ledger import queries as ledger
from chumchon.ledger.models import Book, Entry, Line
from chumchon.ledger.rules import short_code, year_be

from ..models import CommitteeSeat, Contribution, FiscalYear, Fund, Member, MemberEvent
from ..models.fund import POSITIONS
from ..rules import dues
from ..rules.reports import AnnualFacts, Balance, Debtor, Figure, Place
from ..rules.reports_members import Happening, History, standing
from .benefit_people import helped, helped_before, together
from .dues import plan_of
from .help import help_sums

CLOSING = (ledger.CLOSING,)


def book_of(fund: Fund) -> Book:
    """The fund's book."""
    return Book.objects.get(organisation_id=fund.organisation_id)


def year_span(book: Book, year: int) -> tuple[date, date]:
    """First and last C.E. day of the fund's B.E. year, both included."""
    month, ce = book.year_end_month, year - 543
    last = date(ce, month, calendar.monthrange(ce, month)[1])
    before = date(ce - 1, month, calendar.monthrange(ce - 1, month)[1])
    return before + timedelta(days=1), last


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last C.E. day of a month of a C.E. year."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def years_of(book: Book, today: date) -> list[int]:
    """The fund's B.E. years, newest first: from the book's first entry, or from this year, until this year."""
    first = Entry.objects.filter(book=book).order_by("day").values_list("day", flat=True).first()
    this = year_be(today, book.year_end_month)
    start = year_be(first, book.year_end_month) if first else this
    return list(range(this, min(start, this) - 1, -1))


def histories(fund: Fund) -> list[History]:
    """Every membership of the fund with what happened to it. Two queries, whatever the number of members."""
    happened: dict[int, list[Happening]] = defaultdict(list)
    events = MemberEvent.objects.filter(member__fund=fund).order_by("id")
    for member_id, day, kind, before, after in events.values_list(
        "member_id", "day", "kind", "before", "after"
    ).iterator():
        happened[member_id].append(Happening(day, kind, before or {}, after or {}))
    members = (
        Member.objects.filter(fund=fund)
        .order_by("id")
        .values_list("id", "joined_on", "status", "kind", "village_id", "person__birth_day", "person__birth_precision")
    )
    return [
        History(pk, joined, status, kind, village, birth if known != "none" else None, standing(happened[pk]))
        for pk, joined, status, kind, village, birth, known in members.iterator()
    ]


def village_labels(fund: Fund) -> dict[int | None, str]:
    """Names of the villages by id, in the order of their numbers; None is the village nobody wrote down."""
    rows = Village.objects.filter(Q(subdistrict_id=fund.organisation.subdistrict_id) | Q(member__fund=fund)).distinct()
    return {**{v.pk: v.label for v in rows.order_by("number", "id")}, None: "ไม่ทราบหมู่บ้าน"}


def figures(book: Book, since: date, until: date, before_since: date, before_until: date) -> list[Figure]:
    """Income and spending by account, this span and the one before; the closing entries of the years left out."""
    this = ledger.accounts(book, until, since, without=CLOSING)
    last = ledger.balances(book, before_until, before_since, without=CLOSING)
    return [
        Figure(a.code, a.name_th, a.kind, sign * a.satang, sign * last[a.code])
        for a in this
        if (sign := {"income": -1, "expense": 1}.get(a.kind, 0))
    ]


def balances(book: Book, since: date, until: date, kinds: tuple[str, ...] = ("asset", "liability")) -> list[Balance]:
    """Cash, banks and debts of the fund before a span and at its end, each in its own direction. A cut-off entry inside
    the span belongs to its beginning: with it the book starts."""
    before = ledger.balances(book, until=since - timedelta(days=1))
    opened = _opening(book, since, until)
    return [
        Balance(a.code, a.name_th, a.kind, sign * (before[a.code] + opened.get(a.code, 0)), sign * a.satang)
        for a in ledger.accounts(book, until)
        if a.kind in kinds and (sign := 1 if a.kind == "asset" else -1)
    ]


def _opening(book: Book, since: date, until: date) -> dict[str, int]:
    lines = Line.objects.filter(
        account__book=book, entry__kind=ledger.OPENING, entry__day__gte=since, entry__day__lte=until
    )
    return dict(lines.values("account__code").annotate(s=Sum("satang")).values_list("account__code", "s"))


def payments_by_account(book: Book, since: date | None, until: date) -> dict[str, int]:
    """How many payments stand on each account of spending: those made, less those taken back."""
    lines = Line.objects.filter(account__book=book, account__kind="expense", entry__day__lte=until)
    lines = lines.exclude(entry__kind__in=CLOSING)
    if since is not None:
        lines = lines.filter(entry__day__gte=since)
    rows = lines.values("account__code").annotate(
        made=Count("id", filter=Q(satang__gt=0)), back=Count("id", filter=Q(satang__lt=0))
    )
    return {row["account__code"]: row["made"] - row["back"] for row in rows}


def seats_on(fund: Fund, day: date) -> list[CommitteeSeat]:
    """The committee in force that day, in the order of its positions."""
    order = {key: i for i, (key, _) in enumerate(POSITIONS)}
    seats = CommitteeSeat.objects.filter(fund=fund, from_day__lte=day).filter(Q(until_day=None) | Q(until_day__gte=day))
    return sorted(seats, key=lambda s: (order[s.position], s.from_day, s.pk))


def signers(fund: Fund, day: date, positions: tuple[str, ...]) -> list[tuple[str, str]]:
    """(name, position in Thai) of the seats in force that day, one a position; an empty seat keeps its line."""
    found = {seat.position: seat.person_name for seat in reversed(seats_on(fund, day))}
    return [(found.get(position, ""), dict(POSITIONS)[position]) for position in positions]


def paid_untils(fund: Fund, day: date) -> dict[int, date | None]:
    """Paid-until of members as it stood at the end of a day, for those whose money moved after it."""
    later = Contribution.objects.filter(member__fund=fund, kind="due", entry__day__gt=day).order_by("-id")
    return dict(later.values_list("member_id", "paid_until_before"))


def debtors(fund: Fund, day: date, members: list[History], labels: dict[int | None, str]) -> list[Debtor]:
    """Members of that day who were behind on it (a month before it was not paid), by village and number."""
    plan, was = plan_of(fund, day), paid_untils(fund, day)
    since = {h.member_id: (h.member_since(day), h.village_on(day)) for h in members if h.present_on(day)}
    order = {village: i for i, village in enumerate(labels)}
    found = []
    for member in Member.objects.filter(fund=fund).select_related("person").order_by("number_key", "id"):
        joined, village = since.get(member.pk, (None, None))
        if joined is None:
            continue
        paid = was.get(member.pk, member.paid_until)
        at = dues.standing(plan, joined, paid, day)
        if at.behind:
            row = Debtor(
                member.pk,
                member.number,
                member.person.name,
                labels.get(village, ""),
                paid,
                at.months_overdue,
                at.owed_satang,
            )
            found.append((order.get(village, len(order)), row))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def place_of(fund: Fund) -> Place:
    """Whose report it is."""
    area = fund.organisation.subdistrict
    return Place(fund.name_th, f"{area.label} {area.postcode}".strip(), village_labels(fund))


def annual_facts(fund: Fund, year: int, today: date) -> AnnualFacts:
    """Everything of the annual report of a B.E. year, as of its last day, or of today while it runs."""
    book, place, members = book_of(fund), place_of(fund), histories(fund)
    since, until = year_span(book, year)
    end = min(until, today)
    closed = FiscalYear.objects.filter(fund=fund, year_be=year).first()
    before = helped_before(fund, since, end)
    return AnnualFacts(
        place=place, year_be=year, since=since, until=end, histories=members,
        figures=figures(book, since, end, *year_span(book, year - 1)), balances=balances(book, since, end),
        people={code: kind.people for code, kind in helped(fund, book, since, end).items()},
        debtors=debtors(fund, end, members, dict(place.villages)),
        signers=signers(fund, end, ("chair", "treasurer", "auditor")), closed=closed is not None,
        code=short_code(closed.head_hash) if closed else "", stood=_stood(closed),
        before=(together(before), sum(kind.satang for kind in before.values())), help=help_sums(fund, since, end),
    )  # fmt: skip


def _stood(closed: FiscalYear | None) -> int | None:
    """Members at the end of a closed year, as its closing wrote them down."""
    members = (closed.figures or {}).get("members") if closed else None
    return int(members["end"]) if members else None
