"""What the treasurer, the officers and headquarters see and press."""

from datetime import date

import pytest
from django.urls import reverse

from chumchon.access.models import User
from chumchon.ledger.institute import institute_book
from chumchon.ledger.queries import balances
from chumchon.matching.desk import cards, section
from chumchon.matching.models import Award, Request, Round, Signature
from tests.factories import NOW, make_member, user
from tests.matching.test_paying import settle
from tests.matching.world import (
    budget,
    draft,
    hq,
    local_head,
    make_round,
    match_fund,
    province,
    region,
    say,
    sign_all,
    through,
)


@pytest.fixture
def fund(db):
    return match_fund()


@pytest.fixture
def round_(db):
    return make_round(closes_on=date(2099, 12, 31), opens_on=date(2026, 10, 1))


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    for room in ("fund", "desk", "rounds"):
        monkeypatch.setattr(f"chumchon.matching.views.{room}.today", lambda: date(2026, 11, 24))


def sign_in(client, who):
    client.force_login(who if isinstance(who, User) else User.objects.get(pk=who.user_id))


def words(answer):
    return answer.content.decode()


def test_the_treasurer_counts_and_sees_who_counts_and_who_does_not(client, fund, round_):
    make_member(fund, "คนค้าง", paid_until=date(2026, 8, 31))
    sign_in(client, user(fund, "treasurer"))
    assert "รอบ 1/2570" in words(client.get(reverse("match", args=[fund.code])))
    page = words(client.get(reverse("match_round", args=[fund.code, round_.code])))
    assert "นับและทำร่างคำขอ" in page
    answer = client.post(reverse("match_draft", args=[fund.code, round_.code]), follow=True)
    assert "4 คนนับได้ ขอเงินสมทบ 1,460.00 บาท" in words(answer)
    assert "ส่งเงินสมทบไม่ครบถึงวันนับ" in words(answer)
    listed = words(client.get(reverse("match_members", args=[fund.code, round_.code]) + "?reason=not"))
    assert "คนค้าง" in listed and "สมศรี" not in listed
    csv = words(client.get(reverse("match_members", args=[fund.code, round_.code]) + "?format=csv"))
    assert csv.count("\n") == 6


def test_the_committee_signs_by_itself_and_at_the_neighbours_screen(client, fund, round_):
    request = draft(fund, round_)
    sign_in(client, user(fund, "treasurer"))
    path = reverse("match_sign", args=[fund.code, round_.code])
    assert client.post(path, {"count": 1}).status_code == 302
    wrong = client.post(path, {"count": 1, "username": "chair-mae-raem", "secret": "000000"})
    assert wrong.status_code == 422 and "ไม่ถูก" in words(wrong) and "chair-mae-raem" in words(wrong)
    for role in ("chair", "secretary", "deputy", "committee"):
        client.post(path, {"count": 1, "username": f"{role}-mae-raem", "secret": "123456"})
    request.refresh_from_db()
    assert request.state == "signed" and Signature.objects.count() == 5
    assert "รอคณะกรรมการจังหวัด" in words(client.get(reverse("match_round", args=[fund.code, round_.code])))


def test_a_refusal_stands_on_the_page_and_changes_nothing(client, fund, round_):
    Round.objects.update(state="closed")
    sign_in(client, user(fund, "treasurer"))
    answer = client.post(reverse("match_draft", args=[fund.code, round_.code]))
    assert answer.status_code == 422 and "ปิดรับคำขอแล้ว" in words(answer)
    assert not Request.objects.exists()


def test_the_request_prints_with_the_status_form_and_as_a_workbook(client, fund, round_):
    draft(fund, round_)
    sign_in(client, user(fund, "chair"))
    path = reverse("match_paper", args=[fund.code, round_.code])
    assert client.get(path).content.startswith(b"%PDF")
    assert client.get(path + "?format=xlsx").content.startswith(b"PK")
    csv = words(client.get(path + "?format=csv"))
    assert "เงื่อนไขของรอบ" in csv and "เงินเข้ากองทุน ตามแหล่ง" in csv and "1460.00" in csv


