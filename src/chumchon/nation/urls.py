"""The nation's addresses: the report stands at the front door, the officers' desk behind the sign-in."""

from django.urls import path

from . import housing, views
from .desk import area_views as areas
from .desk import views as desk
from .strength import views as strength
from .tambon import views as tambon

urlpatterns = [
    path("", views.national, name="home"),
    path("nation/rows", views.reported_rows, name="nation_rows"),
    path("nation/books", views.books, name="nation_books"),
    path("nation/funds", views.funds, name="nation_funds"),
    path("nation/housing", housing.housing, name="nation_housing"),
    path("strength", strength.picture, name="strength"),
    path("strength/indicators", strength.indicators, name="strength_indicators"),
    path("tambons", tambon.find, name="tambons"),
    path("tambons/<str:tambon>", tambon.one, name="tambon"),
    path("programmes", tambon.programmes, name="nation_programmes"),
    path("programmes/<slug:programme_code>", tambon.programme, name="nation_programme"),
    path("desk/indicators", strength.weigh, name="desk_indicators"),
    path("desk", desk.frame, name="desk"),
    path("desk/funds", desk.funds, name="desk_funds"),
    path("desk/funds/<slug:code>", desk.fund, name="desk_fund"),
    path("desk/regions", areas.regions, name="desk_regions"),
    path("desk/tambons", areas.tambons, name="desk_tambons"),
    path("desk/governments", areas.governments, name="desk_governments"),
    path("desk/networks", areas.networks, name="desk_networks"),
    path("desk/networks/<int:network_id>", areas.network, name="desk_network"),
]
