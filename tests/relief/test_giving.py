"""Pledges: never above the store or the cash, never counted twice; laid out, loaded, delivered in parts, brought back."""

import uuid

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from chumchon.relief.actions import allotting, deliveries, disasters, loads, pledges
from chumchon.relief.models import Allotment, Delivery, Load, Need, Pledge
from chumchon.relief.queries.disasters import givers, sums
from chumchon.relief.queries.giving import held
from chumchon.thai.errors import NotAllowed
from tests.factories import NOW, TODAY, actor
from tests.relief.world import (
    agreed,
    arrived,
    counted,
    flood,
    fresh,
    laid_out,
    listed,
    loaded,
    moment,
    network,
    promised,
    refused,
    three,
    whole,
)
from tests.together import all_at_once


@pytest.fixture
def funds(db):
    return three()


@pytest.fixture
def flooded(funds):
    """Two houses lack thirty kilograms of rice; the neighbour has a hundred in its store."""
    own, near, far = funds
    disaster = flood(own)
    listed(own, disaster, "1", (("rice", 10),))
    listed(own, disaster, "2", (("rice", 20),), village=2)
    counted(near, quantity=100)
    return own, near, far, disaster


def rice(disaster):
    return next(r.sums for r in sums(disaster) if r.item.pk == "rice")


def test_a_flood_from_the_pledge_to_the_door(flooded):
    own, near, _, disaster = flooded
    promised(near, disaster, quantity=100)
    assert (rice(disaster).asked, rice(disaster).pledged, rice(disaster).missing) == (30, 100, 30)
    assert sum(a.quantity for a in laid_out(own, disaster)) == 30
    load = loaded(near, disaster)
    assert rice(disaster).on_the_way == 30
    for line in load.lines.all():
        arrived(own, line)
    found = rice(disaster)
    assert (found.delivered, found.on_the_way, found.missing, found.percent) == (30, 0, 0, 100)
    assert fresh(load).state == "done" and whole(disaster)
    assert held(near.organisation, Pledge.objects.get().item).free == 0  # 100 counted, 100 promised


def test_nobody_promises_what_the_store_does_not_hold(flooded):
    _, near, far, disaster = flooded
    with refused("ABOVE_STOCK") as said:
        promised(near, disaster, quantity=101)
    assert "100 กก." in said.value.th
    promised(near, disaster, quantity=60)
    with refused("PLEDGED_BEFORE"):
        promised(near, disaster, quantity=10)
    with refused("ABOVE_STOCK"):
        promised(near, disaster, quantity=41, again=True)
    promised(near, disaster, quantity=40, again=True)
    with refused("NOT_COUNTED"):
        promised(far, disaster, quantity=1)
    assert promised(far, disaster, "labour", 12).state == "open"  # hands lie in no store


def test_one_bag_is_not_promised_to_two_disasters(flooded):
    _, near, far, disaster = flooded
    other = flood(far, ("570101",), name="น้ำท่วมเชียงราย")
    promised(near, disaster, quantity=70)
    with refused("ABOVE_STOCK"):
        promised(near, other, quantity=31)
    promised(near, other, quantity=30)


def test_what_left_with_a_truck_is_not_in_the_store_and_a_new_count_starts_anew(flooded):
    own, near, _, disaster = flooded
    pledge = promised(near, disaster, quantity=30)
    laid_out(own, disaster)
    loads_sent = loaded(near, disaster, send=False)
    loads.send(near.organisation, loads_sent.pk, actor(near, "treasurer"), moment(hours=1), TODAY)
    found = held(near.organisation, pledge.item)
    assert (found.counted, found.gone, found.promised, found.free) == (100, 30, 0, 70)
    pledges.count_stock(near.organisation, actor(near, "chair"), "rice", 64, moment(hours=2), TODAY)
    assert held(near.organisation, pledge.item).free == 64


def test_a_truck_that_comes_back_whole_brings_back_no_more_than_it_took(flooded):
    own, near, _, disaster = flooded
    pledge = promised(near, disaster, quantity=40)
    laid_out(own, disaster)
    load = loaded(near, disaster)
    loads.bring_back(near.organisation, load.pk, actor(near, "treasurer"), "ทางขาด", NOW, TODAY)
    stock = held(near.organisation, pledge.item)
    assert (fresh(load).state, stock.gone, stock.promised, stock.free) == ("cancelled", 0, 40, 60)
    with refused("ABOVE_STOCK"):
        promised(near, disaster, quantity=61, again=True)


def test_a_pledge_said_twice_is_one_and_the_sums_count_it_once(flooded):
    _, near, _, disaster = flooded
    key = uuid.uuid4()
    assert promised(near, disaster, quantity=50, key=key) == promised(near, disaster, quantity=50, key=key)
    with refused("KEY_REUSED"):
        promised(near, disaster, quantity=51, key=key)
    assert rice(disaster).pledged == 50


