"""What anybody sees of leaders: those who agreed, one page each; and a leader's own page, where they agree."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from chumchon.access.http import actor_of, public, signed_in
from chumchon.access.pages import asked, pages, wants_csv
from chumchon.access.sheets import csv_response
from chumchon.access.walls import whole_nation
from chumchon.thai.errors import Plain

from ..actions import leaders as acts
from ..models import Leader
from ..queries import leaders as queries
from ..rules.trainings import hours_words
from .certificates import certificate_pdf
from .common import digits

HEAD = ("ชื่อ", "พื้นที่", "ใบรับรอง", "ทักษะ", "เกียรติคุณ")


@public
@require_safe
@whole_nation()  # those alone who agreed to be seen
def people(request: HttpRequest) -> HttpResponse:
    """Leaders who agreed to be seen, with filters in the address; `?format=csv` gives the rows as a file."""
    said = asked(request, ("skill", "honour", "area"))
    filters = queries.Filters(**{**said, "area": digits(said["area"])})
    rows = queries.shown(filters)
    if wants_csv(request):
        lines = ([r.person.name, r.subdistrict.label, r.certificate_count, r.skill_count, r.honour_count] for r in rows)
        return csv_response("leaders.csv", HEAD, lines)
    page, address = pages(request, rows)
    context = {
        "page": page, "address": address, "filters": filters, "sums": queries.sums(page), "skills": queries.skills(),
        "honours": queries.honour_kinds(),
    }  # fmt: skip
    return render(request, "leaders/public_people.html", context)


def _shown(row: Leader) -> dict[str, Any]:
    known = queries.known(row)
    return {"leader": row, "known": known, "hours": hours_words(known.minutes) if known.minutes else ""}


@public
@require_safe
@whole_nation()
def person(request: HttpRequest, leader_uid: Any) -> HttpResponse:
    """A leader who agreed; nobody finds the others, not even that they are there."""
    row = queries.public_leader(leader_uid)
    if row is None:
        raise Http404
    return render(request, "leaders/public_person.html", _shown(row))


@signed_in
@whole_nation()  # one's own row alone, by the sign-in
def mine(request: HttpRequest) -> HttpResponse:
    """The own page: what the register knows of oneself, and whether anybody may see it."""
    row = Leader.objects.select_related("person", "subdistrict__district__province", "village")
    own = row.filter(user=actor_of(request).user_id).first()
    error: Plain | None = None
    if request.method == "POST":
        given = request.POST.get("given") == "1"
        try:
            acts.consent_of_own(given, request.POST.get("about", ""), actor_of(request), timezone.now())
        except Plain as refused:
            error = refused
        else:
            messages.success(request, "บันทึกแล้ว ใครก็เปิดหน้าของคุณได้" if given else "บันทึกแล้ว คนนอกไม่เห็นหน้าของคุณ")
            return redirect("my_leader")
    context = {**(_shown(own) if own else {}), "error": error}
    return render(request, "leaders/mine.html", context, status=422 if error else 200)


@signed_in
@require_safe
@whole_nation()
def my_certificate(request: HttpRequest, own_certificate: int) -> HttpResponse:
    """The paper of one's own certificate."""
    own = Leader.objects.filter(user=actor_of(request).user_id).first()
    found = (
        own.certificates.select_related("leader__person", "organisation", "by").filter(pk=own_certificate)
        if own
        else None
    )
    row = found.first() if found is not None else None
    if row is None:
        raise Http404
    return certificate_pdf(request, row)
