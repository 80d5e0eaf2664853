"""Papers of a council: certificates, the invitation, the list to sign, minutes in each version."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from chumchon.access.http import needs, today
from chumchon.paper.http import absolute, pdf_response
from chumchon.paper.typeset import typeset
from chumchon.thai.dates import long_th

from .. import printed
from ..models import Council
from ..queries import meetings as queries
from ..queries.groups import group_of
from .common import council_of
from .meetings import meeting_of


def _check(request: HttpRequest, code: str) -> str:
    return absolute(request, reverse("council_check", args=[code]))


@require_safe
@needs("councils.read")
def group_certificate(request: HttpRequest, code: str, group_id: int) -> HttpResponse:
    """ใบสำคัญการจดแจ้งองค์กรชุมชน."""
    group = group_of(council_of(request), group_id)
    if group is None or not group.number or group.registered_on is None:
        raise Http404
    made = printed.group_certificate(group, _check(request, group.public_code), today())
    return pdf_response(made, f"organisation-{group.number}-{group.year_be}")


@require_safe
@needs("councils.read")
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """ใบสำคัญการจัดตั้งสภาองค์กรชุมชน."""
    council: Council = council_of(request)
    if not council.number or council.founded_on is None:
        raise Http404
    made = printed.council_certificate(council, _check(request, council.public_code), today())
    return pdf_response(made, f"council-{council.number}-{council.year_be}")


def _head(request: HttpRequest, meeting_id: int) -> tuple[Any, dict[str, Any]]:
    meeting = meeting_of(request, meeting_id)
    return meeting, printed.head_of(meeting)


@require_safe
@needs("councils.read")
def invitation(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """หนังสือเชิญประชุม with the agenda, and a page to hand out for each member where asked (`?each=1`)."""
    meeting, data = _head(request, meeting_id)
    seats = queries.seats_at(meeting)
    chair = next((s.person.name for s in seats if s.position == "chair"), "")
    to = [f"{s.person.name} ({s.sender})" for s in seats] if request.GET.get("each") == "1" else ["สมาชิกสภาทุกคน"]
    data |= {"to": to, "agenda": [item.title for item in meeting.agenda.all()], "chair": chair}
    data["called"] = long_th(meeting.called_at.date())
    return pdf_response(
        typeset(printed.PAPERS / "invitation.typ", data), f"invitation-{meeting.number}-{meeting.year_be}"
    )


@require_safe
@needs("councils.read")
def roll(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """ใบรายชื่อ to sign: its numbers are what is typed afterwards."""
    meeting, data = _head(request, meeting_id)
    lines = queries.roll_of(meeting)
    data |= {
        "rows": [[x.seat.number, x.seat.person.name, x.seat.sender, x.seat.get_position_display()] for x in lines.lines],
        "needed": lines.needed, "seats": lines.seats,
    }  # fmt: skip
    return pdf_response(typeset(printed.PAPERS / "roll.typ", data), f"list-{meeting.number}-{meeting.year_be}")


@require_safe
@needs("councils.read")
def minutes(request: HttpRequest, code: str, meeting_id: int, version: int) -> HttpResponse:
    """รายงานการประชุม of one version, printed from what was frozen when it was signed."""
    meeting = meeting_of(request, meeting_id)
    row = next((m for m in queries.minutes_of(meeting) if m.version == version), None)
    if row is None:
        raise Http404
    made = printed.minutes_paper(meeting, row)
    return pdf_response(made, f"minutes-{meeting.number}-{meeting.year_be}-v{version}")
