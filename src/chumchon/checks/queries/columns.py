"""A fund's records as columns, with the context that its checks need: the same ids elsewhere, neighbours, peers by month."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db.models import Min, Q, Sum
from django.utils.timezone import localdate

from chumchon.access.walls import whole_nation
from chumchon.agreements.columns import Book as Agreements
from chumchon.funds.models import AgreementVersion, CollectionSheet, Contribution, Fund, Member, MemberEvent
from chumchon.funds.queries.agreements import parsed
from chumchon.ledger.models import Book as LedgerBook
from chumchon.ledger.models import Entry, Line, Receipt
from chumchon.ledger.rules import year_be
from chumchon.ledger.verify import verify_book
from chumchon.people import protect
from chumchon.thai import citizen

from .. import columns as tables
from ..columns import ACTIVE, DIED, LAPSED, LEFT, NO_ID, RIGHT_ID, WRONG_ID, Columns, Table
from .claims import claim_tables
from .short import ordinal, short
from .users import Homes, homes_of

STATUS = {"active": ACTIVE, "left": LEFT, "lapsed": LAPSED, "died": DIED}
MADE_UP = "9999"
"""The office of synthetic ids (thai.citizen.synthetic): their first digit says nothing of a birth."""
_NOT_MOVED = ("opening", "closing")


@whole_nation()
def load(fund: Fund, today: date) -> Columns:
    """Everything of one fund, the context beside it, and scope set to the fund."""
    funds = [fund.pk]
    homes = homes_of(fund)
    book = _agreements(fund)
    claims, payments, verdicts = claim_tables(fund, book, homes)
    entries, broken = _entries(fund, homes)
    months, years = _figures(fund, today)
    found = {
        "members": _members(fund), "claims": claims, "payments": payments, "verdicts": verdicts, "paid": _paid(fund),
        "receipts": _receipts(fund), "cash": _cash(fund), "entries": entries, "broken": broken, "sheets": _sheets(fund),
        "months": months, "years": years, "matched": tables.filled("matched", funds),
    }  # fmt: skip
    return Columns(today.toordinal(), found, book, frozenset(funds))


def _agreements(fund: Fund) -> Agreements | None:
    """Every version in force, under the fund's own id whatever the file calls it."""
    rows = AgreementVersion.objects.filter(fund=fund, state="in_force")
    versions = [replace(parsed(row), fund=str(fund.pk)) for row in rows]
    return Agreements(versions) if versions else None


def _members(fund: Fund) -> Table:
    """The fund's members, those of its district (names), and whoever has the same citizen id anywhere."""
    district = fund.organisation.subdistrict.district_id
    own = Member.objects.filter(fund=fund).exclude(person__citizen_index=None).values("person__citizen_index")
    wanted = Q(fund__organisation__subdistrict__district_id=district) | Q(person__citizen_index__in=own)
    made = _made(wanted)
    rows = Member.objects.filter(wanted).select_related("person").order_by("pk")
    return tables.table("members", [_member(m, m.fund_id == fund.pk, made) for m in rows.iterator(chunk_size=2000)])


Made = dict[int, tuple[date | None, bool, date | None, date | None]]


def _made(wanted: Q) -> Made:
    """By member: when the row came in, whether from an old book, the earliest joining on record, the day it ended."""
    found: Made = {}
    rows = MemberEvent.objects.filter(member__in=Member.objects.filter(wanted)).order_by("id")
    for member, kind, day, at, before in rows.values_list("member_id", "kind", "day", "at", "before"):
        made, imported, first, ended = found.get(member, (None, False, None, None))
        if kind in ("join", "import") and made is None:
            made, imported = localdate(at), kind == "import"
        joined = before.get("joined_on") if isinstance(before, dict) else None
        if isinstance(joined, str) and (first is None or date.fromisoformat(joined) < first):
            first = date.fromisoformat(joined)
        if kind in ("leave", "lapse", "die"):
            ended = day
        found[member] = (made, imported, first, ended)
    return found


def _member(m: Member, own: bool, made: Made) -> tuple[object, ...]:
    person = m.person
    since, imported, first, ended = made.get(m.pk, (None, False, None, None))
    known = {"none": 0, "year": 1, "day": 2}[person.birth_precision] if person.birth_day else 0
    office = person.citizen_masked[2:6]
    digit = int(person.citizen_masked[0]) if person.citizen_masked[:1].isdigit() and office != MADE_UP else -1
    status = STATUS[m.status]
    gone = m.salt is None  # who was erased is nobody's double
    return (
        m.pk, m.fund_id, m.person_id, short(person.citizen_index), _id_state(m) if own else _id_kind(m), digit,
        ordinal(person.birth_day), known, person.household_id or 0, m.village_id or 0, ordinal(m.joined_on),
        ordinal(min(filter(None, (first, m.joined_on)))), ordinal(since), ordinal(ended) if status != ACTIVE else 0,
        ordinal(person.died_on), status, imported, person.prefix[:20], "" if gone else person.first_name[:40],
        person.surname[:40],
    )  # fmt: skip


def _id_kind(m: Member) -> int:
    return RIGHT_ID if m.person.citizen_index else NO_ID


def _id_state(m: Member) -> int:
    """Whether the sealed id opens, passes its check digit and is the one that the index was made of. It goes no further."""
    person = m.person
    if not person.citizen_cipher:
        return NO_ID if not person.citizen_index else WRONG_ID
    try:
        digits = protect.open_sealed(person.uid, bytes(person.citizen_cipher))
    except Exception:  # whatever does not open is the finding itself
        return WRONG_ID
    return RIGHT_ID if citizen.is_valid(digits) and protect.index(digits) == person.citizen_index else WRONG_ID


