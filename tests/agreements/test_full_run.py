"""What a run over every fault planted in agreements/ survived: each test here saw one of them."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chumchon.agreements import cases, cli, load, shelf, words
from chumchon.agreements.change import changes
from chumchon.agreements.claims import Claims
from chumchon.agreements.columns import Book
from chumchon.agreements.decide import CODES, decide
from chumchon.agreements.expected import Spread
from chumchon.agreements.explain import agreement_th, decision_th, reason_th
from chumchon.agreements.facts import LATEST
from chumchon.agreements.faults import Faulty
from chumchon.agreements.model import Agreement, Amount, Band, Benefit, FundRatio, Membership, MemberYear
from chumchon.thai.errors import BadInput
from tests.agreements.test_commands import V2 as FILE
from tests.agreements.test_commands import run
from tests.agreements.test_explaining import SOMSRI
from tests.agreements.test_limits import PLAIN, small
from tests.agreements.test_loading import NIGHT
from tests.agreements.test_loading import V2 as TEXT
from tests.agreements.test_steps import ANY, DAY, V2, B, due


def test_a_cell_that_no_table_may_hold_has_its_code():
    table = io.StringIO(",".join(cases.COLUMNS) + '\n"' + "x" * 200_000 + '"\n')
    with pytest.raises(BadInput) as wrong:
        list(cases.read_rows(table))
    assert wrong.value.code == "NOT_TEXT"


def test_a_claim_that_would_be_late_then_too_is_not_told_to_wait():
    new = replace(SOMSRI, join=SOMSRI.start - timedelta(days=100))
    assert any("จะพ้นระยะรอ" in one.th for one in changes(decide(V2, new)))
    late = replace(new, claim_day=SOMSRI.start + timedelta(days=91))
    assert not any("จะพ้นระยะรอ" in one.th for one in changes(decide(V2, late)))


@pytest.mark.parametrize(("spare", "is_told"), ((0, True), (-1, False)))
@pytest.mark.parametrize("kept", ("end", "claim_day"))
def test_a_wait_is_told_up_to_the_last_day_that_facts_may_have(kept, spare, is_told):
    """The event ends, or the claim comes, on that last day once the wait of 180 days is over."""
    last = LATEST - timedelta(days=1 + spare)
    start = last - timedelta(days=3)
    facts = replace(
        SOMSRI, event="hospital", join=start - timedelta(days=179), paid_until=LATEST, start=start,
        end=last if kept == "end" else start + timedelta(days=2), claim_day=last if kept == "claim_day" else None,
    )  # fmt: skip
    found = [one.th for one in changes(decide(V2, facts)) if "จะพ้นระยะรอ" in one.th]
    assert bool(found) == is_told


def test_what_a_change_gives_counts_what_is_paid_later():
    poor = replace(SOMSRI, cash_satang=500_000)
    fund = replace(V2, fund_ratio=None)
    now = decide(fund, poor)
    assert (now.amount_satang, now.deferred_satang, now.due_satang) == (500_000, 700_000, 1_200_000)
    behind = decide(fund, replace(poor, paid_until=SOMSRI.start - timedelta(days=91)))
    paid = next(one for one in changes(behind) if one.th.startswith("ถ้าชำระถึง"))
    assert paid.due_satang == 1_200_000 - 90 * 100


def test_the_version_is_the_first_step_of_every_trace():
    assert decide(V2, SOMSRI).trace[0] == ("version", "", {"version": 2}, 0, 0)
    assert [step.name for step in decide(V2, replace(SOMSRI, event="no")).trace] == ["version"]


def test_steps_that_are_counted_are_read_out_without_a_dash():
    _code, out, _err = run("agreement-explain", FILE)
    counted = [line for line in out.splitlines() if re.match(r"\W*\d+\.", line)]
    assert len(counted) > 5
    assert all(re.match(r"   \d", line) for line in counted)


def test_faults_as_json_are_indented_by_two():
    _code, out, _err = run("agreement-check", FILE, "--json")
    assert out.startswith('{\n  "file": "agreement_example_v2.toml",\n  "ok": true')


def test_the_help_names_what_is_to_be_written(capsys):
    assert run("agreement-evaluate", "--help")[0] == 0
    assert "--agreements DIR --out OUT.csv cases" in " ".join(capsys.readouterr().out.split())


def test_thai_is_told_on_a_screen_that_was_set_for_english():
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    assert cli.run(["agreement-explain", str(FILE)], out, io.StringIO()) == 0
    out.flush()
    assert "ข้อ" in out.buffer.getvalue().decode("utf-8")


def test_a_cap_in_units_is_not_told_to_lack_its_unit_where_the_amount_itself_is_broken():
    text = re.sub(r"(?m)^amount = \{ kind = \"per_unit\", unit = \"night\".*$", "amount = 3", TEXT, count=1)
    assert text != TEXT
    assert [fault.code for fault in load.check(text)] == ["WRONG_TYPE"]


def test_a_chance_may_be_nothing():
    assert Spread.of({0: 0.0, 7: 1.0}).mean == 7


def test_an_oldest_age_at_joining_alone_is_read_out():
    said = replace(V2, membership=replace(V2.membership, join_min_age=None, join_max_age=60))
    assert "รับสวัสดิการได้เฉพาะผู้ที่สมัครเมื่ออายุไม่เกิน 60 ปี" in agreement_th(said)[1].sentences


def test_a_benefit_of_nothing_is_read_out_as_nothing():
    nothing = replace(B, benefits=(replace(B.benefits[0], amount=Amount("fixed", rate=0)),))
    assert agreement_th(nothing)[2].sentences[0] == "จ่าย 0 บาทต่อครั้ง"


def test_that_nobody_else_claimed_is_no_reason_of_an_amount():
    once = replace(V2, benefits=tuple(replace(b, once_per_event=True) for b in V2.benefits))
    decision = decide(once, SOMSRI)
    assert any(step.name == "once" for step in decision.trace)
    assert reason_th(decision) == reason_th(decide(V2, SOMSRI))


def test_a_refused_agreement_has_its_code():
    with pytest.raises(Faulty) as refused:
        load.parse(TEXT.replace("version = 2", "version = 0"))
    assert refused.value.code == "BAD_AGREEMENT"


@pytest.mark.parametrize("end", ('"""', 'ครั้งที่ 2"""', '"""# [', 'x""" # """'))
def test_lines_are_counted_behind_a_quotation_of_several_lines(end):
    """The quotation closes at the first letter of its line, or with more behind it."""
    text = re.sub(r"(?m)^resolution_th = .*$", f'resolution_th = """มติ\n{end}', TEXT)
    assert text != TEXT
    assert unknown_key_stands_right(text.replace("grace_days = 90", "grace_day = 90"), "grace_day =")


