"""Addresses of receipts, of what anybody may check, and of a member's PromptPay QR."""

from django.urls import path

from ..views import receipts, receipts_promptpay, receipts_public

urlpatterns = [
    path("f/<slug:code>/receipts", receipts.receipts, name="receipts"),
    path("f/<slug:code>/receipts/print", receipts.print_many, name="receipts_print"),
    path("f/<slug:code>/receipts/<int:receipt_id>", receipts.receipt, name="receipt"),
    path("f/<slug:code>/receipts/<int:receipt_id>/print", receipts.print_one, name="receipt_print"),
    path("f/<slug:code>/receipts/<int:receipt_id>/cancel", receipts.cancel, name="receipt_cancel"),
    path("f/<slug:code>/members/<int:member_id>/promptpay", receipts_promptpay.promptpay, name="promptpay"),
    path("r/<str:public_code>", receipts_public.public_receipt, name="public_receipt"),
    path("b/<slug:book>/<str:short_code>", receipts_public.public_head, name="public_head"),
]
