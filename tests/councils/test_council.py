"""A council is founded: representatives of registered organisations, experts up to a fifth, a chair by vote, a certificate."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chumchon.access.models import Grant
from chumchon.councils.actions import councils, groups, meetings, seats
from chumchon.councils.models import Council, Seat
from chumchon.councils.queries.councils import figures, figures_by_tambon
from chumchon.people import protect
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Plain, Refused
from tests.councils import world
from tests.councils.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_a_council_from_the_register_to_its_certificate():
    council = world.founded()
    assert (council.state, council.label, council.founded_on) == ("founded", "1/2569", TODAY)
    term = council.terms.get()
    assert (term.from_day, term.until_day) == (TODAY, date(2030, 11, 23))
    assert (figures("50").councils, figures("50").organisations, figures().members) == (1, 4, 8)
    assert figures("51").councils == 0 and figures_by_tambon() == [("500705", 1, 4, 8)]


def test_the_second_council_of_a_province_gets_the_next_number():
    world.founded()
    second = world.founded("500706", first=8, count=4)
    assert second.label == "2/2569"


def test_nothing_is_founded_without_organisations_a_signed_meeting_and_a_chair():
    council = world.opened()
    for prepare, code in (
        (lambda: None, "FEW_GROUPS"),
        (lambda: world.filled(council, 4), "NO_FOUNDING"),
    ):
        prepare()
        with pytest.raises(Refused) as refused:
            councils.found(council, world.officer(), NOW, TODAY)
        assert refused.value.code == code
    assert Council.objects.get().state == "preparing"


def test_a_person_is_not_representative_in_two_councils():
    world.founded()
    other = world.opened("500706")
    group = world.registered(other)
    with pytest.raises(Refused) as refused:
        world.seat(other, 3, group)
    assert refused.value.code == "IN_COUNCIL" and "สภาองค์กรชุมชนตำบล" in refused.value.th
    expert = {"kind": "expert", "expertise": "กฎหมาย"}
    with pytest.raises(Refused):
        world.seat(other, 3, **expert)
    assert Seat.objects.filter(term__council=other).count() == 0


def test_the_database_itself_refuses_a_second_council_for_one_person():
    world.founded()
    other = world.opened("500706")
    first = Seat.objects.filter(person_key=protect.index(world.person(2))).get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(
            term=other.terms.get(), number=1, kind="representative", person=first.person, person_key=first.person_key, from_day=TODAY,
        )  # fmt: skip


def test_whoever_left_one_council_may_sit_in_another():
    council = world.founded()
    leaver = Seat.objects.get(term__council=council, number=8)
    seats.end_seat(council, leaver.pk, TODAY, "ย้ายบ้าน", world.officer(), NOW, TODAY)
    other = world.opened("500706")
    assert world.seat(other, 7, world.registered(other)).number == 1


def test_whose_term_is_over_may_sit_in_another_council():
    world.founded()
    later = date(2031, 1, 5)
    other = world.opened("500706", day=date(2030, 12, 1))
    group = world.registered(other, day=date(2030, 12, 1))
    assert world.seat(other, 0, group, day=later).pk
    assert Seat.objects.get(term__council__organisation__code="council-500705", number=1).end_reason == "ครบวาระ"


def test_experts_are_at_most_a_fifth_of_all_members():
    council = world.opened()
    world.filled(council, 8)
    made = [
        world.seat(council, 20 + i, kind="expert", expertise="บัญชี", citizen_id=world.person(20 + i)) for i in range(2)
    ]
    assert [s.number for s in made] == [9, 10]
    with pytest.raises(Refused) as refused:
        world.seat(council, 30, kind="expert", expertise="บัญชี")
    assert refused.value.code == "EXPERTS_FULL" and "2 คน" in refused.value.th


def test_an_organisation_sends_no_more_than_its_two_and_only_when_it_is_registered():
    council = world.opened()
    group = world.registered(council)
    for i in range(2):
        world.seat(council, i, group)
    with pytest.raises(Refused) as refused:
        world.seat(council, 5, group)
    assert refused.value.code == "SENT_ENOUGH"
    waiting = world.entered(council, "ป่าชุมชนดอยสูง", "forest")
    with pytest.raises(Refused) as refused:
        world.seat(council, 5, waiting)
    assert refused.value.code == "NOT_REGISTERED"


def test_votes_for_a_chair_above_those_who_came_are_refused_and_nobody_is_chair():
    council = world.opened()
    people = world.filled(council)
    meeting = world.called(council, "founding")
    world.attended(council, meeting, 5)
    for votes, code in (
        ({people[0].pk: 4, people[1].pk: 2}, "VOTES_ABOVE"),
        ({people[0].pk: 2, people[1].pk: 2}, "TIE"),
    ):
        with pytest.raises(Refused) as refused:
            meetings.elect(council, meeting.pk, "chair", votes, world.officer(), NOW, TODAY)
        assert refused.value.code == code
    assert not Seat.objects.filter(position="chair").exists()


def test_a_new_chair_takes_the_place_and_the_role_of_the_old_one():
    council = world.founded()
    old = world.chair_of(council)
    meeting = world.called(council)
    world.attended(council, meeting)
    second = Seat.objects.get(term__council=council, number=2)
    seats.give_user(council, second.pk, "second", world.officer(), NOW, TODAY)
    meetings.elect(council, meeting.pk, "chair", {second.pk: 8}, world.officer(), NOW, TODAY)
    assert Seat.objects.get(position="chair").pk == second.pk
    running = Grant.objects.filter(organisation=council.organisation, until_day__gte=TODAY)
    assert {(g.user_id, g.role) for g in running} == {
        (old.pk, "committee"),
        (Seat.objects.get(number=2).user_id, "chair"),
    }


def test_a_person_who_leaves_the_council_signs_in_no_longer():
    council = world.founded()
    user = world.chair_of(council)
    chair = Seat.objects.get(position="chair")
    seats.end_seat(council, chair.pk, TODAY, "ลาออก", world.officer(), NOW, TODAY)
    assert not Grant.objects.filter(user=user, until_day__gte=TODAY).exists()


def test_a_new_term_begins_after_the_old_one_and_its_seats_are_free():
    council = world.founded()
    with pytest.raises(Refused) as refused:
        councils.new_term(council, date(2030, 11, 23), world.officer(), NOW, TODAY)
    assert refused.value.code == "TERM_RUNS"
    made = councils.new_term(council, date(2030, 11, 24), world.officer(), NOW, date(2030, 11, 24))
    assert made.number == 2 and not Seat.objects.filter(ended_on=None).exists()


@pytest.mark.parametrize(
    ("code", "kind", "refusal"),
    [("100401", "tambon", "BAD_KIND"), ("500705", "district", "BAD_KIND"), ("500705", "municipality", "NO_GOVERNMENT")],
)
def test_the_kind_of_a_council_fits_its_area(code, kind, refusal):
    with pytest.raises(BadInput) as refused:
        world.opened(code, kind)
    assert refused.value.code == refusal


def test_a_council_of_a_bangkok_district_covers_all_its_khwaeng():
    council = world.opened("100401", "district")
    assert council.code == "council-1004" and council.organisation.name_th == "สภาองค์กรชุมชนเขตบางรัก"
    from chumchon.councils.queries.groups import subdistricts_of

    assert subdistricts_of(council).count() > 3


def test_one_council_a_place_and_no_officer_outside_the_own_area():
    world.opened()
    with pytest.raises(Clash):
        world.opened()
    with pytest.raises(NotAllowed):
        councils.open_council("tambon", Council.objects.get().organisation.subdistrict, world.officer("51"), NOW, TODAY)


def test_the_national_meeting_belongs_to_no_officer_of_bangkok():
    nation = world.opened("100601", "nation")
    with pytest.raises(NotAllowed):
        councils.open_council("nation", nation.organisation.subdistrict, world.officer("10"), NOW, TODAY)
    for person, allowed in ((world.officer("10"), False), (world.officer("", "officer_hq"), True)):
        if allowed:
            assert meetings.call(
                nation, "ordinary", TODAY, NOW.time(), "กรุงเทพฯ", person, __import__("uuid").uuid4(), NOW, TODAY
            )
        else:
            with pytest.raises(NotAllowed):
                meetings.call(
                    nation, "ordinary", TODAY, NOW.time(), "กรุงเทพฯ", person, __import__("uuid").uuid4(), NOW, TODAY
                )


def test_a_council_that_ended_takes_nothing_more():
    council = world.founded()
    councils.end_council(council, TODAY, "รวมกับตำบลอื่น", world.officer(), NOW, TODAY)
    with pytest.raises(Plain) as refused:
        groups.enter(
            council, world.facts("กลุ่มใหม่ของตำบล"), world.officer(), __import__("uuid").uuid4(), True, NOW, TODAY
        )
    assert refused.value.code == "COUNCIL_ENDED"
    assert figures().councils == 0 and not Seat.objects.filter(ended_on=None).exists()
