"""An agreement that asks for more approvers than the fund has is not put in force: nobody could ever approve its claims."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from chumchon.funds.actions.agreements import new_draft, put_in_force_with
from chumchon.funds.models import CommitteeSeat
from chumchon.funds.queries.approvers import lacks
from chumchon.funds.rules.approvals import Approvers, lacking, read
from chumchon.thai.errors import Refused
from tests.factories import NOW, TODAY, actor, make_fund, user
from tests.funds.agreements_world import example_of, resolution

START = date(2026, 12, 1)


@pytest.fixture
def fund(db):
    """Three who may approve sign in: chair, treasurer, secretary; nobody's seat is written down."""
    return make_fund()


def asking(fund, words):
    said = example_of(fund)
    first = replace(said.benefits[0], approve=words)
    return replace(said, benefits=(first, *said.benefits[1:]), effective_from=START)


def put(fund, words):
    row = new_draft(fund, actor(fund, "chair"), asking(fund, words), {}, NOW, TODAY)
    return put_in_force_with(fund, row.pk, actor(fund, "chair"), actor(fund, "secretary"), resolution(), NOW, TODAY)


def seat(fund, name, since=date(2020, 1, 1), until=None, who=None, position="committee"):
    return CommitteeSeat.objects.create(
        fund=fund,
        person_name=name,
        position=position,
        from_day=since,
        until_day=until,
        user=user(fund, who) if who else None,
    )


def test_ninety_nine_are_refused_and_told_what_to_do(fund):
    with pytest.raises(Refused, match="FEW_APPROVERS") as wrong:
        put(fund, "กรรมการ 99 คน")
    assert "กรรมการ 99 คน แต่กองทุนมีผู้อนุมัติได้ 3 คน" in wrong.value.th and "ลงชื่อกรรมการให้ครบก่อน" in wrong.value.th
    assert put(fund, "กรรมการ 3 คน").state == "in_force"


def test_a_number_of_three_figures_is_read_as_it_stands(fund):
    assert read("กรรมการ 120 คน").people == 120
    with pytest.raises(Refused, match="FEW_APPROVERS"):
        put(fund, "กรรมการ 120 คน")


def test_a_committee_that_is_written_down_and_begins_next_week_holds_nothing_up(fund):
    said = asking(fund, "กรรมการ 5 คน")
    for name in ("ก", "ข"):
        seat(fund, f"นาย{name} ใจดี", until=date(2026, 11, 1))
    assert [(one.there, one.asked.people) for one in lacks(fund, said, TODAY)] == [(3, 5)]
    for name in ("ค", "ง"):
        seat(fund, f"นาย{name} ใจดี", date(2026, 12, 8))
    assert lacks(fund, said, TODAY) == [] and put(fund, "กรรมการ 5 คน").state == "in_force"


def test_a_term_that_ends_before_the_agreement_begins_holds_nothing_up_either(fund):
    for name in ("ก", "ข"):
        seat(fund, f"นาย{name} ใจดี", until=date(2026, 11, 30))
    assert lacks(fund, asking(fund, "กรรมการ 5 คน"), TODAY) == []


def test_a_majority_of_one_seat_is_no_two_people(fund):
    """Above the sum only seats count, so the two who sign in without one are no help there."""
    seat(fund, "นางประธาน", who="chair", position="chair")
    said = asking(fund, "กรรมการ 2 คน (เกิน 5,000 บาท ต้องลงมติ)")
    assert next(one.benefit_th for one in lacks(fund, said, TODAY)) == said.benefits[0].th
    seat(fund, "นายแก้ว ใจเย็น")
    assert lacks(fund, said, TODAY) == []


@pytest.mark.parametrize(
    ("asked", "seats", "others", "few"),
    [
        (Approvers(2), 0, 2, 0), (Approvers(3), 1, 1, 1), (Approvers(99), 7, 2, 90), (Approvers(2, 0), 1, 9, 1),
        (Approvers(2, 0), 2, 0, 0), (Approvers(2, 0), 9, 0, 0), (Approvers(3, 100), 2, 5, 1), (Approvers(3, 100), 3, 0, 0),
    ],
)  # fmt: skip
def test_how_many_are_lacking(asked, seats, others, few):
    assert lacking(asked, seats, others) == few


def test_the_drafts_pages_say_so_before_the_meeting_does(client, fund):
    row = new_draft(fund, actor(fund, "chair"), asking(fund, "กรรมการ 99 คน"), {}, NOW, TODAY)
    client.force_login(user(fund, "chair"))
    for name in ("agreement_draft", "agreement_draft_force"):
        page = client.get(reverse(name, args=[fund.code, row.pk])).content.decode()
        assert "ยังประกาศใช้ไม่ได้ ผู้อนุมัติไม่พอ" in page and reverse("committee", args=[fund.code]) in page
    typed = {
        "meeting_th": "ที่ประชุม", "day": "20/11/2569", "entitled": "100", "present": "60", "votes_for": "50", "votes_against": "5",
        "resolution_th": "", "witness": "secretary-mae-raem", "secret": "123456",
    }  # fmt: skip
    sent = client.post(reverse("agreement_draft_force", args=[fund.code, row.pk]), typed)
    assert sent.status_code == 422 and "คำขอจะไม่มีวันอนุมัติครบ" in sent.content.decode()
    fine = new_draft(fund, actor(fund, "chair"), asking(fund, "กรรมการ 2 คน"), {}, NOW, TODAY)
    assert "ผู้อนุมัติไม่พอ" not in client.get(reverse("agreement_draft", args=[fund.code, fine.pk])).content.decode()
