"""Addresses outside of a body."""

from django.urls import path

from ..views import certificates, desk, events, public, skills, stories

urlpatterns = [
    path("calendar/", events.calendar, name="calendar"),
    path("calendar/community.ics", events.feed, name="calendar_feed"),
    path("stories/", stories.told, name="told"),
    path("stories/<int:told_id>", stories.told_one, name="told_story"),
    path("stories/<int:told_id>/pictures/<int:shown_id>", stories.told_picture, name="told_picture"),
    path("leaders/", public.people, name="public_leaders"),
    path("leaders/person/<uuid:leader_uid>", public.person, name="public_leader"),
    path("leaders/check/<str:leader_cert>", certificates.check, name="certificate_check"),
    path("leaders/lists", skills.settings, name="leaders_settings"),
    path("leaders/lists/change", skills.change_settings, name="leaders_settings_change"),
    path("desk/leaders", desk.waiting, name="desk_leaders"),
    path("me/leader", public.mine, name="my_leader"),
    path("me/leader/certificates/<int:own_certificate>", public.my_certificate, name="my_certificate"),
]
