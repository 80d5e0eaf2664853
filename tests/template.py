"""The test database of SQLite as it stands after the migrations, kept beside the system's temporary files.

Migrating and loading the nation's 7,436 tambons takes longer than most test files. The copy is named by what it was made
from (every migration, the tables' guards, the areas, the versions of what is installed), so a changed migration never
meets an old copy. PostgreSQL is made anew in every run.
"""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = (
    "src/chumchon/*/migrations/*.py",
    "src/chumchon/access/append_only.py",
    "src/chumchon/areas/*.py",
    "src/chumchon/*/data/*.toml",
)
ALSO = ("src/chumchon/config/settings.py", "requirements/dev.txt")


def path() -> Path:
    """Where the copy lies that fits the code as it is now; it may not exist yet."""
    digest = hashlib.sha256()
    files = [file for pattern in SOURCES for file in ROOT.glob(pattern)] + [ROOT / name for name in ALSO]
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    folder = Path(tempfile.gettempdir()) / f"chumchon-template-{os.getuid()}"
    return folder / f"{digest.hexdigest()[:24]}.sqlite3"


def copy_to(database: str) -> bool:
    """Lay the copy where the tests expect their database. False: there is none yet."""
    if not path().exists():
        return False
    shutil.copyfile(path(), database)
    return True


def keep(database: str) -> None:
    """Keep a freshly migrated database for the next run; two at once do not harm each other. Older copies go."""
    target = path()
    target.parent.mkdir(mode=0o700, exist_ok=True)
    made = target.with_suffix(f".{os.getpid()}")
    with sqlite3.connect(database) as connection:
        connection.execute("VACUUM INTO ?", (str(made),))
    made.replace(target)
    for old in sorted(target.parent.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime)[:-6]:
        old.unlink(missing_ok=True)
