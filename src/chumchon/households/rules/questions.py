"""The questions of a visit as data: five dimensions, questions with three colours, weights, thresholds; by version and day."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from chumchon.thai.errors import BadInput

COLOURS = {"green": "เขียว", "amber": "เหลือง", "red": "แดง"}
NONE = "none"
"""The answer "this does not concern us", where a question allows it."""
MOST_AIMS = 3


@dataclass(frozen=True)
class Question:
    """One thing that is asked. th: its short name; ask: as the visitor says it; none: empty where it concerns every house."""

    key: str
    dimension: str
    th: str
    ask: str
    green: str
    amber: str
    red: str
    weight: int
    none: str = ""

    @property
    def answers(self) -> dict[str, str]:
        """The answers that may be given, by key, in the order of the page."""
        said = {"green": self.green, "amber": self.amber, "red": self.red}
        return {**said, NONE: self.none} if self.none else said

    def words(self, answer: str) -> str:
        """What an answer says; nothing for one that was not given."""
        return self.answers.get(answer, "")


@dataclass(frozen=True)
class Need:
    """How need is reckoned, and after how many days things are late. Points are added to a score of 0 to 100."""

    red: int
    amber: int
    in_need_score: int
    in_need_reds: int
    bedridden_points: int
    disabled_points: int
    elderly_alone_points: int
    nobody_points: int
    worse_points: int
    revisit_days: int
    take_days: int
    double_days: int


@dataclass(frozen=True)
class QuestionSet:
    """A version of the questions, valid from a C.E. day on until the next."""

    version: str
    from_day: date
    source: str
    dimensions: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    need: Need

    @cached_property
    def by_key(self) -> dict[str, Question]:
        """Questions by key."""
        return {q.key: q for q in self.questions}

    def of(self, dimension: str) -> tuple[Question, ...]:
        """The questions of one dimension, in their order."""
        return tuple(q for q in self.questions if q.dimension == dimension)

    def name(self, key: str) -> str:
        """The short name of a question; its key where this version does not know it."""
        return self.by_key[key].th if key in self.by_key else key


def parse(text: str) -> QuestionSet:
    """A version from its TOML. Errors: BAD_QUESTIONS (what is wrong, in English, for whoever writes the file)."""
    try:
        raw = tomllib.loads(text)
        dimensions = tuple((str(d["key"]), str(d["th"])) for d in raw["dimension"])
        questions = tuple(Question(**q) for q in raw["question"])
        made = QuestionSet(raw["version"], raw["from_day"], raw["source"], dimensions, questions, Need(**raw["need"]))
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as unread:
        raise _bad(f"the file does not read: {unread}") from unread
    for fails, why in _faults(made):
        if fails:
            raise _bad(why)
    return made


def _faults(made: QuestionSet) -> Sequence[tuple[bool, str]]:
    keys, known = [q.key for q in made.questions], {key for key, _ in made.dimensions}
    numbers = [getattr(made.need, f.name) for f in fields(Need)]
    texts = [t for q in made.questions for t in (q.th, q.ask, q.green, q.amber, q.red)]
    return (
        (not made.version or len(made.version) > 20, "version has 1 to 20 characters"),
        (not isinstance(made.from_day, date), "from_day is a date"),
        (len(set(keys)) != len(keys) or not keys, "each question has a key of its own"),
        (any(q.dimension not in known for q in made.questions), "each question stands in a dimension"),
        (any(not made.of(key) for key in known), "each dimension has a question"),
        (
            any(not isinstance(q.weight, int) or q.weight < 1 for q in made.questions),
            "weights are whole and above zero",
        ),
        (any(not isinstance(t, str) or not t.strip() for t in texts), "every text is filled"),
        (any(not isinstance(n, int) or n < 0 for n in numbers), "numbers of need are whole and not below zero"),
        (made.need.red <= made.need.amber, "red weighs more than amber"),
    )


def _bad(why: str) -> BadInput:
    return BadInput("BAD_QUESTIONS", "ไฟล์คำถามเยี่ยมบ้านไม่ถูก ให้ผู้ดูแลระบบตรวจไฟล์", f"The questions' file is wrong: {why}.")


def set_on(sets: Sequence[QuestionSet], day: date) -> QuestionSet:
    """The version in force that day; before the first, the first. Errors: BAD_QUESTIONS (no version at all)."""
    if not sets:
        raise _bad("there is none")
    begun = [s for s in sets if s.from_day <= day]
    return max(begun, key=lambda s: s.from_day) if begun else min(sets, key=lambda s: s.from_day)


def check_answers(questions: QuestionSet, answers: Mapping[str, Any], aims: Sequence[str]) -> None:
    """Every question has one of its answers, and the family chose at most three aims among the questions.

    Errors: UNKNOWN_QUESTION, UNANSWERED, BAD_ANSWER, TOO_MANY_AIMS, BAD_AIM.
    """
    strange = [key for key in answers if key not in questions.by_key]
    if strange:
        raise BadInput("UNKNOWN_QUESTION", "มีคำถามที่แบบเยี่ยมบ้านฉบับนี้ไม่รู้จัก เปิดหน้าเยี่ยมบ้านใหม่", "A question is unknown.")
    for question in questions.questions:
        if question.key not in answers:
            raise BadInput(
                "UNANSWERED", f"ยังไม่ได้ตอบเรื่อง {question.th} ตอบให้ครบก่อนบันทึก", f"{question.key} is not answered."
            )
        if answers[question.key] not in question.answers:
            raise BadInput(
                "BAD_ANSWER", f"คำตอบเรื่อง {question.th} ไม่ถูก เลือกใหม่", f"{question.key} has an unknown answer."
            )
    if len(aims) > MOST_AIMS or len(set(aims)) != len(aims):
        raise BadInput("TOO_MANY_AIMS", f"เลือกเป้าหมายได้ไม่เกิน {MOST_AIMS} เรื่อง เอาบางเรื่องออก", "At most three aims.")
    if any(aim not in questions.by_key for aim in aims):
        raise BadInput("BAD_AIM", "เป้าหมายไม่อยู่ในแบบเยี่ยมบ้าน เลือกใหม่", "An aim is no question.")
