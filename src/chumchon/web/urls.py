"""The shell's own addresses."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("about", views.home, name="about"),
    path("areas/search", views.area_search, name="area_search"),
    path("view/size", views.letter_size, name="letter_size"),
    path("view/language", views.language, name="language"),
]

# Pages of allauth that would need e-mail, shut before allauth's own addresses are read (config/urls.py).
closed_accounts = [
    re_path(r"^(?:email|confirm-email|password/(?:reset|set)|login/code|phone|signup)(?:/.*)?$", views.ask_the_fund)
]
