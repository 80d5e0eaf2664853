"""Names of people out of one cell: prefix, first name, surname; the kind of a member in the words of a book."""

import re

from .cells import Cell, clean, is_blank

PREFIXES = (
    "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.", "ด.ช", "ด.ญ", "ดช.", "ดญ.", "นางสาว", "น.ส.", "น.ส", "นส.", "นาง", "นาย",
    "ว่าที่ร้อยตรีหญิง", "ว่าที่ร้อยตรี", "ว่าที่ ร.ต.หญิง", "ว่าที่ ร.ต.", "ว่าที่ร.ต.หญิง", "ว่าที่ร.ต.", "พระอธิการ", "พระครู", "พระมหา", "พระใบฎีกา",
    "พระสมุห์", "พระปลัด", "พระ", "สามเณร", "แม่ชี", "ม.ร.ว.", "ม.ล.", "หม่อมหลวง", "หม่อมราชวงศ์", "พล.ต.อ.", "พล.ต.ท.",
    "พล.ต.ต.", "พล.อ.", "พล.ท.", "พล.ต.", "พ.ต.อ.", "พ.ต.ท.", "พ.ต.ต.", "พ.อ.อ.", "พ.อ.ท.", "พ.อ.ต.", "พ.อ.", "พ.ท.",
    "พ.ต.", "พ.จ.อ.", "ร.ต.อ.", "ร.ต.ท.", "ร.ต.ต.", "ร.อ.", "ร.ท.", "ร.ต.", "จ.ส.อ.", "จ.ส.ท.", "จ.ส.ต.", "จ.อ.", "จ.ท.",
    "จ.ต.", "ส.ต.อ.", "ส.ต.ท.", "ส.ต.ต.", "ส.อ.", "ส.ท.", "ส.ต.", "ด.ต.", "อส.", "พลฯ", "ดร.", "นพ.", "พญ.", "ผศ.", "รศ.",
    "จ่าสิบเอก", "จ่าสิบโท", "จ่าสิบตรี", "สิบเอก", "สิบโท", "สิบตรี", "ร้อยเอก", "ร้อยโท", "ร้อยตรี", "ดาบตำรวจ",
    "Mrs.", "Miss", "Mr.", "Ms.",
)  # fmt: skip
_BY_LENGTH = sorted(PREFIXES, key=len, reverse=True)
_NEEDS_GAP = ("คุณ", "พระ", "สามเณร", "แม่ชี", "สิบเอก", "สิบโท", "สิบตรี", "Miss")
_STARTS_NAME = re.compile(r"[ก-ฮเแโใไA-Za-z]")
_KINDS = (
    (re.compile("พิการ"), "disabled"),
    (re.compile("ด้อยโอกาส|ยากไร้|ยากจน|รายได้น้อย"), "disadvantaged"),
    (re.compile("เด็ก|เยาวชน|นักเรียน|child", re.IGNORECASE), "child"),
    (re.compile("สูงอายุ|ชรา|สูงวัย|elder", re.IGNORECASE), "elderly"),
)
MOST_LETTERS = 80


def split_prefix(said: str) -> tuple[str, str]:
    """ "นางสาววันเพ็ญ" to ("นางสาว", "วันเพ็ญ"); a name that only looks so (นางาม, พระพาย, คุณากร) stays whole."""
    for prefix in (*_BY_LENGTH, "คุณ"):
        if not said.startswith(prefix):
            continue
        rest = said[len(prefix) :]
        gap = rest.startswith(" ")
        rest = rest.strip()
        if not rest:
            return prefix, ""
        if (gap or prefix not in _NEEDS_GAP) and _STARTS_NAME.match(rest):
            return prefix, rest
    return "", said


def split_name(said: str) -> tuple[str, str, str]:
    """Prefix, first name and surname of a full name; the surname may be missing: "นาง สมศรี ณ เชียงใหม่"."""
    prefix, rest = split_prefix(said)
    first, _, surname = rest.partition(" ")
    return prefix, first, surname.strip()


def read_name(prefix: Cell, first: Cell, surname: Cell, has_surname: bool) -> tuple[str, str, str]:
    """The name out of up to three cells. Without a column for the surname the first cell holds the full name."""
    said = "" if is_blank(first) else clean(first)
    known = "" if is_blank(prefix) else clean(prefix)
    last = "" if is_blank(surname) else clean(surname)
    found, rest = split_prefix(said)
    if known and found and found != known and rest and _same(known, found) is False:
        found, rest = "", said  # a first name that begins like another prefix
    if not has_surname or (not last and " " in rest):
        name, _, tail = rest.partition(" ")
        return known or found, name, tail.strip() or last
    return known or found, rest, last


_ALIKE = ({"นางสาว", "น.ส.", "น.ส", "นส."}, {"เด็กชาย", "ด.ช.", "ด.ช", "ดช."}, {"เด็กหญิง", "ด.ญ.", "ด.ญ", "ดญ."})


def _same(one: str, other: str) -> bool:
    return one == other or any(one in group and other in group for group in _ALIKE)


def read_kind(cell: Cell) -> str:
    """A member's kind in the words of a book; what has no word of its own is general."""
    said = clean(cell)
    return next((kind for pattern, kind in _KINDS if pattern.search(said)), "general")
