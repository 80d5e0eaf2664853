"""A fund's whole file on one page: register, money, months, benefits, agreement, committee, local government, chain."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from chumchon.access.models import Organisation
from chumchon.access.rules import Actor
from chumchon.areas.models import LocalGovernment
from chumchon.areas.queries import governments_of
from chumchon.funds.models import AgreementVersion, FiscalYear, Fund
from chumchon.funds.models.fund import POSITIONS
from chumchon.funds.queries.agreements import version_on
from chumchon.funds.queries.fund import Seats, seats_of
from chumchon.funds.queries.reports import book_of
from chumchon.funds.queries.status_form import status_facts
from chumchon.funds.rules.reports import balances_table
from chumchon.funds.rules.reports_members import History
from chumchon.funds.rules.status_form import benefits, members_by_kind, money_in, spending, villages
from chumchon.ledger.models import Book, Entry
from chumchon.ledger.rules import short_code
from chumchon.ledger.verify import Report as Verified
from chumchon.ledger.verify import verify_book
from chumchon.paper.tables import COUNT, MONEY, Column, Table, summed
from chumchon.thai.dates import long_th, month_th, short_th

from ..models import FundMonth, NetworkMember
from . import rooms

MONTHS_SHOWN = 24
AGES = ((0, 14, "ไม่เกิน 14 ปี"), (15, 24, "15–24 ปี"), (25, 59, "25–59 ปี"), (60, 69, "60–69 ปี"), (70, 79, "70–79 ปี"), (80, 200, "80 ปีขึ้นไป"))  # fmt: skip


@dataclass(frozen=True)
class Month:
    """A month of the last two years: how many entries the book holds for it, and what was summed of it."""

    first: date
    entries: int
    fact: FundMonth | None


@dataclass(frozen=True)
class File:
    """Everything of the page. `verified` only where the person asked to check the book now."""

    fund: Fund
    book: Book
    governments: list[LocalGovernment]
    networks: list[NetworkMember]
    agreement: AgreementVersion | None
    seats: Seats
    terms: list[tuple[str, str, str, bool]]
    years: list[FiscalYear]
    months: list[Month]
    last_day: date | None
    tables: list[Table]
    rooms: list[tuple[Table, str]]
    members: int
    money_satang: int
    verified: Verified | None

    @property
    def code(self) -> str:
        """The head of the chain as people read it out; empty while the book is."""
        return short_code(self.book.head_hash) if self.book.head_number else ""

    @property
    def silent(self) -> int:
        """Months of the two years without an entry, from the first that has one."""
        begun = [m for m in self.months if m.entries]
        return sum(not m.entries for m in self.months if begun and m.first >= begun[-1].first)


def file_of(organisation: Organisation, actor: Actor, day: date, check: bool = False) -> File:
    """The file as of a day. Its numbers are the status form's: reckoned from register and book, nothing typed."""
    fund = Fund.objects.get(organisation=organisation)
    fund.organisation = organisation
    book, facts, seats = book_of(fund), status_facts(fund, day), seats_of(fund, day)
    present = [h for h in facts.histories if h.present_on(day)]
    months = _months(organisation, book, day)
    tables = [
        members_by_kind(facts), _ages(present, day), villages(facts), money_in(facts), benefits(facts), spending(facts),
        balances_table(facts.balances),
    ]  # fmt: skip
    return File(
        fund=fund, book=book, governments=governments_of(organisation.subdistrict, day),
        networks=list(NetworkMember.objects.filter(organisation=organisation).select_related("network__organisation")),
        agreement=version_on(fund, day), seats=seats, terms=_terms(seats, day),
        years=list(FiscalYear.objects.filter(fund=fund).order_by("-year_be")[:5]), months=months,
        last_day=Entry.objects.filter(book=book).order_by("-day").values_list("day", flat=True).first(),
        tables=tables, rooms=rooms.sections(organisation, actor, day), members=len(present),
        money_satang=sum(b.closing_satang for b in facts.balances if b.kind == "asset"),
        verified=verify_book(book) if check else None,
    )  # fmt: skip


