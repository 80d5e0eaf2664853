"""What a winner gets and owes after the decision: days and shares as data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.ledger.shares import shares
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput

MOST_STEPS, MOST_DAYS = 24, 3660
KINDS = {"money": "เงินเข้า", "report": "ส่งรายงาน"}


@dataclass(frozen=True)
class Step:
    """A step of the schedule: so many days after the decision; percent of what was given, 0 for a report."""

    kind: str
    days: int
    percent: int
    label: str


@dataclass(frozen=True)
class DueFacts:
    """A due day. satang is 0 for a report."""

    kind: str
    label: str
    day: date
    satang: int


def parse(rows: object) -> list[Step]:
    """Steps of the rows that rest in a call. Errors: BAD_SCHEDULE, naming everything that is wrong at once."""
    faults: list[str] = []
    made: list[Step] = []
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_STEPS:
        raise _bad([f"ใส่กำหนดอย่างน้อยหนึ่งบรรทัด ไม่เกิน {MOST_STEPS} บรรทัด"])
    for number, row in enumerate(rows, 1):
        if not isinstance(row, list | tuple) or len(row) != 4 or row[0] not in KINDS or not isinstance(row[3], str):
            faults.append(f"บรรทัด {number}: บอกว่าเป็นเงินเข้าหรือส่งรายงาน")
            continue
        kind, days, percent, label = row
        if not _whole(days, 0, MOST_DAYS):
            faults.append(f"บรรทัด {number}: จำนวนวันต้องอยู่ระหว่าง 0 ถึง {MOST_DAYS:,}")
        elif not _whole(percent, 1 if kind == "money" else 0, 100 if kind == "money" else 0):
            faults.append(f"บรรทัด {number}: " + ("ร้อยละต้องอยู่ระหว่าง 1 ถึง 100" if kind == "money" else "รายงานไม่มีร้อยละ"))
        elif not label.strip():
            faults.append(f"บรรทัด {number}: บอกว่าเป็นงวดหรือรายงานอะไร")
        else:
            made.append(Step(kind, days, percent, " ".join(label.split())[:120]))
    whole = sum(s.percent for s in made)
    if not faults and whole != 100:
        faults.append(f"ร้อยละของเงินทุกงวดรวมได้ {whole} ต้องรวมได้ 100")
    if faults:
        raise _bad(faults)
    return made


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _bad(faults: Sequence[str]) -> BadInput:
    return BadInput(
        "BAD_SCHEDULE", "กำหนดไม่ถูก " + " · ".join(faults), f"{len(faults)} lines of the schedule are wrong."
    )


def rows_of(lines: str) -> list[list[object]]:
    """Rows of lines as people type them: "เงิน, 0, 60, งวดแรก" and "รายงาน, 90, รายงานครึ่งทาง"; days, then percent for money.

    What cannot be read stays as text, so that `parse` names its line.
    """
    made: list[list[object]] = []
    for line in lines.splitlines():
        parts = [p.strip() for p in arabic(line).split(",")]
        if not any(parts):
            continue
        kind = next((k for k, word in (("money", "เงิน"), ("report", "รายงาน")) if parts[0].startswith(word)), parts[0])
        rest = [_number(p) for p in parts[1:-1]]
        made.append([kind, *rest, *([0] if kind == "report" else []), parts[-1]])
    return made


def _number(text: str) -> object:
    plain = text.removesuffix("%").removesuffix("วัน").strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 6 else text


def lines_of(rows: Sequence[Sequence[object]]) -> str:
    """As `rows_of` reads them."""
    words = {"money": "เงิน", "report": "รายงาน"}
    return "\n".join(
        f"{words[str(kind)]}, {days}, {percent}, {label}" if kind == "money" else f"{words[str(kind)]}, {days}, {label}"
        for kind, days, percent, label in rows
    )


def dues(steps: Sequence[Step], given_satang: int, day: date) -> list[DueFacts]:
    """Due days of an award: the money sums to what was given, to the satang (largest remainder)."""
    parts = iter(shares(given_satang, [s.percent for s in steps if s.kind == "money"]))
    return [
        DueFacts(s.kind, s.label, day + timedelta(days=s.days), next(parts) if s.kind == "money" else 0) for s in steps
    ]


def words_of(step: Step) -> str:
    """As people read it."""
    after = "วันประกาศผล" if step.days == 0 else f"ภายใน {step.days:,} วันหลังประกาศผล"
    return f"{step.label}: " + (f"ร้อยละ {step.percent} {after}" if step.kind == "money" else f"รายงาน{after}")
