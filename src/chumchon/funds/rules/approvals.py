"""Who approves a claim: what the agreement's `approve` text asks, as numbers, and who may not be among them."""

import re
from dataclasses import dataclass

from chumchon.thai.digits import arabic
from chumchon.thai.errors import Plain, Refused

LEAST = 2
"""Nobody decides alone: where the agreement is silent, two people of the committee approve [a]."""
_PEOPLE = re.compile(r"(?:กรรมการ|ผู้อนุมัติ)[^0-9]{0,12}([0-9]{1,2})\s*(?:คน|ท่าน|ราย)")
_OVER = re.compile(r"เกิน(?:กว่า)?\s*([0-9][0-9,]*)\s*บาท")


@dataclass(frozen=True)
class Approvers:
    """How many different people must approve. over_satang: above that sum the committee's majority must, None never."""

    people: int = LEAST
    over_satang: int | None = None

    def needed(self, satang: int, committee: int) -> int:
        """People needed for that sum; committee counts those who may sign."""
        if self.over_satang is not None and satang > self.over_satang:
            return max(self.people, committee // 2 + 1)
        return self.people

    def words(self, satang: int, committee: int) -> str:
        """Who approves, in Thai."""
        count = self.needed(satang, committee)
        if self.over_satang is not None and satang > self.over_satang:
            return f"คณะกรรมการลงมติ อย่างน้อย {count} คนจาก {committee} คน"
        return f"กรรมการ {count} คน"


def read(text: str) -> Approvers:
    """The text of an agreement: "กรรมการ 2 คน", "คณะกรรมการ (เกิน 10,000 บาท ต้องลงมติ)", "มติคณะกรรมการ".

    A number of people counts, but never below LEAST. A sum after เกิน asks the majority above it; the committee as a
    whole without a sum asks the majority always.
    """
    plain = arabic(text)
    people = _PEOPLE.search(plain)
    over = _OVER.search(plain)
    count = max(LEAST, int(people[1])) if people else LEAST
    if over:
        return Approvers(count, int(over[1].replace(",", "")) * 100)
    if people is None and ("คณะกรรมการ" in plain or "มติ" in plain):
        return Approvers(count, 0)
    return Approvers(count)


@dataclass(frozen=True)
class Approver:
    """Who wants to say something of a claim: ids of the user, of their own memberships' persons, and of their houses."""

    user_id: int
    persons: frozenset[int] = frozenset()
    houses: frozenset[int] = frozenset()


def why_not(who: Approver, entered: frozenset[int], person: int, house: int | None) -> Plain | None:
    """Why this person may not decide this claim; None where they may. Codes: OWN_ENTRY, OWN_HOUSEHOLD."""
    if who.user_id in entered:
        return Refused(
            "OWN_ENTRY",
            "คุณเป็นผู้ทำคำขอนี้ ให้กรรมการคนอื่นอนุมัติ",
            "Who entered the claim does not decide it; another person must.",
        )
    if person in who.persons or (house is not None and house in who.houses):
        return Refused(
            "OWN_HOUSEHOLD",
            "เป็นคำขอของคุณหรือคนในบ้านเดียวกัน ให้กรรมการบ้านอื่นอนุมัติ",
            "The claim is of your own household; somebody of another house must decide it.",
        )
    return None
