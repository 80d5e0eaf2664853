"""Materials in the store: thousandths of a unit come in and go out, and never more goes out than lies there."""

from datetime import date
from decimal import Decimal

from chumchon.thai.errors import BadInput, Plain, Refused

MOST_MILLI = 10**12


def milli(quantity: Decimal) -> int:
    """2.5 of a unit is 2500. Errors: AMOUNT (nothing, below zero, or finer than a thousandth)."""
    found = quantity * 1000
    if found != found.to_integral_value() or not 0 < found <= MOST_MILLI:
        raise BadInput("AMOUNT", "จำนวนต้องมากกว่าศูนย์ ทศนิยมไม่เกินสามตำแหน่ง", "Above zero, at most three decimals.")
    return int(found)


def words(thousandths: int) -> str:
    """2500 is 2.5, 120000 is 120."""
    whole, rest = divmod(abs(thousandths), 1000)
    text = f"{whole:,}" + (f".{rest:03d}".rstrip("0") if rest else "")
    return f"-{text}" if thousandths < 0 else text


def check_out(left: int, out: int, name: str, unit: str) -> Plain | None:
    """May so much leave? Codes: NOT_THERE."""
    if out > left:
        return Refused(
            "NOT_THERE", f"{name}เหลือ {words(left)} {unit} เบิก {words(out)} ไม่ได้ ตรวจจำนวน หรือลงของเข้าก่อน",
            f"Only {words(left)} are left.",
        )  # fmt: skip
    return None


def lowest_from(moves: list[tuple[date, int]], day: date) -> int:
    """What lies there at least from a day on: (day, thousandths in or out) in any order, a day's moves taken together."""
    sums: dict[date, int] = {}
    for on, n in moves:
        sums[on] = sums.get(on, 0) + n
    left, lowest = 0, None
    for on in sorted(sums):
        left += sums[on]
        if on >= day:
            lowest = left if lowest is None else min(lowest, left)
    before = sum(n for on, n in sums.items() if on <= day)
    return before if lowest is None else min(lowest, before)
