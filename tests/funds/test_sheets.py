"""Sheets on the screen and their closing: counted, signed by a second person, posted once; paper, late list, files."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from chumchon.access.models import AuditEvent
from chumchon.areas.models import Village
from chumchon.funds.actions.contributions import cancel_receipt
from chumchon.funds.models import CollectionSheet, Member, Taking, TakingVoid
from chumchon.funds.queries.collecting import board
from chumchon.ledger.models import Entry, Line, Receipt
from chumchon.people.models import Household, Person
from chumchon.thai.errors import Clash, NotAllowed, Refused
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.test_collecting import DEC, NOV, close, new_sheet, taking, touch, undo


@pytest.fixture
def here(monkeypatch):
    """The screens stand on the factories' day."""
    for module in ("collecting", "sheets", "takings", "counter"):
        monkeypatch.setattr(f"chumchon.funds.views.{module}.today", lambda: TODAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def treasurer_client(client, fund, here):
    client.force_login(user(fund, "treasurer"))
    return client


def page(name, fund, *args):
    return reverse(name, args=[fund.code, *args])


def value(fund, sheet, member):
    """What the member's button says now."""
    return board(fund, sheet).card(member.pk).due_value


# The closing


def test_closing_counts_posts_and_names_both_people(fund):
    sheet = new_sheet(fund)
    a, b = make_member(fund, "หนึ่ง"), make_member(fund, "สอง")
    voided = touch(a)
    taking(fund, sheet, voided)
    undo(fund, voided.uid)
    taking(fund, sheet, touch(a), touch(b, (NOV[0], DEC[1]), 6000))
    done = close(fund, sheet, {"5000": 1, "2000": 2})
    assert (done.state, done.counted_satang, done.difference_satang) == ("closed", 9000, 0)
    assert (done.closed_by, done.witness) == (user(fund, "collector"), user(fund, "chair"))
    assert (done.entry.actor, done.entry.checker) == (done.closed_by, done.witness)
    assert dict(Line.objects.values_list("account__code", "satang")) == {"1010": 9000, "4010": -9000}
    assert list(Receipt.objects.order_by("number").values_list("number", "satang")) == [(1, 3000), (2, 6000)]
    assert [m.paid_until for m in Member.objects.order_by("id")] == [NOV[1], DEC[1]]
    assert set(AuditEvent.objects.values_list("verb", flat=True)) >= {
        "sheet.open",
        "taking.add",
        "taking.void",
        "sheet.close",
    }


@pytest.mark.parametrize(("counted", "account", "satang"), [({"2000": 2}, "4090", -1000), ({"2000": 1}, "5290", 1000)])
def test_cash_that_does_not_meet_needs_a_reason_and_an_account_of_its_own(fund, counted, account, satang):
    sheet = new_sheet(fund)
    taking(fund, sheet, touch(make_member(fund)))
    with pytest.raises(Refused) as refused:
        close(fund, sheet, counted)
    assert refused.value.code == "NO_REASON" and "10.00" in refused.value.th
    close(fund, sheet, counted, "ทอนเงินผิด")
    assert Line.objects.get(account__code=account).satang == satang
    assert CollectionSheet.objects.get().difference_reason == "ทอนเงินผิด"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"witness": "collector"}, "SAME_PERSON"),
        ({"secret": "000000"}, "WRONG_PIN"),
        ({"witness": "nobody"}, "WRONG_PIN"),
        ({"witness": "auditor"}, "NOT_ALLOWED"),
        ({"who": "chair", "witness": "treasurer"}, "NOT_ALLOWED"),
        ({"counted": {"999": 1}}, "BAD_COUNT"),
        ({"counted": {"100": -30}}, "BAD_COUNT"),
    ],
)
def test_a_closing_that_is_not_right_writes_nothing(fund, more, code):
    sheet = new_sheet(fund)
    taking(fund, sheet, touch(make_member(fund)))
    with pytest.raises((Refused, NotAllowed)) as refused:
        close(fund, sheet, **more)
    assert refused.value.code == code
    assert CollectionSheet.objects.get().state == "open" and not Entry.objects.exists()