def test_a_members_share_of_its_networks_pledge_counts_once(flooded):
    own, near, _, disaster = flooded
    made, secretary = network()
    pledges.count_stock(made, secretary, "rice", 80, NOW, TODAY)
    total = pledges.pledge(made, disaster.pk, secretary, "rice", 80, uuid.uuid4(), NOW, TODAY)
    promised(near, disaster, quantity=30, part_of=total.pk)
    assert rice(disaster).pledged == 80
    with refused("ABOVE_NETWORK"):
        promised(near, disaster, quantity=51, part_of=total.pk, again=True)
    laid_out(own, disaster)
    assert sum(Need.objects.values_list("allotted", flat=True)) == 30 and whole(disaster)
    assert {g.organisation.code: g.rows[0][1] for g in givers(disaster)} == {"network-50": 50, "near": 30}
    share = Pledge.objects.get(giver=near.organisation)
    pledges.release(
        near.organisation, share.pk, actor(near, "chair"), share.left, "ของไม่พอ", NOW, TODAY
    ) if share.left else None
    assert whole(disaster)


def test_a_network_without_a_book_promises_no_money(flooded):
    *_, disaster = flooded
    made, secretary = network()
    with refused("NO_BOOK"):
        pledges.pledge(made, disaster.pk, secretary, "money", 100, uuid.uuid4(), NOW, TODAY)


def test_what_is_laid_out_is_not_taken_back_before_it_is_called_off(flooded):
    own, near, _, disaster = flooded
    pledge = promised(near, disaster, quantity=40)
    laid_out(own, disaster)
    with refused("LAID_OUT"):
        pledges.release(near.organisation, pledge.pk, actor(near, "chair"), 11, "รถเสีย", NOW, TODAY)
    pledges.release(near.organisation, pledge.pk, actor(near, "chair"), 10, "รถเสีย", NOW, TODAY)
    first = Allotment.objects.order_by("pk")[0]
    allotting.call_off(near.organisation, first.pk, actor(near, "chair"), NOW, TODAY)
    assert fresh(pledge).left == first.quantity and whole(disaster)
    with refused("ON_A_LOAD"):
        allotting.call_off(near.organisation, first.pk, actor(near, "chair"), NOW, TODAY)
    with refused("NO_REASON"):
        pledges.release(near.organisation, pledge.pk, actor(near, "chair"), 1, " ", NOW, TODAY)


def test_laying_out_again_gives_nothing_twice(flooded):
    own, near, far, disaster = flooded
    promised(near, disaster, quantity=12)
    assert sum(a.quantity for a in laid_out(own, disaster)) == 12
    assert laid_out(own, disaster) == []
    counted(far, quantity=50)
    promised(far, disaster, quantity=50)
    assert sum(a.quantity for a in laid_out(own, disaster)) == 18 and whole(disaster)
    with pytest.raises(NotAllowed):
        allotting.allot(disaster.pk, actor(near, "chair"), NOW, TODAY)


def test_a_delivery_in_parts_and_the_rest_comes_back_to_the_store(flooded):
    own, near, _, disaster = flooded
    promised(near, disaster, quantity=30)
    laid_out(own, disaster)
    load = loaded(near, disaster)
    first, second = load.lines.order_by("-quantity")
    arrived(own, first, 15, receiver="neighbour")
    arrived(own, second)
    assert fresh(load).state == "sent"
    loads.bring_back(near.organisation, load.pk, actor(near, "treasurer"), "ถนนขาด", NOW, TODAY)
    found = rice(disaster)
    assert (found.delivered, found.on_the_way, found.missing) == (25, 0, 5)
    assert fresh(load).state == "done" and whole(disaster)
    assert sum(a.quantity for a in laid_out(own, disaster)) == 5
    with refused("LOAD_STATE"):
        loads.bring_back(near.organisation, load.pk, actor(near, "treasurer"), "ถนนขาด", NOW, TODAY)


def test_a_delivery_twice_is_one_and_above_the_load_is_none(flooded):
    own, near, _, disaster = flooded
    promised(near, disaster, quantity=30)
    laid_out(own, disaster)
    load = loaded(near, disaster, send=False)
    line = load.lines.first()
    with refused("NOT_SENT"):
        arrived(own, line)
    loads.send(near.organisation, load.pk, actor(near, "treasurer"), NOW, TODAY)
    uid = uuid.uuid4()
    assert arrived(own, line, uid=uid)[1] is True
    assert arrived(own, line, uid=uid, quantity=line.quantity)[1] is False
    with refused("DELIVERED_BEFORE") as said:
        arrived(near, fresh(line), line.quantity)
    assert "ส่งมอบครบแล้ว" in said.value.th
    with refused("ID_REUSED"):
        arrived(own, line, 1, uid=uid)
    with refused("ABOVE_LOAD"):
        arrived(own, load.lines.last(), 10_000)
    assert Delivery.objects.count() == 1 and whole(disaster)


