"""Several people at once: one application, one number, never more than the budget, never after the closing."""

import uuid

import pytest

from chumchon.sources.actions import applications, calls, results
from chumchon.sources.models import Application
from chumchon.sources.queries.papers import make
from tests.sources import world
from tests.sources.world import NOW, TODAY
from tests.together import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_who_write_at_once_make_one_application_and_two_touches_send_it_once():
    body, call = world.body(), world.call()
    actor = world.by(body)

    def write(key):
        return applications.write(body, call.pk, None, world.asked(), actor, key, NOW, TODAY).pk

    said = all_at_once(write, [(uuid.uuid4(),), (uuid.uuid4(),)])
    assert said.count("TWICE") == 1
    row = Application.objects.get()
    papers = make(call.papers, body, None, "", TODAY)

    def send():
        return applications.send(body, row.pk, papers, actor, NOW, TODAY).number

    assert all_at_once(send, [(), ()]) == [1, 1]
    assert row.papers.count() == 1 and row.steps.count() == 1


def test_a_closing_and_a_sending_at_once_leave_no_half():
    body, call = world.body(), world.call(papers=())
    row, actor, officer = world.written(body, call), world.by(body), world.officer()

    def act(what):
        if what == "close":
            return calls.close(call.pk, "วงเงินเต็ม", officer, NOW, TODAY).state
        return applications.send(body, row.pk, [], actor, NOW, TODAY).state

    said = all_at_once(act, [("close",), ("send",)])
    row.refresh_from_db()
    assert set(said) in ({"closed", "sent"}, {"closed", "CALL_CLOSED"})
    assert (row.state == "sent") == ("sent" in said) and (row.number == 1) == ("sent" in said)


def test_two_deciders_at_once_keep_within_the_budget():
    call = world.call(budget_satang=5_000_000, papers=())
    rows = [world.sent(world.body(), call), world.sent(world.body("500701", 20), call)]
    officer = world.officer()

    def win(pk):
        return results.win(pk, 3_000_000, "ให้ทุน", officer, NOW, TODAY).state

    assert sorted(all_at_once(win, [(r.pk,) for r in rows])) == ["OVER_BUDGET", "won"]
