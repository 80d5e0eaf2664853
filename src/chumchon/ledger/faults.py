"""What can be wrong with a book, said in Thai and English so that an auditor knows where to look."""

from dataclasses import dataclass

FAULTS: dict[str, tuple[str, str]] = {
    "entry_missing": ("ไม่พบรายการเลขที่ {entry} ลำดับรายการขาดช่วง", "Entry {entry} is missing; the numbers have a gap."),
    "entry_extra": (
        "รายการเลขที่ {entry} อยู่เลยรายการสุดท้ายของสมุด", "Entry {entry} lies beyond the last entry that the book names.",
    ),
    "lines": ("บรรทัดของรายการเลขที่ {entry} ไม่ครบ", "Lines of entry {entry} are missing."),
    "unbalanced": (
        "เดบิตกับเครดิตของรายการเลขที่ {entry} ต่างกัน {satang} สตางค์", "Debits and credits of entry {entry} differ by {satang} satang.",
    ),
    "account": ("รายการเลขที่ {entry} ใช้บัญชีของสมุดอื่น", "Entry {entry} uses an account of another book."),
    "content": ("เนื้อหาของรายการเลขที่ {entry} ถูกแก้หลังบันทึก", "The content of entry {entry} was changed after it was posted."),
    "chain": ("รหัสลูกโซ่ของรายการเลขที่ {entry} ไม่ต่อจากรายการก่อนหน้า", "Entry {entry} does not follow the entry before it."),
    "subsidiary": (
        "ใบเสร็จหรือแถวเงินสมทบของรายการเลขที่ {entry} ถูกแก้ เพิ่ม หรือลบ",
        "Receipts or contributions under entry {entry} were changed, added or removed.",
    ),
    "control": (
        "ยอดบัญชี {code} ของรายการเลขที่ {entry} ไม่เท่ากับผลรวมเงินสมทบรายคน",
        "Account {code} of entry {entry} does not equal the sum of its members' rows.",
    ),
    "receipt": ("ใบเสร็จ {receipt} ไม่ตรงกับรายการบัญชีของใบเสร็จ", "Receipt {receipt} does not agree with its entry."),
    "receipt_sum": (
        "ยอดใบเสร็จ {receipt} ไม่เท่ากับเงินสมทบที่อยู่ใต้ใบเสร็จ", "Receipt {receipt} does not equal the contributions under it.",
    ),
    "stranger": (
        "เงินใต้ใบเสร็จ {receipt} ถูกย้ายไปเป็นของสมาชิกคนอื่น", "The money under receipt {receipt} was moved to another member.",
    ),
    "receipt_missing": ("ไม่พบใบเสร็จเลขที่ {receipt} เลขใบเสร็จขาดช่วง", "Receipt {receipt} is missing; the numbers have a gap."),
    "series": ("ตัวนับเลขใบเสร็จถอยหลังไปที่ {receipt}", "The counter of receipt numbers went back to {receipt}."),
    "reversal": (
        "รายการเลขที่ {entry} ไม่เป็นภาพกลับของรายการที่ยกเลิก", "Entry {entry} is not the mirror of the entry that it reverses.",
    ),
    "closed": ("รายการเลขที่ {entry} ลงวันที่อยู่ในปีที่ปิดแล้ว", "Entry {entry} lies in a year that was closed before it."),
    "closed_through": ("วันปิดบัญชีของสมุดถอยหลัง", "The book's closing day went back before its closing entry."),
    "head": ("รายการสุดท้ายของสมุด (เลขที่ {entry}) ไม่ตรงกับรหัสที่สมุดจำไว้", "The last entry ({entry}) is not the head that the book names."),
    "taking": (
        "เงินที่รับในใบเก็บเงิน {receipt} ไม่เท่ากับที่ลงบัญชีในรายการเลขที่ {entry}",
        "What was taken on sheet {receipt} is not what entry {entry} posted.",
    ),
    "counted": (
        "เงินที่นับของใบเก็บเงิน {receipt} ไม่เท่ากับที่รับและผลต่างที่บันทึก", "The cash counted of sheet {receipt} is not what was taken and its difference.",
    ),
    "paid_until": (
        "วันส่งถึงของสมาชิกเลขที่ {receipt} ไม่ตรงกับใบเสร็จและประวัติ", "Member {receipt}'s paid-until is not what the receipts and the history say.",
    ),
    "legacy": (
        "เงินสมทบเดิมของสมาชิกเลขที่ {receipt} ไม่ตรงกับใบยอดยกมาที่ลงชื่อ", "Member {receipt}'s older payments are not those of the signed cut-off sheet.",
    ),
    "decision": (
        "ผลตัดสินของคำขอ {receipt} ถูกแก้ ไม่ตรงกับฉบับที่ผนึกไว้", "A decision of claim {receipt} is not what was sealed when it was made.",
    ),
    "claim": (
        "ยอดที่จ่ายของคำขอ {receipt} ไม่เท่ากับผลรวมใบสำคัญจ่าย", "What claim {receipt} says was paid is not the sum of its vouchers.",
    ),
    "printed": (
        "รหัสตรวจสมุด {code} ที่พิมพ์ไว้ไม่อยู่ในสมุดนี้ สมุดถูกตัดหรือทำขึ้นใหม่",
        "The printed code {code} is not on this chain: the book was cut or made anew.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A broken record: its kind, the entry's number or the receipt's label where there is one, and two sentences."""

    kind: str
    entry: int | None
    receipt: str
    sentence_th: str
    sentence_en: str


def fault(kind: str, entry: int | None = None, receipt: str = "", satang: int = 0, code: str = "") -> Fault:
    """A fault of that kind with its sentences filled in."""
    th, en = FAULTS[kind]
    words = {"entry": entry, "receipt": receipt, "satang": satang, "code": code}
    return Fault(kind, entry, receipt, th.format(**words), en.format(**words))
