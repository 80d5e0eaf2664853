"""An honest province in columns: 90 funds, 100,000 members, three years of money, claims and signatures, and the noise of life.

Noise: twins, common names, missing ids, years of birth without a day, removals, floods over an area and in one fund,
campaigns for members, honest corrections and late entries, cash that is kept while a flood is paid.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bench.thai_people import SURNAMES, firsts, titles, zipf
from chumchon.agreements import load
from chumchon.agreements.claims import NAMES, Claims
from chumchon.agreements.columns import Book
from chumchon.agreements.decide import CODES
from chumchon.checks.columns import KINDS, Columns

FUNDS, MEMBERS = 90, 100_000
START, TODAY = date(2023, 10, 1).toordinal(), date(2026, 10, 31).toordinal()
YEARS = 3
AGREEMENT = Path(__file__).parents[1] / "tests" / "agreements" / "data" / "agreement_example_v2.toml"
OFFICE = 8  # people of a fund's office: users fund * 100 + 1 …


@dataclass
class World:
    """Tables that faults are planted into, and what was planted."""

    rng: np.random.Generator
    book: Book
    tables: dict[str, Any] = field(default_factory=dict)
    usable: Any = None  # members that no other fault touches yet

    def columns(self) -> Columns:
        """What the checks are given."""
        return Columns(TODAY, self.tables, self.book)

    def add(self, name: str, **values: Any) -> np.ndarray:
        """Rows more, each column a value or an array; the first column is numbered on. Answers the new ids."""
        size = max((len(v) for v in values.values() if isinstance(v, np.ndarray)), default=1)
        rows = np.zeros(size, KINDS[name])
        key = KINDS[name].names[0]
        old = self.tables[name]
        if key not in values:
            rows[key] = (int(old[key].max()) if len(old) else 0) + 1 + np.arange(size)
        for column, value in values.items():
            rows[column] = value
        self.tables[name] = np.concatenate([old, rows])
        return rows[key]


def build(seed: int = 7, members: int = MEMBERS) -> World:
    """The province without a fault."""
    rng = np.random.default_rng(seed)
    said = replace(load.parse(AGREEMENT.read_text()), effective_from=date(2000, 1, 1))
    world = World(rng, Book([replace(said, fund=str(fund)) for fund in range(1, FUNDS + 1)]))
    world.tables = {name: np.zeros(0, kind) for name, kind in KINDS.items()}
    _members(world, members)
    _claims(world)
    _contributions(world)
    _office(world)
    _figures(world)
    return world


def _members(w: World, size: int) -> None:
    rng = w.rng
    m = np.zeros(size, KINDS["members"])
    m["member"] = m["person"] = np.arange(1, size + 1)
    m["fund"] = np.sort(rng.integers(1, FUNDS + 1, size))
    house = np.cumsum(rng.random(size) < 1 / 2.3) + 1
    house = np.where(m["fund"] != np.append(m["fund"][0], m["fund"][:-1]), house + 1, house)
    m["house"], m["village"] = house, m["fund"].astype("i8") * 10 + house % 8
    female = rng.random(size) < 0.58
    of_house = zipf(rng, int(house.max()) + 1, len(SURNAMES))
    married = rng.random(size) < 0.12
    m["last"] = np.array(SURNAMES)[np.where(married, zipf(rng, size, len(SURNAMES)), of_house[house])]
    m["first"], m["title"] = firsts(rng, female), titles(rng, female)
    m["birth"] = TODAY - (rng.beta(2.2, 1.9, size) * 92 * 365.25).astype("i4") - 30
    m["birth_known"] = np.where(rng.random(size) < 0.08, 1, 2)
    joining = rng.random(size) < 0.14
    m["joined"] = np.where(joining, rng.integers(START, TODAY - 10, size), rng.integers(START - 5000, START - 30, size))
    m["joined"] = np.maximum(m["joined"], m["birth"] + 1)
    m["first_joined"] = m["joined"]
    m["imported"] = m["joined"] < START
    m["made"] = np.where(m["imported"], START, m["joined"] + rng.integers(0, 12, size))
    _ids(w, m)
    ended = rng.random(size) < 0.07
    end = np.minimum(m["made"] + 30 + (rng.random(size) * (TODAY - START)).astype("i4"), TODAY - 70)
    ended &= end > m["made"] + 20
    m["ended"] = np.where(ended, end, 0)
    m["status"] = np.where(ended, rng.integers(1, 4, size), 0)
    m["died"] = np.where(m["status"] == 3, m["ended"], 0)
    _noise(w, m)
    w.tables["members"] = m
    w.usable = np.flatnonzero((m["status"] == 0) & (m["made"] < TODAY - 400))
    rng.shuffle(w.usable)


def _ids(w: World, m: np.ndarray) -> None:
    rng, size = w.rng, len(m)
    m["id"] = rng.integers(1, 2**63, size, dtype="u8")
    missing = rng.random(size) < 0.03
    m["id"][missing] = 0
    m["id_state"] = np.where(missing, 0, 1)
    born = (m["birth"].astype("i8") - 719_163).astype("datetime64[D]").astype("datetime64[Y]").astype(int) + 1970
    m["digit"] = np.where(born >= 1984, rng.choice([1, 1, 1, 2], size), rng.choice([3, 3, 3, 4, 5], size))
    m["digit"][missing] = -1


def _noise(w: World, m: np.ndarray) -> None:
    """Twins; people of one name born in one year; who moved house within the fund; who left and came back."""
    rng = w.rng
    same_house = np.flatnonzero((m["house"][1:] == m["house"][:-1]) & (m["last"][1:] == m["last"][:-1]))
    twins = rng.choice(same_house, 300, replace=False)
    m["birth"][twins + 1], m["birth_known"][twins + 1] = m["birth"][twins], m["birth_known"][twins]
    m["digit"][twins + 1] = np.where(m["digit"][twins + 1] >= 0, m["digit"][twins], -1)
    m["joined"][twins + 1] = m["first_joined"][twins + 1] = np.maximum(m["joined"][twins + 1], m["birth"][twins] + 1)
    m["id"][twins[:60]], m["id_state"][twins[:60]], m["digit"][twins[:60]] = (
        0,
        0,
        -1,
    )  # twins of whom one has no card yet
    back = rng.choice(np.flatnonzero((m["status"] == 0) & ~m["imported"]), 200, replace=False)
    m["first_joined"][back] = m["joined"][back] - 900
    m["made"][back] = m["first_joined"][back]


def _claims(w: World) -> None:
    rng, m = w.rng, w.tables["members"]
    events, kinds = w.book.events, ("hospital", "birth", "elderly", "death", "disaster")
    parts = []
    for year in range(YEARS):
        first, last = START + 365 * year, min(START + 365 * (year + 1), TODAY) - 30
        n = len(m) // 22
        sick = rng.choice(len(m), n, replace=False)
        parts.append((sick, "hospital", rng.integers(first, last, n), rng.integers(1, 8, n)))
        sick_again = rng.choice(sick, n // 12, replace=False)
        parts.append((sick_again, "hospital", np.full(len(sick_again), last - 3), rng.integers(1, 3, len(sick_again))))
        n = len(m) // 120
        parts.append((rng.choice(len(m), n, replace=False), "birth", rng.integers(first, last, n), np.zeros(n, int)))
        old = np.flatnonzero(m["birth"] < first - 61 * 365)
        old = old[rng.random(len(old)) < 0.5]
        parts.append((old, "elderly", rng.integers(first + 100, first + 160, len(old)), np.zeros(len(old), int)))
    dead = np.flatnonzero(m["died"] > 0)
    parts.append((dead, "death", m["died"][dead], np.zeros(len(dead), int)))
    # A flood over ten funds in one month, and one in a single fund: honest, and far above what is usual.
    for funds, day in ((range(20, 32), START + 350), (range(60, 61), START + 700)):
        hit = np.flatnonzero(np.isin(m["fund"], funds))
        hit = hit[rng.random(len(hit)) < 0.25]
        parts.append((hit, "disaster", np.full(len(hit), day), np.zeros(len(hit), int)))
    who = np.concatenate([p[0] for p in parts])
    c = np.zeros(len(who), KINDS["claims"])
    c["claim"], c["fund"], c["member"], c["house"] = (
        np.arange(1, len(who) + 1),
        m["fund"][who],
        m["member"][who],
        m["house"][who],
    )
    c["book_event"] = c["kind"] = np.concatenate([np.full(len(p[0]), events[p[1]]) for p in parts])
    c["start"] = np.concatenate([p[2] for p in parts])
    c["end"] = c["start"] + np.concatenate([p[3] for p in parts])
    c["event"] = c["claim"]
    _decide(w, c, m[who], events, kinds)


def _decide(w: World, c: np.ndarray, m: np.ndarray, events: dict[str, int], kinds: tuple[str, ...]) -> None:
    """Only claims that the agreement pays; amounts as it gives them."""
    c["day"] = c["end"] + w.rng.integers(1, 25, len(c))
    c["state"], c["nights"] = 1, c["kind"] == events["hospital"]
    c["death"], c["once"] = c["kind"] == events["death"], c["kind"] == events["birth"]
    c["children"], c["damage"] = c["once"], np.where(c["kind"] == events["disaster"], 300_000, 0)
    c["contributions"], c["household_n"], c["household_i"] = -1, 1, 1
    c["paid_then"], c["book_fund"] = c["start"] + w.rng.integers(-40, 200, len(c)), c["fund"] - 1
    c["book_fund"] = np.array([w.book.funds[str(f)] for f in range(1, FUNDS + 1)])[c["fund"] - 1]
    c["units"] = np.where(c["nights"], c["end"] - c["start"], c["children"])
    decided = decide(w, c, m)
    there = (m["status"] == 0) | (c["start"] <= m["ended"])
    good = (decided.code == CODES.index("OK")) & there & (c["start"] >= m["first_joined"]) & (c["day"] <= TODAY)
    good &= (c["start"] <= m["died"]) | (m["died"] == 0)
    good &= ~((m["made"] - m["joined"] > 30) & ~m["imported"])
    c = c[good]
    c["due"] = c["paid"] = decided.amount[good]
    late = np.unique(np.stack([c["member"], c["kind"], c["start"]]), axis=1, return_index=True)[1]
    c = c[np.sort(late)]
    c = c[_within_caps(c)]
    births = np.flatnonzero(c["once"])
    keep = np.ones(len(c), bool)
    keep[births] = False
    keep[births[np.unique(c["house"][births], return_index=True)[1]]] = (
        True  # one birth a house: honest parents claim once
    )
    w.tables["claims"] = c[keep]
    c = w.tables["claims"]
    at = c["member"] - 1
    paid_day = np.minimum(c["day"] + w.rng.integers(1, 20, len(c)), TODAY)
    neighbour = w.rng.random(len(c)) < 0.01  # a neighbour fetches the money for one who lies in hospital
    payee = np.where(neighbour, w.rng.integers(1, 2**62, len(c), dtype="u8"), 0).astype("u8")
    w.add("payments", fund=c["fund"], claim=c["claim"], member=c["member"], house=w.tables["members"]["house"][at], day=paid_day,
          satang=c["paid"], payee=payee)  # fmt: skip
    user = c["fund"].astype("i8") * 100 + w.rng.integers(1, 4, len(c))
    w.add("verdicts", fund=c["fund"], claim=c["claim"], user=user, user_house=-user, user_person=-user,
          house=c["house"], person=c["member"])  # fmt: skip


def _within_caps(c: np.ndarray) -> np.ndarray:
    """Nights and baht by member and calendar year kept one by one: no stay overlaps, ten nights, 5,000 baht (death apart)."""
    keep, used = np.ones(len(c), bool), dict[tuple[int, int, str], int]()
    last: dict[int, int] = {}
    for i in np.argsort(c["start"], kind="stable"):
        member, nights = int(c["member"][i]), int(c["end"][i] - c["start"][i])
        years = {date.fromordinal(int(c[name][i])).year for name in ("start", "end")}
        baht, apart = 0 if c["death"][i] else int(c["due"][i]), bool(c["nights"][i])
        full = any(
            used.get((member, y, "nights"), 0) + nights > 10 or used.get((member, y, "baht"), 0) + baht > 500_000
            for y in years
        )
        if full or (apart and int(c["start"][i]) < last.get(member, 0)):
            keep[i] = False
            continue
        for y in years:
            used[member, y, "nights"] = used.get((member, y, "nights"), 0) + nights
            used[member, y, "baht"] = used.get((member, y, "baht"), 0) + baht
        if apart:
            last[member] = int(c["end"][i])
    return keep


def decide(w: World, c: np.ndarray, m: np.ndarray) -> Any:
    """Claims alone, by the agreement."""
    size = len(c)
    zero = np.zeros(size, np.int64)
    given = {name: c[name] for name in NAMES if name in c.dtype.names}
    given |= {
        "fund": c["book_fund"], "event": c["book_event"], "join": m["joined"], "paid_until": c["start"], "birth": m["birth"],
        "birth_known": np.ones(size, bool), "claim": c["day"], "cash": np.full(size, 10**11), "outgo": zero,
        "already_paid": np.zeros(size, bool), "evidence_ok": np.ones(size, bool),
    }  # fmt: skip
    return w.book.decide(Claims(**{name: given.get(name, zero) for name in NAMES}))


def _contributions(w: World) -> None:
    """Six payments a year for two months each, on the village's collection days; some pay double, some in another's name."""
    rng, m = w.rng, w.tables["members"]
    parts = []
    for turn in range(YEARS * 6):
        month = START + 2 * 30 + turn * 61
        span = START + turn * 61
        there = (m["made"] <= month) & ((m["status"] == 0) | (m["ended"] > month)) & (m["joined"] <= span + 28)
        who = np.flatnonzero(there & (rng.random(len(m)) < 0.97))
        day = month + m["village"][who] % 8 + rng.integers(0, 2)
        parts.append((who, day, np.full(len(who), span), np.full(len(who), 6000)))
        ahead = rng.random(len(who)) < 0.01
        parts.append(
            (who[ahead], day[ahead], np.full(ahead.sum(), START + 3000 + turn * 61), np.full(ahead.sum(), 6000))
        )
    who = np.concatenate([p[0] for p in parts])
    day, span, satang = (np.concatenate([p[i] for p in parts]) for i in (1, 2, 3))
    p = np.zeros(len(who), KINDS["paid"])
    p["row"], p["fund"], p["member"] = np.arange(1, len(who) + 1), m["fund"][who], m["member"][who]
    p["day"], p["span_from"], p["span_to"], p["satang"] = day, span, span + 60, satang
    p["collector"] = p["fund"].astype("i8") * 100 + m["village"][who] % 3 + 4
    order = np.lexsort((p["member"], p["day"], p["fund"]))
    p = p[order]
    year = np.where(
        p["day"] < START + 366,
        2567,
        np.where(p["day"] < START + 731, 2568, np.where(p["day"] < START + 1096, 2569, 2570)),
    )
    key = p["fund"].astype("i8") * 10_000 + year
    first = np.append(True, key[1:] != key[:-1])
    place = np.arange(len(p)) - np.maximum.accumulate(np.where(first, np.arange(len(p)), 0)) + 1
    p["receipt"] = np.arange(1, len(p) + 1)
    w.tables["paid"] = p
    r = np.zeros(len(p), KINDS["receipts"])
    r["receipt"], r["fund"], r["year"], r["number"], r["day"] = p["receipt"], p["fund"], year, place, p["day"]
    w.tables["receipts"] = r
    odd = rng.choice(len(p), 2000, replace=False)
    p["satang"][odd] = rng.integers(10, 200, 2000) * 100


def _office(w: World) -> None:
    """Sheets, entries and the cash that they move: collected on the days, paid from the box, the rest to the bank each month."""
    rng, paid = w.rng, w.tables["paid"]
    sheet_key = paid["fund"].astype("i8") * 10**9 + (paid["day"] - START) * 1000 + paid["collector"] % 100
    keys, at, sums = np.unique(sheet_key, return_index=True, return_inverse=True)
    total = np.bincount(sums, weights=paid["satang"]).astype("i8")
    fund, day, collector = paid["fund"][at], paid["day"][at], paid["collector"][at]
    short = np.where(rng.random(len(keys)) < 0.004, -rng.integers(1, 6, len(keys)) * 500, 0)
    w.add("sheets", fund=fund, day=day, closed=True, closed_by=collector, witness=fund.astype("i8") * 100 + 2, collector=collector,
          difference=short)  # fmt: skip
    pay = w.tables["payments"]
    money = np.concatenate([total, -pay["satang"]])
    days, of = np.concatenate([day, pay["day"]]), np.concatenate([fund, pay["fund"]])
    actors = np.concatenate([collector, pay["fund"].astype("i8") * 100 + 1])
    _cash(w, of, days, money)
    e = np.zeros(len(money), KINDS["entries"])
    order = np.lexsort((days, of))
    e["fund"], e["day"], e["satang"], e["actor"] = of[order], days[order], np.abs(money[order]), actors[order]
    e["entry"] = np.arange(1, len(e) + 1)
    late = rng.random(len(e)) < 0.01
    e["posted"] = e["day"] + np.where(late, rng.integers(5, 60, len(e)), rng.integers(0, 3, len(e)))
    e["checker"] = e["fund"].astype("i8") * 100 + 2
    e["actor_house"], e["checker_house"] = -e["actor"], -e["checker"]
    first = np.append(True, e["fund"][1:] != e["fund"][:-1])
    e["number"] = np.arange(len(e)) - np.maximum.accumulate(np.where(first, np.arange(len(e)), 0)) + 1
    e["seal"] = rng.integers(1, 2**63, len(e), dtype="u8")
    e["before"] = np.where(first, np.uint64(0), np.append(np.uint64(0), e["seal"][:-1]))
    w.tables["entries"] = e


def _cash(w: World, fund: np.ndarray, day: np.ndarray, satang: np.ndarray) -> None:
    """The box: what is over 15,000 baht goes to the bank at the month's end, what is short is fetched the day before."""
    rows = []
    bank_days = np.arange(START, TODAY, 14)
    for one in range(1, FUNDS + 1):
        mine = fund == one
        days, place = np.unique(np.concatenate([day[mine], bank_days + one % 9]), return_inverse=True)
        moved = np.bincount(place[: mine.sum()], weights=satang[mine], minlength=len(days)).astype("i8")
        box, kept = 400_000, int(w.rng.integers(300_000, 1_200_000))
        rows += [(one, one * 10, True, START - 1, box), (one, one * 10 + 1, False, START - 1, 90_000_000)]
        for when, money in zip(days.tolist(), moved.tolist(), strict=True):
            fetch = max(0, kept - box - money) if box + money < 0 else 0
            put = box + money - kept if (when - START - one % 9) % 14 == 0 and box + money > 1_500_000 else 0
            if fetch or put:
                rows += [(one, one * 10, True, when, fetch - put), (one, one * 10 + 1, False, when, put - fetch)]
            if money:
                rows.append((one, one * 10, True, when, money))
            box += money + fetch - put
    w.tables["cash"] = np.array(rows, KINDS["cash"])


