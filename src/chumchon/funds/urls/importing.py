"""Addresses of the import of a fund's own book."""

from django.urls import path

from ..views import importing

_BATCH = "f/<slug:code>/import/<int:batch_id>"

urlpatterns = [
    path("f/<slug:code>/import", importing.listing, name="imports"),
    path(_BATCH, importing.detail, name="import_show"),
    path(f"{_BATCH}/columns", importing.columns, name="import_columns"),
    path(f"{_BATCH}/confirm", importing.confirm, name="import_confirm"),
    path(f"{_BATCH}/discard", importing.discard, name="import_discard"),
    path(f"{_BATCH}/undo", importing.undo, name="import_undo"),
    path(f"{_BATCH}/rejected.xlsx", importing.rejected, name="import_rejected"),
]
