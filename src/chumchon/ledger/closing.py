"""The entry that ends a year of any book: results go into what was gathered, the opening balance too. Pure."""

from collections.abc import Mapping

from .rules import Posting

ACCUMULATED, OPENING = "3010", "3020"
MOVED_KINDS = ("income", "expense")


def closing_lines(balances: Mapping[str, int], kinds: Mapping[str, str]) -> tuple[Posting, ...]:
    """The closing entry: every account of income and spending and the opening balance to zero, the rest to 3010.

    balances: satang by account (debit above zero) up to the last day; kinds: the account's kind by code. Nothing to move
    gives no lines.
    """
    moved = tuple(
        Posting(code, -satang)
        for code, satang in sorted(balances.items())
        if satang and (kinds[code] in MOVED_KINDS or code == OPENING)
    )
    rest = -sum(p.satang for p in moved)
    return (*moved, Posting(ACCUMULATED, rest)) if rest else moved
