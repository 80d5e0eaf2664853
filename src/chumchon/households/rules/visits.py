"""What a visit says, what is wrong with it, and where it stands beside other visits and the family's word."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from json import dumps
from typing import Any

from chumchon.thai.errors import BadInput, Refused

from .questions import QuestionSet, check_answers

COUNTS = {"people": "คนทั้งหมด", "children": "เด็ก", "elderly": "ผู้สูงอายุ", "disabled": "คนพิการ", "bedridden": "ผู้ป่วยติดเตียง"}
MOST_PEOPLE = 40
SKEW = timedelta(minutes=10)
OLDEST_DAYS = 366
"""A phone that comes back later than a year brings a visit that nobody remembers."""


@dataclass(frozen=True)
class VisitEntry:
    """A visit as the phone or the form says it. `at` is the moment it was saved, with its time zone.

    consent False: the family does not want a passbook; nothing else of the entry is kept then.
    """

    uid: uuid.UUID
    village: int
    house_no: str
    consent: bool
    visited_on: date
    at: datetime
    questions: str = ""
    head: str = ""
    phone: str = ""
    counts: Mapping[str, int] | None = None
    answers: Mapping[str, str] | None = None
    aims: tuple[str, ...] = ()
    note: str = ""
    device: str = ""

    def sealed(self) -> dict[str, Any]:
        """What of it rests sealed: nothing where the family refused."""
        if not self.consent:
            return {}
        return {
            "head": self.head.strip(), "phone": self.phone.strip(), "counts": dict(self.counts or {}),
            "answers": dict(self.answers or {}), "aims": list(self.aims), "note": self.note.strip(),
        }  # fmt: skip

    def content(self) -> bytes:
        """All that it says, always in the same bytes: the same id with another content is another entry."""
        said = [
            self.village, self.house_no, self.consent, self.visited_on.isoformat(), self.questions, self.sealed(),
        ]  # fmt: skip
        return dumps(said, sort_keys=True, ensure_ascii=False).encode()


def check_entry(entry: VisitEntry, questions: QuestionSet | None, villages: Iterable[int], today: date) -> None:
    """Errors: VILLAGE, HOUSE_NO, FUTURE_DATE, TOO_OLD, NAME, PEOPLE, OLD_QUESTIONS and those of check_answers.

    questions: the version that the entry names, None where nobody knows it.
    """
    for fails, code, th, en in (
        (entry.village not in set(villages), "VILLAGE", "ไม่มีหมู่นี้ในตำบล เลือกหมู่ใหม่", "No such village in the tambon."),
        (not entry.house_no.strip(), "HOUSE_NO", "ใส่บ้านเลขที่ ถ้าไม่มีทะเบียนให้ใส่เลขที่ชุมชนให้", "Give the house number."),
        (entry.visited_on > today, "FUTURE_DATE", "วันที่เยี่ยมยังมาไม่ถึง ตรวจปี พ.ศ.", "The day of the visit lies ahead."),
        (
            entry.visited_on < today - timedelta(days=OLDEST_DAYS), "TOO_OLD",
            "เยี่ยมมาเกินหนึ่งปีแล้ว ให้เยี่ยมใหม่", "The visit is more than a year old; visit again.",
        ),
    ):  # fmt: skip
        if fails:
            raise BadInput(code, th, en)
    if entry.consent:
        _check_said(entry, questions)


def _check_said(entry: VisitEntry, questions: QuestionSet | None) -> None:
    counts = entry.counts or {}
    people = counts.get("people", 0)
    if not entry.head.strip():
        raise BadInput("NAME", "ใส่ชื่อผู้ให้ข้อมูลหรือหัวหน้าครัวเรือน", "Give the name of the head of the household.")
    if not 1 <= people <= MOST_PEOPLE or any(not 0 <= counts.get(key, 0) <= people for key in COUNTS):
        raise BadInput("PEOPLE", "จำนวนคนไม่ถูก เด็ก ผู้สูงอายุ คนพิการ ต้องไม่เกินจำนวนคนในบ้าน", "The counts do not fit.")
    if questions is None:
        raise BadInput("OLD_QUESTIONS", "แบบเยี่ยมบ้านฉบับนี้ไม่มีแล้ว เปิดหน้าเยี่ยมบ้านใหม่แล้วถามอีกครั้ง", "Unknown questions.")
    check_answers(questions, entry.answers or {}, entry.aims)


@dataclass(frozen=True)
class Word:
    """What the family said last of its passbook: state open, refused or erased, and the moment."""

    state: str
    at: datetime


def check_word(word: Word | None, entry: VisitEntry) -> None:
    """A phone that comes back late brings no answers in that the family has taken back since. A later yes opens anew.

    Errors: REFUSED, ERASED (nothing is kept; the phone drops its copy).
    """
    if word is None or not entry.consent or entry.at > word.at:
        return
    if word.state == "refused":
        raise Refused(
            "REFUSED", "ครอบครัวนี้ไม่ยินยอมหลังจากวันเยี่ยม จึงไม่เก็บคำตอบ และลบออกจากโทรศัพท์แล้ว",
            "The family refused after this visit; nothing was kept.",
        )  # fmt: skip
    if word.state == "erased":
        raise Refused(
            "ERASED", "สมุดพกของบ้านนี้ลบตามคำขอหลังจากวันเยี่ยม จึงไม่เก็บคำตอบ และลบออกจากโทรศัพท์แล้ว",
            "The passbook was erased after this visit; nothing was kept.",
        )  # fmt: skip


def check_clock(word: Word | None, entry: VisitEntry, ahead: bool) -> None:
    """A clock that runs ahead cannot say whether this yes came before or after a no of the same days; a person asks again.

    Errors: CLOCK (the phone keeps its copy).
    """
    if ahead and entry.consent and word is not None and word.state != "open" and word.at.date() >= entry.visited_on:
        raise Refused(
            "CLOCK", "นาฬิกาโทรศัพท์เดินเร็วกว่าเวลาจริง และครอบครัวนี้เคยบอกไม่ยินยอมแล้ว ตั้งเวลาให้ถูก ถามครอบครัวอีกครั้ง แล้วกด “แก้” เพื่อส่งใหม่",
            "The phone's clock runs ahead and the family said no; set the clock, ask again and send anew.",
        )  # fmt: skip


@dataclass(frozen=True)
class Other:
    """Another visit of the same house that counts."""

    visited_on: date
    by: int


def is_double(others: Iterable[Other], visited_on: date, by: int, days: int) -> bool:
    """Did somebody else visit this house within so many days? Then a person says which one counts."""
    return any(o.by != by and abs((o.visited_on - visited_on).days) <= days for o in others)
