"""Each check on a handful of rows: what it tells, and the honest neighbour that it leaves alone."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.agreements import load
from chumchon.agreements.columns import Book
from chumchon.checks.catalogue import CATALOGUE
from chumchon.checks.columns import ACTIVE, COUNTED, DIED, LEFT, RIGHT_ID, WRONG_ID
from chumchon.checks.rules import RULES
from tests.checks.world import DAY, columns, run, table
from tests.funds.claims_world import TOML

BORN = date(1970, 5, 5).toordinal()


def member(number=1, **more):
    usual = {
        "member": number, "fund": 1, "person": number, "id": number, "id_state": RIGHT_ID, "digit": 3, "birth": BORN,
        "birth_known": 2, "house": number, "village": 1, "joined": DAY - 3000, "first_joined": DAY - 3000, "made": DAY - 3000,
        "status": ACTIVE, "title": "นาย", "first": f"สมชาย{number}", "last": f"ใจดี{number}",
    }  # fmt: skip
    return usual | more


def members(*rows):
    return table("members", *rows)


def paid(row=1, **more):
    usual = {"row": row, "fund": 1, "member": 1, "receipt": row, "day": DAY - 50, "satang": 3000, "span_from": DAY - 60, "span_to": DAY - 31,
             "collector": 9}  # fmt: skip
    return usual | more


def claim(number=1, kind=0, **more):
    usual = {"claim": number, "fund": 1, "member": 1, "house": 1, "kind": kind, "start": DAY - 100, "end": DAY - 100, "day": DAY - 95,
             "state": COUNTED, "due": 1000, "paid": 1000}  # fmt: skip
    return usual | more


def test_every_check_of_the_catalogue_has_a_rule_and_finds_nothing_in_an_empty_book():
    assert {s.code for s in CATALOGUE} == set(RULES)
    assert all(run(code, columns()) == [] for code in RULES)


def test_one_id_twice_in_one_fund_and_in_two_funds_are_two_findings_of_two_kinds():
    c = columns(
        members=members(member(1, id=7), member(2, id=7), member(3, id=7, fund=2), member(4, id=0), member(5, id=0))
    )
    (own,) = run("same_person_one_fund", c)
    assert own.rows == (("member", 1), ("member", 2)) and own.subject == "member:2"
    across = run("same_person_two_funds", c)
    assert {f.fund for f in across} == {1, 2}
    assert run("same_person_two_funds", columns(members=c["members"], scope=frozenset({2})))[0].fund == 2


def test_somebody_who_left_one_fund_and_is_in_another_is_in_one():
    c = columns(members=members(member(1, id=7), member(2, id=7, fund=2, status=LEFT, ended=DAY - 10)))
    assert run("same_person_two_funds", c) == []


def test_a_wrong_id_a_digit_that_does_not_fit_and_an_age_that_nobody_has():
    young = date(2000, 1, 1).toordinal()
    c = columns(members=members(member(1, id_state=WRONG_ID), member(2, digit=3, birth=young), member(3, digit=1, birth=young),
                                member(4, birth=DAY - 365 * 130), member(5, digit=-1, birth=young)))  # fmt: skip
    assert [f.subject for f in run("id_wrong", c)] == ["member:1"]
    assert [f.subject for f in run("id_birth", c)] == ["member:2"]
    assert [f.subject for f in run("age_impossible", c)] == ["member:4"]


def test_the_dead_of_another_fund_are_found_here_after_the_time_to_tell():
    dead = member(2, fund=2, id=1, status=DIED, died=DAY - 200, ended=DAY - 200)
    c = columns(members=members(member(1), dead))
    (found,) = run("dead_active", c)
    assert found.fund == 1 and found.rows == (("member", 1), ("member", 2)) and found.facts["died_day"] == DAY - 200
    assert run("dead_active", c, days=300) == []


def test_a_claim_after_death_is_found_and_the_death_benefit_is_not():
    c = columns(
        members=members(member(1, died=DAY - 120, status=DIED, ended=DAY - 120)),
        claims=table("claims", claim(1), claim(2, death=True, start=DAY - 120), claim(3, start=DAY - 130)),
    )
    assert [f.subject for f in run("dead_claim", c)] == ["claim:1"]


def test_a_joining_written_back_before_a_claim_is_found_but_not_what_an_old_book_brought():
    late = {"made": DAY - 110, "joined": DAY - 500, "first_joined": DAY - 500}
    for imported, many in ((False, 1), (True, 0)):
        c = columns(members=members(member(1, imported=imported, **late)), claims=table("claims", claim(1)))
        assert len(run("backdated_join", c)) == many


def test_money_before_joining_after_leaving_and_before_the_number_existed():
    c = columns(
        members=members(member(1, first_joined=DAY - 10, joined=DAY - 10), member(2, status=LEFT, ended=DAY - 100), member(3, made=DAY - 20)),
        paid=table("paid", paid(1), paid(2, member=2), paid(3, member=3), paid(4, member=3, undone=True)),
    )  # fmt: skip
    assert [f.subject for f in run("paid_before_join", c)] == ["member:1"]
    assert [f.subject for f in run("paid_after_end", c)] == ["member:2"]
    assert [f.rows for f in run("receipt_before_member", c)] == [(("member", 3), ("receipt", 3))]


def test_one_touch_that_came_twice_is_told_and_two_months_on_one_day_are_not():
    next_month = paid(2, span_from=DAY - 30, span_to=DAY)
    assert run("taken_twice", columns(paid=table("paid", paid(1), next_month))) == []
    twice = columns(paid=table("paid", paid(1), paid(2)))
    assert len(run("taken_twice", twice)) == 1 and run("span_paid_twice", twice) == []
    later = columns(paid=table("paid", paid(1), paid(2, day=DAY - 20)))
    assert len(run("span_paid_twice", later)) == 1
    assert run("span_paid_twice", columns(paid=table("paid", paid(1), paid(2, day=DAY - 20, member=2)))) == []


def test_an_odd_amount_of_many_on_one_day_is_told_and_the_usual_one_is_not():
    odd = [paid(i, member=i, satang=8750) for i in range(1, 8)]
    assert run("same_amounts", columns(paid=table("paid", *odd)))[0].facts["n"] == 7
    usual = odd + [paid(10 + i, member=i, satang=8750, day=DAY - 10 * i) for i in range(1, 8)]
    assert run("same_amounts", columns(paid=table("paid", *usual))) == []


@given(st.sets(st.integers(1, 60), min_size=1))
def test_every_number_that_is_missing_below_the_last_is_in_exactly_one_gap(numbers):
    rows = [{"receipt": n, "fund": 1, "year": 2570, "number": n} for n in numbers]
    found = run("receipt_gap", columns(receipts=table("receipts", *rows)))
    told = [n for f in found for n in range(f.facts["first"], f.facts["last"] + 1)]
    assert sorted(told) == sorted(set(range(1, max(numbers))) - numbers)


# Claims by the agreement of the example: 100 baht a night, ten nights a year, 180 days of waiting.


def hospital(book, number=1, nights=2, start=DAY - 100, due=None, **more):
    place = book.events["hospital"]
    usual = {"kind": place, "book_event": place, "book_fund": 0, "start": start, "end": start + nights, "units": nights, "nights": True,
             "due": nights * 15_000 if due is None else due, "household_n": 1, "household_i": 1, "contributions": -1}  # fmt: skip
    return claim(number, **(usual | more))


@pytest.fixture(scope="module")
def book():
    return Book([load.parse(TOML)])


def by_agreement(book, *claims, **who):
    return columns(book, members=members(member(1, **who)), claims=table("claims", *claims))


def test_what_the_agreement_gives_is_no_finding_and_a_baht_more_is(book):
    assert run("claim_over_amount", by_agreement(book, hospital(book))) == []
    (found,) = run("claim_over_amount", by_agreement(book, hospital(book, due=30_100)))
    assert found.facts["right_satang"] == 30_000


def test_twelve_nights_in_one_year_pass_the_cap_of_ten_and_ten_over_two_years_do_not(book):
    first = date(2026, 3, 1).toordinal()
    twelve = [hospital(book, i, 4, first + 30 * i) for i in range(1, 4)]
    (found,) = run("claim_over_cap", by_agreement(book, *twelve))
    assert found.subject == "claim:3" and found.facts["sum"] == 12
    ends = date(2025, 12, 28).toordinal()
    assert run("claim_over_cap", by_agreement(book, hospital(book, 1, 8, ends), hospital(book, 2, 6, first))) == []


def test_waiting_and_membership_are_judged_by_the_first_joining_of_who_came_back(book):
    c = by_agreement(book, hospital(book), joined=DAY - 200, first_joined=DAY - 200)
    assert [f.code for f in run("claim_waiting", c)] == ["claim_waiting"]
    back = by_agreement(book, hospital(book), joined=DAY - 20, first_joined=DAY - 2000)
    assert run("claim_waiting", back) == run("claim_not_member", back) == []
    gone = by_agreement(book, hospital(book), status=LEFT, ended=DAY - 150)
    assert len(run("claim_not_member", gone)) == 1
    assert len(run("claim_not_member", by_agreement(book, hospital(book, paid_then=DAY - 100 - 91)))) == 1
    assert run("claim_not_member", by_agreement(book, hospital(book, paid_then=DAY - 100 - 90))) == []


def test_nights_that_two_claims_share_and_one_event_twice():
    c = columns(
        claims=table("claims", claim(1, nights=True, end=DAY - 95), claim(2, nights=True, start=DAY - 96, end=DAY - 94))
    )
    assert run("stays_overlap", c)[0].facts["n"] == 1
    touching = columns(
        claims=table("claims", claim(1, nights=True, end=DAY - 95), claim(2, nights=True, start=DAY - 95, end=DAY - 94))
    )
    assert run("stays_overlap", touching) == []
    parents = [claim(1, once=True), claim(2, once=True, member=2)]
    assert len(run("event_twice", columns(claims=table("claims", *parents)))) == 1
    flood = [claim(1), claim(2, member=2)]
    assert run("event_twice", columns(claims=table("claims", *flood))) == []


def test_one_account_for_many_houses_within_a_year():
    def pays(day):
        return [
            {"payment": i, "fund": 1, "claim": i, "member": i, "house": i, "day": day(i), "satang": 100, "payee": 5}
            for i in range(1, 5)
        ]

    assert run("payee_many", columns(payments=table("payments", *pays(lambda i: DAY - i))))[0].facts["n"] == 4
    assert run("payee_many", columns(payments=table("payments", *pays(lambda i: DAY - 300 * i)))) == []


def test_the_box_below_zero_and_money_kept_at_home():
    def moves(*pairs, box=True):
        return table(
            "cash", *({"fund": 1, "account": 3, "box": box, "day": DAY - ago, "satang": s} for ago, s in pairs)
        )

    (found,) = run("negative_cash", columns(cash=moves((90, 500), (60, -600), (50, 200))))
    assert found.facts["day_day"] == DAY - 60 and found.facts["days"] == 10 and found.facts["low_satang"] == -100
    kept = moves((90, 3_000_000), (10, -2_900_000))
    assert run("cash_kept", columns(cash=kept))[0].facts["days"] == 80
    assert run("cash_kept", columns(cash=moves((90, 3_000_000), (60, -2_900_000)))) == []
    assert run("cash_kept", columns(cash=moves((90, 3_000_000), box=False))) == []


def test_a_flood_lifts_the_peers_and_is_no_finding_a_lone_jump_is():
    def months(lone):
        rows = [
            {"fund": f, "area": 1, "month": 24_000 + m, "benefits": 1_000_000} for f in range(1, 9) for m in range(14)
        ]
        for row in rows:
            if row["month"] == 24_013 and (row["fund"] == 1 or not lone):
                row["benefits"] = 20_000_000
        return columns(months=table("months", *rows))

    assert [f.fund for f in run("benefits_jump", months(lone=True))] == [1]
    assert run("benefits_jump", months(lone=False)) == []


def test_who_signs_with_whom_sheets_and_collectors():
    e = {
        "fund": 1,
        "actor": 1,
        "checker": 2,
        "actor_house": 5,
        "checker_house": 5,
        "satang": 100,
        "day": DAY,
        "posted": DAY,
    }
    entries = table("entries", *({"entry": i, "number": i, "before": i - 1, "seal": i, **e} for i in range(1, 4)))
    assert run("one_house_signs", columns(entries=entries))[0].facts["n"] == 3
    assert run("broken_chain", columns(entries=entries)) == []
    cut = columns(entries=np.delete(entries, 1))
    assert run("broken_chain", cut)[0].facts["entry"] == 3
    sheets = table("sheets", {"sheet": 1, "fund": 1, "day": DAY - 9, "closed": True, "closed_by": 1, "witness": 2},
                   {"sheet": 2, "fund": 1, "day": DAY - 9, "closed": True, "closed_by": 1, "witness": 1},
                   {"sheet": 3, "fund": 1, "day": DAY - 9})  # fmt: skip
    assert [f.subject for f in run("sheet_one_signature", columns(sheets=sheets))] == ["sheet:2"]
    assert [f.subject for f in run("sheet_open_long", columns(sheets=sheets))] == ["sheet:3"]


def test_the_same_rows_give_the_same_names_so_that_a_second_run_adds_nothing():
    c = columns(members=members(member(1, id=7), member(2, id=7), member(3, id=7, fund=2)))
    for code in RULES:
        assert [f.name for f in run(code, c)] == [f.name for f in run(code, c)]
