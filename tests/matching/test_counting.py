"""Who counts on 30 September, from the fund's own book and register."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.funds.actions.contributions import Payment, cancel_receipt, post_contributions
from chumchon.funds.actions.members import leave
from chumchon.funds.models import Member
from chumchon.ledger.models import Receipt
from chumchon.matching.actions import settling
from chumchon.matching.models import MemberYear, Round
from chumchon.matching.queries import counting as reading
from chumchon.matching.queries.counting import count_fund
from chumchon.matching.queries.requests import lines, member_years
from chumchon.matching.rules.counting import Paid, Span, first_day, part_of, satang_of_year
from chumchon.matching.rules.reasons import COUNTS, GONE, KINDS, NO_ID, NOT_FULL_YEAR, PAID_LESS, VILLAGES, YOUNG
from chumchon.people.models import Person
from tests.factories import NOW, TODAY, actor, make_member
from tests.ledger.tamper import tamper
from tests.matching.world import COUNTING, draft, hq, make_round, match_fund, refused, through

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@given(DAYS, st.integers(0, 700), st.integers(1, 100_000), st.integers(0, 700))
def test_the_parts_of_a_span_in_neighbouring_years_sum_to_the_whole(first, days, satang, cut):
    last = date.fromordinal(first.toordinal() + days)
    span, edge = Span(first, last, satang), date.fromordinal(first.toordinal() + cut)
    after = date.fromordinal(edge.toordinal() + 1)
    assert part_of(span, date(2000, 1, 1), edge) + part_of(span, after, date(2100, 1, 1)) == satang
    assert 0 <= part_of(span, after, date(2100, 1, 1)) <= satang


@given(st.integers(1, 12), st.integers(1, 24), st.integers(1, 100_000), st.integers(0, 700))
def test_whole_months_part_to_the_satang_wherever_they_are_cut(month, months, satang, cut):
    first = date(2025, month, 1)
    last = date.fromordinal(date(2025 + (month + months - 1) // 12, (month + months - 1) % 12 + 1, 1).toordinal() - 1)
    span, edge = Span(first, last, satang), date.fromordinal(first.toordinal() + cut)
    after = date.fromordinal(edge.toordinal() + 1)
    assert part_of(span, date(2000, 1, 1), edge) + part_of(span, after, date(2100, 1, 1)) == satang


def test_a_quarter_across_the_year_gives_each_year_its_months():
    span = Span(date(2026, 8, 1), date(2026, 10, 31), 9_000)
    assert part_of(span, date(2025, 10, 1), COUNTING) == 6_000
    assert part_of(span, date(2026, 10, 1), date(2027, 9, 30)) == 3_000


def test_the_year_of_a_round_is_the_twelve_months_that_end_on_its_day():
    assert first_day(COUNTING) == date(2025, 10, 1)
    assert first_day(date(2024, 2, 29)) == date(2023, 3, 1)


def test_a_year_paid_in_advance_gives_each_year_its_days():
    paid = Paid(date(2026, 6, 30), (Span(date(2026, 7, 1), date(2027, 6, 30), 36_500),))
    satang, opening = satang_of_year(paid, date(2015, 1, 1), COUNTING, 36_500)
    assert opening == 36_500 * 273 // 365
    assert satang == opening + 36_500 * 3 // 12


@pytest.fixture
def fund(db):
    return match_fund()


def reason_of(fund, round_, member):
    tally = count_fund(fund, round_)
    return next(r.counted.reason for r in tally.rows if r.counted.member_id == member.pk)


def pay(fund, member, first, last, satang, day=TODAY):
    payment = Payment(member.pk, "due", satang, first, last)
    post_contributions(
        fund, actor(fund, "treasurer"), None, day, [payment], uuid.uuid4(), "เงินสมทบ", "test", "", NOW
    )  # fmt: skip
    return Receipt.objects.latest("id")


def test_each_member_who_does_not_count_has_the_one_reason_that_holds(fund):
    round_ = make_round()
    late = make_member(fund, "มาใหม่", joined_on=date(2026, 1, 5))
    short = make_member(fund, "ค้าง", paid_until=date(2026, 8, 31))
    nameless = make_member(fund, "ไม่มีเลข")
    nameless.person.citizen_index = None
    nameless.person.save()
    gone = make_member(fund, "ลาออก")
    leave(gone, actor(fund, "secretary"), date(2026, 9, 1), "ย้ายบ้าน", TODAY, NOW)
    after = make_member(fund, "ลาออกทีหลัง")
    leave(after, actor(fund, "secretary"), date(2026, 10, 5), "ย้ายบ้าน", TODAY, NOW)
    dead = make_member(fund, "กองทุนอื่นบันทึกว่าเสียชีวิต")
    Person.objects.create(first_name="คนเดียวกัน", citizen_index=dead.person.citizen_index, died_on=date(2026, 8, 1))
    found = [reason_of(fund, round_, m) for m in (late, short, nameless, gone, after, dead)]
    assert found == [NOT_FULL_YEAR, PAID_LESS, NO_ID, GONE, COUNTS, GONE]


def test_who_joined_after_the_day_is_not_in_the_count_at_all(fund):
    round_ = make_round()
    new = make_member(fund, "หลังวันนับ", joined_on=date(2026, 10, 2))
    assert new.pk not in {r.counted.member_id for r in count_fund(fund, round_).rows}


def test_a_member_who_paid_only_after_the_day_counts_by_the_book_of_that_day(fund):
    round_ = make_round()
    member = make_member(fund, "จ่ายช้า", paid_until=date(2026, 8, 31))
    pay(fund, member, date(2026, 9, 1), date(2026, 10, 31), 6000)
    assert reason_of(fund, round_, member) == PAID_LESS


def test_money_is_counted_from_receipts_and_a_cancelled_receipt_was_never_money(fund):
    round_ = make_round()
    member = make_member(fund, "รายเดือน", paid_until=date(2025, 9, 30))
    receipt = pay(fund, member, date(2025, 10, 1), date(2026, 9, 30), 36_500, date(2026, 9, 15))
    counted = next(r.counted for r in count_fund(fund, round_).rows if r.counted.member_id == member.pk)
    assert (counted.reason, counted.satang, counted.from_opening_satang) == (COUNTS, 36_500, 0)
    cancel_receipt(receipt, actor(fund, "treasurer"), "ลงผิดคน", TODAY, NOW, uuid.uuid4())
    assert reason_of(fund, round_, member) == PAID_LESS


def test_a_fund_that_fails_a_condition_asks_for_nobody_and_says_which(fund):
    round_ = make_round(village_share_tambon_permille=1000)
    tally = count_fund(fund, round_)
    assert tally.asking == 0 and tally.asked_satang == 0
    assert {r.counted.reason for r in tally.rows} == {VILLAGES}
    assert [c.ok for c in tally.conditions] == [True, False, True]
    assert "7" in tally.conditions[1].asked_th and "4" in tally.conditions[1].found_th


def test_half_of_seven_villages_is_four_and_a_municipality_has_a_share_of_its_own(fund):
    round_ = make_round()
    assert count_fund(fund, round_).conditions[1].asked_th.startswith("มีหมู่บ้านเข้าร่วมอย่างน้อย 4 จาก 7")
    fund.kind = "municipality"
    assert count_fund(fund, round_).conditions[1].asked_th.startswith("มีหมู่บ้านเข้าร่วมอย่างน้อย 2 จาก 7")


def test_a_young_fund_and_one_with_few_benefits_are_told(fund):
    round_ = make_round(fund_age_days=36_500, least_benefit_kinds=9)
    found = {c.code: c.ok for c in count_fund(fund, round_).conditions}
    assert found == {YOUNG: False, VILLAGES: True, KINDS: False}


def test_the_request_keeps_the_count_as_it_was_with_the_head_of_the_book(fund):
    round_ = make_round()
    receipt = pay(
        fund, make_member(fund, "จ่าย", paid_until=date(2026, 10, 31)), date(2026, 11, 1), date(2026, 11, 30), 3000
    )
    request = draft(fund, round_)
    assert (request.asking, request.asked_satang) == (5, 5 * 36_500)
    assert request.book_head_number == receipt.entry.number and request.book_head_hash == receipt.entry.hash
    assert request.counted["villages"] == 4 and request.counted["kinds_agreed"] >= 3
    assert MemberYear.objects.filter(request=request, count_no=1).count() == 5
    assert request.area == "500705" and request.bank.account.code == "1020"


def test_counting_again_keeps_the_first_count_beside_the_second(fund):
    round_ = make_round()
    draft(fund, round_)
    make_member(fund, "เพิ่ม")
    request = draft(fund, round_)
    assert request.count_no == 2 and request.asking == 5
    assert MemberYear.objects.filter(request=request, count_no=1).count() == 4
    assert len(lines(member_years(request), round_)) == 5


def test_nothing_is_counted_out_of_a_broken_book(fund):
    round_ = make_round()
    pay(fund, make_member(fund, "จ่าย"), date(2026, 11, 1), date(2026, 11, 30), 3000)
    tamper("UPDATE ledger_line SET satang = satang + 100 WHERE satang > 0")
    with refused("BOOK_BROKEN") as stop:
        draft(fund, round_)
    assert "สมุดบัญชี" in stop.value.th


def test_only_while_the_round_is_open_and_only_the_funds_own_people_draft(fund):
    closed = make_round("a", state="draft")
    with refused("ROUND_NOT_OPEN"):
        draft(fund, closed)
    early = make_round("b", opens_on=date(2026, 12, 1))
    with refused("ROUND_NOT_OPEN"):
        draft(fund, early)
    late = make_round("c", closes_on=date(2026, 11, 1))
    with refused("ROUND_NOT_OPEN"):
        draft(fund, late)
    with refused("NOT_ALLOWED"):
        draft(fund, make_round("d"), by="auditor")


@pytest.mark.parametrize(("many", "nearly_all"), [(2, 50_000), (500, 0)])
def test_earlier_matches_and_deaths_are_known_however_many_persons_a_query_names(fund, monkeypatch, many, nearly_all):
    monkeypatch.setattr(reading, "MANY", many)
    monkeypatch.setattr(reading, "NEARLY_ALL", nearly_all)
    first = make_round("2570-1")
    through(fund, first)
    Round.objects.update(state="closed")
    settling.settle_round("2570-1", hq(), NOW, TODAY)
    indexes = set(Member.objects.filter(fund=fund).values_list("person__citizen_index", flat=True))
    second = make_round("2570-2")
    assert len(indexes) == 4 and reading.matched_this_year(indexes, second) == indexes
    later = Round(counting_day=date(2027, 9, 30), fiscal_year_be=2570)
    assert reading.times_before(indexes, later) == dict.fromkeys(indexes, 1)
    dead = Member.objects.filter(fund=fund).latest("id")
    Person.objects.create(first_name="คนเดียวกัน", citizen_index=dead.person.citizen_index, died_on=date(2026, 8, 1))
    assert reading.deaths(fund, indexes, COUNTING) == {dead.pk: date(2026, 8, 1)}
    assert reading.deaths(fund, indexes, date(2026, 7, 31)) == {}
