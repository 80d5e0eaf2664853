"""The indicators' file, read and checked: a formula or a count that nobody knows is refused with its place."""

import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from chumchon.thai.errors import BadInput

from .counts import NAMES
from .rules import FORMULAS, Band, Catalogue, Indicator, Pillar

FILE = Path(__file__).parent / "data" / "indicators.toml"


@cache
def catalogue() -> Catalogue:
    """The house's own file, read once."""
    return read(FILE.read_text(encoding="utf-8"))


def read(text: str) -> Catalogue:
    """A catalogue from TOML. Errors: BAD_INDICATORS (the first fault, with its indicator)."""
    try:
        said = tomllib.loads(text)
        pillars = tuple(Pillar(**row) for row in said["pillar"])
        bands = tuple(sorted((Band(**row) for row in said["band"]), key=lambda b: -b.from_permille))
        indicators = tuple(_indicator(row, {p.code for p in pillars}) for row in said["indicator"])
        made = Catalogue(pillars, indicators, bands, said["source"], said["start_year_be"], said["target_year_be"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise _bad(str(fault)) from None
    if len({i.code for i in indicators}) != len(indicators):
        raise _bad("two indicators of one code")
    if not bands or bands[-1].from_permille != 0 or bands[-1].least_pillar_permille:
        raise _bad("the last band must begin at 0")
    return made


def _indicator(row: dict[str, Any], pillars: set[str]) -> Indicator:
    known = {f.name for f in fields(Indicator)}
    if set(row) - known:
        raise _bad(f"{row.get('code')}: {sorted(set(row) - known)[0]}")
    made = Indicator(**row)
    wrong = (
        (made.formula not in FORMULAS, f"formula {made.formula}"),
        (made.pillar not in pillars, f"pillar {made.pillar}"),
        (any(name not in NAMES for name in made.names()), f"count {made.names()}"),
        ((made.formula == "share") != bool(made.of), "share needs `of`, and nothing else has it"),
        ((made.formula == "reach") != (made.goal > 0), "reach needs `goal`, and nothing else has it"),
        (made.weight < 0, "weight below zero"),
    )
    for fault, words in wrong:
        if fault:
            raise _bad(f"{made.code}: {words}")
    return made


def _bad(words: str) -> BadInput:
    return BadInput(
        "BAD_INDICATORS", f"แฟ้มตัวชี้วัดผิด: {words} แก้แฟ้มแล้วลองใหม่", f"The file of indicators is wrong: {words}."
    )