def _ages(present: list[History], day: date) -> Table:
    counted: Counter[str] = Counter()
    for history in present:
        counted[_age_words(history.birth_day, day)] += 1
    rows = [(words, counted[words]) for *_, words in AGES]
    if counted[""]:
        rows.append(("ไม่ทราบวันเกิด", counted[""]))
    return summed("สมาชิกคงอยู่ ตามอายุ", [Column("อายุ"), Column("คน", COUNT)], rows)


def _age_words(born: date | None, day: date) -> str:
    if born is None:
        return ""
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    return next((words for low, high, words in AGES if low <= age <= high), "")


def _terms(seats: Seats, day: date) -> list[tuple[str, str, str, bool]]:
    """(position, name, until when, is it over within 90 days) of the seats in force."""
    words = dict(POSITIONS)
    made = []
    for seat in seats.now:
        until = f"ถึง {short_th(seat.until_day)}" if seat.until_day else "ไม่กำหนดวันสิ้นสุด"
        soon = seat.until_day is not None and (seat.until_day - day).days <= 90
        made.append((words[seat.position], seat.person_name, f"ตั้งแต่ {short_th(seat.from_day)} {until}", soon))
    return made


def _months(organisation: Organisation, book: Book, day: date) -> list[Month]:
    """The last two years, the newest month first."""
    number = day.year * 12 + day.month - 1
    firsts = [date(n // 12, n % 12 + 1, 1) for n in range(number, number - MONTHS_SHOWN, -1)]
    facts = {m.month: m for m in FundMonth.objects.filter(organisation=organisation, month__gte=firsts[-1])}
    days = Entry.objects.filter(book=book, day__gte=firsts[-1], day__lte=day).values_list("day", flat=True)
    counted = Counter(d.replace(day=1) for d in days)
    return [Month(first, counted[first], facts.get(first)) for first in firsts]


def months_table(file: File) -> Table:
    """The months as rows, for the page and for its file."""
    columns = [
        Column("เดือน"), Column("รายการ", COUNT), Column("สมาชิก", COUNT), Column("เงินสมทบ (บาท)", MONEY),
        Column("สวัสดิการ (บาท)", MONEY), Column("เงินคงเหลือ (บาท)", MONEY),
    ]  # fmt: skip
    rows = []
    for m in file.months:
        f = m.fact
        said = (f.members, f.contributions_satang, f.benefits_satang, f.money_satang) if f else ("", "", "", "")
        rows.append((month_th(m.first), m.entries, *said))
    return Table("รายเดือน สองปีล่าสุด", columns, rows, note="เดือนที่มี 0 รายการ คือเดือนที่ยังไม่มีอะไรลงในสมุด")


def facts_table(file: File, day: date) -> Table:
    """The head of the file as rows, for its CSV."""
    o = file.fund.organisation
    rows = [
        ("กองทุน", o.name_th), ("รหัส", o.code), ("พื้นที่", o.subdistrict.label), ("รหัสตำบล", o.subdistrict_id),
        ("ก่อตั้ง", long_th(o.opened_on)), ("ข้อมูล ณ วันที่", long_th(day)), ("รหัสตรวจสมุด", file.code),
        ("รายการล่าสุดในสมุด", long_th(file.last_day) if file.last_day else "ยังไม่มี"),
        *[("ท้องถิ่น", g.name_th + (" (ข้อมูลสมมติ)" if g.made_up else "")) for g in file.governments],
        *[("คณะกรรมการ", f"{position} {name} {term}") for position, name, term, _ in file.terms],
    ]  # fmt: skip
    return Table("แฟ้มกองทุน", [Column("รายการ"), Column("ข้อมูล", wide=True)], rows)
