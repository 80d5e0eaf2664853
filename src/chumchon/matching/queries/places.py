"""Where a fund lies today: a tambon's code that ended leads on to the one that followed."""

from chumchon.access.models import Organisation
from chumchon.areas.models import Subdistrict

MOST_STEPS = 10


def area_of(organisation: Organisation) -> str:
    """The code of the tambon in which the organisation lies now, past codes that ended."""
    return current(organisation.subdistrict).code


def current(area: Subdistrict) -> Subdistrict:
    """The tambon itself, or the one that its code became."""
    for _ in range(MOST_STEPS):
        if area.successor is None:
            return area
        area = area.successor
    return area
