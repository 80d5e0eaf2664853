"""The form of an agreement: what it shows is what it reads, and every wrong box gets a sentence of its own."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from chumchon.agreements.load import read_file
from chumchon.agreements.model import STEPS, Amount, Band, Benefit, MemberYear
from chumchon.funds.forms.agreements import order, sheet_of, sheet_sent
from chumchon.funds.forms.agreements_read import accounts, read
from chumchon.funds.rules.agreement_compare import compare
from chumchon.funds.rules.agreement_kinds import KINDS, account_for, example

EXAMPLES = Path(__file__).parents[2] / "examples" / "agreements"
SAID = example("mae-raem", "กองทุน", date(2026, 12, 1), 100)


def sent(sheet):
    """The form as a browser sends it back."""
    return sheet_sent({**{name: value for name, value in sheet.values.items() if value != ""}, **_empty(sheet),
                       "cards": ",".join(map(str, sheet.cards))})  # fmt: skip


def _empty(sheet):
    checks = ("deduct_arrears", "per_household", "once", "ratio", "outside")
    return {n: v for n, v in sheet.values.items() if v == "" and not n.endswith(checks)}


@pytest.mark.parametrize("name", ["v1", "v2", "b"])
def test_an_agreement_goes_through_the_form_unchanged(name):
    said = read_file(EXAMPLES / f"agreement_example_{name}.toml")
    found, errors = read(sent(sheet_of(said, {})), said.effective_from, said)
    assert errors == {}
    assert found == replace(said, steps=found.steps)
    if said.member_year is not None:  # its sentence tells of the old sum
        sheet = sheet_of(said, {})
        sheet.values["year_amount"] = "6,000"
        changed, _ = read(sent(sheet), said.effective_from, said)
        assert changed.member_year == replace(said.member_year, amount_satang=600_000, th="")


def test_every_kind_that_the_form_offers_can_be_saved():
    sheet = sheet_of(SAID, {})
    for kind in KINDS:
        sheet.values["new_kind"] = kind.key
        order(sheet, "add_benefit")
    found, errors = read(sent(sheet), SAID.effective_from, SAID)
    assert errors == {}
    keys = [b.key for b in found.benefits]
    assert len(set(keys)) == len(keys) == 4 + len(KINDS) and "birth_2" in keys
    assert account_for("birth_2") == "5101" and account_for("ผ้าป่า") == "5117"
    assert accounts(sheet)["hospital"] == "5102"


@pytest.mark.parametrize(
    ("box", "value", "where"),
    [
        ("waiting_days", "", "waiting_days"), ("waiting_days", "หกเดือน", "waiting_days"), ("grace_days", "-1", "grace_days"),
        ("per_day", "0", "per_day"), ("b0_rate", "0", "b0_rate"), ("b0_rate", "ห้าร้อย", "b0_rate"), ("b0_th", " ", "b0_th"),
        ("b2_band1_at", "0", "b2_band1_at"), ("b2_band0_at", "2", "b2_band1_at"), ("b2_band1_value", "", "b2_band1_value"),
        ("b2_year_units", "3", "b2_year_units"), ("b3_rate", "101", "b3_rate"), ("b3_min", "3000", "b3_max"),
        ("b1_year_max", "0", "b1_year_max"), ("b1_min_age", "70", "b1_max_age"), ("r0_at", "1", "r0_at"), ("r0_share", "101", "r0_share"),
        ("join_min_age", "99", "join_max_age"),
    ],
)  # fmt: skip
def test_a_wrong_box_is_told_beside_it(box, value, where):
    sheet = sheet_of(replace(SAID, benefits=(*SAID.benefits[:1], replace(SAID.benefits[1], max_age=60), *SAID.benefits[2:]),
                             membership=replace(SAID.membership, join_max_age=60)), {})  # fmt: skip
    sheet.values[box] = value
    found, errors = read(sent(sheet), SAID.effective_from, SAID)
    assert found is None and where in errors, errors
    assert not any(c.isascii() and c.isalpha() for th in errors.values() for c in th), errors


def test_rows_are_added_and_taken_away_by_buttons_and_typed_words_stay():
    sheet = sheet_of(SAID, {})
    order(sheet, "ladder:1:tenure_years")
    assert sheet.rows("b1_band", "at", "value") == [{"at": "0", "value": "100"}, {"at": "", "value": ""}]
    sheet.values |= {"b1_band1_at": "๕", "b1_band1_value": "150"}
    order(sheet, "add_band:1")
    found, errors = read(sent(sheet), SAID.effective_from, SAID)
    assert errors == {}
    assert found.benefits[1].amount == Amount(
        "per_unit", "night", by="tenure_years", bands=(Band(0, 10000), Band(5, 15000))
    )
    order(sheet, "drop_band:1:1")
    assert len(sheet.rows("b1_band", "at", "value")) == 2
    order(sheet, "flat:1")
    assert sheet.get("b1_rate") == "100" and sheet.rows("b1_band", "at", "value") == []
    order(sheet, "add_ex:1")
    order(sheet, "up:1")
    assert sheet.cards == [1, 0, 2, 3]
    order(sheet, "drop_benefit:0")
    assert sheet.cards == [1, 2, 3]
    order(sheet, "add_ratio")
    order(sheet, "drop_ratio:0")
    assert sheet.rows("r", "at", "share") == [{"at": "", "share": ""}]
    for nonsense in ("", "drop_band:9:9", "drop_band:1:-1", "up:x", "ladder:1:height", "drop_ratio:x"):
        order(sheet, nonsense)


def test_a_file_loses_nothing_by_the_form_neither_rows_nor_papers_nor_its_order():
    rungs = tuple(Band(years, (years + 1) * 1000) for years in range(45))
    papers = tuple(f"หลักฐาน {n}" for n in range(30))
    steps = [step for step in STEPS if step != "exclusion"]
    steps.remove("arrears")
    steps.insert(steps.index("fund_ratio"), "arrears")
    long = Benefit("elderly", "ผู้สูงอายุ", Amount("fixed", by="tenure_years", bands=rungs), evidence=papers)
    many = tuple(Benefit(f"other_{n}", f"อื่น {n}", Amount("fixed", rate=100)) for n in range(2, 50))
    said = replace(
        SAID, benefits=(replace(SAID.benefits[0], exclude=()), long, *many), steps=tuple(steps), fund_ratio=None,
        member_year=MemberYear(2_000_000, ("elderly",), "รวมทุกสวัสดิการ", "20"),
    )  # fmt: skip
    found, errors = read(sent(sheet_of(said, {})), said.effective_from, said)
    assert errors == {} and found.benefits == said.benefits and found.member_year == said.member_year
    assert [step for step in found.steps if step != "exclusion"] == steps and set(found.steps) == set(STEPS)


@pytest.mark.parametrize("asked", ["drop_benefit:²", "drop_band:1:²", "drop_ratio:²"])
def test_a_raised_digit_is_no_number(asked):
    sheet = sheet_of(SAID, {})
    order(sheet, asked)
    assert sheet_sent({"cards": "0,²"}).cards == [0] and sheet.cards == [0, 1, 2, 3]


def test_two_versions_beside_each_other_say_what_was_added_cut_and_changed():
    hospital = replace(SAID.benefits[1], amount=Amount("per_unit", "night", rate=15000), year_units=None)
    elderly = Benefit("elderly", "ผู้สูงอายุ", Amount("fixed", rate=20000), min_age=60)
    after = replace(
        SAID, benefits=(SAID.benefits[0], hospital, SAID.benefits[2], elderly), member_year=MemberYear(500_000)
    )
    parts = {p.key: p for p in compare(SAID, after)}
    assert not parts["membership"].changed and not parts["benefit.birth"].changed
    told = {(line.kind, line.before, line.after) for line in parts["benefit.hospital"].lines if line.kind != "same"}
    assert ("changed", "จ่าย 100 บาทต่อคืน", "จ่าย 150 บาทต่อคืน") in told
    assert ("cut", "ปีละไม่เกิน 10 คืน", "") in told
    assert {line.kind for line in parts["benefit.elderly"].lines} == {"added"}
    assert {line.kind for line in parts["benefit.disaster"].lines} == {"cut"}
    assert parts["member_year"].changed
    assert [p.key for p in compare(None, SAID)][:2] == ["head", "membership"]
    assert not any(p.changed for p in compare(SAID, SAID))