def test_lines_are_counted_behind_a_list_that_closes_right_after_such_a_quotation():
    text = re.sub(r"(?m)^evidence = \[.*?\]", 'evidence = ["""ก\nข"""]', TEXT, count=1)
    assert text != TEXT
    assert unknown_key_stands_right(text.replace("year_units", "year_unitz", 1), "year_unitz")


def test_a_table_that_is_written_with_a_dot_has_its_line():
    """`amount.kind` also says where `amount` stands, which lacks its rate."""
    text = TEXT.replace(f"amount = {NIGHT}", 'amount.kind = "fixed"', 1).replace("year_units = 10", "")
    line = next(n for n, line in enumerate(text.split("\n"), 1) if "amount.kind" in line)
    assert {(fault.line, fault.key) for fault in load.check(text)} == {(line, "benefit.hospital.amount")}


def unknown_key_stands_right(text, part):
    line = next(n for n, line in enumerate(text.split("\n"), 1) if part in line)
    return [fault.line for fault in load.check(text) if fault.code == "UNKNOWN_KEY"] == [line]


@pytest.mark.parametrize(
    "text",
    (
        TEXT.replace("version = 2", "version = 2\nversion = 3", 1),
        TEXT.replace("[membership]", "[membership]\n[membership]", 1),
        TEXT.replace(f"amount = {NIGHT}", f"amount = {NIGHT}\namount.max = 5", 1),
        TEXT.replace(f"amount = {NIGHT}", 'amount = { kind = "fixed", kind = "fixed" }', 1),
        TEXT + "\n[caps]\nmember_year.amount = 3\n",
    ),
)
def test_what_is_written_twice_is_told_so_in_whatever_way_it_is(text):
    assert [fault.code for fault in load.check(text)] == ["TWICE"]


