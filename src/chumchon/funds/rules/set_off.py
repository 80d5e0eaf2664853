"""What an agreement takes off a benefit for days not paid is the member's own contribution (docs/decisions/0025). Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from chumchon.agreements.decide import Decision
from chumchon.ledger.rules import Posting

from .contributions import INCOME
from .dues import first_unpaid


@dataclass(frozen=True)
class SetOff:
    """Satang that were taken off, and the days that they pay for at the agreement's price of a day."""

    satang: int
    days: int

    def span(self, joined_on: date, paid_until: date | None) -> tuple[date, date]:
        """The days themselves, first and last: those that are not paid yet."""
        first = first_unpaid(joined_on, paid_until)
        return first, first + timedelta(days=self.days - 1)


def set_off(decision: Decision) -> SetOff | None:
    """What a decision deducts for arrears; None where it deducts nothing, or less than a day costs.

    A benefit that a later step brought to nothing paid for nothing.
    """
    step = next((step for step in decision.trace if step.name == "arrears"), None)
    if step is None or decision.agreement is None or (step.after and not decision.due_satang):
        return None
    satang, price = step.before - step.after, decision.agreement.membership.contribution_per_day_satang
    return SetOff(satang, satang // price) if price and satang >= price else None


def set_off_lines(account: str, satang: int) -> tuple[Posting, ...]:
    """The benefit was given in full and a part of it came back as a contribution: no cash moves."""
    return Posting(account, satang), Posting(INCOME["due"], -satang)
