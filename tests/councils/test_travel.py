"""A resolution goes from the tambon to the province and the nation, is merged on the way, and its answer comes back to all who asked."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from chumchon.councils.actions import matters, resolutions
from chumchon.councils.models import Matter, MatterStep, Resolution, ResolutionStep
from chumchon.councils.queries.travel import journey_of
from chumchon.thai.errors import NotAllowed, Plain, Refused
from tests.councils import world
from tests.councils.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def levels(db):
    """Two tambons, the meeting of their province, and the national one."""
    first, second = world.founded(), world.founded("500706", count=4, first=8)
    return first, second, world.opened("500101", "province"), world.opened("100601", "nation")


def test_a_resolution_goes_up_and_its_answer_comes_back_to_every_village_that_asked(levels):
    first, second, province, nation = levels
    asked = [world.resolved(first, "ขอซ่อมฝาย"), world.resolved(second, "ขอน้ำทำนา")]
    waiting = [world.sent(c, r) for c, r in zip((first, second), asked, strict=True)]
    hq, officer = world.officer("", "officer_hq"), world.officer()
    merged = matters.merge(province, [m.pk for m in waiting], "น้ำเพื่อการเกษตร", "ขอให้จัดหาน้ำทั้งลุ่ม", officer, NOW, TODAY)
    above, new = matters.send_on(province, merged.pk, "", officer, NOW, TODAY)
    assert new and above.body_id == nation.pk
    reached = matters.answer(nation, above.pk, "partly", "กรมชลประทานรับสำรวจปี 2570", "กระทรวงเกษตรฯ", hq, NOW, TODAY)
    assert reached == 2
    for row in asked:
        row.refresh_from_db()
        assert row.state == "answered" and "กรมชลประทานรับสำรวจ" in row.steps.last().note
    assert set(Matter.objects.values_list("state", flat=True)) == {"answered"}
    told = [step.words for step in journey_of(asked[0])]
    assert [w for w in told if w in ("รวมเข้ากับเรื่องอื่น", "ตอบ")] == ["รวมเข้ากับเรื่องอื่น", "ตอบ"]
    assert {m.merged_into_id for m in Matter.objects.filter(resolution__isnull=False)} == {merged.pk}


def test_the_province_may_answer_by_itself(levels):
    first, _, province, _ = levels
    row = world.resolved(first)
    matter = world.sent(first, row)
    assert matters.answer(province, matter.pk, "accepted", "จังหวัดตั้งงบให้", "", world.officer(), NOW, TODAY) == 1
    row.refresh_from_db()
    assert row.state == "answered"
    resolutions.step(first, row.pk, "done", "ซ่อมเสร็จแล้ว", world.officer(), NOW, TODAY)


def test_a_resolution_sent_twice_is_one_matter(levels):
    first, *_ = levels
    row = world.resolved(first)
    sent = [resolutions.send_up(first, row.pk, "", world.officer(), NOW, TODAY) for _ in range(2)]
    assert sent[0][0].pk == sent[1][0].pk and [new for _, new in sent] == [True, False]
    assert Matter.objects.count() == 1 and ResolutionStep.objects.filter(state="sent").count() == 1


def test_a_matter_sent_to_the_nation_twice_is_one_matter_there(levels):
    first, _, province, _ = levels
    matter = world.sent(first, world.resolved(first))
    sent = [matters.send_on(province, matter.pk, "", world.officer(), NOW, TODAY) for _ in range(2)]
    assert sent[0][0].pk == sent[1][0].pk and not sent[1][1] and Matter.objects.count() == 2


def test_what_was_merged_or_answered_is_not_taken_again(levels):
    first, second, province, _ = levels
    rows = [world.sent(first, world.resolved(first)), world.sent(second, world.resolved(second))]
    ids = [m.pk for m in rows]
    matters.merge(province, ids, "เรื่องน้ำ", "ขอน้ำทั้งลุ่ม", world.officer(), NOW, TODAY)
    for act in (
        lambda: matters.merge(province, ids, "อีกครั้ง", "รวมอีกครั้ง", world.officer(), NOW, TODAY),
        lambda: matters.send_on(province, ids[0], "", world.officer(), NOW, TODAY),
        lambda: matters.answer(province, ids[0], "noted", "รับทราบแล้ว", "", world.officer(), NOW, TODAY),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "NOT_WAITING"


def test_minutes_are_signed_before_a_resolution_is_sent(levels):
    first, *_ = levels
    row = world.resolved(first, sign=False)
    with pytest.raises(Refused) as refused:
        world.sent(first, row)
    assert refused.value.code == "NOT_SIGNED"


def test_without_a_meeting_above_the_sentence_says_whom_to_ask():
    council = world.founded()
    row = world.resolved(council)
    with pytest.raises(Refused) as refused:
        world.sent(council, row)
    assert refused.value.code == "NO_MEETING_ABOVE" and "เจ้าหน้าที่" in refused.value.th
    row.refresh_from_db()
    assert row.state == "open"


def test_an_officer_of_another_province_gathers_nothing_here(levels):
    first, _, province, nation = levels
    matter = world.sent(first, world.resolved(first))
    for actor, body in ((world.officer("51"), province), (world.officer("10"), nation)):
        with pytest.raises(NotAllowed):
            matters.answer(body, matter.pk, "noted", "รับทราบแล้ว", "", actor, NOW, TODAY)


def test_an_answer_without_words_is_refused(levels):
    first, _, province, _ = levels
    matter = world.sent(first, world.resolved(first))
    for outcome, words, code in (("", "ทำให้แล้ว", "BAD_OUTCOME"), ("noted", "", "NO_ANSWER")):
        with pytest.raises(Plain) as refused:
            matters.answer(province, matter.pk, outcome, words, "", world.officer(), NOW, TODAY)
        assert refused.value.code == code


def test_steps_are_only_ever_added(levels):
    first, *_ = levels
    world.sent(first, world.resolved(first))
    for table in (MatterStep, ResolutionStep):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            table.objects.update(note="ไม่จริง")


def test_numbers_of_resolutions_have_no_gaps_even_when_one_was_taken_back(levels):
    first, *_ = levels
    meeting = world.called(first)
    world.attended(first, meeting)
    import uuid

    made = [
        resolutions.resolve(first, meeting.pk, resolutions.ResolutionFacts("เรื่องหนึ่ง", "ข้อความของมติ", None), world.officer(), uuid.uuid4(), NOW, TODAY)
        for _ in range(3)
    ]  # fmt: skip
    resolutions.strike(first, meeting.pk, made[1].pk, world.officer(), NOW, TODAY)
    assert list(Resolution.objects.order_by("number").values_list("number", "state")) == [
        (1, "open"),
        (2, "struck"),
        (3, "open"),
    ]
