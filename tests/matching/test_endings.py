"""Funds that merge or split: members go with their years, the book is emptied on both sides, and nothing is half done."""

import random
import uuid
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from chumchon.access.models import Organisation
from chumchon.funds.actions.members import die, enrol
from chumchon.funds.models import BenefitHistory, CollectionSheet, Contribution, Fund, ImportBatch, Member
from chumchon.funds.queries.agreements import parsed, version_on
from chumchon.funds.queries.benefit_history import seal_past
from chumchon.funds.queries.records import used_of
from chumchon.funds.queries.reports import histories
from chumchon.funds.rules.membership import FundMemberFacts
from chumchon.funds.rules.reports_members import full_year
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Entry
from chumchon.ledger.queries import balances
from chumchon.ledger.rules import Draft, Posting
from chumchon.matching.actions import debts, endings, paying, settling
from chumchon.matching.actions.endings import ShareFacts
from chumchon.matching.models import Ending, Round
from chumchon.matching.queries.counting import count_fund
from chumchon.matching.queries.debts import owed
from chumchon.matching.queries.endings import blockers, plan_of
from chumchon.nation.actions.facts import refresh_books
from chumchon.nation.models import Figure
from chumchon.people.protect import index
from chumchon.thai import citizen
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.matching.world import (
    as_,
    book,
    budget,
    hq,
    make_round,
    match_fund,
    money,
    province,
    refused,
    region,
    sound,
    through,
)

YEAR = 36_500


@pytest.fixture
def old(db):
    fund = match_fund("old", "500705")
    money(fund, 100_001)
    money(fund, 5_000, "1010")
    return fund


@pytest.fixture
def new(db):
    return match_fund("new", "500706", members=2)


def merge(old, new, **facts):
    return endings.propose(
        old.organisation, "merge", facts.pop("day", TODAY), "ประชุม 1 พ.ย. 2569 เห็นชอบ 80 จาก 90 คน",
        [ShareFacts(new.organisation, **facts)], province(), NOW, TODAY,
    )  # fmt: skip


def test_a_fund_that_merges_hands_over_every_baht_and_its_book_is_closed_for_ever(old, new):
    made = endings.approve(merge(old, new).pk, region(), NOW, TODAY)
    assert made.state == "done" and sound(book(old), book(new))
    assert not any(balances(book(old)).values())
    there = balances(book(new))
    assert (there["1020"], there["3010"], there["1010"]) == (105_001, -105_001, 0)
    entry = Entry.objects.get(book=book(new))
    assert (entry.actor.username, entry.checker.username) == ("province-50", "region-R1")
    old.organisation.refresh_from_db()
    assert old.organisation.closed_on == TODAY and book(old).ended_on == TODAY
    with refused("BOOK_ENDED"):
        money(old)
    with refused("FUND_ENDED"):
        enrol(old, actor(old, "secretary"), FundMemberFacts("ใหม่", TODAY), TODAY, NOW)


def test_the_database_itself_takes_no_entry_into_a_book_that_ended(old, new):
    endings.approve(merge(old, new).pk, region(), NOW, TODAY)
    last = Entry.objects.filter(book=book(old)).order_by("-number").first()
    last.pk, last.number, last.day, last.idempotency_key = None, last.number + 1, date(2027, 1, 1), uuid.uuid4()
    with pytest.raises(DatabaseError, match="ended"), transaction.atomic():
        last.save(force_insert=True)
    ended = book(old)
    ended.ended_on = None
    with pytest.raises(DatabaseError, match="ended"), transaction.atomic():
        ended.save(update_fields=["ended_on"])


def test_members_go_with_their_years_their_number_where_it_is_free_and_what_they_paid(old, new):
    first = Member.objects.filter(fund=old).order_by("id").first()
    taken = Member.objects.filter(fund=new).order_by("id").first()
    Member.objects.filter(pk=taken.pk).update(number=first.number, number_key=first.number_key)
    endings.approve(merge(old, new).pk, region(), NOW, TODAY)
    came = Member.objects.get(moved_from=first)
    assert (came.joined_on, came.paid_until, came.person_id) == (first.joined_on, first.paid_until, first.person_id)
    assert came.fund == new and came.number not in ("", first.number)
    first.refresh_from_db()
    assert first.status == "left" and first.events.latest("id").kind == "move_on"
    event = came.events.get()
    assert event.kind == "move_in" and first.number in event.reason and old.name_th in event.reason
    assert Member.objects.filter(fund=new, status="active").count() == 6