def test_a_wrong_pin_stays_on_the_trail(fund):
    sheet = new_sheet(fund)
    with pytest.raises(Refused):
        close(fund, sheet, secret="000000")
    assert AuditEvent.objects.filter(verb="signature.wrong").count() == 1


def test_a_sheet_closes_once(fund):
    sheet = new_sheet(fund)
    taking(fund, sheet, touch(make_member(fund)))
    close(fund, sheet)
    with pytest.raises(Clash) as clash:
        close(fund, sheet)
    assert clash.value.code == "SHEET_CLOSED" and Receipt.objects.count() == 1


def test_an_empty_sheet_closes_without_an_entry_but_not_with_money(fund):
    sheet = new_sheet(fund)
    with pytest.raises(Refused) as refused:
        close(fund, sheet, {"2000": 1}, "เจอเงิน")
    assert refused.value.code == "NOTHING_TAKEN"
    assert close(fund, sheet).entry is None


def test_a_member_who_died_since_the_touch_stops_the_closing_until_it_is_undone(fund):
    sheet, member = new_sheet(fund), make_member(fund)
    said = touch(member)
    taking(fund, sheet, said)
    Member.objects.update(status="died")
    with pytest.raises(Refused) as refused:
        close(fund, sheet)
    assert refused.value.code == "MEMBER_GONE" and member.number in refused.value.th
    undo(fund, said.uid)
    close(fund, sheet)


def test_the_sheet_with_the_earlier_month_closes_first(fund):
    member, first = make_member(fund), new_sheet(fund)
    second = new_sheet(fund, village=2)
    taking(fund, first, touch(member))
    taking(fund, second, touch(member, DEC))
    with pytest.raises(Refused) as refused:
        close(fund, second)
    assert refused.value.code == "OTHER_SHEET_FIRST" and "หมู่ 1" in refused.value.th
    close(fund, first)
    close(fund, second)


def test_a_receipt_is_not_cancelled_while_a_later_month_waits_on_a_sheet(fund):
    member, sheet = make_member(fund), new_sheet(fund)
    taking(fund, sheet, touch(member))
    close(fund, sheet)
    taking(fund, new_sheet(fund), touch(member, DEC))
    with pytest.raises(Refused) as refused:
        cancel_receipt(Receipt.objects.get(), actor(fund, "treasurer"), "ผิด", TODAY, NOW, uuid.uuid4())
    assert refused.value.code == "OPEN_TAKING"


def test_a_sheet_of_a_year_that_was_closed_meanwhile_is_posted_on_the_day_of_its_closing(fund):
    sheet = new_sheet(fund, day=date(2026, 9, 30))
    taking(fund, sheet, touch(make_member(fund, paid_until=date(2026, 8, 31)), (date(2026, 9, 1), date(2026, 9, 30))))
    fund.organisation.book.closed_through = date(2026, 9, 30)
    fund.organisation.book.save()
    assert close(fund, sheet).entry.day == TODAY


@pytest.mark.parametrize(("day", "code"), [(TODAY + timedelta(days=1), "FUTURE"), (date(2026, 9, 30), "YEAR_CLOSED")])
def test_a_sheet_is_not_opened_for_tomorrow_nor_for_a_closed_year(fund, day, code):
    fund.organisation.book.closed_through = date(2026, 9, 30)
    fund.organisation.book.save()
    with pytest.raises(Refused) as refused:
        new_sheet(fund, day=day)
    assert refused.value.code == code


# The screens


def test_opening_twice_leads_to_the_one_open_sheet(treasurer_client, fund):
    said = {"village": "4", "day_day": "24", "day_month": "11", "day_year": "2569"}
    first = treasurer_client.post(page("sheets", fund), said)
    assert first.status_code == 302
    assert treasurer_client.post(page("sheets", fund), said).url == first.url
    assert CollectionSheet.objects.get().day == TODAY