def test_an_officer_sees_the_area_and_no_more(client, fund, round_):
    other = match_fund("phayao", "560101")
    mine, theirs = draft(fund, round_), draft(other, round_)
    sign_in(client, province("50"))
    page = words(client.get(reverse("desk_requests")))
    assert fund.name_th in page and other.name_th not in page
    assert client.get(reverse("desk_request", args=[mine.pk])).status_code == 200
    assert client.get(reverse("desk_request", args=[theirs.pk])).status_code == 403
    assert (
        client.post(reverse("desk_decide", args=[theirs.pk]), {"desk": "province", "verdict": "pass"}).status_code
        == 403
    )
    assert client.get(reverse("desk_rounds")).status_code == 403


def test_the_queue_is_filtered_by_its_address_and_adds_up(client, fund, round_):
    other = match_fund("phayao", "560101", members=5)
    draft(other, round_)
    sign_all(fund, draft(fund, round_))
    sign_in(client, hq())
    page = words(client.get(reverse("desk_requests")))
    assert "3,285.00" in page
    assert other.name_th not in words(client.get(reverse("desk_requests") + "?state=signed"))
    assert fund.name_th not in words(client.get(reverse("desk_requests") + "?place=56"))
    assert fund.name_th in words(client.get(reverse("desk_requests") + "?place=R1&round=2570-1&q=mae-raem"))
    assert words(client.get(reverse("desk_requests") + "?format=csv")).count("\n") == 3


def test_the_province_records_the_paper_and_decides_on_the_page(client, fund, round_):
    request = sign_all(fund, draft(fund, round_))
    sign_in(client, province())
    path = reverse("desk_request", args=[request.pk])
    assert "ตัดสิน" in words(client.get(path))
    refused = client.post(
        reverse("desk_decide", args=[request.pk]), {"desk": "province", "verdict": "pass", "count": 1}
    )
    assert refused.status_code == 422 and "ผู้บริหารท้องถิ่น" in words(refused)
    wrong = client.post(reverse("desk_local_head", args=[request.pk]), {"name_th": "นายก"})
    assert wrong.status_code == 422
    paper = {"name_th": "นายก อบต.", "paper_number": "ชม 1/69", "paper_day": "20/11/2569"}
    assert client.post(reverse("desk_local_head", args=[request.pk]), paper).status_code == 302
    no_reason = client.post(
        reverse("desk_decide", args=[request.pk]), {"desk": "province", "verdict": "return", "count": 1}
    )
    assert no_reason.status_code == 422 and "บอกเหตุผล" in words(no_reason)
    client.post(reverse("desk_decide", args=[request.pk]), {"desk": "province", "verdict": "pass", "count": 1})
    request.refresh_from_db()
    assert request.state == "province"
    assert "ตัดสิน</h2>" not in words(client.get(path))


@pytest.mark.django_db
def test_headquarters_writes_a_round_with_its_sources_and_opens_it(client):
    sign_in(client, hq())
    assert "ค่าเริ่มต้น รอการยืนยันจากสถาบัน" in words(client.get(reverse("desk_round_new")))
    form = {
        "code": "2571-1", "name_th": "รอบ 1/2571", "fiscal_year_be": 2570, "rate_permille": 100, "ceiling_satang": "365",
        "times_matched": 3, "village_share_tambon_permille": 50, "village_share_municipality_permille": 20,
        "least_benefit_kinds": 3, "fund_age_days": 365, "local_rate_permille": 0, "budget_satang": "1,000,000",
        "source_times_matched": "แบบแสดงสถานะปี 2567",
    }  # fmt: skip
    for name, day in (("counting_day", "30/9/2570"), ("opens_on", "1/10/2570"), ("closes_on", "31/12/2570")):
        form[name] = day
    answer = client.post(reverse("desk_round_new"), form)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Round.objects.get(code="2571-1")
    assert (made.rate_permille, made.ceiling_satang, made.village_share_tambon_permille) == (1000, 36_500, 500)
    assert (made.budget_satang, made.counting_day) == (100_000_000, date(2027, 9, 30))
    assert made.sources["times_matched"] == "แบบแสดงสถานะปี 2567"
    client.post(reverse("desk_round_turn", args=["2571-1"]), {"what": "open"})
    made.refresh_from_db()
    assert made.state == "open"
    again = client.post(reverse("desk_round", args=["2571-1"]), {**form, "ceiling_satang": "500"})
    assert again.status_code == 422 and "เปิดรับแล้ว" in words(again)


