"""Doors and applications of a body."""

from django.urls import path

from ..views import bodies

AT = "sources/<slug:code>"
urlpatterns = [
    path(f"{AT}/", bodies.doors, name="doors"),
    path(f"{AT}/calls/<int:call_id>", bodies.door, name="door"),
    path(f"{AT}/calls/<int:call_id>/ask", bodies.ask, name="ask"),
    path(f"{AT}/applications", bodies.listing, name="applications"),
    path(f"{AT}/applications/<int:application_id>", bodies.one, name="application"),
    path(f"{AT}/applications/<int:application_id>/change", bodies.change, name="application_change"),
    path(f"{AT}/applications/<int:application_id>/papers", bodies.papers, name="application_papers"),
    path(f"{AT}/applications/<int:application_id>/papers/<int:ask_paper_id>", bodies.paper, name="application_paper"),
    path(f"{AT}/applications/<int:application_id>/send", bodies.send, name="application_send"),
    path(f"{AT}/applications/<int:application_id>/withdraw", bodies.withdraw, name="application_withdraw"),
    path(f"{AT}/applications/<int:application_id>/due", bodies.due, name="application_due"),
]
