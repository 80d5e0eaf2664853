"""What lies on the disk: keys that nobody else reads, everything that must be backed up, letters and pages."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from chumchon.paper.typeset import FONTS, typeset

from .finding import Finding, finding

OTHERS = 0o077
BACKUP_LIST = "backup.list"
ELSEWHERE = ("static", BACKUP_LIST)
"""What need not be copied: made again, or the list itself. The SQLite file has a way of its own (VACUUM INTO)."""
LETTERS = ("IBMPlexSansThaiLooped-Regular.ttf", "IBMPlexSansThaiLooped-SemiBold.ttf")
PAGES = (
    "web/css/tokens.css",
    "web/fonts/plex-looped-thai-400.woff2",
    "django_htmx/htmx-2.min.js",
    "web/js/chumchon.js",
)
LEAST_FREE = 1_000_000_000  # bytes


def look() -> Iterator[Finding]:
    """Faults of the files."""
    data = Path(settings.DATA_DIR)
    yield from _others(data)
    yield from _backup(data)
    for letter in LETTERS:
        if not (FONTS / letter).is_file():
            yield finding("NO_FONTS", letter)
    for page in PAGES:
        if finders.find(page) is None and not (Path(settings.STATIC_ROOT) / page).is_file():
            yield finding("NO_STATIC", page)
    yield from _paper()
    free = shutil.disk_usage(data).free
    if free < LEAST_FREE:
        yield finding("DISK_FULL", f"{free // 1_000_000} MB")


def _others(data: Path) -> Iterator[Finding]:
    """The folder, every key, the secret and the database's file: for the owner only."""
    private = [
        data,
        data / "keys",
        *sorted((data / "keys").glob("*")),
        data / "secret.key",
        *sorted(data.glob("*.sqlite3")),
    ]
    for path in private:
        if path.exists() and path.stat().st_mode & OTHERS:
            yield finding("OPEN_TO_OTHERS", str(path))


def _backup(data: Path) -> Iterator[Finding]:
    """Each thing in the data folder stands in the list of the backup, one a line, or lies in a folder of it."""
    held = sorted(
        p.name
        for p in data.iterdir()
        if p.name not in ELSEWHERE and ".sqlite3" not in p.name and not p.name.startswith(".")
    )  # fmt: skip
    if not (data / BACKUP_LIST).is_file():
        if held:
            yield finding("NO_BACKUP_LIST")
        return
    lines = {line.strip().strip("/") for line in (data / BACKUP_LIST).read_text(encoding="utf-8").splitlines()}
    for name in held:
        if name not in lines:
            yield finding("NOT_IN_BACKUP", name)


def _paper() -> Iterator[Finding]:
    with tempfile.TemporaryDirectory(prefix="chumchon-doctor-") as folder:
        source = Path(folder) / "one.typ"
        source.write_text('#set text(font: "IBM Plex Sans Thai Looped")\nทุกบาท', encoding="utf-8")
        try:
            made = typeset(source, {})
        except Exception as fault:  # whatever typst says: no paper can be printed
            yield finding("NO_PAPER", str(fault).splitlines()[0][:120])
            return
    if not made.startswith(b"%PDF"):
        yield finding("NO_PAPER", "typst")
