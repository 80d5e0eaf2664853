"""Names of organisations folded, so that the same group written twice is seen: "กลุ่มออมทรัพย์ บ้านแม่แรม" and "ออมทรัพย์บ้านแม่แรม"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from chumchon.thai.digits import arabic

_MARKS = re.compile("[\u0e47-\u0e4e\u200b\u200c\u200d]")
_NOISE = re.compile(r"[\s.\-–—_/()\"'“”‘’,:;ๆฯ]+")
# Words that say "group" and nothing of which group; the longer before the shorter.
_GENERAL = (
    "องค์กรชุมชน", "คณะกรรมการ", "วิสาหกิจชุมชน", "เครือข่าย", "สมาชิก", "สมาคม", "สหกรณ์", "กองทุน", "ชมรม", "กลุ่ม", "ชุมชน", "ประจำ",
    "ตำบล", "หมู่บ้าน", "หมู่ที่", "หมู่", "บ้าน",
)  # fmt: skip
ALIKE = 0.82
"""Share of equal letters from which two folded names are shown as near."""


def fold(name: str) -> str:
    """The name without blanks, tone marks and words that many groups share; never empty where the name was not."""
    plain = _NOISE.sub("", _MARKS.sub("", arabic(name).lower().replace("ม.", "หมู่").replace("ํา", "ำ")))
    short = plain
    for word in _GENERAL:
        short = short.replace(_MARKS.sub("", word), "")
    return (short or plain)[:160]


@dataclass(frozen=True)
class Known:
    """A group that is registered: id, folded name, village id (None: the whole tambon), kind."""

    id: int
    key: str
    village_id: int | None = None
    kind: str = ""


def near(key: str, village_id: int | None, kind: str, known: Iterable[Known], most: int = 5) -> list[int]:
    """Ids of groups whose folded name is the same or nearly so, the likeliest first.

    A group of another village with another kind must be the same to the letter: "ออมทรัพย์แม่แรม" and "ป่าแม่แรม" are two.
    """
    found = []
    for one in known:
        alike = _alike(key, one.key)
        apart = None not in (village_id, one.village_id) and village_id != one.village_id
        least = 1.0 if apart or (kind and one.kind and kind != one.kind and key != one.key) else ALIKE
        if alike >= least:
            found.append((-alike, one.id))
    return [pk for _, pk in sorted(found)[:most]]


def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if len(min(a, b, key=len)) >= 5 and (a in b or b in a):
        return 0.9
    if abs(len(a) - len(b)) > max(len(a), len(b)) * (1 - ALIKE) + 2:
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