def test_a_touch_without_script_comes_back_to_the_household(treasurer_client, fund):
    sheet, member = new_sheet(fund), make_member(fund, house="12/1")
    said = {"page": str(uuid.uuid4()), "take": value(fund, sheet, member)}
    address = page("sheet", fund, sheet.pk) + "?segment=unpaid"
    answer = treasurer_client.post(address, said)
    house = member.person.household_id
    assert answer.status_code == 302 and answer.url.endswith(f"at={house}#h{house}")
    shown = treasurer_client.get(answer.url.split("#")[0]).content.decode()
    assert "ยกเลิก" in shown and "฿30.00" in shown and "เก็บแล้ว 1 จาก 1 คน" in shown
    treasurer_client.post(address, said)
    assert Taking.objects.count() == 1


def test_with_htmx_only_the_household_head_and_bar_come_back(treasurer_client, fund):
    sheet, member = new_sheet(fund), make_member(fund)
    make_member(fund, "บ้านอื่น", house="99")
    make_member(fund, "คนข้างๆ")  # their button may wait in the queue: their row stays as it is
    said = {"page": str(uuid.uuid4()), "take": value(fund, sheet, member), "device": "โทรศัพท์"}
    answer = treasurer_client.post(page("sheet", fund, sheet.pk), said, HTTP_HX_REQUEST="true").content.decode()
    for part in (
        f'id="m{member.pk}"',
        f'id="hh{member.person.household_id}"',
        'id="meter"',
        'id="cash"',
        'id="segments"',
        'id="said"',
    ):
        assert part in answer
    assert (
        answer.count('hx-swap-oob="true"') == 6
        and "บ้านอื่น" not in answer
        and "คนข้างๆ" not in answer
        and "<html" not in answer
    )
    assert Taking.objects.get().device == "โทรศัพท์"


def test_the_whole_household_is_one_touch_and_the_undo_is_another(treasurer_client, fund):
    sheet = new_sheet(fund)
    for name in ("หนึ่ง", "สอง", "สาม"):
        make_member(fund, name, house="12/1")
    [house] = board(fund, sheet).houses
    assert house.due_satang == 9000
    treasurer_client.post(page("sheet", fund, sheet.pk), {"page": str(uuid.uuid4()), "take": house.due_values})
    assert Taking.objects.count() == 3
    for held in Taking.objects.all():
        treasurer_client.post(page("sheet", fund, sheet.pk), {"void": str(held.uid)})
    assert TakingVoid.objects.count() == 3 and board(fund, sheet).taken_satang == 0


def test_a_touch_undone_and_touched_again_on_the_same_page_counts(treasurer_client, fund):
    sheet, member, nonce = new_sheet(fund), make_member(fund), str(uuid.uuid4())
    address = page("sheet", fund, sheet.pk)
    treasurer_client.post(address, {"page": nonce, "take": value(fund, sheet, member)})
    treasurer_client.post(address, {"void": str(Taking.objects.get().uid)})
    treasurer_client.post(address, {"page": nonce, "take": value(fund, sheet, member)})
    assert board(fund, sheet).taken_satang == 3000


@pytest.mark.parametrize("htmx", [True, False])
def test_a_member_who_was_taken_by_another_collector_is_shown_to_a_person(treasurer_client, fund, htmx):
    sheet, member = new_sheet(fund), make_member(fund)
    stale = value(fund, sheet, member)
    taking(fund, sheet, touch(member))
    more = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    answer = treasurer_client.post(page("sheet", fund, sheet.pk), {"page": str(uuid.uuid4()), "take": stale}, **more)
    where = page("sheet_member", fund, sheet.pk, member.pk)
    assert (answer.headers["HX-Redirect"] if htmx else answer.url) == where
    shown = treasurer_client.get(where).content.decode()
    assert "จ่ายถึง 30 พ.ย. 69 แล้ว" in shown and "รับไว้ในใบนี้แล้ว" in shown and "รับเพิ่ม" in shown
    assert Taking.objects.count() == 1


def test_another_amount_is_shown_before_it_is_taken(treasurer_client, fund):
    sheet, member = new_sheet(fund), make_member(fund)
    where = page("sheet_member", fund, sheet.pk, member.pk)
    wrong = treasurer_client.post(where, {"amount": "45"})
    assert wrong.status_code == 422 and "฿30 หรือ ฿60" in wrong.content.decode()
    right = treasurer_client.post(where, {"amount": "๑๕๐"}).content.decode()
    assert "31 มีนาคม 2570" in right and "รับ ฿150" in right
    assert not Taking.objects.exists()


