"""Addresses of the book: journal and accounts, drafts, bank, cash."""

from django.urls import path

from ..views import bank, book, book_statements, cash, drafts

urlpatterns = [
    path("f/<slug:code>/book", book.journal, name="book"),
    path("f/<slug:code>/book/entries/<int:number>", book.entry, name="book_entry"),
    path("f/<slug:code>/book/entries/<int:number>/reverse", drafts.reverse_entry, name="book_reverse"),
    path("f/<slug:code>/book/entries/<int:number>/voucher", drafts.voucher, name="book_voucher"),
    path("f/<slug:code>/book/accounts", book.accounts, name="book_accounts"),
    path("f/<slug:code>/book/accounts/<str:account>", book.account, name="book_account"),
    path("f/<slug:code>/book/trial", book.trial, name="book_trial"),
    path("f/<slug:code>/book/cash", book_statements.cash, name="book_cash"),
    path("f/<slug:code>/book/statement", book_statements.statement, name="book_statement"),
    path("f/<slug:code>/book/check", book.check, name="book_check"),
    path("f/<slug:code>/book/drafts", drafts.drafts, name="drafts"),
    path("f/<slug:code>/book/drafts/new/<slug:kind>", drafts.new, name="draft_new"),
    path("f/<slug:code>/book/drafts/<int:draft_id>", drafts.draft, name="draft"),
    path("f/<slug:code>/book/drafts/<int:draft_id>/approve", drafts.approve, name="draft_approve"),
    path("f/<slug:code>/book/drafts/<int:draft_id>/refuse", drafts.refuse, name="draft_refuse"),
    path("f/<slug:code>/book/drafts/<int:draft_id>/withdraw", drafts.withdraw, name="draft_withdraw"),
    path("f/<slug:code>/book/bank", bank.banks, name="bank"),
    path("f/<slug:code>/book/bank/<int:account_id>", bank.account, name="bank_account"),
    path("f/<slug:code>/book/bank/<int:account_id>/import", bank.import_file, name="bank_import"),
    path("f/<slug:code>/book/bank/<int:account_id>/match", bank.match, name="bank_match"),
    path("f/<slug:code>/book/bank/<int:account_id>/unmatch", bank.unmatch, name="bank_unmatch"),
    path("f/<slug:code>/book/counts", cash.counts, name="cash"),
    path("f/<slug:code>/book/counts/new", cash.new, name="cash_new"),
    path("f/<slug:code>/book/counts/<int:count_id>", cash.count, name="cash_count"),
]
