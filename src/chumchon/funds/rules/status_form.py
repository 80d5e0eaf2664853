"""แบบแสดงสถานะกองทุน (printed form of fiscal year 2567 [f], to be confirmed with the institute), computed from the book. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chumchon.paper.tables import COUNT, MONEY, Column, Report, Table, summed
from chumchon.thai.dates import long_th
from chumchon.thai.money import baht

from .reports import KINDS_TH, Balance, Figure, Place, balances_table
from .reports_members import History, full_year

ADMINISTRATION = "5200"
ADMINISTRATION_MOST_PERCENT = 20  # [d]


@dataclass(frozen=True)
class Seat:
    """A committee member in force: name, position in Thai, and whether an expert (counted apart [f])."""

    name: str
    position: str
    is_expert: bool


@dataclass(frozen=True)
class People:
    """People who were helped, this year and in all years of the book: by account, differing over all kinds, and of them
    those of entries that name no claim. before: (people, satang) by account that were paid before this book began;
    before_this_year: (people, satang) of those in the same year."""

    by_kind: Mapping[str, tuple[int, int]]
    differing: tuple[int, int] = (0, 0)
    unnamed: tuple[int, int] = (0, 0)
    before: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    before_this_year: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class StatusFacts:
    """What the form is made of. Figures: this fiscal year until `day`, and before_satang all earlier years in this book.

    match_day: the 30 September on which full years are asked.
    """

    place: Place
    day: date
    match_day: date
    founded: date
    village_count: int
    histories: Sequence[History]
    figures: Sequence[Figure]
    opening_satang: int
    people: People
    balances: Sequence[Balance]
    seats: Sequence[Seat]
    signers: Sequence[tuple[str, str]]


def members_by_kind(facts: StatusFacts) -> Table:
    """Cumulative (everybody who ever joined), current (less dead, resigned, lapsed), and a full year on match_day."""
    columns = [
        Column("ประเภทสมาชิก"),
        Column("สะสม (คน)", COUNT),
        Column("คงอยู่ (คน)", COUNT),
        Column("ครบปี (คน)", COUNT),
    ]
    rows = []
    for kind, words in KINDS_TH.items():
        ever = [h for h in facts.histories if h.first_day() <= facts.day and h.kind_on(facts.day) == kind]
        matched = [h for h in facts.histories if full_year(h, facts.match_day) and h.kind_on(facts.match_day) == kind]
        rows.append((words, len(ever), sum(h.present_on(facts.day) for h in ever), len(matched)))
    note = f"ครบปี: เป็นสมาชิกต่อเนื่องครบหนึ่งปีในวันที่ {long_th(facts.match_day)} ใช้ขอเงินสมทบ ตรวจกับประกาศของ พอช. ก่อนส่ง"
    return summed("จำนวนสมาชิก", columns, rows, note=note)


def money_in(facts: StatusFacts) -> Table:
    """Money by source: this year, earlier years, together; what the book began with stands as a source of its own."""
    columns = [Column("แหล่งเงิน"), *(Column(w, MONEY) for w in ("ปีนี้ (บาท)", "ปีก่อน ๆ (บาท)", "สะสม (บาท)"))]
    rows = [
        (f.name_th, f.satang, f.before_satang, f.satang + f.before_satang) for f in facts.figures if f.kind == "income"
    ]
    rows.append(("ยอดยกมาก่อนเริ่มสมุดนี้", 0, facts.opening_satang, facts.opening_satang))
    return summed("เงินเข้ากองทุน ตามแหล่ง", columns, rows)


def benefits(facts: StatusFacts) -> Table:
    """The sixteen kinds and "other": people and baht, this year and together; what an older book paid stands apart."""
    people = facts.people
    columns = [
        Column("สวัสดิการ"), Column("ปีนี้ (คน)", COUNT), Column("ปีนี้ (บาท)", MONEY), Column("สะสม (คน)", COUNT),
        Column("สะสม (บาท)", MONEY),
    ]  # fmt: skip
    if people.before:
        columns += [Column("ก่อนสมุดนี้ (คน)", COUNT), Column("ก่อนสมุดนี้ (บาท)", MONEY)]
    rows = []
    for figure in facts.figures:
        if figure.is_benefit:
            year, ever = people.by_kind.get(figure.code, (0, 0))
            row = (
                figure.name_th.removeprefix("สวัสดิการ: "),
                year,
                figure.satang,
                ever,
                figure.satang + figure.before_satang,
            )
            rows.append(row + people.before.get(figure.code, (0, 0)) if people.before else row)
    return summed("สวัสดิการที่จ่าย ตามประเภท", columns, rows, note=_people_note(people))


def _people_note(people: People) -> str:
    said = ["คนหนึ่งนับครั้งเดียวในแต่ละประเภท ผู้ที่รับหลายประเภทนับในทุกประเภทนั้น"]
    said.append(f"คนไม่ซ้ำ ปีนี้ {people.differing[0]:,} คน สะสม {people.differing[1]:,} คน")
    if people.unnamed[1]:
        said.append(
            f"มีรายการที่ลงสมุดโดยไม่มีคำขอ ปีนี้ {people.unnamed[0]:,} สะสม {people.unnamed[1]:,} รายการ นับรายการละ 1 คน แก้จำนวนคนก่อนส่ง"
        )
    if people.before:
        said.append("ก่อนสมุดนี้: จากทะเบียนสวัสดิการเดิมที่นำเข้า ไม่อยู่ในบัญชีของสมุดนี้")
        if people.before_this_year[0]:
            said.append(f"ในจำนวนนั้นจ่ายปีนี้ {people.before_this_year[0]:,} คน {baht(people.before_this_year[1])} บาท")
    return " · ".join(said)


def spending(facts: StatusFacts) -> Table:
    """Spending that is no benefit, with administration's share of the year's income."""
    figures = [f for f in facts.figures if f.kind == "expense" and not f.is_benefit]
    income = sum(f.satang for f in facts.figures if f.kind == "income")
    spent = next((f.satang for f in figures if f.code == ADMINISTRATION), 0)
    share = f"ค่าบริหารจัดการเป็นร้อยละ {100 * spent / income:.1f} ของเงินเข้าปีนี้" if income > 0 else ""
    note = f"{share} (ควรไม่เกินร้อยละ {ADMINISTRATION_MOST_PERCENT})" if share else ""
    columns = [Column("รายจ่ายอื่น"), *(Column(w, MONEY) for w in ("ปีนี้ (บาท)", "ปีก่อน ๆ (บาท)", "สะสม (บาท)"))]
    rows = [(f.name_th, f.satang, f.before_satang, f.satang + f.before_satang) for f in figures]
    return summed("รายจ่ายอื่น", columns, rows, note=note)


def villages(facts: StatusFacts) -> Table:
    """How many of the area's villages take part."""
    taking_part = {h.village_on(facts.day) for h in facts.histories if h.present_on(facts.day)} - {None}
    percent = 100 * len(taking_part) / facts.village_count if facts.village_count else 0
    rows = [("หมู่บ้านทั้งหมด", facts.village_count), ("หมู่บ้านที่มีสมาชิก", len(taking_part))]
    return Table("หมู่บ้านที่เข้าร่วม", [Column("รายการ"), Column("หมู่บ้าน", COUNT)], rows, note=f"เข้าร่วมร้อยละ {percent:.0f}")


