"""Every book as columns: a province and a year at a time, each file whole or not at all, passed over while nothing changed.

What a person is stands as 64 bits of the keyed index only; no name, no id, no house. Money moves in three tables that sum to
what the book says: contributions (dues of members), claims (benefits paid), and movements (everything else that met cash).
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from chumchon.areas.models import Province
from chumchon.funds.models import ClaimPayment, Contribution, Fund, Member, MemberEvent
from chumchon.funds.queries.claims import event_of
from chumchon.ledger.models import Entry, Line
from chumchon.thai.errors import Clash, Refused

from .close import connect
from .layout import TABLES, first_day, last_day, year_of
from .parquet import COLUMNS, NO_DAY, write

EPOCH = date(1970, 1, 1).toordinal()
TRIES = 3
BENEFITS = range(5101, 5118)
HOSPITAL = 2
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Part:
    """A province of a year: how many rows a table, and whether it was written now or stood already."""

    province: str
    year_be: int
    rows: dict[str, int]
    written: bool


def years(province: str = "") -> list[int]:
    """The B.E. fiscal years that the books hold entries of, the oldest first."""
    found = Entry.objects.filter(book__organisation__in=_funds(province).values("organisation"))
    ends = found.aggregate(first=Min("day"), last=Max("day"))
    return [*range(year_of(ends["first"]), year_of(ends["last"]) + 1)] if ends["first"] else []


def provinces(province: str = "") -> list[str]:
    """The provinces that have a fund, by code."""
    return sorted({area[:2] for area in _funds(province).values_list("organisation__subdistrict_id", flat=True)})


def export(
    out: Path, province: str = "", year_be: int | None = None, progress: Callable[[str, int], None] = lambda p, y: None
) -> Iterator[Part]:
    """Write the columns, a part after the other; stop it where you like and run it again.

    Errors: NO_BOOKS; BOOK_MOVES (a book grew three times while it was read); BOOK_DIFFERS (rows do not sum to the book).
    """
    wanted = [year_be] if year_be else years(province)
    found = provinces(province)
    if not wanted or not found:
        raise Refused("NO_BOOKS", "ไม่มีสมุดในพื้นที่หรือปีนี้ เลือกจังหวัดหรือปีอื่น", "There are no books of this area or year.")
    with connect() as con:
        for year in wanted:
            for code in found:
                progress(code, year)
                yield _part(con, out, code, year)


def _funds(province: str) -> QuerySet[Fund]:
    return Fund.objects.filter(organisation__subdistrict__code__startswith=province).order_by("id")


def _part(con: duckdb.DuckDBPyConnection, out: Path, province: str, year: int) -> Part:
    marker = out / ".done" / f"year={year}" / f"province={province}.json"
    for _ in range(TRIES):
        stood = _state(province, year)
        if marker.exists() and (kept := json.loads(marker.read_text()))["state"] == stood:
            return Part(province, year, kept["rows"], False)
        tables = _tables(province, year)
        if _state(province, year) == stood:
            break
    else:
        raise Clash(
            "BOOK_MOVES", f"สมุดของจังหวัด {province} มีรายการเข้าตลอดเวลา ส่งออกใหม่ตอนที่คนใช้น้อย",
            f"Books of province {province} grew while they were read; export again at a quiet hour.",
        )  # fmt: skip
    marker.unlink(missing_ok=True)  # half a change is then seen as none
    for table, rows in tables.items():
        write(con, out / table / f"year={year}" / f"province={province}", COLUMNS[table], rows)
    marker.parent.mkdir(parents=True, exist_ok=True)
    counts = {table: len(rows) for table, rows in tables.items()}
    part = marker.with_suffix(".part")
    part.write_text(json.dumps({"state": stood, "rows": counts}))
    part.replace(marker)
    return Part(province, year, counts, True)


def _state(province: str, year: int) -> str:
    """What a part is read from: how far each book and its members' history go until the year's end. While it stays, so
    do the rows. A change of a person (an id that was mended) counts whenever it was made."""
    funds, until = _funds(province), last_day(year)
    entries = Entry.objects.filter(book__organisation__in=funds.values("organisation"), day__lte=until).order_by("book")
    heads = list(
        entries.values("book").annotate(n=Count("id"), newest=Max("number")).values_list("book", "n", "newest")
    )
    events = MemberEvent.objects.filter(member__fund__in=funds)
    events = events.filter(Q(day__lte=until) | ~Q(kind__in=("join", "leave", "lapse", "die", "rejoin")))
    history = events.aggregate(n=Count("id"), newest=Max("id"))
    members = Member.objects.filter(fund__in=funds, joined_on__lte=until).count()
    areas = list(funds.values_list("id", "organisation__subdistrict_id"))
    return json.dumps([heads, history["n"], history["newest"], members, areas])


def _tables(province: str, year: int) -> dict[str, Rows]:
    """The rows of the five tables; what they sum to is checked against each book. Errors: BOOK_DIFFERS."""
    funds = list(_funds(province).select_related("organisation__book"))
    of_book = {f.organisation.book.id: f.id for f in funds}
    opening, closing = (_cash(of_book, day) for day in (first_day(year).toordinal() - 1, last_day(year).toordinal()))
    contributions, claims = _contributions(funds, year), _claims(funds, year)
    movements = _movements(of_book, year, contributions, claims)
    moved: dict[int, int] = defaultdict(int)
    for rows, sign in ((contributions, 1), (claims, -1), (movements, 1)):
        at = 0 if rows is movements else 1 if rows is contributions else 2
        for row in rows:
            moved[row[at]] += sign * row[-1]
    for fund in funds:
        if opening[fund.id] + moved[fund.id] != closing[fund.id]:
            raise Clash(
                "BOOK_DIFFERS", f"แถวของกองทุน {fund.code} ปี {year} รวมแล้วไม่เท่าสมุด ตรวจสมุดของกองทุนนี้ก่อน",
                f"The rows of {fund.code} of {year} do not sum to its book; verify the book first.",
            )  # fmt: skip
    paying = {row[0] for row in contributions}
    heads: Rows = [(f.id, f.code, f.organisation.subdistrict_id, f.kind, opening[f.id]) for f in funds]
    return dict(
        zip(TABLES, (heads, _members(funds, year, paying), contributions, claims, movements), strict=True)
    )  # fmt: skip


def _cash(of_book: dict[int, int], until: int) -> dict[int, int]:
    """Money in boxes and banks at the end of a day, by fund."""
    lines = Line.objects.filter(
        account__book__in=of_book, account__is_cash=True, entry__day__lte=date.fromordinal(until)
    )
    sums = lines.order_by().values("account__book").annotate(s=Sum("satang")).values_list("account__book", "s")
    return defaultdict(int, {of_book[book]: satang for book, satang in sums})


def _members(funds: Sequence[Fund], year: int, paying: set[int]) -> Rows:
    """Who was a member on a day of the year, or whose money moved in it."""
    gone: dict[int, date] = {}
    events = MemberEvent.objects.filter(member__fund__in=funds, kind__in=("leave", "lapse", "die")).order_by("id")
    for member, day in events.values_list("member_id", "day").iterator(chunk_size=5000):
        gone[member] = day
    rows: Rows = []
    members = Member.objects.filter(fund__in=funds).order_by("id")
    fields = ("id", "fund_id", "status", "joined_on", "person__citizen_index", "person__died_on")
    for member, fund, status, joined, index, died in members.values_list(*fields).iterator(chunk_size=5000):
        left = gone.get(member) if status in ("left", "lapsed") else None
        dead = (gone.get(member) or died) if status == "died" else None
        end = left or dead
        if member in paying or (joined <= last_day(year) and (end is None or end >= first_day(year))):
            person = int(index[:16], 16) if index else 0
            rows.append((member, fund, person, _number(joined), _number(left), _number(dead)))
    return rows


def _number(day: date | None) -> int:
    return NO_DAY if day is None else day.toordinal() - EPOCH


def _contributions(funds: Sequence[Fund], year: int) -> Rows:
    found = Contribution.objects.filter(
        member__fund__in=funds, kind="due", entry__day__gte=first_day(year), entry__day__lte=last_day(year)
    )
    fields = ("member_id", "member__fund_id", "entry__day", "satang")
    return [
        (m, f, _number(day), s) for m, f, day, s in found.order_by("id").values_list(*fields).iterator(chunk_size=5000)
    ]


def _claims(funds: Sequence[Fund], year: int) -> Rows:
    """Payments and what undid them. Kind is the place of the account among 5101 to 5117; nights stand on the first payment."""
    found = ClaimPayment.objects.filter(fund__in=funds, day__gte=first_day(year), day__lte=last_day(year))
    kinds: dict[int, int] = {}
    spent = Line.objects.filter(entry__claim_payment__in=found, account__code__gte="5101", account__code__lte="5117")
    for claim, code in spent.values_list("entry__claim_payment__claim_id", "account__code"):
        kinds[claim] = int(code) - BENEFITS[0] + 1
    first = dict(
        ClaimPayment.objects.filter(claim__in=found.values("claim"), reverses=None)
        .order_by()
        .values("claim")
        .annotate(n=Min("id"))
        .values_list("claim", "n")
    )
    rows: Rows = []
    for payment in found.select_related("claim").order_by("id").iterator(chunk_size=2000):
        kind, nights = kinds.get(payment.claim_id, len(BENEFITS)), 0
        if kind == HOSPITAL and first.get(payment.claim_id) in (payment.id, payment.reverses_id):
            event = event_of(payment.claim)
            nights = max(0, (event.end - event.start).days) * (1 if payment.satang > 0 else -1)
        rows.append(
            (
                payment.claim_id,
                payment.claim.member_id,
                payment.fund_id,
                _number(payment.day),
                kind,
                nights,
                payment.satang,
            )
        )
    return rows


def _movements(of_book: dict[int, int], year: int, contributions: Rows, claims: Rows) -> Rows:
    """Everything that met cash and is neither a member's due nor a claim's payment, by fund, day and account.

    Closing entries move no cash and are left out; what a day's dues and payments explain is taken off their accounts.
    """
    net: dict[tuple[int, int, str], int] = defaultdict(int)
    lines = Line.objects.filter(
        account__book__in=of_book,
        account__is_cash=False,
        entry__day__gte=first_day(year),
        entry__day__lte=last_day(year),
    ).exclude(entry__kind="closing")
    sums = lines.order_by().values("account__book", "entry__day", "account__code").annotate(s=Sum("satang"))
    for row in sums.values_list("account__book", "entry__day", "account__code", "s").iterator(chunk_size=5000):
        net[of_book[row[0]], _number(row[1]), row[2]] -= row[3]
    for _, fund, day, satang in contributions:
        net[fund, day, "4010"] -= satang
    for _, _, fund, day, kind, _, satang in claims:
        net[fund, day, str(BENEFITS[0] + kind - 1)] += satang
    return [(fund, day, account, satang) for (fund, day, account), satang in sorted(net.items()) if satang]


def forget(out: Path) -> None:
    """Drop what says which parts are whole, so that the next run writes everything anew."""
    shutil.rmtree(out / ".done", ignore_errors=True)


def unknown_province(province: str) -> bool:
    """Is this no province of the house?"""
    return not Province.objects.filter(code=province).exists()
