"""The savings group and its book."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chumchon.homes.actions.savings import Paid, collect, give_back, join, leave, open_group
from chumchon.homes.models import SavedRow, Saver
from chumchon.homes.queries import savings as queries
from chumchon.ledger.models import Receipt
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.people.actions import PersonFacts
from chumchon.thai.errors import BadInput, Clash, Plain, Refused
from tests.factories import NOW, TODAY
from tests.homes import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(db):
    return world.make_group(world.make_project())


def test_a_community_has_one_group_whose_keepers_are_the_projects(group):
    assert group.saved_bp == 1000 and group.organisation.kind == "savings_group"
    with pytest.raises(Clash):
        world.make_group(group.project)
    with pytest.raises(BadInput):
        open_group(group.project, world.actor(group.project, "chair"), "x", 0, 0, "", world.START, NOW, TODAY)


def test_money_of_a_meeting_is_one_entry_with_a_receipt_a_member(group):
    a, b, _ = world.make_savers(group)
    made = world.save(group, [(a, "saving", 30_000), (a, "share", 20_000), (b, "saving", 30_000)])
    assert [r.satang for r in made.receipts] == [50_000, 30_000]
    assert [r.number for r in made.receipts] == [1, 2]
    assert queries.sums_of(a) == {"saving": 30_000, "share": 20_000}
    found = balances(queries.book_of(group))
    assert (found["1010"], found["2110"], found["3030"]) == (80_000, -60_000, -20_000)
    assert verify_book(queries.book_of(group)).ok
    assert [r.balance for r in queries.passbook(a)] == [30_000, 50_000]


def test_the_same_form_sent_twice_is_one_collection(group):
    a, *_ = world.make_savers(group)
    key = uuid.uuid4()
    first = world.save(group, [(a, "saving", 30_000)], key=key)
    again = world.save(group, [(a, "saving", 30_000)], key=key)
    assert first.entry == again.entry and Receipt.objects.count() == 1 and SavedRow.objects.count() == 1
    with pytest.raises(Clash):
        world.save(group, [(a, "saving", 40_000)], key=key)


def test_a_count_that_differs_needs_its_reason_and_stands_in_the_book(group):
    a, *_ = world.make_savers(group)
    with pytest.raises(Refused) as refused:
        world.save(group, [(a, "saving", 30_000)], counted=29_900)
    assert refused.value.code == "COUNT" and "ขาด 1.00" in refused.value.th
    world.save(group, [(a, "saving", 30_000)], counted=29_900, reason="ทอนผิด")
    found = balances(queries.book_of(group))
    assert (found["1010"], found["5290"]) == (29_900, 100)


def test_one_person_alone_collects_nothing(group):
    a, *_ = world.make_savers(group)
    treasurer = world.actor(group.project, "treasurer")
    with pytest.raises(Refused) as refused:
        collect(
            group, treasurer, treasurer, [Paid(a.pk, "saving", 100)], 100, "1010", "", TODAY, uuid.uuid4(), NOW, TODAY
        )
    assert refused.value.code == "SAME_PERSON"


@pytest.mark.parametrize(
    ("row", "code"),
    [(("saving", 0), "AMOUNT"), (("gold", 100), "KIND"), (("share", 15_000), "SHARE_PART"), (("saving", -5), "AMOUNT")],
)
def test_a_row_that_cannot_be_is_refused_and_nothing_is_written(group, row, code):
    a, *_ = world.make_savers(group)
    with pytest.raises(Plain) as refused:
        world.save(group, [(a, *row)], counted=100)
    assert refused.value.code == code and not SavedRow.objects.exists()


@pytest.mark.parametrize(("day", "code"), [(date(2026, 12, 1), "FUTURE_DATE"), (date(2020, 1, 1), "BEFORE_START")])
def test_a_day_before_the_group_or_ahead_is_refused(group, day, code):
    a, *_ = world.make_savers(group)
    with pytest.raises(Refused) as refused:
        world.save(group, [(a, "saving", 100)], day=day)
    assert refused.value.code == code


def _back(group, saver, kind, satang, box="1010", key=None):
    treasurer, chair = world.actor(group.project, "treasurer"), world.actor(group.project, "chair")
    return give_back(
        group, treasurer, chair, saver.pk, kind, satang, box, "ลาออก", TODAY, key or uuid.uuid4(), NOW, TODAY
    )


def test_a_member_gets_back_what_is_theirs_and_no_satang_more(group):
    a, b, _ = world.make_savers(group)
    world.save(group, [(a, "saving", 30_000), (b, "saving", 30_000)])
    with pytest.raises(Refused) as refused:
        _back(group, a, "saving", 30_001)
    assert refused.value.code == "NOT_THEIRS"
    with pytest.raises(Refused) as refused:
        _back(group, a, "saving", 30_000, box="1020")
    assert refused.value.code == "NO_CASH"
    key = uuid.uuid4()
    assert _back(group, a, "saving", 30_000, key=key) == _back(group, a, "saving", 30_000, key=key)
    assert queries.sums_of(a)["saving"] == 0 and verify_book(queries.book_of(group)).ok


def test_a_member_leaves_only_with_nothing_in(group):
    a, *_ = world.make_savers(group)
    world.save(group, [(a, "saving", 30_000)])
    chair = world.actor(group.project, "chair")
    with pytest.raises(Refused):
        leave(group, chair, a.pk, TODAY, NOW, TODAY)
    _back(group, a, "saving", 30_000)
    leave(group, chair, a.pk, TODAY, NOW, TODAY)
    with pytest.raises(Refused):
        world.save(group, [(a, "saving", 100)])


def test_a_head_of_the_survey_joins_once_as_the_same_person(group):
    house = world.survey(group.project, 1)[0]
    secretary = world.actor(group.project, "secretary")
    saver = join(group, secretary, PersonFacts(""), house.head_id, None, TODAY, NOW, TODAY)
    assert saver.person == house.head
    with pytest.raises(Plain):
        join(group, secretary, PersonFacts(""), house.head_id, None, TODAY, NOW, TODAY)
    with pytest.raises(BadInput):
        join(group, secretary, PersonFacts(""), None, None, TODAY, NOW, TODAY)


def test_a_row_that_is_moved_or_added_shows_in_the_check(group):
    a, b, _ = world.make_savers(group)
    made = world.save(group, [(a, "saving", 30_000)])
    row = SavedRow.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedRow.objects.filter(pk=row.pk).update(saver=b)
    SavedRow.objects.create(
        entry=made.entry, receipt=made.receipts[0], saver=b, commitment=row.commitment, kind="saving", satang=5
    )
    found = verify_book(queries.book_of(group))
    assert not found.ok and found.broken[0].entry == made.entry.number
    assert Saver.objects.count() == 3
