"""The screens of housing: each opens for who may, says what is wrong beside the form, and does what its button says."""

import re
import uuid
from datetime import date

import pytest
from django.test import RequestFactory

from chumchon.access.models import User
from chumchon.homes.actions import building, loans, plans, projects
from chumchon.homes.models import Loan, LoanPayment, Project, SavedRow, Saver
from chumchon.homes.queries import loans as loan_queries
from chumchon.homes.rules.plans import Line
from chumchon.homes.views.board import _here
from tests.factories import NOW, TODAY
from tests.homes import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(db, monkeypatch):
    """A project in the middle of its way, its group with two loans; today is TODAY."""
    for module in (
        "projects",
        "plans",
        "building",
        "board",
        "houses",
        "stock",
        "incomes",
        "closing",
        "my_home",
        "savings",
        "loans",
        "group_payments",
        "survey",
        "common",
    ):
        monkeypatch.setattr(f"chumchon.homes.views.{module}.today", lambda: TODAY)
    monkeypatch.setattr("chumchon.access.http.today", lambda: TODAY)
    project = world.make_project()
    world.survey(project, 3)
    group = world.make_group(project)
    savers = world.make_savers(group)
    world.save(group, [(s, "saving", 4_000_000) for s in savers], day=date(2025, 5, 1), box="1020")
    loans.bring_capital(world.officer(), 1_000_000_000, "ทุน", date(2025, 1, 5), uuid.uuid4(), NOW)
    secretary = world.actor(project, "secretary")
    own = loans.ask_loan(group, secretary, loans.Asked(None, 60_000_000, 180, "สร้างบ้าน"), uuid.uuid4(), NOW, TODAY)
    loans.lend(group, own.pk, world.officer(), "1020", date(2026, 12, 5), NOW, TODAY)
    loans.ask_loan(
        group, secretary, loans.Asked(savers[0].pk, 30_000_000, 180, "สร้างบ้าน", 200), uuid.uuid4(), NOW, TODAY
    )
    plans.add_line(project, secretary, Line("source", "loan", "สินเชื่อ", 100), NOW, TODAY)
    building.ask_purchase(project, secretary, "ปูน", "houses", "ร้านก", 100, [], TODAY, uuid.uuid4(), NOW, TODAY)
    return project, group


def _as(client, project, role):
    client.force_login(User.objects.get(username=f"{role}-{project.code}"))
    return client


PAGES = (
    "/homes/", "/homes/?format=csv", "/homes/programmes", "/homes/programmes/canal", "/h/khlong-sai/", "/h/khlong-sai/place",
    "/h/khlong-sai/outline", "/h/khlong-sai/partners/new", "/h/khlong-sai/meetings/new", "/h/khlong-sai/survey",
    "/h/khlong-sai/survey?format=csv", "/h/khlong-sai/survey/new", "/h/khlong-sai/survey/import", "/h/khlong-sai/plan",
    "/h/khlong-sai/plan?format=csv", "/h/khlong-sai/works", "/h/khlong-sai/houses", "/h/khlong-sai/houses?format=csv", "/h/khlong-sai/houses/days",
    "/h/khlong-sai/stock", "/h/khlong-sai/stock?format=csv", "/h/khlong-sai/incomes/new", "/h/khlong-sai/incomes/back", "/h/khlong-sai/legal", "/g/khlong-sai-ks/years/2569/close", "/homes/board/khlong-sai", "/homes/board/khlong-sai?format=pdf",
    "/g/khlong-sai-ks/", "/g/khlong-sai-ks/?format=csv", "/g/khlong-sai-ks/members/new", "/g/khlong-sai-ks/collect",
    "/g/khlong-sai-ks/book?check=1", "/g/khlong-sai-ks/loans", "/g/khlong-sai-ks/loans?format=csv", "/g/khlong-sai-ks/loans/new",
)  # fmt: skip


def test_every_page_opens_for_the_treasurer_and_none_for_a_stranger(client, place):
    project, group = place
    _as(client, project, "treasurer")
    loan = Loan.objects.filter(saver=None).get()
    waiting = Loan.objects.exclude(saver=None).get()
    saver = group.savers.first()
    house = project.houses.first()
    more = [
        f"/g/{group.code}/loans/{loan.pk}", f"/g/{group.code}/loans/{loan.pk}?format=csv", f"/g/{group.code}/loans/{waiting.pk}",
        f"/g/{group.code}/members/{saver.pk}", f"/g/{group.code}/members/{saver.pk}/back", f"/h/{project.code}/survey/{house.pk}",
        f"/g/{group.code}/receipts/{SavedRow.objects.first().receipt_id}", f"/h/{project.code}/houses/{house.pk}",
        f"/g/{group.code}/members/{saver.pk}/passbook", f"/g/{group.code}/members/{saver.pk}/sign-in",
    ]  # fmt: skip
    for path in (*PAGES, *more):
        assert client.get(path).status_code == 200, path
    client.force_login(User.objects.create_user("stranger"))
    for path in (*PAGES, *more):
        public = path.startswith(("/homes/board", "/homes/programmes"))
        assert client.get(path).status_code == (200 if public else 403), path


