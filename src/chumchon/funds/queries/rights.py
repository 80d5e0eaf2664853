"""What a member may still be given this year: nights, times and baht that the caps of the agreement leave."""

from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.agreements.model import Agreement
from chumchon.agreements.words import UNITS
from chumchon.agreements.years import cap_year_of
from chumchon.thai.dates import long_th
from chumchon.thai.money import baht

from ..models import Fund, Member
from ..rules.claim_use import used_by_all, used_ever, used_units
from . import agreements
from .records import used_of


@dataclass(frozen=True)
class Right:
    """One cap of the agreement: "นอนโรงพยาบาล" "เหลือ 6 คืน จาก 10 คืน"; left and used in its unit, or in satang."""

    benefit_th: str
    words: str
    left: int
    used: int = 0


def _not_yet(member: Member, agreement: Agreement, day: date) -> list[Right]:
    """What stands before every cap: nobody should read ten nights that they may not have yet."""
    asked, found = agreement.membership, []
    since = member.joined_on + timedelta(days=asked.waiting_days)
    if day < since:
        found.append(Right("ยังอยู่ในระยะรอ", f"มีสิทธิตั้งแต่ {long_th(since)}", 0))
    overdue = (day - (member.paid_until or member.joined_on)).days
    if overdue > asked.grace_days:
        words = f"ค้าง {overdue:,} วัน เกิน {asked.grace_days:,} วัน ยังไม่ได้สวัสดิการ ถามกรรมการก่อน"
        found.append(Right("ขาดส่งเงินสมทบ", words, 0))
    return found


def rights(fund: Fund, member: Member, day: date) -> list[Right]:
    """Remaining rights of the cap year in which the day lies, benefit by benefit; [] where no version is in force."""
    row = agreements.version_on(fund, day)
    if row is None or member.status != "active":
        return []
    agreement = agreements.parsed(row)
    used = used_of(member, agreement)
    first, last = cap_year_of(agreement, min(member.joined_on, day), day)
    found = _not_yet(member, agreement, day)
    for benefit in agreement.benefits:
        units, satang = used_units(used, benefit.key, first, last)
        life = used_ever(used, benefit.key)
        times = sum(1 for one in used if one.benefit == benefit.key and first <= one.start <= last)
        unit = UNITS.get(benefit.amount.unit or "", "หน่วย")
        caps = (
            (benefit.year_units, units, f"{unit}ในปีนี้"), (benefit.lifetime_units, life, f"{unit}ตลอดชีพ"),
            (benefit.year_events, times, "ครั้งในปีนี้"),
        )  # fmt: skip
        for limit, gone, words in caps:
            if limit is not None:
                left = max(0, limit - gone)
                found.append(Right(benefit.th, f"เหลือ {left} {words} (ใช้แล้ว {gone} จาก {limit})", left, gone))
        if benefit.year_max_satang is not None:
            left = max(0, benefit.year_max_satang - satang)
            found.append(Right(benefit.th, f"เหลือ {baht(left)} บาทในปีนี้", left, satang))
    if agreement.member_year is not None:
        limit, gone = agreement.member_year.amount_satang, used_by_all(used, agreement, first, last)
        left = max(0, limit - gone)
        found.append(Right("สวัสดิการทุกอย่างรวมกัน", f"เหลือ {baht(left)} บาทในปีนี้ จาก {baht(limit)} บาท", left, gone))
    return found
