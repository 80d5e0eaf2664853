"""Addresses of a savings group."""

from django.urls import path

from ..views import savings

_GROUP = "g/<slug:code>/"

urlpatterns = [
    path("h/<slug:code>/group/new", savings.new, name="group_new"),
    path(_GROUP, savings.home, name="group"),
    path(f"{_GROUP}members/new", savings.join, name="saver_new"),
    path(f"{_GROUP}members/<int:saver_id>", savings.saver, name="saver"),
    path(f"{_GROUP}members/<int:saver_id>/back", savings.give_back, name="saver_back"),
    path(f"{_GROUP}collect", savings.collect, name="savings_collect"),
    path(f"{_GROUP}receipts/<int:slip_id>", savings.receipt, name="savings_receipt"),
    path(f"{_GROUP}book", savings.book, name="group_book"),
]