NAMES = (
    {"Excel", "XLSForm", "GeoJSON", "PDF", "KoBo", "ODK", "khlong", "sai", "bang", "bua"}
    | {"officer"}
    | set(world.ROLES)
)


def test_no_english_word_stands_on_a_villagers_page(client, place):
    project, _ = place
    _as(client, project, "committee")
    for path in PAGES:
        answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            main = answer.content.decode().split("<main", 1)[1].split(">", 1)[1].split("</main>")[0]
            words = set(re.findall(r"[A-Za-z]{3,}", re.sub(r"<[^>]+>|[0-9A-F]{4}(-[0-9A-F]{4}){2}", " ", main))) - NAMES
            assert not words, (path, words)


def test_a_collection_is_signed_by_two_on_one_screen(client, place):
    project, group = place
    _as(client, project, "treasurer")
    first, second, _ = Saver.objects.all()
    form = {
        "key": str(uuid.uuid4()), "day": "24/11/2569", "box": "1010", "counted": "650", "second": f"chair-{project.code}",
        "secret": "123456", f"saving-{first.pk}": "300", f"share-{first.pk}": "100", f"saving-{second.pk}": "250",
    }  # fmt: skip
    wrong = client.post(f"/g/{group.code}/collect", {**form, "secret": "000000"})
    assert wrong.status_code == 422 and "รหัส" in wrong.content.decode()
    short = client.post(f"/g/{group.code}/collect", {**form, "counted": "600"})
    assert short.status_code == 422 and "ขาด 50.00" in short.content.decode()
    before = SavedRow.objects.count()
    assert client.post(f"/g/{group.code}/collect", form).status_code == 302
    assert client.post(f"/g/{group.code}/collect", form).status_code == 302
    assert SavedRow.objects.count() == before + 3
    assert client.get(f"/r/{SavedRow.objects.latest('id').receipt.public_code}").status_code == 200


def test_a_loan_is_lent_and_repaid_from_its_page(client, place):
    project, group = place
    loan = Loan.objects.exclude(saver=None).get()
    path = f"/g/{group.code}/loans/{loan.pk}"
    _as(client, project, "secretary")
    assert client.post(f"{path}/answer", {"box": "1020", "first_due": "5/12/2569"}).status_code == 422
    _as(client, project, "chair")
    assert client.post(f"{path}/answer", {"box": "1020", "first_due": "5/12/2569"}).status_code == 302
    loan.refresh_from_db()
    assert loan.state == "lent"
    _as(client, project, "treasurer")
    row = loan_queries.current(loan).rows[0]
    form = {
        "key": str(uuid.uuid4()), "day": "24/11/2569", "box": "1010", "satang": f"{row.total / 100}", "early": "",
        "second": f"committee-{project.code}", "secret": "123456",
    }  # fmt: skip
    assert client.post(f"{path}/repay", form).status_code == 302
    paid = LoanPayment.objects.get()
    assert paid.principal_satang == row.principal
    assert client.get(f"/g/{group.code}/receipts/{paid.receipt_id}")["Content-Type"] == "application/pdf"
    undone = client.post(
        f"{path}/repayments/{paid.pk}/undo", {"reason": "ลงผิด", "second": f"chair-{project.code}", "secret": "123456"}
    )
    assert undone.status_code == 302 and LoanPayment.objects.count() == 2


def test_a_plan_that_does_not_meet_is_told_on_the_page(client, place):
    project, _ = place
    _as(client, project, "secretary")
    answer = client.post(f"/h/{project.code}/plan/send")
    assert answer.status_code == 422 and "แหล่งเงิน" in answer.content.decode()
    client.post(f"/h/{project.code}/plan/lines", {"what": "use:houses", "words": "บ้าน", "satang": "1"})
    assert client.post(f"/h/{project.code}/plan/send").status_code == 302
    assert Project.objects.get().plans.count() == 1


def test_an_officer_opens_a_project_and_sees_the_passwords_once(client, place):
    world.officer()
    client.force_login(User.objects.get(username="officer_hq-all"))
    form = {
        "programme": "canal", "name_th": "ชุมชนใหม่", "code": "chumchon-mai", "area": "500705", "settlement": "canal", "units_planned": "30",
        "tenure_now": "encroaching", "tenure_wanted": "lease_treasury", "started_on": "1/11/2569", "user_chair": "prathan", "name_chair": "นางประธาน",
    }  # fmt: skip
    answer = client.post("/homes/new", form)
    assert answer.status_code == 200 and "prathan" in answer.content.decode() and answer["Cache-Control"] == "no-store"
    assert client.post("/homes/new", form).status_code == 422


