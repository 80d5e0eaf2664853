"""A file that can be read and does not say what was meant: a death under another key, a flag that nobody knows."""

import json

import pytest

from chumchon.agreements import cases, deaths, load, words
from chumchon.agreements.faults import Faulty
from chumchon.thai.errors import BadInput
from tests.agreements.test_commands import HEAD, ROW, run
from tests.agreements.test_limits import PLAIN, small
from tests.agreements.world import DATA


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


def test_the_commands_read_what_is_in_force_and_tell_what_no_new_version_may_say(tmp_path):
    (path := tmp_path / "a.toml").write_text(named("เสียชีวิต", "เสียชีวิต"), encoding="utf-8")
    code, out, err = run("agreement-check", path)
    assert code == 0 and "ใช้ได้" in out and "ประกาศใช้เป็นฉบับใหม่ไม่ได้" in err and "[benefit.death]" in err
    told = json.loads(run("agreement-check", path, "--json")[1])
    assert told["ok"] and told["faults"] == [] and [one["code"] for one in told["notices"]] == ["DEATH_KEY"]
    code, out, err = run("agreement-explain", path)
    assert (code, err) == (0, "") and "เสียชีวิต" in out
    path.write_text(named("death", "เสียชีวิต"), encoding="utf-8")
    assert run("agreement-check", path)[2] == "" and json.loads(run("agreement-check", path, "--json")[1]) == {
        "file": "a.toml",
        "ok": True,
        "faults": [],
    }


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('exclude = ["cosmetc"]', "benefit.x.exclude"), ('waiting_waived = ["cosmetc"]', "benefit.x.waiting_waived"),
        ("exclude_until_years = { cosmetc = 1 }", "benefit.x.exclude_until_years.cosmetc"), ('exclude = ["drunk", "cosmetc"]', "benefit.x.exclude"),
        ('exclude = ["Cosmetic"]', "benefit.x.exclude"), ('exclude = ["ศัลยกรรมเสริมความงาม"]', "benefit.x.exclude"),
    ],
)  # fmt: skip
def test_a_flag_that_nobody_knows_is_refused_with_the_one_that_was_meant(line, key):
    (fault,) = load.check(text := small(f"{PLAIN}\n{line}"))
    assert (fault.code, fault.key, fault.line) == ("UNKNOWN_FLAG", key, text.split("\n").index(line) + 1)
    assert "หมายถึง cosmetic (ศัลยกรรมเสริมความงาม) หรือไม่" in fault.th and "did you mean cosmetic?" in fault.en
    assert "เหตุที่ใช้ได้: accident (อุบัติเหตุ), cosmetic (" in fault.th and "quarrel (ทะเลาะวิวาท)" in fault.th


def test_a_flag_like_no_other_is_told_alone_and_all_at_once():
    one, two = load.check(small(f'{PLAIN}\nexclude = ["zzzz"]\nwaiting_waived = ["qqqq"]'))
    assert "“zzzz” เหตุที่ใช้ได้" in one.th and one.en == "unknown flag 'zzzz'" and "“qqqq”" in two.th


def test_every_known_flag_may_be_named_everywhere():
    listed = ", ".join(f'"{flag}"' for flag in words.FLAGS)
    assert codes(small(f"{PLAIN}\nexclude = [{listed}]\nwaiting_waived = [{listed}]")) == []
    assert (
        codes(small(f"{PLAIN}\nexclude_until_years = {{ {', '.join(f'{flag} = 1' for flag in words.FLAGS)} }}")) == []
    )


def test_a_fund_may_name_a_cause_of_its_own_in_thai_words():
    assert codes(small(f'{PLAIN}\nexclude = ["แข่งรถ"]')) == []
    assert (
        codes(small(f'{PLAIN}\nexclude = ["เมาสุลา"]'))
        == codes(small(f'{PLAIN}\nexclude = ["แข่งrace"]'))
        == ["UNKNOWN_FLAG"]
    )
    assert load.parse_new(small(f'{PLAIN}\nexclude = ["แข่งรถ", "drunk"]\nwaiting_waived = ["accident"]')).flags == {
        "แข่งรถ", "drunk", "accident",
    }  # fmt: skip
    assert load.parse(small(f"{PLAIN}\nexclude_until_years = {{ suicide = 1 }}")).flags == {"suicide"}


