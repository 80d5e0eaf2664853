"""Everything that stands in a list or at a limit, each once: a word left out or a number moved by one is noticed."""

import csv
import io
from dataclasses import fields, replace

import numpy as np
import pytest

from chumchon.agreements import cases, load, model, shelf, words
from chumchon.agreements.claims import KINDS
from chumchon.agreements.facts import MOST, MOST_COUNT, Facts
from chumchon.agreements.model import Amount, Band
from chumchon.agreements.table import _PLAIN as COLUMNS
from chumchon.thai.errors import BadInput
from tests.agreements.test_commands import HEAD, ROW
from tests.agreements.test_loading import V2 as TEXT
from tests.agreements.test_loading import changed
from tests.agreements.test_steps import ANY, DAY, V2, benefit, due

HEADS = '[agreement]\nfund = "เล็ก"\nname_th = "กองทุนเล็ก"\nversion = 1\neffective_from = 2025-01-01\n'
MEMBER = "[membership]\nwaiting_days = 0\ngrace_days = 30\n"


def small(benefit_toml, steps=None, member="", more=""):
    """The smallest agreement: one benefit, and the steps that it names."""
    listed = "" if steps is None else "steps = [" + ", ".join(f'"{step}"' for step in steps) + "]\n"
    return f'schema = 1\n{HEADS}{listed}{MEMBER}{member}[benefit.x]\nth = "เอ็กซ์"\n{benefit_toml}\n{more}'


def codes(text):
    return [fault.code for fault in load.check(text)]


PLAIN = 'amount = { kind = "fixed", rate = 100 }'
GATES_AND_BASE = ("version", "membership", "waiting", "exclusion", "deadline", "evidence", "base")
LEAST = (*GATES_AND_BASE, "round", "cash")


def test_the_smallest_agreement_needs_no_step_for_money():
    assert codes(small(PLAIN, LEAST)) == []


@pytest.mark.parametrize("step", LEAST)
def test_each_step_that_decides_is_missed(step):
    assert codes(small(PLAIN, [one for one in LEAST if one != step])) == ["STEP_MISSING"]


@pytest.mark.parametrize(
    ("rule", "step", "told"),
    [
        (PLAIN + "\nevent_max = 50", "limits", "min, max, event_max, per"), (PLAIN + '\nper = "household_event"', "limits", "min, max"),
        ('amount = { kind = "fixed", rate = 100, min = 1 }', "limits", "min, max"),
        ('amount = { kind = "fixed", rate = 100, max = 100 }', "limits", "min, max"), (PLAIN + "\nyear_max = 50", "caps", "year_max"),
    ],
)  # fmt: skip
def test_a_rule_that_needs_a_step_asks_for_it_by_the_key_that_needs_it(rule, step, told):
    (fault,) = load.check(small(rule, LEAST))
    assert fault.code == "STEP_MISSING" and f"ขาดขั้นตอน {step} ({told}" in fault.th
    assert codes(small(rule, (*GATES_AND_BASE, step, "round", "cash"))) == []


@pytest.mark.parametrize(
    ("more", "member", "step", "told"),
    [
        ("[caps.member_year]\namount = 5", "", "caps", "caps.member_year"),
        ('[fund_ratio]\nmeasure = "cash / expected_outgo_12m"\napplies_to = ["x"]\nbands = [[0, 100]]', "", "fund_ratio", "fund_ratio"),
        ("", "contribution_per_day = 1\ndeduct_arrears = true\n", "arrears", "deduct_arrears"),
    ],
)  # fmt: skip
def test_what_holds_for_the_whole_agreement_asks_for_its_step(more, member, step, told):
    (fault,) = load.check(small(PLAIN, LEAST, member, more))
    assert fault.code == "STEP_MISSING" and f"ขาดขั้นตอน {step} ({told} ต้องใช้)" in fault.th
    assert codes(small(PLAIN, (*GATES_AND_BASE, step, "round", "cash"), member, more)) == []


WHOLE = model.STEPS
ORDERS = (
    [("version", gate) for gate in GATES_AND_BASE[1:-1]] + [(gate, "base") for gate in GATES_AND_BASE[1:-1]]
    + [pair for name in ("limits", "caps", "fund_ratio", "arrears") for pair in (("base", name), (name, "round"))]
    + [("round", "cash")]
)  # fmt: skip


@pytest.mark.parametrize(("first", "second"), ORDERS)
def test_each_pair_of_steps_that_has_an_order_is_told_when_it_is_turned(first, second):
    turned = [one for one in WHOLE if one != second]
    turned.insert(turned.index(first), second)
    told = [fault.en for fault in load.check(small(PLAIN, turned)) if fault.code == "STEP_ORDER"]
    assert f"{first} must come before {second}" in told


