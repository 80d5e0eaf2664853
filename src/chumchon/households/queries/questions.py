"""The versions of the questions, read from the room's own files."""

from datetime import date
from functools import cache
from pathlib import Path

from ..rules.questions import QuestionSet, parse, set_on

FOLDER = Path(__file__).parent.parent / "data"


@cache
def _read(folder: Path) -> tuple[QuestionSet, ...]:
    return tuple(parse(file.read_text()) for file in sorted(folder.glob("questions-*.toml")))


def versions() -> tuple[QuestionSet, ...]:
    """Every version that was ever asked. Errors: BAD_QUESTIONS."""
    return _read(FOLDER)


def version(name: str) -> QuestionSet | None:
    """The version of that name, None where nobody knows it."""
    return next((v for v in versions() if v.version == name), None)


def on(day: date) -> QuestionSet:
    """The version in force that day."""
    return set_on(versions(), day)
