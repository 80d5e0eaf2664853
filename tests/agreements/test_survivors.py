"""What a fresh sample of faults planted in agreements/ survived: each test here saw one of them."""

import io
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from chumchon.agreements import cases, cli, load
from chumchon.agreements.columns import Book
from chumchon.agreements.decide import PAYABLE, decide
from chumchon.agreements.explain import decision_th, reason_th
from chumchon.agreements.facts import MOST_COUNT
from chumchon.agreements.faults import Faulty
from chumchon.agreements.model import STEPS, Amount, Band
from chumchon.agreements.years import cap_year_of
from chumchon.thai.errors import BadInput, Refused
from tests.agreements.test_explaining import SOMSRI, told
from tests.agreements.test_loading import DATA
from tests.agreements.test_loading import V2 as TEXT
from tests.agreements.test_steps import V2, B, due

JOINED = date(2016, 2, 29)


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    (
        ("calendar", date(2025, 1, 1), date(2025, 1, 1), date(2025, 12, 31)),
        ("calendar", date(2025, 12, 31), date(2025, 1, 1), date(2025, 12, 31)),
        ("fiscal_oct", date(2025, 9, 30), date(2024, 10, 1), date(2025, 9, 30)),
        ("fiscal_oct", date(2025, 10, 1), date(2025, 10, 1), date(2026, 9, 30)),
        ("fiscal_oct", date(2025, 10, 31), date(2025, 10, 1), date(2026, 9, 30)),
        ("fiscal_oct", date(2025, 11, 1), date(2025, 10, 1), date(2026, 9, 30)),
        ("anniversary", date(2025, 2, 27), date(2024, 2, 29), date(2025, 2, 27)),
        ("anniversary", date(2025, 2, 28), date(2025, 2, 28), date(2026, 2, 27)),
        ("anniversary", date(2016, 2, 29), date(2016, 2, 29), date(2017, 2, 27)),
    ),
)
def test_the_cap_year_of_a_day(kind, day, first, last):
    assert cap_year_of(replace(V2, cap_year=kind), JOINED, day) == (first, last)


def test_who_joined_on_the_leap_day_begins_a_year_on_the_first_of_march_where_the_agreement_says_so():
    march = replace(V2, cap_year="anniversary", leap_day="mar1")
    assert cap_year_of(march, JOINED, date(2025, 2, 28)) == (date(2024, 2, 29), date(2025, 2, 28))
    assert cap_year_of(march, JOINED, date(2025, 3, 1)) == (date(2025, 3, 1), date(2026, 2, 28))


def test_an_agreement_without_a_deadline_tells_none():
    silent = replace(V2, membership=replace(V2.membership, claim_within_days=None))
    assert not any("กำหนด" in line for line in told(silent).lines)
    assert any("กำหนด 90 วัน" in line for line in told(V2).lines)


def test_of_papers_that_are_missing_their_own_sentence_is_told_beside_the_sum_to_come():
    waits, then = (decide(V2, replace(SOMSRI, evidence_ok=ok)) for ok in (False, True))
    lines = " ".join(decision_th(then, waits).lines)
    assert "รอหลักฐานให้ครบ" in lines and "หลักฐานครบ:" not in lines
    assert "หลักฐานครบ:" in " ".join(decision_th(then).lines)


def test_a_single_satang_of_arrears_is_told_in_the_reason():
    one = replace(V2, membership=replace(V2.membership, contribution_per_day_satang=1, deduct_arrears=True))
    late = decide(one, replace(SOMSRI, paid_until=SOMSRI.start - timedelta(days=1)))
    paid = decide(one, replace(SOMSRI, paid_until=SOMSRI.start))
    assert "หักเงินค้าง 1 วัน 0.01 บาท" in reason_th(late) and "หักเงินค้าง" not in reason_th(paid)


def test_the_largest_count():
    assert MOST_COUNT == 100_000


