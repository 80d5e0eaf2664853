"""Reads of funds that end: what stands in the way, what each successor gets, the officers' list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from chumchon.access.models import Organisation
from chumchon.access.queries import within
from chumchon.areas.models import Village
from chumchon.funds.models import CashDraft, Claim, CollectionSheet, CutOffSheet, Fund, Member
from chumchon.funds.queries.home import late_takings
from chumchon.funds.queries.moving import doubles
from chumchon.funds.rules.claims import OPEN, OWED
from chumchon.funds.rules.closing import Blocker, closing_lines
from chumchon.ledger import queries as ledger
from chumchon.ledger.models import Account, Book, Entry
from chumchon.ledger.verify import verify_book
from chumchon.thai.dates import long_th

from ..models import Ending, EndingShare, Repayment, Request
from ..rules import endings as rules
from ..rules.desks import UNDER_WAY
from .debts import owed
from .stops import by_settlement


@dataclass(frozen=True)
class Share:
    """One successor as the page shows it: who comes, and what it takes over. Satang."""

    share: EndingShare
    fund: Fund
    villages: list[Village]
    members: int
    doubles: int
    part: rules.Part
    debt_satang: int


@dataclass(frozen=True)
class Plan:
    """Everything that will happen on the day, reckoned from the records of now."""

    shares: list[Share]
    cash_satang: int
    debt_satang: int
    members: int


def ending(pk: int) -> Ending | None:
    """An ending with its fund's area and its makers."""
    rows = Ending.objects.select_related("predecessor__subdistrict__district__province", "maker", "checker", "entry")
    return rows.filter(pk=pk).first()


def endings(prefixes: Iterable[str], state: str = "", text: str = "") -> QuerySet[Ending]:
    """The endings of an officer's areas, newest first."""
    rows = Ending.objects.filter(within(prefixes, "predecessor__subdistrict__code")).select_related(
        "predecessor__subdistrict__district__province", "maker", "checker"
    )
    if state:
        rows = rows.filter(state=state)
    for word in text.split():
        rows = rows.filter(Q(predecessor__name_th__contains=word) | Q(predecessor__code__startswith=word))
    return rows.prefetch_related("shares__successor").order_by("-made_at", "-pk")


def shares_of(found: Ending) -> list[EndingShare]:
    """The successors in their order."""
    rows = found.shares.select_related("successor__fund__organisation", "successor__subdistrict", "account", "entry")
    return list(rows.order_by("position"))


def choices(organisation: Organisation) -> list[Organisation]:
    """Funds that may go on from this one: those of its province that have not ended, the own district first."""
    near = organisation.subdistrict_id[:2]
    rows = Organisation.objects.filter(kind="fund", closed_on=None, subdistrict__code__startswith=near)
    rows = rows.exclude(pk=organisation.pk).select_related("subdistrict__district__province")
    own = organisation.subdistrict_id[:4]
    return sorted(rows, key=lambda o: (o.subdistrict_id[:4] != own, o.subdistrict_id, o.code))


def accounts_for_money(organisation: Organisation) -> list[Account]:
    """Where a fund can receive money: its open bank accounts first, then cash in hand."""
    rows = Account.objects.filter(book__organisation=organisation, is_cash=True, bank_account__closed_on=None)
    return sorted(rows, key=lambda a: (a.code == "1010", a.code))


def villages_of(fund: Fund) -> list[Village]:
    """The villages in which active members of the fund live."""
    rows = Village.objects.filter(member__fund=fund, member__status="active").distinct()
    return list(rows.order_by("subdistrict_id", "number"))


def coming(found: Ending, shares: list[EndingShare]) -> list[list[Member]]:
    """The active members of the fund that ends, by successor; read with everything that moving them needs."""
    rows = Member.objects.filter(fund__organisation=found.predecessor, status="active").select_related(
        "fund__organisation", "person__household", "user", "village"
    )
    places = [share.villages for share in shares]
    made: list[list[Member]] = [[] for _ in shares]
    for member in rows.order_by("number_key", "id"):
        made[rules.place_of(member.village_id, places)].append(member)
    return made


def after_closing(book: Book) -> dict[str, int]:
    """The balances that are left once income and spending are closed, by account; zero ones left out."""
    held = ledger.balances(book)
    kinds = dict(Account.objects.filter(book=book).values_list("code", "kind"))
    for line in closing_lines(held, kinds):
        held[line.account] = held.get(line.account, 0) + line.satang
    return {code: satang for code, satang in held.items() if satang}


def plan_of(found: Ending) -> Plan:
    """What happens to members and money; over-match that is owed moves apart, so it is taken out of the balances first."""
    shares = shares_of(found)
    book = Book.objects.get(organisation=found.predecessor)
    debt = owed(found.predecessor_id)
    held = after_closing(book)
    held = {code: satang + (debt if code == "2020" else 0) for code, satang in held.items()}
    people = coming(found, shares)
    by = rules.weights([s.weight for s in shares], [len(rows) for rows in people])
    cash = cash_codes(book)
    old = Fund.objects.select_related("organisation").get(organisation=found.predecessor)
    names = {v.pk: v for v in Village.objects.filter(pk__in=[v for s in shares for v in s.villages])}
    owing = rules.shares(debt, by)
    made = [
        Share(
            share, share.successor.fund, [names[v] for v in share.villages if v in names], len(rows),
            doubles(old, share.successor.fund) if len(shares) == 1 else 0, part, due,
        )
        for share, rows, part, due in zip(shares, people, rules.divide(held, cash, by), owing, strict=True)
    ]  # fmt: skip
    return Plan(made, sum(held.get(code, 0) for code in cash), debt, sum(s.members for s in made))


