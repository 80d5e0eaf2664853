"""Housing results of a nation from its rows: `python -m bench.homes [--write]`.

242,674 units as rows in a new SQLite database, as many of each programme as the institute counts today (houses of 1,486
communities, repairs of 4,195 tambons, canal, persons, urgent), then the results by programme, province and year, and the
public page; beside it the same sums by a plain loop over the same rows and over NumPy columns that are in memory already.
Then one photograph among 100,000 proofs, by bands of its look and by a walk over all.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from bench.page import head, table, write_section

WAYS = {  # way: units, places, programme [a]
    "build": (127_920, 1_486, "mankong-urban"), "repair": (103_779, 4_195, "por-piang"), "canal": (3_539, 45, "canal"),
    "path": (1_395, 4, "homeless"), "urgent": (6_041, 120, "urgent"),
}  # fmt: skip
LIMIT_MS, TURNS, LOOKS = 200, 25, 100_000


def _projects(random_: random.Random) -> dict[str, list[int]]:
    from chumchon.access.models import Organisation
    from chumchon.areas.models import Subdistrict
    from chumchon.homes.models import Programme, Project

    areas = list(Subdistrict.objects.order_by("code").values_list("code", flat=True))
    made: dict[str, list[int]] = {}
    day = date(2010, 1, 1)
    for way, (units, places, code) in WAYS.items():
        programme = Programme.objects.get(code=code)
        organisations = Organisation.objects.bulk_create(
            Organisation(
                code=f"{way}-{i}",
                kind="housing",
                name_th=f"ชุมชน {i}",
                subdistrict_id=random_.choice(areas),
                opened_on=day,
            )
            for i in range(places)
        )
        projects = Project.objects.bulk_create(
            Project(organisation=o, programme=programme, settlement="slum", tenure_now="none", tenure_wanted="owned",
                    units_planned=max(units // places, 1), started_on=day)
            for o in organisations
        )  # fmt: skip
        made[way] = [p.pk for p in projects]
    return made


def fill() -> None:
    """Every row that the results read, written by SQL alone, with foreign keys set aside: photographs and entries are only numbers.

    A project completes its units over three years in a row, as communities and tambons do.
    """
    from django.db import connection

    from chumchon.access.actions import create_user
    from chumchon.areas.actions import make_villages
    from chumchon.areas.models import Subdistrict
    from chumchon.homes import models
    from chumchon.people.actions import PersonFacts, create_person
    from chumchon.people.models import Household

    projects = _projects(random.Random(2546))
    tambon = Subdistrict.objects.order_by("code").first()
    assert tambon is not None
    make_villages(tambon, 1)
    village, person = tambon.villages.get().pk, create_person(PersonFacts("สมมติ"), None).pk
    said, other = (create_user(f"u{i}", f"u{i}", "x" * 12).pk for i in range(2))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
    first = 1_000
    for way, (units, places, _) in WAYS.items():
        k = f"(i - {first})"
        project, year = f"{projects[way][0]} + {k} % {places}", f"(2013 + {k} % {places} % 11 + {k} / {places} % 3)"
        day = f"printf('%d-06-%02d', {year}, 1 + {k} % 28)"
        if way != "path":
            _insert(Household, first, units, village=str(village), house_no="i", house_key="i")
            _insert(models.SurveyedHouse, first, units, project=project, household="i", head=str(person), people="4", by=str(said), surveyed_on="'2012-01-01'")  # fmt: skip
        if way == "build":
            _insert(models.HouseBuild, first, units, project=project, house="i", stage="'accepted'", photo="i", said_by=str(said), accepted_by=str(other), accepted_on=day, accepted_year_be=f"{year} + 543")  # fmt: skip
        elif way == "repair":
            _insert(models.RepairHouse, first, units, project=project, house="i", household="i", state="'finished'", asked_satang="1", satang="1", year_be=f"{year} + 543", rank=f"1 + {k} / {places}", before="i", after="i + 10000000", entry="i", finished_on=day, finished_year_be=f"{year} + 543", inspector=str(other), by=str(said))  # fmt: skip
        elif way == "canal":
            _insert(models.Move, first, units, wave="1", project=project, house="i", to_place="i", left_on=day, home_on=day, by=str(said))  # fmt: skip
        elif way == "path":
            _insert(models.PathPerson, first, units, project=project, alias="i", met_on=day, home_on=day, by=str(said))
        else:
            _insert(models.UrgentHouse, first, units, project=project, house="i", damage="'lost'", listed_on=day, housed_on=day, by=str(said))  # fmt: skip
        first += units
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _insert(model: Any, first: int, count: int, **said: str) -> None:
    """Rows first to first + count - 1 by one statement; said: SQL by field over i, the row's number; what is not said is empty."""
    from django.db import connection, models

    empty = (
        (models.JSONField, "'[]'"), (models.UUIDField, "printf('%032x', i)"), (models.DateTimeField, "'2026-01-01 00:00:00'"),
        (models.DateField, "'2026-01-01'"), (models.CharField, "''"), (models.TextField, "''"), (models.IntegerField, "0"),
    )  # fmt: skip
    columns, values = [], []
    for field in model._meta.concrete_fields:
        columns.append(field.column)
        if field.primary_key or field.name in said:
            values.append("i" if field.primary_key else said[field.name])
        else:
            values.append("NULL" if field.null else next(sql for kind, sql in empty if isinstance(field, kind)))
    numbers = f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {first + count - 1})"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) {numbers} SELECT {', '.join(values)} FROM n"
        )


