"""The register of leaders: who is in it, who is shown, what they hold."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from chumchon.access.models import AuditEvent
from chumchon.leaders.actions import leaders, settings
from chumchon.leaders.models import Consent, HonourKind, Leader, Skill
from chumchon.leaders.queries import leaders as queries
from chumchon.leaders.queries import skills
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused
from tests.councils import world as councils
from tests.leaders import world
from tests.leaders.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_a_leader_of_the_same_name_is_shown_and_a_person_decides():
    body = world.body()
    first = world.entered(body)
    with pytest.raises(leaders.SameName) as same:
        world.entered(body)
    assert same.value.near == [first.pk]
    facts = leaders.LeaderFacts("คำ", "ใจดี")
    leaders.enter(body, facts, world.by(body), True, NOW, TODAY)
    assert Leader.objects.count() == 2


def test_a_citizen_id_is_one_leader_in_the_whole_nation_and_another_tambon_learns_no_name():
    here, there = world.body(), world.body("council-500701", "500701")
    world.entered(here, number=1)
    with pytest.raises(Clash, match="KNOWN") as known:
        world.entered(here, "บุญ", number=1)
    assert "คำ ใจดี" in known.value.th
    with pytest.raises(Clash, match="KNOWN") as elsewhere:
        world.entered(there, "บุญ", number=1)
    assert "ใจดี" not in elsewhere.value.th and "ต.สะลวง" in elsewhere.value.th
    assert not any("9999" in str(e.detail) for e in AuditEvent.objects.all())


def test_the_database_itself_keeps_one_leader_a_citizen_id():
    body = world.body()
    first, second = world.entered(body, number=1), world.entered(body, "บุญ", number=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Leader.objects.filter(pk=second.pk).update(person_key=first.person_key)


def test_nobody_is_shown_before_they_agreed_and_hiding_is_at_once():
    body = world.body()
    row = world.entered(body)
    assert queries.public_leader(row.uid) is None
    with pytest.raises(BadInput, match="NO_SOURCE"):
        leaders.consent_on_paper(body, row.pk, True, " ", world.by(body), NOW, TODAY)
    leaders.consent_on_paper(body, row.pk, True, "แฟ้มในสำนักงาน", world.by(body), NOW, TODAY)
    assert queries.public_leader(row.uid) == row
    leaders.consent_on_paper(body, row.pk, False, "", world.by(body), NOW, TODAY)
    assert queries.public_leader(row.uid) is None
    assert list(row.consents.order_by("id").values_list("given", flat=True)) == [True, False]


def test_who_signs_in_agrees_alone():
    body = world.body()
    row = world.entered(body)
    leaders.link_user(body, row.pk, "AUDITOR-council-500705", world.by(body), NOW, TODAY)
    with pytest.raises(Refused, match="OWN_CONSENT"):
        leaders.consent_on_paper(body, row.pk, True, "แฟ้ม", world.by(body), NOW, TODAY)
    leaders.consent_of_own(True, "ทำบัญชีมาสามปี", world.by(body, "auditor"), NOW)
    row.refresh_from_db()
    assert row.is_public and row.about == "ทำบัญชีมาสามปี" and row.consents.get().how == "self"
    with pytest.raises(Refused, match="NOT_A_LEADER"):
        leaders.consent_of_own(True, "", world.by(body, "chair"), NOW)
    with pytest.raises(Clash, match="TAKEN"):
        other = world.entered(body, "บุญ")
        leaders.link_user(body, other.pk, "auditor-council-500705", world.by(body), NOW, TODAY)


def test_consent_is_only_ever_added_to():
    body = world.body()
    row = world.entered(body)
    leaders.consent_on_paper(body, row.pk, True, "แฟ้ม", world.by(body), NOW, TODAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.all().update(given=False)
    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.all().delete()


def test_a_seat_in_a_council_stands_among_the_posts_without_being_typed():
    council = councils.founded()
    body = world.body(council.code)
    officer = councils.officer()
    seat = council.terms.get().seats.get(position="chair")
    number = councils.person(0)
    facts = leaders.LeaderFacts(seat.person.first_name, seat.person.surname, "นาง", number)
    row = leaders.enter(body, facts, officer, False, NOW, TODAY)
    posts = queries.known(row).posts
    assert [(p.title, p.body, p.until_day) for p in posts] == [("ประธาน", body.name_th, None)]


def test_a_role_of_the_policy_is_a_post_of_whoever_signs_in():
    body = world.body()
    row = world.entered(body)
    row = leaders.link_user(body, row.pk, "secretary-council-500705", world.by(body), NOW, TODAY)
    assert [(p.title, p.body) for p in queries.known(row).posts] == [("เลขานุการ", body.name_th)]


def test_an_honour_stands_once_a_year_and_a_wrong_one_is_struck_but_stays():
    body = world.body()
    row, by = world.entered(body), world.by(body)
    args = (body, row.pk, "khon-dee-codi", 2565, "ทำงานเพื่อชุมชน", "ประกาศของสถาบัน")
    honour = leaders.give_honour(*args, by, NOW, TODAY)
    with pytest.raises(Clash, match="TWICE"):
        leaders.give_honour(*args, by, NOW, TODAY)
    with pytest.raises(BadInput, match="BAD_YEAR"):
        leaders.give_honour(body, row.pk, "wisdom", 2575, "x" * 5, "ประกาศ", by, NOW, TODAY)
    leaders.strike_honour(body, row.pk, honour.pk, "คนละคน", by, NOW, TODAY)
    assert not queries.known(row).honours and row.honours.get().struck_reason == "คนละคน"
    leaders.give_honour(*args, by, NOW, TODAY)
    assert len(queries.known(row).honours) == 1


def test_a_post_is_not_recorded_twice_and_ends_after_it_began():
    body = world.body()
    row, by = world.entered(body), world.by(body)
    args = (body, row.pk, "ประธาน", "กลุ่มทอผ้า", world.START)
    leaders.add_position(*args, None, "คำสั่งที่ 1", by, NOW, TODAY)
    with pytest.raises(Clash, match="TWICE"):
        leaders.add_position(*args, None, "คำสั่งที่ 1", by, NOW, TODAY)
    with pytest.raises(BadInput, match="BAD_SPAN"):
        leaders.add_position(body, row.pk, "กรรมการ", "วัด", TODAY, world.START, "คำสั่ง", by, NOW, TODAY)


def test_the_tambon_sees_what_it_lacks_and_says_what_it_needs_itself():
    body = world.body()
    row, by = world.entered(body), world.by(body)
    before = {g.code: g for g in skills.gaps("500705")}
    assert before["accounts"].lacks == 3
    leaders.say_skill(body, row.pk, "accounts", "ทำบัญชีกลุ่มมาสามปี", by, NOW, TODAY)
    leaders.say_skill(body, row.pk, "accounts", "ทำบัญชีกลุ่มมาสามปี", by, NOW, TODAY)
    settings.say_need(body, "accounts", 2, "มติสภา", by, NOW, TODAY)
    settings.say_need(body, "accounts", 1, "มติสภา", by, NOW, TODAY)
    after = {g.code: g for g in skills.gaps("500705")}["accounts"]
    assert (after.held, after.needed, after.lacks, after.own) == (1, 1, 0, True)
    assert {g.code: g for g in skills.gaps("500701")}["accounts"].needed == 3
    leaders.drop_skill(body, row.pk, "accounts", by, NOW, TODAY)
    assert {g.code: g for g in skills.gaps("500705")}["accounts"].lacks == 1


def test_who_only_reads_writes_nothing_and_another_tambon_finds_nobody():
    body, other = world.body(), world.body("council-500701", "500701")
    row = world.entered(body)
    with pytest.raises(NotAllowed):
        leaders.say_skill(body, row.pk, "accounts", "เห็นมา", world.by(body, "chair"), NOW, TODAY)
    with pytest.raises(Refused, match="NO_LEADER"):
        leaders.say_skill(other, row.pk, "accounts", "เห็นมา", world.by(other), NOW, TODAY)
    assert not queries.listing(other, queries.Filters()).exists()


def test_only_headquarters_adds_to_the_lists_of_the_nation():
    fields = {"name_th": "ทำเว็บ", "why_th": "สื่อสาร", "least": 1}
    with pytest.raises(NotAllowed):
        settings.add_setting("skill", "web", fields, "ทดสอบ", councils.officer(), NOW, TODAY)
    hq = councils.officer("", "officer_hq")
    settings.add_setting("skill", "web", fields, "มติคณะกรรมการ", hq, NOW, TODAY)
    with pytest.raises(Clash, match="TWICE"):
        settings.add_setting("skill", "web", fields, "มติคณะกรรมการ", hq, NOW, TODAY)
    settings.turn("skill", "web", False, hq, NOW, TODAY)
    assert not Skill.objects.get(pk="web").is_on
    assert all(k.source for k in HonourKind.objects.all())
    Skill.objects.filter(pk="web").delete()
