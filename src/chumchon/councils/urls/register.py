"""Addresses of the register."""

from django.urls import path

from ..views import groups, papers

AT = "councils/<slug:code>/groups"
urlpatterns = [
    path(AT, groups.listing, name="council_groups"),
    path(f"{AT}/new", groups.new, name="council_group_new"),
    path(f"{AT}/<int:group_id>", groups.one, name="council_group"),
    path(f"{AT}/<int:group_id>/change", groups.change, name="council_group_change"),
    path(f"{AT}/<int:group_id>/confirm", groups.confirm, name="council_group_confirm"),
    path(f"{AT}/<int:group_id>/return", groups.give_back, name="council_group_return"),
    path(f"{AT}/<int:group_id>/year", groups.say_year, name="council_group_year"),
    path(f"{AT}/<int:group_id>/end", groups.end, name="council_group_end"),
    path(f"{AT}/<int:group_id>/book", groups.book, name="council_group_book"),
    path(f"{AT}/<int:group_id>/papers", groups.papers, name="council_group_papers"),
    path(f"{AT}/<int:group_id>/papers/<int:file_id>", groups.paper, name="council_group_paper"),
    path(f"{AT}/<int:group_id>/certificate", papers.group_certificate, name="council_group_certificate"),
]
