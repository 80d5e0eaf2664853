"""Why a member-year counts for the match or does not: one code, one Thai sentence. Codes rest in the database: never renumber."""

from typing import NamedTuple


class Reason(NamedTuple):
    """A code (as stored), its key, what the page says in Thai, and in English for a log."""

    code: int
    key: str
    th: str
    en: str


COUNTS, NOT_FULL_YEAR, GONE, PAID_LESS, EARLIER_FUND, NO_ID, SAME_FUND, TIMES = range(8)
FINDING, YOUNG, VILLAGES, KINDS, NOTHING_PAID, YEAR_MATCHED = range(8, 14)

REASONS: tuple[Reason, ...] = (
    Reason(COUNTS, "counts", "นับได้ ส่งครบปีและเป็นสมาชิกครบปีในวันนับ", "Counts."),
    Reason(NOT_FULL_YEAR, "not_full_year", "เป็นสมาชิกยังไม่ครบหนึ่งปีในวันนับ รอบหน้าจึงนับได้", "Not yet a member for a full year."),
    Reason(GONE, "gone", "ไม่ได้เป็นสมาชิกในวันนับ (ลาออก พ้นสภาพ หรือเสียชีวิต)", "No member on the day of counting."),
    Reason(PAID_LESS, "paid_less", "ส่งเงินสมทบไม่ครบถึงวันนับ ตามสมุดของกองทุน", "Contributions do not reach the day of counting."),
    Reason(EARLIER_FUND, "earlier_fund", "คนเดียวกันนับในกองทุนที่สมัครก่อนแล้ว", "Counted in the fund joined earlier."),
    Reason(NO_ID, "no_id", "ยังไม่มีเลขประจำตัวประชาชนในทะเบียน เติมเลขแล้วนับใหม่", "No citizen id in the register."),
    Reason(SAME_FUND, "same_fund", "คนเดียวกันมีเลขสมาชิกอื่นในกองทุนนี้ที่นับแล้ว", "Counted under another number of this fund."),
    Reason(TIMES, "times", "รัฐสมทบให้คนนี้ครบจำนวนครั้งแล้ว", "Matched as often as a person may be."),
    Reason(FINDING, "finding", "มีข้อค้นพบร้ายแรงที่ยังไม่ได้แก้ของสมาชิกคนนี้", "Under an open severe finding."),
    Reason(YOUNG, "young", "กองทุนตั้งมายังไม่ครบเวลาที่รอบนี้กำหนด", "The fund is too young for this round."),
    Reason(VILLAGES, "villages", "หมู่บ้านที่เข้าร่วมยังไม่ถึงสัดส่วนที่รอบนี้กำหนด", "Too few villages take part."),
    Reason(KINDS, "kinds", "ประเภทสวัสดิการยังไม่ถึงจำนวนที่รอบนี้กำหนด", "Too few kinds of benefit."),
    Reason(NOTHING_PAID, "nothing_paid", "ไม่มีเงินสมทบของปีนี้ที่ลงสมุด", "Nothing paid for the year."),
    Reason(YEAR_MATCHED, "year_matched", "รัฐสมทบปีนี้ให้คนนี้ไปแล้วในรอบอื่น", "This year was matched in another round."),
)  # fmt: skip
BY_KEY = {reason.key: reason for reason in REASONS}
CHOICES = [(reason.code, reason.th) for reason in REASONS]


def said(code: int, province: str = "", times: int = 0) -> str:
    """The sentence of a code; of an earlier fund only its province is named, never the fund nor the person."""
    th = REASONS[code].th
    if code == EARLIER_FUND and province:
        return f"{th} ที่จังหวัด{province}" if province != "กรุงเทพมหานคร" else f"{th} ที่{province}"
    if code == TIMES and times:
        return f"{th} ({times} ครั้ง)"
    return th
