"""The sums that everybody may see: asked, pledged, on the way, delivered, still missing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class NeedFigures:
    """A need as the sums see it, in the item's unit."""

    item: str
    asked: int
    delivered: int


@dataclass(frozen=True)
class PledgeFigures:
    """A pledge as the sums see it: own is without what was taken back and without its parts, which stand for themselves."""

    item: str
    own: int
    sent: int
    delivered: int


@dataclass(frozen=True)
class Sums:
    """One item over a disaster. missing is summed house by house: what one house has too much helps no other."""

    asked: int = 0
    pledged: int = 0
    on_the_way: int = 0
    delivered: int = 0
    missing: int = 0

    def plus(self, other: "Sums") -> "Sums":
        """Both together."""
        return Sums(
            self.asked + other.asked, self.pledged + other.pledged, self.on_the_way + other.on_the_way,
            self.delivered + other.delivered, self.missing + other.missing,
        )  # fmt: skip

    @property
    def unpromised(self) -> int:
        """Missing and promised by nobody, at least."""
        return max(self.missing - max(self.pledged - self.delivered, 0), 0)

    @property
    def percent(self) -> int:
        """How much of what was asked has arrived, in whole percent downwards."""
        return min((self.asked - self.missing) * 100 // self.asked, 100) if self.asked else 0


def sums_by_item(needs: Iterable[NeedFigures], pledges: Iterable[PledgeFigures]) -> dict[str, Sums]:
    """Sums by item's code. delivered is what the houses say; the same rows stand on the pledges' side."""
    found: dict[str, Sums] = {}
    for need in needs:
        one = Sums(need.asked, 0, 0, need.delivered, max(need.asked - need.delivered, 0))
        found[need.item] = found.get(need.item, Sums()).plus(one)
    for pledge in pledges:
        one = Sums(0, pledge.own, pledge.sent - pledge.delivered, 0, 0)
        found[pledge.item] = found.get(pledge.item, Sums()).plus(one)
    return found
