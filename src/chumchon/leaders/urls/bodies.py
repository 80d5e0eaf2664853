"""Addresses of a body: its leaders, trainings, certificates, events and stories."""

from django.urls import path

from ..views import certificates, events, leaders, skills, stories, trainings

AT = "leaders/<slug:code>"
urlpatterns = [
    path(f"{AT}/people", leaders.listing, name="leaders"),
    path(f"{AT}/people/new", leaders.new, name="leader_new"),
    path(f"{AT}/people/<int:leader_id>", leaders.one, name="leader"),
    path(f"{AT}/people/<int:leader_id>/consent", leaders.consent, name="leader_consent"),
    path(f"{AT}/people/<int:leader_id>/user", leaders.link, name="leader_user"),
    path(f"{AT}/people/<int:leader_id>/positions", leaders.position, name="leader_position"),
    path(f"{AT}/people/<int:leader_id>/honours", leaders.honour, name="leader_honour"),
    path(f"{AT}/people/<int:leader_id>/honours/<int:honour_id>/strike", leaders.strike, name="leader_honour_strike"),
    path(f"{AT}/people/<int:leader_id>/skills", leaders.skill, name="leader_skill"),
    path(f"{AT}/skills", skills.lacking, name="leader_skills"),
    path(f"{AT}/skills/need", skills.need, name="leader_need"),
    path(f"{AT}/trainings", trainings.listing, name="trainings"),
    path(f"{AT}/trainings/new", trainings.new, name="training_new"),
    path(f"{AT}/trainings/<int:training_id>", trainings.one, name="training"),
    path(f"{AT}/trainings/<int:training_id>/change", trainings.change, name="training_change"),
    path(f"{AT}/trainings/<int:training_id>/enlist", trainings.enlist, name="training_enlist"),
    path(f"{AT}/trainings/<int:training_id>/strike", trainings.strike, name="training_strike"),
    path(f"{AT}/trainings/<int:training_id>/attend", trainings.attend, name="training_attend"),
    path(f"{AT}/trainings/<int:training_id>/paper", trainings.paper, name="training_paper"),
    path(f"{AT}/trainings/<int:training_id>/list", trainings.roll_paper, name="training_list"),
    path(f"{AT}/trainings/<int:training_id>/close", trainings.close, name="training_close"),
    path(f"{AT}/trainings/<int:training_id>/cancel", trainings.cancel, name="training_cancel"),
    path(f"{AT}/trainings/<int:training_id>/issue", trainings.issue, name="training_issue"),
    path(f"{AT}/certificates", certificates.listing, name="certificates"),
    path(f"{AT}/certificates/<int:certificate_id>", certificates.paper, name="certificate"),
    path(f"{AT}/certificates/<int:certificate_id>/withdraw", certificates.withdraw, name="certificate_withdraw"),
    path(f"{AT}/events", events.listing, name="events"),
    path(f"{AT}/events/new", events.new, name="event_new"),
    path(f"{AT}/events/<int:event_id>/change", events.change, name="event_change"),
    path(f"{AT}/events/<int:event_id>/cancel", events.cancel, name="event_cancel"),
    path(f"{AT}/stories", stories.listing, name="stories"),
    path(f"{AT}/stories/new", stories.new, name="story_new"),
    path(f"{AT}/stories/<int:story_id>", stories.one, name="story"),
    path(f"{AT}/stories/<int:story_id>/change", stories.change, name="story_change"),
    path(f"{AT}/stories/<int:story_id>/pictures", stories.pictures, name="story_pictures"),
    path(f"{AT}/stories/<int:story_id>/pictures/<int:picture_id>", stories.picture, name="story_picture"),
    path(f"{AT}/stories/<int:story_id>/send", stories.send, name="story_send"),
    path(f"{AT}/stories/<int:story_id>/answer", stories.answer, name="story_answer"),
]
