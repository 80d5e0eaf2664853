"""The annual report for the members' meeting, and its private appendix of who has not paid: facts in, tables out. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chumchon.paper.tables import COUNT, MONEY, Column, Report, Table, summed
from chumchon.thai.dates import long_th, short_th
from chumchon.thai.money import baht

from .reports_members import History, Movement, by_age, by_kind, movement_by_village

KINDS_TH = {
    "general": "ทั่วไป", "child": "เด็กและเยาวชน", "elderly": "ผู้สูงอายุ", "disabled": "คนพิการ", "disadvantaged": "ผู้ด้อยโอกาส",
}  # fmt: skip
BENEFITS = ("5101", "5117")  # first and last account of benefits in the fund's chart
MOVED = ("ต้นงวด", "สมัครใหม่", "กลับเข้า", "ลาออก", "พ้นสภาพ", "เสียชีวิต", "คงอยู่")


@dataclass(frozen=True)
class Debtor:
    """A member who is behind: months begun and not paid, and what they cost in satang."""

    member_id: int
    number: str
    name: str
    village: str
    paid_until: date | None
    months: int
    satang: int


@dataclass(frozen=True)
class Figure:
    """An account of income or spending over a year and the year before; above zero in its own direction, satang."""

    code: str
    name_th: str
    kind: str
    satang: int
    before_satang: int = 0

    @property
    def is_benefit(self) -> bool:
        """สวัสดิการ, and not administration."""
        return BENEFITS[0] <= self.code <= BENEFITS[1]


@dataclass(frozen=True)
class Balance:
    """Cash, a bank account or a debt at the beginning and the end of a span; above zero in its own direction, satang."""

    code: str
    name_th: str
    kind: str
    opening_satang: int
    closing_satang: int


@dataclass(frozen=True)
class Place:
    """Whose report: the fund's name and where it is; villages' names by id in their order (None: not written down)."""

    fund_name: str
    area: str
    villages: Mapping[int | None, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AnnualFacts:
    """What the annual report is made of. Days are C.E., both included.

    people: who was helped, by account of a benefit; before: (people, satang) of this year that an older book paid;
    help: (times, satang by estimate) of help that was no money; stood: members at the end as the closing found them, None
    while the year is open.
    """

    place: Place
    year_be: int
    since: date
    until: date
    histories: Sequence[History]
    figures: Sequence[Figure]
    balances: Sequence[Balance]
    people: Mapping[str, int]
    debtors: Sequence[Debtor]
    signers: Sequence[tuple[str, str]] = ()
    before: tuple[int, int] = (0, 0)
    help: tuple[int, int] = (0, 0)
    stood: int | None = None
    closed: bool = False
    check: str = ""
    code: str = ""


def members_table(title: str, place: Place, histories: Sequence[History], since: date, until: date) -> Table:
    """Members over a span by village, with a total that adds up in both directions."""
    found = movement_by_village(histories, since, until)
    order = {village: i for i, village in enumerate(place.villages)}
    rows = [
        (place.villages.get(village, "หมู่บ้านอื่น"), *found[village].figures())
        for village in sorted(found, key=lambda v: order.get(v, len(order)))
    ]
    columns = [Column("หมู่บ้าน"), *(Column(words, COUNT) for words in MOVED)]
    return summed(
        title, columns, rows, note="นับตามหมู่บ้านที่อยู่ในวันสิ้นงวด ต้นงวด + สมัครใหม่ + กลับเข้า - ลาออก - พ้นสภาพ - เสียชีวิต = คงอยู่"
    )


def total_movement(facts: AnnualFacts) -> Movement:
    """The members of the whole fund over the year."""
    return sum(movement_by_village(facts.histories, facts.since, facts.until).values(), Movement())


def counted(title: str, head: str, counts: Mapping[str, int]) -> Table:
    """A table of counts of people."""
    return summed(title, [Column(head), Column("คน", COUNT)], list(counts.items()), half=True)


def money_table(title: str, figures: Sequence[Figure], kind: str, year_be: int) -> Table:
    """Income or spending by account beside the year before; accounts that stood still in both years are left out."""
    rows = [(f.name_th, f.satang, f.before_satang) for f in figures if f.kind == kind and (f.satang or f.before_satang)]
    return summed(title, [Column("รายการ"), *_years(year_be)], rows)


def _years(year_be: int) -> list[Column]:
    return [Column(f"ปี {year_be} (บาท)", MONEY), Column(f"ปี {year_be - 1} (บาท)", MONEY)]


def result_table(figures: Sequence[Figure], year_be: int) -> Table:
    """Income less spending of both years."""
    income = [sum(v) for v in zip(*[(f.satang, f.before_satang) for f in figures if f.kind == "income"], strict=True)]
    spent = [sum(v) for v in zip(*[(f.satang, f.before_satang) for f in figures if f.kind == "expense"], strict=True)]
    income, spent = income or [0, 0], spent or [0, 0]
    rows = [("รวมรายรับ", *income), ("รวมรายจ่าย", *spent)]
    total = ("รายรับมากกว่า (น้อยกว่า) รายจ่าย", *(a - b for a, b in zip(income, spent, strict=True)))
    return Table("ผลการดำเนินงาน", [Column("รายการ"), *_years(year_be)], rows, total)


def benefits_table(facts: AnnualFacts, every_kind: bool = False) -> Table:
    """Benefits by kind: how many people, how much, beside the year before. every_kind: those never paid as well."""
    columns = [Column("สวัสดิการ"), Column("คน", COUNT), *_years(facts.year_be)]
    rows = [
        (f.name_th.removeprefix("สวัสดิการ: "), facts.people.get(f.code, 0), f.satang, f.before_satang)
        for f in facts.figures
        if f.is_benefit and (every_kind or f.satang or f.before_satang)
    ]
    note = "คนหนึ่งนับครั้งเดียวในแต่ละประเภท ผู้ที่รับหลายประเภทนับในทุกประเภทนั้น" if rows else ""
    if facts.before[0]:
        note += f" · ก่อนเริ่มสมุดนี้จ่ายไปแล้วในปีนี้อีก {facts.before[0]:,} คน {baht(facts.before[1])} บาท ไม่อยู่ในตาราง"
    if facts.help[0]:
        worth = f" คิดเป็นเงินประมาณ {baht(facts.help[1])} บาท" if facts.help[1] else ""
        note += f" · ช่วยที่ไม่ใช่เงินอีก {facts.help[0]:,} ครั้ง{worth} ไม่อยู่ในตาราง"
    return summed("สวัสดิการที่จ่าย", columns, rows, note=note.removeprefix(" · "))


def balances_table(balances: Sequence[Balance]) -> Table:
    """What the fund has in cash and banks less what it owes, at the beginning and the end."""
    columns = [Column("รายการ"), Column("ต้นงวด (บาท)", MONEY), Column("ปลายงวด (บาท)", MONEY)]
    rows = [
        (b.name_th, b.opening_satang, b.closing_satang) if b.kind == "asset"
        else (f"หัก {b.name_th}", -b.opening_satang, -b.closing_satang)
        for b in balances
        if b.kind == "asset" or b.opening_satang or b.closing_satang
    ]  # fmt: skip
    return summed("เงินคงเหลือ", columns, rows, words="เงินกองทุนสุทธิ")


def debts_table(debtors: Sequence[Debtor]) -> Table:
    """How many are behind, by village; no names."""
    found: dict[str, list[int]] = {}
    for debtor in debtors:
        found.setdefault(debtor.village, []).append(debtor.satang)
    columns = [Column("หมู่บ้าน"), Column("ค้าง (คน)", COUNT), Column("ค้าง (บาท)", MONEY)]
    rows = [(village, len(sums), sum(sums)) for village, sums in found.items()]
    return summed("เงินสมทบที่ค้าง", columns, rows, note="รายชื่ออยู่ในภาคผนวกที่เปิดให้กรรมการเท่านั้น")


def annual(facts: AnnualFacts) -> Report:
    """The report as the members' meeting reads it; no member's name stands in it."""
    state = "ปิดบัญชีแล้ว" if facts.closed else "ตัวเลขยังไม่ปิดบัญชี อาจเปลี่ยนได้"
    tables = [
        members_table("สมาชิก", facts.place, facts.histories, facts.since, facts.until),
        counted("สมาชิกที่คงอยู่ ตามช่วงอายุ", "ช่วงอายุ", by_age(facts.histories, facts.until)),
        counted("สมาชิกที่คงอยู่ ตามประเภท", "ประเภท", _kinds(facts)),
        money_table("รายรับ", facts.figures, "income", facts.year_be),
        money_table("รายจ่าย", facts.figures, "expense", facts.year_be),
        result_table(facts.figures, facts.year_be),
        benefits_table(facts),
        balances_table(facts.balances),
        debts_table(facts.debtors),
    ]
    lines = [facts.place.fund_name, facts.place.area, f"{long_th(facts.since)} ถึง {long_th(facts.until)} · {state}"]
    words = f"รหัสตรวจสมุด {facts.code}" if facts.code else ""
    notes = ["ช่วงอายุเป็นค่าตั้งต้น ปรับตามที่ประชุมได้"]
    end = total_movement(facts).end
    if facts.stood is not None and facts.stood != end:
        notes.append(f"วันปิดปีนับสมาชิกคงอยู่ได้ {facts.stood:,} คน ตอนนี้ {end:,} คน เพราะมีการบันทึกเหตุของปีนี้ภายหลัง เช่น การเสียชีวิต")
    return Report(
        f"รายงานประจำปี พ.ศ. {facts.year_be}",
        lines,
        tables,
        notes,
        facts.signers,
        facts.check,
        words,
    )


def _kinds(facts: AnnualFacts) -> dict[str, int]:
    return {KINDS_TH[k]: n for k, n in by_kind(facts.histories, facts.until, KINDS_TH).items()}


def unpaid(place: Place, debtors: Sequence[Debtor], day: date) -> Report:
    """The private appendix: who is behind, by name, with what they owe. For the committee's eyes."""
    columns = [
        Column("เลขสมาชิก"), Column("ชื่อ", wide=True), Column("หมู่บ้าน"), Column("จ่ายถึง"), Column("เดือน", COUNT),
        Column("ค้าง (บาท)", MONEY),
    ]  # fmt: skip
    rows = [
        (d.number, d.name, d.village, short_th(d.paid_until) if d.paid_until else "ยังไม่เคยจ่าย", d.months, d.satang)
        for d in debtors
    ]
    total = (f"รวม {len(rows):,} คน", "", "", "", None, sum(d.satang for d in debtors))
    table = Table("รายชื่อผู้ค้างเงินสมทบ", columns, rows, total)
    notes = ("เอกสารนี้มีชื่อสมาชิก ใช้ในคณะกรรมการเท่านั้น ไม่ติดประกาศ",)
    return Report("ภาคผนวก: ผู้ค้างเงินสมทบ", [place.fund_name, place.area, f"ณ วันที่ {long_th(day)}"], [table], notes)
