"""A year of the nation closed from raw rows: the same as a loop would say, and nothing lost on the way."""

import json
from collections import defaultdict
from datetime import date

import duckdb
import pytest
from django.core.management import call_command

from chumchon.nation.columns.close import close_nation
from chumchon.nation.columns.layout import source
from chumchon.nation.columns.synth import synth
from chumchon.thai.errors import Plain


@pytest.fixture(scope="module")
def columns(tmp_path_factory):
    folder = tmp_path_factory.mktemp("columns")
    synth(folder, members=6000, funds=12, claims=900, year_be=2569)
    return folder


def rows(folder, table):
    return duckdb.sql(f"SELECT * FROM {source(folder, table, 2569)}").fetchall()


def test_the_closing_says_what_a_loop_over_the_rows_says(columns):
    paid = defaultdict(int)
    for member, _fund, _day, satang, *_ in rows(columns, "contributions"):
        paid[member] += satang
    start, end = date(2025, 10, 1), date(2026, 9, 30)
    reason, would = {}, defaultdict(list)
    for member, _fund, person, joined, left, died, *_ in rows(columns, "members"):
        if joined > start:
            reason[member] = 1
        elif (left or died or date.max) <= end:
            reason[member] = 2
        elif paid[member] < 36_500:
            reason[member] = 3
        else:
            reason[member] = 5 if person == 0 else 0
            would[person].append((joined, member))
    for person, held in would.items():
        for _, member in sorted(held)[1:] if person else []:
            reason[member] = 4
    made = close_nation(columns, 2569)
    counted = defaultdict(int)
    for value in reason.values():
        counted[value] += 1
    assert {r: row["members"] for r, row in made.reasons.items()} == dict(counted)
    assert min(counted[r] for r in range(6)) > 0, "every reason stands in the made-up nation"
    assert made.nation["match_due"] == sum(min(paid[m], 36_500) for m, r in reason.items() if r == 0)
    assert made.nation["members"] == 6000 and made.nation["contributed"] == sum(paid.values())


def test_members_over_a_cap_are_those_whose_claims_say_so(columns):
    nights, satang = defaultdict(int), defaultdict(int)
    for _claim, member, fund, _day, kind, night, amount, *_ in rows(columns, "claims"):
        nights[fund, member] += night if kind == 2 else 0
        satang[fund, member] += amount if kind != 4 else 0
    over = {k for k in nights if nights[k] > 10 or satang[k] > 500_000}
    assert close_nation(columns, 2569).nation["over_caps"] == len(over) > 0


def test_provinces_sum_to_the_nation(columns):
    made = close_nation(columns, 2569)
    for key in ("members", "match_due", "balance", "benefits"):
        assert sum(p[key] for p in made.provinces) == made.nation[key]


def test_the_same_seed_gives_the_same_nation(columns, tmp_path):
    synth(tmp_path, members=6000, funds=12, claims=900, year_be=2569)
    assert close_nation(tmp_path, 2569) == close_nation(columns, 2569)


def test_a_contribution_of_nobody_is_found(columns, tmp_path):
    import shutil

    folder = shutil.copytree(columns, tmp_path / "c")
    extra = folder / "contributions" / "year=2569" / "province=50"
    extra.mkdir(exist_ok=True)
    duckdb.sql("SELECT 999999 AS member, 1 AS fund, DATE '2026-01-01' AS day, 100 AS satang").write_parquet(
        str(extra / "stray.parquet")
    )
    with pytest.raises(Plain, match="NOT_EQUAL"):
        close_nation(folder, 2569)


def test_a_year_that_is_not_there_is_answered_with_what_to_do(columns):
    with pytest.raises(Plain) as refused:
        close_nation(columns, 2571)
    assert refused.value.code == "NO_COLUMNS" and "columns-export" in refused.value.th


def test_the_command_prints_only_its_figures_and_keeps_the_tables_whole(columns, tmp_path, capsys):
    for _ in range(2):  # stopped and run again it does no harm
        call_command("close_nation", "2569", "--columns", str(columns), "--out", str(tmp_path), "--json")
    said = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert said["nation"]["members"] == 6000
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".parquet"] * 5
    kept = duckdb.sql(f"SELECT sum(satang), count(*) FROM '{tmp_path}/member_years-2569.parquet'").fetchall()[0]
    assert kept == (said["nation"]["contributed"], 6000)
