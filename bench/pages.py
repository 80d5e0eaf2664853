"""How quick the busiest pages are: `python -m bench.pages [--write]`. The sheet of a village of 300 households with 900
members, a touch on it, and the search among 10,000 members; in one process, without network and template cache warm.
"""

import argparse
import gzip
import sys
import time
import uuid
from datetime import date
from pathlib import Path

from bench.page import head, table, write_section

TIMES = 60
STATIC = ("web/css/tokens.css", "web/css/elements.css", "web/css/components.css", "web/js/chumchon.js",
          "funds/css/collecting.css", "funds/js/collecting.js", "django_htmx/htmx-2.min.js")  # fmt: skip


def prepare():
    """A fund with 10,000 members, 900 of them in village 1, a sheet, and its collector's browser."""
    from bench import world

    world.settle()
    from django.test import Client
    from tests.factories import actor, make_fund, user

    from chumchon.access.http import today
    from chumchon.funds.actions.sheets import open_sheet

    fund = make_fund()
    world.members(fund, 900, 1, houses=300, paid_until=date(2026, 9, 30))
    world.members(fund, 9_100, 2, houses=3_000)
    place = fund.organisation.subdistrict.villages.get(number=1)
    from django.utils import timezone

    sheet = open_sheet(fund, actor(fund, "treasurer"), place, today(), today(), timezone.now())
    client = Client()
    client.force_login(user(fund, "treasurer"))
    return fund, sheet, client


def measure(ask) -> tuple[str, ...]:
    """p50 and p95 of the wall's clock and of the processor, queries and weight of one answer."""
    from django.db import connection

    queries: list[str] = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        answer = ask()
    assert answer.status_code == 200, answer.status_code
    wall, cpu = [], []
    for _ in range(TIMES):
        a, b = time.perf_counter(), time.process_time()
        ask()
        wall.append((time.perf_counter() - a) * 1000)
        cpu.append((time.process_time() - b) * 1000)
    p = lambda found, share: sorted(found)[int(len(found) * share)]  # noqa: E731
    weight, packed = len(answer.content), len(gzip.compress(answer.content))
    return (
        f"{p(wall, 0.5):.0f} ms", f"{p(wall, 0.95):.0f} ms", f"{p(cpu, 0.95):.0f} ms", str(len(queries)),
        f"{weight / 1000:.0f} KB ({packed / 1000:.0f} KB gzipped)",
    )  # fmt: skip


def rows() -> list[tuple[str, ...]]:
    """Every page of the bench."""
    from django.urls import reverse

    fund, sheet, client = prepare()
    from chumchon.funds.queries.collecting import board

    where, cards = reverse("sheet", args=[fund.code, sheet.pk]), iter(board(fund, sheet).cards)

    def touch():
        said = {"page": str(uuid.uuid4()), "take": next(cards).due_value}
        return client.post(where, said, HTTP_HX_REQUEST="true")

    pages = [
        ("Collection sheet, 300 households, 900 members", lambda: client.get(where)),
        ("… the same, searching a name", lambda: client.get(where, {"q": "สมชาย"}, follow=True)),
        ("One touch (htmx)", touch),
        ("Register of 10,000: first page", lambda: client.get(reverse("members", args=[fund.code]))),
        (
            "Register of 10,000: by name",
            lambda: client.get(reverse("members", args=[fund.code]), {"q": "บัวผัน ใจดี"}, follow=True),
        ),
        (
            "Register of 10,000: by number",
            lambda: client.get(reverse("members", args=[fund.code]), {"q": "204321"}, follow=True),
        ),
        (
            "Counter: by name among 10,000",
            lambda: client.get(reverse("counter", args=[fund.code]), {"q": "ศรีนวล"}, follow=True),
        ),
    ]
    return [(name, *measure(ask)) for name, ask in pages]


def static_weight() -> str:
    """What the sheet page loads beside its HTML and the fonts, once, gzipped as it is sent."""
    from django.contrib.staticfiles import finders

    found = [Path(finders.find(name)).read_bytes() for name in STATIC if finders.find(name)]
    return f"{sum(len(gzip.compress(data)) for data in found) / 1000:.0f} KB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the figures into docs/benchmarks.md")
    arguments = parser.parse_args()
    found = rows()
    import django

    body = f"{head(f'Django {django.__version__}', 'SQLite')}; {TIMES} requests each, other work on the machine.\n\n"
    body += table(found, ("", "p50", "p95", "p95 of the processor", "queries", "weight of the HTML"))
    body += f"\nStyles and scripts of the sheet page, loaded once: {static_weight()} gzipped. "
    body += "The sheet sends 30 households at a time; the rest follow by a button.\n"
    sys.stdout.write(body)
    if arguments.write:
        write_section("Pages", body)


if __name__ == "__main__":
    main()
