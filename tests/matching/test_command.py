"""chumchon match-settle on the command line: settles, tries, explains, and speaks only JSON where it is asked to."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from chumchon.funds.models import Member
from chumchon.matching.actions import rounds
from chumchon.matching.models import Award, Round
from tests.factories import NOW, TODAY
from tests.matching.world import hq, make_round, match_fund, through

pytestmark = pytest.mark.django_db


def run(**options):
    out = StringIO()
    call_command("match_settle", round="2570-1", json=True, verbosity=0, stdout=out, **options)
    return json.loads(out.getvalue())


@pytest.fixture
def fund(db):
    fund = match_fund()
    through(fund, make_round(budget_satang=100_000))
    rounds.close_round("2570-1", hq(), NOW, TODAY)
    return fund


def test_a_trial_prints_what_would_be_and_writes_nothing(fund):
    said = run(dry_run=True)
    assert (said["funds"], said["counted"], said["due_satang"], said["share_satang"]) == (1, 4, 146_000, 100_000)
    assert said["reasons"] == {"counts": 4} and said["dry_run"] is True
    assert not Award.objects.exists() and Round.objects.get().settle_started_at is None


def test_it_settles_and_run_again_it_says_the_same(fund):
    first = run()
    assert first["granted_satang"] == first["share_satang"] == 100_000
    assert run() == first
    assert Award.objects.get().share_satang == 100_000


def test_one_members_satang_is_explained_before_and_after(fund):
    member = Member.objects.filter(fund=fund).first()
    before = run(explain=f"{fund.code}/{member.number}")
    assert (before["due_satang"], before["granted_satang"]) == (36_500, 25_000)
    run()
    assert run(explain=f"{fund.code}/{member.number}") == before
    out = StringIO()
    call_command("match_settle", round="2570-1", explain=f"{fund.code}/{member.number}", verbosity=0, stdout=out)
    assert "นับได้" in out.getvalue() and "250.00" in out.getvalue()


@pytest.mark.parametrize(
    ("options", "words"), [({"explain": "mae-raem/x"}, "ไม่พบสมาชิก"), ({"round": "no"}, "ไม่มีรอบรหัส")]
)
def test_what_cannot_be_is_a_sentence_and_exit_code_two(fund, options, words):
    err = StringIO()
    with pytest.raises(SystemExit) as stop:
        call_command("match_settle", **{"round": "2570-1", "verbosity": 0, "stderr": err, **options})
    assert stop.value.code == 2 and words in err.getvalue()


def test_an_open_round_is_not_settled():
    make_round()
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("match_settle", round="2570-1", verbosity=0, stderr=err)
    assert "ROUND_STATE" in err.getvalue() and "ปิดรับ" in err.getvalue()
