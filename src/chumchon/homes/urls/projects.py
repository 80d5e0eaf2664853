"""Addresses of projects."""

from django.urls import path

from ..views import programmes, projects

_PROJECT = "h/<slug:code>/"

urlpatterns = [
    path("homes/", projects.listing, name="homes"),
    path("homes/new", projects.new, name="project_new"),
    path("homes/programmes", programmes.listing, name="programmes"),
    path("homes/programmes/<slug:programme>", programmes.detail, name="programme"),
    path(_PROJECT, projects.detail, name="project"),
    path(f"{_PROJECT}word", projects.word, name="project_word"),
    path(f"{_PROJECT}place", projects.place, name="project_place"),
    path(f"{_PROJECT}outline", projects.outline, name="project_outline"),
    path(f"{_PROJECT}partners/new", projects.partner, name="partner_new"),
    path(f"{_PROJECT}partners/<int:partner_id>/kept", projects.kept, name="partner_kept"),
    path(f"{_PROJECT}meetings/new", projects.meeting, name="home_meeting_new"),
    path(f"{_PROJECT}papers", projects.paper, name="project_papers"),
    path(f"{_PROJECT}papers/<int:document_id>", projects.read_paper, name="project_paper"),
    path(f"{_PROJECT}end", projects.end, name="project_end"),
]
