"""The nation's addresses: the report stands at the front door, the officers' desk behind the sign-in."""

from django.urls import path

from . import views
from .desk import area_views as areas
from .desk import views as desk

urlpatterns = [
    path("", views.national, name="home"),
    path("nation/rows", views.reported_rows, name="nation_rows"),
    path("nation/books", views.books, name="nation_books"),
    path("nation/funds", views.funds, name="nation_funds"),
    path("desk", desk.frame, name="desk"),
    path("desk/funds", desk.funds, name="desk_funds"),
    path("desk/funds/<slug:code>", desk.fund, name="desk_fund"),
    path("desk/regions", areas.regions, name="desk_regions"),
    path("desk/tambons", areas.tambons, name="desk_tambons"),
    path("desk/governments", areas.governments, name="desk_governments"),
    path("desk/networks", areas.networks, name="desk_networks"),
    path("desk/networks/<int:network_id>", areas.network, name="desk_network"),
]