@pytest.mark.parametrize("name", ["caps", "fund_ratio", "arrears"])
def test_a_house_shares_before_each_member_s_own_money_is_reckoned(name):
    shared = PLAIN + '\nper = "household_event"'
    turned = [one for one in WHOLE if one != name]
    turned.insert(turned.index("limits"), name)
    assert codes(small(shared, turned)) == ["STEP_ORDER"]
    assert codes(small(PLAIN, turned)) == []  # nothing is shared, so the meeting may choose


@pytest.mark.parametrize(
    "amount",
    [
        'kind = "fixed", rate = 100, min = 1, max = 200', 'kind = "fixed", by = "age_years", bands = [[0, 5]]',
        'kind = "per_unit", unit = "night", rate = 100, min = 1, max = 200', 'kind = "per_unit", unit = "child", by = "tenure_years", bands = [[0, 5]]',
        'kind = "percent", of = "damage", rate = 100, min = 1, max = 200', 'kind = "percent", of = "contributions_paid", by = "tenure_years", bands = [[0, 5]]',
    ],
)  # fmt: skip
def test_every_key_that_goes_with_a_kind_of_amount_is_taken(amount):
    assert codes(small(f"amount = {{ {amount} }}")) == []


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ('measure = "cash / expected_outgo_12m"\n', "fund_ratio.measure"), ('applies_to = ["death"]\n', "fund_ratio.applies_to"),
        ("amount = 5000\n", "caps.member_year.amount"), ("amount = { kind = \"fixed\", rate = 200 }\n", "benefit.elderly.amount"),
        ("bands = [[1.00, 100], [0.50, 75], [0.25, 50], [0.00, 25]]", "fund_ratio.bands"),
    ],
)  # fmt: skip
def test_a_key_that_a_table_needs_is_missed_by_name(old, key):
    assert ("MISSING", key) in {(fault.code, fault.key) for fault in load.check(changed(old, ""))}


@pytest.mark.parametrize("table", ["agreement", "membership", "benefit"])
def test_a_whole_table_that_is_missing_is_missed_by_name(table):
    kept, skipping = [], False
    for line in TEXT.split("\n"):
        if line.startswith("["):
            skipping = line.startswith((f"[{table}]", f"[{table}."))
        if not skipping:
            kept.append(line)
    assert ("MISSING", table) in {(fault.code, fault.key) for fault in load.check("\n".join(kept))}


def test_sixty_papers_may_be_asked_and_no_more():
    for size, found in ((60, []), (61, ["TOO_LARGE"])):
        papers = ", ".join(f'"ใบที่ {n}"' for n in range(size))
        assert codes(small(f"{PLAIN}\nevidence = [{papers}]")) == found


def test_a_file_too_large_says_how_large_it_may_be():
    with pytest.raises(load.Faulty) as refused:
        load.decode(b"#" * (256 * 1024 + 1))
    assert "เกิน 256 กิโลไบต์" in refused.value.faults[0].th


def test_a_word_of_thirty_letters_is_shown_whole_and_a_longer_one_cut():
    for size, shown in ((30, "ก" * 30), (31, "ก" * 29 + "…")):
        (fault,) = load.check(small(f'amount = {{ kind = "fixed", by = "age_years", bands = [["{"ก" * size}", 1]] }}'))
        assert fault.th == f"จุดเริ่มของขั้นต้องเป็นตัวเลข แต่พบ {shown}"


def test_what_cannot_be_opened_is_told_beside_the_files_that_can(tmp_path):
    (tmp_path / "a.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.toml").mkdir()
    found, faulty = shelf.read_folder(tmp_path)
    assert found == {} and [(one.path.name, [f.code for f in one.faults]) for one in faulty] == [
        ("b.toml", ["UNREADABLE"])
    ]


def test_every_word_that_an_agreement_may_use_has_thai():
    assert set(words.STEPS) == set(model.STEPS) and set(words.ROUNDINGS) == set(model.ROUNDINGS)
    assert set(words.CAP_YEARS) == set(model.CAP_YEARS) and set(words.LADDERS) == set(model.LADDERS)
    assert set(words.UNITS) == set(model.UNITS) and set(words.BASES) == set(model.BASES)
    assert set(words.UNIT_OF_LIMIT) == {*model.UNITS, None}
    assert set(words.FLAGS) == {
        "accident", "cosmetic", "suicide", "killed_by_beneficiary", "rejoined", "drunk", "crime", "drugs", "quarrel",
    }  # fmt: skip


