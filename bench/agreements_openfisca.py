"""The comparison: death, birth and hospital of the example's second version, written for OpenFisca-Core.

Run by an interpreter that has OpenFisca-Core; prints version, processor seconds of the whole run, a digest of the amounts.
`members` and `digest` need NumPy alone and are shared with `bench.agreements`.
"""

import hashlib
import sys
import time
from datetime import date
from importlib.metadata import version

import numpy as np

DAY = (2025, 6, 5)
SIZE = 700_000


def members(size: int) -> dict[str, np.ndarray]:
    """Members as columns, days as ordinals, money in baht."""
    rng = np.random.default_rng(3)
    today = date(*DAY).toordinal()
    return {
        "join": rng.integers(date(2004, 1, 1).toordinal(), today + 1, size),
        "paid_until": today + rng.integers(-120, 365, size),
        "children": rng.integers(0, 3, size),
        "children_used": rng.integers(0, 5, size),
        "nights": rng.integers(0, 15, size),
        "nights_used": rng.integers(0, 12, size),
        "cash": rng.integers(0, 600_000, size),
        "outgo": np.full(size, 300_000),
    }


def digest(amounts: list[np.ndarray]) -> str:
    """One word for the amounts in baht."""
    return hashlib.sha256(b"".join(np.asarray(a, dtype=np.int64).tobytes() for a in amounts)).hexdigest()[:16]


def system():
    """A tax and benefit system with the three benefits."""
    from openfisca_core import periods
    from openfisca_core.entities import build_entity
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="Member", is_person=True)
    made = TaxBenefitSystem([person])
    made.load_parameters  # noqa: B018
    today = date(*DAY).toordinal()

    def given(name: str, kind: type = int) -> None:
        made.add_variable(
            type(
                name,
                (Variable,),
                {"value_type": kind, "entity": person, "definition_period": periods.DAY, "label": name},
            )
        )

    def ruled(name: str, formula) -> None:
        made.add_variable(
            type(
                name,
                (Variable,),
                {
                    "value_type": int,
                    "entity": person,
                    "definition_period": periods.DAY,
                    "label": name,
                    "formula": formula,
                },
            )
        )

    for name in (*members(1), "tenure"):
        if name != "tenure":
            given(name)

    def tenure(person, period):
        days = (person("join", period) - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
        years = days.astype("datetime64[Y]")
        months = days.astype("datetime64[M]")
        month = (months - years).astype(int) + 1
        day = (days - months).astype(int) + 1
        moved = (month == 2) & (day == 29) & (DAY[0] % 4 != 0)
        begun = month * 100 + np.where(moved, 28, day)
        return DAY[0] - (years.astype(int) + 1970) - (DAY[1] * 100 + DAY[2] < begun)

    def eligible(person, period):
        join, paid = person("join", period), person("paid_until", period)
        return ((today - join >= 180) & (today - paid <= 90)).astype(int)

    def less_arrears(person, period, amount):
        overdue = np.maximum(today - person("paid_until", period), 0)
        due = np.maximum(amount - overdue, 0) * person("eligible", period)
        return np.minimum(due, person("cash", period))

    def birth(person, period):
        children = np.minimum(person("children", period), np.maximum(3 - person("children_used", period), 0))
        return less_arrears(person, period, np.minimum(children * 1000, 5000))

    def hospital(person, period):
        nights = np.minimum(person("nights", period), np.maximum(10 - person("nights_used", period), 0))
        rate = np.where(person("tenure", period) >= 5, 150, 100)
        return less_arrears(person, period, np.minimum(nights * rate, 5000))

    def death(person, period):
        years = person("tenure", period)
        base = np.select(
            [years >= 15, years >= 10, years >= 8, years >= 5, years >= 3, years >= 1],
            [20000, 15000, 12000, 10000, 8000, 5000],
            3000,
        )
        cash, outgo = person("cash", period), person("outgo", period)
        share = np.select([cash >= outgo, cash * 2 >= outgo, cash * 4 >= outgo], [100, 75, 50], 25)
        return less_arrears(person, period, np.maximum(base * share // 100, np.minimum(base, 3000)))

    for name, formula in (
        ("tenure", tenure),
        ("eligible", eligible),
        ("birth", birth),
        ("hospital", hospital),
        ("death", death),
    ):
        ruled(name, formula)
    return made


def run(columns: dict[str, np.ndarray]) -> list[np.ndarray]:
    """A whole run: build the simulation, give it the columns, ask for the three benefits."""
    from openfisca_core.simulation_builder import SimulationBuilder

    simulation = SimulationBuilder().build_default_simulation(system(), count=len(columns["join"]))
    period = "-".join(f"{part:02d}" for part in DAY)
    for name, values in columns.items():
        simulation.set_input(name, period, values)
    return [simulation.calculate(name, period) for name in ("birth", "hospital", "death")]


if __name__ == "__main__":
    inputs = members(SIZE)
    times = []
    for _ in range(5):
        started = time.process_time()
        amounts = run(inputs)
        times.append(time.process_time() - started)
    sys.stdout.write(f"{version('openfisca-core')} {min(times):.4f} {digest(amounts)} numpy-{np.__version__}\n")
