"""From a call to the award: late, twice, closed meanwhile, not fit, over the budget."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from chumchon.access.models import AuditEvent
from chumchon.paper import vault
from chumchon.sources.actions import applications, calls, results
from chumchon.sources.models import Application, ApplicationStep, CallStep, Due, DueStep
from chumchon.sources.queries import applications as application_queries
from chumchon.sources.queries import calls as queries
from chumchon.sources.queries.papers import held, make
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused
from tests.councils import world as councils
from tests.sources import world
from tests.sources.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_a_community_finds_a_call_asks_and_wins():
    body, call = world.body(), world.call()
    door = queries.doors_of(body, None, queries.open_calls("500705", TODAY), [], TODAY)[0]
    assert door.open and door.call == call and held(call.papers, body, None)[0].is_there
    row = world.won(body, call)
    assert (row.number, row.state, row.given_satang) == (1, "won", 2_500_001)
    paper = row.papers.get()
    content = vault.read("sources", "sources", paper.uid.bytes, paper.file_name, paper.sha256)
    assert content.startswith(b"%PDF") and paper.kind == "council_certificate"
    assert row.frozen["facts"]["has_council"] and [m[1] for m in row.frozen["met"]] == [True, True]
    dues = list(row.dues.order_by("position"))
    assert [d.satang for d in dues] == [1_500_001, 0, 1_000_000, 0] and dues[0].day == TODAY
    assert sum(d.satang for d in dues) == row.given_satang
    assert [s.kind for s in row.steps.all()] == ["sent", "won"]


def test_a_late_application_keeps_its_draft():
    body, call = world.body(), world.call()
    row = world.written(body, call)
    late = call.closes_on + timedelta(days=1)
    with pytest.raises(Refused, match="LATE") as said:
        world.send(body, row, late)
    assert "หมดเขตเมื่อ 14 ธันวาคม 2569" in said.value.th
    row.refresh_from_db()
    assert row.state == "draft" and row.number is None and not row.papers.exists()
    with pytest.raises(Refused, match="LATE"):
        applications.write(
            world.body("500701", 20),
            call.pk,
            None,
            world.asked(),
            world.by(world.body("500701")),
            uuid.uuid4(),
            NOW,
            late,
        )
    calls.extend(call.pk, late, "น้ำท่วม ส่งไม่ทัน", world.officer(), NOW, TODAY)
    assert world.send(body, row, late).state == "sent"


def test_an_application_sent_twice_is_one():
    body, call, key = world.body(), world.call(), uuid.uuid4()
    made = [
        applications.write(body, call.pk, None, world.asked(), world.by(body), key, NOW, TODAY).pk for _ in range(2)
    ]
    assert made[0] == made[1]
    row = Application.objects.get()
    sent = [world.send(body, row).number for _ in range(2)]
    assert sent == [1, 1] and row.steps.count() == 1 and row.papers.count() == 1
    with pytest.raises(Clash, match="TWICE") as said:
        world.written(body, call)
    assert "เลขที่ 1" in said.value.th and "รอผล" in said.value.th


def test_the_database_itself_keeps_one_application_a_body_and_call():
    body, call = world.body(), world.call()
    row = world.written(body, call)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(
            call=call, organisation=body, title="อีกใบ", text="x", asked_satang=1, people=1, by=row.by, at=NOW
        )


def test_a_call_closed_meanwhile_says_so_and_keeps_the_draft():
    body, call = world.body(), world.call()
    row = world.written(body, call)
    calls.close(call.pk, "วงเงินเต็ม", world.officer(), NOW, TODAY)
    with pytest.raises(Refused, match="CALL_CLOSED") as said:
        world.send(body, row)
    assert "ปิดรับไปแล้วระหว่างที่คุณเขียน" in said.value.th and Application.objects.get().state == "draft"
    with pytest.raises(Refused, match="CALL_CLOSED"):
        world.written(world.body("500701", 20), call)


def test_who_does_not_fit_reads_every_reason_at_once():
    body = world.body()
    rules = (("kind", "in", ("fund",)), ("age", "at_least", 3), ("has_fund", "is", True))
    call = world.call(conditions=rules, papers=())
    row = world.written(body, call)
    with pytest.raises(applications.NotFit) as said:
        world.send(body, row)
    assert [m.holds for m in said.value.met] == [False, False, False]
    assert all(w in said.value.th for w in ("เป็นสภาองค์กรชุมชน", "ขาดอีก 3 ปี", "ตั้งกองทุนสวัสดิการ"))
    assert Application.objects.get().state == "draft"


def test_papers_that_are_not_there_are_all_named():
    body = world.body()
    call = world.call(papers=("year_report", "council_certificate", "group_certificate"))
    row = world.written(body, call)
    with pytest.raises(Refused, match="MISSING_PAPERS") as said:
        world.send(body, row)
    assert "รายงานประจำปี" in said.value.th and "ใบสำคัญการจดแจ้ง" in said.value.th and "จัดตั้งสภา" not in said.value.th


def test_a_council_asks_for_an_organisation_of_its_register():
    council = world.council()
    body, group = council.organisation, council.groups.get(kind="forest")
    call = world.call(
        conditions=(("kind", "in", ("group",)), ("members", "at_least", 30)), papers=("group_certificate",)
    )
    row = world.written(body, call, group.pk)
    assert world.send(body, row).name_th == group.name_th and row.papers.get().kind == "group_certificate"
    other = council.groups.get(kind="savings")
    assert world.sent(body, call, group_id=other.pk).number == 2
    with pytest.raises(Refused, match="NO_GROUP"):
        stranger = councils.registered(world.council("500701", 20), "กลุ่มอื่นไกล", "women")
        world.written(body, call, stranger.pk)


def test_numbers_have_no_gaps_and_a_withdrawn_one_leaves_its_number():
    first, second, call = world.body(), world.body("500701", 20), world.call()
    one = world.sent(first, call)
    assert world.sent(second, call).number == 2
    applications.withdraw(first, one.pk, "ยังไม่พร้อม", world.by(first), NOW, TODAY)
    assert world.sent(first, call).number == 3
    with pytest.raises(Refused, match="DECIDED"):
        results.win(one.pk, 100, "ให้", world.officer(), NOW, TODAY)


def test_the_budget_is_never_passed_and_nobody_decides_twice():
    call = world.call(budget_satang=5_000_000)
    first, second = world.won(world.body(), call, 2_500_000), world.sent(world.body("500701", 20), call)
    with pytest.raises(Refused, match="OVER_BUDGET") as said:
        results.win(second.pk, 2_500_001, "ให้", world.officer(), NOW, TODAY)
    assert "25,000.00" in said.value.th
    with pytest.raises(BadInput, match="BAD_SUM"):
        results.win(second.pk, second.asked_satang + 1, "ให้", world.officer(), NOW, TODAY)
    results.win(second.pk, 2_500_000, "ให้เท่าที่เหลือ", world.officer(), NOW, TODAY)
    with pytest.raises(Refused, match="DECIDED"):
        results.refuse(first.pk, "เปลี่ยนใจ", world.officer(), NOW, TODAY)
    with pytest.raises(Refused, match="HAS_WINNER"):
        calls.cancel(call.pk, "ไม่มีเงิน", world.officer(), NOW, TODAY)


def test_a_refusal_has_a_reason_and_the_community_reads_it():
    body, call = world.body(), world.call()
    row = world.sent(body, call)
    with pytest.raises(BadInput, match="NO_REASON"):
        results.refuse(row.pk, "", world.officer(), NOW, TODAY)
    results.refuse(row.pk, "งบประมาณยังไม่ชัด ขอใบเสนอราคา", world.officer(), NOW, TODAY)
    row.refresh_from_db()
    assert (row.state, row.given_satang) == ("refused", 0) and "ใบเสนอราคา" in row.reason and not row.dues.exists()
    assert application_queries.winners(call.pk) == []


def test_an_officer_of_another_province_neither_opens_nor_decides():
    body, call = world.body(), world.call()
    row = world.sent(body, call)
    far = world.officer("51")
    for act in (
        lambda: results.win(row.pk, 100, "ให้", far, NOW, TODAY),
        lambda: calls.close(call.pk, "ปิด", far, NOW, TODAY),
        lambda: calls.write(world.facts(), far, uuid.uuid4(), NOW, TODAY),
        lambda: calls.write(world.facts(area=""), world.officer(), uuid.uuid4(), NOW, TODAY),
        lambda: applications.write(body, call.pk, None, world.asked(), far, uuid.uuid4(), NOW, TODAY),
    ):
        with pytest.raises(NotAllowed):
            act()
    hq = world.officer("", "officer_hq")
    nation = calls.write(world.facts(area=""), hq, uuid.uuid4(), NOW, TODAY)
    with pytest.raises(NotAllowed):
        calls.open_call(nation.pk, world.officer(), NOW, TODAY)


def test_an_open_call_has_one_rule_for_all():
    call = world.call()
    with pytest.raises(Refused, match="NOT_DRAFT"):
        calls.mend(call.pk, world.facts(most_satang=9_000_000), world.officer(), NOW, TODAY)
    with pytest.raises(BadInput, match="BAD_SPAN"):
        calls.extend(call.pk, TODAY, "เร็วขึ้น", world.officer(), NOW, TODAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        CallStep.objects.all().delete()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"title": "ทุน"}, "BAD_TITLE"), ({"purpose": "น้ำ"}, "BAD_PURPOSE"), ({"most_satang": 0}, "BAD_SUMS"),
        ({"budget_satang": 100}, "BAD_SUMS"), ({"closes_on": TODAY - timedelta(days=1)}, "BAD_SPAN"),
        ({"papers": ("deed",)}, "BAD_PAPERS"), ({"source": ""}, "NO_SOURCE"), ({"area": "509999"}, "NO_AREA"),
        ({"conditions": (("age", "at_least", -1),)}, "BAD_CONDITIONS"), ({"schedule": ()}, "BAD_SCHEDULE"),
    ],
)  # fmt: skip
def test_a_call_that_cannot_be_is_refused_with_what_to_do(more, code):
    with pytest.raises(BadInput, match=code):
        world.call(**more)


def test_money_and_reports_are_told_on_their_days_and_a_slip_is_mended_without_loss():
    body, call = world.body(), world.call()
    row = world.won(body, call)
    first, report = row.dues.order_by("position")[:2]
    by = world.by(body)
    with pytest.raises(BadInput, match="FUTURE_DATE"):
        results.say_done(body, first.pk, TODAY + timedelta(days=1), "เงินเข้า", by, NOW, TODAY)
    with pytest.raises(BadInput, match="BEFORE_AWARD"):
        results.say_done(body, first.pk, TODAY - timedelta(days=1), "เงินเข้า", by, NOW, TODAY)
    for _ in range(2):
        results.say_done(body, first.pk, TODAY, "เงินเข้าบัญชีสภา", by, NOW, TODAY)
    assert first.steps.count() == 1
    results.say_undone(body, first.pk, "คนละโครงการ", by, NOW, TODAY)
    results.say_done(body, first.pk, TODAY, "เงินเข้าจริง", world.officer(), NOW, TODAY)
    assert [s.kind for s in first.steps.all()] == ["done", "undone", "done"]
    with pytest.raises(DatabaseError), transaction.atomic():
        DueStep.objects.all().delete()
    with pytest.raises(Refused, match="NO_DUE"):
        results.say_done(world.body("500701", 20), report.pk, TODAY, "ส่งแล้ว", world.officer(), NOW, TODAY)


def test_a_report_past_its_day_stands_in_the_way_of_the_next_call_until_it_is_handed_in():
    body = world.body()
    won = world.won(body, world.call())
    late = TODAY + timedelta(days=100)
    second = world.call(
        title="ทุนปลูกป่าชุมชน", conditions=(("late_reports", "at_most", 0),), papers=(), closes_on=late + timedelta(days=9)
    )
    assert queries.doors_of(body, None, [second], [], TODAY)[0].open
    door = queries.doors_of(body, None, [second], [], late)[0]
    assert not door.open and "ส่งรายงานที่ค้างก่อน" in door.failing[0].reason
    assert [d.label for d in application_queries.late(("50",), late)] == ["รายงานครึ่งทาง"]
    assert not application_queries.late(("51",), late).exists()
    due = Due.objects.get(application=won, label="รายงานครึ่งทาง")
    results.say_done(body, due.pk, late, "ส่งที่อำเภอแล้ว", world.by(body), NOW, late)
    assert queries.doors_of(body, None, [second], [], late)[0].open


def test_who_fits_a_call_and_who_does_not_in_a_fixed_number_of_questions(django_assert_max_num_queries):
    world.body(), world.body("500701", 20)
    call = world.call(conditions=(("kind", "in", ("council", "group")), ("members", "at_least", 3)), papers=())
    world.sent(world.body(), call)
    with django_assert_max_num_queries(30):
        rows = queries.candidates(call, ("50",), "", "", TODAY)
    assert {r.kind for r in rows} == {"council", "group"} and rows[0].open
    assert [r.asked for r in rows if r.name_th == world.body().name_th] == ["ส่งแล้ว รอผล"]
    assert not queries.candidates(call, ("51",), "", "", TODAY)
    assert all(r.kind == "group" for r in queries.candidates(call, ("50",), "group", "", TODAY))


def test_the_trail_names_no_text_of_an_application():
    body = world.body()
    row = world.sent(body, world.call())
    with pytest.raises(DatabaseError), transaction.atomic():
        ApplicationStep.objects.all().update(note="x")
    events = AuditEvent.objects.filter(subject=f"application:{row.pk}")
    assert events.exists() and not any("ฝาย" in str(e.detail) for e in events)
    paper = row.papers.get()
    content = applications.read_paper(paper, world.by(body), body, NOW)
    assert content.startswith(b"%PDF") and AuditEvent.objects.filter(verb="application.read_paper").count() == 1
    assert make(("minutes",), body, None, "", TODAY)[0].content.startswith(b"%PDF")
