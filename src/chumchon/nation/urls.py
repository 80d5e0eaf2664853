"""The nation's addresses: the report stands at the front door."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.national, name="home"),
    path("nation/rows", views.reported_rows, name="nation_rows"),
    path("nation/books", views.books, name="nation_books"),
    path("nation/funds", views.funds, name="nation_funds"),
]
