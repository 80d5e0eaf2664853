"""What people do with a finding, on the screen: the officer's queue, evidence, the fund's kind page and its answer."""

from datetime import date

import pytest

from chumchon.access.actions import grant
from chumchon.access.models import AuditEvent
from chumchon.access.queries import actor_of_user
from chumchon.checks.actions.steps import take
from chumchon.checks.models import Finding, FindingStep
from chumchon.checks.queries import blocking
from chumchon.funds.models import Member
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused
from tests.checks.test_verify import same_id
from tests.checks.world import officer, verify
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user


@pytest.fixture
def found(fund):
    """One severe finding about two memberships of one person."""
    same_id(make_member(fund, "สมหมาย", house="9"), make_member(fund))
    verify(fund)
    return Finding.objects.get()


def step(finding, who, kind, text="เพราะเหตุนี้", seen=None):
    newest = FindingStep.objects.filter(finding=finding).order_by("-id").first()
    return take(finding.pk, who, kind, text, seen if seen is not None else newest.pk if newest else 0, NOW, TODAY)


def test_ask_answer_and_resolve_lead_from_the_desk_to_the_village_and_back(fund, found):
    one = actor_of_user(officer())
    for who, kind, state in (
        (one, "ask", "asked"),
        (actor(fund, "treasurer"), "answer", "answered"),
        (one, "confirm", "confirmed"),
    ):
        step(found, who, kind)
        found.refresh_from_db()
        assert found.state == state and len(blocking(fund.organisation)) == 1
    step(found, one, "resolve")
    assert blocking(fund.organisation) == []
    with pytest.raises(Refused, match="SETTLED"):
        step(found, one, "ask")
    step(found, one, "note")
    assert [s.kind for s in FindingStep.objects.order_by("id")] == ["ask", "answer", "confirm", "resolve", "note"]
    assert AuditEvent.objects.filter(verb="finding.resolve", organisation=fund.organisation).count() == 1


def test_each_step_belongs_to_those_who_may_and_says_something(fund, found):
    with pytest.raises(NotAllowed):
        step(found, actor(fund, "treasurer"), "resolve")
    with pytest.raises(NotAllowed):
        step(found, actor_of_user(officer()), "answer")
    with pytest.raises(NotAllowed):
        step(found, actor_of_user(officer("10", "officer-far")), "ask")
    with pytest.raises(BadInput, match="NO_WORDS"):
        step(found, actor_of_user(officer("50", "officer-near")), "dismiss", "  ")


def test_of_two_officers_at_once_the_second_is_told_and_nothing_is_lost(found):
    one, two = actor_of_user(officer()), actor_of_user(officer("", "hq-two", "officer_hq"))
    step(found, one, "resolve", seen=0)
    with pytest.raises(Clash, match="FINDING_MOVED"):
        step(found, two, "confirm", seen=0)
    found.refresh_from_db()
    assert found.state == "resolved"


def test_an_officer_never_decides_about_their_own_house_or_the_fund_they_work_in(fund, found):
    near = officer()
    neighbour = Member.objects.filter(fund=fund).first()
    make_member(fund, "ญาติ", house=neighbour.person.household.house_no, user=near)
    with pytest.raises(NotAllowed, match="OWN_FINDING"):
        step(found, actor_of_user(near), "dismiss")
    step(found, actor_of_user(near), "note")
    sits = officer("50", "officer-sits")
    grant(sits, "auditor", date(2020, 1, 1), fund.organisation)
    with pytest.raises(NotAllowed, match="OWN_FINDING"):
        step(found, actor_of_user(sits), "resolve")


