"""Addresses of claims, their papers and payments, of help that is no money, and of the public check of a voucher."""

from django.urls import path

from ..views import claims, claims_board, claims_enter, claims_papers, claims_pay

_CLAIM = "f/<slug:code>/claims/<int:claim_id>"

urlpatterns = [
    path("f/<slug:code>/claims", claims.listing, name="claims"),
    path("f/<slug:code>/claims/new", claims_enter.choose, name="claim_new"),
    path("f/<slug:code>/claims/new/<int:member_id>", claims_enter.enter, name="claim_enter"),
    path("f/<slug:code>/claims/board", claims_board.board, name="claims_board"),
    path("f/<slug:code>/claims/help", claims_board.give, name="claims_help"),
    path("f/<slug:code>/claims/help/<int:help_id>/undo", claims_board.undo, name="claims_help_undo"),
    path(_CLAIM, claims.detail, name="claim"),
    path(f"{_CLAIM}/change", claims_enter.change, name="claim_change"),
    path(f"{_CLAIM}/withdraw", claims.withdraw, name="claim_withdraw"),
    path(f"{_CLAIM}/verdict", claims.verdict, name="claim_verdict"),
    path(f"{_CLAIM}/resolution", claims.resolution, name="claim_resolution"),
    path(f"{_CLAIM}/papers", claims_papers.papers, name="claim_papers"),
    path(f"{_CLAIM}/papers/<int:paper_id>", claims_papers.paper, name="claim_paper"),
    path(f"{_CLAIM}/pay", claims_pay.pay, name="claim_pay"),
    path(f"{_CLAIM}/reverse", claims_pay.reverse_claim, name="claim_reverse"),
    path(f"{_CLAIM}/payments/<int:payment_id>/voucher", claims_pay.voucher, name="claim_voucher"),
    path("c/<str:voucher_code>", claims_pay.public_voucher, name="public_voucher"),
]