def test_headquarters_closes_settles_and_pays_from_the_pages(client, fund, round_):
    request = through(fund, round_)
    sign_in(client, hq("hq2"))
    turn = reverse("desk_round_turn", args=[round_.code])
    early = client.post(turn, {"what": "settle"})
    assert early.status_code == 422 and "ปิดรับ" in words(early)
    client.post(turn, {"what": "close"})
    assert "1 กองทุน รวม 1,460.00 บาท" in words(client.post(turn, {"what": "settle"}, follow=True))
    short = client.post(reverse("desk_pay"), {"request": request.pk}, follow=True)
    assert "ไม่พอโอน" in words(short)
    key = client.get(reverse("desk_rounds")).context["form"]["key"].value()
    for _ in range(2):
        client.post(reverse("desk_budget"), {"key": key, "satang": "5,000", "memo": "งบ 2570"})
    assert balances(institute_book(NOW))["4110"] == -500_000
    client.post(reverse("desk_pay"), {"request": request.pk})
    request.refresh_from_db()
    assert request.state == "paid"
    assert "ไม่พบสมทบเกิน" in words(client.post(turn, {"what": "recheck"}, follow=True))
    sign_in(client, user(fund, "treasurer"))
    assert "โอนเงินแล้ว" in words(client.get(reverse("match_round", args=[fund.code, round_.code])))


def test_many_are_paid_at_once_and_one_that_cannot_be_does_not_stop_the_others(client, fund, round_):
    other = match_fund("phayao", "560101")
    requests = [through(fund, round_), through(other, round_)]
    settle()
    budget(4 * 36_500)
    sign_in(client, hq("hq2"))
    answer = client.post(reverse("desk_pay"), {"request": [r.pk for r in requests]}, follow=True)
    assert "โอนแล้ว 1 กองทุน" in words(answer) and "ไม่พอโอน" in words(answer)
    assert sorted(Request.objects.values_list("state", flat=True)) == ["paid", "settled"]
    assert Award.objects.count() == 2


def test_the_desk_counts_what_waits_for_this_officer(fund, round_):
    request = sign_all(fund, draft(fund, round_))
    local_head(request)
    day = date(2026, 11, 24)
    ends, returned = ("รวมหรือแยกกองทุนรออนุมัติ", 0), ("สมทบเกินที่ส่งคืนรอยืนยัน", 0)
    assert [(c.title_th, c.count) for c in cards(province(), ("50",), day)] == [("คำขอเงินสมทบรอตัดสิน", 1), ends]
    say(request, "province", province())
    assert [c.count for c in cards(province(), ("50",), day)] == [0, 0]
    assert [c.count for c in cards(region(), ("",), day)] == [1, 0]
    assert [c.count for c in cards(hq(), ("",), day)] == [0, 0, 0, 0]
    assert [(c.title_th, c.count) for c in cards(hq(), ("",), day)][2:] == [ends, returned]
    table, href = section(fund.organisation, hq(), day)[0]
    assert table.rows[0][:3] == ("รอบ 1/2570", "รอเจ้าหน้าที่ภาค", 4) and fund.code in href
