"""A collection day, touch by touch: taken once, undone, late, and never two spans that overlap."""

import threading
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection, connections

from chumchon.funds.actions.contributions import Payment, post_contributions
from chumchon.funds.actions.sheets import Closing, close_sheet, open_sheet
from chumchon.funds.actions.takings import move_late, take, void
from chumchon.funds.models import CollectionSheet, Fund, Member, Taking, TakingVoid
from chumchon.funds.queries.takings import late
from chumchon.funds.rules.collecting import Touch
from chumchon.ledger.models import Entry, Receipt
from chumchon.thai.errors import Clash, NotAllowed, Refused
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user

NOV = (date(2026, 11, 1), date(2026, 11, 30))
DEC = (date(2026, 12, 1), date(2026, 12, 31))


def touch(member, span=NOV, satang=3000, kind="due", uid=None):
    return Touch(uid or uuid.uuid4(), member.pk, kind, satang, *span, at=NOW)


def new_sheet(fund, village=1, day=TODAY):
    place = fund.organisation.subdistrict.villages.get(number=village)
    return open_sheet(fund, actor(fund, "collector"), place, day, TODAY, NOW)


def taking(fund, sheet, *touches, **more):
    return take(fund, sheet.pk, actor(fund, "collector"), touches, TODAY, NOW, **more)


def undo(fund, uid):
    return void(fund, uid, actor(fund, "collector"), TODAY, NOW)