def test_a_table_may_name_what_is_known_like_nothing_else_or_named_by_an_agreement(tmp_path):
    assert facts("แข่งรถ|race") == {"แข่งรถ", "race"}
    assert facts("Acident", own=["Acident"]) == {"Acident"} and facts("Accident", own=["Accident"]) == {"Accident"}
    (tmp_path / "a").mkdir()
    text = (DATA / "agreement_example_v2.toml").read_text(encoding="utf-8").replace('"cosmetic"', '"acident"')
    (tmp_path / "a" / "v2.toml").write_text(text, encoding="utf-8")
    stay = ROW.replace("death,2025-06-05,2025-06-05", "hospital,2025-06-05,2025-06-08").replace(
        "300000,,", "300000,acident,"
    )
    (table := tmp_path / "c.csv").write_text(f"{HEAD}\n{stay}\n", encoding="utf-8")
    assert run("agreement-evaluate", table, "--agreements", tmp_path / "a", "--out", tmp_path / "o.csv")[0] == 0
    assert ",EXCLUDED," in (tmp_path / "o.csv").read_text(encoding="utf-8")


def test_a_flag_in_force_is_still_read():
    assert load.parse(small(f'{PLAIN}\nexclude = ["own"]')).benefit("x").exclude == ("own",)


def facts(flags, own=()):
    cells = dict(zip(HEAD.split(","), ROW.split(","), strict=True))
    return cases.facts_of({**cells, "flags": flags}, own).flags


@pytest.mark.parametrize(("flags", "read"), [
    ("", set()), ("Cosmetic", {"cosmetic"}), ("ACCIDENT| drunk |", {"accident", "drunk"}), ("Killed_By_Beneficiary", {"killed_by_beneficiary"}),
])  # fmt: skip
def test_flags_of_a_table_are_read_in_large_and_small_letters(flags, read):
    assert facts(flags) == read


def test_a_flag_of_a_table_that_nobody_knows_is_a_fault_of_its_row_alone(tmp_path):
    with pytest.raises(BadInput) as refused:
        facts("drunk|acident")
    assert (
        refused.value.code == "BAD_FACTS" and "flags: ไม่รู้จักเหตุ “acident” หมายถึง accident (อุบัติเหตุ)" in refused.value.th
    )
    assert refused.value.en == "flags: unknown flag 'acident'; did you mean accident?"
    wrong = ROW.replace("1,jaidee", "2,jaidee").replace("300000,,", "300000,acident,")
    (table := tmp_path / "c.csv").write_text(f"{HEAD}\n{ROW}\n{wrong}\n", encoding="utf-8")
    code, _, err = run("agreement-evaluate", table, "--agreements", DATA, "--out", tmp_path / "o.csv")
    rows = (tmp_path / "o.csv").read_text(encoding="utf-8").split("\n")
    assert code == 1 and "แถวที่ 3 (2)" in err and rows[1].split(",")[3] == "OK" and rows[2].split(",")[3] == "BAD_ROW"


def test_what_is_excluded_is_excluded_however_its_flag_is_written(tmp_path):
    stay = ROW.replace("death,2025-06-05,2025-06-05", "hospital,2025-06-05,2025-06-08").replace(
        "300000,,", "300000,Cosmetic,"
    )
    (table := tmp_path / "c.csv").write_text(f"{HEAD}\n{stay}\n", encoding="utf-8")
    assert run("agreement-evaluate", table, "--agreements", DATA, "--out", tmp_path / "o.csv")[0] == 0
    assert "EXCLUDED" in (tmp_path / "o.csv").read_text(encoding="utf-8")
