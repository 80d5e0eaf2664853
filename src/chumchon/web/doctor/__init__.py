"""`chumchon doctor`: is this server safe to open? Settings, files and database, each fault in Thai and English."""

from collections.abc import Callable, Iterator

from .finding import Finding


def examine() -> Iterator[Finding]:
    """Every fault of this server, the settings' first. Nothing is changed."""
    from . import database, files, settings

    looks: tuple[Callable[[], Iterator[Finding]], ...] = (settings.look, files.look, database.look)
    for look in looks:
        yield from look()
