"""A made-up nation in columns, from one seed: funds, members, a year of contributions, claims and movements."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from chumchon.ledger.shares import shares

from .close import connect
from .layout import first_day, last_day

PROVINCES = tuple(str(p) for p in (*range(10, 28), *range(30, 50), *range(50, 59), *range(60, 68), *range(70, 78), *range(80, 87), *range(90, 97)) if p not in (28, 29, 59, 68, 69, 78, 79, 87, 88, 89))  # fmt: skip


def synth(
    folder: Path, members: int, funds: int, claims: int, year_be: int, seed: int = 2569, months: int = 12,
    progress: Callable[[str], None] = lambda step: None,
) -> None:  # fmt: skip
    """Write the columns. Of 200 members one is in a second fund, 3 of 100 owe months, 1 of 100 is gone, 1 of 50 joined late.

    The same seed and sizes give the same rows. A table is written beside and then moved, so a stopped run leaves no half.
    """
    rng = Random(seed)
    sizes = shares(members, [int(1000 * rng.lognormvariate(0, 0.55)) + 60 for _ in range(funds)])
    codes = sorted(rng.choice(PROVINCES) for _ in range(funds))
    start, end = first_day(year_be), last_day(year_be)
    with connect("6GB", spill=folder / "spill") as con:
        con.execute("CREATE TABLE seeds (fund INT, province VARCHAR, size INT, first INT)")
        first, rows = 0, []
        for i, (code, size) in enumerate(zip(codes, sizes, strict=True), 1):
            rows.append((i, code, size, first))
            first += size
        con.executemany("INSERT INTO seeds VALUES (?, ?, ?, ?)", rows)
        progress("funds")
        _copy(con, folder, f"funds/year={year_be}", f"""SELECT fund, 'n' || fund AS code, province || '0101' AS area, 'tambon' AS kind,
            (size * (40000 + hash({seed}, fund, 1) % 200000))::BIGINT AS opening, province FROM seeds ORDER BY province""",
            "province")  # fmt: skip
        progress("members")
        con.execute(f"""CREATE TABLE m AS SELECT (first + i + 1)::INT AS member, fund, province,
            hash({seed}, first + i, 2) AS h, hash({seed}, first + i, 3) AS g
            FROM (SELECT fund, province, first, unnest(range(size)) AS i FROM seeds)""")
        _copy(con, folder, f"members/year={year_be}", f"""SELECT member, fund,
            CASE WHEN h % 1000 = 7 THEN 0::UBIGINT WHEN h % 200 = 3 AND member > 5000 THEN hash({seed}, member - 5000, 5)
                 ELSE hash({seed}, member, 5) END AS person,
            (DATE '{start}' - (CASE WHEN h % 50 = 9 THEN -30 - (g % 300) ELSE 1 + g % 5400 END)::INT) AS joined,
            CASE WHEN h % 100 = 11 THEN DATE '{start}' + (g % 360)::INT END AS left_on,
            CASE WHEN h % 150 = 13 THEN DATE '{start}' + (g % 360)::INT END AS died_on, province FROM m ORDER BY member""",
            "province")  # fmt: skip
        progress("contributions")
        _copy(con, folder, f"contributions/year={year_be}", f"""SELECT member, fund,
            (DATE '{start}' + (month * 30 + (h % 28)::INT)::INT) AS day,
            CASE WHEN month = 11 THEN 3500 ELSE 3000 END::INT AS satang, province
            FROM m, range({months}) t(month) WHERE NOT (g % 100 < 3 AND month >= g % {months}) ORDER BY member""",
            "province")  # fmt: skip
        progress("claims")
        _copy(con, folder, f"claims/year={year_be}", f"""SELECT c::INT AS claim, (hash({seed}, c, 7) % {members} + 1)::INT AS member,
            m.fund, LEAST(DATE '{start}' + (hash({seed}, c, 8) % 365)::INT, DATE '{end}') AS day,
            (1 + hash({seed}, c, 9) % 6)::TINYINT AS kind, (CASE WHEN hash({seed}, c, 9) % 6 = 1 THEN 1 + hash({seed}, c, 10) % 9 ELSE 0 END)::SMALLINT AS nights,
            (10000 * (1 + hash({seed}, c, 11) % 30))::INT AS satang, m.province
            FROM range({claims}) t(c) JOIN m ON m.member = (hash({seed}, c, 7) % {members} + 1)::INT""", "province")  # fmt: skip
        progress("movements")
        _copy(con, folder, f"movements/year={year_be}", f"""SELECT fund, DATE '{end}' AS day, a AS account,
            (size * (CASE a WHEN '4030' THEN 30000 WHEN '4040' THEN 9000 ELSE -3000 END))::BIGINT AS satang, province
            FROM seeds, unnest(['4030', '4040', '5200']) t(a)""", "province")  # fmt: skip
    shutil.rmtree(folder / "spill", ignore_errors=True)


def _copy(con: object, folder: Path, table: str, sql: str, by: str) -> None:
    part, whole = folder / f".{table.replace('/', '-')}.part", folder / table
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    con.execute(f"COPY ({sql}) TO '{part}' (FORMAT parquet, PARTITION_BY ({by}), ROW_GROUP_SIZE 500000)")  # type: ignore[attr-defined]
    shutil.rmtree(whole, ignore_errors=True)
    whole.parent.mkdir(parents=True, exist_ok=True)
    part.replace(whole)
