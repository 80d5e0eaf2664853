"""Addresses of loans."""

from django.urls import path

from ..views import loans

_LOANS = "g/<slug:code>/loans"

urlpatterns = [
    path(_LOANS, loans.listing, name="loans"),
    path(f"{_LOANS}/new", loans.new, name="loan_new"),
    path(f"{_LOANS}/<int:loan_id>", loans.detail, name="loan"),
    path(f"{_LOANS}/<int:loan_id>/answer", loans.answer, name="loan_answer"),
    path(f"{_LOANS}/<int:loan_id>/repay", loans.repay, name="loan_repay"),
    path(f"{_LOANS}/<int:loan_id>/reschedule", loans.reschedule, name="loan_reschedule"),
    path(f"{_LOANS}/<int:loan_id>/repayments/<int:repayment_id>/undo", loans.undo, name="loan_undo"),
]
