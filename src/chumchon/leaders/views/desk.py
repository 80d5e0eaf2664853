"""The officers' desk of leaders and knowledge: what waits for a second person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chumchon.access.http import actor_of, needs, today
from chumchon.access.rules import areas_of

from ..queries import waiting as queries

MOST = 100


@require_safe
@needs("leaders.sign")
def waiting(request: HttpRequest) -> HttpResponse:
    """Certificates and stories of the officer's areas that wait, the longest waiting first."""
    areas = areas_of(actor_of(request), "leaders.sign", today())
    trainings, stories = queries.trainings(areas), queries.stories(areas)
    context = {
        "trainings": trainings[:MOST],
        "stories": stories[:MOST],
        "most": MOST,
        "counts": (trainings.count(), stories.count()),
    }
    return render(request, "leaders/waiting.html", context)
