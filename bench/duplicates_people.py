"""Synthetic Thai people with labelled doubles; as arrays for ours, as a CSV for whatever stands beside it.

Each double is written anew by somebody who hears the name: slips, variants, another title, a year for a birthday, day and
month the wrong way round, another house, a surname by marriage. Twins, namesakes and brothers and sisters are nobody's double.
"""

import csv
from pathlib import Path

import numpy as np

from bench.thai_people import SURNAMES, firsts, slip, titles, variant, zipf
from chumchon.checks.rules.duplicates import People
from chumchon.checks.rules.names import fold, sex

START = np.datetime64("1935-01-01").astype(int) + 719_163


def people(size: int, share: float = 0.08, seed: int = 3) -> tuple[People, np.ndarray]:
    """`size` rows of which `share` are doubles of others, shuffled; and the pairs of places (a < b) that are one person."""
    rng = np.random.default_rng(seed)
    doubles = int(size * share)
    base = size - doubles
    houses = np.cumsum(rng.random(base) < 1 / 2.4)
    female = rng.random(base) < 0.52
    of_house = zipf(rng, int(houses.max()) + 1, len(SURNAMES))
    surname = np.where(rng.random(base) < 0.15, zipf(rng, base, len(SURNAMES)), of_house[houses])
    extra = np.array([""] * 3 + ["วงศ์", "กุล", "ชัย", "พันธ์", "ธรรม", "เมือง", "นา", "ทรัพย์"])
    last = np.char.add(np.array(SURNAMES)[surname], extra[(surname * 7 + houses // 3) % len(extra)])
    first = firsts(rng, female)
    birth = START + (rng.beta(1.6, 1.5, base) * 31_500).astype(int)
    twins = rng.choice(
        np.flatnonzero((houses[1:] == houses[:-1]) & (last[1:] == last[:-1])), base // 180, replace=False
    )
    birth[twins + 1] = birth[twins]
    known = np.where(rng.random(base) < 0.06, 1, 2)
    title = titles(rng, female)
    who = rng.choice(base, doubles, replace=False)
    again = _again(rng, who, title, first, last, birth, known, houses, female)
    columns = [
        np.concatenate([a, b]) for a, b in zip((title, first, last, birth, known, houses + 1), again, strict=True)
    ]
    order = rng.permutation(size)
    place = np.empty(size, int)
    place[order] = np.arange(size)
    title, first, last, birth, known, house = (c[order] for c in columns)
    year_only = (birth - 719_163).astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(
        int
    ) + 719_163
    birth = np.where(known == 1, year_only, birth)
    pairs = np.sort(np.stack([place[who], place[base + np.arange(doubles)]], axis=1), axis=1)
    return People(title, first, last, birth, known, house, house // 60 + 1), pairs


def _again(rng, who, title, first, last, birth, known, houses, female):
    """The second writing of these people."""
    size = len(who)
    title, first, last = title[who].copy(), first[who].astype("U40"), last[who].astype("U40")
    birth, known, house = birth[who].copy(), known[who].copy(), houses[who].copy() + 1
    for i in range(size):
        dice = rng.random(8)
        if dice[0] < 0.25:
            first[i] = variant(rng, str(first[i]))
        elif dice[0] < 0.40:
            first[i] = slip(rng, str(first[i]))
        if dice[1] < 0.20:
            last[i] = variant(rng, str(last[i]))
        elif dice[1] < 0.32:
            last[i] = slip(rng, str(last[i]))
        elif dice[1] < 0.36 and female[who[i]]:
            last[i] = SURNAMES[int(rng.integers(0, len(SURNAMES)))]
        elif dice[1] < 0.38:
            last[i] = ""
        if dice[2] < 0.22:
            known[i] = 1
        elif dice[2] < 0.26:
            birth[i] = _other_day(rng, int(birth[i]))
        if dice[3] < 0.25:
            house[i] = int(rng.integers(1, houses.max() + 1))
        if dice[4] < 0.3:
            title[i] = titles(rng, female[who[i] : who[i] + 1])[0]
    return title, first, last, birth, known, house


def _other_day(rng, day: int) -> int:
    """Day and month the wrong way round, else one digit of the day or of the year."""
    moment = np.datetime64(day - 719_163, "D")
    year, month = moment.astype("datetime64[Y]"), moment.astype("datetime64[M]")
    m, d = int((month - year).astype(int)) + 1, int((moment - month).astype(int)) + 1
    if d <= 12 and d != m and rng.random() < 0.6:
        return int((year + np.timedelta64(d - 1, "M")).astype("datetime64[D]").astype(int)) + m - 1 + 719_163
    if rng.random() < 0.5:
        return day + int(rng.choice([-10, 10, -1, 1])) * (1 if d > 11 and d < 18 else 0) + (0 if 11 < d < 18 else 1)
    return (
        int((month + np.timedelta64(int(rng.choice([-12, 12, -120])), "M")).astype("datetime64[D]").astype(int))
        + min(d, 28)
        - 1
        + 719_163
    )


def write(rows: People, folder: Path) -> Path:
    """The same rows for the other side, with the sex that the title tells and, to try it so too, names as ours hears them."""
    file = folder / "people.csv"
    days = (rows.birth - 719_163).astype("datetime64[D]").astype(str)
    with file.open("w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            [
                "unique_id",
                "title",
                "first_name",
                "surname",
                "dob",
                "birth_year",
                "house",
                "village",
                "sex",
                "first_heard",
                "surname_heard",
            ]
        )
        for i in range(len(days)):
            known = rows.birth_known[i]
            writer.writerow([
                i, rows.title[i], rows.first[i], rows.last[i] or None, days[i] if known == 2 else None, days[i][:4] if known else None,
                int(rows.house[i]), int(rows.village[i]), sex(str(rows.title[i])) or None,
                fold(str(rows.first[i])) or None, fold(str(rows.last[i])) or None,
            ])  # fmt: skip
    return file
