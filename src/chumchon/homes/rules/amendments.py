"""Changing a plan that passed: the old beside the new, and what money that moved already forbids. Sums in satang."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chumchon.thai.errors import Clash, Plain, Refused
from chumchon.thai.money import baht

from . import incomes, plans
from .projects import Said, chain, next_level

STATES = {"draft": "กำลังร่าง", "sent": "รออนุมัติ", "passed": "มีผลแล้ว", "dropped": "เลิกขอแก้"}
OPEN = ("draft", "sent")


@dataclass(frozen=True)
class Line(plans.Line):
    """A line of an amendment. origin: the place of the line in the plan that passed (none: new); satang 0: it is taken out."""

    origin: int | None = None


@dataclass(frozen=True)
class Change:
    """Another sum for an instalment, satang; now 0: it falls away."""

    instalment_id: int
    number: int
    kind: str
    stage_th: str
    was: int
    now: int

    @property
    def kind_words(self) -> str:
        """Of which subsidy."""
        return plans.SOURCES[self.kind]

    @property
    def more(self) -> int:
        """By how much it grows."""
        return self.now - self.was


@dataclass(frozen=True)
class Part:
    """An instalment as it stands: was it paid, was its stage vouched for or photographed?"""

    instalment_id: int
    number: int
    kind: str
    satang: int
    paid: bool
    proven: bool


@dataclass(frozen=True)
class Row:
    """A line of the plan that passed beside the amendment's, satang."""

    side: str
    kind: str
    words: str
    was: int
    now: int

    @property
    def more(self) -> int:
        """By how much it grows."""
        return self.now - self.was

    @property
    def kind_words(self) -> str:
        """Its kind, in Thai."""
        return (plans.SOURCES if self.side == "source" else plans.USES)[self.kind]

    @property
    def what(self) -> str:
        """New, taken out, changed, or nothing."""
        if self.was == self.now:
            return ""
        return "ใหม่" if not self.was else "ตัดออก" if not self.now else "เปลี่ยน"


def copied(base: Sequence[plans.Line]) -> list[Line]:
    """The draft as it begins."""
    return [Line(x.side, x.kind, x.words, x.satang, i) for i, x in enumerate(base)]


def standing(lines: Iterable[Line]) -> list[plans.Line]:
    """The plan that it would be: without what is taken out."""
    return [plans.Line(x.side, x.kind, x.words, x.satang) for x in lines if x.satang]


def compare(base: Sequence[plans.Line], lines: Sequence[Line]) -> list[Row]:
    """Every line of the old plan, and every new one, sources before uses. Both sums are those of the two plans."""
    of = {x.origin: x for x in lines if x.origin is not None}
    rows = [Row(b.side, b.kind, b.words, b.satang, of[i].satang if i in of else 0) for i, b in enumerate(base)]
    rows += [Row(x.side, x.kind, x.words, 0, x.satang) for x in lines if x.origin is None and x.satang]
    return sorted(rows, key=lambda r: r.side != "source")


def check_reason(reason: str) -> Plain | None:
    """Codes: NO_REASON."""
    if reason.strip():
        return None
    return Refused("NO_REASON", "บอกเหตุผลที่ขอแก้แผน เช่น ราคาวัสดุขึ้น หรือมีครัวเรือนถอนตัว", "Say why the plan is amended.")


def check_new(
    base: Sequence[plans.Line], units_before: int, lines: Sequence[Line], units: int, changes: Sequence[Change]
) -> Plain | None:  # fmt: skip
    """An amendment changes something. Codes: NOTHING_NEW."""
    if units != units_before or any(r.what for r in compare(base, lines)) or any(c.more for c in changes):
        return None
    return Refused("NOTHING_NEW", "ร่างนี้เหมือนแผนเดิมทุกอย่าง แก้รายการก่อนแล้วจึงส่ง", "The draft is the same as the plan.")


def check_changes(parts: Sequence[Part], changes: Sequence[Change]) -> Plain | None:
    """Only an instalment that stands as it was read and is not paid may change. Codes: MOVED, HAS_PROOF."""
    now = {p.instalment_id: p for p in parts}
    for c in changes:
        part = now.get(c.instalment_id)
        if part is None or part.paid or part.satang != c.was:
            return Clash(
                "MOVED", f"งวดที่ {c.number} จ่ายไปแล้วหรือถูกแก้หลังจากร่าง ต้องร่างใหม่จากยอดปัจจุบัน",
                f"Instalment {c.number} was paid or changed since; draft it anew.",
            )  # fmt: skip
        if not c.now and part.proven:
            return Refused(
                "HAS_PROOF", f"งวดที่ {c.number} มีหลักฐานงานแล้ว ตัดทั้งงวดไม่ได้ ลดจำนวนเงินได้", "Its stage has proof; it stays."
            )
    return None


def applied(parts: Sequence[Part], changes: Sequence[Change]) -> list[Part]:
    """The instalments as they would be."""
    to = {c.instalment_id: c.now for c in changes}
    after = [replace(p, satang=to.get(p.instalment_id, p.satang)) for p in parts]
    return [p for p in after if p.satang]


