"""The demo's last chapter: the living tambon's year is counted and scored, so that its page and the nation's show it."""

from datetime import date

from ..models import Strength
from .actions import refresh

TITLE = "ตำบลเข้มแข็ง"
SIGN_INS: tuple[tuple[str, str], ...] = ()
YEARS = 4


def told() -> bool:
    """Something was scored already."""
    return Strength.objects.exists()


def tell(today: date) -> None:
    """Count and score what the other chapters told."""
    refresh(today, YEARS)