def test_money_rests_in_sixty_four_bits_and_truth_in_one():
    satang = {"damage", "contributions", "own_1", "own_2", "all_1", "all_2", "cash", "outgo", "flags"}
    assert {name for name, kind in KINDS.items() if kind is np.int64} == satang
    assert {name for name, kind in KINDS.items() if kind is np.bool_} == {"birth_known", "already_paid", "evidence_ok"}
    rules = {"per_day", "first", "least", "most", "year_max", "member_year", "floor"}
    assert {name for name, kind in COLUMNS.items() if kind is np.int64} == rules


def test_a_damage_of_a_hundred_million_baht_is_reckoned_in_columns_as_alone():
    whole = benefit(Amount("percent", of="damage", rate=10_000, least_satang=10**10, most_satang=10**10))
    rich = {"cash_satang": MOST, "damage_satang": 10**10}
    assert due(whole, **rich) == (10**8, 0, "OK")
    assert due(benefit(Amount("fixed", rate=10**10)), **rich) == (10**8, 0, "OK")


def test_a_short_ladder_beside_a_long_one_keeps_its_last_rung():
    from chumchon.agreements.claims import Claims
    from chumchon.agreements.columns import Book
    from chumchon.agreements.decide import decide

    short = replace(benefit(Amount("fixed", by="tenure_years", bands=(Band(0, 10_000), Band(3, 20_000)))), fund="short")
    steps = tuple(Band(at, 10_000 + at * 1_000) for at in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9))
    long = replace(benefit(Amount("fixed", by="tenure_years", bands=steps)), fund="long")
    book = Book([short, long])
    for join in (2015, 2016, 2022, 2024):
        facts = replace(ANY, join=DAY.replace(year=join))
        found = book.decide(Claims.of(book, ["short", "long"], [facts, facts])).amount
        assert list(found) == [decide(one, facts).amount_satang for one in (short, long)]


def test_the_largest_facts_are_taken_and_one_more_is_refused():
    assert MOST == 100_000_000_000  # a thousand million baht
    for field in fields(Facts):
        if field.type not in (int, int | None):
            continue
        most = MOST if field.name.endswith("_satang") else MOST_COUNT
        room = {"household_n": MOST_COUNT} if field.name == "household_i" else {}
        assert getattr(replace(ANY, **{**room, field.name: most}), field.name) == most
        for wrong in (-1, most + 1):
            with pytest.raises(BadInput):
                replace(ANY, **{**room, field.name: wrong})


def rows(**cells):
    names = HEAD.split(",")
    row = dict(zip(names, next(csv.reader([ROW])), strict=True)) | cells
    file = io.StringIO()
    writer = csv.DictWriter(file, names)
    writer.writeheader()
    writer.writerow(row)
    file.seek(0)
    return next(cases.read_rows(file)).facts


@pytest.mark.parametrize("name", cases.COLUMNS)
def test_a_column_that_is_missing_from_the_table_is_named(name):
    head = ",".join(one for one in cases.COLUMNS if one != name)
    with pytest.raises(BadInput) as refused:
        next(cases.read_rows(io.StringIO(head + "\n")))
    assert refused.value.th == f"ขาดคอลัมน์ {name}" and refused.value.code == "MISSING_COLUMNS"


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1", True), ("true", True), ("TRUE", True), ("yes", True), ("1.0", True), ("", False), ("0", False), ("false", False), ("no", False), ("0.0", False)],
)  # fmt: skip
def test_yes_and_no_are_read_however_a_table_writes_them(cell, value):
    assert rows(already_paid_event=cell).already_paid is value


def test_counts_of_nine_digits_are_read_and_of_ten_are_not():
    assert rows(prior_units_y1=str(MOST_COUNT)).prior_units_y1 == MOST_COUNT
    assert "มากเกินไป" in rows(prior_units_y1="123456789").th  # a number, yet beyond what may be
    assert "ไม่ใช่จำนวนเต็ม" in rows(prior_units_y1="1234567890").th


def test_empty_cells_are_nothing_and_one_person():
    facts = rows(
        children="", damage="", household_n="", household_i="", prior_units_life="", prior_events_y="", end="", cash=""
    )
    assert (facts.children, facts.damage_satang, facts.household_n, facts.household_i) == (0, 0, 1, 1)
    assert (facts.prior_units_life, facts.prior_events, facts.end, facts.cash_satang) == (0, 0, facts.start, 0)
    assert V2.fund == "jaidee"
