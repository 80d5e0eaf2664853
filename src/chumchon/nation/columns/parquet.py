"""Rows to one Parquet file of a table of the layout, written beside and renamed: whole or not there."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

NO_DAY = int(np.iinfo(np.int32).min)
"""Stands for no day among days since 1970-01-01."""
COLUMNS: dict[str, dict[str, str]] = {
    "funds": {"fund": "INTEGER", "code": "VARCHAR", "area": "VARCHAR", "kind": "VARCHAR", "opening": "BIGINT"},
    "members": {
        "member": "INTEGER", "fund": "INTEGER", "person": "UBIGINT", "joined": "DATE", "left_on": "DATE", "died_on": "DATE",
    },
    "contributions": {"member": "INTEGER", "fund": "INTEGER", "day": "DATE", "satang": "INTEGER"},
    "claims": {
        "claim": "INTEGER", "member": "INTEGER", "fund": "INTEGER", "day": "DATE", "kind": "TINYINT", "nights": "SMALLINT",
        "satang": "INTEGER",
    },
    "movements": {"fund": "INTEGER", "day": "DATE", "account": "VARCHAR", "satang": "BIGINT"},
}  # fmt: skip
_NUMPY = {
    "INTEGER": "i8",
    "BIGINT": "i8",
    "TINYINT": "i8",
    "SMALLINT": "i8",
    "UBIGINT": "u8",
    "DATE": "i4",
    "VARCHAR": "O",
}


def write(
    con: duckdb.DuckDBPyConnection, folder: Path, columns: dict[str, str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """One file, written beside and renamed."""
    folder.mkdir(parents=True, exist_ok=True)
    turned = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = {
        name: np.array(values, dtype=_NUMPY[kind]) for (name, kind), values in zip(columns.items(), turned, strict=True)
    }
    con.register("part", arrays)
    part, whole = folder / ".data.part", folder / "data.parquet"
    con.execute(
        f"COPY (SELECT {', '.join(_said(*c) for c in columns.items())} FROM part) TO '{_quoted(part)}' (FORMAT parquet)"
    )
    con.unregister("part")
    part.replace(whole)


def _said(name: str, kind: str) -> str:
    if kind == "DATE":
        return f"CASE WHEN {name} <> {NO_DAY} THEN DATE '1970-01-01' + {name}::INTEGER END AS {name}"
    return f"{name}::{kind} AS {name}"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