def test_a_delivery_that_was_wrong_is_undone_by_a_row_that_names_it(flooded):
    own, near, _, disaster = flooded
    promised(near, disaster, quantity=30)
    laid_out(own, disaster)
    load = loaded(near, disaster)
    made, _ = arrived(own, load.lines.first())
    undone = deliveries.undo(own.organisation, made.pk, actor(own, "chair"), "ผิดบ้าน", uuid.uuid4(), NOW, TODAY)
    assert undone.reverses == made and undone.quantity == -made.quantity and fresh(load).state == "sent"
    assert rice(disaster).delivered == 0 and rice(disaster).on_the_way == 30 and whole(disaster)
    with refused("UNDONE"):
        deliveries.undo(own.organisation, made.pk, actor(own, "chair"), "ผิดบ้าน", uuid.uuid4(), NOW, TODAY)


def test_a_phone_that_comes_back_after_the_close_still_tells_what_arrived(flooded):
    own, near, _, disaster = flooded
    promised(near, disaster, quantity=30)
    laid_out(own, disaster)
    load = loaded(near, disaster)
    with refused("ON_THE_WAY"):
        disasters.close(disaster.pk, actor(own, "chair"), NOW, TODAY)
    for line in load.lines.all():
        arrived(own, line)
    disasters.close(disaster.pk, actor(own, "chair"), NOW, TODAY)
    with refused("DISASTER_CLOSED"):
        promised(near, disaster, quantity=1, again=True)
    assert disasters.reopen(disaster.pk, actor(own, "chair"), NOW, TODAY).is_open


def test_a_stranger_confirms_nothing(flooded):
    own, near, far, disaster = flooded
    promised(near, disaster, quantity=30)
    laid_out(own, disaster)
    load = loaded(near, disaster)
    with refused("NO_LINE"):
        arrived(far, load.lines.first())
    with pytest.raises(NotAllowed):
        arrived(own, load.lines.first(), by="auditor")
    with refused("NO_LOAD"):
        loads.bring_back(far.organisation, load.pk, actor(far, "treasurer"), "x", NOW, TODAY)


def test_the_database_itself_refuses_to_give_more_than_was_promised(flooded):
    _, near, _, disaster = flooded
    pledge = promised(near, disaster, quantity=30)
    for broken in ({"allotted": 31}, {"sent": 1}, {"delivered": 1}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Pledge.objects.filter(pk=pledge.pk).update(**broken)
    with pytest.raises(DatabaseError), transaction.atomic():
        Need.objects.update(delivered=F("asked"))


@pytest.mark.django_db(transaction=True)
def test_two_who_promise_the_last_bag_at_one_moment_do_not_promise_it_twice():
    own, near, far = three()
    disaster, other = flood(own), flood(far, ("570101",))
    counted(near, quantity=100)
    answers = all_at_once(lambda d: promised(near, d, quantity=60).quantity, [(disaster,), (other,)])
    assert sorted(answers, key=str) == [60, "ABOVE_STOCK"]


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_one_line_at_one_moment_are_one_delivery():
    own, near, _ = three()
    disaster = flood(own)
    listed(own, disaster)
    counted(near)
    promised(near, disaster, quantity=10)
    laid_out(own, disaster)
    line = loaded(near, disaster).lines.get()
    answers = all_at_once(lambda by: arrived(own, line, 10, by=by)[1], [("collector",), ("secretary",)])
    assert sorted(answers, key=str) == ["DELIVERED_BEFORE", True] and whole(disaster)
    assert Load.objects.get().state == "done"


def test_a_pledge_of_money_needs_another_persons_word(flooded):
    _, near, _, disaster = flooded
    pledge = promised(near, disaster, "money", 100_000, by="chair")
    assert pledge.state == "waiting" and not [r for r in sums(disaster) if r.item.pk == "money"]
    with pytest.raises(NotAllowed, match="SAME_PERSON"):
        agreed(near, pledge, "chair")
    agreed(near, pledge, "secretary")
    with refused("ANSWERED"):
        pledges.answer(near.organisation, pledge.pk, actor(near, "chair"), False, "ไม่เห็นด้วย", NOW, TODAY)
    other = promised(near, disaster, "money", 50_000, again=True)
    pledges.answer(near.organisation, other.pk, actor(near, "chair"), False, "เงินไม่พอ", NOW, TODAY)
    assert [r.sums.pledged for r in sums(disaster) if r.item.pk == "money"] == [100_000]