def test_a_new_member_is_offered_the_entry_fee_on_the_sheet(treasurer_client, fund):
    sheet, member = new_sheet(fund), make_member(fund, paid_until=None, joined_on=TODAY)
    where = page("sheet_member", fund, sheet.pk, member.pk)
    assert "ค่าสมัครแรกเข้า" in treasurer_client.get(where).content.decode()
    treasurer_client.post(
        page("sheet", fund, sheet.pk), {"page": str(uuid.uuid4()), "take": f"{member.pk}-0-entry_fee-0-0-2000"}
    )
    assert Taking.objects.get().kind == "entry_fee"
    assert "ค่าสมัครแรกเข้า" not in treasurer_client.get(where).content.decode()


@pytest.mark.parametrize(
    "said", ["", "x", "1-0-due-20261301-20261331-3000", "1-0-due-0-0-9", "1-0-gift-0-0-1", "," * 99]
)
def test_a_touch_that_cannot_be_read_is_a_sentence(treasurer_client, fund, said):
    sheet = new_sheet(fund)
    answer = treasurer_client.post(
        page("sheet", fund, sheet.pk), {"page": str(uuid.uuid4()), "take": said}, follow=True
    )
    assert answer.status_code == 200 and "notice-red" in answer.content.decode()
    assert not Taking.objects.exists()


def test_search_finds_by_name_number_and_house_and_looks_into_other_villages(treasurer_client, fund):
    sheet = new_sheet(fund)
    make_member(fund, "บุญมี", house="12/1", number="0042")
    make_member(fund, "คำปัน", house="15", number="0043")
    make_member(fund, "ปิ่นมณี", village=2, house="7")

    def shown(text):
        return treasurer_client.get(page("sheet", fund, sheet.pk), {"q": text}, follow=True).content.decode()

    for text, found, missing in [("บุญมี", "บุญมี", "คำปัน"), ("42", "บุญมี", "คำปัน"), ("๑๕", "คำปัน", "บุญมี")]:
        assert found in shown(text) and missing not in shown(text)
    assert "พบในหมู่อื่น" in shown("ปิ่นมณี")


def test_segments_say_who_has_paid(treasurer_client, fund):
    sheet = new_sheet(fund)
    paid, _, ahead = make_member(fund, "จ่าย", house="1"), make_member(fund, "ไม่", house="2"), make_member(
        fund, "ล่วงหน้า", house="3", paid_until=DEC[1]
    )  # fmt: skip
    taking(fund, sheet, touch(paid))
    made = board(fund, sheet)
    assert (made.paid, made.unpaid, made.total) == (2, 1, 3)
    assert [h.house_no for h in made.find("unpaid", "")] == ["2"]
    assert [h.house_no for h in made.find("paid", "")] == ["1", "3"]
    assert made.card(ahead.pk).paid and not made.card(ahead.pk).held


def test_closing_on_the_screen_keeps_what_was_typed_but_never_the_pin(treasurer_client, fund):
    sheet = new_sheet(fund)
    taking(fund, sheet, touch(make_member(fund)))
    where = page("sheet_close", fund, sheet.pk)
    said = {"n2000": "1", "n1000": "๑", "reason": "", "witness": f"chair-{fund.code}", "secret": "654321x"}
    wrong = treasurer_client.post(where, said)
    shown = wrong.content.decode()
    assert wrong.status_code == 422 and 'value="๑"' in shown and "654321x" not in shown
    right = treasurer_client.post(where, said | {"secret": "123456"}, follow=True).content.decode()
    assert "ปิดยอดแล้ว" in right and f"{page('receipts', fund)}?sheet={sheet.pk}" in right
    again = treasurer_client.post(where, said | {"secret": "123456"}, follow=True)
    assert again.status_code == 200 and Receipt.objects.count() == 1


