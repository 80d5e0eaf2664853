"""Addresses of meetings."""

from django.urls import path

from ..views import meetings, minutes, papers

AT = "councils/<slug:code>/meetings"
ONE = f"{AT}/<int:meeting_id>"
urlpatterns = [
    path(AT, meetings.listing, name="council_meetings"),
    path(f"{AT}/new", meetings.new, name="council_meeting_new"),
    path(ONE, meetings.one, name="council_meeting"),
    path(f"{ONE}/change", meetings.change, name="council_meeting_change"),
    path(f"{ONE}/cancel", meetings.cancel, name="council_meeting_cancel"),
    path(f"{ONE}/agenda", meetings.agenda, name="council_agenda"),
    path(f"{ONE}/attend", meetings.attend, name="council_attend"),
    path(f"{ONE}/paper", meetings.paper, name="council_paper"),
    path(f"{ONE}/elect", meetings.elect, name="council_elect"),
    path(f"{ONE}/resolve", meetings.resolve, name="council_resolve"),
    path(f"{ONE}/resolutions/<int:resolution_id>/strike", meetings.strike, name="council_strike"),
    path(f"{ONE}/minutes", minutes.write, name="council_minutes"),
    path(f"{ONE}/minutes/<int:version>", papers.minutes, name="council_minutes_paper"),
    path(f"{ONE}/invitation", papers.invitation, name="council_invitation"),
    path(f"{ONE}/list", papers.roll, name="council_roll"),
]
