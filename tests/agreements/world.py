"""Made-up agreements of every kind and claims of every kind, from a seed: for the property tests and the bench."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from chumchon.agreements import load, model
from chumchon.agreements.claims import KINDS, Claims
from chumchon.agreements.columns import Book
from chumchon.agreements.facts import Facts
from chumchon.agreements.model import Amount, Band, Benefit

DATA = Path(__file__).parent / "data"
FLAGS = ("accident", "cosmetic", "drunk", "killed_by_beneficiary", "rejoined", "suicide")
ORDERS = (
    model.STEPS,
    ("version", "waiting", "membership", "evidence", "deadline", "exclusion", "base", "limits", "arrears", "caps", "fund_ratio", "round", "cash"),
    ("version", "membership", "waiting", "exclusion", "deadline", "evidence", "base", "limits", "fund_ratio", "arrears", "caps", "round", "cash"),
)  # fmt: skip


def example(name: str) -> model.Agreement:
    """One of the three example agreements: "v1", "v2" or "b"."""
    file = "agreement_example_b.toml" if name == "b" else f"agreement_example_{name}.toml"
    return load.read_file(DATA / file)


def _ladder(rng: random.Random, most: int, step: int) -> tuple[Band, ...]:
    starts = sorted({0, *rng.sample(range(1, 25), rng.randint(1, 5))})
    value, bands = rng.randrange(1, 30) * step, []
    for start in starts:
        bands.append(Band(start, min(value, most)))
        value += rng.randrange(1, 30) * step
    return tuple(bands)


def _maybe(rng: random.Random, value, chance: float = 0.4):
    return value if rng.random() < chance else None


def agreement(rng: random.Random, fund: str, version: int, day: date) -> model.Agreement:
    """An agreement of random rules, all of them such as the loader accepts."""
    death = Benefit(
        "death", "เสียชีวิต", Amount("fixed", by="tenure_years", bands=_ladder(rng, 2_000_000, 10_000)),
        waiting_waived=rng.choice([(), ("accident",)]), exclude=("killed_by_beneficiary",),
        exclude_until_years=rng.choice([(), (("suicide", 1),), (("drunk", 2), ("suicide", rng.randint(1, 3)))]),
        evidence=("มรณบัตร",), clause="12",
    )  # fmt: skip
    nights = rng.random() < 0.8
    rate = Amount("per_unit", "night", rate=rng.choice([10_000, 15_050, 20_000]))
    if rng.random() < 0.5:
        by = rng.choice(["tenure_years", "age_years"])
        rate = Amount("per_unit", "night", by=by, bands=_ladder(rng, 50_000, 2_500), least_satang=_maybe(rng, 30_000))
    hospital = Benefit(
        "hospital", "นอนโรงพยาบาล", rate, exclude=rng.choice([(), ("cosmetic",), ("cosmetic", "drunk")]),
        event_max_satang=_maybe(rng, 60_000), year_units=_maybe(rng, rng.randint(5, 15)) if nights else None,
        year_max_satang=_maybe(rng, rng.choice([100_000, 150_050])), lifetime_units=_maybe(rng, 60, 0.2),
        year_events=_maybe(rng, 3, 0.2),
    )  # fmt: skip
    birth = Benefit(
        "birth", "คลอดบุตร", Amount("per_unit", "child", rate=rng.choice([50_000, 100_000])),
        lifetime_units=_maybe(rng, 3), once_per_event=rng.random() < 0.7, year_units=_maybe(rng, 1, 0.1),
    )  # fmt: skip
    share = Amount(
        "percent",
        of="damage",
        rate=rng.choice([5_000, 3_333]),
        least_satang=_maybe(rng, 50_000),
        most_satang=_maybe(rng, 200_000, 0.8),
    )
    disaster = Benefit("disaster", "ภัยพิบัติ", share, per_household=rng.random() < 0.7, year_events=_maybe(rng, 2))
    elderly = Benefit(
        "elderly", "ผู้สูงอายุ", Amount("fixed", rate=20_000), min_age=60, max_age=_maybe(rng, 90), min_tenure_years=_maybe(rng, 3),
        year_events=1, approve="กรรมการ 2 คน",
    )  # fmt: skip
    leaving = Benefit(
        "leaving", "คืนเงินเมื่อลาออก", Amount("percent", of="contributions_paid", rate=rng.choice([5_000, 12_000])),
        year_max_satang=_maybe(rng, 300_000),
    )  # fmt: skip
    ratio = None
    if rng.random() < 0.7:
        bands = rng.choice(
            [((10_000, 10_000), (5_000, 7_500), (2_500, 5_000), (0, 2_500)), ((12_500, 10_000), (3_333, 6_667), (0, 0))]
        )
        ratio = model.FundRatio(
            rng.choice([("death",), ("death", "hospital"), ("disaster", "death")]), tuple(Band(*b) for b in bands),
            rng.choice([0, 300_000, 100_050]), "15",
        )  # fmt: skip
    member = model.Membership(
        waiting_days=rng.choice([0, 90, 180, 365]), grace_days=rng.choice([0, 30, 90]), contribution_per_day_satang=rng.choice([100, 150]),
        deduct_arrears=rng.random() < 0.7, claim_within_days=_maybe(rng, rng.choice([30, 90]), 0.8),
        join_min_age=_maybe(rng, 1, 0.2), join_max_age=_maybe(rng, 65, 0.2), clause="6–9",
    )  # fmt: skip
    return model.Agreement(
        fund=fund, name_th=f"กองทุน {fund}", version=version, effective_from=day, membership=member,
        benefits=(birth, hospital, death, disaster, elderly, *([leaving] if rng.random() < 0.5 else [])),
        cap_year=rng.choice(model.CAP_YEARS), leap_day=rng.choice(model.LEAP_DAYS),
        rounding=rng.choice(model.ROUNDINGS) if rng.random() < 0.3 else "baht_down",
        steps=ORDERS[0] if rng.random() < 0.8 else rng.choice(ORDERS),
        member_year=model.MemberYear(rng.choice([300_000, 500_000]), ("death",), clause="16") if rng.random() < 0.5 else None,
        fund_ratio=ratio,
    )  # fmt: skip


def agreements(seed: int, funds: int) -> list[model.Agreement]:
    """One or two versions for each fund."""
    rng = random.Random(seed)
    made = []
    for number in range(funds):
        made.append(agreement(rng, f"fund{number:04d}", 1, date(2019, 1, 1)))
        if rng.random() < 0.4:
            made.append(agreement(rng, f"fund{number:04d}", 2, date(2024, rng.randint(1, 12), 1)))
    return made


def claims(book: Book, seed: int, size: int) -> Claims:
    """Claims on and around every edge: short and long tenures, stays over a year's end, empty cash."""
    rng = np.random.default_rng(seed)
    day = lambda *d: date(*d).toordinal()  # noqa: E731
    join = rng.integers(day(2004, 1, 1), day(2026, 6, 1), size)
    leap = rng.random(size) < 0.02
    join[leap] = rng.choice([day(y, 2, 29) for y in (2004, 2008, 2012, 2016, 2020, 2024)], leap.sum())
    start = rng.integers(day(2018, 6, 1), day(2026, 12, 31), size)
    near = rng.random(size) < 0.3
    start[near] = (join + rng.choice([-1, 0, 89, 90, 179, 180, 364, 365, 366, 731, 1095, 1096, 1826], size))[near]
    year_end = rng.random(size) < 0.2
    years = rng.integers(2020, 2027, size)
    ends = np.array([[day(y, 12, 31), day(y, 9, 30), day(y, 3, 1), day(y, 2, 28)] for y in range(2020, 2027)])
    start[year_end] = (ends[years - 2020, rng.integers(0, 4, size)] - rng.integers(0, 8, size))[year_end]
    nights = np.where(rng.random(size) < 0.2, 0, rng.integers(0, 25, size))
    nights[rng.random(size) < 0.005] = 500
    end = start + nights
    paid = start + rng.choice(
        [-365, -91, -90, -31, -30, -1, 0, 1, 200], size, p=[0.02, 0.03, 0.05, 0.03, 0.05, 0.1, 0.1, 0.12, 0.5]
    )
    birth = join - rng.integers(0, 80 * 365, size)
    sixty = rng.random(size) < 0.1
    birth[sixty] = start[sixty] - 60 * 365 - 15 + rng.integers(-1, 2, sixty.sum())
    people = rng.integers(1, 5, size)
    money = lambda most, zero: np.where(rng.random(size) < zero, 0, rng.integers(0, most, size))  # noqa: E731
    few = lambda most, zero: np.where(rng.random(size) < zero, 0, rng.integers(0, most, size))  # noqa: E731
    outgo = money(60_000_000, 0.1)
    cash = np.where(rng.random(size) < 0.3, outgo * rng.choice([0, 1, 2, 4, 5], size) // 4, money(90_000_000, 0.05))
    values = {
        "fund": rng.integers(-1 if size > 100 else 0, len(book.funds), size),
        "event": rng.integers(-1, len(book.events), size),
        "start": start, "end": end, "join": join, "paid_until": paid, "birth": birth,
        "birth_known": rng.random(size) < 0.98, "claim": end + rng.choice([-1, 0, 10, 30, 31, 90, 91, 400], size, p=[0.05, 0.1, 0.6, 0.05, 0.05, 0.05, 0.05, 0.05]),
        "children": few(4, 0.1), "damage": money(1_000_000, 0.05), "contributions": np.where(rng.random(size) < 0.5, -1, money(900_000, 0.1)),
        "household_n": people, "household_i": 1 + rng.integers(0, 1000, size) % people,
        "units_1": few(16, 0.5), "units_2": few(16, 0.7), "units_life": few(70, 0.5),
        "own_1": money(160_000, 0.5), "own_2": money(160_000, 0.7), "all_1": money(550_000, 0.4), "all_2": money(550_000, 0.7),
        "prior_events": few(4, 0.6), "already_paid": rng.random(size) < 0.05, "cash": cash, "outgo": outgo,
        "flags": rng.integers(0, 1 << len(book.table.flags), size) * (rng.random(size) < 0.1), "evidence_ok": rng.random(size) < 0.95,
    }  # fmt: skip
    values["birth"] = np.where(values["birth_known"], values["birth"], values["start"])
    return Claims(**{name: np.asarray(values[name]).astype(kind) for name, kind in KINDS.items()})


def facts(book: Book, columns: Claims, place: int) -> tuple[str, Facts]:
    """The fund and the facts of one claim of the columns."""
    at = {name: getattr(columns, name)[place].item() for name in KINDS}
    day = date.fromordinal
    funds, events = list(book.funds), list(book.events)
    found = Facts(
        event=events[at["event"]] if at["event"] >= 0 else "nothing", start=day(at["start"]), end=day(at["end"]), join=day(at["join"]),
        paid_until=day(at["paid_until"]), birth=day(at["birth"]) if at["birth_known"] else None, children=at["children"],
        damage_satang=at["damage"], contributions_satang=at["contributions"] if at["contributions"] >= 0 else None,
        household_n=at["household_n"], household_i=at["household_i"], prior_units_y1=at["units_1"], prior_units_y2=at["units_2"],
        prior_units_life=at["units_life"], prior_own_y1_satang=at["own_1"], prior_own_y2_satang=at["own_2"],
        prior_all_y1_satang=at["all_1"], prior_all_y2_satang=at["all_2"], prior_events=at["prior_events"], already_paid=at["already_paid"],
        cash_satang=at["cash"], expected_outgo_satang=at["outgo"],
        flags=frozenset(flag for flag, bit in book.table.flags.items() if at["flags"] >> bit & 1),
        claim_day=day(at["claim"]), evidence_ok=at["evidence_ok"],
    )  # fmt: skip
    return (funds[at["fund"]] if at["fund"] >= 0 else "nowhere"), found


def with_steps(one: model.Agreement, *steps: str) -> model.Agreement:
    """The same agreement with its steps after "evidence" in another order."""
    return replace(one, steps=(*model.STEPS[:6], *steps))
