"""Indicators scored alike for every tambon and year: whole thousandths, on columns. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
FORMULAS = ("have", "reach", "share")
FULL = 1000  # thousandths
UNKNOWN = -1  # the band of a tambon that has no record at all


@dataclass(frozen=True)
class Indicator:
    """One indicator as the file says it. `of` only for share, `goal` only for reach; unit "satang" is shown in baht."""

    code: str
    pillar: str
    name_th: str
    name_en: str
    definition_th: str
    definition_en: str
    source_th: str
    formula: str
    count: str
    weight: int
    lift_th: str
    lift_en: str
    of: str = ""
    goal: int = 0
    unit: str = ""

    def names(self) -> tuple[str, ...]:
        """The named counts that it asks for."""
        return (self.count, self.of) if self.of else (self.count,)


@dataclass(frozen=True)
class Pillar:
    """One of the four."""

    code: str
    name_th: str
    name_en: str


@dataclass(frozen=True)
class Band:
    """What a score is called: from so many thousandths on, with no pillar below `least_pillar_permille`."""

    code: str
    from_permille: int
    name_th: str
    name_en: str
    least_pillar_permille: int = 0


@dataclass(frozen=True)
class Catalogue:
    """Everything of the file: pillars, indicators and bands (the best first)."""

    pillars: tuple[Pillar, ...]
    indicators: tuple[Indicator, ...]
    bands: tuple[Band, ...]
    source: str
    start_year_be: int
    target_year_be: int

    def of_pillar(self, code: str) -> tuple[Indicator, ...]:
        """The indicators of a pillar."""
        return tuple(i for i in self.indicators if i.pillar == code)


@dataclass(frozen=True)
class Scores:
    """Scores of n rows: by indicator and by pillar in thousandths, in all, and the band's place (0 the best, -1 unknown)."""

    indicators: Mapping[str, Numbers]
    pillars: Mapping[str, Numbers]
    total: Numbers
    band: Numbers


def part(formula: str, count: Numbers, of: Numbers | None, goal: int) -> Numbers:
    """An indicator in thousandths. share: nothing to share by gives nothing; nobody is more than full."""
    count = np.maximum(count, 0)
    if formula == "have":
        return np.where(count > 0, FULL, 0)
    if formula == "reach":
        return np.minimum(count * FULL // goal, FULL)
    assert of is not None  # noqa: S101 - load refuses a share without it
    return np.where(of > 0, np.minimum(count * FULL // np.maximum(of, 1), FULL), 0)


def score(catalogue: Catalogue, counts: Mapping[str, Numbers], weights: Mapping[str, int]) -> Scores:
    """Score rows by their named counts (arrays of one length). Weights of a pillar that are all zero leave it out."""
    length = len(next(iter(counts.values())))
    zero = np.zeros(length, dtype=np.int64)
    found = {
        i.code: part(i.formula, counts.get(i.count, zero), counts.get(i.of, zero) if i.of else None, i.goal)
        for i in catalogue.indicators
    }
    pillars = {p.code: _weighed(catalogue.of_pillar(p.code), found, weights, zero) for p in catalogue.pillars}
    total = _weighed(catalogue.indicators, found, weights, zero)
    used = [p for p in catalogue.pillars if any(weights.get(i.code, i.weight) for i in catalogue.of_pillar(p.code))]
    least = np.min([pillars[p.code] for p in used], axis=0) if used else zero
    band = np.full(length, len(catalogue.bands) - 1, dtype=np.int64)
    for place in reversed(range(len(catalogue.bands))):
        one = catalogue.bands[place]
        band = np.where((total >= one.from_permille) & (least >= one.least_pillar_permille), place, band)
    known = np.any([values > 0 for values in counts.values()], axis=0)
    return Scores(found, pillars, total, np.where(known, band, UNKNOWN))


def _weighed(
    indicators: Sequence[Indicator], found: Mapping[str, Numbers], weights: Mapping[str, int], zero: Numbers
) -> Numbers:
    total = sum(weights.get(i.code, i.weight) for i in indicators)
    if not total:
        return zero
    made = zero.copy()
    for i in indicators:
        made = made + found[i.code] * weights.get(i.code, i.weight)
    return made // total


@dataclass(frozen=True)
class Lift:
    """What would lift a tambon: the indicator, what is missing to its full (counts or satang; 0: it is there or not), and by
    how many thousandths the whole would rise."""

    indicator: Indicator
    missing: int
    gain_permille: int


def lifts(catalogue: Catalogue, counts: Mapping[str, int], weights: Mapping[str, int]) -> list[Lift]:
    """Everything that is not full yet, what lifts most first; a tie keeps the file's order."""
    whole = sum(weights.get(i.code, i.weight) for i in catalogue.indicators) or 1
    made = []
    for i in catalogue.indicators:
        count, of = max(counts.get(i.count, 0), 0), counts.get(i.of, 0) if i.of else 0
        have = int(part(i.formula, np.array([count]), np.array([of]), i.goal)[0])
        gain = (FULL - have) * weights.get(i.code, i.weight) // whole
        if have < FULL and gain > 0:
            missing = {"have": 0, "reach": i.goal - count, "share": max(of - count, 0)}[i.formula]
            made.append(Lift(i, missing, gain))
    return sorted(made, key=lambda lift: -lift.gain_permille)
