"""A receipt as paper and screens say it: what was paid for which days, in figures and words, and which printing it is. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chumchon.thai.dates import long_th
from chumchon.thai.errors import BadInput
from chumchon.thai.money import baht, baht_text

KINDS = {"due": "เงินสมทบ", "entry_fee": "ค่าสมัครแรกเข้า"}
OTHER = "รับเงินอื่น"
PAPERS = {1: "A5 ใบละแผ่น", 2: "A4 แผ่นละ 2 ใบ", 4: "A4 แผ่นละ 4 ใบ"}
MOST_AT_ONCE = 500  # receipts in one PDF: a village's sheet, and bounded memory


@dataclass(frozen=True)
class Line:
    """What was paid: the kind, and the days (C.E., both included) where it is a contribution; satang above zero."""

    kind: str
    satang: int
    span_from: date | None = None
    span_to: date | None = None

    @property
    def words(self) -> str:
        """เงินสมทบ."""
        return KINDS.get(self.kind, OTHER)

    @property
    def span(self) -> str:
        """ตั้งแต่ 1 ตุลาคม 2568 ถึง 30 กันยายน 2569; nothing where no days were paid for."""
        if self.span_from is None or self.span_to is None:
            return ""
        return f"ตั้งแต่ {long_th(self.span_from)} ถึง {long_th(self.span_to)}"


@dataclass(frozen=True)
class Cancelled:
    """When and why a receipt was cancelled."""

    day: date
    reason: str

    @property
    def words(self) -> str:
        """ยกเลิกเมื่อ 25 พฤศจิกายน 2569 เพราะ…"""
        why = f" เพราะ{self.reason}" if self.reason else ""
        return f"ยกเลิกเมื่อ {long_th(self.day)}{why}"


@dataclass(frozen=True)
class Slip:
    """A receipt with everything that stands on its paper. citizen is the masked id; public_code opens the check page;
    claim: the label of the claim that it was deducted from."""

    fund_name: str
    place: str
    label: str
    day: date
    payer: str
    member_number: str
    citizen: str
    lines: Sequence[Line]
    satang: int
    receiver: str
    public_code: str
    cancelled: Cancelled | None = None
    claim: str = ""

    @property
    def way(self) -> str:
        """What else than cash it was; nothing where it was cash."""
        return f"หักจากสวัสดิการ คำขอ {self.claim} ไม่ได้รับเป็นเงินสด" if self.claim else ""

    @property
    def words(self) -> str:
        """The sum in words."""
        return baht_text(self.satang)


def copy_words(nth: int) -> str:
    """The first printing says nothing; every later one says which it is."""
    return "" if nth <= 1 else f"สำเนา พิมพ์ครั้งที่ {nth}"


def check_how_many(count: int, a_page: int) -> None:
    """Errors: NOTHING_CHOSEN, TOO_MANY, BAD_PAPER."""
    if a_page not in PAPERS:
        raise BadInput("BAD_PAPER", "เลือกขนาดกระดาษจากรายการ", "No such paper.")
    if count == 0:
        raise BadInput("NOTHING_CHOSEN", "ยังไม่ได้เลือกใบเสร็จ ทำเครื่องหมายหน้าใบที่จะพิมพ์", "No receipt was chosen.")
    if count > MOST_AT_ONCE:
        raise BadInput(
            "TOO_MANY", f"พิมพ์ครั้งละไม่เกิน {MOST_AT_ONCE} ใบ เลือกให้น้อยลง", f"At most {MOST_AT_ONCE} receipts at once."
        )


def paper_data(slip: Slip, nth: int, qr: str) -> Mapping[str, object]:
    """The slip as papers/receipt.typ takes it; qr is the SVG of the public page's address."""
    return {
        "fund": slip.fund_name, "place": slip.place, "label": slip.label, "payer": slip.payer, "citizen": slip.citizen,
        "day": f"{long_th(slip.day).rsplit(' ', 1)[0]} พ.ศ. {slip.day.year + 543}", "member_number": slip.member_number,
        "rows": [{"words": x.words, "span": x.span, "baht": baht(x.satang)} for x in slip.lines],
        "total": baht(slip.satang), "total_words": slip.words, "way": slip.way, "receiver": slip.receiver, "copy": copy_words(nth),
        "cancelled": slip.cancelled.words if slip.cancelled else "", "qr": qr,
    }  # fmt: skip
