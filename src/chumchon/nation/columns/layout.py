"""What lies in a folder of columns. Money is satang, days are C.E., years are B.E. fiscal years (1 October to 30 September).

Every table lies by year and province, <table>/year=YYYY/province=PP/:
funds          fund INT, code TEXT, area TEXT, kind TEXT, opening BIGINT (money on the year's first day)
members        member INT, fund INT, person UBIGINT (keyed hash; 0 unknown), joined DATE, left_on DATE?, died_on DATE?
contributions  member INT, fund INT, day DATE, satang INT
claims         claim INT, member INT, fund INT, day DATE, kind TINYINT, nights SMALLINT, satang INT
movements      fund INT, day DATE, account TEXT, satang BIGINT (other income above zero, other spending below)
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from chumchon.thai.errors import BadInput

TABLES = ("funds", "members", "contributions", "claims", "movements")


@dataclass(frozen=True)
class Rules:
    """What a year is closed by; the defaults are those of the match round [f]. Satang and nights."""

    full_year_satang: int = 36_500
    match_ceiling_satang: int = 36_500
    nights_a_year: int = 10
    benefits_a_year_satang: int = 500_000
    kind_hospital: int = 2
    kind_death: int = 4


def first_day(year_be: int) -> date:
    """1 October that begins the B.E. fiscal year."""
    return date(year_be - 544, 10, 1)


def last_day(year_be: int) -> date:
    """30 September that ends it."""
    return date(year_be - 543, 9, 30)


def year_of(day: date) -> int:
    """The B.E. fiscal year that a day lies in."""
    return day.year + 543 + (day.month >= 10)


def source(folder: Path, table: str, year_be: int) -> str:
    """The SQL that reads a table of the folder, of one year. Errors: NO_COLUMNS with what is missing."""
    where = folder / table / f"year={year_be}"
    if not any(where.rglob("*.parquet")):
        raise BadInput(
            "NO_COLUMNS",
            f"ไม่พบข้อมูล {table} ใน {folder} ส่งออกด้วย columns-export ก่อน หรือเลือกโฟลเดอร์อื่น",
            f"No {table} columns in {folder}; export them first or choose another folder.",
        )
    pattern = str(where / "**" / "*.parquet").replace("'", "''")
    return f"read_parquet('{pattern}', hive_partitioning=true, hive_types={{'province': VARCHAR}})"