def test_a_touch_on_a_sheet_that_was_just_closed_leads_to_the_late_list(treasurer_client, fund):
    sheet, member = new_sheet(fund), make_member(fund)
    stale = value(fund, sheet, member)
    close(fund, sheet)
    answer = treasurer_client.post(page("sheet", fund, sheet.pk), {"page": str(uuid.uuid4()), "take": stale})
    assert answer.url == page("late", fund)
    second = new_sheet(fund)
    held = Taking.objects.get()
    treasurer_client.post(page("late", fund), {"taking": str(held.uid), "move": "1", "sheet": str(second.pk)})
    assert second.takings.count() == 1


def test_a_late_taking_is_voided_only_with_a_reason(treasurer_client, fund):
    sheet = new_sheet(fund)
    close(fund, sheet)
    taking(fund, sheet, touch(make_member(fund)))
    said = {"taking": str(Taking.objects.get().uid), "void": "1"}
    assert treasurer_client.post(page("late", fund), said).status_code == 422
    assert treasurer_client.post(page("late", fund), said | {"reason": "คืนเงินแล้ว"}).status_code == 302
    assert TakingVoid.objects.get().reason == "คืนเงินแล้ว"


def test_a_sheet_of_paper_must_meet_its_total_first(treasurer_client, fund):
    sheet = new_sheet(fund)
    a, b, _ = (make_member(fund, n, house=n) for n in "123")
    where = page("sheet_paper", fund, sheet.pk)
    said = {"page": str(uuid.uuid4()), "total": "100", f"a{a.pk}": "30", f"a{b.pk}": "60"}
    wrong = treasurer_client.post(where, said)
    assert wrong.status_code == 422 and "ต่างกัน 10.00 บาท" in wrong.content.decode()
    crooked = treasurer_client.post(where, said | {f"a{b.pk}": "70"})
    assert crooked.status_code == 422 and "฿60 หรือ ฿90" in crooked.content.decode()
    assert not Taking.objects.exists()
    for _ in range(2):
        treasurer_client.post(where, said | {"total": "90"})
    assert sorted(Taking.objects.values_list("satang", flat=True)) == [3000, 6000]


def test_the_empty_sheet_is_a_pdf_in_the_order_of_the_typing_in(treasurer_client, fund):
    for i in range(30):
        make_member(fund, f"คน{i}", house=str(i))
    answer = treasurer_client.get(page("sheet_blank", fund, 1), {"day": "2026-11-24"})
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert treasurer_client.get(page("sheet_blank", fund, 99)).status_code == 404


def test_lists_come_as_files_with_the_totals_of_what_is_shown(treasurer_client, fund):
    sheet = new_sheet(fund)
    taking(fund, sheet, touch(make_member(fund)))
    assert "30.00" in treasurer_client.get(page("sheets", fund), {"format": "csv"}).content.decode()
    assert "ตั้งใจดี" in treasurer_client.get(page("sheet", fund, sheet.pk), {"format": "csv"}).content.decode()
    assert "รวมที่ค้นได้ 0 ใบ" not in treasurer_client.get(page("sheets", fund), {"state": "open"}).content.decode()
    close(fund, sheet)
    assert "0001" in treasurer_client.get(page("sheet", fund, sheet.pk), {"format": "csv"}).content.decode()
    assert "ไม่มีใบตามที่ค้น" in treasurer_client.get(page("sheets", fund), {"state": "open"}).content.decode()