def check_instalments(lines: Sequence[Line], parts: Sequence[Part]) -> Plain | None:
    """No subsidy below what was paid of it, nor below its instalments as they would be. Codes: BELOW_PAID, BELOW_SET."""
    for kind in plans.ACCOUNT_OF_SOURCE:
        top = sum(x.satang for x in lines if x.side == "source" and x.kind == kind)
        paid = sum(p.satang for p in parts if p.kind == kind and p.paid)
        put = sum(p.satang for p in parts if p.kind == kind)
        if top < paid:
            return Refused(
                "BELOW_PAID", f"{plans.SOURCES[kind]} จ่ายงวดไปแล้ว {baht(paid)} บาท ลดแผนต่ำกว่านี้ไม่ได้",
                f"{paid} satang of {kind} are paid already.",
            )  # fmt: skip
        if top < put:
            return Refused(
                "BELOW_SET", f"{plans.SOURCES[kind]} ตั้งงวดไว้รวม {baht(put)} บาท มากกว่าแผนใหม่ {baht(top)} บาท ลดงวดที่ยังไม่จ่ายให้พอดี",
                f"Instalments of {kind} are above the new plan.",
            )  # fmt: skip
    return None


def check_booked(
    base: Sequence[plans.Line], lines: Sequence[Line], balances: Mapping[str, int], lent: int
) -> Plain | None:
    """No sum goes below what the project's book says was received or spent, no loan below what was lent.

    What the book says above the old plan already stays where it is: it may grow, not shrink. balances: by account, debit above
    zero; lent: what the institute lent to the project's groups. Codes: BELOW_LENT, BELOW_BOOK.
    """
    before, after = _loan(base), _loan(standing(lines))
    if after < min(before, lent):
        return Refused(
            "BELOW_LENT", f"สถาบันให้กู้ไปแล้ว {baht(lent)} บาท ลดสินเชื่อในแผนต่ำกว่านี้ไม่ได้", f"{lent} satang are lent already."
        )
    old, new = (
        incomes.meeting([(x.side, x.kind, x.satang) for x in of], balances, 0) for of in (base, standing(lines))
    )
    for said, verb, had, gets in (
        ("เงินเข้า", "รับ", old.sources, new.sources), ("ใช้เงิน", "จ่าย", old.uses, new.uses),
    ):  # fmt: skip
        planned = {x.word: x.planned for x in gets}
        for x in had:
            if planned.get(x.word, 0) < min(x.planned, x.real):
                return Refused(
                    "BELOW_BOOK", f"{said} {x.word} สมุดลงไว้ว่า{verb}แล้ว {baht(x.real)} บาท ลดแผนต่ำกว่านี้ไม่ได้",
                    f"{x.word}: the book says {x.real} satang already.",
                )  # fmt: skip
    return None


def _loan(lines: Sequence[plans.Line]) -> int:
    return sum(x.satang for x in lines if x.side == "source" and x.kind == "loan")


def check_units(before: int, units: int, begun: int) -> Plain | None:
    """No fewer houses than got money or a loan, moved, or are begun. Codes: UNITS, HOUSES_BEGUN."""
    if units < 1:
        return Refused("UNITS", "จำนวนหน่วยต้องอย่างน้อย 1", "At least one unit.")
    if units < min(before, begun):
        return Refused(
            "HOUSES_BEGUN", f"มีบ้านที่ได้เงิน ได้สินเชื่อ ย้ายแล้ว หรือลงมือสร้างแล้ว {begun} หลัง ลดจำนวนต่ำกว่านี้ไม่ได้",
            f"{begun} houses got money or a loan, moved, or are begun.",
        )  # fmt: skip
    return None


def check_open(state: str, to: str) -> Plain | None:
    """Is the amendment where this may be done? to: draft or sent. Codes: CLOSED, GOES_UP, NOT_SENT."""
    if state not in OPEN:
        return Refused("CLOSED", f"การขอแก้แผนครั้งนี้{STATES[state]} ถ้าจะเปลี่ยนอีกให้ขอแก้ครั้งใหม่", "This amendment is closed.")
    if state == to:
        return None
    if to == "draft":
        return Refused(
            "GOES_UP", "ส่งขออนุมัติแล้ว แก้ไม่ได้ เรียกกลับมาก่อน หรือให้ระดับที่รออยู่ส่งกลับ", "It was sent up; nothing changes now."
        )
    return Refused("NOT_SENT", "ยังไม่ได้ส่งขออนุมัติ ส่งก่อนแล้วจึงให้ความเห็น", "It was not sent up yet.")


def check_recall(said: Sequence[Said]) -> Plain | None:
    """The community takes it back before the first yes. Codes: HAS_YES."""
    if not said:
        return None
    return Refused(
        "HAS_YES", "มีระดับที่ให้ผ่านแล้ว เรียกกลับไม่ได้ ให้ระดับที่รออยู่ส่งกลับ", "A level said yes; have it returned instead."
    )


def check_last(decides: str, said: Sequence[Said], user_id: int, sender_id: int, verdict: str) -> Plain | None:
    """Who sent it up never gives the last yes, so that two people stand behind it in a programme of one level too. Codes: SAME_PERSON."""
    if verdict != "pass" or user_id != sender_id or next_level(decides, said) != chain(decides)[-1]:
        return None
    return Refused("SAME_PERSON", "ผู้ส่งแผนให้ผ่านเป็นคนสุดท้ายไม่ได้ ต้องเป็นอีกคน", "Who sent it does not give the last yes.")
