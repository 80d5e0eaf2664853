"""Programmes for everybody: steps, ceilings, targets, each with its source."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from chumchon.access.http import public

from ..queries.programmes import programmes
from ..rules.programmes import TERMS, term_words


@public
def listing(request: HttpRequest) -> HttpResponse:
    """All programmes."""
    return render(request, "homes/programmes.html", {"programmes": programmes()})


@public
def detail(request: HttpRequest, programme: str) -> HttpResponse:
    """One programme."""
    found = get_object_or_404(programmes(), code=programme)
    terms = [(TERMS[t.key], term_words(t.key, t.value), t.source_th) for t in found.terms.all()]
    return render(request, "homes/programme.html", {"programme": found, "terms": terms})
