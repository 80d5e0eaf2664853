"""Pure arithmetic of the national report: the pace to a target, bands of the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Pace:
    """How far a result is on its way to a target: percent done, a year's pace so far and the pace that is needed."""

    done: int
    target: int
    target_year_be: int
    percent: float
    yearly_so_far: float
    yearly_needed: float

    @property
    def reaches(self) -> bool:
        """Would the pace so far reach the target in time?"""
        return self.yearly_so_far >= self.yearly_needed


def pace(done: int, target: int, start_year_be: int, year_be: int, target_year_be: int) -> Pace:
    """The pace from the end of start_year_be to year_be, and what the years that are left ask for."""
    gone, left = max(year_be - start_year_be, 1), max(target_year_be - year_be, 1)
    rest = max(target - done, 0)
    return Pace(done, target, target_year_be, 100 * done / target if target else 0.0, done / gone, rest / left)


def band(value: float, limits: Sequence[float]) -> int:
    """Which of len(limits)+1 bands a value lies in; a limit belongs to the band above it."""
    return sum(value >= limit for limit in limits)


def parents(area: str, region: str) -> list[str]:
    """An area and everything above it that figures are summed for: district, province, region, the nation."""
    made = [area[:n] for n in (4, 2) if len(area) >= n]
    return [*made, *([region] if area else []), ""]


def months_between(earlier: date, later: date) -> int:
    """Calendar months from the one to the other: October to November is 1, whatever the days."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def late_before(day: date, months: int) -> date:
    """A book whose newest entry lies before this day has been silent for `months` calendar months or more."""
    number = day.year * 12 + day.month - 1 - months + 1
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class Form:
    """What one fund reports by form: members, people helped so far, and whole baht of money and of welfare paid so far."""

    members: int
    fund_money: int
    recipients: int
    welfare_paid: int


MOST_MEMBERS, MOST_BAHT_A_MEMBER, MOST_BAHT_A_TIME = 100_000, 200_000, 100_000  # [d]: above it somebody mistyped


def impossible(form: Form) -> str:
    """Why the form cannot be true, in Thai, or "": such a form is refused."""
    if min(form.members, form.fund_money, form.recipients, form.welfare_paid) < 0:
        return "มีตัวเลขติดลบ จำนวนคนและเงินต้องเป็นศูนย์ขึ้นไป"
    if form.members == 0 and form.fund_money:
        return "มีเงินแต่ไม่มีสมาชิก"
    if form.members == 0 and form.recipients:
        return "มีผู้รับสวัสดิการแต่ไม่มีสมาชิก"
    if form.recipients == 0 and form.welfare_paid:
        return "มีเงินสวัสดิการแต่ไม่มีผู้รับ"
    if form.recipients and not form.welfare_paid:
        return "มีผู้รับสวัสดิการแต่ไม่มีเงินที่จ่าย"
    if form.members > MOST_MEMBERS:
        return f"สมาชิก {form.members:,} คน เกินคนในตำบล ดูว่าพิมพ์เลขเกินหรือไม่"
    return ""


def doubtful(form: Form) -> list[str]:
    """What may be true and should be asked about, in Thai: such a form is taken and flagged."""
    found = []
    if form.recipients > form.members:
        found.append(f"ผู้รับสวัสดิการ {form.recipients:,} คน มากกว่าสมาชิก {form.members:,} คน")
    if form.recipients and form.welfare_paid > MOST_BAHT_A_TIME * form.recipients:
        found.append(f"จ่ายเฉลี่ยคนละ {form.welfare_paid // form.recipients:,} บาท")
    if form.members and form.fund_money > MOST_BAHT_A_MEMBER * form.members:
        found.append(f"เงินกองทุนเฉลี่ยคนละ {form.fund_money // form.members:,} บาท")
    return found
