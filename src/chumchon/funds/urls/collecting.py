"""Addresses of collection days, of what phones send, and of the counter."""

from django.urls import path

from ..views import collecting, counter, sheets, takings

_SHEET = "f/<slug:code>/sheets/<int:sheet_id>"

urlpatterns = [
    path("f/<slug:code>/sheets", sheets.listing, name="sheets"),
    path("f/<slug:code>/sheets/late", takings.late_list, name="late"),
    path("f/<slug:code>/sheets/blank/<int:village>", sheets.blank, name="sheet_blank"),
    path(_SHEET, collecting.sheet, name="sheet"),
    path(f"{_SHEET}/close", sheets.close, name="sheet_close"),
    path(f"{_SHEET}/paper", takings.paper, name="sheet_paper"),
    path(f"{_SHEET}/members/<int:member_id>", collecting.member, name="sheet_member"),
    path("f/<slug:code>/entries", takings.entries, name="entries"),
    path("f/<slug:code>/counter", counter.counter, name="counter"),
    path("f/<slug:code>/counter/<int:member_id>", counter.member, name="counter_member"),
]
