"""Who approves a claim: what the agreement's `approve` text asks, as numbers, and who may not be among them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chumchon.thai.digits import arabic
from chumchon.thai.errors import Plain, Refused
from chumchon.thai.money import baht_short

from .importing.names import split_prefix

LEAST = 2
"""Nobody decides alone: where the agreement is silent, two people of the committee approve [a]."""
_PEOPLE = re.compile(r"(?:กรรมการ|ผู้อนุมัติ)[^0-9]{0,30}?([0-9]{1,4})\s*(?:คน|ท่าน|ราย)")
_OVER = re.compile(r"เกิน(?:กว่า)?\s*([0-9][0-9,]*)\s*บาท")
_ONES = ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ")
_IN_WORDS = {word: n for n, word in enumerate((*_ONES, "สิบเอ็ด", *(f"สิบ{one}" for one in _ONES[1:9]), "ยี่สิบ"), 1)}
_WORD = re.compile(rf"({'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})\s*(คน|ท่าน|ราย)")


@dataclass(frozen=True)
class Approvers:
    """Who must approve: so many different people, and above over_satang (None: never) the majority of the seats."""

    people: int = LEAST
    over_satang: int | None = None

    def asks_majority(self, satang: int) -> bool:
        """Whether that sum needs a resolution of the committee."""
        return self.over_satang is not None and satang > self.over_satang

    def needed(self, satang: int, seats: int) -> int:
        """Votes needed for that sum; seats are those of the whole committee, whether they sign in or not."""
        return max(self.people, seats // 2 + 1) if self.asks_majority(satang) else self.people

    @property
    def told(self) -> str:
        """How an agreement's words were understood, for who writes them."""
        if self.over_satang == 0:
            return "คณะกรรมการลงมติเกินกึ่งหนึ่งทุกครั้ง"
        above = f" เกิน {baht_short(self.over_satang)} คณะกรรมการลงมติเกินกึ่งหนึ่ง" if self.over_satang else ""
        return f"กรรมการ {self.people} คน{above}"

    def words(self, satang: int, seats: int) -> str:
        """Who approves, in Thai."""
        count = self.needed(satang, seats)
        if self.asks_majority(satang):
            return f"คณะกรรมการลงมติ อย่างน้อย {count} เสียงจากกรรมการ {seats} คน"
        return f"กรรมการ {count} คน"


@dataclass(frozen=True)
class Seat:
    """One voice of the committee: its seats' ids (one person may hold two), who signs in for it (None: nobody)."""

    ids: tuple[int, ...]
    name: str
    position_th: str
    user_id: int | None = None


def plain_name(name: str) -> str:
    """A name without its blanks."""
    return "".join(name.split())


def voices(rows: Sequence[Seat]) -> tuple[Seat, ...]:
    """Seats in their order to voices: one person on two seats has one voice, known by sign-in or by name."""
    found: list[Seat] = []
    for row in rows:
        same = (
            i for i, s in enumerate(found)
            if (row.user_id is not None and s.user_id == row.user_id) or plain_name(s.name) == plain_name(row.name)
        )  # fmt: skip
        place = next(same, None)
        if place is None:
            found.append(row)
        else:
            kept = found[place]
            found[place] = replace(kept, ids=kept.ids + row.ids, user_id=kept.user_id or row.user_id)
    return tuple(found)


def enough(asked: Approvers, satang: int, seats: Sequence[Seat], users: frozenset[int], voted: frozenset[int]) -> bool:
    """Whether the votes suffice. users: who approved with their own sign-in; voted: seats' ids whose yes was written down.

    A majority counts voices of the committee alone; where two or three people suffice, anybody who may approve counts.
    """
    by_seat = sum(1 for s in seats if s.user_id in users or voted & set(s.ids))
    if asked.asks_majority(satang):
        return by_seat >= asked.needed(satang, len(seats))
    others = len(users - {s.user_id for s in seats})
    return by_seat + others >= asked.needed(satang, len(seats))


def lacking(asked: Approvers, seats: int, others: int) -> int:
    """How many approvers a fund has too few for a claim ever to be approved; 0 where it has enough.

    seats: voices of the committee; others: people without a seat who may approve, who count where no majority is asked.
    """
    few = 0 if asked.over_satang == 0 else asked.people - seats - others
    resolved = 0 if asked.over_satang is None else asked.needed(asked.over_satang + 1, seats) - seats
    return max(0, few, resolved)


