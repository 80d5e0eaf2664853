"""docs/benchmarks.md, section by section: each bench replaces its own and leaves the others alone."""

import platform
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def processor() -> str:
    """The processor's name and how many of them."""
    import os

    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return f"{line.split(':')[1].strip()} ({os.cpu_count()} cores)"
    return platform.machine()


def head(*more: str) -> str:
    """Day, machine and versions: the line under a section's title."""
    return ", ".join([date.today().isoformat(), processor(), f"Python {platform.python_version()}", *more])


def table(rows: list[tuple[str, ...]], titles: tuple[str, ...]) -> str:
    """Rows as a table of the page."""
    lines = [titles, tuple("---" for _ in titles), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"


def write_section(title: str, body: str) -> None:
    """Put the section into the page, in the place of the one that was there."""
    text = PAGE.read_text() if PAGE.exists() else "# Benchmarks\n"
    before, _, after = text.partition(f"\n## {title}\n")
    _, found, rest = after.partition("\n## ")
    PAGE.write_text(before.rstrip() + f"\n\n## {title}\n{body.strip()}\n" + (f"\n## {rest}" if found else ""))
