"""Addresses of referrals within the fund, the project and the body with trainings that take them, and of opening a register."""

from django.urls import path

from ..views import people, taken

urlpatterns = [
    path("f/<slug:code>/referrals", taken.fund_listing, name="fund_referrals"),
    path("f/<slug:code>/referrals/<int:sent_id>", taken.fund_referral, name="fund_referral"),
    path("h/<slug:code>/referrals", taken.project_listing, name="project_referrals"),
    path("h/<slug:code>/referrals/<int:built_id>", taken.project_referral, name="project_referral"),
    path("leaders/<slug:code>/learners", taken.learner_listing, name="learner_referrals"),
    path("leaders/<slug:code>/learners/<int:learner_id>", taken.learner_referral, name="learner_referral"),
    path("passbooks/<slug:code>/open", people.open_register, name="passbook_open"),
]
