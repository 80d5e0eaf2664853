"""Make examples/nation-2565: the article's totals of 26 October 2565, split over areas by one seed. Totals real, split made up."""

import csv
import math
import random
from pathlib import Path

import geothai

from chumchon.areas.regions import region_of
from chumchon.nation.rules import shares

OUT = Path(__file__).parent.parent / "examples" / "nation-2565"
FUNDS, MEMBERS, MONEY, HELPED, PAID = 5_915, 6_486_679, 20_413_000_000, 1_970_314, 2_399_946_472
PILOTS, FIRST, LAST = 99, 2548, 2565
HOUSING = {
    "baan_mankong": 127_920, "baan_mankong_places": 1_486, "baan_por_piang": 103_779, "baan_por_piang_places": 4_195,
    "canal": 3_539, "canal_places": 45, "homeless": 1_395, "homeless_places": 4, "urgent": 6_041,
    "councils": 7_795, "organisations": 156_280, "council_members": 254_945,
}  # fmt: skip
ONLY_IN = {"canal": ("10", "13"), "homeless": ("10", "13", "40", "50")}


def curve(year: int) -> float:
    """How much of the last year's total stood in a year: slow start, quick middle, slow end; made up."""
    low, high = (1 / (1 + math.exp(-(y - 2555) / 2.6)) for y in (FIRST, LAST))
    return (1 / (1 + math.exp(-(year - 2555) / 2.6)) - low) / (high - low)


def choose_funds(rng: random.Random) -> list[dict]:
    """5,915 tambons with a fund each, a founding year (99 in the first), members and money that meet the totals."""
    provinces = geothai.provinces()
    tambons = [(p.code, s) for p in provinces for d in geothai.districts(p.code) for s in geothai.subdistricts(d.code)]
    keen = {p.code: rng.uniform(0.55, 1.6) * (0.3 if p.code == "10" else 1) for p in provinces}
    order = sorted(tambons, key=lambda t: rng.random() ** (1 / keen[t[0]]), reverse=True)[:FUNDS]
    later = list(range(FIRST + 1, LAST + 1))
    steps = shares(FUNDS - PILOTS, [int(1e6 * (curve(y) - curve(y - 1))) for y in later])
    years = [FIRST] * PILOTS + [y for y, n in zip(later, steps, strict=True) for _ in range(n)]
    rng.shuffle(years)
    weight = [int(1000 * rng.lognormvariate(0, 0.55)) + 60 for _ in order]
    age = [LAST - y + 1 for y in years]
    rich = [int(w * (1 + 0.35 * a) * rng.uniform(0.7, 1.4)) + 1 for w, a in zip(weight, age, strict=True)]
    ill = [int(w * (0.2 + 0.08 * a) * rng.uniform(0.6, 1.5)) + 1 for w, a in zip(weight, age, strict=True)]
    paid = [int(i * rng.uniform(0.7, 1.3)) + 1 for i in ill]
    columns = zip(
        order, years, shares(MEMBERS, weight), shares(MONEY, rich), shares(HELPED, ill), shares(PAID, paid), strict=True
    )
    rows = []
    for (province, s), year, members, money, helped, out in columns:
        word = "เขต" if province == "10" else "ตำบล"
        rows.append({
            "body_code": f"n{s.code}", "body_th": f"กองทุนสวัสดิการชุมชน{word}{s.name_th}", "area": s.code,
            "founded_be": year, "members": members, "fund_money": money, "recipients": helped, "welfare_paid": out,
        })  # fmt: skip
    return sorted(rows, key=lambda r: r["area"])


def history(funds: list[dict]) -> list[dict]:
    """By province and year before the last; the funds follow the founding years, the rest the made-up curve."""
    codes = sorted({f["area"][:2] for f in funds})
    rows = []
    for year in range(FIRST, LAST):
        there = [sum(f["founded_be"] <= year and f["area"][:2] == c for f in funds) for c in codes]
        total = max(sum(there), 1)
        scale = total / FUNDS
        columns = [
            shares(int(whole * scale * factor), [n + 1 for n in there])
            for whole, factor in (
                (MEMBERS, 1),
                (MONEY, (year - FIRST + 1) / (LAST - FIRST + 1)),
                (HELPED, (year - FIRST) / (LAST - FIRST)),
                (PAID, (year - FIRST) / (LAST - FIRST)),
            )
        ]
        for code, n, *values in zip(codes, there, *columns, strict=True):
            names = ("members", "fund_money", "recipients", "welfare_paid")
            rows.append({"area": code, "year_be": year, "funds": n, **dict(zip(names, values, strict=True))})
    return rows


def areas(rng: random.Random) -> list[dict]:
    """Homes and councils by province: each total met to the last household."""
    provinces = [p.code for p in geothai.provinces()]
    size = {p: sum(1 for d in geothai.districts(p) for _ in geothai.subdistricts(d.code)) for p in provinces}
    rows = []
    for measure, total in HOUSING.items():
        subject = measure.removesuffix("_places")
        held = ONLY_IN.get(subject, tuple(provinces))
        if measure == "homeless_places":
            parts = [1] * len(held)
        else:
            parts = shares(total, [max(1, int(size[p] * rng.uniform(60, 140))) for p in held])
        rows += [{"measure": measure, "area": p, "value": v} for p, v in zip(held, parts, strict=True) if v]
    return rows


def write(name: str, rows: list[dict]) -> None:
    """One CSV."""
    with (OUT / name).open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write the three files from one seed."""
    rng = random.Random(2565)
    OUT.mkdir(parents=True, exist_ok=True)
    funds = choose_funds(rng)
    write("funds.csv", funds)
    write("history.csv", history(funds))
    write("areas.csv", areas(rng))
    print(len(funds), "funds in", len({region_of(f["area"][:2]) for f in funds}), "regions")


if __name__ == "__main__":
    main()
