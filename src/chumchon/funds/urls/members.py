"""Addresses of the register, of houses and of passbooks."""

from django.urls import path

from ..views import households, members, members_steps, passbook

_MEMBER = "f/<slug:code>/members/<int:member_id>"

urlpatterns = [
    path("f/<slug:code>/members", members.listing, name="members"),
    path("f/<slug:code>/members/new", members.enrol, name="member_enrol"),
    path(_MEMBER, members.detail, name="member"),
    path(f"{_MEMBER}/change", members.change, name="member_change"),
    *(path(f"{_MEMBER}/{kind}", members_steps.step, {"kind": kind}, f"member_{kind}") for kind in members_steps.WORDS),
    path(f"{_MEMBER}/undo", members_steps.undo, name="member_undo"),
    path(f"{_MEMBER}/erase", members_steps.erase, name="member_erase"),
    path(f"{_MEMBER}/citizen-id", members_steps.citizen_id, name="member_citizen_id"),
    path(f"{_MEMBER}/sign-in", members_steps.sign_in, name="member_sign_in"),
    path(f"{_MEMBER}/sign-in/end", members_steps.sign_in_end, name="member_sign_in_end"),
    path(f"{_MEMBER}/passbook", passbook.of_member, name="passbook"),
    path("f/<slug:code>/members/houses/<int:household_id>", households.detail, name="household"),
    path("f/<slug:code>/members/houses/<int:household_id>/move", households.move, name="household_move"),
    path("me/passbook", passbook.mine, name="my_passbook"),
    path("me/passbook/<uuid:uid>", passbook.mine_of, name="my_passbook_of"),
]
