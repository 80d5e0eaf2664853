"""Several at one moment: a month is told once, a seat is given once, a no and a late visit end alike whoever is quicker."""

import uuid
from datetime import timedelta

import pytest

from chumchon.households.actions import consents, referrals, visits
from chumchon.households.actions.telling import tell
from chumchon.households.models import Passbook, Referral, ToldCounts, Visit
from tests import factories
from tests.factories import NOW, TODAY
from tests.households import world
from tests.leaders import world as leaders
from tests.together import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_tell_at_one_moment_tell_once():
    register = world.make_register(factories.make_fund())
    world.village(register, 24, 12)
    assert sorted(all_at_once(lambda: tell(TODAY, NOW), [(), ()])) == [0, 1]
    assert ToldCounts.objects.count() == 1


def test_two_who_give_a_seat_at_one_moment_give_one():
    register = world.make_register(factories.make_fund())
    body, passbook = leaders.body(), world.visited(register)
    training = leaders.training(body, first=TODAY + timedelta(days=7))
    facts = referrals.ReferralFacts(
        "training", "อยากเรียน", TODAY, True, training_id=training.pk, learner="นางสาวแก้ว ใจดี"
    )
    sent = referrals.send(register, passbook.pk, world.actor(register), facts, uuid.uuid4(), NOW, TODAY)
    give = lambda who: referrals.open_seat(body, sent.pk, who, training.pk, "นางสาวแก้ว ใจดี", NOW, TODAY).number  # noqa: E731
    assert sorted(map(str, all_at_once(give, [(leaders.by(body),), (leaders.by(body),)]))) == ["1", "SEAT_THERE"]
    assert training.trainees.count() == 1 and Referral.objects.get().trainee is not None


def test_a_no_and_a_visit_that_comes_late_end_alike_whoever_is_quicker():
    register = world.make_register(factories.make_fund())
    passbook = world.visited(register, "5")
    late = world.entry("5", at=NOW - timedelta(hours=2))
    all_at_once(
        lambda act: act(),
        [
            (lambda: consents.refuse(register, passbook.pk, world.actor(register), NOW, TODAY).state,),
            (lambda: visits.keep_visit(register, world.actor(register, "visitor2"), late, NOW, TODAY).code,),
        ],
    )
    assert Passbook.objects.get().state == "refused" and not Visit.objects.exists()