def test_the_queue_shows_the_area_by_the_filters_of_its_address_and_gives_the_same_rows_as_a_file(client, fund, found):
    far = make_fund("far", "100401")
    same_id(make_member(far, "ไกล", house="9"), make_member(far))
    verify(far)
    client.force_login(officer())
    page = client.get("/desk/findings")
    assert [r["finding"].pk for r in page.context["rows"]] == [found.pk] and page.context["sums"]["severe"] == 1
    assert client.get("/desk/findings?severity=info").context["total"] == 0
    assert client.get("/desk/findings?check=same_person_one_fund&state=open&q=mae-raem").context["total"] == 1
    assert client.get("/desk/findings?state=nonsense&severity=nonsense&province=zz").status_code == 200
    lines = client.get("/desk/findings?format=csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2 and "mae-raem" in lines[1]
    other = Finding.objects.exclude(pk=found.pk).get()
    assert client.get(f"/desk/findings/{other.pk}").status_code == 404
    client.force_login(officer("", "hq-all", "officer_hq"))
    assert client.get("/desk/findings").context["total"] == 2
    assert client.get("/desk/findings?province=10").context["total"] == 1


def test_a_name_of_another_fund_is_shown_to_nobody_who_may_not_read_that_fund(client, fund):
    other = make_fund("other", "100401")
    hidden = make_member(other, "ความลับ")
    same_id(make_member(fund), hidden)
    assert verify(fund) == ["same_person_two_funds"]
    found = Finding.objects.get()
    client.force_login(user(fund, "treasurer"))
    page = client.get(f"/f/mae-raem/findings/{found.pk}").content.decode()
    assert "สมศรี" in page and "ความลับ" not in page and "สมาชิกของกองทุนอื่น" in page
    client.force_login(officer("", "hq-all", "officer_hq"))
    assert "ความลับ" in client.get(f"/desk/findings/{found.pk}").content.decode()


def test_the_fund_reads_kind_words_and_answers_without_script(client, fund, found):
    client.force_login(user(fund, "treasurer"))
    page = client.get("/f/mae-raem/findings").content.decode()
    assert "ขอให้ช่วยดู" in page and found.check_of.kind_th in page
    address = f"/f/mae-raem/findings/{found.pk}/answer"
    refused = client.post(address, {"text": "", "seen": 0})
    assert refused.status_code == 422
    answer = client.post(address, {"text": "คนละคนกัน", "seen": 0})
    assert answer.status_code == 302
    found.refresh_from_db()
    assert found.state == "answered"
    late = client.post(address, {"text": "ตอบซ้ำ", "seen": 0})
    assert late.status_code == 422 and "ตอบซ้ำ" in late.content.decode(), "what was typed is not lost"
    client.force_login(user(fund, "collector"))
    assert client.get("/f/mae-raem/findings").status_code == 403


def test_an_officer_takes_a_step_on_the_page_and_what_is_refused_stays_typed(client, found):
    client.force_login(officer())
    address = f"/desk/findings/{found.pk}/step"
    assert client.post(address, {"kind": "ask", "text": "", "seen": 0}).status_code == 422
    assert client.post(address, {"kind": "ask", "text": "ขอดูบัตร", "seen": 0}).status_code == 302
    moved = client.post(address, {"kind": "note", "text": "ของฉัน", "seen": 0})
    assert moved.status_code == 422 and "ของฉัน" in moved.content.decode()


def test_anybody_who_reads_may_run_the_checks_and_headquarters_changes_them(client, fund, found):
    client.force_login(user(fund, "auditor"))
    assert client.post("/f/mae-raem/findings/run").status_code == 302
    assert AuditEvent.objects.filter(verb="fund.verify").count() == 1
    client.force_login(officer())
    assert client.get("/desk/checks").status_code == 200 and client.get("/desk/checks/cash_kept").status_code == 403
    assert "พ.ศ. 2527" in client.get("/desk/checks").content.decode()  # a year, not 2,527
    client.force_login(officer("", "hq-all", "officer_hq"))
    assert client.get("/desk/checks/no-such").status_code == 404
    form = {"severity": "warn", "is_on": "on", "limit_satang": "30,000", "days": "60"}
    assert client.post("/desk/checks/cash_kept", form).status_code == 302
    assert client.post("/desk/checks/cash_kept", {**form, "days": "-3"}).status_code == 422
    found.check_of.refresh_from_db()
    assert "30,000" in client.get("/desk/checks").content.decode()


def test_the_desk_counts_severe_findings_and_a_funds_file_lists_them(client, fund, found):
    client.force_login(officer())
    assert "ข้อค้นพบร้ายแรง" in client.get("/desk").content.decode()
    assert found.check_of.name_th in client.get("/desk/funds/mae-raem").content.decode()
