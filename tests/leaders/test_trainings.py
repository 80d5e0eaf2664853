"""A training from its day to the certificate, and what goes wrong on the way."""

import uuid
from datetime import time, timedelta

import pytest
from django.db import DatabaseError, transaction

from chumchon.leaders.actions import certificates, leaders, trainings
from chumchon.leaders.models import Certificate, CertificateStep, HeldSkill, Leader, Trainee, Training
from chumchon.leaders.queries.trainings import by_code, roll_of
from chumchon.leaders.rules.trainings import TrainingFacts, days_from
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused
from tests.leaders import world
from tests.leaders.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_a_leader_gets_a_certificate_with_the_skill_of_the_course():
    body = world.body()
    made = world.issued(body)  # three came the first day, two the second
    assert [c.number for c in made] == [1, 2] and made[0].year_be == 2569 and made[0].minutes == 720
    assert set(HeldSkill.objects.values_list("leader_id", "skill_id")) == {(c.leader_id, "accounts") for c in made}
    assert by_code(made[0].public_code.lower()) == made[0] and by_code("X" * 16) is None


def test_numbers_have_no_gaps_over_trainings_and_bodies_count_apart():
    body, other = world.body(), world.body("council-500701", "500701")
    first = [c.number for c in world.issued(body)]
    second = [c.number for c in world.issued(body)]
    assert first + second == [1, 2, 3, 4] and [c.number for c in world.issued(other)] == [1, 2]
    assert Leader.objects.filter(subdistrict_id="500705").count() == 3  # the same names are the same people


def test_whoever_closed_the_list_does_not_sign_and_nobody_signs_twice():
    body = world.body()
    row = world.closed(body)
    with pytest.raises(NotAllowed):
        certificates.issue(body, row.pk, world.by(body), NOW, TODAY)
    from tests.councils.world import officer

    other = world.training(body, 1)
    trainings.enlist(body, other.pk, [], world.NAMES, officer(), NOW, TODAY)
    trainings.from_paper(body, other.pk, other.days.get().pk, "1-3", officer(), NOW, TODAY)
    trainings.close_list(body, other.pk, officer(), NOW, TODAY)
    with pytest.raises(Refused, match="SAME_PERSON"):
        certificates.issue(body, other.pk, officer(), NOW, TODAY)
    certificates.issue(body, row.pk, world.by(body, "chair"), NOW, TODAY)
    with pytest.raises(Refused, match="NOT_OPEN"):
        certificates.issue(body, row.pk, world.by(body, "chair"), NOW, TODAY)
    assert Certificate.objects.count() == 2


def test_a_withdrawn_certificate_stays_and_its_skill_goes_unless_it_was_known_before():
    body = world.body()
    known = world.entered(body, "บุญมี", "ตาคำ")
    leaders.say_skill(body, known.pk, "accounts", "ทำบัญชีกลุ่ม", world.by(body), NOW, TODAY)
    made = world.issued(body)
    chair = world.by(body, "chair")
    for c in made:
        certificates.withdraw(body, c.pk, "เช็กชื่อแทนกัน", chair, NOW, TODAY)
    with pytest.raises(Refused, match="ALREADY"):
        certificates.withdraw(body, made[0].pk, "อีกครั้ง", chair, NOW, TODAY)
    held = HeldSkill.objects.get()
    assert held.leader == known and held.certificate is None
    assert by_code(made[0].public_code).state == "withdrawn"
    assert [c.number for c in world.issued(body)] == [3, 4]
    with pytest.raises(DatabaseError), transaction.atomic():
        CertificateStep.objects.all().delete()


def test_one_of_two_certificates_of_a_course_keeps_the_skill():
    body = world.body()
    first, _ = world.issued(body), world.issued(body)
    certificates.withdraw(body, first[0].pk, "ผิดคน", world.by(body, "chair"), NOW, TODAY)
    held = HeldSkill.objects.get(leader=first[0].leader)
    assert held.certificate.number == 3


def test_the_paper_list_replaces_the_day_and_a_wrong_number_changes_nothing():
    body = world.body()
    row = world.training(body, 1)
    trainings.enlist(body, row.pk, [], world.NAMES, world.by(body), NOW, TODAY)
    day, by = row.days.get(), world.by(body)
    trainings.from_paper(body, row.pk, day.pk, "๑ 3", by, NOW, TODAY)
    with pytest.raises(BadInput, match="BAD_LINES") as wrong:
        trainings.from_paper(body, row.pk, day.pk, "1 9", by, NOW, TODAY)
    assert "9" in wrong.value.th
    assert [x.trainee.number for x in roll_of(row).lines if x.days] == [1, 3]
    trainings.from_paper(body, row.pk, day.pk, "2", by, NOW, TODAY)
    assert [x.trainee.number for x in roll_of(row).lines if x.days] == [2]


