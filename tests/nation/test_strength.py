"""Strong tambons: indicators from records, alike for all, in bands and never ranked; what would lift one; weights with history."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.access.actions import create_user, grant
from chumchon.access.models import User
from chumchon.access.queries import actor_of_user
from chumchon.nation.models import FundMonth, IndicatorWeight, Strength, TambonYear
from chumchon.nation.strength import actions, counts, queries
from chumchon.nation.strength.load import FILE, catalogue, read
from chumchon.nation.strength.rules import FULL, UNKNOWN, lifts, part, score
from chumchon.thai.errors import Plain
from tests.councils import world as councils
from tests.factories import NOW, TODAY, make_fund

COUNTS = st.fixed_dictionaries({name: st.integers(0, 10_000) for name in counts.NAMES})
EVERYTHING = dict.fromkeys(counts.NAMES, 10_000)


def scored(*rows, weights=None):
    return score(catalogue(), actions.columns(rows), weights or {})


def officer(role="officer_hq", area=""):
    made = create_user(f"{role}-{area}", "นางส่วนกลาง", "x" * 12)
    grant(made, role, date(2010, 1, 1), None, area)
    return actor_of_user(made)


def test_the_file_has_four_pillars_and_every_indicator_says_what_where_and_how():
    book = catalogue()
    assert [p.code for p in book.pillars] == ["democracy", "capital", "welfare", "livelihood"]
    assert all(book.of_pillar(p.code) for p in book.pillars) and sum(i.weight for i in book.indicators) == 100
    for i in book.indicators:
        assert i.definition_th and i.source_th and i.lift_th and i.name_en and set(i.names()) <= set(counts.NAMES)
    assert book.target_year_be == 2579


@pytest.mark.parametrize(("old", "new", "words"), [
    ('formula = "have"', 'formula = "rank"', "formula rank"), ('count = "councils"', 'count = "gossip"', "gossip"),
    ('pillar = "democracy"\nname_th = "สภาประชุม', 'pillar = "x"\nname_th = "สภาประชุม', "pillar x"),
    ("goal = 4\n", "", "goal"), ('of = "resolutions"\n', "", "of"), ("weight = 8", "weight = -1", "weight"),
    ('code = "meetings"', 'code = "council"', "one code"), ("from_permille = 0\n", "from_permille = 10\n", "last band"),
    ('unit = "satang"', 'colour = "red"', "colour"),
])  # fmt: skip
def test_a_file_that_says_nonsense_is_refused_with_its_place(old, new, words):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(Plain, match="BAD_INDICATORS") as wrong:
        read(text.replace(old, new, 1))
    assert words in wrong.value.en


@pytest.mark.parametrize(("formula", "count", "of", "goal", "made"), [
    ("have", 0, 0, 0, 0), ("have", 3, 0, 0, FULL), ("reach", 1, 0, 4, 250), ("reach", 9, 0, 4, FULL),
    ("share", 1, 3, 0, 333), ("share", 5, 3, 0, FULL), ("share", 5, 0, 0, 0), ("have", -2, 0, 0, 0),
])  # fmt: skip
def test_the_three_formulas(formula, count, of, goal, made):
    assert part(formula, np.array([count]), np.array([of]), goal).tolist() == [made]


@given(COUNTS)
def test_a_column_of_tambons_scores_each_as_it_would_alone(row):
    together = scored(row, EVERYTHING, {})
    alone = scored(row)
    assert together.total[0] == alone.total[0] and together.band[0] == alone.band[0]
    assert all(0 <= p[0] <= FULL for p in together.pillars.values())


@given(COUNTS, st.sampled_from([i for i in catalogue().indicators if i.formula != "share"]))
def test_more_of_what_is_counted_never_lowers_a_tambon(row, indicator):
    before, after = scored(row), scored({**row, indicator.count: row[indicator.count] + 5})
    if not any(indicator.count == i.of for i in catalogue().indicators):
        assert after.total[0] >= before.total[0]


@given(COUNTS)
def test_what_would_lift_is_what_is_missing_and_no_more(row):
    total = int(scored(row).total[0])
    found = lifts(catalogue(), row, {})
    assert total + sum(lift.gain_permille for lift in found) <= FULL
    assert [lift.gain_permille for lift in found] == sorted((lift.gain_permille for lift in found), reverse=True)


def test_a_tambon_without_any_record_is_unknown_and_not_called_weak():
    made = scored({}, EVERYTHING)
    assert made.band.tolist() == [UNKNOWN, 0]
    assert queries.band_of(UNKNOWN) is None and queries.band_of(0).code == "strong"


def test_one_pillar_that_is_missing_keeps_a_tambon_from_the_best_band():
    lone = {**EVERYTHING, **dict.fromkeys(("work_groups", "nature_groups", "work_benefits_satang"), 0)}
    made = scored(lone)
    assert made.total[0] >= 750 and queries.band_of(int(made.band[0])).code == "steady"


@pytest.fixture
def fund(db):
    made = make_fund()
    FundMonth.objects.create(
        organisation=made.organisation, area="500705", month=date(2026, 11, 1), members=548, joined=0, gone=0,
        contributions_satang=1_000_000, match_satang=0, benefits_satang=500_000, recipients=3, money_satang=2_000_000,
        head_number=1, head_hash="ab" * 32,
    )  # fmt: skip
    type(made.organisation.book).objects.filter(pk=made.organisation.book.pk).update(head_number=0)
    return made


def test_a_count_of_an_older_version_shifts_no_other():
    rows = [{"minutes_signed": 9, "councils": 1}, {"councils": 2, "organisations": 7}]
    made = actions.columns(rows)
    assert set(made) == set(counts.NAMES)
    assert made["councils"].tolist() == [1, 2] and made["organisations"].tolist() == [0, 7]
    assert sum(int(column.sum()) for column in made.values()) == 10


def test_counts_come_from_the_records_of_the_year(fund):
    found = counts.count([2569, 2570], TODAY)[("500705", 2570)]
    assert (found["fund_members"], found["fund_money_satang"], found["benefits_satang"]) == (548, 2_000_000, 500_000)
    assert found["contributions_due_satang"] == 548 * 36_500 * 55 // 365  # 1 October to 24 November
    assert "funds" not in found, "a book without an entry is no fund yet"


def test_a_meeting_counts_once_it_had_its_quorum_and_its_minutes_are_signed(db):
    council = councils.founded()
    councils.attended(council, councils.called(council), 1)
    councils.resolved(council, sign=False)
    found = counts.count([2570], TODAY)[("500705", 2570)]
    assert (found["council_meetings"], found["meetings_held"], found.get("resolutions", 0)) == (1, 3, 0)


def test_refreshing_writes_each_tambon_year_once_and_again_without_harm(fund):
    first = actions.refresh(TODAY, 3)
    assert actions.refresh(TODAY, 3) == first == TambonYear.objects.count() == Strength.objects.count() > 0
    row = Strength.objects.get(area="500705", year_be=2570)
    assert row.pillar_3 > 0 and row.band >= 0


def test_headquarters_changes_a_weight_and_the_history_keeps_what_was(fund):
    actions.refresh(TODAY, 1)
    before = Strength.objects.get(area="500705").total
    made = actions.set_weights({"members": 50, "council": 8}, "มติบอร์ด 3/2569", officer(), NOW, TODAY)
    assert [(w.code, w.weight) for w in made] == [("members", 50)]
    assert queries.weights()["members"] == 50 and Strength.objects.get(area="500705").total > before
    assert IndicatorWeight.objects.count() == 1


@pytest.mark.parametrize(("asked", "reason", "code"), [
    ({"gossip": 1}, "x", "NO_INDICATOR"), ({"council": 101}, "x", "BAD_WEIGHT"), ({"council": -1}, "x", "BAD_WEIGHT"),
    ({"council": 8}, "x", "SAME_WEIGHTS"), ({"council": 9}, " ", "NO_REASON"),
    ({i.code: 0 for i in catalogue().indicators}, "x", "NO_WEIGHT"),
])  # fmt: skip
@pytest.mark.django_db
def test_weights_that_cannot_be_are_refused(asked, reason, code):
    with pytest.raises(Plain, match=code):
        actions.set_weights(asked, reason, officer(), NOW, TODAY)


@pytest.mark.django_db
def test_an_officer_of_a_province_changes_no_weight():
    with pytest.raises(Plain, match="NOT_ALLOWED"):
        actions.set_weights({"council": 9}, "x", officer("officer_province", "50"), NOW, TODAY)


def test_the_national_picture_counts_bands_and_ranks_nobody(fund, client, settings):
    actions.refresh(TODAY, 2)
    page = client.get("/strength").content.decode()
    assert "ไม่จัดอันดับ" in page and "ยังไม่มีข้อมูล" in page and "2579" in page
    district = client.get("/strength?area=5007&year=2570").content.decode()
    names = [district.index(f"/tambons/{code}") for code in ("500701", "500705", "500706")]
    assert names == sorted(names), "in the order of their codes, whatever the score"
    csv = client.get("/strength?area=5007&format=csv").content.decode("utf-8-sig").splitlines()
    assert csv[0].startswith("พื้นที่,รหัส") and len(csv) == 12
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Strong tambons" in client.get("/strength").content.decode()


@pytest.mark.django_db
def test_before_anything_was_scored_the_page_says_how_to_begin(client):
    assert "strength-refresh" in client.get("/strength").content.decode()
    assert client.get("/strength/indicators").status_code == 200
    assert client.get("/strength/indicators?format=csv").content.decode("utf-8-sig").count("\n") >= 17


def test_the_page_of_weights_says_what_is_wrong_and_keeps_what_was_typed(fund, client):
    officer()
    client.force_login(User.objects.get(username="officer_hq-"))
    typed = {i.code: str(i.weight) for i in catalogue().indicators}
    bad = client.post("/desk/indicators", {**typed, "council": "12", "reason": ""})
    assert bad.status_code == 422 and 'value="12"' in bad.content.decode()
    good = client.post("/desk/indicators", {**typed, "council": "12", "reason": "มติ"}, follow=True)
    assert "เปลี่ยนน้ำหนัก 1 ตัวชี้วัด" in good.content.decode() and "มติ" in good.content.decode()
    assert "มติ" in client.get("/strength/indicators").content.decode()
