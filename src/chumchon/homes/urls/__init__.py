"""Addresses of housing, by noun; each noun's module is a list of paths of its own."""

from . import houses, loans, plans, projects, savings, siblings, survey

urlpatterns = [
    *projects.urlpatterns,
    *survey.urlpatterns,
    *savings.urlpatterns,
    *loans.urlpatterns,
    *plans.urlpatterns,
    *houses.urlpatterns,
    *siblings.urlpatterns,
]
