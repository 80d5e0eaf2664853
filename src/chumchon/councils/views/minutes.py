"""Minutes on the screen: the draft, the signature at the table, later versions."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from chumchon.access.http import actor_of, needs, today
from chumchon.access.pages import do

from ..actions import minutes
from ..forms.meetings import SignForm
from ..queries import meetings as queries
from .common import council_of, show
from .meetings import meeting_of


def _page(request: HttpRequest, meeting_id: int, status: int = 200, **more: Any) -> HttpResponse:
    meeting = meeting_of(request, meeting_id)
    versions = queries.minutes_of(meeting)
    text = meeting.draft or (versions[-1].text if versions else "")
    context = {
        "meeting": meeting, "versions": versions, "text": text, "roll": queries.roll_of(meeting), "sign_form": SignForm(),
        "resolutions": queries.resolutions_at(meeting), "ballots": queries.ballots_of(meeting), **more,
    }  # fmt: skip
    return show(request, "minutes.html", context, status)


@never_cache
@needs("councils.meet")
def write(request: HttpRequest, code: str, meeting_id: int) -> HttpResponse:
    """Save the draft, or have it signed at the table; of signed minutes make a new version with its reason."""
    council, meeting = council_of(request, "councils.meet"), meeting_of(request, meeting_id)
    if request.method != "POST":
        return _page(request, meeting_id)
    text, reason = request.POST.get("text", ""), request.POST.get("reason", "")
    actor, now, day = actor_of(request), timezone.now(), today()
    if request.POST.get("do") != "sign":
        act = lambda: minutes.save_draft(council, meeting_id, text, actor, now, day)  # noqa: E731
        back = lambda refused: _page(request, meeting_id, 422, error=refused, text=text)  # noqa: E731
        return do(request, act, "เก็บร่างแล้ว", "council_minutes", back, code, meeting_id)
    form = SignForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting_id, 422, sign_form=form, text=text, reason=reason)
    who, secret = form.cleaned_data["username"], form.cleaned_data["secret"]

    def act_sign() -> None:
        if meeting.state == "signed":
            minutes.amend(council, meeting_id, text, reason, actor, who, secret, now, day)
        else:
            minutes.sign(council, meeting_id, text, actor, who, secret, now, day)

    back = lambda refused: _page(request, meeting_id, 422, error=refused, sign_form=form, text=text, reason=reason)  # noqa: E731
    return do(request, act_sign, "ลงนามรายงานการประชุมแล้ว", "council_meeting", back, code, meeting_id)
