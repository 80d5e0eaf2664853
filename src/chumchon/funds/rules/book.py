"""Words of the book's pages: kinds of entry, and in which direction an account is read."""

KIND_WORDS = {
    "contribution": "เงินสมทบ", "cancel": "ยกเลิกใบเสร็จ", "opening": "ยอดยกมา", "income": "รายรับอื่น", "expense": "รายจ่าย",
    "transfer": "ฝากถอน", "reversal": "ยกเลิกรายการ", "closing": "ปิดบัญชี", "claim": "จ่ายสวัสดิการ", "benefit": "จ่ายสวัสดิการ",
}  # fmt: skip
ACCOUNT_WORDS = {"asset": "สินทรัพย์", "liability": "หนี้สิน", "equity": "ทุน", "income": "รายรับ", "expense": "รายจ่าย"}
VOUCHERS = {"expense": "ใบสำคัญจ่าย", "income": "ใบสำคัญรับ"}


def kind_words(kind: str) -> str:
    """The Thai word of an entry's kind."""
    return KIND_WORDS.get(kind, "รายการอื่น")


def sign(kind: str) -> int:
    """1 where a debit adds to the account (what the fund has or spends), -1 where a credit does."""
    return 1 if kind in ("asset", "expense") else -1
