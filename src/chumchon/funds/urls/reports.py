"""Addresses of reports and of closing a year."""

from django.urls import path

from ..views import closing, reports

urlpatterns = [
    path("f/<slug:code>/reports", reports.reports, name="reports"),
    path("f/<slug:code>/reports/month", reports.month, name="report_month"),
    path("f/<slug:code>/reports/year", reports.year, name="report_year"),
    path("f/<slug:code>/reports/behind", reports.behind, name="report_behind"),
    path("f/<slug:code>/reports/status", reports.status, name="report_status"),
    path("f/<slug:code>/reports/close/<int:year>", closing.close, name="year_close"),
]
