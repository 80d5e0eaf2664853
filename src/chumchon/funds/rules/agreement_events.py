"""Events to try a draft by: the usual one of a benefit, then those at which a cap of either version begins to hold. Pure."""

from collections.abc import Sequence

from chumchon.agreements.model import Benefit

NIGHTS, DAMAGE_SATANG = 3, 400_000
MOST_NIGHTS, MOST_CHILDREN, MOST_TRIED = 60, 9, 12
_HUNDRED_BAHT = 10_000


def counted(both: Sequence[Benefit]) -> str:
    """What an event of this benefit counts in either version: "night", "child", "damage", or "" where it counts nothing."""
    kinds = {b.amount.unit or b.amount.of or "" for b in both}
    return next((kind for kind in ("night", "child", "damage") if kind in kinds), "")


def standard(by: str) -> int:
    """The usual event: three nights, one child, a damage of 4,000 baht."""
    return {"night": NIGHTS, "damage": DAMAGE_SATANG}.get(by, 1)


def sizes(both: Sequence[Benefit], changed_year: bool = False) -> list[int]:
    """Nights, children or satang of damage to try, the usual event first; only that one where the draft changes nothing."""
    by = counted(both)
    usual = standard(by)
    if not by or (len(both) == 2 and both[0] == both[1] and not changed_year):
        return [usual]
    least, most = (_HUNDRED_BAHT, 10**9) if by == "damage" else (1, MOST_NIGHTS if by == "night" else MOST_CHILDREN)
    edges = {min(max(size, least), most) for b in both for size in _edges(b, by)}
    beyond = (
        most if by != "damage" else min(2 * max(edges, default=usual), most)
    )  # past every cap: one that is new shows
    found = edges | {beyond}
    return [usual, *sorted(found - {usual})[:MOST_TRIED]]


def _edges(benefit: Benefit, by: str) -> list[int]:
    """Where a cap of this version begins to hold, by each of its rates."""
    amount = benefit.amount
    rates = [r for r in (amount.rate, *(band.value for band in amount.bands)) if r]
    caps = [
        c for c in (amount.least_satang, amount.most_satang, benefit.event_max_satang, benefit.year_max_satang) if c
    ]
    if by == "damage":
        reach = (-(-cap * 10_000 // rate) for cap in caps for rate in rates)
        return [-(-size // _HUNDRED_BAHT) * _HUNDRED_BAHT for size in reach]
    return [n for n in (benefit.year_units, benefit.lifetime_units) if n] + [-(-c // r) for c in caps for r in rates]


def what(by: str, size: int) -> str:
    """An event in words."""
    if by == "child":
        return f"เด็ก {size} คน"
    if by == "night":
        return f"นอน {size} คืน"
    return f"เสียหาย {size // 100:,} บาท" if by == "damage" else "เกิดเหตุหนึ่งครั้ง"