def test_two_versions_that_meet_are_told_by_day_and_by_number_at_the_first_line():
    found = shelf.clashes(V2, [V2, replace(V2)])
    assert [(fault.line, fault.key, fault.code) for fault in found] == [
        (1, "agreement.effective_from", "TWO_VERSIONS"),
        (1, "agreement.version", "TWO_VERSIONS"),
    ]


def test_what_cannot_be_opened_is_told_at_its_first_line(tmp_path):
    (tmp_path / "a.toml").mkdir()
    kept, faulty = shelf.read_folder(tmp_path)
    assert not kept and [(f.line, f.code) for one in faulty for f in one.faults] == [(1, "UNREADABLE")]


@pytest.mark.parametrize(("damage", "is_told"), ((400_000, False), (300_150, True)))
def test_who_has_a_house_alone_reads_of_broken_baht_only_where_there_are_some(damage, is_told):
    disaster = replace(V2.benefit("disaster"), amount=Amount("percent", of="damage", rate=5_000))
    alone = replace(V2, benefits=(disaster,), rounding="satang")
    lines = decision_th(decide(alone, replace(SOMSRI, event="disaster", damage_satang=damage))).lines
    assert any("เศษของบาทปัดทิ้ง" in line for line in lines) == is_told
    assert not any("ขั้นต่ำ จึง" in line or "เกินเพดานต่อครั้ง" in line for line in lines)


def test_of_the_causes_only_those_are_told_that_count_on_that_day():
    """Of what waives the wait, what happened; of what is excluded until a year, what is excluded still."""
    death = replace(
        V2.benefit("death"),
        waiting_waived=("accident", "flood"),
        exclude_until_years=(("suicide", 1), ("drink", 3)),
    )
    agreement = replace(V2, benefits=(death,))
    new = replace(SOMSRI, join=SOMSRI.start - timedelta(days=20), flags=frozenset(["accident", "work"]))
    (waived,) = (line for line in decision_th(decide(agreement, new)).lines if "ไม่ต้องรอ" in line)
    assert waived.startswith(f"{words.flag('accident')} ไม่ต้องรอ")
    year = replace(SOMSRI, join=SOMSRI.start.replace(year=SOMSRI.start.year - 1), flags=frozenset(["suicide", "drink"]))
    (excluded,) = decision_th(decide(agreement, year)).lines
    assert excluded.startswith(f"{words.flag('drink')} ก่อนเป็นสมาชิกครบ 3 ปี ไม่คุ้มครอง")


def test_what_a_file_does_not_say_is_what_the_data_says_by_itself():
    benefit = Benefit("x", "เอ็กซ์", Amount("fixed", rate=10_000))
    said = Agreement("เล็ก", "กองทุนเล็ก", 1, date(2025, 1, 1), Membership(0, 30), (benefit,))
    assert load.parse(small(PLAIN)) == said
    assert (said.membership.contribution_per_day_satang, said.membership.deduct_arrears) == (0, False)
    ratio = '[fund_ratio]\nmeasure = "cash / expected_outgo_12m"\napplies_to = ["x"]\nbands = [[0, 50]]\n'
    more = load.parse(small(PLAIN, more=f"[caps.member_year]\namount = 9\n{ratio}"))
    assert (more.member_year, more.fund_ratio) == (MemberYear(900), FundRatio(("x",), (Band(0, 5_000),)))