@dataclass(frozen=True)
class Lack:
    """A benefit that nobody could ever approve: how its words were read, and how many may approve in the fund."""

    benefit_th: str
    asked: Approvers
    there: int

    @property
    def th(self) -> str:
        """The sentence."""
        return f"“{self.benefit_th}” ต้องอนุมัติโดย{self.asked.told} แต่กองทุนมีผู้อนุมัติได้ {self.there} คน"


def check_lack(found: Sequence[Lack]) -> Plain | None:
    """Why an agreement is not put in force: claims that nobody can ever approve are worse than waiting for the committee."""
    if not found:
        return None
    more = f" และอีก {len(found) - 1} สวัสดิการ" if len(found) > 1 else ""
    return Refused(
        "FEW_APPROVERS",
        f"{found[0].th}{more} คำขอจะไม่มีวันอนุมัติครบ ลงชื่อกรรมการให้ครบก่อน วันเริ่มเป็นวันข้างหน้าได้ หรือแก้ผู้อนุมัติในร่าง",
        f"Too few may approve ({found[0].there}): write the committee's seats down first, or ask for fewer.",
    )


def read(text: str) -> Approvers:
    """The text of an agreement: "กรรมการ 2 คน", "คณะกรรมการ (เกิน 10,000 บาท ต้องลงมติ)", "มติคณะกรรมการ".

    A number of people counts, but never below LEAST. A sum after เกิน asks the majority above it; the committee as a
    whole without a sum asks the majority always, and so does a resolution above a sum that cannot be read.
    """
    plain = _WORD.sub(lambda found: f"{_IN_WORDS[found[1]]} {found[2]}", arabic(text))
    people = _PEOPLE.search(plain)
    over = _OVER.search(plain)
    count = max(LEAST, int(people[1])) if people else LEAST
    if over:
        return Approvers(count, int(over[1].replace(",", "")) * 100)
    if (people is None and "คณะกรรมการ" in plain) or "มติ" in plain.replace("อนุมัติ", ""):
        return Approvers(count, 0)
    return Approvers(count)


@dataclass(frozen=True)
class Approver:
    """Who wants to say something of a claim: ids of the user, of their own memberships' persons, and of their houses.

    name: as they sign in; it speaks for those alone whose sign-in was not linked to their membership.
    """

    user_id: int
    persons: frozenset[int] = frozenset()
    houses: frozenset[int] = frozenset()
    name: str = ""


def is_named(full: str, names: Iterable[str]) -> bool:
    """Whether a name with its prefix is one of these without: นางบัวผัน ใจดี is บัวผัน ใจดี."""
    return any(plain_name(name) and plain_name(name) in plain_name(full) for name in names)


def is_receiver(name: str, receiver: str) -> bool:
    """Whether the money of a claim goes to who bears this name: "นายมี ใจดี (บุตร)" is มี ใจดี."""
    own, said = (split_prefix(" ".join(text.split()))[1].split() for text in (name, receiver))
    return bool(own) and (said == own or (len(own) > 1 and said[: len(own)] == own))


def why_not(
    who: Approver,
    entered: frozenset[int],
    person: int,
    house: int | None,
    names: Iterable[str] = (),
    receiver: str = "",
) -> Plain | None:
    """Why this person may not decide this claim; None where they may. names: those of the claimant's house.

    Codes: OWN_ENTRY, OWN_HOUSEHOLD, OWN_MONEY, SAME_NAME.
    """
    names = tuple(names)
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
    if is_receiver(who.name, receiver) and not is_named(receiver, names):
        return Refused(
            "OWN_MONEY",
            "คุณเป็นผู้รับเงินของคำขอนี้ ให้กรรมการคนอื่นอนุมัติ",
            "Who receives the money does not decide the claim; another person must.",
        )
    if not who.persons and is_named(who.name, names):
        return Refused(
            "SAME_NAME",
            "ชื่อของคุณเหมือนชื่อของผู้ขอหรือคนในบ้านเดียวกัน ให้กรรมการบ้านอื่นอนุมัติ หรือให้นายทะเบียนผูกชื่อผู้ใช้ของคุณกับเลขสมาชิกของคุณก่อน",
            "Your name is that of the claimant or of somebody in the same house: let another decide it, or have your sign-in"
            " linked to your own membership first.",
        )
    return None
