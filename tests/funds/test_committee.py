"""Settings: seats with terms, bank accounts, prices from a day on, PromptPay."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from chumchon.access.models import AuditEvent, Grant, User
from chumchon.access.rules import may
from chumchon.funds.actions import committee
from chumchon.funds.models import CommitteeSeat, Fund, PlanChange
from chumchon.funds.queries.dues import entry_fee_of, plan_of
from chumchon.funds.queries.fund import seats_of
from chumchon.funds.rules.dues import Plan
from chumchon.funds.rules.fund import BankFacts, SeatFacts
from chumchon.thai.errors import NotAllowed, Plain
from tests.factories import NOW, TODAY, actor, user

SEAT = SeatFacts("นางอรทัย แสนสุข", "committee", date(2024, 10, 1), date(2028, 9, 30), username="orathai")


def test_a_seat_with_a_user_name_gives_the_sign_in_and_the_role_for_the_term(fund):
    username, password = committee.add_seat(fund, SEAT, actor(fund, "chair"), NOW, TODAY)
    made = User.objects.get(username=username)
    given = Grant.objects.get(user=made)
    assert made.check_password(password)
    assert (given.role, given.from_day, given.until_day) == ("committee", SEAT.from_day, SEAT.until_day)
    assert committee.add_seat(fund, SEAT, actor(fund, "chair"), NOW, TODAY)[1] == "", "no second password"
    assert Grant.objects.filter(user=made).count() == 1


def test_the_end_of_a_seat_keeps_its_history_and_ends_the_role(fund):
    committee.add_seat(fund, SEAT, actor(fund, "chair"), NOW, TODAY)
    seat = CommitteeSeat.objects.get()
    committee.end_seat(fund, seat.id, TODAY - timedelta(days=1), actor(fund, "chair"), NOW, TODAY)
    seats = seats_of(fund, TODAY)
    assert seats.now == [] and [s.id for s in seats.ended] == [seat.id]
    assert Grant.objects.get(user__username="orathai").until_day == TODAY - timedelta(days=1)
    with pytest.raises(Plain, match="NO_SEAT"):
        committee.end_seat(fund, seat.id, TODAY, actor(fund, "chair"), NOW, TODAY)


def test_a_role_stays_while_another_seat_of_the_same_person_gives_it(fund):
    committee.add_seat(fund, SEAT, actor(fund, "chair"), NOW, TODAY)
    committee.add_seat(fund, SEAT, actor(fund, "chair"), NOW, TODAY)
    first = CommitteeSeat.objects.order_by("id").first()
    committee.end_seat(fund, first.id, TODAY, actor(fund, "chair"), NOW, TODAY)
    assert Grant.objects.get(user__username="orathai").until_day == SEAT.until_day


@pytest.mark.parametrize(
    ("last", "code"), [(TODAY + timedelta(days=1), "FUTURE_DATE"), (date(2024, 9, 30), "BAD_TERM")]
)
def test_a_term_ends_neither_in_the_future_nor_before_it_began(fund, last, code):
    committee.add_seat(fund, SEAT, actor(fund, "chair"), NOW, TODAY)
    with pytest.raises(Plain, match=code):
        committee.end_seat(fund, CommitteeSeat.objects.get().id, last, actor(fund, "chair"), NOW, TODAY)


def test_a_user_name_of_somebody_else_gives_them_no_seat(fund):
    typed = SeatFacts("นางสาวคนละคน", "committee", TODAY, username="secretary-mae-raem")
    with pytest.raises(Plain, match="OTHER_PERSON"):
        committee.add_seat(fund, typed, actor(fund, "chair"), NOW, TODAY)
    assert not fund.seats.exists()
    same = replace(typed, person_name=" นาง secretary")
    assert committee.add_seat(fund, same, actor(fund, "chair"), NOW, TODAY)[0] == "secretary-mae-raem"


def test_nobody_seats_themselves_and_the_auditor_keeps_no_money(fund):
    own = SeatFacts("นางประธาน", "treasurer", TODAY, username="chair-mae-raem")
    with pytest.raises(Plain, match="OWN_ROLE"):
        committee.add_seat(fund, own, actor(fund, "chair"), NOW, TODAY)
    both = SeatFacts("นางตรวจ", "treasurer", TODAY, username="auditor-mae-raem")
    with pytest.raises(Plain, match="ROLES_CLASH"):
        committee.add_seat(fund, both, actor(fund, "chair"), NOW, TODAY)
    assert not CommitteeSeat.objects.exists()


def test_new_prices_count_from_their_day_on_and_stand_in_a_list_that_only_grows(fund):
    start = TODAY + timedelta(days=37)
    committee.change_plan(fund, Plan("daily", 200, 6000, 73000), 5000, start, actor(fund, "chair"), NOW, TODAY)
    assert plan_of(fund, start - timedelta(days=1)) == Plan("flat_month", 100, 3000, 36500)
    assert plan_of(fund, start) == Plan("daily", 200, 6000, 73000)
    assert (entry_fee_of(fund, TODAY), entry_fee_of(fund, start)) == (2000, 5000)
    assert Fund.objects.get().month_satang == 3000, "what is in force today has not changed"
    with pytest.raises(DatabaseError), transaction.atomic():
        PlanChange.objects.update(month_satang=1)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM funds_planchange")


def test_new_prices_of_today_count_at_once_and_none_count_backwards(fund):
    plan = Plan("flat_month", 200, 6000, 70000)
    committee.change_plan(fund, plan, 2000, TODAY, actor(fund, "secretary"), NOW, TODAY)
    assert Fund.objects.get().month_satang == 6000 and plan_of(fund, TODAY) == plan
    with pytest.raises(Plain, match="PAST_DATE"):
        committee.change_plan(fund, plan, 0, TODAY - timedelta(days=1), actor(fund, "chair"), NOW, TODAY)
    with pytest.raises(Plain, match="BAD_AMOUNT"):
        committee.change_plan(fund, Plan("flat_month", 0), 0, TODAY, actor(fund, "chair"), NOW, TODAY)


def test_each_bank_account_has_its_own_account_in_the_book(fund):
    first = committee.add_bank_account(
        fund, BankFacts("ออมสิน", "๐๒๐๑๒๓๔๕๖๗", "กองทุน"), actor(fund, "chair"), NOW, TODAY
    )
    second = committee.add_bank_account(
        fund, BankFacts("ธ.ก.ส.", "0201234567", "กองทุน"), actor(fund, "chair"), NOW, TODAY
    )
    assert [first.account.code, second.account.code, first.number] == ["1020", "1021", "0201234567"]
    with pytest.raises(Plain, match="BANK_TAKEN"):
        committee.add_bank_account(fund, BankFacts("ออมสิน", "020-1-23456-7", "อื่น"), actor(fund, "chair"), NOW, TODAY)


def test_a_promptpay_number_is_checked_and_may_be_taken_away(fund):
    committee.set_promptpay(fund, "๐๘๑-234-5678", actor(fund, "chair"), NOW, TODAY)
    assert Fund.objects.get().promptpay_id == "0812345678"
    for wrong in ("12345", "081234567x", "123456789012345"):
        with pytest.raises(Plain, match="BAD_PROMPTPAY"):
            committee.set_promptpay(fund, wrong, actor(fund, "chair"), NOW, TODAY)
    committee.set_promptpay(fund, " ", actor(fund, "chair"), NOW, TODAY)
    assert Fund.objects.get().promptpay_id == ""
    assert "0812345678" not in str(AuditEvent.objects.filter(verb="promptpay.set").values_list("detail", flat=True))


def test_who_may_not_change_settings_is_refused_by_every_action(fund):
    treasurer = actor(fund, "treasurer")
    assert not may(treasurer, "fund.settings", fund.organisation_id, "500705", TODAY)
    for attempt in (
        lambda: committee.add_seat(fund, SEAT, treasurer, NOW, TODAY),
        lambda: committee.end_seat(fund, 1, TODAY, treasurer, NOW, TODAY),
        lambda: committee.add_bank_account(fund, BankFacts("ออมสิน", "0201234567", "กองทุน"), treasurer, NOW, TODAY),
        lambda: committee.change_plan(fund, Plan("daily"), 0, TODAY, treasurer, NOW, TODAY),
        lambda: committee.set_promptpay(fund, "", treasurer, NOW, TODAY),
    ):
        with pytest.raises(NotAllowed):
            attempt()


@pytest.fixture
def chair(fund):
    client = Client()
    client.force_login(user(fund, "chair"))
    return client


def test_on_the_screen_settings_change_and_faults_stand_beside_the_box(fund, chair):
    home = f"/f/{fund.code}/settings"
    assert chair.post(home + "/promptpay", {"promptpay": "0812345678"}).status_code == 302
    answer = chair.post(home + "/promptpay", {"promptpay": "12"})
    assert answer.status_code == 422 and "พร้อมเพย์ต้องเป็น" in answer.content.decode()
    bank = {"bank": "ออมสิน", "number": "0201234567", "name": "กองทุน"}
    assert chair.post(home + "/bank", bank).status_code == 302
    assert "มีบัญชีธนาคารเลขที่นี้แล้ว" in chair.post(home + "/bank", bank).content.decode()
    prices = {"plan_kind": "flat_month", "day_price": "1", "month_price": "40", "year_price": "480", "entry_fee": "0"}
    assert chair.post(home + "/plan", {**prices, "from_day": "1/1/2600"}).status_code == 302
    assert "ย้อนหลังไม่ได้" in chair.post(home + "/plan", {**prices, "from_day": "1/1/2560"}).content.decode()
    page = chair.get(home).content.decode()
    assert "0812345678" in page and "0201234567" in page and "ยังไม่ถึง" in page


def test_on_the_screen_a_seat_begins_and_ends(fund, chair):
    page = f"/f/{fund.code}/committee"
    said = {"person_name": "นางอรทัย แสนสุข", "position": "committee", "from_day": "1/10/2567", "username": "orathai"}
    assert "รหัสผ่านครั้งแรก" in chair.post(page, said).content.decode()
    seat = CommitteeSeat.objects.get()
    assert "อ่านวันที่" in chair.post(f"{page}/{seat.id}/end", {"last_day": "เมื่อวาน"}).content.decode()
    assert chair.post(f"{page}/{seat.id}/end", {"last_day": "1/10/2568"}).status_code == 302
    assert "วาระที่สิ้นสุดแล้ว" in chair.get(page).content.decode()
