"""A person's path: alias and sealed name, steps, erasure, counts of ten and more."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chumchon.access.models import AuditEvent, User
from chumchon.homes.actions import paths
from chumchon.homes.models import PathPerson, PathStep
from chumchon.homes.queries import paths as queries
from chumchon.homes.queries.results import Result, results
from chumchon.homes.rules.paths import FEW, LEFT, Tens, in_tens, told
from chumchon.thai.errors import NotAllowed, Plain
from tests.factories import NOW, TODAY
from tests.homes import siblings, world
from tests.together import all_at_once

pytestmark = pytest.mark.django_db


def _meet(project, alias="ลุงดำ", name="นายสมชาย ไร้บ้าน", on=date(2026, 1, 5), role="chair"):
    return paths.meet(project, world.actor(project, role), alias, name, on, NOW, TODAY)


def _step(project, person, to, on):
    return paths.take_step(project, world.actor(project, "chair"), person.pk, to, on, NOW, TODAY)


def _refused(code, work, *args, **more):
    with pytest.raises(Plain) as refused:
        work(*args, **more)
    assert refused.value.code == code, refused.value.th


def test_a_person_goes_forward_back_away_and_home_and_the_first_home_is_kept():
    project = siblings.centre()
    person = _meet(project)
    for to, on in (("shelter", (2026, 2, 1)), (LEFT, (2026, 3, 1)), ("centre", (2026, 4, 1)), ("home", (2026, 6, 1))):
        person = _step(project, person, to, date(*on))
    assert person.home_on == date(2026, 6, 1)
    person = _step(project, person, "centre", date(2026, 9, 1))
    person = _step(project, person, "home", date(2026, 10, 1))
    assert person.home_on == date(2026, 6, 1) and person.steps.count() == 7 and queries.home_count(project) == 1


@pytest.mark.parametrize(
    ("to", "on", "code"),
    [("met", (2026, 2, 1), "ALREADY"), ("shelter", (2026, 1, 4), "BACKDATED"), ("shelter", (2027, 1, 4), "FUTURE_DATE"), ("moon", (2026, 2, 1), "NO_STEP")],
)  # fmt: skip
def test_a_step_that_cannot_be_is_refused(to, on, code):
    project = siblings.centre()
    _refused(code, _step, project, _meet(project), to, date(*on))


def test_the_name_rests_sealed_and_each_reading_is_written_down():
    project = siblings.centre()
    person = _meet(project)
    nameless = _meet(project, "ป้าแดง", "")
    assert "สมชาย".encode() not in bytes(person.name_sealed) and nameless.name_sealed is None
    assert paths.read_name(project, world.actor(project, "secretary"), person.pk, NOW, TODAY) == "นายสมชาย ไร้บ้าน"
    assert paths.read_name(project, world.actor(project, "secretary"), nameless.pk, NOW, TODAY) == ""
    events = AuditEvent.objects.filter(verb="path.read")
    assert events.count() == 2 and "ลุงดำ" not in str(list(AuditEvent.objects.values_list("detail", "subject")))


def test_a_person_is_forgotten_when_they_ask_and_the_counts_stay():
    project = siblings.centre(10, 10)
    before = results()
    person = _meet(project)
    _step(project, person, "shelter", date(2026, 2, 1))
    gone = paths.erase(project, world.actor(project, "chair"), person.pk, NOW, TODAY)
    assert (gone.alias, gone.name_sealed) == ("ลบข้อมูลตามคำขอ", None) and gone.steps.count() == 2
    assert paths.read_name(project, world.actor(project, "chair"), person.pk, NOW, TODAY) == ""
    _refused("ALREADY", paths.erase, project, world.actor(project, "chair"), person.pk, NOW, TODAY)
    _refused("ERASED", _step, project, person, "home", date(2026, 3, 1))
    _meet(project)  # the alias is free again
    home = PathPerson.objects.filter(home_on__isnull=False).first()
    paths.erase(project, world.actor(project, "chair"), home.pk, NOW, TODAY)
    assert results() == before == [Result("homeless", "homeless", "50", 2569, 1, 10)]


def test_only_the_centre_sees_persons_and_no_officer():
    project, other = siblings.centre(), siblings.centre(code="sun-other")
    person = _meet(project)
    for who in (
        world.officer(),
        world.actor(project, "treasurer"),
        world.actor(project, "committee"),
        world.actor(other, "chair"),
    ):
        with pytest.raises(NotAllowed):
            paths.read_name(project, who, person.pk, NOW, TODAY)
        with pytest.raises(NotAllowed):
            paths.meet(project, who, "ใคร", "", TODAY, NOW, TODAY)
    _refused("NOT_FOUND", paths.read_name, other, world.actor(other, "chair"), person.pk, NOW, TODAY)


def test_an_alias_is_asked_for_and_one_in_the_centre():
    project = siblings.centre()
    _meet(project)
    _refused("ALIAS_TAKEN", _meet, project)
    _refused("ALIAS", _meet, project, " ")
    _refused("FUTURE_DATE", _meet, project, "ใหม่", on=date(2569, 1, 5))
    _refused("BEFORE_START", _meet, project, "ใหม่", on=date(2024, 1, 5))
    _refused("WAY", _meet, world.make_project())


def test_the_page_tells_an_officer_nothing_below_ten(client):
    project = siblings.centre(9, 9)
    _meet(project)
    client.force_login(User.objects.get(pk=world.officer().user_id))
    page = client.get(f"/h/{project.code}/path").content.decode()
    assert "ลุงดำ" not in page and FEW in page and ">9<" not in page
    assert FEW in client.get(f"/h/{project.code}/").content.decode()
    assert client.get(f"/h/{project.code}/path?format=csv")["Content-Type"].startswith("text/html")
    assert client.get(f"/h/{project.code}/path/{PathPerson.objects.first().pk}").status_code == 403
    client.force_login(User.objects.get(username=f"chair-{project.code}"))
    page = client.get(f"/h/{project.code}/path")
    assert "ลุงดำ" in page.content.decode() and page["Cache-Control"] == "no-store"
    assert "ลุงดำ" in client.get(f"/h/{project.code}/path?format=csv").content.decode()


def test_the_nation_hears_of_ten_and_more_a_year_waits_for_the_next():
    assert in_tens([(2566, 1, 4), (2567, 1, 3), (2568, 2, 5), (2569, 1, 11), (2570, 1, 2)]) == [
        Tens(2568, 12, 2), Tens(2569, 11, 0),
    ]  # fmt: skip
    assert in_tens([]) == [] and told(9) == told(0) == FEW and told(1395) == "1,395"
    siblings.centre(6, 6, on=date(2025, 6, 1))
    assert results() == []
    siblings.centre(4, 4, "sun-two")
    assert results() == [Result("homeless", "homeless", "50", 2569, 2, 10)]


def test_steps_are_only_ever_added():
    project = siblings.centre(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        PathStep.objects.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PathPerson.objects.filter(project=project).update(erased_on=TODAY, name_sealed=b"x")


@pytest.mark.django_db(transaction=True)
def test_two_write_one_step_at_once_and_it_stands_once():
    project = siblings.centre()
    person = _meet(project)
    answers = all_at_once(lambda: _step(project, person, "home", date(2026, 6, 1)).step.code, [()] * 3)
    assert sorted(answers) == ["ALREADY", "ALREADY", "home"]
    assert PathStep.objects.filter(person=person).count() == 2
