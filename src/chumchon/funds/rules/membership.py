"""What may happen to a membership, and when: joining, leaving, lapsing, dying, joining again, and taking a step back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chumchon.thai import citizen
from chumchon.thai.dates import long_th, month_th, until_th
from chumchon.thai.digits import arabic
from chumchon.thai.errors import BadInput, Plain, Refused

from .dues import Standing

KINDS = ("general", "child", "elderly", "disabled", "disadvantaged")
STEPS: dict[str, tuple[frozenset[str], str]] = {
    "leave": (frozenset({"active"}), "left"),
    "lapse": (frozenset({"active"}), "lapsed"),
    "die": (frozenset({"active", "left", "lapsed"}), "died"),  # who had gone already: only on a day before they went
    "rejoin": (frozenset({"left", "lapsed"}), "active"),
}
STATUS_TH = {"active": "เป็นสมาชิก", "left": "ลาออก", "lapsed": "พ้นสภาพ", "died": "เสียชีวิต"}
OLDEST_YEARS = 130
PREFIXES = ("นาย", "นาง", "นางสาว", "เด็กชาย", "เด็กหญิง")


@dataclass(frozen=True)
class FundMemberFacts:
    """What is known of a member. number "" takes the next one; village is a village's id; days are C.E.

    birth_precision: "day", "year" (birth_day is then 1 January of it) or "none". citizen_id: 13 digits, or None for
    not given (enrolling) and not touched (changing).
    """

    first_name: str
    joined_on: date
    prefix: str = ""
    surname: str = ""
    citizen_id: str | None = None
    birth_day: date | None = None
    birth_precision: str = "none"
    phone: str = ""
    number: str = ""
    kind: str = "general"
    village: int | None = None
    house_no: str = ""
    beneficiary: str = ""


@dataclass(frozen=True)
class Membership:
    """Where a membership stands: since is the day of its newest step, or of joining; paid_until is inclusive."""

    status: str
    joined_on: date
    since: date
    paid_until: date | None = None


@dataclass(frozen=True)
class Happening:
    """An event as the rules see it: what it was, when, and the fields it set."""

    kind: str
    day: date
    before: dict[str, object]
    after: dict[str, object]


def take_step(
    kind: str, at: Membership, day: date, today: date, closed_through: date | None, reason: str
) -> Membership:
    """The membership after leave, lapse, die or rejoin. Joining again starts the waiting period anew [f].

    A death that comes to light after the member was written as gone lies before that day: they died as a member.
    Errors: WRONG_STATUS, NO_REASON, FUTURE_DATE, BEFORE_JOINING, BEFORE_LAST_STEP, GONE_BEFORE, YEAR_CLOSED.
    """
    allowed, status = STEPS[kind]
    if at.status not in allowed:
        raise Refused(
            "WRONG_STATUS",
            f"สมาชิกคนนี้{STATUS_TH[at.status]}อยู่แล้ว เปิดหน้าสมาชิกใหม่เพื่อดูสถานะล่าสุด",
            f"A member who is {at.status} cannot {kind}.",
        )
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลสั้น ๆ เช่น ย้ายไปอยู่ที่อื่น", "Give a short reason.")
    check_day(day, today, closed_through)
    if day < at.joined_on:
        raise BadInput(
            "BEFORE_JOINING",
            f"วันนี้มาก่อนวันสมัคร ({long_th(at.joined_on)}) ตรวจวันที่อีกครั้ง",
            "The day lies before the day of joining.",
        )
    if kind == "die" and at.status != "active":
        _check_death_of_gone(at, day)
    elif day < at.since:
        raise BadInput(
            "BEFORE_LAST_STEP",
            f"วันนี้มาก่อนรายการล่าสุด ({long_th(at.since)}) ตรวจวันที่อีกครั้ง",
            "The day lies before the newest step of this membership.",
        )
    if kind != "rejoin":
        return replace(at, status=status, since=day)
    paid = at.paid_until if at.paid_until is not None and at.paid_until >= day else None
    return Membership(status, day, day, paid)


def _check_death_of_gone(at: Membership, day: date) -> None:
    if day > at.since:
        raise Refused(
            "GONE_BEFORE",
            f"สมาชิก{STATUS_TH[at.status]}ตั้งแต่ {long_th(at.since)} ก่อนวันเสียชีวิตที่ใส่ จึงไม่ต้องบันทึก ถ้าวันในทะเบียนไม่ถูก ให้ยกเลิกรายการล่าสุดก่อน",
            "The membership was over before this day of death.",
        )


def check_day(day: date, today: date, closed_through: date | None) -> None:
    """A day on which the register may still change. Errors: FUTURE_DATE, YEAR_CLOSED."""
    if day > today:
        raise BadInput("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง", "The day lies in the future.")
    if closed_through is not None and day <= closed_through:
        raise Refused(
            "YEAR_CLOSED",
            f"ปิดปีถึงวันที่ {long_th(closed_through)} แล้ว ใช้วันหลังจากนั้น",
            "The year of that day is closed; use a later day.",
        )


def last_step(history: Sequence[Happening]) -> Happening | None:
    """The newest step that was not taken back, oldest event first; None where there is none."""
    standing: list[Happening] = []
    for event in history:
        if event.kind in STEPS:
            standing.append(event)
        elif event.kind == "undo" and standing:
            standing.pop()
    return standing[-1] if standing else None


def replay(history: Sequence[Happening]) -> dict[str, object]:
    """The fields as the events leave them, oldest first: it must be what the register shows."""
    state: dict[str, object] = {}
    for event in history:
        state.update(event.after)
    return state


def check_facts(facts: FundMemberFacts, today: date) -> None:
    """Refuse facts that cannot be. Errors: MISSING_NAME, TOO_LONG, BAD_KIND, BAD_CITIZEN_ID, BAD_PHONE, FUTURE_DATE,
    BAD_DATE, JOIN_BEFORE_BIRTH, NO_VILLAGE."""
    wrong = _wrong_words(facts) or _wrong_days(facts, today)
    if wrong is not None:
        raise wrong


def _wrong_words(facts: FundMemberFacts) -> Plain | None:
    lengths = ((facts.prefix, 40), (facts.first_name, 80), (facts.surname, 80), (facts.number, 20), (facts.house_no, 30),
               (facts.beneficiary, 160))  # fmt: skip
    digits = [c for c in arabic(facts.phone) if c.isdigit()]
    if not facts.first_name.strip():
        return BadInput("MISSING_NAME", "ใส่ชื่อสมาชิก", "Give the member's name.")
    if any(len(text) > most for text, most in lengths):
        return BadInput("TOO_LONG", "ข้อความยาวเกินไป ย่อให้สั้นลง", "A text is too long.")
    if facts.kind not in KINDS:
        return BadInput("BAD_KIND", "เลือกประเภทสมาชิกจากรายการ", "No such kind of member.")
    if facts.citizen_id is not None and not citizen.is_valid(facts.citizen_id):
        return BadInput("BAD_CITIZEN_ID", "เลขบัตรประชาชนไม่ถูก ต้องมี 13 หลัก ตรวจกับบัตรอีกครั้ง", "The citizen id is wrong.")
    if facts.phone and (not 9 <= len(digits) <= 10 or len(facts.phone) > 20):
        return BadInput("BAD_PHONE", "เบอร์โทรต้องมี 9 หรือ 10 ตัว ตรวจอีกครั้งหรือเว้นว่าง", "A telephone has 9 or 10 digits.")
    if facts.house_no and facts.village is None:
        return BadInput("NO_VILLAGE", "เลือกหมู่บ้านของบ้านเลขที่นี้ด้วย", "Choose the village of this house.")
    return None


def _wrong_days(facts: FundMemberFacts, today: date) -> Plain | None:
    if facts.joined_on > today or (facts.birth_day is not None and facts.birth_day > today):
        return BadInput("FUTURE_DATE", "วันที่นี้ยังมาไม่ถึง ตรวจปี พ.ศ. อีกครั้ง", "A day lies in the future.")
    if facts.birth_day is not None and facts.birth_day.year < today.year - OLDEST_YEARS:
        return BadInput("BAD_DATE", "ปีเกิดนานเกินไป ตรวจปี พ.ศ. อีกครั้ง", "The year of birth is too long ago.")
    if facts.birth_day is not None and facts.joined_on < facts.birth_day:
        return BadInput("JOIN_BEFORE_BIRTH", "วันสมัครมาก่อนวันเกิด ตรวจทั้งสองวัน", "Joined before birth.")
    return None


def standing_words(standing: Standing, paid_until: date | None) -> str:
    """ "ค้าง 3 เดือน ตั้งแต่ ต.ค. 69", "จ่ายถึง พ.ย. 69", or that nothing was paid yet."""
    if standing.behind and standing.since is not None:
        return f"ค้าง {standing.months_overdue} เดือน ตั้งแต่ {month_th(standing.since)}"
    return f"จ่ายถึง {until_th(paid_until)}" if paid_until is not None else "ยังไม่ได้จ่ายเดือนแรก"


def next_number(taken: Sequence[str]) -> str:
    """The number after the greatest of the plain ones given, as wide as it is written ("00304" gives "00305")."""
    plain = [n for n in taken if n.isascii() and n.isdigit()]
    if not plain:
        return "00001"
    greatest = max(plain, key=lambda n: (int(n), len(n)))
    return str(int(greatest) + 1).zfill(len(greatest))


SETS_PAID_UNTIL = frozenset({"rejoin", "undo", "change", "move_in"})


def stood_until(
    receipts: Sequence[tuple[date | None, date | None, bool]], steps: Sequence[tuple[str, str | None, str | None]]
) -> set[date | None]:
    """Every paid-until that the records of a member allow; empty where nothing binds it.

    receipts: paid-until before and after each contribution as it was posted, and whether it still stands. steps: kind,
    and paid-until before and after, of each event of the history in their order (ISO days).
    """
    standing = [after for _, after, stands in receipts if stands]
    found: set[date | None] = set()
    if standing:
        found.add(standing[-1])
    elif receipts:
        found.add(receipts[0][0])
    elif steps:
        found.add(_iso(steps[-1][2]))
    return found | {_iso(after) for kind, before, after in steps if kind in SETS_PAID_UNTIL and before != after}


def _iso(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
