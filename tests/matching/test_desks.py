"""Province, region, headquarters: each desk speaks once, nobody at two of them, and only of their own area."""

from datetime import date

import pytest

from chumchon.access.actions import grant
from chumchon.access.models import AuditEvent, Organisation, User
from chumchon.access.queries import actor_of_user
from chumchon.areas.models import Subdistrict
from chumchon.matching.actions import debts, desks, requests, rounds
from chumchon.matching.models import Step
from chumchon.matching.queries.requests import queue
from chumchon.nation.actions.areas import replace_tambon
from tests.factories import NOW, TODAY, actor, user
from tests.matching.world import (
    as_,
    draft,
    hq,
    local_head,
    make_round,
    match_fund,
    officer,
    province,
    refused,
    region,
    say,
    sign_all,
    through,
)
from tests.together import all_at_once


@pytest.fixture
def fund(db):
    return match_fund()


@pytest.fixture
def request_(fund):
    request = sign_all(fund, draft(fund, make_round()))
    local_head(request)
    return request


def test_a_request_goes_from_desk_to_desk(request_):
    states = [
        say(request_, desk, by).state for desk, by in (("province", province()), ("region", region()), ("hq", hq()))
    ]
    assert states == ["province", "region", "hq"]
    assert list(Step.objects.values_list("desk", "verdict")) == [
        ("province", "pass"),
        ("region", "pass"),
        ("hq", "pass"),
    ]
    assert AuditEvent.objects.filter(verb="match.pass").count() == 3


def test_what_is_returned_is_mended_counted_and_signed_anew(fund, request_):
    with refused("NO_REASON"):
        say(request_, "province", province(), "return", "  ")
    say(request_, "province", province(), "return", "ใบเสร็จเดือนมีนาคมไม่ครบ")
    assert request_.state == "returned"
    again = draft(fund, request_.round)
    assert (again.count_no, again.state) == (2, "drafted")
    sign_all(fund, again)
    with refused("NO_LOCAL_HEAD"):
        say(again, "province", province())
    local_head(again)
    assert say(again, "province", province()).state == "province"


def test_what_is_refused_stays_refused(fund, request_):
    say(request_, "province", province(), "refuse", "กองทุนไม่มีอยู่จริง")
    with refused("NOT_YOURS_NOW"):
        draft(fund, request_.round)
    with refused("DECIDED"):
        say(request_, "province", province())


def test_an_officer_does_not_reach_beyond_the_area(request_):
    for other in (province("57"), officer("other", "officer_province", "5001")):
        with refused("BEYOND_AREA"):
            say(request_, "province", other)
    say(request_, "province", province())
    with refused("BEYOND_AREA"):
        say(request_, "region", region("R2"))
    with refused("NOT_ALLOWED"):
        say(request_, "region", province())


def test_nobody_decides_at_two_desks_of_one_request(request_):
    province()
    both = User.objects.get(username="province-50")
    grant(both, "officer_region", TODAY, None, "R1")
    say(request_, "province", actor_of_user(both))
    with refused("TWO_DESKS"):
        say(request_, "region", actor_of_user(both))


def test_who_signed_for_the_fund_does_not_decide_over_it(fund, request_):
    chair = user(fund, "chair")
    grant(chair, "officer_province", TODAY, None, "50")
    with refused("TWO_DESKS"):
        say(request_, "province", actor_of_user(chair))


def test_a_desk_that_another_has_reached_or_left_says_so(request_):
    with refused("DECIDED"):
        say(request_, "region", region())
    say(request_, "province", province())
    with refused("DECIDED"):
        say(request_, "province", officer("second", "officer_province", "50"))
    with refused("DECIDED"):
        desks.decide(request_.pk, "region", "pass", "", region(), NOW, TODAY, count_no=7)


def test_a_round_closed_over_open_requests_loses_none_of_them(request_):
    say(request_, "province", province())
    rounds.close_round("2570-1", hq(), NOW, TODAY)
    say(request_, "region", region())
    assert say(request_, "hq", hq()).state == "hq"


