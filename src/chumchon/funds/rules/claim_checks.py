"""Whether an event may be asked for at all: after the membership ended, in the future, or asked for before. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chumchon.agreements.deaths import FUNERAL, begins, is_death
from chumchon.agreements.model import Benefit
from chumchon.thai.dates import long_th, short_th
from chumchon.thai.errors import BadInput, Clash, Plain, Refused

from .claims import Earlier, Event

SAME_EVENT_DAYS = 30
"""Two claims of one house and kind that lie nearer than this may be one event told twice (decisions/0026): water stands for
weeks, and one gives the day it came, another the day they moved out or the day the headman saw it."""


@dataclass(frozen=True)
class Ended:
    """A membership that is over: its last day, and how it ended in Thai."""

    on: date
    how_th: str


def after_death(key: str) -> bool:
    """Whether this benefit is for what comes after a death: the funeral."""
    return begins(key, FUNERAL)


class Overlap(Clash):
    """A stay that overlaps another one. Whoever only enters claims is told where that one stands; its days are a health
    fact, and a page adds them (days_th) for those who decide."""

    def __init__(self, where_th: str, known: Event) -> None:
        super().__init__(
            "OVERLAP", f"วันนอนทับกับ{where_th} ตรวจวันเข้าและวันออกกับใบรับรองแพทย์", "The stay overlaps another one."
        )
        self.days_th = f"รายการนั้นนอน {short_th(known.start)} ถึง {short_th(known.end)}"


def check_event(
    event: Event, benefit: Benefit | None, died_on: date | None, today: date, ended: Ended | None = None
) -> None:
    """Refuse what cannot be so.

    Errors: NO_BENEFIT, FUTURE_EVENT, BACKWARDS, TOO_LONG, AFTER_LEAVING, DIED_ANOTHER_DAY, AFTER_DEATH.
    """
    if benefit is None:
        raise Refused(
            "NO_BENEFIT",
            f"ข้อตกลงที่ใช้ในวันที่ {long_th(event.start)} ไม่มีสวัสดิการนี้ เลือกสวัสดิการอื่น",
            "No such benefit that day.",
        )
    if event.start > today or event.end > today:
        raise BadInput("FUTURE_EVENT", "วันเกิดเหตุหรือวันสิ้นสุดยังมาไม่ถึง ตรวจวันที่อีกครั้ง", "The event lies in the future.")
    if event.end < event.start:
        raise BadInput("BACKWARDS", "วันสิ้นสุดมาก่อนวันเริ่ม ตรวจวันที่อีกครั้ง", "The event ends before it starts.")
    if (event.end - event.start).days > 366:
        raise BadInput("TOO_LONG", "เหตุเดียวนานเกินหนึ่งปี ตรวจวันที่ หรือแยกเป็นหลายคำขอ", "One event is longer than a year.")
    if ended is not None and event.start > ended.on:
        raise Refused(
            "AFTER_LEAVING",
            f"สมาชิก{ended.how_th}ตั้งแต่ {long_th(ended.on)} เหตุหลังวันนั้นเบิกไม่ได้ ถ้าวันในทะเบียนไม่ถูก ให้นายทะเบียนแก้ก่อน",
            "The membership was over by then.",
        )
    if is_death(event.benefit):
        if died_on is not None and died_on != event.start:
            raise Clash(
                "DIED_ANOTHER_DAY",
                f"ทะเบียนบันทึกว่าเสียชีวิต {long_th(died_on)} ใช้วันนั้น หรือให้นายทะเบียนแก้ก่อน",
                "The register has another day of death.",
            )
    elif died_on is not None and event.end > died_on and not after_death(event.benefit):
        raise Refused(
            "AFTER_DEATH", f"สมาชิกเสียชีวิต {long_th(died_on)} เหตุหลังวันนั้นเบิกไม่ได้ ตรวจวันที่อีกครั้ง", "The event is after death."
        )


def check_against(event: Event, benefit: Benefit, earlier: Iterable[Earlier]) -> None:
    """Refuse an event that was asked for before. Errors: CLAIMED_TWICE, OVERLAP."""
    for other in earlier:
        known = other.event
        if not other.own or known.benefit != event.benefit:
            continue
        if known.start == event.start or is_death(event.benefit):
            said = f"ขอไว้แล้วในคำขอที่ {other.label} เปิดคำขอนั้นแทน"
            if other.before:
                said = "จ่ายไปแล้วก่อนใช้ระบบ ตามสวัสดิการที่นำเข้า เบิกซ้ำไม่ได้ ถ้านำเข้าผิด ให้ยกเลิกการนำเข้าก่อน"
            raise Clash("CLAIMED_TWICE", f"เหตุนี้{said}", "This event was claimed before.")
        nights = benefit.amount.unit == "night"
        if nights and event.start < known.end and known.start < event.end:
            where = "รายการที่จ่ายก่อนใช้ระบบ ดูสมุดสวัสดิการเดิม" if other.before else f"คำขอที่ {other.label}"
            raise Overlap(where, known)


def same_event(event: Event, benefit: Benefit, earlier: Iterable[Earlier]) -> Earlier | None:
    """The claim of another member of the house, or of the other parent, for the very same event: one birth, one flood."""
    if not asks_same_event(benefit):
        return None
    same = (e for e in earlier if not e.own and e.event.benefit == event.benefit and e.event.start == event.start)
    return next(same, None)


def asks_same_event(benefit: Benefit) -> bool:
    """Whether an event of this kind is paid once to a house or to two parents, so that two of them near by are asked about."""
    return benefit.once_per_event or benefit.per_household


def is_near(event: Event, other: Event) -> bool:
    """Whether two events are of one kind and lie near each other, on different days."""
    return other.benefit == event.benefit and 0 < abs((other.start - event.start).days) <= SAME_EVENT_DAYS


def near_question(answer: str) -> Plain:
    """What is said to whoever goes on without the answer. answer: how to give it. Code: NEAR_EVENT."""
    return Refused(
        "NEAR_EVENT",
        f"บ้านนี้มีเหตุชนิดเดียวกันอีกรายการในเวลาใกล้กัน {answer}",
        "The same house has another event of this kind near by; say whether it is the same one.",
    )