def test_nobody_is_counted_twice_on_any_day_and_the_years_in_the_old_fund_count(old, new):
    endings.approve(merge(old, new).pk, region(), NOW, TODAY)
    there, gone = histories(new), histories(old)
    before, after = date(2026, 9, 30), date(2026, 12, 1)
    assert [sum(h.present_on(d) for h in there) for d in (before, after)] == [2, 6]
    assert [sum(h.present_on(d) for h in gone) for d in (before, after)] == [4, 0]
    came = next(h for h in there if h.moved_in)
    assert came.member_since(after) == date(2015, 1, 1) and full_year(came, after)


def test_the_fund_that_went_on_asks_for_the_members_who_came(old, new):
    endings.approve(merge(old, new).pk, region(), NOW, TODAY)
    tally = count_fund(new, make_round())
    assert tally.asking == 6 and tally.figures["members_now"] == 6


def test_the_fund_that_ended_is_offered_no_round_and_reads_who_asks_now(old, new, client, monkeypatch):
    for module in ("chumchon.matching.views.fund", "chumchon.access.http"):
        monkeypatch.setattr(f"{module}.today", lambda: TODAY, raising=False)
    make_round()
    endings.approve(merge(old, new).pk, region(), NOW, TODAY)
    as_(client, "treasurer-old")
    listed, one = (client.get(f"/f/old/match{path}").content.decode() for path in ("", "/2570-1"))
    for page in (listed, one):
        assert f"ให้{new.name_th}เป็นผู้ขอ" in page and "นับและทำร่างคำขอ" not in page
    assert "เปิดรับ" not in listed
    as_(client, "treasurer-new")
    assert "นับและทำร่างคำขอ" in client.get("/f/new/match/2570-1").content.decode()


def test_whoever_was_in_both_funds_has_one_membership_with_the_earlier_joining(old, new):
    number = citizen.synthetic(random.Random("both"))
    for fund, joined in ((old, date(2012, 1, 1)), (new, date(2019, 1, 1))):
        member = make_member(fund, "สองกองทุน", joined_on=joined, legacy_satang=1000)
        person = member.person
        person.citizen_index = index(number)
        person.save()
    made = merge(old, new)
    assert plan_of(made).shares[0].doubles == 1
    endings.approve(made.pk, region(), NOW, TODAY)
    one = Member.objects.get(fund=new, person__first_name="สองกองทุน")
    assert (one.joined_on, one.legacy_satang) == (date(2012, 1, 1), 2000)
    assert one.events.get().kind == "change" and one.moved_from.fund == old


def test_a_split_shares_money_by_the_members_who_come_to_the_satang(old):
    one, two = match_fund("one", "500706", members=0), match_fund("two", "500701", members=0)
    villages = list(old.members.order_by("village__number").values_list("village_id", flat=True))
    made = endings.propose(
        old.organisation, "split", TODAY, "มติ 1/2569",
        [ShareFacts(one.organisation), ShareFacts(two.organisation, villages=tuple(villages[3:]))], province(), NOW, TODAY,
    )  # fmt: skip
    assert not blockers(made, TODAY)
    plan = plan_of(made)
    assert [s.members for s in plan.shares] == [3, 1] and sum(s.part.cash_satang for s in plan.shares) == 105_001
    endings.approve(made.pk, region(), NOW, TODAY)
    assert [balances(book(f))["1020"] for f in (one, two)] == [78_751, 26_250]
    assert [balances(book(f))["3010"] for f in (one, two)] == [-78_751, -26_250]
    assert [f.members.count() for f in (one, two)] == [3, 1]
    counts = [Fund.objects.get(pk=f.pk).village_count - f.village_count for f in (one, two)]
    assert counts == [6, 1], "a village of the old fund goes to one successor, as its members do"
    assert sound(book(old), book(one), book(two)) and not any(balances(book(old)).values())


