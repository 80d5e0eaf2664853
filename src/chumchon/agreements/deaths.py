"""Which benefit is the member's own death: its key says so and ends the membership, and its Thai name must not say otherwise."""

import re

DEATH, FUNERAL, RELATIVE = "death", "funeral", "relative"
"""How keys begin: the member's death, the rites, and the death of somebody who is not the member."""

_DIES = re.compile(r"(?<!ไม่)(?<!ไม่ใช่)(?<!ไม่ถึง)(?:เสียชีวิต|ตาย(?!าย|ตัว)|ถึงแก่กรรม|มรณ|ฌาปนกิจ|ศพ)")
_WHO = (
    "ญาติ",
    "คู่สมรส",
    "สามี",
    "ภรรยา",
    "บิดา",
    "มารดา",
    "พ่อ",
    "แม่",
    "บุตร",
    "ลูก",
    "พี่",
    "น้อง",
    "ปู่",
    "ย่า",
    "ตายาย",
    "ยาย",
    "บุคคลใน",
    "คนใน",
)
_SOMEBODY = re.compile(rf"(?:กรณี|เงินช่วยเหลือ|เงินช่วย|ช่วยเหลือ|ช่วย|เมื่อ|สวัสดิการ|\s)*(?:{'|'.join(_WHO)})")


def begins(key: str, word: str) -> bool:
    """Whether a key is the word itself or the word with more behind a line: death, death_2, death_accident."""
    return key == word or key.startswith(f"{word}_")


def is_death(key: str) -> bool:
    """Whether this benefit ends the membership."""
    return begins(key, DEATH)


def tells_death(th: str) -> bool:
    """Whether a name or a note speaks of a death; "ไม่ตาย" does not."""
    return _DIES.search(th) is not None


def of_somebody_else(th: str) -> bool:
    """Whether a name begins with a relative: "ญาติสมาชิกเสียชีวิต"."""
    return _SOMEBODY.match(th) is not None


def ends_unseen(key: str, th: str) -> bool:
    """Whether the name says that the member died and the key does not: paid so, the dead would stay a member."""
    return tells_death(th) and not of_somebody_else(th) and not any(begins(key, w) for w in (DEATH, FUNERAL, RELATIVE))


def ends_wrongly(key: str, th: str) -> bool:
    """Whether the name says that a relative died and the key says the member."""
    return is_death(key) and tells_death(th) and of_somebody_else(th)
