"""Addresses of a person's own pages, of a fund's users and of its audit trail."""

from django.urls import path

from .views import audit, me, users

urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/role", me.choose_role, name="choose_role"),
    path("me/account", me.account, name="my_account"),
    path("me/pin", me.pin, name="my_pin"),
    path("me/funds", me.funds, name="my_funds"),
    path("f/<slug:code>/users", users.listing, name="users"),
    path("f/<slug:code>/users/add", users.add, name="user_add"),
    path("f/<slug:code>/users/role", users.add_role, name="role_add"),
    path("f/<slug:code>/grants/<int:grant_id>/end", users.end, name="grant_end"),
    path("f/<slug:code>/audit", audit.trail, name="audit"),
]
