"""The match's addresses: a fund's requests, the officers' queue, headquarters' rounds."""

from django.urls import path

from .views import desk, endings, fund, repayments, rounds

urlpatterns = [
    path("f/<slug:code>/match", fund.rounds, name="match"),
    path("f/<slug:code>/match/repay", repayments.send, name="match_repay"),
    path("f/<slug:code>/match/<slug:round>", fund.one, name="match_round"),
    path("f/<slug:code>/match/<slug:round>/count", fund.draft, name="match_draft"),
    path("f/<slug:code>/match/<slug:round>/sign", fund.sign, name="match_sign"),
    path("f/<slug:code>/match/<slug:round>/members", fund.members, name="match_members"),
    path("f/<slug:code>/match/<slug:round>/paper", fund.paper, name="match_paper"),
    path("desk/requests", desk.queue, name="desk_requests"),
    path("desk/requests/pay", desk.pay, name="desk_pay"),
    path("desk/requests/<int:request_id>", desk.one, name="desk_request"),
    path("desk/requests/<int:request_id>/decide", desk.decide, name="desk_decide"),
    path("desk/requests/<int:request_id>/local-head", desk.local_head, name="desk_local_head"),
    path("desk/repayments", repayments.waiting, name="desk_repayments"),
    path("desk/repayments/<int:repayment_id>", repayments.answer, name="desk_repayment"),
    path("desk/endings", endings.listing, name="desk_endings"),
    path("desk/endings/new", endings.new, name="desk_ending_new"),
    path("desk/endings/<int:ending_id>", endings.one, name="desk_ending"),
    path("desk/endings/<int:ending_id>/shares", endings.shares, name="desk_ending_shares"),
    path("desk/endings/<int:ending_id>/decide", endings.decide, name="desk_ending_decide"),
    path("desk/rounds", rounds.listing, name="desk_rounds"),
    path("desk/rounds/new", rounds.new, name="desk_round_new"),
    path("desk/rounds/budget", rounds.budget, name="desk_budget"),
    path("desk/rounds/<slug:round>", rounds.one, name="desk_round"),
    path("desk/rounds/<slug:round>/turn", rounds.turn, name="desk_round_turn"),
]
