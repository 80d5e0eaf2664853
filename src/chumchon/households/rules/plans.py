"""A family's aims: at most three, each one of the questions, each with what is done and who goes along."""

from collections.abc import Sequence
from dataclasses import dataclass

from chumchon.thai.errors import BadInput

from .questions import MOST_AIMS, QuestionSet

MOST_LETTERS = 300


@dataclass(frozen=True)
class Aim:
    """เป้าหมายครัวเรือน: key of the question; do: what the family does; helper: who goes along."""

    key: str
    do: str = ""
    helper: str = ""


def check_aims(questions: QuestionSet, aims: Sequence[Aim]) -> None:
    """Errors: NO_AIM, TOO_MANY_AIMS, SAME_AIM, BAD_AIM, TOO_LONG."""
    keys = [a.key for a in aims]
    for fails, code, th, en in (
        (not aims, "NO_AIM", "ให้ครอบครัวเลือกอย่างน้อยหนึ่งเรื่อง", "Choose at least one aim."),
        (len(aims) > MOST_AIMS, "TOO_MANY_AIMS", f"เลือกเป้าหมายได้ไม่เกิน {MOST_AIMS} เรื่อง", "At most three aims."),
        (len(set(keys)) != len(keys), "SAME_AIM", "เลือกเรื่องเดียวกันสองครั้ง เปลี่ยนหนึ่งเรื่อง", "An aim was chosen twice."),
        (any(k not in questions.by_key for k in keys), "BAD_AIM", "เป้าหมายไม่อยู่ในแบบเยี่ยมบ้าน เลือกใหม่", "Unknown aim."),
        (
            any(len(a.do) > MOST_LETTERS or len(a.helper) > MOST_LETTERS for a in aims), "TOO_LONG",
            f"ข้อความยาวเกิน {MOST_LETTERS} ตัวอักษร เขียนให้สั้นลง", "The text is too long.",
        ),
    ):  # fmt: skip
        if fails:
            raise BadInput(code, th, en)