def _figures(w: World) -> None:
    """Months and years as the books give them; a campaign for members in one area, a smaller one in one fund."""
    rng, m, pay = w.rng, w.tables["members"], w.tables["payments"]
    months = np.arange(2023 * 12 + 9, 2026 * 12 + 10)
    funds = np.arange(1, FUNDS + 1)
    fund, month = np.repeat(funds, len(months)), np.tile(months, FUNDS)

    def place(days: np.ndarray) -> np.ndarray:
        return (days.astype("i8") - 719_163).astype("datetime64[D]").astype("datetime64[M]").astype("i8") + 1970 * 12

    key = fund.astype("i8") * 100_000 + month
    joined, benefits = np.zeros(len(key), "i8"), np.zeros(len(key), "i8")
    new = m[~m["imported"]]
    for days, of, what, by in (
        (new["joined"], new["fund"], joined, None),
        (pay["day"], pay["fund"], benefits, pay["satang"]),
    ):
        at = np.searchsorted(key, of.astype("i8") * 100_000 + place(days))
        np.add.at(what, np.minimum(at, len(key) - 1), 1 if by is None else by)
    joined[(fund <= 12) & (month == 2025 * 12 + 3)] += rng.integers(35, 70, 12)
    joined[(fund == 70) & (month == 2025 * 12 + 6)] += 24
    w.add("months", fund=fund, area=(fund - 1) // 12, month=month, joined=joined, benefits=benefits)
    income = np.bincount(w.tables["paid"]["fund"], weights=w.tables["paid"]["satang"])[1:].astype("i8") // YEARS * 2
    for year in range(YEARS):
        share = rng.uniform(0.03, 0.18, FUNDS)
        last = date(2024 + year, 9, 30).toordinal()
        w.add("years", fund=funds, year=2567 + year, last_day=last, income=income, admin=(income * share).astype("i8"))
    w.add("matched", fund=m["fund"], member=m["member"], id=m["id"], round=1, satang=36_500)
