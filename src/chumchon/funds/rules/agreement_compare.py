"""Two versions of an agreement side by side: each sentence is the same, added, cut or changed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from chumchon.agreements.explain import Section, agreement_th
from chumchon.agreements.model import Agreement

SAME, ADDED, CUT, CHANGED = "same", "added", "cut", "changed"
WORDS = {SAME: "", ADDED: "เพิ่ม", CUT: "ตัด", CHANGED: "เปลี่ยน"}
ALIKE = 0.5
"""Two sentences that share this much are one that was changed."""


@dataclass(frozen=True)
class Line:
    """One sentence before and after; "" on the side where there is none."""

    kind: str
    before: str
    after: str

    @property
    def word(self) -> str:
        """เพิ่ม, ตัด, เปลี่ยน, or nothing."""
        return WORDS[self.kind]


@dataclass(frozen=True)
class Part:
    """One section of both versions, under one key: "head", "membership", a benefit's key …"""

    key: str
    title: str
    clause: str
    lines: tuple[Line, ...]

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return any(line.kind != SAME for line in self.lines)


def sections(agreement: Agreement) -> list[tuple[str, Section]]:
    """The sections of an agreement with a key that stays the same from version to version."""
    keys = ["head", "membership", *(f"benefit.{b.key}" for b in agreement.benefits)]
    if agreement.member_year is not None:
        keys.append("member_year")
    if agreement.fund_ratio is not None and agreement.fund_ratio.applies_to:
        keys.append("fund_ratio")
    return list(zip([*keys, "order"], agreement_th(agreement), strict=True))


def compare(before: Agreement | None, after: Agreement) -> list[Part]:
    """Every section of both, in the order of `after`; those that were cut stand where they stood."""
    old = dict(sections(before)) if before is not None else {}
    new = dict(sections(after))
    parts = []
    for key in _merged(list(old), list(new)):
        was, now = old.get(key), new.get(key)
        shown = now or was
        if shown is not None:
            lines = _lines(was.sentences if was else (), now.sentences if now else ())
            parts.append(Part(key, shown.title, shown.clause, lines))
    return parts


def _merged(old: list[str], new: list[str]) -> list[str]:
    merged: list[str] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        merged += old[i:j] if tag in ("delete", "replace", "equal") else []
        merged += new[k:m] if tag in ("insert", "replace") else []
    return list(dict.fromkeys(merged))


def _lines(old: Sequence[str], new: Sequence[str]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            lines += [Line(SAME, said, said) for said in old[i:j]]
        else:
            lines += _paired(list(old[i:j]), list(new[k:m]))
    return tuple(lines)


def _paired(old: list[str], new: list[str]) -> list[Line]:
    """What was cut and what was added in one place: alike sentences are one that was changed."""
    lines = []
    for said in old:
        likest = max(new, key=lambda other: _alike(said, other), default=None)
        if likest is not None and _alike(said, likest) >= ALIKE:
            new.remove(likest)
            lines.append(Line(CHANGED, said, likest))
        else:
            lines.append(Line(CUT, said, ""))
    return lines + [Line(ADDED, "", said) for said in new]


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
