"""What a person means who types into the search box of the register: a name, a number, a house, a telephone, an id."""

import re
from dataclasses import dataclass

from chumchon.thai import citizen
from chumchon.thai.digits import arabic

_PREFIX = re.compile(
    r"(นางสาว|น\.\s?ส\.|นาง|นาย|เด็กชาย|เด็กหญิง|ด\.\s?ช\.|ด\.\s?ญ\.|คุณ|พระ|สามเณร|แม่ชี|ว่าที่ร้อยตรี|ว่าที่ ร\.ต\.)\s*"
)
_VILLAGE = re.compile(r"(?:หมู่บ้านที่|หมู่ที่|หมู่|ม\.)\s*([0-9]{1,3})(?![0-9/])")
_HOUSE = re.compile(r"(?:บ้านเลขที่|บ้าน|บ\.|เลขที่)\s*(?=[0-9])")
LONGEST = 80


@dataclass(frozen=True)
class Asked:
    """A question to the register. words: each with what is left of it without a prefix; code: digits that are a member
    number, a house ("12/1") or the end of a telephone; village: หมู่ที่; citizen_id: thirteen right digits."""

    words: tuple[tuple[str, str], ...] = ()
    code: str = ""
    village: int | None = None
    citizen_id: str | None = None

    @property
    def nothing(self) -> bool:
        """Was nothing asked?"""
        return not (self.words or self.code or self.village is not None or self.citizen_id)


def read(text: str) -> Asked:
    """Understand the text; Thai digits count as Arabic ones."""
    plain = " ".join(arabic(text[:LONGEST]).replace("\0", "").split())
    identity = citizen.normalise(plain)
    if identity is not None:
        return Asked(citizen_id=identity)
    village = _VILLAGE.search(plain)
    if village:
        plain = f"{plain[: village.start()]} {plain[village.end() :]}"
    plain = _HOUSE.sub(" ", plain)
    words: list[tuple[str, str]] = []
    code = ""
    for word in _join_codes(plain).split():
        if not code and re.fullmatch(r"[0-9][0-9/\-]*", word):
            code = word
        else:
            words.append((word, without_prefix(word)))
    if any(bare for _, bare in words):
        words = [pair for pair in words if pair[1]]
    return Asked(tuple(words), code, int(village[1]) if village else None)


def without_prefix(word: str) -> str:
    """สมศรี of นางสมศรี; "" of a prefix alone; a name that begins like a prefix is looked for as it stands as well."""
    return _PREFIX.sub("", word, count=1) if _PREFIX.match(word) else word


def may_be_phone(digits: str) -> bool:
    """Four digits or more can be a piece of a telephone; none begins with 00, as many member numbers do."""
    return len(digits) >= 4 and not digits.startswith("00")


def _join_codes(text: str) -> str:
    """ "081 234 5678" is one telephone and "12 / 1" one house: digits that only blanks part are put together."""
    text = re.sub(r"\s*/\s*", "/", text)
    return re.sub(r"(?<=[0-9])[\s\-]+(?=[0-9]{3,4}(?![0-9]))", "", text)
