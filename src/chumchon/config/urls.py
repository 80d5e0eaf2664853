"""Every address of the house; each room brings its own."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("chumchon.access.urls")),
    path("", include("chumchon.funds.urls")),
    path("", include("chumchon.web.urls")),
]
handler400 = "chumchon.web.views.bad_request"
handler403 = "chumchon.web.views.forbidden"
handler404 = "chumchon.web.views.not_found"
handler500 = "chumchon.web.views.server_error"