def test_the_last_satang_of_a_years_cap_is_paid():
    hospital = replace(B.benefits[0], year_max_satang=10_000)
    exact = replace(B, benefits=(hospital,), rounding="satang")
    assert due(exact, event="hospital", end=date(2025, 6, 8), prior_own_y1_satang=9_999) == (0.01, 0, "OK")
    assert due(exact, event="hospital", end=date(2025, 6, 8), prior_own_y1_satang=10_000)[:2] == (0, 0)


def test_what_is_paid_and_what_is_not():
    assert {"OK", "OK_SCALED", "PARTIAL_CASH"} == PAYABLE
    assert not decide((), SOMSRI).payable


def test_a_share_of_nothing_named_is_a_share_of_the_damage():
    shared = replace(V2, benefits=(replace(V2.benefit("death"), amount=Amount("percent", rate=1_250)),))
    found = decide(shared, replace(SOMSRI, damage_satang=0))
    assert "ไม่มีค่าเสียหายให้คิด" in reason_th(found)


@pytest.mark.parametrize("count", (62, 63))
def test_as_many_flags_as_a_column_has_bits(count):
    death = replace(V2.benefit("death"), waiting_waived=(), exclude_until_years=())
    funds = [replace(V2, fund=f"f{n}", benefits=(replace(death, exclude=(f"flag-{n}",)),)) for n in range(count)]
    if count == 62:
        assert len(Book(funds).table.flags) == 62
    else:
        with pytest.raises(Refused, match="63") as refused:
            Book(funds)
        assert refused.value.code == "TOO_MANY_FLAGS"


def test_a_step_that_the_agreement_asks_nothing_of_stands_in_no_trace():
    free = replace(V2, benefits=(replace(V2.benefit("hospital"), year_units=None, lifetime_units=99),))
    stay = replace(SOMSRI, event="hospital", end=date(2025, 6, 8))
    assert "year_units" in {step.name for step in decide(V2, stay).trace}
    assert "year_units" not in {step.name for step in decide(free, stay).trace}


def test_a_missing_step_names_the_key_that_needs_it():
    text = (DATA / "agreement_example_b.toml").read_text(encoding="utf-8")
    steps = [step for step in STEPS if step != "caps"]
    (fault,) = load.check(text.replace("version = 1", f"version = 1\nsteps = {json.dumps(steps)}"))
    assert fault.code == "STEP_MISSING" and "year_max ต้องใช้" in fault.th


def test_a_file_without_benefits_is_told_by_their_name():
    text = (DATA / "agreement_example_b.toml").read_text(encoding="utf-8")
    (fault,) = load.check(text[: text.index("[benefit.hospital]")] + "[benefit]\n")
    assert (fault.key, fault.code) == ("benefit", "MISSING")


def test_a_fault_names_the_year_that_was_meant_and_the_band_that_comes_twice():
    text = TEXT.replace("effective_from = 2025-04-01", "effective_from = 2568-04-01", 1)
    buddhist = next(fault for fault in load.check(text) if fault.code == "BUDDHIST_YEAR")
    assert "2568 คือ 2025" in buddhist.th and "2025" in buddhist.en
    doubled = TEXT.replace("[[0, 100], [5, 150]]", "[[0, 100], [5, 150], [5, 200]]", 1)
    (fault,) = [fault for fault in load.check(doubled) if fault.code == "BANDS_OVERLAP"]
    assert "เริ่มตั้งแต่ 5 มากกว่า" in fault.th


def test_what_is_no_table_of_text_has_its_code():
    with pytest.raises(BadInput) as refused:
        cases.text_of("ก\0ข".encode())
    assert refused.value.code == "NOT_TEXT"


def test_a_reader_who_has_seen_enough_is_no_fault():
    class Closed(io.StringIO):
        def write(self, words):
            raise BrokenPipeError

    assert cli.run(["agreement-explain", str(DATA / "agreement_example_b.toml")], Closed(), io.StringIO()) == 0


def test_a_flag_that_cannot_be_one_is_told_with_its_whole_key():
    wrong = TEXT.replace("{ suicide = 1 }", '{ "ฆ่า ตัว" = 1 }', 1)
    assert {fault.key for fault in load.check(wrong)} == {"benefit.death.exclude_until_years.ฆ่า ตัว"}


