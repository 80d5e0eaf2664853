"""What an amended plan may be: tables of what money that moved forbids, and properties of the old beside the new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.homes.rules import amendments as rules
from chumchon.homes.rules import plans
from chumchon.homes.rules.projects import Said

BASE = [
    plans.Line("source", "subsidy_infrastructure", "ถนน", 500),
    plans.Line("source", "loan", "สินเชื่อ", 800),
    plans.Line("use", "infrastructure", "ท่อ", 500),
    plans.Line("use", "houses", "บ้าน", 800),
]
PAID = rules.Part(1, 1, "subsidy_infrastructure", 200, True, True)
OPEN = rules.Part(2, 2, "subsidy_infrastructure", 250, False, False)
PROVEN = rules.Part(3, 3, "subsidy_house", 90, False, True)


def drafted(**sums):
    """The copy with other sums by the word of the line."""
    return [rules.Line(x.side, x.kind, x.words, sums.get(x.words, x.satang), x.origin) for x in rules.copied(BASE)]


def change(part, now, was=None):
    return rules.Change(part.instalment_id, part.number, part.kind, "x", part.satang if was is None else was, now)


def code(refused):
    return refused.code if refused is not None else ""


def test_the_draft_begins_as_the_plan_itself_and_that_is_no_amendment():
    lines = rules.copied(BASE)
    assert rules.standing(lines) == BASE
    assert code(rules.check_new(BASE, 20, lines, 20, [])) == "NOTHING_NEW"
    assert code(rules.check_new(BASE, 20, lines, 20, [change(OPEN, 250)])) == "NOTHING_NEW"


@pytest.mark.parametrize(
    ("lines", "units", "changes"),
    [
        (drafted(ท่อ=501), 20, []), (drafted(ท่อ=0), 20, []), (drafted(), 19, []), (drafted(), 20, [change(OPEN, 249)]),
        ([*drafted(), rules.Line("use", "design", "ผัง", 1)], 20, []),
    ],
)  # fmt: skip
def test_one_satang_one_house_or_one_instalment_is_an_amendment(lines, units, changes):
    assert rules.check_new(BASE, 20, lines, units, changes) is None


@pytest.mark.parametrize(
    ("top", "changes", "says"),
    [
        (500, [], ""), (450, [], ""), (449, [], "BELOW_SET"), (200, [], "BELOW_SET"), (199, [], "BELOW_PAID"),
        (449, [change(OPEN, 249)], ""), (200, [change(OPEN, 0)], ""), (199, [change(OPEN, 0)], "BELOW_PAID"),
        (500, [change(OPEN, 300)], ""), (500, [change(OPEN, 301)], "BELOW_SET"), (0, [change(OPEN, 0)], "BELOW_PAID"),
    ],
)  # fmt: skip
def test_a_subsidy_is_never_below_what_was_paid_of_it_nor_below_its_instalments(top, changes, says):
    after = rules.applied([PAID, OPEN], changes)
    assert code(rules.check_instalments(drafted(ถนน=top), after)) == says


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([], ""), ([change(OPEN, 1)], ""), ([change(OPEN, 0)], ""), ([change(OPEN, 1, was=249)], "MOVED"), ([change(PAID, 100)], "MOVED"),
        ([change(rules.Part(9, 9, "aid", 5, False, False), 1)], "MOVED"), ([change(PROVEN, 1)], ""), ([change(PROVEN, 0)], "HAS_PROOF"),
    ],
)  # fmt: skip
def test_an_instalment_changes_as_it_was_read_until_it_is_paid_and_stays_once_proven(changes, says):
    assert code(rules.check_changes([PAID, OPEN, PROVEN], changes)) == says


@pytest.mark.parametrize(
    ("sums", "balances", "lent", "says"),
    [
        ({"สินเชื่อ": 700}, {}, 700, ""), ({"สินเชื่อ": 699}, {}, 700, "BELOW_LENT"), ({"สินเชื่อ": 0}, {}, 0, ""),
        ({"สินเชื่อ": 799}, {}, 900, "BELOW_LENT"), ({"สินเชื่อ": 800}, {}, 900, ""), ({"สินเชื่อ": 850}, {}, 900, ""),
        ({"ท่อ": 300}, {"5310": 300}, 0, ""), ({"ท่อ": 299}, {"5310": 300}, 0, "BELOW_BOOK"), ({"ท่อ": 0}, {"5310": 1}, 0, "BELOW_BOOK"),
        ({"ท่อ": 500}, {"5310": 600}, 0, ""), ({"ท่อ": 499}, {"5310": 600}, 0, "BELOW_BOOK"), ({"ท่อ": 550}, {"5310": 600}, 0, ""),
        ({"สินเชื่อ": 399}, {"4230": -400}, 0, "BELOW_BOOK"), ({"สินเชื่อ": 400}, {"4230": -400}, 0, ""),
        ({"บ้าน": 10}, {"5340": 400, "1020": 30}, 0, ""),
    ],
)  # fmt: skip
def test_no_sum_goes_below_what_the_book_says_and_what_is_over_already_may_grow(sums, balances, lent, says):
    assert code(rules.check_booked(BASE, drafted(**sums), balances, lent)) == says


def test_a_kind_that_loses_all_its_lines_is_still_held_against_the_book():
    lines = [x for x in drafted() if x.words != "ท่อ"]
    assert code(rules.check_booked(BASE, lines, {"5310": 5}, 0)) == "BELOW_BOOK"
    assert rules.check_booked(BASE, lines, {}, 0) is None


@pytest.mark.parametrize(
    ("before", "units", "begun", "says"),
    [
        (20, 12, 12, ""), (20, 11, 12, "HOUSES_BEGUN"), (20, 0, 0, "UNITS"), (20, 25, 12, ""), (10, 10, 12, ""), (10, 11, 12, ""),
        (10, 9, 12, "HOUSES_BEGUN"),
    ],
)  # fmt: skip
def test_no_house_that_got_money_or_is_begun_is_counted_away(before, units, begun, says):
    assert code(rules.check_units(before, units, begun)) == says


@pytest.mark.parametrize(
    ("state", "to", "says"),
    [
        ("draft", "draft", ""), ("sent", "sent", ""), ("sent", "draft", "GOES_UP"), ("draft", "sent", "NOT_SENT"),
        ("passed", "draft", "CLOSED"), ("dropped", "sent", "CLOSED"), ("passed", "passed", "CLOSED"),
    ],
)  # fmt: skip
def test_what_is_sent_does_not_change_and_what_is_closed_stays_closed(state, to, says):
    assert code(rules.check_open(state, to)) == says


COMMUNITY = [Said("community", "pass", 1)]


@pytest.mark.parametrize(
    ("decides", "said", "user", "verdict", "says"),
    [
        ("community", [], 5, "pass", "SAME_PERSON"), ("community", [], 5, "return", ""), ("community", [], 6, "pass", ""),
        ("city", [], 5, "pass", ""), ("city", COMMUNITY, 5, "pass", "SAME_PERSON"), ("city", COMMUNITY, 6, "pass", ""),
    ],
)  # fmt: skip
def test_who_sent_it_never_gives_the_last_yes(decides, said, user, verdict, says):
    assert code(rules.check_last(decides, said, user, 5, verdict)) == says


def test_an_amendment_has_its_reason_in_words_and_is_recalled_before_the_first_yes_only():
    assert [code(rules.check_reason(x)) for x in ("", " \n", "ราคาขึ้น")] == ["NO_REASON", "NO_REASON", ""]
    assert [code(rules.check_recall(x)) for x in ([], COMMUNITY)] == ["", "HAS_YES"]


KINDS = {"source": sorted(plans.SOURCES), "use": sorted(plans.USES)}
sides = st.sampled_from(["source", "use"])
lines = sides.flatmap(
    lambda side: st.builds(
        plans.Line, st.just(side), st.sampled_from(KINDS[side]), st.text(max_size=3), st.integers(1, 10**9)
    )
)
plan_lines = st.lists(lines, max_size=12)
drafts = plan_lines.flatmap(
    lambda base: st.tuples(
        st.just(base),
        st.lists(st.one_of(st.none(), st.integers(0, 10**9)), min_size=len(base), max_size=len(base)),
        plan_lines,
    )
)


@given(drafts)
def test_the_sums_of_all_rows_are_the_sums_of_the_two_plans_and_every_line_is_there_once(found):
    base, sums, more = found
    copy = rules.copied(base)
    draft = [
        rules.Line(x.side, x.kind, x.words, x.satang if s is None else s, x.origin)
        for x, s in zip(copy, sums, strict=True)
    ]
    draft += [rules.Line(x.side, x.kind, x.words, x.satang) for x in more]
    rows = rules.compare(base, draft)
    assert len(rows) == len(base) + len(more)
    for side in ("source", "use"):
        some = [r for r in rows if r.side == side]
        assert sum(r.was for r in some) == sum(x.satang for x in base if x.side == side)
        assert sum(r.now for r in some) == sum(x.satang for x in rules.standing(draft) if x.side == side)
        assert sum(r.more for r in some) == sum(r.now for r in some) - sum(r.was for r in some)
    assert [r.side for r in rows] == sorted((r.side for r in rows), key=lambda s: s != "source")
    changed = [r for r in rows if r.what]
    assert sum(r.more for r in changed) == sum(r.more for r in rows)


parts = st.builds(
    lambda n, kind, satang, paid, proven: rules.Part(n, n, kind, satang, paid, proven),
    st.integers(1, 9), st.sampled_from(sorted(plans.ACCOUNT_OF_SOURCE)), st.integers(1, 1_000), st.booleans(), st.booleans(),
)  # fmt: skip


@given(
    st.lists(parts, max_size=6, unique_by=lambda p: p.instalment_id),
    st.dictionaries(st.integers(1, 9), st.integers(0, 1_000)),
    st.dictionaries(st.sampled_from(sorted(plans.ACCOUNT_OF_SOURCE)), st.integers(1, 3_000)),
)
def test_what_is_let_through_never_touches_what_was_paid_and_always_covers_it(found, to, plan):
    changes = [change(p, to[p.instalment_id]) for p in found if p.instalment_id in to]
    lines = [rules.Line("source", kind, kind, satang) for kind, satang in plan.items()]
    after = rules.applied(found, changes)
    if rules.check_changes(found, changes) or rules.check_instalments(lines, after):
        return
    assert [p for p in found if p.paid] == [p for p in after if p.paid]
    for kind in plans.ACCOUNT_OF_SOURCE:
        assert plan.get(kind, 0) >= sum(p.satang for p in after if p.kind == kind)
