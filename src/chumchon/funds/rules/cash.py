"""ตรวจนับเงินสด: what was counted beside what the book says, and what a difference becomes. Pure."""

from dataclasses import dataclass

from chumchon.thai.errors import Refused
from chumchon.thai.money import baht

from .drafts import CASH, OVER, SHORT


@dataclass(frozen=True)
class Counted:
    """A count, in satang."""

    counted_satang: int
    book_satang: int

    @property
    def difference_satang(self) -> int:
        """Above zero: more in the box than in the book."""
        return self.counted_satang - self.book_satang

    @property
    def words(self) -> str:
        """ตรงกับบัญชี, เงินเกิน 20.00 บาท, เงินขาด 5.00 บาท."""
        found = self.difference_satang
        if found == 0:
            return "ตรงกับบัญชี"
        return f"{'เงินเกิน' if found > 0 else 'เงินขาด'} {baht(abs(found))} บาท"


def check(count: Counted, reason: str) -> None:
    """A difference needs a reason. Errors: NO_REASON."""
    if count.difference_satang and not reason.strip():
        raise Refused(
            "NO_REASON",
            f"{count.words} นับอีกครั้ง ถ้ายังต่างให้บอกเหตุผล",
            "The count differs from the book; count again or say why.",
        )


def difference_accounts(count: Counted) -> tuple[str, str, str]:
    """Kind, debit and credit account of the draft that a difference becomes."""
    return ("income", CASH, OVER) if count.difference_satang > 0 else ("expense", SHORT, CASH)
