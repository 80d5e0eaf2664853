"""The shell's own addresses."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("areas/search", views.area_search, name="area_search"),
    path("view/size", views.letter_size, name="letter_size"),
    path("view/language", views.language, name="language"),
]
