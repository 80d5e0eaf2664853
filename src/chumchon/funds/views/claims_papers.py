"""Papers of a claim that is open: put in, or read by those who decide."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.thai.errors import Plain

from ..actions import evidence
from ..queries import claims as queries
from ..rules.evidence import MOST_BYTES
from .claims import own_claim, show_claim
from .common import fund_of


@needs("claims.enter")
def papers(request: HttpRequest, code: str, claim_id: int) -> HttpResponse:
    """Put papers in: files by the label of each, or originals that were seen."""
    claim = own_claim(request, claim_id)
    if request.method != "POST":
        return redirect("claim", code, claim_id)
    label, seen = request.POST.get("label", ""), request.POST.getlist("seen")
    try:
        files = [(label, f.read(MOST_BYTES + 1)) for f in request.FILES.getlist("paper")]
        cleaned = evidence.cleaned(files)
        evidence.add_papers(fund_of(request), claim_id, actor_of(request), cleaned, seen, timezone.now(), today())
    except Plain as refused:
        return show_claim(request, claim, refused)
    messages.success(request, "แนบหลักฐานแล้ว")
    return redirect("claim", code, claim_id)


@never_cache
@needs("claims.read_health")
def paper(request: HttpRequest, code: str, claim_id: int, paper_id: int) -> HttpResponse:
    """A paper, as a file of its own that runs nothing; the reading is written down."""
    claim = own_claim(request, claim_id)
    kept = [*queries.evidence_of(claim), *queries.former_papers(claim)]
    row = next((p for p in kept if p.pk == paper_id), None)
    if row is None or not row.file_name:
        raise Http404
    content = evidence.read_paper(row, actor_of(request), timezone.now(), today())
    answer = HttpResponse(content, content_type=row.mime)
    end = "pdf" if row.mime == "application/pdf" else "jpg"
    answer["Content-Disposition"] = f'inline; filename="paper-{claim.number}-{row.pk}.{end}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "no-store"
    return answer
