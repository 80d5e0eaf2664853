"""What an old book of benefits cannot say: nights without end, a year of another century, the death of the living."""

from datetime import date

import pytest

from chumchon.funds.actions import members
from chumchon.funds.models import BenefitHistory, Member
from chumchon.funds.rules.importing.benefit_bounds import out_of_bounds
from chumchon.funds.rules.importing.benefit_words import meant
from tests.factories import NOW, TODAY, actor
from tests.funds.test_agreement_past_benefits import bring, fund, row  # noqa: F401 - the fixtures are used by name


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"nights": 9999, "end": ""}, "MANY_NIGHTS"), ({"nights": 367, "end": "", "start": "1/1/2568"}, "MANY_NIGHTS"),
        ({"nights": "", "start": "1/1/2567", "end": "2/1/2568"}, "MANY_NIGHTS"), ({"nights": 30, "end": "", "start": "1/11/2569"}, "ENDS_LATER"),
        ({"start": "1/2/2460", "end": "2/2/2460", "nights": 1}, "LONG_AGO"), ({"start": "31/12/2518", "end": "1/1/2519", "nights": 1}, "LONG_AGO"),
        ({"benefit": "คลอดบุตร", "end": "", "nights": 99}, "MANY_CHILDREN"), ({"benefit": "คลอดบุตร", "end": "", "nights": 11}, "MANY_CHILDREN"),
        ({"benefit": "ตาย", "end": "", "nights": ""}, "ALIVE"), ({"benefit": "ไม่ใช่ตาย แต่พิการ", "end": "", "nights": ""}, "WHICH_BENEFIT"),
    ],
)  # fmt: skip
def test_a_row_out_of_bounds_stays_out_and_says_why(bring, changed, code):  # noqa: F811
    said = bring(row(**changed), row(no=2))
    assert (said["accepted"], said["to_mend"]) == (1, {code: 1}), said
    assert said["mend"][0]["th"] and not any(c.isascii() and c.isalpha() for c in said["mend"][0]["th"])


def test_what_lies_on_the_edge_comes_in(bring):  # noqa: F811
    said = bring(
        row(nights=366, end="", start="1/1/2568"), row(no=2, nights=23, end="", start="1/11/2569"),
        row(no=3, start="1/1/2519", end="2/1/2519", nights=1), row(no=4, benefit="คลอดบุตร", end="", nights=10),
    )  # fmt: skip
    assert (said["accepted"], said["to_mend"]) == (4, {})


def test_the_bounds_one_by_one():
    day = date(2026, 11, 24)
    assert out_of_bounds(None, None, 0, None, day, False) == []
    assert out_of_bounds(day, date(2026, 11, 25), 1, "night", day, True) == []  # the day itself was told already
    assert out_of_bounds(day, day, 400, "child", day, False) == [("MANY_CHILDREN", "units")]
    assert out_of_bounds(day, day, 400, None, day, False) == []


def test_a_death_comes_in_once_the_register_knows_it_and_the_gone_are_no_living_members(fund, bring):  # noqa: F811
    dead = row(benefit="ตาย", start="1/11/2569", end="", nights="", baht=10_000)
    assert bring(dead)["to_mend"] == {"ALIVE": 1}
    members.die(fund.somsri, actor(fund, "secretary"), date(2026, 11, 1), "ญาติแจ้ง", TODAY, NOW)
    assert bring(dead)["added"] == 1
    Member.objects.filter(number="0003").update(status="left")
    assert bring(row(number="0003", name="", benefit="ตาย", start="1/11/2569", end="", nights="", baht=5))["added"] == 1


def test_the_same_event_with_other_nights_is_asked_about(fund, bring):  # noqa: F811
    five = row(start="10/3/2569", end="15/3/2569", nights=5)
    assert bring(five)["added"] == 1
    said = bring(row(start="10/3/2569", end="17/3/2569", nights=7))
    assert (said["already"], said["to_mend"]) == (0, {"OTHER_UNITS": 1}) and "ยกเลิกการนำเข้าเดิม" in said["mend"][0]["th"]
    assert bring(row(start="10/3/2569", end="17/3/2569", nights=7, baht=9))["to_mend"] == {"OTHER_AMOUNT": 1}
    assert bring(five)["already"] == 1 and BenefitHistory.objects.count() == 1


NAMED = {"เสียชีวิต": "death", "death": "death", "นอนโรงพยาบาล": "hospital", "ญาติสมาชิกเสียชีวิต": "other"}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("เสียชีวิต", "death"), ("สวัสดิการเสียชีวิต", "death"), ("ตาย", "death"), ("สมาชิกถึงแก่กรรม", "death"), ("เสียชีวิต (บุตรรับเงิน)", "death"),
        ("จ่ายญาติสมาชิกเสียชีวิต", "other"), ("เจ็บป่วย", "hospital"), ("ป่วย นอน รพ.", "hospital"), ("กองทุนช่วยนอนโรงพยาบาล", "hospital"),
        ("กองทุน ช่วยคลอด", "birth"), ("death benefit", "death"), ("ทุนการศึกษา", "education"), ("นอนโรงพยาบาลเพราะน้ำท่วม", "hospital"),
    ],
)  # fmt: skip
def test_words_that_mean_one_benefit(said, key):
    assert meant(said, NAMED) == (key, "")


@pytest.mark.parametrize(
    "said",
    [
        "ไม่ใช่ตาย แต่พิการ", "ไม่ใช่เสียชีวิต", "บาดเจ็บไม่ถึงตาย", "อุบัติเหตุ ไม่ตาย", "ไม่เสียชีวิต", "บิดาเสียชีวิต", "ตายายเสียชีวิต", "ทุนการศึกษาบุตร", "เสียชีวิต/นอนโรงพยาบาล",
        "ไม่ได้นอนโรงพยาบาล", "พิการ ยกเว้นผู้สูงอายุ",
    ],
)  # fmt: skip
def test_words_that_may_mean_another_are_asked_about(said):
    assert meant(said, NAMED) == (None, "WHICH_BENEFIT")


@pytest.mark.parametrize("said", ["", "ค่าน้ำมัน", "กองทุน"])
def test_words_that_nobody_knows(said):
    assert meant(said, NAMED) == (None, "UNKNOWN_BENEFIT")