def test_a_split_to_which_nobody_goes_waits_for_its_villages(old):
    one, two = match_fund("one", "500706", members=0), match_fund("two", "500701", members=0)
    shares = [ShareFacts(one.organisation), ShareFacts(two.organisation)]
    made = endings.propose(old.organisation, "split", TODAY, "มติ", shares, province(), NOW, TODAY)
    with refused("NOT_READY") as stop:
        endings.approve(made.pk, region(), NOW, TODAY)
    assert "NOBODY_COMES" in stop.value.en


def test_over_match_goes_with_the_fund_and_comes_back_from_the_next_match(old, new):
    request = through(old, make_round())
    Round.objects.update(state="closed")
    settling.settle_round(request.round.code, hq(), NOW, TODAY)
    budget()
    paying.pay(request.pk, hq("hq2"), NOW, TODAY)
    die(Member.objects.filter(fund=old).first(), actor(old, "secretary"), date(2026, 9, 1), "แจ้งช้า", TODAY, NOW)
    debts.note_over_match(Round.objects.get(), hq(), NOW, TODAY)
    made = merge(old, new)
    assert plan_of(made).debt_satang == YEAR
    endings.approve(made.pk, region(), NOW, TODAY)
    assert (owed(old.organisation_id), owed(new.organisation_id)) == (0, YEAR)
    assert balances(book(new))["2020"] == -YEAR and not any(balances(book(old)).values())
    assert sound(book(old), book(new))
    assert Member.objects.filter(fund=new).count() == 5  # the dead one stays in the old register


def test_what_was_used_of_a_benefit_in_the_old_fund_counts_against_the_cap_of_the_new(old, new):
    member = Member.objects.filter(fund=old).first()
    uid = uuid.uuid4()
    batch = ImportBatch.objects.create(
        fund=old, kind="benefits", file_name="x.csv", sha256="0" * 64, actor=user(old, "treasurer"), at=NOW
    )  # fmt: skip
    BenefitHistory.objects.create(
        uid=uid, member=member, satang=40_000, at=NOW, batch=batch, row_number=1,
        facts_sealed=seal_past(uid, "hospital", date(2026, 3, 1), date(2026, 3, 5), 4),
    )  # fmt: skip
    endings.approve(merge(old, new).pk, region(), NOW, TODAY)
    came = Member.objects.get(moved_from=member)
    used = used_of(came, parsed(version_on(new, TODAY)))
    assert [u.benefit for u in used] == ["hospital"]


def test_the_maker_does_not_approve_and_of_two_answers_one_is_told(old, new):
    made = endings.propose(
        old.organisation, "merge", TODAY, "มติ", [ShareFacts(new.organisation)], region(), NOW, TODAY
    )  # fmt: skip
    with refused("SAME_PERSON"):
        endings.approve(made.pk, region(), NOW, TODAY)
    endings.refuse(made.pk, hq(), "ยังไม่มีรายงานการประชุม", NOW, TODAY)
    with refused("ANSWERED"):
        endings.approve(made.pk, hq("hq2"), NOW, TODAY)
    assert not book(old).ended_on and Member.objects.filter(fund=old, status="active").count() == 4


@pytest.mark.parametrize(("kind", "successors", "code"), [
    ("merge", ["new", "third"], "BAD_SUCCESSION"), ("split", ["new"], "BAD_SUCCESSION"), ("merge", ["old"], "BAD_SUCCESSION"),
    ("split", ["new", "new"], "BAD_SUCCESSION"), ("close", ["new"], "BAD_SUCCESSION"),
])  # fmt: skip
def test_successors_that_make_no_sense_are_refused_with_what_to_choose(old, new, kind, successors, code):
    third = match_fund("third", "500701")
    known = {"old": old, "new": new, "third": third}
    shares = [ShareFacts(known[s].organisation) for s in successors]
    with refused(code):
        endings.propose(old.organisation, kind, TODAY, "มติ", shares, province(), NOW, TODAY)


