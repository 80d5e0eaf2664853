"""The request as a paper: conditions, figures, who counts and why the others do not, who signed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chumchon.paper.tables import COUNT, MONEY, Column, Report, Table, summed
from chumchon.thai.dates import long_th


@dataclass(frozen=True)
class RequestFacts:
    """What the paper says. reasons: (Thai, member-years); signed: (name, position, day, paper's number)."""

    round_name: str
    fund_name: str
    area: str
    counting_day: date
    state_th: str
    count_no: int
    counted: dict[str, Any]
    head_number: int
    head_code: str
    bank: str
    reasons: Sequence[tuple[str, int]]
    signed: Sequence[tuple[str, str, str, str]]
    signers: Sequence[tuple[str, str]]
    award: tuple[int, int, int] | None = None


FIGURES = (
    ("สมาชิกสะสม", "members_ever", COUNT, "คน"), ("สมาชิกคงอยู่ในวันนับ", "members_now", COUNT, "คน"),
    ("สมาชิกที่ขอเงินสมทบ", "asking", COUNT, "คน"), ("หมู่บ้านที่เข้าร่วม", "villages", COUNT, "หมู่บ้าน"),
    ("หมู่บ้านทั้งหมด", "village_count", COUNT, "หมู่บ้าน"), ("สวัสดิการที่จ่ายแล้ว", "kinds_paid", COUNT, "ประเภท"),
    ("สวัสดิการในข้อตกลง", "kinds_agreed", COUNT, "ประเภท"), ("สมาชิกที่ค้างในวันนับ", "behind", COUNT, "คน"),
)  # fmt: skip
MONEY_FIGURES = (
    ("เงินที่สมาชิกเหล่านี้จ่ายสำหรับปี", "paid_satang"), ("ในนั้นมาจากใบยอดยกมา", "from_opening_satang"), ("เงินสดและธนาคารในวันนับ", "cash_satang"),
    ("เงินที่สมาชิกค้าง", "owed_satang"), ("ขอเงินสมทบรัฐ", "asked_satang"), ("ส่วนที่ท้องถิ่นสมทบตามรอบนี้", "local_satang"),
)  # fmt: skip


def request_form(facts: RequestFacts, status: Report) -> Report:
    """The request and behind it the status form of the day of counting, in one file."""
    found = [
        (c["asked"], c["found"], "เข้าเงื่อนไข" if c["ok"] else "ยังไม่เข้า") for c in facts.counted.get("conditions", [])
    ]
    people = [(th, facts.counted.get(key, 0), unit) for th, key, _, unit in FIGURES]
    money = [(th, facts.counted.get(key, 0)) for th, key in MONEY_FIGURES]
    tables: list[Table] = [
        Table("เงื่อนไขของรอบ", [Column("รอบนี้กำหนด", wide=True), Column("ของกองทุน", wide=True), Column("ผล")], found),
        Table("จำนวน", [Column("รายการ"), Column("จำนวน", COUNT), Column("หน่วย")], people, half=True),
        Table("จำนวนเงิน", [Column("รายการ"), Column("บาท", MONEY)], money, half=True),
        summed("ปีสมาชิก นับได้และไม่ได้", [Column("เหตุผล", wide=True), Column("คน", COUNT)], list(facts.reasons)),
        Table(
            "ลงชื่อในระบบแล้ว", [Column("ชื่อ", wide=True), Column("ตำแหน่ง"), Column("วันที่"), Column("หนังสือเลขที่")], list(facts.signed)
        ),
    ]  # fmt: skip
    if facts.award is not None:
        rows = list(zip(("พึงได้", "หักสมทบเกินรอบก่อน", "โอนให้กองทุน"), facts.award, strict=True))
        tables.insert(0, Table("ผลจัดสรร", [Column("รายการ"), Column("บาท", MONEY)], rows))
    lines = [
        facts.fund_name, facts.area,
        f"{facts.round_name} · นับวันที่ {long_th(facts.counting_day)} · นับครั้งที่ {facts.count_no} · {facts.state_th}",
    ]  # fmt: skip
    if facts.bank:
        lines.append(f"ขอให้โอนเข้า {facts.bank}")
    notes = (
        "ข้าพเจ้าขอรับรองว่าตัวเลขข้างต้นตรงกับสมุดและทะเบียนของกองทุน สถาบันปรับแก้ตัวเลขได้ และถ้ามีการสมทบเกินกองทุนจะส่งคืนโดยเร็ว",
        f"นับจากสมุดถึงรายการเลขที่ {facts.head_number} รหัสตรวจสมุด {facts.head_code}" if facts.head_code else "สมุดของกองทุนยังไม่มีรายการ",
        *status.notes,
    )  # fmt: skip
    return Report("คำขอรับเงินสมทบสวัสดิการชุมชน", lines, [*tables, *status.tables], notes, facts.signers)
