"""Headquarters edits the kinds of organisations and the numbers of law; what was in force stays for what was done under it."""

from datetime import date, timedelta

import pytest

from chumchon.access.models import User
from chumchon.councils.actions.settings import KindFacts, RuleFacts, add_rule, drop_rule, save_kind
from chumchon.councils.models import CouncilRule, GroupKind
from chumchon.councils.queries.settings import kinds, numbers_on
from chumchon.thai.errors import Plain
from tests.councils.world import NOW, TODAY, officer

FACTS = RuleFacts(5, 3, 2, 1, 5, 1, 2, 4, 6, "มติคณะกรรมการ 1/2570")
KIND = KindFacts("กลุ่มพลังงานชุมชน", "เศรษฐกิจฐานราก", "ข้อเสนอที่ประชุมระดับชาติ", 17)
pytestmark = pytest.mark.django_db


def hq():
    return officer("", "officer_hq")


def refused(code):
    return pytest.raises(Plain, match=code)


def test_a_new_kind_may_be_chosen_and_one_that_is_off_may_not():
    save_kind("energy", KIND, hq(), NOW, TODAY, new=True)
    assert "energy" in [k.code for k in kinds()]
    save_kind("energy", KindFacts(KIND.name_th, KIND.capital_th, KIND.source, 17, False), hq(), NOW, TODAY)
    assert "energy" not in [k.code for k in kinds()] and GroupKind.objects.filter(code="energy").exists()


def test_kinds_that_cannot_be_are_refused():
    with refused("KIND_EXISTS"):
        save_kind("savings", KIND, hq(), NOW, TODAY, new=True)
    with refused("NO_KIND"):
        save_kind("nothing", KIND, hq(), NOW, TODAY)
    with refused("BAD_KIND"):
        save_kind("x", KindFacts(" ", "x", "x", 1), hq(), NOW, TODAY, new=True)
    GroupKind.objects.exclude(code="savings").update(is_on=False)
    with refused("BAD_KIND"):
        save_kind("savings", KindFacts("ออมทรัพย์", "x", "x", 1, False), hq(), NOW, TODAY)


def test_new_numbers_begin_on_their_day_and_the_old_ones_stay_for_what_was_before():
    before, begins = numbers_on(TODAY).meetings_a_year, TODAY + timedelta(days=10)
    add_rule(begins, FACTS, hq(), NOW, TODAY)
    assert numbers_on(begins).meetings_a_year == 6
    assert numbers_on(begins - timedelta(days=1)).meetings_a_year == before


@pytest.mark.parametrize(("change", "words"), [
    ({"quorum_num": 3}, "องค์ประชุม"), ({"quorum_den": 0}, "องค์ประชุม"), ({"experts_num": 5}, "ผู้ทรงคุณวุฒิ"),
    ({"least_founders": 0}, "ผู้ก่อตั้ง"), ({"term_years": 11}, "วาระ"), ({"meetings_a_year": 0}, "ประชุม"), ({"source": " "}, "ที่มา"),
])  # fmt: skip
def test_numbers_that_cannot_be_are_refused_with_which(change, words):
    with refused("BAD_RULE") as wrong:
        add_rule(TODAY + timedelta(days=1), RuleFacts(**{**vars(FACTS), **change}), hq(), NOW, TODAY)
    assert words in wrong.value.th


def test_numbers_never_begin_in_the_past_nor_twice_on_a_day_and_those_in_force_are_not_dropped():
    with refused("PAST_DAY"):
        add_rule(TODAY, FACTS, hq(), NOW, TODAY)
    made = add_rule(TODAY + timedelta(days=5), FACTS, hq(), NOW, TODAY)
    with refused("RULE_EXISTS"):
        add_rule(TODAY + timedelta(days=5), FACTS, hq(), NOW, TODAY)
    with refused("IN_FORCE"):
        drop_rule(CouncilRule.objects.earliest("from_day").pk, hq(), NOW, TODAY)
    drop_rule(made.pk, hq(), NOW, TODAY)
    assert not CouncilRule.objects.filter(pk=made.pk).exists()


def test_an_officer_of_a_province_edits_nothing():
    for work in (
        lambda: save_kind("energy", KIND, officer(), NOW, TODAY, new=True),
        lambda: add_rule(TODAY + timedelta(days=1), FACTS, officer(), NOW, TODAY),
    ):
        with refused("NOT_ALLOWED"):
            work()


def test_the_pages_of_headquarters(client, monkeypatch):
    client.force_login(User.objects.get(pk=hq().user_id))
    page = client.get("/councils/settings").content.decode()
    assert "กลุ่มผู้สูงอายุ" in page and "1 ใน 2" in page
    assert "ประเภทและตัวเลข" in client.get("/councils/mine").content.decode()
    sent = {
        "code": "energy",
        "name_th": "กลุ่มพลังงาน",
        "capital_th": "ฐานราก",
        "source": "มติ",
        "position": "17",
        "is_on": "on",
    }
    assert client.post("/councils/settings/kinds/new", sent).url == "/councils/settings"
    assert client.post("/councils/settings/kinds/new", sent).status_code == 422
    client.post("/councils/settings/kinds/energy", {**sent, "name_th": "กลุ่มพลังงานแสงอาทิตย์", "code": "other"})
    assert GroupKind.objects.get(code="energy").name_th == "กลุ่มพลังงานแสงอาทิตย์"
    assert client.get("/councils/settings/kinds/nothing").status_code == 404
    rule = {k: str(v) for k, v in vars(FACTS).items()}
    bad = client.post("/councils/settings/rules", {**rule, "from_day": "1/1/2560"})
    assert bad.status_code == 422 and "เริ่มหลังวันนี้" in bad.content.decode()
    future = date.today() + timedelta(days=40)
    good = {**rule, "from_day": f"{future.day}/{future.month}/{future.year + 543}"}
    assert client.post("/councils/settings/rules", good).url == "/councils/settings"
    made = CouncilRule.objects.get(meetings_a_year=6)
    client.post("/councils/settings/rules", {"drop": str(made.pk)})
    assert not CouncilRule.objects.filter(pk=made.pk).exists()