def test_everything_that_stands_in_the_way_is_said_at_once_and_nothing_moves(old, new):
    made = merge(old, new, day=date(2026, 10, 1))
    money(old)  # on 1 October: not after the day
    assert not Ending.objects.get(pk=made.pk).entry
    CollectionSheet.objects.create(
        fund=old, village=old.organisation.subdistrict.villages.first(), day=TODAY, collector=user(old, "collector")
    )  # fmt: skip
    Organisation.objects.filter(pk=new.organisation_id).update(closed_on=TODAY)
    with posting(book(old).pk, NOW) as session:
        lines = (Posting("1020", 100), Posting("4070", -100))
        session.post(
            Draft(
                day=TODAY, kind="income", memo="ช้า", source="draft", actor_id=user(old, "chair").pk, lines=lines,
                idempotency_key=uuid.uuid4(),
            )
        )  # fmt: skip
    with refused("NOT_READY") as stop:
        endings.approve(made.pk, region(), NOW, TODAY)
    for code in ("OPEN_SHEETS", "LATER_ENTRIES", "SUCCESSOR_ENDED"):
        assert code in stop.value.en
    assert Member.objects.filter(fund=old, status="active").count() == 4 and not book(old).ended_on


def test_a_day_that_has_not_come_waits_for_its_day(old, new):
    made = merge(old, new, day=date(2026, 12, 31))
    with refused("NOT_READY") as stop:
        endings.approve(made.pk, region(), NOW, TODAY)
    assert "NOT_YET" in stop.value.en


def test_an_officer_of_another_province_neither_writes_nor_approves(old, new):
    with refused("NOT_ALLOWED"):
        endings.propose(
            old.organisation, "merge", TODAY, "มติ", [ShareFacts(new.organisation)], province("57"), NOW, TODAY
        )
    with refused("NOT_ALLOWED"):
        endings.approve(merge(old, new).pk, region("R2"), NOW, TODAY)


def test_the_officers_walk_from_the_funds_file_to_the_end(old, new, client, monkeypatch):
    for module in ("chumchon.matching.views.endings", "chumchon.access.http"):
        monkeypatch.setattr(f"{module}.today", lambda: TODAY, raising=False)
    province(), region()
    page = as_(client, "province-50").get(f"/desk/endings/new?fund={old.code}")
    assert new.name_th in page.content.decode()
    sent = {
        "fund": old.code, "kind": "merge", "day": "24/11/2569", "resolution_th": "ประชุม 1 พ.ย. เห็นชอบ", "to_1": "new"
    }  # fmt: skip
    bad = client.post("/desk/endings/new", {**sent, "to_2": "new"})
    assert bad.status_code == 422 and "รวมต้องเลือกกองทุนที่รับต่อหนึ่งกองทุน" in bad.content.decode()
    answer = client.post("/desk/endings/new", sent)
    made = Ending.objects.get()
    assert answer.url == f"/desk/endings/{made.pk}"
    page = client.get(answer.url).content.decode()
    assert "1,050.01" in page and 'value="approve"' not in page
    client.post(f"{answer.url}/shares", {"s1-account": "1010"})
    assert made.shares.get().account.code == "1010"
    assert "รวมหรือแยกกองทุนรออนุมัติ" in client.get("/desk").content.decode()
    as_(client, "region-R1")
    assert 'value="approve"' in client.get(answer.url).content.decode()
    client.post(f"{answer.url}/decide", {"what": "approve"})
    made.refresh_from_db()
    assert made.state == "done" and balances(book(new))["1010"] == 105_001
    page = client.get(answer.url).content.decode()
    assert "1,050.01" in page and f"/f/new/book/entries/{made.shares.get().entry.number}" in page
    assert "สิ้นสุดตั้งแต่" in client.get(f"/desk/funds/{old.code}").content.decode()
    listed = client.get("/desk/endings?state=done&q=" + old.code).content.decode()
    assert "1 เรื่อง" in listed
    assert client.get("/desk/endings?format=csv").status_code == 200


def test_a_fund_that_ended_is_none_in_the_nations_count_and_whom_it_helped_stays_helped(old, new):
    money(new)
    endings.approve(merge(old, new).pk, region(), NOW, TODAY)
    refresh_books(date(2026, 12, 15))
    rows = Figure.objects.filter(origin="books", area="", measure_id__in=("funds", "members")).order_by("as_of")
    said = {(f.measure_id, f.as_of): f.value for f in rows}
    assert said["funds", date(2026, 10, 1)] == 2 and said["funds", date(2026, 12, 1)] == 1
    assert said["members", date(2026, 12, 1)] == 6
    assert not Contribution.objects.exists()
