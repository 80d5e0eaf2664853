"""Addresses of opening a fund, its first page, its settings and its cut-off sheet."""

from django.urls import path

from ..views import committee, cutoff, fund, home

urlpatterns = [
    path("funds/new", fund.new, name="fund_new"),
    path("f/<slug:code>/", home.home, name="fund_home"),
    path("f/<slug:code>/settings", committee.settings, name="settings"),
    path("f/<slug:code>/settings/plan", committee.plan, name="plan_change"),
    path("f/<slug:code>/settings/promptpay", committee.promptpay, name="promptpay_set"),
    path("f/<slug:code>/settings/bank", committee.bank_add, name="bank_add"),
    path("f/<slug:code>/committee", committee.committee, name="committee"),
    path("f/<slug:code>/committee/<int:seat_id>/end", committee.seat_end, name="seat_end"),
    path("f/<slug:code>/cutoff", cutoff.cutoff, name="cutoff"),
    path("f/<slug:code>/cutoff/save", cutoff.save, name="cutoff_save"),
    path("f/<slug:code>/cutoff/sign", cutoff.sign, name="cutoff_sign"),
    path("f/<slug:code>/cutoff/paper", cutoff.paper, name="cutoff_paper"),
    path("f/<slug:code>/cutoff/members/<int:village>", cutoff.members, name="cutoff_members"),
]
