"""Several people at once: certificates without gaps, one leader a citizen id, one list."""

import pytest

from chumchon.leaders.actions import certificates, leaders, trainings
from chumchon.leaders.models import Certificate, Leader
from tests.leaders import world
from tests.leaders.world import NOW, TODAY
from tests.together import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_trainings_signed_at_once_and_one_signed_twice_have_numbers_without_gaps():
    body = world.body()
    first, second = world.closed(body), world.closed(body)
    chair = world.by(body, "chair")

    def issue(pk):
        return len(certificates.issue(body, pk, chair, NOW, TODAY))

    said = all_at_once(issue, [(first.pk,), (second.pk,), (first.pk,)])
    assert sorted(map(str, said)) == ["2", "2", "NOT_OPEN"]
    assert sorted(Certificate.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_two_helpers_who_type_the_list_at_once_and_two_tambons_who_enter_one_citizen_id():
    body, other = world.body(), world.body("council-500701", "500701")
    row, writer = world.training(body, 1), world.by(body)

    def enlist():
        return trainings.enlist(body, row.pk, [], world.NAMES, writer, NOW, TODAY)

    assert sorted(all_at_once(enlist, [(), ()])) == [0, 3]
    assert Leader.objects.count() == 3
    from chumchon.thai import citizen
    from tests.councils.world import person

    facts = leaders.LeaderFacts("ทองดี", "มีสุข", "นาย", citizen.normalise(person(77)))

    def enter(at, by):
        return leaders.enter(at, facts, by, True, NOW, TODAY).person_key

    said = all_at_once(enter, [(body, writer), (other, world.by(other))])
    assert said.count("KNOWN") == 1 and Leader.objects.filter(person__first_name="ทองดี").count() == 1