def close(fund, sheet, counted=None, reason="", witness="chair", who="collector", secret="123456", day=TODAY):
    taken = sum(t.satang for t in Taking.objects.filter(sheet=sheet, void=None))
    said = Closing(counted if counted is not None else {"100": taken // 100}, reason, f"{witness}-{fund.code}", secret)
    return close_sheet(fund, sheet.pk, actor(fund, who), said, day, NOW)


@pytest.fixture
def sheet(fund):
    return new_sheet(fund)


def test_a_touch_is_kept_at_once_and_the_book_waits_for_the_closing(fund, sheet):
    member = make_member(fund)
    [answer] = taking(fund, sheet, touch(member))
    assert answer.status == "accepted" and not answer.late
    member.refresh_from_db()
    assert Taking.objects.get().satang == 3000 and member.paid_until == date(2026, 10, 31)
    assert not Entry.objects.exists()


def test_a_touch_sent_twice_is_one_taking(fund, sheet):
    said = touch(make_member(fund))
    assert [taking(fund, sheet, said)[0].status for _ in range(2)] == ["accepted", "already"]
    assert Taking.objects.count() == 1


def test_one_id_for_two_contents_is_a_conflict(fund, sheet):
    member, uid = make_member(fund), uuid.uuid4()
    taking(fund, sheet, touch(member, uid=uid))
    [answer] = taking(fund, sheet, touch(member, (NOV[0], DEC[1]), 6000, uid=uid))
    assert (answer.status, answer.code) == ("conflict", "ID_REUSED")


def test_the_same_month_by_a_second_collector_waits_for_a_person(fund, sheet):
    member = make_member(fund)
    other = new_sheet(fund, day=TODAY - timedelta(days=1))
    taking(fund, sheet, touch(member))
    for where in (sheet, other):
        [answer] = taking(fund, where, touch(member))
        assert (answer.status, answer.code) == ("conflict", "PAID_ALREADY")
        assert "30 พ.ย. 69" in answer.th
    assert Taking.objects.count() == 1


def test_months_in_a_row_are_taken_in_one_call(fund, sheet):
    member = make_member(fund)
    assert [a.status for a in taking(fund, sheet, touch(member), touch(member, DEC))] == ["accepted"] * 2


@pytest.mark.parametrize(
    ("fields", "more", "code"),
    [
        ({}, {"span": DEC}, "GAP"),
        ({}, {"satang": 4000}, "NOT_WHOLE"),
        ({}, {"satang": 6000}, "WRONG_AMOUNT"),
        ({}, {"satang": 0}, "AMOUNT"),
        ({}, {"span": (None, None)}, "NO_SPAN"),
        ({"status": "died"}, {}, "MEMBER_GONE"),
        ({"status": "left"}, {}, "MEMBER_GONE"),
        ({}, {"kind": "entry_fee", "span": (None, None), "satang": 100}, "WRONG_AMOUNT"),
    ],
)
def test_an_unsound_touch_is_rejected_with_a_sentence(fund, sheet, fields, more, code):
    [answer] = taking(fund, sheet, touch(make_member(fund, **fields), **more))
    assert (answer.status, answer.code) == ("rejected", code) and len(answer.th) > 20
    assert not Taking.objects.exists()


def test_one_bad_touch_of_a_household_leaves_the_others(fund, sheet):
    good, bad = make_member(fund, "ดี"), make_member(fund, "ตาย", status="died")
    assert [a.status for a in taking(fund, sheet, touch(good), touch(bad))] == ["accepted", "rejected"]
    with pytest.raises(Refused):
        taking(fund, sheet, touch(good, DEC), touch(bad), together=True)
    assert Taking.objects.count() == 1


def test_a_member_of_another_fund_is_unknown_here(fund, sheet):
    other = make_fund("other", "500702")
    [answer] = taking(fund, sheet, touch(make_member(other)))
    assert (answer.status, answer.code) == ("rejected", "NO_MEMBER")
    with pytest.raises(Refused) as refused:
        take(other, sheet.pk, actor(other, "collector"), [], TODAY, NOW)
    assert refused.value.code == "NO_SHEET"


def test_who_may_not_collect_takes_nothing(fund, sheet):
    with pytest.raises(NotAllowed):
        take(fund, sheet.pk, actor(fund, "auditor"), [touch(make_member(fund))], TODAY, NOW)


def test_the_entry_fee_is_taken_once(fund, sheet):
    member = make_member(fund, paid_until=None, joined_on=TODAY)
    fee = (None, None)
    assert taking(fund, sheet, touch(member, fee, 2000, "entry_fee"))[0].status == "accepted"
    [answer] = taking(fund, sheet, touch(member, fee, 2000, "entry_fee"))
    assert (answer.status, answer.code) == ("conflict", "FEE_PAID")
    close(fund, sheet)
    [answer] = taking(fund, new_sheet(fund), touch(member, fee, 2000, "entry_fee"))
    assert answer.code == "FEE_PAID"


def test_an_undo_gives_the_month_back_and_twice_is_once(fund, sheet):
    member = make_member(fund)
    said = touch(member)
    taking(fund, sheet, said)
    assert [undo(fund, said.uid).status for _ in range(2)] == ["accepted", "already"]
    assert TakingVoid.objects.count() == 1
    assert taking(fund, sheet, said)[0].status == "already"  # the old touch does not come back to life
    assert taking(fund, sheet, touch(member))[0].status == "accepted"


def test_the_later_month_is_undone_first(fund, sheet):
    member = make_member(fund)
    first, second = touch(member), touch(member, DEC)
    taking(fund, sheet, first, second)
    with pytest.raises(Refused) as refused:
        undo(fund, first.uid)
    assert refused.value.code == "LATER_FIRST"
    undo(fund, second.uid)
    undo(fund, first.uid)


def test_after_the_closing_an_undo_is_a_matter_of_the_receipt(fund, sheet):
    said = touch(make_member(fund))
    taking(fund, sheet, said)
    close(fund, sheet)
    with pytest.raises(Refused) as refused:
        undo(fund, said.uid)
    assert refused.value.code == "SHEET_CLOSED"


def test_what_comes_after_the_closing_goes_to_the_late_list_and_a_person_moves_it(fund, sheet):
    early, tardy = make_member(fund, "ก่อน"), make_member(fund, "ช้า")
    taking(fund, sheet, touch(early))
    close(fund, sheet)
    said = touch(tardy)
    [answer] = taking(fund, sheet, said)
    assert (answer.status, answer.late, answer.code) == ("accepted", True, "LATE")
    assert taking(fund, sheet, said)[0].status == "already"
    assert [t.member for t in late(fund)] == [tardy] and Receipt.objects.count() == 1
    with pytest.raises(Refused) as refused:
        move_late(fund, said.uid, sheet.pk, actor(fund, "collector"), TODAY, NOW)
    assert refused.value.code == "SHEET_CLOSED"
    second = new_sheet(fund)
    for _ in range(2):
        move_late(fund, said.uid, second.pk, actor(fund, "collector"), TODAY, NOW)
    assert not late(fund) and second.takings.count() == 1
    close(fund, second)
    tardy.refresh_from_db()
    assert tardy.paid_until == NOV[1] and Receipt.objects.count() == 2


def test_a_month_that_waits_in_the_late_list_is_not_taken_again(fund, sheet):
    member = make_member(fund)
    close(fund, sheet)
    taking(fund, sheet, touch(member))
    [answer] = taking(fund, new_sheet(fund), touch(member))
    assert (answer.status, answer.code) == ("conflict", "PAID_ALREADY")


def test_a_late_taking_can_be_voided(fund, sheet):
    close(fund, sheet)
    said = touch(make_member(fund))
    taking(fund, sheet, said)
    undo(fund, said.uid)
    assert not late(fund)


def _in_threads(*jobs):
    """Run the jobs at once on connections of their own; answers or errors in their order."""
    gate, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(i, job):
        try:
            gate.wait()
            results[i] = job()
        except Exception as error:
            results[i] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


@pytest.fixture
def busy(transactional_db):
    """A fund whose database takes real connections of several threads."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("an in-memory database has one connection")
    fund = make_fund()
    return Fund.objects.select_related("organisation").get(pk=fund.pk)


@pytest.mark.django_db(transaction=True)
def test_a_double_submit_at_once_is_one_taking(busy):
    sheet, said = new_sheet(busy), touch(make_member(busy))
    answers = _in_threads(*[lambda: taking(busy, sheet, said)[0].status] * 4)
    assert sorted(answers) == ["accepted", "already", "already", "already"]
    assert Taking.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_collectors_who_take_the_same_member_at_once_get_one_taking_and_one_question(busy):
    member = make_member(busy)
    sheets = [new_sheet(busy), new_sheet(busy, day=TODAY - timedelta(days=1))]
    answers = _in_threads(*[lambda s=s: taking(busy, s, touch(member))[0].status for s in sheets * 2])
    assert sorted(answers) == ["accepted", "conflict", "conflict", "conflict"]


@pytest.mark.django_db(transaction=True)
def test_the_counter_and_a_sheet_never_take_the_same_month(busy):
    from chumchon.funds.actions.counter import take_at_counter

    member, sheet = make_member(busy), new_sheet(busy)
    pay = [Payment(member.pk, "due", 3000, *NOV)]
    results = _in_threads(
        lambda: taking(busy, sheet, touch(member))[0].status,
        lambda: take_at_counter(busy, actor(busy, "treasurer"), pay, TODAY, NOW, uuid.uuid4()),
    )
    on_sheet = results[0] == "accepted"
    assert on_sheet != isinstance(results[1], tuple)
    assert Receipt.objects.count() == (0 if on_sheet else 1)


@pytest.mark.django_db(transaction=True)
def test_a_touch_while_the_sheet_is_closed_is_in_the_receipts_or_in_the_late_list(busy):
    sheet, early, tardy = new_sheet(busy), make_member(busy, "ก่อน"), make_member(busy, "ช้า")
    taking(busy, sheet, touch(early))
    closing = lambda: close(busy, sheet, {"100": 30}, "")  # noqa: E731
    results = _in_threads(closing, lambda: taking(busy, sheet, touch(tardy))[0])
    if isinstance(results[0], Refused):  # the touch was first: the count no longer meets what was taken
        assert results[0].code == "NO_REASON" and not results[1].late
        assert CollectionSheet.objects.get().state == "open"
    else:
        assert results[1].late and Receipt.objects.count() == 1
    assert Taking.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_closing_twice_at_once_posts_once(busy):
    sheet = new_sheet(busy)
    taking(busy, sheet, touch(make_member(busy)))
    results = _in_threads(*[lambda: close(busy, sheet)] * 3)
    assert sum(isinstance(r, CollectionSheet) for r in results) == 1
    assert {r.code for r in results if isinstance(r, Clash)} == {"SHEET_CLOSED"}
    assert Receipt.objects.count() == 1 and Entry.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_receipt_posted_twice_at_once_is_one(busy):
    member, key = make_member(busy), uuid.uuid4()
    job = lambda: post_contributions(  # noqa: E731
        busy, actor(busy, "treasurer"), None, TODAY, [Payment(member.pk, "due", 3000, *NOV)], key, "x", "test", "", NOW
    )
    results = _in_threads(job, job, job)
    assert len({r[0].pk for r in results}) == 1 and Receipt.objects.count() == 1
    assert Member.objects.get().paid_until == NOV[1]
    assert user(busy, "treasurer")
