"""Many new rows at once. Django's bulk_create asks every field of every row; a sheet of 500 receipts feels that."""

from collections.abc import Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

ROWS_A_STATEMENT = 500  # 500 rows of 12 columns stay under SQLite's 32,766 parameters
# Values of these fields go to the database as they are; all others are asked how they are written.
PLAIN = (models.BigIntegerField, models.PositiveIntegerField, models.CharField, models.ForeignKey)

Row = TypeVar("Row", bound=models.Model)


def insert_rows(rows: Sequence[Row]) -> list[Row]:
    """Insert new rows of one model and set their ids, in their order. No signals, no defaults of the database."""
    if not rows:
        return []
    live = connections[DEFAULT_DB_ALIAS]  # looked up once: the proxy costs more than writing a day
    fields = [f for f in rows[0]._meta.concrete_fields if not f.primary_key]
    values = attrgetter(*(f.attname for f in fields))
    asked = [i for i, f in enumerate(fields) if not isinstance(f, PLAIN)]
    ids: list[int] = []
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        part = [list(values(row)) for row in rows[start : start + ROWS_A_STATEMENT]]
        for i in asked:
            write = fields[i].get_db_prep_save
            for cells in part:
                cells[i] = write(cells[i], live)
        ids += _insert(live, rows[0]._meta.db_table, [str(f.column) for f in fields], part)
    for row, pk in zip(rows, ids, strict=True):
        row.pk = pk
        row._state.adding, row._state.db = False, live.alias
    return list(rows)


def _insert(live: BaseDatabaseWrapper, table: str, columns: list[str], part: list[list[Any]]) -> list[int]:
    names, one = ", ".join(f'"{c}"' for c in columns), f"({', '.join(['%s'] * len(columns))})"
    sql = f'INSERT INTO "{table}" ({names}) VALUES {", ".join([one] * len(part))} RETURNING id'  # noqa: S608 - our models
    with live.cursor() as cursor:
        cursor.execute(sql, list(chain.from_iterable(part)))
        return [row[0] for row in cursor.fetchall()]
