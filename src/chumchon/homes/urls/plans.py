"""Addresses of the plan, of building, and of the public board."""

from django.urls import path

from ..views import amendments, board, building, corrections, plans

_PLAN, _WORKS = "h/<slug:code>/plan", "h/<slug:code>/works"

urlpatterns = [
    path(_PLAN, plans.plan, name="plan"),
    path(f"{_PLAN}/lines", plans.line, name="plan_line"),
    path(f"{_PLAN}/lines/<int:line_id>/drop", plans.drop, name="plan_drop"),
    path(f"{_PLAN}/boq", plans.boq, name="plan_boq"),
    path(f"{_PLAN}/options", plans.option, name="plan_option"),
    path(f"{_PLAN}/votes", plans.votes, name="plan_votes"),
    path(f"{_PLAN}/send", plans.send, name="plan_send"),
    path(f"{_PLAN}/versions/<int:plan_number>", amendments.version, name="plan_version"),
    path(f"{_PLAN}/amendments/new", amendments.new, name="plan_amend_new"),
    path(f"{_PLAN}/amendments/<int:amend_number>", amendments.amendment, name="plan_amend"),
    path(f"{_PLAN}/amendments/<int:amend_number>/edit", amendments.edit, name="plan_amend_edit"),
    path(f"{_PLAN}/amendments/<int:amend_number>/send", amendments.send, name="plan_amend_send"),
    path(f"{_PLAN}/amendments/<int:amend_number>/recall", amendments.recall, name="plan_amend_recall"),
    path(f"{_PLAN}/amendments/<int:amend_number>/drop", amendments.drop, name="plan_amend_drop"),
    path(f"{_PLAN}/amendments/<int:amend_number>/word", amendments.word, name="plan_amend_word"),
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