def committee(facts: StatusFacts) -> Table:
    """Who leads the fund; experts are counted apart."""
    columns = [Column("ชื่อ", wide=True), Column("ตำแหน่ง"), Column("ประเภท")]
    rows = [(s.name, s.position, "ผู้ทรงคุณวุฒิ" if s.is_expert else "คนในชุมชน") for s in facts.seats]
    experts = sum(s.is_expert for s in facts.seats)
    return Table("คณะกรรมการ", columns, rows, note=f"คนในชุมชน {len(rows) - experts} คน ผู้ทรงคุณวุฒิ {experts} คน")


def status_form(facts: StatusFacts) -> Report:
    """The whole form."""
    tables = [
        members_by_kind(facts), villages(facts), committee(facts), money_in(facts), benefits(facts), spending(facts),
        balances_table(facts.balances),
    ]  # fmt: skip
    lines = [
        facts.place.fund_name,
        facts.place.area,
        f"ก่อตั้ง {long_th(facts.founded)} · ข้อมูล ณ วันที่ {long_th(facts.day)}",
    ]
    notes = ("ตัวเลขทั้งหมดคำนวณจากทะเบียนและสมุดบัญชีของกองทุน รูปแบบตามแบบปีงบประมาณ 2567 ตรวจกับแบบของ พอช. ก่อนส่ง",)
    return Report("แบบแสดงสถานะกองทุนสวัสดิการชุมชน", lines, tables, notes, facts.signers)
