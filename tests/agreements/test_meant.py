"""A file that can be read and does not say what was meant: a death under another key, a flag that nobody knows."""

import pytest

from chumchon.agreements import deaths, load
from chumchon.agreements.faults import Faulty
from tests.agreements.test_commands import run
from tests.agreements.test_limits import PLAIN, small


def named(key, th):
    return small(PLAIN).replace("[benefit.x]", f'[benefit."{key}"]').replace('th = "เอ็กซ์"', f'th = "{th}"')


def codes(text):
    return [fault.code for fault in load.check(text)]


@pytest.mark.parametrize("key", ["death", "death_2", "death_accident"])
def test_the_key_of_a_death_ends_the_membership(key):
    assert deaths.is_death(key) and codes(named(key, "เสียชีวิต")) == []


@pytest.mark.parametrize("key", ["deaths", "death2", "dead", "เสียชีวิต", "other", "x_death", "funerals", "relatives"])
def test_a_death_under_another_key_is_refused_with_the_key_to_write(key):
    assert not deaths.is_death(key)
    (fault,) = load.check(text := named(key, "เสียชีวิต"))
    assert (fault.code, fault.key, fault.line) == (
        "DEATH_KEY",
        f"benefit.{key}",
        text.split("\n").index(f'[benefit."{key}"]') + 1,
    )
    assert f"คีย์ {key} " in fault.th and "“เสียชีวิต”" in fault.th and key in fault.en
    for told in (
        "[benefit.death]",
        "[benefit.death_2]",
        "[benefit.funeral]",
        "[benefit.relative_death]",
        "ญาติสมาชิกเสียชีวิต",
    ):
        assert told in fault.th


@pytest.mark.parametrize(
    "th",
    [
        "สมาชิกเสียชีวิต",
        "ตาย",
        "สมาชิกตายด้วยอุบัติเหตุ",
        "ถึงแก่กรรม",
        "เงินมรณกรรม",
        "ฌาปนกิจ",
        "ค่าทำศพ",
        "เงินช่วยงานศพ",
        "ผู้สูงอายุตาย",
    ],
)
def test_every_word_for_a_death_is_heard(th):
    assert deaths.tells_death(th) and codes(named("other", th)) == ["DEATH_KEY"]


@pytest.mark.parametrize(
    "th", ["ตายายยังชีพ", "จ่ายตายตัวปีละครั้ง", "พิการแต่ไม่ตาย", "อุบัติเหตุไม่เสียชีวิต", "ไม่ใช่ตาย แต่พิการ", "เจ็บไม่ถึงตาย", "คลอดบุตร"]
)
def test_what_only_sounds_like_one_is_free(th):
    assert not deaths.tells_death(th) and codes(named("other", th)) == []


WHO = [
    "ญาติ",
    "คู่สมรส",
    "สามี",
    "ภรรยา",
    "บิดา",
    "มารดา",
    "พ่อ",
    "แม่",
    "บุตร",
    "ลูก",
    "พี่",
    "น้อง",
    "ปู่",
    "ย่า",
    "ตายาย",
    "ยาย",
    "บุคคลในบ้าน",
    "คนในบ้าน",
]


@pytest.mark.parametrize("who", WHO)
def test_the_death_of_somebody_else_stands_under_any_key_but_the_members(who):
    assert codes(named("other", f"{who}เสียชีวิต")) == []
    assert codes(named("other_2", f"เงินช่วยเหลือกรณี {who}ตาย")) == []
    (fault,) = load.check(named("death", f"{who}เสียชีวิต"))
    assert (fault.code, fault.key) == ("RELATIVE_KEY", "benefit.death") and "[benefit.relative_death]" in fault.th
    assert f"“{who}เสียชีวิต”" in fault.th and "คีย์ death " in fault.th and "relative_death" in fault.en
    assert codes(named("relative_death", f"{who}เสียชีวิต")) == codes(named("death", f"{who}ได้รับเงิน")) == []


@pytest.mark.parametrize("th", ["เงินช่วย", "ช่วย", "ช่วยเหลือ", "เมื่อ", "สวัสดิการ", "กรณี"])
def test_a_word_before_the_relative_changes_nothing(th):
    assert codes(named("other", f"{th}ญาติเสียชีวิต")) == []


def test_rites_and_relatives_have_keys_of_their_own():
    for key in ("funeral", "funeral_2", "relative", "relative_parent"):
        assert codes(named(key, "สมาชิกหรือบิดามารดาเสียชีวิต")) == []


def test_what_is_in_force_already_is_still_read():
    text = named("เสียชีวิต", "เสียชีวิต")
    assert load.parse(text).benefit("เสียชีวิต").th == "เสียชีวิต"
    with pytest.raises(Faulty, match="BAD_AGREEMENT"):
        load.parse_new(text)
    assert load.parse_new(good := named("death", "เสียชีวิต")) == load.parse(good)


def test_a_benefit_without_a_name_is_told_once():
    assert codes(small(PLAIN).replace('th = "เอ็กซ์"\n', "")) == ["MISSING"]


@pytest.mark.parametrize("command", ["agreement-check", "agreement-explain"])
def test_the_commands_refuse_it(command, tmp_path):
    (path := tmp_path / "a.toml").write_text(named("เสียชีวิต", "เสียชีวิต"), encoding="utf-8")
    code, out, err = run(command, path)
    assert (code, out) == (1, "") and "[benefit.death]" in err
