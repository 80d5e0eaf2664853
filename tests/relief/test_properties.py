"""Whatever people do in whatever order: never more delivered than laid out, laid out than promised, and money balances."""

import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chumchon.ledger.queries import balances
from chumchon.relief.actions import allotting, deliveries, lists, loads, money, pledges
from chumchon.relief.models import Allotment, Delivery, Load, LoadLine, Pledge
from chumchon.relief.queries.disasters import sums
from chumchon.relief.rules.needs import asked_of
from chumchon.thai.errors import Plain
from tests.factories import NOW, TODAY, actor
from tests.relief.world import (
    SECRET,
    agreed,
    arrived,
    book,
    counted,
    flood,
    laid_out,
    listed,
    promised,
    received,
    sound,
    three,
    whole,
)

CASH = 1_000_000
small = st.integers(1, 40)
choice = st.integers(0, 10**6)


class Flood(RuleBasedStateMachine):
    """People of three funds do what comes to their minds; a refusal is a sentence, and nothing else goes wrong."""

    @initialize()
    def begin(self):
        self.story = transaction.atomic()  # each story in a savepoint that is taken back
        self.story.__enter__()
        self.own, self.near, self.far = three(CASH)
        self.disaster = flood(self.own)
        counted(self.near, quantity=200)

    def any_of(self, rows, at):
        rows = list(rows.order_by("pk"))
        return rows[at % len(rows)] if rows else None

    def attempt(self, act, *args, **kwargs):
        try:
            act(*args, **kwargs)
        except Plain as refused:
            assert refused.th and refused.en

    @rule(house=st.integers(1, 4), quantity=small, by=st.sampled_from(("collector", "secretary")))
    def a_house_is_listed(self, house, quantity, by):
        self.attempt(listed, self.own, self.disaster, str(house), (("rice", quantity),), by=by)

    @rule(at=choice, word=st.sampled_from(("adds", "replaces", "dropped")))
    def somebody_decides(self, at, word):
        row = self.any_of(self.disaster.lists, at)
        if row:
            self.attempt(lists.decide, self.own.organisation, row.pk, actor(self.own, "chair"), word, NOW, TODAY)

    @rule(quantity=st.integers(1, 150))
    def rice_is_promised(self, quantity):
        self.attempt(promised, self.near, self.disaster, quantity=quantity, again=True)

    @rule(satang=st.integers(1, CASH))
    def money_is_promised(self, satang):
        def act():
            agreed(self.near, promised(self.near, self.disaster, "money", satang, again=True))

        self.attempt(act)

    @rule(satang=st.integers(1, 2 * CASH))
    def money_is_asked_for(self, satang):
        who = actor(self.own, "treasurer")
        self.attempt(lists.ask_money, self.own.organisation, self.disaster.pk, who, satang, NOW, TODAY)

    @rule()
    def it_is_laid_out(self):
        laid_out(self.own, self.disaster)

    @rule(at=choice)
    def an_allotment_is_called_off(self, at):
        row = self.any_of(Allotment.objects.all(), at)
        if row:
            self.attempt(allotting.call_off, self.near.organisation, row.pk, actor(self.near, "chair"), NOW, TODAY)

    @rule(at=choice, quantity=st.integers(1, 200_000))
    def a_promise_is_taken_back(self, at, quantity):
        row = self.any_of(Pledge.objects.all(), at)
        if row:
            self.attempt(
                pledges.release,
                self.near.organisation,
                row.pk,
                actor(self.near, "chair"),
                quantity,
                "เปลี่ยนใจ",
                NOW,
                TODAY,
            )

    @rule(at=choice, percent=st.integers(1, 130))
    def something_is_loaded(self, at, percent):
        row = self.any_of(Allotment.objects.all(), at)
        if row:
            wanted = {row.pk: max(row.quantity * percent // 100, 1)}
            account = "1010" if row.pledge.item.is_money else ""
            said = ("", "") if account else ("นายขับ", "กข 1")
            self.attempt(
                loads.make_load, self.near.organisation, self.disaster.pk, actor(self.near, "treasurer"), wanted, *said,
                uuid.uuid4(), NOW, TODAY, account=account,
            )  # fmt: skip

    @rule(at=choice)
    def a_load_leaves(self, at):
        row = self.any_of(Load.objects.all(), at)
        if row:
            self.attempt(loads.send, self.near.organisation, row.pk, actor(self.near, "treasurer"), NOW, TODAY)

    @rule(at=choice)
    def a_load_comes_back(self, at):
        row = self.any_of(Load.objects.all(), at)
        if row:
            self.attempt(
                loads.bring_back, self.near.organisation, row.pk, actor(self.near, "treasurer"), "ถนนขาด", NOW, TODAY
            )

    @rule(at=choice, percent=st.integers(1, 130))
    def something_arrives(self, at, percent):
        row = self.any_of(LoadLine.objects.all(), at)
        if row:
            quantity = max(row.quantity * percent // 100, 1)
            act = received if row.allotment.pledge.item.is_money else arrived
            self.attempt(act, self.own, row, quantity)

    @rule(at=choice)
    def an_arrival_is_undone(self, at):
        row = self.any_of(Delivery.objects.all(), at)
        if row is None:
            return
        if row.entry_giver_id:
            who, chair = actor(self.own, "treasurer"), f"chair-{self.own.code}"
            self.attempt(money.undo, self.own.organisation, who, row.pk, "ผิด", chair, SECRET, NOW, TODAY)
        else:
            self.attempt(
                deliveries.undo, self.own.organisation, row.pk, actor(self.own, "chair"), "ผิด", uuid.uuid4(), NOW, TODAY
            )

    @invariant()
    def the_sums_do_not_lie(self):
        if not hasattr(self, "disaster"):
            return
        assert whole(self.disaster)
        for row in sums(self.disaster):
            assert row.sums.delivered + row.sums.on_the_way <= row.sums.pledged
            assert row.sums.missing >= row.sums.asked - row.sums.delivered
        cash = [balances(book(f))["1010"] for f in (self.own, self.near)]
        assert sum(cash) == 2 * CASH and min(cash) >= 0
        assert balances(book(self.own)).get("4070", 0) == -balances(book(self.near)).get("5310", 0)

    def teardown(self):
        if hasattr(self, "own"):
            assert sound(self.own) and sound(self.near)
            transaction.set_rollback(True)
            self.story.__exit__(None, None, None)


@pytest.mark.django_db
def test_no_order_of_touches_gives_more_than_was_promised_or_loses_money():
    run_state_machine_as_test(
        Flood,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_a_house_never_asks_for_two_lists_at_once_unless_somebody_said_so():
    words = st.sampled_from(("counts", "adds", "replaces", "double", "late", "dropped"))

    @given(st.lists(st.tuples(words, st.integers(1, 50)), max_size=8))
    def holds(said):
        asked = asked_of([(word, (("rice", n),)) for word, n in said]).get("rice", 0)
        counted_ = [(i, w, n) for i, (w, n) in enumerate(said) if w in ("counts", "adds", "replaces")]
        start = max((i for i, w, _ in counted_ if w != "adds"), default=-1)
        assert asked == sum(n for i, _, n in counted_ if i >= start)

    holds()
