"""A sheet that was filled in on paper: first the paper's total, then an amount for each member."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from chumchon.forms.fields import BahtField
from chumchon.thai.errors import BadInput, Plain
from chumchon.thai.money import baht, parse_baht

from ..queries.sheets import PaperLine
from ..rules.collecting import Touch
from ..rules.dues import span_for


@dataclass
class Box:
    """A member's box: what was typed and what is wrong with it."""

    line: PaperLine
    typed: str
    error: str = ""


class PaperForm(forms.Form):
    """The total must meet the boxes, and each box must pay for a whole span. An empty box paid nothing."""

    total = BahtField(label="ยอดรวมในแผ่นนี้", help_text="พิมพ์ยอดที่รวมไว้ท้ายใบกระดาษก่อน แล้วจึงพิมพ์ของแต่ละคน")

    def __init__(self, lines: list[PaperLine], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.boxes = [Box(x, (data or {}).get(f"a{x.card.member_id}", "")) for x in lines]
        self._paid: list[tuple[Box, int]] = []

    def clean(self) -> dict[str, Any]:
        """Read the boxes and hold their sum against the total."""
        said = super().clean() or {}
        for box in self.boxes:
            self._read(box)
        found, total = sum(satang for _, satang in self._paid), said.get("total")
        if any(box.error for box in self.boxes):
            self.add_error(None, "มีจำนวนเงินที่ต้องแก้ ดูข้อความใต้ชื่อ")
        elif total is not None and found != total:
            self.add_error(
                None,
                f"รวมรายคนได้ {baht(found)} บาท แต่ยอดรวมที่พิมพ์คือ {baht(total)} บาท ต่างกัน {baht(abs(found - total))} บาท ตรวจทีละคน",
            )
        return said

    def _read(self, box: Box) -> None:
        if not box.typed.strip():
            return
        try:
            satang = parse_baht(box.typed)
            if satang:
                self._span(box, satang)
                self._paid.append((box, satang))
        except (BadInput, Plain) as wrong:
            box.error = wrong.th

    def _span(self, box: Box, satang: int) -> tuple[Any, Any]:
        card = box.line.card
        return span_for(card.plan, card.payer.paid_until, card.payer.joined_on, satang)

    def touches(self, page: uuid.UUID, now: datetime) -> list[Touch]:
        """One touch for each box that was filled; ids stay the same when the page is sent twice."""
        made = []
        for box, satang in self._paid:
            card, (first, last) = box.line.card, self._span(box, satang)
            made.append(
                Touch(
                    uuid.uuid5(page, f"paper-{card.member_id}"),
                    card.member_id,
                    "due",
                    satang,
                    first,
                    last,
                    now,
                    "paper",
                )
            )
        return made
