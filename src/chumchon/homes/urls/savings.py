"""Addresses of a savings group."""

from django.urls import path

from ..views import closing, group_payments, my_home, savings

_GROUP = "g/<slug:code>/"

urlpatterns = [
    path("h/<slug:code>/group/new", savings.new, name="group_new"),
    path(_GROUP, savings.home, name="group"),
    path(f"{_GROUP}members/new", savings.join, name="saver_new"),
    path(f"{_GROUP}members/<int:saver_id>", savings.saver, name="saver"),
    path(f"{_GROUP}members/<int:saver_id>/back", savings.give_back, name="saver_back"),
    path(f"{_GROUP}members/<int:saver_id>/leave", group_payments.leave, name="saver_leave"),
    path(f"{_GROUP}collect", savings.collect, name="savings_collect"),
    path(f"{_GROUP}receipts/<int:slip_id>", savings.receipt, name="savings_receipt"),
    path(f"{_GROUP}book", savings.book, name="group_book"),
    path(f"{_GROUP}pay", group_payments.pay, name="group_pay"),
    path(f"{_GROUP}members/<int:saver_id>/passbook", my_home.passbook, name="saver_passbook"),
    path(f"{_GROUP}members/<int:saver_id>/sign-in", my_home.sign_in, name="saver_sign_in"),
    path(f"{_GROUP}members/<int:saver_id>/sign-in/end", my_home.sign_in_end, name="saver_sign_in_end"),
    path(f"{_GROUP}years/<int:year>/close", closing.close, name="group_close"),
    path("me/home", my_home.mine, name="my_home"),
    path("me/home/<uuid:home>", my_home.mine_of, name="my_home_of"),
]
