"""Calls: for anybody, and for officers."""

from django.urls import path

from ..views import officers, public

urlpatterns = [
    path("calls/", public.calls, name="calls"),
    path("calls/<int:call_id>", public.call, name="call"),
    path("calls/manage", officers.manage, name="calls_manage"),
    path("calls/manage/new", officers.new, name="call_new"),
    path("calls/manage/<int:call_id>", officers.one, name="call_manage"),
    path("calls/manage/<int:call_id>/change", officers.change, name="call_change"),
    path("calls/manage/<int:call_id>/step", officers.step, name="call_step"),
    path("calls/manage/<int:call_id>/fits", officers.candidates, name="call_fits"),
    path("calls/applications", officers.applications, name="applications_sent"),
    path("calls/applications/<int:ask_id>", officers.application, name="application_sent"),
    path("calls/applications/<int:ask_id>/decide", officers.decide, name="application_decide"),
    path("calls/applications/<int:ask_id>/due", officers.due, name="application_sent_due"),
    path("calls/applications/<int:ask_id>/papers/<int:ask_sheet_id>", officers.paper, name="application_sent_paper"),
]