def p95(work: Callable[[], object]) -> tuple[float, float]:
    """Median and p95, milliseconds of the processor: SQLite works inside of this process, and a busy machine is not its fault."""
    work()  # templates are read and plans made once
    took = []
    for _ in range(TURNS):
        began = time.process_time()
        work()
        took.append((time.process_time() - began) * 1000)
    took.sort()
    return took[TURNS // 2], took[int(TURNS * 0.95) - 1]


def columns() -> tuple[Any, Any, Any]:
    """(programme, province, year) of every unit: lists for the loop, and one number a unit in NumPy."""
    import numpy as np

    from chumchon.homes import models

    place = "project__organisation__subdistrict__district__province"
    rows: list[tuple[str, str, int]] = []
    for model, which, day in (
        (models.HouseBuild, {"stage": "accepted"}, "accepted_on"), (models.RepairHouse, {"state": "finished"}, "finished_on"),
        (models.Move, {}, "home_on"), (models.PathPerson, {}, "home_on"), (models.UrgentHouse, {}, "housed_on"),
    ):  # fmt: skip
        found = model.objects.filter(**which).order_by().values_list("project__programme__code", place, day)  # type: ignore[attr-defined]
        rows += [(programme, province, on.year) for programme, province, on in found]
    names = {programme: i for i, programme in enumerate(dict.fromkeys(r[0] for r in rows))}
    numbers = np.array([(names[a] * 100 + int(b)) * 4000 + c for a, b, c in rows], np.int64)
    return rows, numbers, np


def known_again() -> tuple[tuple[float, float], tuple[float, float]]:
    """A picture is asked for among 100,000 proofs: by bands of its look, and by a walk over all of them."""
    from chumchon.homes.models import Document, LookBand, Proof
    from chumchon.homes.queries.looks import used_before
    from chumchon.homes.rules.looks import bands
    from chumchon.paper.scans import same_look

    random_, first = random.Random(64), 50_000_000
    _insert(
        Document, first, LOOKS, project="1", look="printf('%08x%08x', random() & 4294967295, random() & 4294967295)",
        by="1",
    )  # fmt: skip
    _insert(Proof, first, LOOKS, kind="'photo'", document="i", instalment="1", by="i")
    rows = list(Document.objects.filter(pk__gte=first).values_list("pk", "look"))
    for at in range(0, LOOKS, 10_000):
        LookBand.objects.bulk_create(
            LookBand(document_id=pk, band=band) for pk, look in rows[at : at + 10_000] for band in bands(look)
        )
    asked = [f"{random_.getrandbits(64):016x}" for _ in range(TURNS + 1)]  # new pictures, as nearly all are
    one, other = iter(asked), iter(asked)

    def walk() -> None:
        wanted = int(next(other), 16)
        looks = Document.objects.filter(proof__kind="photo", look__gt="").values_list("look", flat=True)
        assert not any(same_look(wanted, int(look, 16)) for look in looks.iterator())

    def known() -> None:
        assert not used_before(next(one))

    return p95(known), p95(walk)


def main() -> int:
    """Fill, measure, print; the exit code says whether 200 ms are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true")
    said = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="chumchon-homes-") as made:
        os.environ.update(
            CHUMCHON_DATA=made,
            CHUMCHON_PLAIN_HTTP="1",
            DJANGO_SETTINGS_MODULE="chumchon.config.settings",
            CHUMCHON_DATABASE_URL="",
        )
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        from chumchon.homes.actions.figures import refresh
        from chumchon.homes.queries.results import results

        call_command("migrate", verbosity=0)
        began = time.perf_counter()
        fill()
        print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        began = time.process_time()
        refresh(date(2026, 11, 29))
        refreshed = time.process_time() - began
        client = Client()
        found = results()
        total = sum(r.units for r in found)
        ours, page = p95(results), p95(lambda: client.get("/nation/housing"))
        rows, numbers, np = columns()
        known, walk = known_again()
        loop, array = p95(lambda: Counter(rows)), p95(lambda: np.unique(numbers, return_counts=True))
    units = sum(u for u, _, _ in WAYS.values())
    lines = [
        (
            f"results of {units:,} units in {len(found):,} rows, from the tables",
            f"{ours[0]:.0f} ms, p95 {ours[1]:.0f} ms",
        ),
        ("the public page of them", f"{page[0]:.0f} ms, p95 {page[1]:.0f} ms"),
        ("a plain loop over the rows, in memory already", f"{loop[0]:.0f} ms, p95 {loop[1]:.0f} ms"),
        ("NumPy over one number a unit, in memory already", f"{array[0]:.0f} ms, p95 {array[1]:.0f} ms"),
        ("the nightly sums of every project (homes-refresh)", f"{refreshed:.1f} s"),
        (f"is a photograph one of {LOOKS:,}? by bands of its look", f"{known[0]:.1f} ms, p95 {known[1]:.1f} ms"),
        ("the same by a walk over all looks", f"{walk[0]:.0f} ms, p95 {walk[1]:.0f} ms"),
    ]
    text = f"{head('SQLite in the same process; processor time.')}\n\n{table(lines, ('', 'time'))}"
    print(text)
    if said.write:
        write_section("Housing", text)
    print(f"{total:,} units counted (persons in tens)", file=sys.stderr)
    return int(ours[1] > LIMIT_MS)


if __name__ == "__main__":
    sys.exit(main())
