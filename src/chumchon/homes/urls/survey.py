"""Addresses of the survey."""

from django.urls import path

from ..views import survey

_SURVEY = "h/<slug:code>/survey"

urlpatterns = [
    path("h/worker.js", survey.worker, name="survey_worker"),
    path(_SURVEY, survey.listing, name="survey"),
    path(f"{_SURVEY}/new", survey.new, name="survey_new"),
    path(f"{_SURVEY}/<int:house_id>", survey.house, name="survey_house"),
    path(f"{_SURVEY}/entries", survey.entries, name="survey_entries"),
    path(f"{_SURVEY}/import", survey.sheet, name="survey_import"),
    path(f"{_SURVEY}/xlsform", survey.form_file, name="survey_xlsform"),
]
