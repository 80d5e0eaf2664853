"""Addresses of a tambon's register."""

from django.urls import path

from ..views import listing, passbooks, people, referrals, visits

AT = "p/<slug:code>"
ONE = f"{AT}/houses/<int:pass_id>"
SENT = f"{AT}/referrals/<int:referral_id>"
urlpatterns = [
    path("p/worker.js", visits.worker, name="passbook_worker"),
    path("p/counts", listing.counts, name="passbook_counts"),
    path(f"{AT}/", listing.listing, name="passbooks"),
    path(f"{AT}/visit", visits.visit, name="passbook_visit"),
    path(f"{AT}/entries", visits.entries, name="passbook_entries"),
    path(f"{AT}/doubles", visits.doubles_list, name="passbook_doubles"),
    path(f"{AT}/doubles/<int:visit_id>", visits.settle, name="passbook_settle"),
    path(f"{AT}/people", people.people, name="passbook_people"),
    path(f"{AT}/people/add", people.let_in, name="passbook_let_in"),
    path(f"{AT}/people/<int:visitor_grant>/end", people.let_out, name="passbook_let_out"),
    path(f"{AT}/people/<int:visitor_grant>/villages", people.set_villages, name="passbook_villages"),
    path(ONE, passbooks.passbook, name="passbook_house"),
    path(f"{ONE}/plan", passbooks.plan, name="passbook_plan"),
    path(f"{ONE}/help", passbooks.add_help, name="passbook_help"),
    path(f"{ONE}/refer", referrals.send, name="passbook_refer"),
    path(f"{ONE}/refuse", passbooks.refuse, name="passbook_refuse"),
    path(f"{ONE}/erase", passbooks.erase, name="passbook_erase"),
    path(f"{ONE}/paper", passbooks.paper, name="passbook_paper"),
    path(f"{ONE}/export", passbooks.export, name="passbook_export"),
    path(f"{AT}/referrals", referrals.listing, name="passbook_referrals"),
    path(SENT, referrals.referral, name="passbook_referral"),
    path(f"{SENT}/take", referrals.take, name="passbook_take"),
    path(f"{SENT}/back", referrals.back, name="passbook_back"),
    path(f"{SENT}/cancel", referrals.cancel, name="passbook_cancel"),
]