def cash_codes(book: Book) -> frozenset[str]:
    """Codes of the box and the bank accounts."""
    return frozenset(Account.objects.filter(book=book, is_cash=True).values_list("code", flat=True))


def under_way(organisation_id: int) -> int:
    """Requests of a fund that wait for a desk, for their settlement or for their money; what a settlement that has begun
    and not ended gave nothing waits for its end."""
    rows = Request.objects.filter(fund__organisation=organisation_id)
    begun = Q(state="nothing", round__settle_started_at__isnull=False) & ~Q(round__state="settled")
    return rows.filter(Q(state__in=UNDER_WAY) | begun).count()


def blockers(found: Ending, today: date) -> list[Blocker]:
    """Everything that must be in order before a fund ends, said at once; nothing is lost while it waits."""
    fund, book = Fund.objects.get(organisation=found.predecessor), Book.objects.get(organisation=found.predecessor)
    drafts = CashDraft.objects.filter(fund=fund, state="waiting").count()
    sheets = CollectionSheet.objects.filter(fund=fund, state="open").count()
    late = late_takings(fund).count()
    claims = Claim.objects.filter(fund=fund, state__in=(*OPEN, *OWED)).count()
    requests = under_way(found.predecessor_id)
    entries = Entry.objects.filter(book=book, day__gt=found.day)
    newest = entries.order_by("-day").values_list("day", flat=True).first()
    report = verify_book(book)
    cash = cash_codes(book)
    short = [code for code, satang in ledger.balances(book).items() if code in cash and satang < 0]
    said = [
        (found.day > today, "NOT_YET", f"ยังไม่ถึงวันที่กองทุนสิ้นสุด ({long_th(found.day)}) อนุมัติได้ตั้งแต่วันนั้น"),
        (sheets > 0, "OPEN_SHEETS", f"มีใบเก็บเงินที่ยังไม่ปิดยอด {sheets:,} ใบ ปิดยอดก่อน"),
        (late > 0, "LATE_TAKINGS", f"มีเงินรับที่มาหลังปิดยอด {late:,} รายการ ย้ายหรือยกเลิกก่อน"),
        (drafts > 0, "WAITING_DRAFTS", f"มีรายการรอตรวจ {drafts:,} รายการ ให้กรรมการอีกคนตรวจก่อน"),
        (claims > 0, "OPEN_CLAIMS", f"มีคำขอสวัสดิการที่ยังไม่จบ {claims:,} คำขอ จ่ายหรือถอนให้ครบก่อน"),
        (requests > 0, "OPEN_REQUEST", f"มีคำขอเงินสมทบที่ยังไม่จบ {requests:,} คำขอ ตัดสินและโอนให้จบก่อน"),
        (
            Repayment.objects.filter(organisation=found.predecessor, state="waiting").exists(),
            "OPEN_REPAYMENT", "มีเงินสมทบเกินที่ส่งคืนแล้วรอสถาบันยืนยัน ยืนยันก่อน",
        ),
        (
            newest is not None, "LATER_ENTRIES",
            f"สมุดมีรายการหลังวันสิ้นสุด (ล่าสุด {long_th(newest)}) ถอนคืนแล้วตั้งวันใหม่" if newest else "",
        ),
        (bool(short), "NEGATIVE_CASH", f"บัญชี {', '.join(short)} ติดลบ แก้ให้ตรงก่อน"),
        (not report.ok, "BROKEN_BOOK", f"สมุดตรวจไม่ผ่าน: {report.broken[0].sentence_th}" if report.broken else ""),
    ]  # fmt: skip
    made = [Blocker(code, th) for wrong, code, th in said if wrong]
    shares = shares_of(found)
    for share, people in zip(shares, coming(found, shares), strict=True):
        if found.kind == "split" and not people:
            made.append(Blocker("NOBODY_COMES", f"ไม่มีสมาชิกไป{share.successor.name_th} ให้ผู้ทำเลือกหมู่บ้านที่ไป"))
    for organisation in (found.predecessor, *(s.successor for s in shares)):
        made += _of_day(organisation, found)
    return made


def _of_day(organisation: Organisation, found: Ending) -> list[Blocker]:
    book = Book.objects.get(organisation=organisation)
    closed = book.closed_through
    made = []
    if closed is not None and closed >= found.day:
        day = closed + timedelta(days=1)
        made.append(Blocker("YEAR_CLOSED", f"สมุดของ{organisation.name_th}ปิดงวดถึง {long_th(closed)} ตั้งวันสิ้นสุดตั้งแต่ {long_th(day)}"))  # fmt: skip
    if organisation.pk != found.predecessor_id:
        if organisation.closed_on is not None:
            made.append(Blocker("SUCCESSOR_ENDED", f"{organisation.name_th}สิ้นสุดแล้ว เลือกกองทุนอื่นรับต่อ"))
        if CutOffSheet.objects.filter(fund__organisation=organisation, state="draft").exists():
            made.append(Blocker("DRAFT_CUT_OFF", f"{organisation.name_th}มีใบยอดยกมาที่ยังไม่ลงชื่อ ลงชื่อก่อน"))
        settling = by_settlement(organisation.pk)
        if settling is not None:
            made.append(Blocker("SETTLING", settling.th))
        if Ending.objects.filter(predecessor=organisation, state="waiting").exists():
            made.append(Blocker("ENDS_ITSELF", f"{organisation.name_th}รอสิ้นสุดเองอยู่ ทำเรื่องนั้นให้จบก่อน"))
    return made
