"""Run checks over columns."""

from collections.abc import Iterable, Mapping

from ..columns import Columns
from . import RULES
from .found import Found


def run(columns: Columns, checks: Iterable[tuple[str, Mapping[str, int]]]) -> list[Found]:
    """What the named checks find with their parameters; a code without a rule is left out."""
    found: list[Found] = []
    for code, parameters in checks:
        rule = RULES.get(code)
        if rule is not None:
            found += rule(columns, parameters)
    return found
