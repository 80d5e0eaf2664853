"""Close a year of the nation from raw rows: one set of SQL on DuckDB, nothing summed before."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb

from chumchon.thai.errors import BadInput

from .layout import TABLES, Rules, first_day, last_day, source

SQL = Path(__file__).parent / "sql"
STEPS = ("1_member_years", "2_claims", "3_funds", "4_report")
REASONS = {
    0: "นับสมทบ", 1: "เข้ามาระหว่างปี ยังไม่ครบปี", 2: "พ้นจากสมาชิกก่อนสิ้นปี", 3: "เงินที่ลงสมุดในปีนี้ไม่ครบปี",
    4: "นับแล้วในกองทุนที่เข้าก่อน", 5: "ไม่มีเลขประจำตัว ตรวจซ้ำไม่ได้",
}  # fmt: skip


@dataclass(frozen=True)
class Closing:
    """The year as it came out: the nation's row, provinces, and members and satang by reason."""

    year_be: int
    nation: dict[str, int]
    provinces: list[dict[str, Any]]
    reasons: dict[int, dict[str, Any]]


def statements(folder: Path, year_be: int, rules: Rules) -> list[tuple[str, str]]:
    """The steps with their names, ready to run: also what a bench runs bare."""
    names = {t: source(folder, t, year_be) for t in TABLES}
    values = {**names, **asdict(rules), "first_day": first_day(year_be), "last_day": last_day(year_be)}
    return [(step, (SQL / f"{step}.sql").read_text(encoding="utf-8").format(**values)) for step in STEPS]


def connect(memory: str = "5GB", threads: int = 2, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that keeps to its limits; what does not fit goes to `spill`."""
    config: dict[str, Any] = {"memory_limit": memory, "threads": threads, "preserve_insertion_order": False}
    if spill is not None:
        config["temp_directory"] = str(spill)
    con = duckdb.connect(config=config)
    con.execute("SET enable_progress_bar = false")  # it would write between our own figures
    return con


def close_nation(
    folder: Path, year_be: int, rules: Rules | None = None, out: Path | None = None,
    progress: Callable[[str], None] = lambda step: None, memory: str = "5GB",
) -> Closing:  # fmt: skip
    """Run the steps and check that nothing was lost between raw rows and report.

    out: a folder that gets the result tables as Parquet, each whole or not at all. It can be stopped and run again.
    Errors: NO_COLUMNS; NOT_EQUAL when sums of the result and of the raw rows differ.
    """
    with connect(memory) as con:
        for step, sql in statements(folder, year_be, rules or Rules()):
            progress(step)
            con.execute(sql)
        _check(con, folder, year_be)
        columns = [c[0] for c in con.execute("SELECT * FROM report LIMIT 0").description]
        rows = [
            dict(zip(columns, r, strict=True)) for r in con.execute("SELECT * FROM report ORDER BY province").fetchall()
        ]
        reasons = {
            r: {"members": m, "satang": s, "th": REASONS[r]}
            for r, m, s in con.execute("SELECT reason, members, satang FROM reasons ORDER BY reason").fetchall()
        }
        if out is not None:
            _write(con, out, year_be)
    nation = {k: v for k, v in rows[0].items() if k != "province"}
    return Closing(year_be, nation, rows[1:], reasons)


def _check(con: duckdb.DuckDBPyConnection, folder: Path, year_be: int) -> None:
    contributions, claims = (source(folder, t, year_be) for t in ("contributions", "claims"))
    funds, movements = (source(folder, t, year_be) for t in ("funds", "movements"))
    raw = con.execute(
        "SELECT "
        + ", ".join(
            f"(SELECT coalesce(sum({column}), 0) FROM {table})"
            for column, table in (
                ("satang", contributions),
                ("satang", claims),
                ("opening", funds),
                ("satang", movements),
            )
        )
    ).fetchone()
    made = con.execute("SELECT contributed, benefits, balance FROM report WHERE province = ''").fetchone()
    assert raw is not None and made is not None  # noqa: S101 - a query without FROM always gives a row
    if (made[0], made[1], made[2]) != (raw[0], raw[1], raw[2] + raw[3] + raw[0] - raw[1]):
        raise BadInput(
            "NOT_EQUAL",
            "ยอดจากแถวดิบกับยอดในรายงานไม่เท่ากัน มีแถวที่ไม่มีสมาชิกหรือกองทุนรองรับ ตรวจชุดข้อมูลก่อน",
            "Raw rows and report differ: rows without a member or a fund; check the columns.",
        )


def _write(con: duckdb.DuckDBPyConnection, out: Path, year_be: int) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for table in ("member_years", "fund_years", "over_caps", "report", "reasons"):
        part, whole = out / f"{table}-{year_be}.part", out / f"{table}-{year_be}.parquet"
        con.execute(f"COPY {table} TO '{str(part).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
        part.replace(whole)