def test_a_touch_twice_is_once_and_nobody_is_there_before_the_day():
    body = world.body()
    row = world.training(body, 2, first=TODAY)
    trainings.enlist(body, row.pk, [], world.NAMES, world.by(body), NOW, TODAY)
    today, tomorrow = row.days.all()
    one = row.trainees.first()
    for _ in range(2):
        trainings.touch(body, row.pk, today.pk, one.pk, True, world.by(body), NOW, TODAY)
    assert roll_of(row).came == {today.pk: 1, tomorrow.pk: 0}
    with pytest.raises(Refused, match="NOT_YET"):
        trainings.touch(body, row.pk, tomorrow.pk, one.pk, True, world.by(body), NOW, TODAY)
    with pytest.raises(Refused, match="NOT_YET"):
        trainings.close_list(body, row.pk, world.by(body), NOW, TODAY)
    with pytest.raises(Refused, match="WAS_THERE"):
        trainings.strike_trainee(body, row.pk, one.pk, world.by(body), NOW, TODAY)
    trainings.touch(body, row.pk, today.pk, one.pk, False, world.by(body), NOW, TODAY)
    trainings.strike_trainee(body, row.pk, one.pk, world.by(body), NOW, TODAY)
    assert [t.number for t in row.trainees.all()] == [2, 3]


def test_two_helpers_who_type_the_same_list_make_one_list():
    body = world.body()
    row = world.training(body, 1)
    for _ in range(2):
        trainings.enlist(body, row.pk, [], world.NAMES, world.by(body), NOW, TODAY)
    assert [t.number for t in row.trainees.all()] == [1, 2, 3] and Leader.objects.count() == 3
    twin = leaders.LeaderFacts("คำ", "ใจดี")
    leaders.enter(body, twin, world.by(body), True, NOW, TODAY)
    with pytest.raises(Clash, match="TWO_OF_A_NAME"):
        trainings.enlist(body, row.pk, [], "คำ ใจดี", world.by(body), NOW, TODAY)


def test_a_form_sent_twice_is_one_training():
    body, key = world.body(), uuid.uuid4()
    said = TrainingFacts("leader", "ผู้นำ รุ่น 1", "ศาลา", "ครู", days_from(TODAY, 1, time(9), 360))
    made = [trainings.set_training(body, said, world.by(body), key, NOW, TODAY).pk for _ in range(2)]
    assert made[0] == made[1] and Training.objects.count() == 1
    other = world.body("council-500701", "500701")
    with pytest.raises(Clash, match="OTHER_BODY"):
        trainings.set_training(other, said, world.by(other), key, NOW, TODAY)


def test_a_day_on_which_somebody_was_ticked_is_not_changed_away():
    body = world.body()
    row = world.training(body, 2)
    trainings.enlist(body, row.pk, [], world.NAMES, world.by(body), NOW, TODAY)
    first = row.days.first()
    trainings.from_paper(body, row.pk, first.pk, "1", world.by(body), NOW, TODAY)
    later = TrainingFacts("leader", "ผู้นำ รุ่น 1", "ศาลา", "ครู", days_from(TODAY + timedelta(days=3), 1, time(9), 360))
    with pytest.raises(Refused, match="DAY_USED"):
        trainings.change_training(body, row.pk, later, world.by(body), NOW, TODAY)
    kept = TrainingFacts("leader", "ผู้นำ รุ่น 1", "วัด", "ครู", days_from(first.day, 3, time(8), 300))
    changed = trainings.change_training(body, row.pk, kept, world.by(body), NOW, TODAY)
    assert changed.changes == 1 and changed.days.count() == 3 and roll_of(changed).came[first.pk] == 1


def test_a_list_closed_too_early_opens_again_until_certificates_are_given():
    body = world.body()
    row = world.closed(body)
    with pytest.raises(Refused, match="NOT_OPEN"):
        trainings.enlist(body, row.pk, [], "นายใหม่ มาสาย", world.by(body), NOW, TODAY)
    trainings.open_again(body, row.pk, world.by(body), NOW, TODAY)
    trainings.enlist(body, row.pk, [], "นายใหม่ มาสาย", world.by(body), NOW, TODAY)
    assert Trainee.objects.count() == 4
    trainings.close_list(body, row.pk, world.by(body), NOW, TODAY)
    certificates.issue(body, row.pk, world.by(body, "chair"), NOW, TODAY)
    with pytest.raises(Refused, match="NOT_OPEN"):
        trainings.open_again(body, row.pk, world.by(body), NOW, TODAY)


def test_a_day_nobody_ticked_and_a_training_nobody_passed_say_what_to_do():
    body = world.body()
    row = world.training(body, 2)
    with pytest.raises(Refused, match="NOBODY"):
        trainings.close_list(body, row.pk, world.by(body), NOW, TODAY)
    trainings.enlist(body, row.pk, [], world.NAMES, world.by(body), NOW, TODAY)
    first, second = row.days.all()
    trainings.from_paper(body, row.pk, first.pk, "1", world.by(body), NOW, TODAY)
    with pytest.raises(Refused, match="EMPTY_DAY"):
        trainings.close_list(body, row.pk, world.by(body), NOW, TODAY)
    trainings.from_paper(body, row.pk, second.pk, "2", world.by(body), NOW, TODAY)
    trainings.close_list(body, row.pk, world.by(body), NOW, TODAY)
    with pytest.raises(Refused, match="NOBODY_PASSED"):
        certificates.issue(body, row.pk, world.by(body, "chair"), NOW, TODAY)
    trainings.open_again(body, row.pk, world.by(body), NOW, TODAY)
    trainings.cancel(body, row.pk, "ฝนตกหนัก", world.by(body), NOW, TODAY)
    with pytest.raises(Refused, match="NOT_OPEN"):
        trainings.cancel(body, row.pk, "อีกครั้ง", world.by(body), NOW, TODAY)