@pytest.fixture
def large_village(fund):
    """Three hundred households of three."""
    village = Village.objects.get(subdistrict=fund.organisation.subdistrict, number=3)
    houses = Household.objects.bulk_create([Household(village=village, house_no=str(i + 1)) for i in range(300)])
    people = Person.objects.bulk_create(
        [Person(first_name=f"สมาชิก{i}", surname="ศรีวิชัยวงศ์สกุล", prefix="นาง", sort_key=str(i), household=houses[i // 3]) for i in range(900)]
    )  # fmt: skip
    Member.objects.bulk_create(
        [Member(fund=fund, person=p, number=f"{i:05d}", village=village, joined_on=date(2015, 1, 1), paid_until=date(2026, 8, 31))
         for i, p in enumerate(people)]
    )  # fmt: skip
    return new_sheet(fund, village=3)


def test_a_village_of_300_households_is_a_light_page_in_few_queries(
    treasurer_client, fund, large_village, django_assert_max_num_queries
):
    with django_assert_max_num_queries(14):
        answer = treasurer_client.get(page("sheet", fund, large_village.pk))
    assert len(answer.content) < 100_000
    assert "เหลือ 900 คน" in answer.content.decode() and "บ้านถัดไป" in answer.content.decode()
    last = treasurer_client.get(page("sheet", fund, large_village.pk), {"page": "10"}).content.decode()
    assert "บ้านเลขที่ 300" in last and "บ้านถัดไป" not in last


# Entries of a phone


def send(client, fund, *entries):
    return client.post(page("entries", fund), json.dumps({"entries": entries}), content_type="application/json")


def entry(sheet, member, **more):
    said = {
        "id": str(uuid.uuid4()), "sheet": sheet.pk, "member": member.pk, "kind": "due", "satang": 3000,
        "span": ["2026-11-01", "2026-11-30"], "at": "2026-11-24T09:30:00+07:00", "device": "phone-1",
    }  # fmt: skip
    return said | more


def test_each_entry_gets_its_own_answer_in_its_order(treasurer_client, fund):
    sheet, a, b = new_sheet(fund), make_member(fund, "หนึ่ง"), make_member(fund, "สอง")
    first = entry(sheet, a)
    answer = send(
        treasurer_client, fund, first, first, entry(sheet, a), entry(sheet, b, satang=99), entry(sheet, b, span=None),
        {"id": "x"}, 7, entry(sheet, b) | {"sheet": 10**9}, {"id": first["id"], "sheet": sheet.pk, "kind": "void"}, entry(sheet, b),
    )  # fmt: skip
    assert answer.status_code == 200
    said = [(e["status"], e["code"]) for e in answer.json()["entries"]]
    assert said == [
        ("accepted", ""), ("already", ""), ("conflict", "PAID_ALREADY"), ("rejected", "NOT_WHOLE"), ("rejected", "NO_SPAN"),
        ("rejected", "BAD_ENTRY"), ("rejected", "BAD_ENTRY"), ("rejected", "NO_SHEET"), ("accepted", ""), ("accepted", ""),
    ]  # fmt: skip
    assert all(e["th"] for e in answer.json()["entries"] if e["status"] in ("conflict", "rejected"))
    assert answer.json()["entries"][0]["id"] == first["id"]
    assert board(fund, sheet).taken_satang == 3000


def test_an_entry_for_a_closed_sheet_is_kept_as_late(treasurer_client, fund):
    sheet = new_sheet(fund)
    close(fund, sheet)
    [answer] = send(treasurer_client, fund, entry(sheet, make_member(fund))).json()["entries"]
    assert (answer["status"], answer["late"], answer["code"]) == ("accepted", True, "LATE")


@pytest.mark.parametrize(
    "body", ["", "{", "[]", '{"entries": 5}', '{"entries": ' + "[" * 3000, "\udcff".encode("utf-8", "surrogateescape")]
)
def test_a_body_that_is_no_list_of_entries_is_refused(treasurer_client, fund, body):
    answer = treasurer_client.post(page("entries", fund), body, content_type="application/json")
    assert answer.status_code == 400 and answer.json()["error"]["th"]


def test_too_many_or_too_large_is_refused(treasurer_client, fund):
    assert send(treasurer_client, fund, *[{}] * 301).json()["error"]["code"] == "TOO_MANY"
    assert send(treasurer_client, fund, {"x": "y" * 300_000}).json()["error"]["code"] == "TOO_LARGE"


def test_entries_need_the_right_and_the_token(client, fund, here):
    where = page("entries", fund)
    assert client.post(where, "{}", content_type="application/json").status_code == 401
    client.force_login(user(fund, "auditor"))
    assert client.post(where, "{}", content_type="application/json").status_code == 403
    assert client.get(where).status_code == 405
    client.handler.enforce_csrf_checks = True
    client.force_login(user(fund, "collector"))
    assert client.post(where, '{"entries": []}', content_type="application/json").status_code == 403
    client.get(page("sheets", fund))
    token = client.cookies["csrftoken"].value
    answer = client.post(where, '{"entries": []}', content_type="application/json", headers={"X-CSRFToken": token})
    assert answer.json() == {"entries": []}
