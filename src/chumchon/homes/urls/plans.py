"""Addresses of the plan, of building, and of the public board."""

from django.urls import path

from ..views import board, building, corrections, plans

_PLAN, _WORKS = "h/<slug:code>/plan", "h/<slug:code>/works"

urlpatterns = [
    path(_PLAN, plans.plan, name="plan"),
    path(f"{_PLAN}/lines", plans.line, name="plan_line"),
    path(f"{_PLAN}/lines/<int:line_id>/drop", plans.drop, name="plan_drop"),
    path(f"{_PLAN}/boq", plans.boq, name="plan_boq"),
    path(f"{_PLAN}/options", plans.option, name="plan_option"),
    path(f"{_PLAN}/votes", plans.votes, name="plan_votes"),
    path(f"{_PLAN}/send", plans.send, name="plan_send"),
    path(_WORKS, building.works, name="works"),
    path(f"{_WORKS}/instalments", building.instalment, name="instalment_new"),
    path(f"{_WORKS}/instalments/<int:instalment_id>/photo", building.photo, name="instalment_photo"),
    path(f"{_WORKS}/instalments/<int:instalment_id>/vouch", building.vouch, name="instalment_vouch"),
    path(f"{_WORKS}/instalments/<int:instalment_id>/release", building.release, name="instalment_release"),
    path(f"{_WORKS}/instalments/<int:instalment_id>/mend", corrections.mend, name="instalment_mend"),
    path(f"{_WORKS}/purchases", building.purchase, name="purchase_new"),
    path(f"{_WORKS}/purchases/<int:purchase_id>/drop", corrections.drop, name="purchase_drop"),
    path(f"{_WORKS}/purchases/<int:purchase_id>/pay", building.pay, name="purchase_pay"),
    path("homes/board/<slug:board>", board.board, name="board"),
]
