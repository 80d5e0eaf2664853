"""Rows as a file for a spreadsheet: UTF-8 with its mark, so that Excel reads Thai, and no cell that acts as a formula."""

import csv
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

_NUMBER = re.compile(r"-[0-9,]+(\.[0-9]+)?")


def safe_cell(value: object) -> str:
    """Text that a spreadsheet will not run; an amount below zero stays a number."""
    text = str(value)
    runs = text.startswith(("=", "+", "-", "@", "\t", "\r")) and not _NUMBER.fullmatch(text)
    return "'" + text if runs else text


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The rows as a file of that name."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(answer)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return answer
