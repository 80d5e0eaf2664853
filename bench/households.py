"""How long it takes to rank 1,000 households with reasons: `python -m bench.households [--write]`. The issue's limit is 300 ms.

Beside the rule alone: with every visit's seal opened and read, as the list does; and the whole page of the list, which asks the
database, ranks and writes its first sixty rows, in a database of its own (PostgreSQL where CHUMCHON_DATABASE_URL says so).
"""

import argparse
import gc
import os
import random
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

os.environ.setdefault("CHUMCHON_DATA", tempfile.mkdtemp(prefix="chumchon-bench-"))
os.environ.setdefault("CHUMCHON_PLAIN_HTTP", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chumchon.config.settings")

import django

django.setup()

from bench.page import head, table, write_section  # noqa: E402
from chumchon.households.queries import questions  # noqa: E402
from chumchon.households.queries.sealed import opened, seal  # noqa: E402
from chumchon.households.rules.need import House, rank  # noqa: E402

HOUSES, TURNS, LIMIT = 1_000, 5, 0.3
TODAY = date(2026, 11, 24)


def world(seed: int = 7) -> list[House]:
    """Households with random colours now and before, a third of them in programmes, some late."""
    dice, asked = random.Random(seed), questions.on(TODAY)

    def colours() -> dict[str, str]:
        return {q.key: dice.choices(list(q.answers), k=1)[0] for q in asked.questions}

    return [
        House(
            i, asked, colours(), {"people": dice.randint(1, 8), "elderly": dice.randint(0, 2), "bedridden": dice.randint(0, 1)}, colours(),
            frozenset({"fund"} if dice.random() < 0.3 else ()), TODAY + timedelta(days=dice.randint(-90, 90)), dice.randint(0, 1),
        )
        for i in range(HOUSES)
    ]  # fmt: skip


def best(work: Callable[[], object]) -> float:
    """Processor seconds, the least of some turns."""
    times = []
    for _ in range(TURNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def register_of(houses: list[House]) -> tuple[object, object]:
    """A register with these houses, visited twice each, two in three with a fund's member; and its keeper's browser."""
    from django.core.management import call_command
    from django.test import Client

    call_command("migrate", verbosity=0)
    from tests.factories import make_fund
    from tests.households.world import make_register, user

    from bench.world import members
    from chumchon.households.models import Passbook, Visit
    from chumchon.people.models import Household

    fund = make_fund()
    register = make_register(fund)
    members(fund, HOUSES * 2 // 3, 1, houses=HOUSES * 2 // 3)
    there = list(Household.objects.filter(village__subdistrict=fund.organisation.subdistrict))
    village = fund.organisation.subdistrict.villages.get(number=2)
    there += Household.objects.bulk_create(
        Household(village=village, house_no=f"9/{i}") for i in range(HOUSES - len(there))
    )
    by, at = user(register, "visitor"), datetime(2026, 11, 24, 3, tzinfo=UTC)
    books = Passbook.objects.bulk_create(Passbook(register=register, household=h, state_at=at) for h in there)
    visits = []
    for book, house in zip(books, houses, strict=True):
        for answers, ago in ((house.before, 120), (house.answers, 30)):
            uid, day = uuid.uuid4(), date.today() - timedelta(days=ago)
            said = {"head": "นางสมศรี ตั้งใจดี", "counts": dict(house.counts), "answers": dict(answers), "note": ""}
            visits.append(
                Visit(
                    passbook=book, uid=uid, questions=house.questions.version, visited_on=day, said_at=at, by=by,
                    sealed=seal(uid, said), digest="0" * 64, arrived_at=at,
                )
            )  # fmt: skip
    visits = Visit.objects.bulk_create(visits)
    for i, book in enumerate(books):
        book.before, book.newest, book.revisit_on = (
            visits[2 * i],
            visits[2 * i + 1],
            date.today() + timedelta(days=i % 90 - 30),
        )
    Passbook.objects.bulk_update(books, ["before", "newest", "revisit_on"], batch_size=200)
    client = Client()
    client.force_login(user(register, "keeper"))
    return register, client


def page(houses: list[House]) -> list[tuple[str, ...]]:
    """The list's page by the clock and by the processor, and how many questions it asks."""
    from django.db import connection

    register, client = register_of(houses)
    address = f"/p/{register.code}/"  # type: ignore[attr-defined]

    def ask() -> None:
        assert client.get(address).status_code == 200  # type: ignore[attr-defined]

    ask()
    asked: list[str] = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        ask()
    gc.collect()
    gc.freeze()  # as config/wsgi.py does
    wall, own = [], []
    for _ in range(TURNS * 8):
        start, busy = time.perf_counter(), time.process_time()
        ask()
        wall.append(time.perf_counter() - start)
        own.append(time.process_time() - busy)
    words = f"the list's page of {HOUSES:,} houses ({connection.vendor}, {len(asked)} queries)"
    middle, p95 = sorted(wall)[len(wall) // 2], sorted(own)[int(len(own) * 0.95) - 1]
    return [
        (f"{words}, processor, p95 of {len(own)}", f"{p95 * 1000:.0f} ms", f"{p95 / LIMIT:.2f}"),
        (
            f"{words}, by the clock, p50 (load {os.getloadavg()[0]:.1f})",
            f"{middle * 1000:.0f} ms",
            f"{middle / LIMIT:.2f}",
        ),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    houses = world()
    rows = [(uuid.uuid4(), h) for h in houses]
    sealed = [
        (u, seal(u, {"answers": dict(h.answers), "counts": dict(h.counts)}), seal(u, {"answers": dict(h.before)}))
        for u, h in rows
    ]

    def whole() -> None:
        for uid, now, before in sealed:
            opened(uid, now)
            opened(uid, before)
        rank(houses, TODAY)

    told: list[tuple[str, ...]] = []
    for words, work in (("the rule alone", lambda: rank(houses, TODAY)), ("2,000 seals opened, then the rule", whole)):
        seconds = best(work)
        told.append((words, f"{seconds * 1000:.0f} ms", f"{seconds / LIMIT:.2f}"))
    told += page(houses)
    reasons = sum(len(r.reasons) for r in rank(houses, TODAY))
    body = f"{head()}; {HOUSES:,} households, {reasons:,} reasons; processor time, best of {TURNS}; the limit is {LIMIT * 1000:.0f} ms.\n\n"
    body += table(told, ("", "time", "time : limit"))
    sys.stdout.write(body)
    if arguments.write:
        write_section("Ranking households by need", body)


if __name__ == "__main__":
    main()
