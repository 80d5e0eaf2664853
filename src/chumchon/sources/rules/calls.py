"""What a call must say, when it takes applications, and what an application must say."""

from dataclasses import dataclass
from datetime import date

from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput, Refused
from chumchon.thai.money import baht

from . import conditions as rules
from . import schedule as due_rules
from .papers import PAPERS


@dataclass(frozen=True)
class CallFacts:
    """What is said of a call. Sums in satang, days C.E.; conditions, papers and schedule are rows of data."""

    title: str
    giver: str
    help: str
    purpose: str
    area: str
    least_satang: int
    most_satang: int
    budget_satang: int
    opens_on: date
    closes_on: date
    conditions: tuple[tuple[str, str, object], ...]
    papers: tuple[str, ...]
    schedule: tuple[tuple[str, int, int, str], ...]
    source: str
    contact: str = ""


@dataclass(frozen=True)
class AskFacts:
    """What an application says. people: how many will gain."""

    title: str
    text: str
    asked_satang: int
    people: int


def check_call(facts: CallFacts, today: date) -> None:
    """Errors: BAD_TITLE, BAD_PURPOSE, BAD_SUMS, BAD_SPAN, BAD_PAPERS, NO_SOURCE, BAD_CONDITIONS, BAD_SCHEDULE."""
    if len(facts.title.strip()) < 6 or len(facts.giver.strip()) < 3:
        raise BadInput("BAD_TITLE", "ใส่ชื่อแหล่งทุนและผู้ให้ทุนให้ครบ", "Give the call's name and who gives.")
    if len(facts.purpose.strip()) < 20:
        raise BadInput("BAD_PURPOSE", "บอกว่าให้ทุนทำอะไร อย่างน้อย 20 ตัวอักษร", "Say what it is for.")
    if not (0 <= facts.least_satang <= facts.most_satang <= facts.budget_satang <= 10**14 and facts.most_satang > 0):
        raise BadInput(
            "BAD_SUMS", "เงินขั้นต่ำ ขั้นสูง และวงเงินรวมต้องเรียงจากน้อยไปมาก", "Least, most and budget are not in order."
        )
    if facts.closes_on < facts.opens_on or facts.closes_on < today:
        raise BadInput("BAD_SPAN", "วันปิดรับต้องไม่ก่อนวันเปิด และยังมาไม่ถึง", "The last day is not in order.")
    if not set(facts.papers) <= PAPERS.keys():
        raise BadInput("BAD_PAPERS", "เลือกเอกสารจากรายการ", "Choose papers from the list.")
    if len(facts.source.strip()) < 3:
        raise BadInput("NO_SOURCE", "บอกที่มา เช่น ประกาศเลขที่", "Say where the call is from.")
    rules.parse([list(c) for c in facts.conditions])
    due_rules.parse([list(s) for s in facts.schedule])


def need_open(state: str, opens_on: date, closes_on: date, day: date) -> None:
    """May an application be sent that day? Errors: NOT_OPEN_YET, LATE, CALL_CLOSED, CALL_CANCELLED."""
    if state == "cancelled":
        raise Refused(
            "CALL_CANCELLED",
            "แหล่งทุนนี้ยกเลิกแล้ว คำขอเก็บเป็นร่างไว้ให้ ดูแหล่งทุนอื่นที่เข้าเกณฑ์",
            "This call was cancelled; your draft is kept.",
        )
    if state == "draft" or day < opens_on:
        raise Refused("NOT_OPEN_YET", f"ยังไม่เปิดรับ เปิดวันที่ {long_th(opens_on)} เก็บร่างไว้ก่อนได้", "It is not open yet.")
    if day > closes_on:
        raise Refused(
            "LATE", f"หมดเขตเมื่อ {long_th(closes_on)} ส่งไม่ได้แล้ว คำขอเก็บเป็นร่างไว้ให้ ใช้กับแหล่งทุนอื่นได้",
            "The last day has passed; your draft is kept.",
        )  # fmt: skip
    if state == "closed":
        raise Refused(
            "CALL_CLOSED", "แหล่งทุนนี้ปิดรับไปแล้วระหว่างที่คุณเขียน คำขอเก็บเป็นร่างไว้ให้ ถามผู้ให้ทุนหรือดูแหล่งทุนอื่น",
            "The call was closed meanwhile; your draft is kept.",
        )  # fmt: skip


def check_ask(facts: AskFacts, least_satang: int, most_satang: int) -> None:
    """Errors: BAD_TITLE, BAD_TEXT, BAD_SUM, BAD_PEOPLE."""
    if len(facts.title.strip()) < 6:
        raise BadInput("BAD_TITLE", "ตั้งชื่อโครงการอย่างน้อย 6 ตัวอักษร", "Give the project's name.")
    if not 40 <= len(facts.text.strip()) <= 4000:
        raise BadInput("BAD_TEXT", "เล่าว่าจะทำอะไร อย่างน้อย 40 ตัวอักษร ไม่เกิน 4,000", "Say what will be done.")
    if not max(least_satang, 1) <= facts.asked_satang <= most_satang:
        raise BadInput(
            "BAD_SUM",
            f"ขอได้ตั้งแต่ {baht(least_satang).removesuffix('.00')} ถึง {baht(most_satang).removesuffix('.00')} บาท",
            "The sum lies outside of what the call gives.",
        )
    if not 1 <= facts.people <= 1_000_000:
        raise BadInput("BAD_PEOPLE", "บอกว่ามีคนได้ประโยชน์กี่คน", "Say how many people gain.")
