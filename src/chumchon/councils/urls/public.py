"""Public addresses, and those that name no council."""

from django.urls import path

from ..views import calendar, councils, public, settings

urlpatterns = [
    path("councils/", public.councils, name="councils"),
    path("councils/organisations", public.organisations, name="organisations"),
    path("councils/calendar", calendar.page, name="council_calendar"),
    path("councils/calendar.ics", calendar.feed, name="council_feed"),
    path("councils/settings", settings.settings, name="council_settings"),
    path("councils/settings/kinds/<slug:kind_code>", settings.kind, name="council_kind"),
    path("councils/settings/rules", settings.rule, name="council_rule"),
    path("councils/mine", councils.mine, name="my_councils"),
    path("councils/new", councils.new, name="council_new"),
    path("councils/check/<str:cert_code>", public.check, name="council_check"),
    path("councils/<slug:code>", public.council, name="council"),
    path("councils/<slug:code>/told/<int:resolution_id>", public.resolution, name="council_told"),
]
