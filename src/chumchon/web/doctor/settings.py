"""What the environment told the house: secret, hosts, encryption, the time."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings

from .finding import Finding, finding

LEAST_SECRET = 40
GUESSABLE = ("insecure", "change", "example", "only-for-tests", "password", "secret-key")
ONLY_HERE = {"localhost", "127.0.0.1", "[::1]", "testserver"}
EARLIEST, LATEST = 2026, 2199  # no book of this house lies outside; a date column ends before 2200


def look() -> Iterator[Finding]:
    """Faults of the settings."""
    secret = str(settings.SECRET_KEY)
    if len(secret) < LEAST_SECRET or len(set(secret)) < 12 or any(word in secret.lower() for word in GUESSABLE):
        yield finding("SECRET_WEAK")
    if settings.DEBUG:
        yield finding("DEBUG")
    if not settings.SECURE_SSL_REDIRECT:
        yield finding("PLAIN_HTTP")
    elif not (settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE):
        yield finding("COOKIES")
    yield from _names()
    if settings.TIME_ZONE != "Asia/Bangkok" or not settings.USE_TZ:
        yield finding("TIME_ZONE")
    now = datetime.now(UTC)
    if not EARLIEST <= now.year <= LATEST:
        yield finding("CLOCK", f"{now:%Y-%m-%d}")


def _names() -> Iterator[Finding]:
    hosts = {host.strip() for host in settings.ALLOWED_HOSTS}
    if any(host.startswith("*") for host in hosts):
        yield finding("HOSTS_ANY")
    elif hosts <= ONLY_HERE:
        yield finding("HOSTS_DEFAULT")
    if not settings.ORIGIN:
        yield finding("ORIGIN_NONE")
    elif not settings.ORIGIN.startswith("https://"):
        yield finding("ORIGIN_PLAIN")