def test_a_severe_finding_stops_the_request_and_keeps_it(request_, monkeypatch):
    monkeypatch.setattr("chumchon.matching.queries.stops.findings", lambda organisation: 2)
    with refused("FINDINGS") as stop:
        say(request_, "province", province())
    assert "2 เรื่อง" in stop.value.th
    request_.refresh_from_db()
    assert request_.state == "signed"
    assert say(request_, "province", province(), "return", "ตอบข้อค้นพบก่อน").state == "returned"


def test_a_tambon_whose_code_moved_is_decided_by_the_officer_of_its_new_province(fund):
    old, new = Subdistrict.objects.get(code="500705"), Subdistrict.objects.get(code="570101")
    old.successor, old.valid_to = new, TODAY
    old.save()
    fund.organisation.refresh_from_db()
    request = sign_all(fund, requests.draft(fund, make_round(), actor(fund, "treasurer"), NOW, TODAY))
    assert request.area == "570101"
    with refused("BEYOND_AREA"):
        local_head(request, province("50"))
    local_head(request, province("57"))
    assert say(request, "province", province("57")).state == "province"


def test_a_request_on_its_way_goes_to_the_officer_of_the_new_code_and_leaves_the_queue_of_the_old(fund, client):
    request = sign_all(fund, requests.draft(fund, make_round(), actor(fund, "treasurer"), NOW, TODAY))
    replace_tambon(hq(), "500705", "570101", date(2026, 11, 1), "ราชกิจจานุเบกษา", NOW, TODAY)
    assert [r.pk for r in queue(("57",))] == [request.pk] and not queue(("50",)).exists()
    with refused("BEYOND_AREA"):
        local_head(request, province("50"))
    local_head(request, province("57"))
    assert say(request, "province", province("57")).state == "province"
    old, new = province("50"), province("57")
    assert old != new and as_(client, "province-50").get(f"/desk/requests/{request.pk}").status_code == 403
    assert as_(client, "province-57").get(f"/desk/requests/{request.pk}").status_code == 200


def test_a_fund_that_went_on_in_another_does_not_ask_and_its_age_goes_with_it(fund):
    young = match_fund("mae-raem-mai", "500706")
    Organisation.objects.filter(pk=young.organisation_id).update(opened_on=TODAY)
    round_ = make_round()
    young.organisation.refresh_from_db()
    assert draft(young, round_).counted["conditions"][0]["ok"] is False
    debts.succeed(fund.organisation, [(young.organisation, 1)], "merge", hq(), NOW, round_.counting_day)
    with refused("FUND_MOVED") as stop:
        draft(fund, round_)
    assert young.name_th in stop.value.th
    assert draft(young, round_).counted["conditions"][0]["ok"] is True


def test_a_fund_with_an_open_request_is_not_merged_half_way(fund, request_):
    other = match_fund("other", "500706")
    with refused("OPEN_REQUEST"):
        debts.succeed(fund.organisation, [(other.organisation, 1)], "merge", hq(), NOW, TODAY)
    with refused("BAD_SUCCESSION"):
        debts.succeed(other.organisation, [(other.organisation, 1)], "merge", hq(), NOW, TODAY)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_decide_at_once_one_is_told_that_the_other_was_quicker():
    fund = match_fund()
    request = sign_all(fund, draft(fund, make_round()))
    local_head(request)
    officers = [officer(f"clerk-{i}", "officer_province", "50") for i in range(4)]

    def decide(by, verdict):
        desks.decide(request.pk, "province", verdict, "เอกสารไม่ครบ", by, NOW, TODAY, count_no=1)
        return "done"

    answers = all_at_once(decide, [(by, "pass" if i % 2 else "return") for i, by in enumerate(officers)])
    assert sorted(answers) == ["DECIDED", "DECIDED", "DECIDED", "done"]
    assert Step.objects.count() == 1


def test_through_every_desk(fund):
    assert through(fund, make_round()).state == "hq"
