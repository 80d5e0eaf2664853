"""The measures of the house as rows, so that figures can point at them."""

from ..measures import MEASURES
from ..models import Measure


def load_measures() -> None:
    """Every measure of the house, added or brought up to date."""
    for position, row in enumerate(MEASURES):
        Measure.objects.update_or_create(code=row.code, defaults={**row._asdict(), "position": position})