def _paid(fund: Fund) -> Table:
    sheets = dict(CollectionSheet.objects.filter(fund=fund).exclude(entry=None).values_list("entry_id", "collector_id"))
    rows = Contribution.objects.filter(member__fund=fund).values_list(
        "pk", "member_id", "receipt_id", "receipt__day", "satang", "span_from", "span_to", "kind", "entry_id",
        "entry__actor_id", "reverses_id", "reversed_by__id",
    )  # fmt: skip
    return tables.table("paid", [
        (pk, fund.pk, member, receipt, ordinal(day), satang, ordinal(since), ordinal(until), int(kind != "due"),
         sheets.get(entry, actor), back is not None or undone is not None)
        for pk, member, receipt, day, satang, since, until, kind, entry, actor, back, undone in rows.iterator()
    ])  # fmt: skip


def _receipts(fund: Fund) -> Table:
    rows = Receipt.objects.filter(book__organisation_id=fund.organisation_id)
    return tables.table("receipts", [
        (pk, fund.pk, year, number, ordinal(day))
        for pk, year, number, day in rows.values_list("pk", "year_be", "number", "day").iterator()
    ])  # fmt: skip


def _cash(fund: Fund) -> Table:
    rows = Line.objects.filter(account__book__organisation_id=fund.organisation_id, account__is_cash=True)
    moved = rows.values_list("account_id", "account__code", "entry__day").annotate(s=Sum("satang"))
    return tables.table(
        "cash", [(fund.pk, account, code == "1010", ordinal(day), s) for account, code, day, s in moved.order_by()]
    )


def _entries(fund: Fund, homes: Homes) -> tuple[Table, Table]:
    """Entries with the houses of who made and who checked, and what the book's own check says is broken."""
    book = LedgerBook.objects.get(organisation_id=fund.organisation_id)
    sums = dict(
        Line.objects.filter(entry__book=book, satang__gt=0).order_by().values_list("entry_id").annotate(s=Sum("satang"))
    )
    rows = Entry.objects.filter(book=book).values_list(
        "pk", "number", "day", "posted_at", "actor_id", "checker_id", "kind", "previous_hash", "hash"
    )
    entries = [
        (pk, fund.pk, number, ordinal(day), ordinal(localdate(posted)), actor, checker or 0, homes.house(actor),
         homes.house(checker), sums.get(pk, 0), kind in _NOT_MOVED, int(before[:16], 16), int(seal[:16], 16))
        for pk, number, day, posted, actor, checker, kind, before, seal in rows.iterator()
    ]  # fmt: skip
    faults = verify_book(book).broken
    broken = [(fund.pk, f.entry or book.head_number) for f in faults]
    return tables.table("entries", entries), tables.table("broken", broken)


def _sheets(fund: Fund) -> Table:
    rows = CollectionSheet.objects.filter(fund=fund).values_list(
        "pk", "day", "state", "closed_by_id", "witness_id", "collector_id", "difference_satang"
    )
    return tables.table("sheets", [
        (pk, fund.pk, ordinal(day), state == "closed", by or 0, witness or 0, collector, difference)
        for pk, day, state, by, witness, collector, difference in rows
    ])  # fmt: skip


def _figures(fund: Fund, today: date) -> tuple[Table, Table]:
    """Months of the fund and of its peers in the province; years of the fund."""
    province = fund.organisation.subdistrict.district.province_id
    peers = dict(
        Fund.objects.filter(organisation__subdistrict__district__province_id=province).values_list(
            "organisation_id", "pk"
        )
    )
    joined: dict[tuple[int, int], int] = {}
    events = MemberEvent.objects.filter(member__fund_id__in=peers.values(), kind__in=("join", "rejoin"))
    for of, day in events.values_list("member__fund_id", "day").iterator():
        joined[of, _month(day)] = joined.get((of, _month(day)), 0) + 1
    paid: dict[tuple[int, int], int] = {}
    lines = Line.objects.filter(account__book__organisation_id__in=list(peers), account__code__startswith="51")
    for of, year, month, satang in _by_month(lines):
        paid[peers[of], year * 12 + month - 1] = satang
    months = [
        (of, int(province), month, joined.get((of, month), 0), paid.get((of, month), 0))
        for of, first in _first_months(peers).items()
        for month in range(first, _month(today) + 1)
    ]
    return tables.table("months", months), _years(fund)


def _first_months(peers: dict[int, int]) -> dict[int, int]:
    rows = Entry.objects.filter(book__organisation_id__in=list(peers)).order_by().values_list("book__organisation_id")
    return {peers[of]: _month(first) for of, first in rows.annotate(first=Min("day"))}


def _years(fund: Fund) -> Table:
    book = LedgerBook.objects.get(organisation_id=fund.organisation_id)
    end, found = book.year_end_month, dict[int, list[int]]()
    lines = Line.objects.filter(account__book=book)
    for place, which in ((0, lines.filter(account__kind="income")), (1, lines.filter(account__code="5200"))):
        for _, year, month, satang in _by_month(which):
            found.setdefault(year_be(date(year, month, 1), end), [0, 0])[place] += satang
    rows = []
    for year, (income, admin) in sorted(found.items()):
        last = date(year - 543 + (end == 12), end % 12 + 1, 1).toordinal() - 1
        rows.append((fund.pk, year, last, -income, admin))
    return tables.table("years", rows)


def _by_month(lines: Iterable[Line]) -> Iterable[tuple[int, int, int, int]]:
    rows = lines.exclude(entry__kind__in=_NOT_MOVED).order_by()  # type: ignore[attr-defined]
    rows = rows.values_list("account__book__organisation_id", "entry__day__year", "entry__day__month")
    return list(rows.annotate(s=Sum("satang")))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