def test_a_single_night_of_the_new_year_is_paid_where_the_old_year_is_used_up():
    small = replace(B, benefits=(replace(B.benefits[0], year_max_satang=100_000, year_units=None),))
    stay = {"start": date(2025, 12, 30), "end": date(2026, 1, 2), "claim_day": None}
    used = {"prior_own_y1_satang": 100_000}
    assert due(small, event="hospital", **stay, **used)[0] == 200  # one night of three lies in the new year


def test_a_wait_that_was_over_is_not_told_as_waived():
    long, short = (decide(V2, replace(SOMSRI, join=day, flags=frozenset(["accident"]))) for day in
                   (date(2016, 1, 10), date(2025, 5, 1)))  # fmt: skip
    assert not next(step for step in long.trace if step.name == "waiting").facts["waived"]
    assert next(step for step in short.trace if step.name == "waiting").facts["waived"]


@pytest.mark.parametrize(("year", "code"), ((2399, "BAD_DATE"), (2400, "BUDDHIST_YEAR")))
def test_from_which_year_on_a_buddhist_one_was_meant(year, code):
    faults = load.check(TEXT.replace("effective_from = 2025-04-01", f"effective_from = {year}-04-01", 1))
    assert code in {fault.code for fault in faults}


def test_where_no_least_is_written_nothing_is_rounded_up_to_one_satang():
    free = replace(V2.benefit("disaster"), amount=Amount("percent", of="damage", rate=100), event_max_satang=None)
    exact = replace(V2, benefits=(free,), rounding="satang")
    assert exact.rules["disaster"].least == 0
    assert due(exact, event="disaster", damage_satang=10)[0] == 0


def test_a_single_day_behind_is_told():
    late = decide(V2, replace(SOMSRI, paid_until=SOMSRI.start - timedelta(days=1)))
    assert "ค้าง 1 วัน ยังไม่เกิน 90 วัน" in " ".join(decision_th(late).lines)


def test_where_a_misplaced_key_belongs_is_told_in_english_too():
    fault = next(f for f in load.check(TEXT.replace("waiting_days = 180\n", "", 1) + "\nwaiting_days = 180\n") if f.code == "MISPLACED_KEY")  # fmt: skip
    assert "belongs to [membership]" in fault.en
    top = next(f for f in load.check(TEXT.replace("schema = 1\n", "", 1) + "\nschema = 1\n") if f.code == "MISPLACED_KEY")  # fmt: skip
    assert "belongs to the top" in top.en and "บนสุดของแฟ้ม" in top.th


def test_the_next_age_at_which_more_is_paid_is_told():
    amount = Amount("fixed", by="age_years", bands=(Band(0, 10_000), Band(60, 20_000), Band(70, 30_000)))
    by_age = replace(V2, benefits=(replace(V2.benefit("death"), amount=amount),), fund_ratio=None)
    paid = replace(SOMSRI, paid_until=date(2031, 12, 31))
    assert any("จะอายุครบ 70 ปี = 300 บาท" in one for one in decision_th(decide(by_age, paid)).changes)


def test_on_the_first_day_of_an_agreement_columns_take_it_too():
    first = V2.effective_from
    assert due(V2, start=first, end=first, claim_day=first)[2].startswith("OK")


def test_no_floor_is_no_floor():
    text = TEXT.replace("floor = 3000\n", "", 1)
    assert load.parse(text).fund_ratio.floor_satang == 0


def test_two_versions_from_one_day_are_told_by_their_key():
    with pytest.raises(Faulty) as refused:
        Book([V2, replace(V2, version=3)])
    assert {fault.key for fault in refused.value.faults} == {"agreement.effective_from"}


def test_two_reasons_that_nothing_changes_are_both_to_be_mended():
    both = decide(V2, replace(SOMSRI, claim_day=date(2026, 6, 15), flags=frozenset(["killed_by_beneficiary"])))
    assert len(both.failing) == 2
    assert "ต้องแก้ให้ครบทุกข้อจึงจะได้" in decision_th(both).changes
