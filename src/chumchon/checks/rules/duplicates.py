"""Who may be the same person: pairs out of blocks, each with a score and the reasons for it.

The score weighs evidence as Fellegi and Sunter do: for each thing compared, bits for "the same person" over "two people";
a rare name weighs more than a common one, by the counts of these very people. Two names that are both common and differ
are two names, not a slip of the pen. Nothing is learned from labels; what the bits are set to was measured once
(docs/benchmarks.md, Duplicates) and stands here.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .names import Names, sex

Ints = NDArray[np.int64]
Places = NDArray[np.intp]
MOST_IN_BLOCK = 60
"""A block with more people says too little; its pairs are left to the other blocks."""
EXPECTED = 0.01
"""What share of rows is taken to be written twice, before anything is compared."""
REASONS = (
    ("ชื่อตรงกัน", "ชื่อเสียงเดียวกัน", "ชื่อต่างกันเล็กน้อย", "ชื่อต่างกัน"),
    ("นามสกุลตรงกัน", "นามสกุลเสียงเดียวกัน", "นามสกุลต่างกันเล็กน้อย", "นามสกุลต่างกัน", "ไม่มีนามสกุล"),
    ("วันเกิดเดียวกัน", "ปีเกิดเดียวกัน", "วันเดือนเกิดสลับกัน", "วันเกิดต่างกันเล็กน้อย", "วันเกิดต่างกัน", "ไม่ทราบวันเกิด"),
    ("บ้านเดียวกัน", "หมู่เดียวกัน", "คนละหมู่"),
)


class People(NamedTuple):
    """Rows to compare: columns of one length. birth: ordinal (0 none); birth_known: 0 none, 1 year, 2 day; 0 is no house."""

    title: NDArray[np.str_]
    first: NDArray[np.str_]
    last: NDArray[np.str_]
    birth: Ints
    birth_known: Ints
    house: Ints
    village: Ints


@dataclass(frozen=True)
class Pairs:
    """Pairs of places a < b, their score 0 to 100, and the level of each of the four comparisons."""

    a: Places
    b: Places
    score: NDArray[np.int64]
    levels: NDArray[np.uint8]

    def why(self, place: int) -> str:
        """The reasons in Thai, the strongest said: "ชื่อตรงกัน ปีเกิดเดียวกัน บ้านเดียวกัน"."""
        return " ".join(words[level] for words, level in zip(REASONS, self.levels[place], strict=True))


def _dates(people: People) -> tuple[Ints, Ints, Ints]:
    days = (people.birth.astype(np.int64) - 719_163).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    years = days.astype("datetime64[Y]")
    return years.astype(np.int64) + 1970, (months - years).astype(np.int64) + 1, (days - months).astype(np.int64) + 1


def candidates(people: People, first: Names, last: Names, within: Places | None = None) -> tuple[Places, Places]:
    """Pairs that share one of the blocks. within: only pairs that touch these rows."""
    year, _, _ = _dates(people)
    day, known = people.birth.astype(np.int64), people.birth_known
    exact, some, has_house = known == 2, known > 0, people.house != 0
    f, s, every = first.bone, last.bone, np.ones(len(day), bool)
    blocks = (
        ((f, s), (f > 0) & (s > 0)), ((s, day), exact & (s > 0)), ((f, day), exact & (f > 0)), ((s, year), some & (s > 0)),
        ((people.house, f), has_house), ((people.house, day), has_house & exact), ((people.house, year), has_house & some),
        ((f, year, people.village), some & (people.village != 0)),
    )  # fmt: skip
    size = np.int64(len(day))
    touched = every if within is None else np.zeros(len(day), bool)
    if within is not None:
        touched[within] = True
    found = []
    for keys, which in blocks:
        a, b = _block(keys, np.flatnonzero(which), touched)
        found.append(a * size + b)
    packed = np.unique(np.concatenate(found))
    return packed // size, packed % size


def _block(keys: tuple[Ints, ...], rows: Places, touched: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Every pair within each block that is small enough."""
    mixed = np.zeros(len(rows), np.uint64)
    for key in keys:
        mixed = (mixed ^ key[rows].astype(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    order = np.argsort(mixed, kind="stable")
    rows, mixed = rows[order], mixed[order]
    starts = np.flatnonzero(np.append(True, mixed[1:] != mixed[:-1])) if len(mixed) else np.zeros(0, np.intp)
    sizes = np.diff(np.append(starts, len(mixed)))
    lefts, rights = [], []
    for step in range(1, MOST_IN_BLOCK):
        # Row i of a block meets the row `step` places further in the same block.
        good = (sizes > step) & (sizes <= MOST_IN_BLOCK)
        if not good.any():
            break
        begin, count = starts[good], sizes[good] - step
        at = np.repeat(begin - np.append(0, np.cumsum(count)[:-1]), count) + np.arange(int(count.sum()))
        lefts.append(rows[at])
        rights.append(rows[at + step])
    if not lefts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    left, right = np.concatenate(lefts), np.concatenate(rights)
    keep = touched[left] | touched[right]
    left, right = left[keep], right[keep]
    return np.minimum(left, right).astype(np.int64), np.maximum(left, right).astype(np.int64)


def compare(people: People, within: Places | None = None) -> Pairs:
    """Every pair of the blocks with its score; those far below a link are left out."""
    first, last = Names(people.first), Names(people.last)
    a, b = candidates(people, first, last, within)
    size = len(people.birth)
    levels = np.zeros((len(a), 4), np.uint8)
    bits = _birth(people, a, b, levels[:, 2])
    bits += _house(people, a, b, levels[:, 3])
    hopeful = bits > -8  # names cannot make up for less
    a, b, bits, levels = a[hopeful], b[hopeful], bits[hopeful], levels[hopeful]
    bits += _name(first, a, b, levels[:, 0], size, changes=-9.0)
    bits += _name(last, a, b, levels[:, 1], size, changes=-3.5)
    titles, place = np.unique(people.title, return_inverse=True)
    kind = np.array([sex(str(t)) for t in titles], np.int64)[place] if len(titles) else np.zeros(0, np.int64)
    bits -= 7.0 * ((kind[a] > 0) & (kind[b] > 0) & (kind[a] != kind[b]))
    bits -= 8.0 * (
        (levels[:, 0] == 3) & (levels[:, 1] < 2) & (levels[:, 3] == 0)
    )  # brothers and sisters share the rest
    prior = np.log2(max(size, 2) / (2 * EXPECTED))
    score = np.rint(100 / (1 + np.exp2(np.clip(prior - bits, -60, 60)))).astype(np.int64)
    keep = score >= 1
    return Pairs(a[keep].astype(np.intp), b[keep].astype(np.intp), score[keep], levels[keep])


def _name(names: Names, a: Ints, b: Ints, level: NDArray[np.uint8], size: int, changes: float) -> NDArray[np.float64]:
    """Bits of one name. changes: bits where it differs: a surname changes with marriage, a first name seldom."""
    distance = names.distance(a, b)
    often = np.minimum(names.count[names.code[a]], names.count[names.code[b]])
    seldom = np.log2((size + 500) / (names.count[names.code] + 0.5))
    rare = np.minimum(seldom[a], seldom[b])
    shorter = np.minimum(names.length[a], names.length[b])
    same, near = distance == 0, (distance == 1) & (shorter >= 3)
    near |= (distance == 2) & (shorter >= 6)
    exact = same & (names.raw[a] == names.raw[b])
    unknown = (names.length[a] == 0) | (names.length[b] == 0)
    # Two names that many people bear are two names: a slip of the pen seldom makes a known name out of another.
    two_names = often > max(3.0, size / 20_000)
    close = np.where(two_names, changes + 2.0, 6.0 - 1.5 * (distance == 2))
    level[:] = np.select([unknown, exact, same, near], [4 if changes > -5 else 3, 0, 1, 2], 3)
    return np.select([unknown, exact, same, near], [0.0, rare - 0.3, rare - 1.8, close], changes)


def _birth(people: People, a: Ints, b: Ints, level: NDArray[np.uint8]) -> NDArray[np.float64]:
    year, month, day = _dates(people)
    known = np.minimum(people.birth_known[a], people.birth_known[b])
    gap = np.abs(year[a] - year[b])
    both = known == 2
    equal = both & (people.birth[a] == people.birth[b])
    years = (known == 1) & (gap == 0)
    swapped = both & (gap == 0) & (month[a] == day[b]) & (day[a] == month[b]) & ~equal
    parts = (month[a] == month[b]).astype(int) + (day[a] == day[b])
    slip = both & ~equal & ((parts == 2) & ((gap == 1) | (gap == 10)) | (gap == 0) & (parts == 1))
    near_year = (known == 1) & (gap == 1)
    level[:] = np.select([known == 0, equal, years, swapped, slip | near_year], [5, 0, 1, 2, 3], 4)
    return np.select([known == 0, equal, years, swapped, slip, near_year], [0.0, 14.0, 5.8, 8.0, 5.0, -1.0], -8.0)


def _house(people: People, a: Ints, b: Ints, level: NDArray[np.uint8]) -> NDArray[np.float64]:
    same = (people.house[a] == people.house[b]) & (people.house[a] != 0)
    near = (people.village[a] == people.village[b]) & (people.village[a] != 0)
    level[:] = np.select([same, near], [0, 1], 2)
    return np.select([same, near], [5.0, 3.0], -1.0)
