"""Addresses of the council itself: work, founding, members, resolutions, matters."""

from django.urls import path

from ..views import councils, papers, resolutions, seats

AT = "councils/<slug:code>"
urlpatterns = [
    path(f"{AT}/work", councils.work, name="council_work"),
    path(f"{AT}/found", councils.found, name="council_found"),
    path(f"{AT}/certificate", papers.certificate, name="council_certificate"),
    path(f"{AT}/term", councils.term, name="council_term"),
    path(f"{AT}/end", councils.end, name="council_end"),
    path(f"{AT}/members", seats.listing, name="council_seats"),
    path(f"{AT}/members/new", seats.new, name="council_seat_new"),
    path(f"{AT}/members/<int:sitter_id>/end", seats.end, name="council_seat_end"),
    path(f"{AT}/members/<int:sitter_id>/name", seats.names, name="council_seat_name"),
    path(f"{AT}/members/<int:sitter_id>/user", seats.user, name="council_seat_user"),
    path(f"{AT}/resolutions", resolutions.listing, name="council_resolutions"),
    path(f"{AT}/resolutions/<int:resolution_id>", resolutions.one, name="council_resolution"),
    path(f"{AT}/resolutions/<int:resolution_id>/step", resolutions.step, name="council_resolution_step"),
    path(f"{AT}/resolutions/<int:resolution_id>/send", resolutions.send, name="council_resolution_send"),
    path(f"{AT}/inbox", resolutions.inbox, name="council_inbox"),
    path(f"{AT}/inbox/merge", resolutions.merge, name="council_merge"),
    path(f"{AT}/inbox/<int:matter_id>", resolutions.matter, name="council_matter"),
    path(f"{AT}/inbox/<int:matter_id>/send", resolutions.send_on, name="council_matter_send"),
    path(f"{AT}/inbox/<int:matter_id>/answer", resolutions.answer, name="council_matter_answer"),
]
