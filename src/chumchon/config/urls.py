"""Every address of the house; each room brings its own."""

from django.urls import include, path

from chumchon.web.urls import closed_accounts

urlpatterns = [
    path("accounts/", include(closed_accounts)),
    path("accounts/", include("allauth.urls")),
    path("", include("chumchon.access.urls")),
    path("", include("chumchon.funds.urls")),
    path("", include("chumchon.checks.urls")),
    path("", include("chumchon.matching.urls")),
    path("", include("chumchon.homes.urls")),
    path("", include("chumchon.households.urls")),
    path("", include("chumchon.councils.urls")),
    path("", include("chumchon.relief.urls")),
    path("", include("chumchon.leaders.urls")),
    path("", include("chumchon.sources.urls")),
    path("", include("chumchon.nation.urls")),
    path("", include("chumchon.web.urls")),
]
handler400 = "chumchon.web.errors.bad_request"
handler403 = "chumchon.web.errors.forbidden"
handler404 = "chumchon.web.errors.not_found"
handler500 = "chumchon.web.errors.server_error"
