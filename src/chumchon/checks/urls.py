"""Addresses of findings: the officers' queue, a fund's own page, the checks."""

from django.urls import path

from .views import desk, fund

urlpatterns = [
    path("desk/findings", desk.listing, name="desk_findings"),
    path("desk/findings/<int:finding_id>", desk.finding, name="desk_finding"),
    path("desk/findings/<int:finding_id>/step", desk.step, name="desk_finding_step"),
    path("desk/checks", desk.checks, name="desk_checks"),
    path("desk/checks/<slug:check>", desk.check, name="desk_check"),
    path("f/<slug:code>/findings", fund.listing, name="findings"),
    path("f/<slug:code>/findings/run", fund.run, name="findings_run"),
    path("f/<slug:code>/findings/<int:finding_id>", fund.finding, name="finding"),
    path("f/<slug:code>/findings/<int:finding_id>/answer", fund.answer, name="finding_answer"),
]
