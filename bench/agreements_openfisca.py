"""The comparison: death, birth and hospital of the example's second version, written for OpenFisca-Core.

Run by an interpreter that has OpenFisca-Core; prints what it measured as JSON. `members`, `numbers` and `digest` need
NumPy alone and are shared with `bench.agreements`, so that both decide the same people by the same agreements.
"""

import hashlib
import json
import sys
import time
from datetime import date
from importlib.metadata import version

import numpy as np

DAY = (2025, 6, 5)
TODAY = date(*DAY).toordinal()
SIZE, FUNDS = 700_000, 5_915


def members(size: int) -> dict[str, np.ndarray]:
    """Members as columns of the kind that both engines keep, fund by fund; days as ordinals, money in baht."""
    rng = np.random.default_rng(3)
    columns = {
        "join": rng.integers(date(2004, 1, 1).toordinal(), TODAY + 1, size),
        "paid_until": TODAY + rng.integers(-120, 365, size),
        "children": rng.integers(0, 3, size),
        "children_used": rng.integers(0, 5, size),
        "nights": rng.integers(0, 15, size),
        "nights_used": rng.integers(0, 12, size),
        "cash": rng.integers(0, 600_000, size),
        "outgo": np.full(size, 300_000),
    }
    return {name: column.astype(np.int32) for name, column in columns.items()}


EVENTS = ("birth", "hospital", "death")


def events(size: int) -> np.ndarray:
    """What each claim is for, as a place in EVENTS."""
    return np.random.default_rng(4).integers(0, len(EVENTS), size)


def numbers(fund: int) -> dict[str, int]:
    """What differs between the agreements of two funds, in baht."""
    return {
        "birth": 500 + 100 * (fund % 6),
        "night": 100 + 10 * (fund % 5),
        "later": 150 + 10 * (fund % 7),
        "death": 1_000 * (1 + fund % 3),
    }


LADDER = ((0, 3), (1, 5), (3, 8), (5, 10), (8, 12), (10, 15), (15, 20))
"""Years of membership and multiples of `numbers()["death"]`."""


def digest(amounts: list[np.ndarray]) -> str:
    """One word for the amounts in baht."""
    return hashlib.sha256(b"".join(np.asarray(a, dtype=np.int64).tobytes() for a in amounts)).hexdigest()[:16]


def system(baht: dict[str, int]):
    """A tax and benefit system with the three benefits of one agreement."""
    from openfisca_core import periods
    from openfisca_core.entities import build_entity
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="Member", is_person=True)
    made = TaxBenefitSystem([person])

    def add(name: str, **more) -> None:
        fields = {"value_type": int, "entity": person, "definition_period": periods.DAY, "label": name, **more}
        made.add_variable(type(name, (Variable,), fields))

    def tenure(person, period):
        days = (person("join", period) - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
        years, months = days.astype("datetime64[Y]"), days.astype("datetime64[M]")
        month, day = (months - years).astype(int) + 1, (days - months).astype(int) + 1
        moved = (month == 2) & (day == 29) & (DAY[0] % 4 != 0)
        begun = month * 100 + np.where(moved, 28, day)
        return DAY[0] - (years.astype(int) + 1970) - (DAY[1] * 100 + DAY[2] < begun)

    def eligible(person, period):
        join, paid = person("join", period), person("paid_until", period)
        return ((TODAY - join >= 180) & (TODAY - paid <= 90)).astype(int)

    def payable(person, period, amount):
        overdue = np.maximum(TODAY - person("paid_until", period), 0)
        due = np.maximum(amount - overdue, 0) * person("eligible", period)
        return np.minimum(due, person("cash", period))

    def birth(person, period):
        children = np.minimum(person("children", period), np.maximum(3 - person("children_used", period), 0))
        return payable(person, period, np.minimum(children * baht["birth"], 5000))

    def hospital(person, period):
        nights = np.minimum(person("nights", period), np.maximum(10 - person("nights_used", period), 0))
        rate = np.where(person("tenure", period) >= 5, baht["later"], baht["night"])
        return payable(person, period, np.minimum(nights * rate, 5000))

    def death(person, period):
        years = person("tenure", period)
        falling = LADDER[:0:-1]
        base = np.select(
            [years >= at for at, _ in falling], [n * baht["death"] for _, n in falling], LADDER[0][1] * baht["death"]
        )
        cash, outgo = person("cash", period), person("outgo", period)
        share = np.select([cash >= outgo, cash * 2 >= outgo, cash * 4 >= outgo], [100, 75, 50], 25)
        return payable(person, period, np.maximum(base * share // 100, np.minimum(base, 3000)))

    for name in members(1):
        add(name)
    for formula in (tenure, eligible, birth, hospital, death):
        add(formula.__name__, formula=formula)
    return made


def run(baht: dict[str, int], columns: dict[str, np.ndarray]) -> list[np.ndarray]:
    """A whole run for one agreement: build the system and the simulation, give it the columns, ask for the benefits."""
    from openfisca_core.simulation_builder import SimulationBuilder

    simulation = SimulationBuilder().build_default_simulation(system(baht), count=len(columns["join"]))
    period = "-".join(f"{part:02d}" for part in DAY)
    for name, values in columns.items():
        simulation.set_input(name, period, values)
    return [simulation.calculate(name, period) for name in EVENTS]


def nation(columns: dict[str, np.ndarray]) -> list[np.ndarray]:
    """Every fund by its own agreement: a system and a simulation for each."""
    edges = [SIZE * fund // FUNDS for fund in range(FUNDS + 1)]
    found = [run(numbers(f), {n: c[edges[f] : edges[f + 1]] for n, c in columns.items()}) for f in range(FUNDS)]
    return [np.concatenate(parts) for parts in zip(*found, strict=True)]


if __name__ == "__main__":
    inputs, times = members(SIZE), []
    for _ in range(5):
        started = time.process_time()
        one = run(numbers(0), inputs)
        times.append(time.process_time() - started)
    started = time.process_time()
    every = nation(inputs)
    claimed = np.choose(events(SIZE), every)
    told = {"version": version("openfisca-core"), "one": min(times), "nation": time.process_time() - started}
    sys.stdout.write(
        json.dumps(
            told | {"digest_one": digest(one), "digest_nation": digest(every), "digest_claims": digest([claimed])}
        )
    )