def test_a_stair_of_instalments_is_asked_for_and_shown_and_one_below_its_interest_is_told_beside_its_field(
    client, place
):
    project, group = place
    _as(client, project, "secretary")
    other = group.savers.order_by("number")[1]
    form = {
        "key": str(uuid.uuid4()), "saver": str(other.pk), "satang": "300000", "years": "15", "margin": "2", "grace_months": "0",
        "insurance_satang": "50", "purpose": "สร้างบ้าน", "step_years": "2",
    }  # fmt: skip
    assert "ใส่ทั้งจำนวนปีและเปอร์เซ็นต์" in client.post(f"/g/{group.code}/loans/new", form).content.decode()
    low = client.post(f"/g/{group.code}/loans/new", {**form, "step_percent": "20"})
    assert low.status_code == 422 and "ต่ำกว่าดอกเบี้ย" in low.content.decode()
    assert client.post(f"/g/{group.code}/loans/new", {**form, "step_percent": "80"}).status_code == 302
    loan = Loan.objects.get(saver=other)
    assert loan.asked["steps"] == [[1, 80], [25, 100]]
    page = client.get(f"/g/{group.code}/loans/{loan.pk}").content.decode()
    assert "งวดที่ 1 ไป 80 % งวดที่ 25 ไป 100 %" in page and 'data-head="ประกัน"' in page


def test_the_groups_own_debt_gets_new_terms_with_an_officers_signature_alone(client, place):
    project, group = place
    own = Loan.objects.get(saver=None)
    secretary = world.actor(project, "secretary")
    met = projects.add_meeting(project, secretary, world.meeting(day=TODAY), uuid.uuid4(), NOW, TODAY)
    region = world.officer("officer_region", "50")
    path = f"/g/{group.code}/loans/{own.pk}"
    _as(client, project, "secretary")
    assert "เจ้าหน้าที่สถาบันผู้เห็นชอบ" in client.get(path).content.decode()
    form = {
        "meeting": met.pk,
        "months": "200",
        "grace_months": "6",
        "second": f"chair-{project.code}",
        "secret": "123456",
    }
    assert client.post(f"{path}/reschedule", form).status_code == 422
    form["second"] = User.objects.get(pk=region.user_id).username
    assert client.post(f"{path}/reschedule", form).status_code == 302
    assert loan_queries.current(own).terms.months == 200


def test_the_board_says_its_day_and_its_paper_leads_back_to_it(client, place, settings):
    project, _ = place
    settings.ORIGIN = "https://chumchon.example"
    page = client.get(f"/homes/board/{project.code}").content.decode()
    assert "ข้อมูล ณ 24 พฤศจิกายน 2569" in page and 'aria-label="คิวอาร์เปิดป้ายนี้"><svg' in page
    assert (
        _here(RequestFactory().get(f"/homes/board/{project.code}"))
        == f"https://chumchon.example/homes/board/{project.code}"
    )
    assert client.get(f"/homes/board/{project.code}?format=pdf").content.startswith(b"%PDF")


def test_an_instalment_and_a_purchase_are_mended_from_their_page(client, place):
    project, _ = place
    waits = project.purchases.get()
    by = world.actor(project, "chair").user_id
    row = project.instalments.create(number=1, kind="subsidy_house", stage_th="ทำสัญญา", satang=900, maker_id=by)
    world.officer()
    client.force_login(User.objects.get(username="officer_hq-all"))
    path = f"/h/{project.code}/works/instalments/{row.pk}/mend"
    assert path in client.get(f"/h/{project.code}/works").content.decode()
    answer = client.post(path, {"stage_th": "ทำสัญญา", "satang": "8", "reason": "พิมพ์เกิน"})
    assert answer.status_code == 422 and "เกินแผนที่อนุมัติ" in answer.content.decode()
    _as(client, project, "chair")
    path = f"/h/{project.code}/works/purchases/{waits.pk}/drop"
    assert path in client.get(f"/h/{project.code}/works").content.decode()
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "ร้านปิด"}).status_code == 302 and not project.purchases.exists()


def test_an_amount_that_cannot_be_read_comes_back_as_typed_with_its_words_beside_it(client, place):
    project, group = place
    _as(client, project, "treasurer")
    saver = Saver.objects.filter(group=group).first()
    form = {
        "key": str(uuid.uuid4()),
        f"saving-{saver.pk}": "ร้อย<บาท>",
        "day": "24/11/2569",
        "box": "1010",
        "counted": "100",
    }
    answer = client.post(f"/g/{group.code}/collect", {**form, "second": f"chair-{project.code}", "secret": "123456"})
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="ร้อย&lt;บาท&gt;"' in page
    assert f'aria-describedby="id_saving-{saver.pk}_error"' in page and f'id="id_saving-{saver.pk}_error">' in page
