"""What the environment says: three names, all with defaults that are right for one village on one machine."""

import os
import secrets
from pathlib import Path


def data_dir() -> Path:
    """CHUMCHON_DATA: the folder of files and keys; made when missing, closed to other users."""
    path = Path(os.environ.get("CHUMCHON_DATA") or Path.cwd() / "data").resolve()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def database_url() -> str:
    """CHUMCHON_DATABASE_URL: sqlite:///path or postgresql://…; default an SQLite file in the data folder."""
    return os.environ.get("CHUMCHON_DATABASE_URL") or f"sqlite:///{data_dir() / 'chumchon.sqlite3'}"


def secret_key() -> str:
    """CHUMCHON_SECRET_KEY, else a key made once and kept in the data folder, so that nothing secret is in the code."""
    given = os.environ.get("CHUMCHON_SECRET_KEY")
    if given:
        return given
    file = data_dir() / "secret.key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(64))
    return file.read_text().strip()


def flag(name: str, default: bool = False) -> bool:
    """A yes/no name of the environment: 1, true, yes and on mean yes."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}
