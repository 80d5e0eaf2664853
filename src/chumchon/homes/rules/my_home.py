"""What comes next for a household, in plain sentences, the most urgent first."""

from dataclasses import dataclass
from datetime import date

from chumchon.thai.dates import long_th
from chumchon.thai.money import baht


@dataclass(frozen=True)
class Facts:
    """How things stand with a member today; satang. house_next: what their house waits for, "" where nothing is built yet."""

    today: date
    arrears: int = 0
    late_rows: int = 0
    due_on: date | None = None
    due: int = 0
    save_more: int = 0
    house_next: str = ""
    step: str = ""
    asked: bool = False


def next_steps(facts: Facts) -> list[str]:
    """Sentences that say what to do, and what the community does meanwhile."""
    found = []
    if facts.arrears:
        found.append(
            f"ค้างค่างวด {facts.late_rows} งวด รวม {baht(facts.arrears)} บาท นำมาจ่ายที่เหรัญญิก ถ้าผ่อนไม่ไหว บอกกลุ่มเพื่อปรับตารางผ่อน"
        )
    if facts.due_on is not None and facts.due:
        left = (facts.due_on - facts.today).days
        when = "วันนี้" if left == 0 else f"อีก {left} วัน"
        found.append(f"จ่ายค่างวด {baht(facts.due)} บาท ภายใน {long_th(facts.due_on)} ({when})")
    if facts.asked:
        found.append("คำขอสินเชื่อรอกรรมการอนุมัติ")
    if facts.save_more:
        found.append(f"เดือนนี้ออมอีก {baht(facts.save_more)} บาท จึงครบตามระเบียบกลุ่ม")
    if facts.house_next:
        found.append(f"บ้านของคุณ ขั้นต่อไป: {facts.house_next}")
    if facts.step:
        found.append(f"ชุมชนกำลังทำ: {facts.step}")
    return found
