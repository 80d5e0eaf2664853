"""The way of a resolution: tambon, province, nation, and the answer back down."""

from chumchon.thai.errors import BadInput, Refused

LEVELS = {"tambon": 0, "municipality": 0, "district": 0, "province": 1, "nation": 2}
MAY_SEND = ("open", "doing")
"""States of a resolution that may be sent up."""
# What people may set by hand, from which state; sending and the answer are steps of their own.
MOVES: dict[str, tuple[str, ...]] = {
    "open": ("doing", "done", "dropped"),
    "doing": ("doing", "done", "dropped"),
    "answered": ("doing", "done", "dropped"),
    "sent": (),
    "done": (),
    "dropped": (),
    "struck": (),
}


def level_above(kind: str) -> str:
    """Which meeting a matter of this council goes to. Errors: TOP."""
    level = LEVELS[kind]
    if level == 2:
        raise Refused(
            "TOP", "การประชุมระดับชาติเป็นระดับสุดท้าย ให้ตอบเรื่องนี้ที่นี่", "The national meeting is the last; answer it here."
        )
    return "province" if level == 0 else "nation"


def need_move(state: str, new: str) -> None:
    """Errors: BAD_STEP."""
    if new not in MOVES[state]:
        raise Refused(
            "BAD_STEP", "มตินี้เปลี่ยนเป็นสถานะนั้นไม่ได้แล้ว เปิดหน้าใหม่", f"A resolution does not go from {state} to {new}."
        )


def need_inbox(states: list[str]) -> None:
    """Only what still waits may be merged, sent or answered. Errors: NOT_WAITING."""
    if any(state != "inbox" for state in states):
        raise Refused(
            "NOT_WAITING", "บางเรื่องถูกรวม ส่งต่อ หรือตอบไปแล้ว เปิดหน้าใหม่แล้วเลือกอีกครั้ง", "Some matters no longer wait."
        )


def need_answer(outcome: str, answer: str, known: list[str]) -> None:
    """Errors: BAD_OUTCOME, NO_ANSWER."""
    if outcome not in known:
        raise BadInput("BAD_OUTCOME", "เลือกผลของเรื่องนี้", "Choose an outcome.")
    if len(answer.strip()) < 5:
        raise BadInput("NO_ANSWER", "เขียนคำตอบให้ชุมชนที่ถามอ่านเข้าใจ", "Write the answer.")
