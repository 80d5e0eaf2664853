"""Numbers of a paper list as people type them from it."""

import re
from collections.abc import Sequence

from .digits import arabic
from .errors import BadInput

_PART = re.compile(r"(\d{1,4})(?:\s*(?:-|–|ถึง)\s*(\d{1,4}))?")


def lines_of_paper(text: str, known: Sequence[int]) -> list[int]:
    """Numbers of a paper list as people type them: "1 2 5-9", Thai digits too. Errors: BAD_LINES (names every number not known)."""
    plain = arabic(text).strip()
    rest = _PART.sub("", plain)
    if re.search(r"[^\s,;.และ]", rest):
        raise BadInput(
            "BAD_LINES", "พิมพ์เฉพาะเลขลำดับในใบรายชื่อ เช่น 1 2 5-9", "Type the numbers of the list only, such as 1 2 5-9."
        )
    found: set[int] = set()
    for first, last in _PART.findall(plain):
        low, high = int(first), int(last or first)
        if high < low or high - low > 999:
            raise BadInput("BAD_LINES", f"ช่วง {first}-{last} ไม่ถูก พิมพ์เลขน้อยก่อน", f"The span {first}-{last} is wrong.")
        found |= set(range(low, high + 1))
    unknown = sorted(found - set(known))
    if unknown:
        words = ", ".join(map(str, unknown[:10]))
        raise BadInput("BAD_LINES", f"ไม่มีลำดับที่ {words} ในใบรายชื่อ ตรวจเลขอีกครั้ง", f"No such lines: {words}.")
    return sorted(found)
