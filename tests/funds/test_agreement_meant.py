"""A benefit whose name says a death and whose kind does not never comes into force, by file or by form."""

from dataclasses import replace
from datetime import date

import pytest

from chumchon.agreements.faults import Faulty
from chumchon.agreements.load import parse
from chumchon.agreements.write import to_toml
from chumchon.funds.actions.agreements import (
    draft_from_file,
    draft_from_force,
    new_draft,
    put_in_force_with,
    save_draft,
)
from chumchon.funds.forms.agreements import order, sheet_of
from chumchon.funds.forms.agreements_read import read
from chumchon.funds.models import AgreementVersion
from chumchon.funds.queries.agreements import parsed
from tests import factories
from tests.factories import NOW, TODAY, actor
from tests.funds import claims_world
from tests.funds.agreements_world import example_of, resolution
from tests.funds.test_agreement_form import SAID, sent


@pytest.fixture
def fund(db):
    return factories.make_fund()


def misnamed(said, key="เสียชีวิต"):
    changed = tuple(replace(b, key=key) if b.th == "เสียชีวิต" else b for b in said.benefits)
    return replace(said, benefits=changed, fund_ratio=None)


def test_an_uploaded_file_is_refused_with_its_line_and_the_key_to_write(fund):
    text = to_toml(misnamed(example_of(fund)))
    with pytest.raises(Faulty) as refused:
        draft_from_file(fund, actor(fund, "chair"), text.encode(), NOW, TODAY)
    (fault,) = refused.value.faults
    assert (fault.code, fault.line) == ("DEATH_KEY", text.split("\n").index('[benefit."เสียชีวิต"]') + 1)
    assert "[benefit.death]" in fault.th and not AgreementVersion.objects.exists()


def test_a_draft_that_says_so_is_neither_saved_nor_put_in_force(fund):
    said = replace(misnamed(example_of(fund)), effective_from=date(2027, 1, 1))
    chair, secretary = actor(fund, "chair"), actor(fund, "secretary")
    row = new_draft(fund, chair, said, {}, NOW, TODAY)
    with pytest.raises(Faulty):
        put_in_force_with(fund, row.pk, chair, secretary, resolution(), NOW, TODAY)
    with pytest.raises(Faulty):
        save_draft(fund, row.pk, chair, said, {}, row.revision, NOW, TODAY)
    row = save_draft(fund, row.pk, chair, misnamed(said, "death"), {}, row.revision, NOW, TODAY)
    assert put_in_force_with(fund, row.pk, chair, secretary, resolution(), NOW, TODAY).state == "in_force"


def test_what_is_in_force_loads_and_the_next_draft_begins_with_it_and_is_told(fund):
    old = misnamed(example_of(fund))
    claims_world.in_force(fund, to_toml(old), 1, date(2026, 1, 1))
    row = draft_from_force(fund, actor(fund, "chair"), NOW, TODAY)
    assert "เสียชีวิต" in [b.key for b in parsed(row).benefits]
    found, errors = read(sent(sheet_of(parsed(row), {})), row.effective_from, parsed(row))
    assert found is None and list(errors) == ["b2_th"] and parse(row.text)


def named(kind, name):
    sheet = sheet_of(SAID, {})
    sheet.values["new_kind"] = kind
    order(sheet, "add_benefit")
    sheet.values["b4_th"] = name
    return read(sent(sheet), SAID.effective_from, SAID)


@pytest.mark.parametrize(("kind", "name", "told"), [
    ("other", "เสียชีวิต", "ประเภท “เสียชีวิต”"), ("education", "สมาชิกตาย", "จัดการศพ"), ("death", "ญาติสมาชิกเสียชีวิต", "ประเภท “อื่น ๆ”"),
])  # fmt: skip
def test_the_form_tells_it_beside_the_name_without_a_word_of_english(kind, name, told):
    found, errors = named(kind, name)
    assert found is None and list(errors) == ["b4_th"] and told in errors["b4_th"]
    assert not any(c.isascii() and c.isalpha() for c in errors["b4_th"])


@pytest.mark.parametrize(("kind", "name"), [
    ("other", "ญาติสมาชิกเสียชีวิต"), ("other", "บิดามารดาเสียชีวิต"), ("funeral", "เจ้าภาพงานศพ"), ("death", "เสียชีวิตด้วยอุบัติเหตุ"),
])  # fmt: skip
def test_the_form_takes_a_relatives_death_the_rites_and_a_second_death(kind, name):
    found, errors = named(kind, name)
    assert errors == {} and found.benefits[-1].th == name


def test_a_cause_that_nobody_can_choose_is_told_beside_it():
    said = replace(SAID, benefits=(replace(SAID.benefits[1], exclude=("cosmetic", "cosmetc")),), fund_ratio=None)
    found, errors = read(sent(sheet_of(said, {})), said.effective_from, said)
    assert found is None and list(errors) == ["b0_ex1_flag"] and "เลือกจากรายการ" in errors["b0_ex1_flag"]
    assert not any(c.isascii() and c.isalpha() for c in errors["b0_ex1_flag"])


def test_a_cause_of_the_funds_own_goes_through_the_form():
    said = replace(SAID, benefits=(replace(SAID.benefits[1], exclude=("cosmetic", "แข่งรถ")),), fund_ratio=None)
    found, errors = read(sent(sheet_of(said, {})), said.effective_from, said)
    assert errors == {} and found.benefits[0].exclude == ("cosmetic", "แข่งรถ")


def test_a_file_with_a_misspelt_cause_becomes_no_draft(fund):
    text = to_toml(example_of(fund)).replace('"cosmetic"', '"cosmetc"')
    with pytest.raises(Faulty) as refused:
        draft_from_file(fund, actor(fund, "chair"), text.encode(), NOW, TODAY)
    assert [f.code for f in refused.value.faults] == ["UNKNOWN_FLAG"]
