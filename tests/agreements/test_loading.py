"""A file that is not right is refused with its line, its key and a Thai sentence, all faults at once."""

import re

import pytest

from chumchon.agreements import load
from chumchon.agreements.faults import Faulty
from tests.agreements.world import DATA

V2 = (DATA / "agreement_example_v2.toml").read_text(encoding="utf-8")


def line_of(text, part):
    return next(n for n, line in enumerate(text.split("\n"), 1) if part in line)


def changed(old, new):
    assert V2.count(old) >= 1, old
    return V2.replace(old, new, 1)


DEATH = "[[0, 3000], [1, 5000], [3, 8000], [5, 10000], [8, 12000], [10, 15000], [15, 20000]]"
RATIO = "[[1.00, 100], [0.50, 75], [0.25, 50], [0.00, 25]]"
NIGHT = '{ kind = "per_unit", unit = "night", by = "tenure_years", bands = [[0, 100], [5, 150]] }'
DAMAGE = '{ kind = "percent", of = "damage", rate = 50, min = 500, max = 2000 }'
STEPS = '"base","limits","caps","fund_ratio","arrears","round","cash"'

FAULTS = [
    # (what is written instead of what, a part of the faulty line, key, code)
    ("grace_days = 90 ", "grace_day = 90 ", "grace_day =", "membership.grace_day", "UNKNOWN_KEY"),
    ("grace_days = 90 ", "year_units = 3\ngrace_days = 90 ", "year_units = 3", "membership.year_units", "MISPLACED_KEY"),
    ("year_units = 10", "waiting_days = 10", "waiting_days = 10", "benefit.hospital.waiting_days", "MISPLACED_KEY"),
    ("schema = 1", "schema = 1\nfund = 'x'", "fund = 'x'", "fund", "MISPLACED_KEY"),
    ("schema = 1", "schema = 2", "schema = 2", "schema", "TOO_LARGE"),
    ("schema = 1", "", "ข้อตกลง", "schema", "MISSING"),
    ("[caps.member_year]", "[caps.year]", "[caps.year]", "caps.year", "UNKNOWN_KEY"),
    ("version = 2", "version = 0", "version = 0", "agreement.version", "TOO_SMALL"),
    ("version = 2", 'version = "2"', "version = \"2\"", "agreement.version", "WRONG_TYPE"),
    ("version = 2", "version = true", "version = true", "agreement.version", "WRONG_TYPE"),
    ("version = 2", "version = 2.0", "version = 2.0", "agreement.version", "WRONG_TYPE"),
    ('fund = "jaidee"', 'fund = "jai dee"', "jai dee", "agreement.fund", "BAD_NAME"),
    ('fund = "jaidee"', 'fund = " "', 'fund = " "', "agreement.fund", "EMPTY"),
    ('fund = "jaidee"', "fund = 7", "fund = 7", "agreement.fund", "WRONG_TYPE"),
    ("effective_from = 2025-04-01", "effective_from = 2568-04-01", "2568", "agreement.effective_from", "BUDDHIST_YEAR"),
    ("effective_from = 2025-04-01", 'effective_from = "2025-04-01"', "effective_from", "agreement.effective_from", "WRONG_TYPE"),
    ("effective_from = 2025-04-01", "effective_from = 2025-04-01T00:00:00", "T00", "agreement.effective_from", "WRONG_TYPE"),
    ("effective_from = 2025-04-01", "effective_from = 1901-04-01", "1901", "agreement.effective_from", "BAD_DATE"),
    ("effective_from = 2025-04-01", "", "[agreement]", "agreement.effective_from", "MISSING"),
    ('version_by = "event_start"', 'version_by = "claim"', "version_by", "agreement.version_by", "BAD_CHOICE"),
    ('cap_year = "calendar"', 'cap_year = "thai"', "cap_year", "agreement.cap_year", "BAD_CHOICE"),
    ('leap_day = "feb28"', "leap_day = 28", "leap_day", "agreement.leap_day", "WRONG_TYPE"),
    ('rounding = "baht_down"', 'rounding = "down"', "rounding", "agreement.rounding", "BAD_CHOICE"),
    ("waiting_days = 180", "waiting_days = -1", "waiting_days", "membership.waiting_days", "TOO_SMALL"),
    ("waiting_days = 180", "waiting_days = 99999", "waiting_days", "membership.waiting_days", "TOO_LARGE"),
    ("waiting_days = 180", "", "[membership]", "membership.waiting_days", "MISSING"),
    ("deduct_arrears = true", "deduct_arrears = 1", "deduct_arrears", "membership.deduct_arrears", "WRONG_TYPE"),
    ("contribution_per_day = 1", "contribution_per_day = 0", "deduct_arrears", "membership.deduct_arrears", "ARREARS_WITHOUT_RATE"),
    ("contribution_per_day = 1", "contribution_per_day = -1", "contribution_per_day", "membership.contribution_per_day", "NEGATIVE"),
    ("contribution_per_day = 1", "contribution_per_day = 0.005", "contribution_per_day", "membership.contribution_per_day", "TOO_FINE"),
    ("contribution_per_day = 1", "contribution_per_day = inf", "contribution_per_day", "membership.contribution_per_day", "WRONG_TYPE"),
    ("contribution_per_day = 1", "contribution_per_day = nan", "contribution_per_day", "membership.contribution_per_day", "WRONG_TYPE"),
    ("contribution_per_day = 1", "contribution_per_day = true", "contribution_per_day", "membership.contribution_per_day", "WRONG_TYPE"),
    ('rejoin = "restart"', 'rejoin = "keep"', "rejoin", "membership.rejoin", "BAD_CHOICE"),
    ('rejoin = "restart"', 'rejoin = "restart"\njoin_min_age = 70\njoin_max_age = 60', "join_min_age", "membership.join_min_age", "RANGE"),
    ("amount = 5000", "amount = 0", "amount = 0", "caps.member_year.amount", "TOO_SMALL"),
    ("amount = 5000", "amount = 100000001", "amount = 100000001", "caps.member_year.amount", "TOO_LARGE"),
    ('except = ["death"]', 'except = ["deaths"]', "except", "caps.member_year.except", "NO_SUCH_BENEFIT"),
    ('except = ["death"]', 'except = "death"', "except", "caps.member_year.except", "WRONG_TYPE"),
    ('except = ["death"]', 'except = ["death", "death"]', "except", "caps.member_year.except", "TWICE"),
    ('applies_to = ["death"]', 'applies_to = ["funeral"]', "applies_to", "fund_ratio.applies_to", "NO_SUCH_BENEFIT"),
    ('measure = "cash / expected_outgo_12m"', 'measure = "cash / 2"', "measure", "fund_ratio.measure", "BAD_CHOICE"),
    (RATIO, "[[1.00, 100], [0.25, 50], [0.50, 75], [0.00, 25]]", "bands = [[1.00", "fund_ratio.bands", "BANDS_UNSORTED"),
    (RATIO, "[[0.00, 25], [0.50, 75], [1.00, 100]]", "bands = [[0.00", "fund_ratio.bands", "BANDS_UNSORTED"),
    (RATIO, "[[1.00, 100], [0.50, 75], [0.50, 50], [0.00, 25]]", "bands = [[1.00", "fund_ratio.bands", "BANDS_OVERLAP"),
    (RATIO, "[[1.00, 100], [0.50, 75]]", "bands = [[1.00", "fund_ratio.bands", "BANDS_GAP"),
    (RATIO, "[[1.00, 101], [0.00, 75]]", "bands = [[1.00", "fund_ratio.bands", "TOO_LARGE"),
    (RATIO, "[[1.00, -1], [0.00, 75]]", "bands = [[1.00", "fund_ratio.bands", "NEGATIVE"),
    (RATIO, "[[0.33333, 100], [0.00, 75]]", "bands = [[0.33333", "fund_ratio.bands", "TOO_FINE"),
    (RATIO, "[[100.5, 100], [0.00, 75]]", "bands = [[100.5", "fund_ratio.bands", "TOO_FINE"),
    (RATIO, "[[-0.5, 100], [0.00, 75]]", "bands = [[-0.5", "fund_ratio.bands", "NEGATIVE"),
    (RATIO, "[[nan, 100], [0.00, 75]]", "bands = [[nan", "fund_ratio.bands", "WRONG_TYPE"),
    ("floor = 3000", "floor = -3000", "floor", "fund_ratio.floor", "NEGATIVE"),
    (DEATH, "[[0, 3000], [3, 8000], [1, 5000]]", "[[0, 3000], [3", "benefit.death.amount.bands", "BANDS_UNSORTED"),
    (DEATH, "[[0, 3000], [1, 5000], [1, 8000]]", "[[0, 3000], [1", "benefit.death.amount.bands", "BANDS_OVERLAP"),
    (DEATH, "[[1, 3000], [3, 5000]]", "[[1, 3000]", "benefit.death.amount.bands", "BANDS_GAP"),
    (DEATH, "[]", "bands = [] }", "benefit.death.amount.bands", "WRONG_TYPE"),
    (DEATH, "3000", "bands = 3000", "benefit.death.amount.bands", "WRONG_TYPE"),
    (DEATH, "[[0, 3000, 1]]", "[[0, 3000, 1]]", "benefit.death.amount.bands", "WRONG_TYPE"),
    (DEATH, "[[0, 3000], 5]", "[[0, 3000], 5]", "benefit.death.amount.bands", "WRONG_TYPE"),
    (DEATH, "[[0, -3000]]", "[[0, -3000]]", "benefit.death.amount.bands", "NEGATIVE"),
    (DEATH, '[[0, "3000"]]', '[[0, "3000"]]', "benefit.death.amount.bands", "WRONG_TYPE"),
    (DEATH, "[[0, 3000], [1.5, 4000]]", "[1.5, 4000]", "benefit.death.amount.bands", "WRONG_TYPE"),
    (DEATH, "[[0, 3000], [151, 4000]]", "[151, 4000]", "benefit.death.amount.bands", "WRONG_TYPE"),
    (DEATH, "[[false, 3000]]", "[[false, 3000]]", "benefit.death.amount.bands", "WRONG_TYPE"),
    (DEATH, "[" + ", ".join(f"[{n}, 1]" for n in range(61)) + "]", "[60, 1]", "benefit.death.amount.bands", "TOO_LARGE"),
    ('unit = "night", ', "", "year_units = 10", "benefit.hospital.year_units", "CAP_WITHOUT_UNIT"),
    ('unit = "night", ', "", 'kind = "per_unit", by', "benefit.hospital.amount", "MISSING"),
    ('unit = "child", ', "", "lifetime_units = 3", "benefit.birth.lifetime_units", "CAP_WITHOUT_UNIT"),
    ("min_age = 60", "min_age = 60\nyear_units = 2", "year_units = 2", "benefit.elderly.year_units", "CAP_WITHOUT_UNIT"),
    ("min_age = 60", "min_age = 60\nmax_age = 59", "min_age = 60", "benefit.elderly.min_age", "RANGE"),
    ('unit = "night"', 'unit = "nights"', 'unit = "nights"', "benefit.hospital.amount.unit", "BAD_CHOICE"),
    ('kind = "fixed", rate = 200', 'kind = "fixed", unit = "night", rate = 200', "rate = 200", "benefit.elderly.amount.unit", "MISPLACED_KEY"),
    ('kind = "fixed", rate = 200', 'kind = "fixed", of = "damage", rate = 200', "rate = 200", "benefit.elderly.amount.of", "MISPLACED_KEY"),
    ('kind = "fixed", rate = 200', 'kind = "fixed"', '{ kind = "fixed" }', "benefit.elderly.amount", "RATE_OR_BANDS"),
    ('kind = "fixed", rate = 200', 'kind = "fixed", rate = 0', "rate = 0", "benefit.elderly.amount.rate", "TOO_SMALL"),
    ('kind = "fixed", rate = 200', 'kind = "fixed", rate = 200, by = "tenure_years"', "rate = 200, by", "benefit.elderly.amount", "BY_WITH_BANDS"),
    ('kind = "fixed", rate = 200', 'kind = "fixed", rate = 200, by = "tenure_years", bands = [[0, 1]]', "rate = 200, by", "benefit.elderly.amount", "RATE_OR_BANDS"),
    ('kind = "fixed", rate = 200', 'rate = 200', "amount = { rate", "benefit.elderly.amount.kind", "MISSING"),
    ('kind = "fixed", rate = 200', 'kind = "free", rate = 200', "free", "benefit.elderly.amount.kind", "BAD_CHOICE"),
    ('kind = "fixed", rate = 200', 'kind = "fixed", rate = 200, waiting_days = 3', "rate = 200, wait", "benefit.elderly.amount.waiting_days", "MISPLACED_KEY"),
    (NIGHT, "100", "amount = 100", "benefit.hospital.amount", "WRONG_TYPE"),
    ('of = "damage", ', "", 'kind = "percent", rate', "benefit.disaster.amount", "MISSING"),
    ("rate = 50", "rate = 100.5", "rate = 100.5", "benefit.disaster.amount.rate", "TOO_LARGE"),
    ("rate = 50", "rate = 33.333", "rate = 33.333", "benefit.disaster.amount.rate", "TOO_FINE"),
    ("min = 500, max = 2000", "min = 2500, max = 2000", "min = 2500", "benefit.disaster.amount.min", "RANGE"),
    ('per = "household_event"', "event_max = 400", "event_max = 400", "benefit.disaster.event_max", "RANGE"),
    ('per = "household_event"', 'per = "house"', 'per = "house"', "benefit.disaster.per", "BAD_CHOICE"),
    ('once_per = "event"', 'once_per = "year"', 'once_per = "year"', "benefit.birth.once_per", "BAD_CHOICE"),
    ("year_events = 1", "year_events = 0", "year_events = 0", "benefit.elderly.year_events", "TOO_SMALL"),
    ("suicide = 1", "suicide = 0", "suicide = 0", "benefit.death.exclude_until_years.suicide", "TOO_SMALL"),
    ("{ suicide = 1 }", "3", "exclude_until_years = 3", "benefit.death.exclude_until_years", "WRONG_TYPE"),
    ("{ suicide = 1 }", "{ killed_by_beneficiary = 1 }", "exclude = [\"killed", "benefit.death.exclude", "TWICE"),
    ('th = "ผู้สูงอายุ"', "", "[benefit.elderly]", "benefit.elderly.th", "MISSING"),
    ('th = "ผู้สูงอายุ"', 'th = "ก\\nข"', "\\nข", "benefit.elderly.th", "BAD_TEXT"),
    ('th = "ผู้สูงอายุ"', f'th = "{"ก" * 501}"', 'th = "กกก', "benefit.elderly.th", "BAD_TEXT"),
    (STEPS, STEPS.replace('"caps",', ""), "steps = [", "agreement.steps", "STEP_MISSING"),
    (STEPS, STEPS.replace('"fund_ratio",', ""), "steps = [", "agreement.steps", "STEP_MISSING"),
    (STEPS, STEPS.replace('"arrears",', ""), "steps = [", "agreement.steps", "STEP_MISSING"),
    (STEPS, STEPS.replace('"limits",', ""), "steps = [", "agreement.steps", "STEP_MISSING"),
    (STEPS, STEPS.replace('"round",', ""), "steps = [", "agreement.steps", "STEP_MISSING"),
    ('"evidence",', "", "steps = [", "agreement.steps", "STEP_MISSING"),
    (STEPS, STEPS.replace('"cash"', '"cash","tax"'), "steps = [", "agreement.steps", "BAD_CHOICE"),
    (STEPS, STEPS.replace('"cash"', '"cash","caps"'), "steps = [", "agreement.steps", "TWICE"),
    (STEPS, STEPS.replace('"round","cash"', '"cash","round"'), "steps = [", "agreement.steps", "STEP_ORDER"),
    (STEPS, STEPS.replace('"arrears","round"', '"round","arrears"'), "steps = [", "agreement.steps", "STEP_ORDER"),
    (STEPS, STEPS.replace('"base","limits"', '"limits","base"'), "steps = [", "agreement.steps", "STEP_ORDER"),
    (STEPS, STEPS.replace('"limits","caps"', '"caps","limits"'), "steps = [", "agreement.steps", "STEP_ORDER"),
    ('"version","membership"', '"membership","version"', "steps = [", "agreement.steps", "STEP_ORDER"),
    ('"evidence","base"', '"base","evidence"', "steps = [", "agreement.steps", "STEP_ORDER"),
    ("grace_days = 90 ", "grace_days = 90\ngrace_days = 80 ", "grace_days = 80", "", "TWICE"),
    ("[benefit.elderly] ", "[benefit.death] ", "# ข้อ 14", "", "TWICE"),
    ("grace_days = 90 ", "grace_days == 90 ", "grace_days ==", "", "BAD_TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "faulty", "key", "code"), FAULTS)
def test_a_fault_is_told_with_its_line_its_key_and_a_thai_sentence(old, new, faulty, key, code):
    text = changed(old, new)
    faults = load.check(text)
    assert (line_of(text, faulty), key, code) in [(f.line, f.key, f.code) for f in faults]
    for fault in faults:
        assert re.search("[ก-๙]", fault.th)
        assert fault.en
    with pytest.raises(Faulty) as refused:
        load.parse(text)
    assert refused.value.faults == faults
    assert f"บรรทัด {faults[0].line}" in refused.value.th


def test_one_small_fault_is_told_alone():
    for old, new, code in [
        ("grace_days = 90 ", "grace_days = 90\nzeal = 1 ", "UNKNOWN_KEY"),
        (RATIO, "[[1.00, 100], [0.50, 75]]", "BANDS_GAP"),
        ("version = 2", "version = 0", "TOO_SMALL"),
        (STEPS, STEPS.replace('"round","cash"', '"cash","round"'), "STEP_ORDER"),
    ]:
        assert [fault.code for fault in load.check(changed(old, new))] == [code]


def test_all_faults_are_told_at_once_in_the_order_of_their_lines():
    text = (
        changed("waiting_days = 180", "waiting_days = -1")
        .replace("year_units = 10", "year_unit = 10")
        .replace("min = 500", "min = 5000")
    )
    faults = load.check(text)
    assert [f.code for f in faults] == ["TOO_SMALL", "UNKNOWN_KEY", "RANGE"]
    assert [f.line for f in faults] == sorted(f.line for f in faults)
    with pytest.raises(Faulty) as refused:
        load.parse(text)
    assert "และอีก 2 แห่ง" in refused.value.th


def test_a_wrong_key_is_told_with_the_one_that_was_meant_or_its_right_place():
    assert "grace_days" in load.check(changed("grace_days = 90 ", "grace_day = 90 "))[0].th
    misplaced = load.check(changed("grace_days = 90 ", "grace_days = 90\ncap_year = 'calendar' "))[0]
    assert "[agreement]" in misplaced.th


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [(b"", "EMPTY", 1), (b" \n\n", "EMPTY", 1), (b"schema = 1\n\xff\xfe", "NOT_UTF8", 2), (b"#" * (256 * 1024 + 1), "HUGE", 1),
     ("# ข้อ".encode("cp874"), "NOT_UTF8", 1)],
)  # fmt: skip
def test_a_file_that_is_no_text_is_refused_kindly(tmp_path, content, code, line):
    path = tmp_path / "a.toml"
    path.write_bytes(content)
    with pytest.raises(Faulty) as refused:
        load.read_file(path)
    assert [(f.code, f.line) for f in refused.value.faults] == [(code, line)]


def test_a_file_as_large_as_allowed_is_read():
    text = V2 + "#" * (256 * 1024 - len(V2.encode()))
    assert load.parse(load.decode(text.encode())).fund == "jaidee"


def test_a_file_from_a_windows_notepad_is_read(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes(b"\xef\xbb\xbf" + V2.replace("\n", "\r\n").encode())
    assert load.read_file(path) == load.parse(V2)


@pytest.mark.parametrize("text", ["a" * 3000, "[" * 5000, "x = " + "[" * 2000, "= 3", "\x00", "a = 1e999999999\nb=2", "[[benefit]]\n[[agreement]]", "benefit = 3\nagreement = []\nmembership = 'x'\ncaps = 1\nfund_ratio = true\nschema = 1", "[benefit]\n[agreement]\n[membership]", "schema = 1\n[benefit.x]\namount = {}\n[fund_ratio]\nbands = {}"])  # fmt: skip
def test_nonsense_gets_faults_and_never_a_crash(text):
    faults = load.check(text)
    assert faults
    assert all(fault.line >= 1 for fault in faults)


def test_a_step_with_nothing_to_do_may_be_left_out():
    b = (
        (DATA / "agreement_example_b.toml")
        .read_text(encoding="utf-8")
        .replace("deduct_arrears = true", "deduct_arrears = false")
    )
    steps = '["version","membership","waiting","exclusion","deadline","evidence","base","limits","caps","round","cash"]'
    assert "arrears" not in load.parse(b.replace("version = 1", f"version = 1\nsteps = {steps}")).steps
    without = steps.replace('"caps",', "")
    assert [f.code for f in load.check(b.replace("version = 1", f"version = 1\nsteps = {without}"))] == ["STEP_MISSING"]


def test_what_is_left_out_has_the_usual_meaning():
    b = load.parse(
        (DATA / "agreement_example_b.toml")
        .read_text(encoding="utf-8")
        .replace('cap_year = "calendar"\nleap_day = "feb28"\nrounding = "baht_down"\n', "")
    )
    assert (b.cap_year, b.leap_day, b.rounding, b.resolution_th) == ("calendar", "feb28", "baht_down", "")
    assert b.steps[0] == "version"
    assert len(b.steps) == 13


def test_lines_are_right_inside_long_lists_and_long_strings():
    text = changed(
        'evidence = ["มรณบัตร", "บัตรผู้รับประโยชน์"]',
        'evidence = [\n  "มรณบัตร", # [ไม่ใช่หัวข้อ]\n  "year = 5",\n  """\n[x]\ny = 1""",\n]\nzeal = 1',
    )
    found = [(f.line, f.key, f.code) for f in load.check(text)]
    assert (line_of(text, "zeal"), "benefit.death.zeal", "UNKNOWN_KEY") in found
    assert (text.split("\n").index("evidence = [") + 1, "benefit.death.evidence", "BAD_TEXT") in found
    assert len(found) == 2


def test_values_on_the_edge_are_taken():
    sixty = "[" + ", ".join(f"[{n}, 1]" for n in range(60)) + "]"
    for old, new in [
        (RATIO, "[[100, 100], [0.0001, 75], [0.00, 0]]"), (DEATH, "[[0, 0], [150, 100000000]]"), (DEATH, sixty), ("amount = 5000", "amount = 100000000"),
        ("waiting_days = 180", "waiting_days = 0"), ("waiting_days = 180", "waiting_days = 36500"), ("version = 2", "version = 9999"), ("rate = 50", "rate = 100"),
        ("amount = 5000", "amount = 0.01"), ("min = 500, max = 2000", "min = 2000, max = 2000"), ("min_age = 60", "min_age = 60\nmax_age = 60"),
        ("min_age = 60", "min_age = 150"), ("min_age = 60", "min_age = 0"), ("suicide = 1", "suicide = 150"), ("year_units = 10", "year_units = 10000"), ("year_units = 10", "year_units = 1"),
        ("effective_from = 2025-04-01", "effective_from = 1970-01-01"), ("effective_from = 2025-04-01", "effective_from = 2199-12-31"),
        ('th = "ผู้สูงอายุ"', f'th = "{"ก" * 500}"'), ('fund = "jaidee"', f'fund = "{"j" * 60}"'), ("rate = 200", "rate = 0.01"),
        ('per = "household_event"', "event_max = 500"), ("floor = 3000", "floor = 0"),
    ]:  # fmt: skip
        assert load.check(changed(old, new)) == (), new
    for old, new in [
        ("amount = 5000", "amount = 100000000.01"), ("waiting_days = 180", "waiting_days = 36501"), ("version = 2", "version = 10000"), ("rate = 50", "rate = 100.01"),
        ("min_age = 60", "min_age = 151"), ("year_units = 10", "year_units = 10001"), ('fund = "jaidee"', f'fund = "{"j" * 61}"'),
        ("effective_from = 2025-04-01", "effective_from = 1969-12-31"), ("effective_from = 2025-04-01", "effective_from = 2200-01-01"),
        ("effective_from = 2025-04-01", "effective_from = 2400-01-01"), (DEATH, "[[0, 0], [1, 100000000.01]]"), ("floor = 3000", "floor = 0.001"),
    ]:  # fmt: skip
        assert len(load.check(changed(old, new))) == 1, new


def test_a_return_of_more_than_was_paid_in_may_be_agreed():
    paid_in = changed(DAMAGE, '{ kind = "percent", of = "contributions_paid", rate = 1000 }')
    assert load.parse(paid_in).benefit("disaster").amount.rate == 100_000
    assert len(load.check(paid_in.replace("rate = 1000", "rate = 1000.01"))) == 1


def test_dotted_and_quoted_keys_have_lines():
    text = changed("year_events = 1", 'year_events = 1\namount2.zeal = 1\n"odd key" = 2')
    found = [(f.line, f.key) for f in load.check(text)]
    assert (line_of(text, "amount2"), "benefit.elderly.amount2") in found
    assert (line_of(text, "odd key"), "benefit.elderly.odd key") in found


def test_the_clause_comes_from_the_comment_behind_the_head_or_from_its_key():
    read = load.parse(V2)
    assert [b.clause for b in read.benefits] == ["10", "11", "12", "13", "14"]
    assert (read.membership.clause, read.fund_ratio.clause, read.member_year.clause) == ("6–9", "15", "16")
    assert load.parse(changed("year_events = 1", 'year_events = 1\nclause = "ข้อ 99"')).benefit("elderly").clause == "99"
    assert load.parse(V2.replace("# ข้อ 6–9", "# ข้อ 6-9")).membership.clause == "6–9"


def test_the_values_of_the_second_version_are_read_exactly():
    read = load.parse(V2)
    assert (read.version, read.effective_from.isoformat(), read.membership.waiting_days) == (2, "2025-04-01", 180)
    assert (
        read.membership.contribution_per_day_satang,
        read.membership.grace_days,
        read.membership.claim_within_days,
    ) == (100, 90, 90)
    assert read.membership.deduct_arrears is True
    assert read.member_year.amount_satang == 500_000
    assert read.member_year.excepted == ("death",)
    assert [(b.at, b.value) for b in read.fund_ratio.bands] == [
        (10_000, 10_000),
        (5_000, 7_500),
        (2_500, 5_000),
        (0, 2_500),
    ]
    assert read.fund_ratio.floor_satang == 300_000
    death, disaster, birth = read.benefit("death"), read.benefit("disaster"), read.benefit("birth")
    assert [(b.at, b.value) for b in death.amount.bands][:2] == [(0, 300_000), (1, 500_000)]
    assert (death.waiting_waived, death.exclude_until_years) == (("accident",), (("suicide", 1),))
    assert (disaster.amount.rate, disaster.amount.least_satang, disaster.amount.most_satang) == (5_000, 50_000, 200_000)
    assert (disaster.per_household, birth.once_per_event, birth.lifetime_units) == (True, True, 3)
    assert (birth.amount.unit, birth.amount.rate, disaster.amount.of) == ("child", 100_000, "damage")
    assert (disaster.once_per_event, birth.per_household) == (False, False)
