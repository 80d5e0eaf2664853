"""How the book and the members of a fund that ends are divided among those that go on. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chumchon.ledger.rules import Posting
from chumchon.ledger.shares import shares

ACCUMULATED = "3010"
MOST = 4  # successors of one fund


@dataclass(frozen=True)
class Part:
    """What one successor takes over: satang into its receiving account, and the other balances by account."""

    cash_satang: int
    others: Mapping[str, int]

    def lines(self, account: str) -> tuple[Posting, ...]:
        """The entry in the successor's book: money, other balances, and the rest to the accumulated fund. Sums to zero."""
        amounts = [(account, self.cash_satang), *sorted(self.others.items())]
        rest = -sum(satang for _, satang in amounts)
        return tuple(Posting(code, satang) for code, satang in (*amounts, (ACCUMULATED, rest)) if satang)


def weights(asked: Sequence[int], coming: Sequence[int]) -> list[int]:
    """The shares of money: as asked where every one is given, else by the members who come, else alike."""
    if asked and all(asked):
        return list(asked)
    return list(coming) if any(coming) else [1] * len(asked)


def divide(balances: Mapping[str, int], cash: frozenset[str], by: Sequence[int]) -> list[Part]:
    """Balances after the closing entry, by largest remainder to the satang: the parts of each account sum to the account.

    balances: satang by account, debit above zero. The accumulated fund follows from the rest.
    """
    money = shares(sum(satang for code, satang in balances.items() if code in cash), by)
    others: list[dict[str, int]] = [{} for _ in by]
    for code, satang in balances.items():
        if code in cash or code == ACCUMULATED or not satang:
            continue
        sign = 1 if satang > 0 else -1
        for part, amount in zip(others, shares(abs(satang), by), strict=True):
            if amount:
                part[code] = sign * amount
    return [Part(satang, part) for satang, part in zip(money, others, strict=True)]


def emptied(balances: Mapping[str, int]) -> tuple[Posting, ...]:
    """The entry that takes every balance out of the book that ends."""
    return tuple(Posting(code, -satang) for code, satang in sorted(balances.items()) if satang)


def place_of(village: int | None, places: Sequence[Sequence[int]]) -> int:
    """Which successor a member of this village goes to: the one that names the village, else the first."""
    return next((i for i, named in enumerate(places) if village is not None and village in named), 0)