def test_a_ladder_of_a_single_rung_is_worth_its_rung():
    one = replace(V2.benefit("death"), amount=Amount("fixed", by="tenure_years", bands=(Band(0, 50_000),)))
    assert due(replace(V2, benefits=(one,), fund_ratio=None)) == (500, 0, "OK")
    assert due(replace(V2, benefits=(one, *B.benefits), fund_ratio=None)) == (500, 0, "OK")


def together(agreement, *several):
    """Codes and satang of claims that are decided in one column, which must be what each gets alone."""
    told = [replace(ANY, **changes) for changes in several]
    book = Book([agreement])
    many = book.decide(Claims.of(book, [agreement.fund] * len(told), told))
    found = [(int(many.amount[at]), CODES[many.code[at]]) for at in range(len(told))]
    assert found == [(one.amount_satang, one.code) for one in (decide(agreement, facts) for facts in told)]
    return found


NEW_YEAR = {"event": "hospital", "start": date(2025, 12, 30), "end": date(2026, 1, 2), "claim_day": date(2026, 1, 2)}


def test_beside_a_claim_that_the_funds_money_lowers_the_others_stay_whole():
    hospital = {"event": "hospital", "end": DAY + timedelta(days=4), "cash_satang": 24_000_000}
    exact = replace(V2, rounding="satang")
    assert together(exact, hospital, {"cash_satang": 24_000_000}) == [(60_000, "OK"), (900_000, "OK_SCALED")]


def nights(rate, **rules):
    hospital = replace(V2.benefit("hospital"), amount=Amount("per_unit", unit="night", rate=rate), **rules)
    return replace(V2, benefits=(hospital,), member_year=None, fund_ratio=None, rounding="satang")


def test_a_benefit_worth_nothing_meets_a_cap_that_is_used_up_and_no_other():
    nothing = nights(0, year_max_satang=1_000)
    used, left = {"prior_own_y1_satang": 1_000}, {"prior_own_y1_satang": 999}
    stay = {"event": "hospital", "end": DAY + timedelta(days=2)}
    assert together(nothing, stay | used) == [(0, "CAP_YEAR_AMOUNT")]
    assert together(nothing, stay | left, stay | used, NEW_YEAR) == [(0, "OK"), (0, "CAP_YEAR_AMOUNT"), (0, "OK")]
    one_night = NEW_YEAR | {"end": date(2026, 1, 2), "start": date(2025, 12, 31)}
    assert together(nothing, one_night | used) == [(0, "OK")]
    both = used | {"prior_own_y2_satang": 1_000}
    assert together(nothing, one_night | both, stay | used) == [(0, "CAP_YEAR_AMOUNT")] * 2


def test_nights_used_up_in_one_year_and_money_in_the_next_leave_nothing():
    satang = nights(1, year_units=10, year_max_satang=1_000)
    last = NEW_YEAR | {"start": date(2025, 12, 31), "prior_units_y1": 10, "prior_own_y2_satang": 1_000}
    assert together(satang, last, last | {"prior_own_y2_satang": 999}) == [(0, "CAP_YEAR_AMOUNT"), (1, "OK")]


def test_caps_that_an_agreement_does_not_set_stand_in_no_trace():
    bare = replace(
        V2, member_year=None, benefits=(replace(V2.benefit("hospital"), year_units=None, year_max_satang=None),)
    )
    stay = replace(ANY, event="hospital", end=DAY + timedelta(days=2))
    named = {step.name for step in decide(bare, stay).trace}
    assert not named & {"year_amount", "member_year", "year_units", "lifetime", "once", "events", "share", "tenure"}
    by_year = replace(bare, benefits=(replace(bare.benefits[0], year_units=5),))
    assert {step.name for step in decide(by_year, stay).trace} - named == {"year_units"}
    by_life = replace(bare, benefits=(replace(bare.benefits[0], lifetime_units=5),))
    assert {step.name for step in decide(by_life, stay).trace} - named == {"lifetime"}
