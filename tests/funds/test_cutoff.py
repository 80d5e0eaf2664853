"""The cut-off sheet: counted, mended, signed by two people, posted once."""

import threading
import uuid
from datetime import date

import pytest
from django.db import connections
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from chumchon.funds.actions import committee, cutoff
from chumchon.funds.actions.cutoff import Standing
from chumchon.funds.models import CutOffSheet, Fund, MemberEvent
from chumchon.funds.rules.cutoff import PIECES, OpeningLine, counted_satang, opening_postings
from chumchon.funds.rules.fund import BankFacts
from chumchon.ledger.actions import posting
from chumchon.ledger.models import Book, Entry
from chumchon.ledger.queries import balances
from chumchon.ledger.rules import Draft, Posting
from chumchon.thai.errors import NotAllowed, Plain
from tests.factories import NOW, TODAY, actor, make_fund, make_member, user
from tests.funds.test_receipts import take

DAY = date(2026, 9, 30)
COUNT = {"100000": 1, "50000": 2, "25": 3}  # 2,000.75 baht


@pytest.fixture
def bank(fund):
    return committee.add_bank_account(fund, BankFacts("ออมสิน", "0201234567", "กองทุน"), actor(fund, "chair"), NOW, TODAY)


def save(fund, counted=COUNT, amounts=None, on=DAY, role="treasurer"):
    said = {"1020": 9_000_050, "2010": 50_000} if amounts is None else amounts
    return cutoff.save_draft(fund, on, counted, said, actor(fund, role), NOW, TODAY)


def sign(fund, witness="chair-mae-raem", secret="123456"):
    return cutoff.sign(fund, actor(fund, "treasurer"), witness, secret, NOW, TODAY)


def test_two_people_sign_and_the_book_begins_with_what_was_counted(fund, bank):
    save(fund)
    entry = sign(fund)
    book = Book.objects.get()
    moved = {code: satang for code, satang in balances(book).items() if satang}
    assert moved == {"1010": 200_075, "1020": 9_000_050, "2010": -50_000, "3020": -9_150_125}
    assert (entry.kind, entry.day, entry.number) == ("opening", DAY, 1)
    assert (entry.actor, entry.checker) == (user(fund, "treasurer"), user(fund, "chair"))
    sheet = CutOffSheet.objects.get()
    assert (sheet.state, sheet.entry, Fund.objects.get().cut_off_day) == ("signed", entry, DAY)


def test_signed_is_signed(fund, bank):
    save(fund)
    sign(fund)
    member = make_member(fund)
    for attempt in (
        lambda: save(fund),
        lambda: sign(fund),
        lambda: cutoff.set_standings(fund, {member.id: Standing(DAY)}, actor(fund, "treasurer"), NOW, TODAY),
    ):
        with pytest.raises(Plain, match="SIGNED"):
            attempt()
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("witness", "secret", "code"),
    [
        ("treasurer-mae-raem", "123456", "SAME_PERSON"),
        ("chair-mae-raem", "654321", "WRONG_PIN"),
        ("auditor-mae-raem", "123456", "NOT_ALLOWED"),
        ("nobody", "123456", "WRONG_PIN"),
    ],
)
def test_without_a_second_person_nothing_is_posted(fund, bank, witness, secret, code):
    save(fund)
    with pytest.raises(Plain, match=code):
        sign(fund, witness, secret)
    assert not Entry.objects.exists() and CutOffSheet.objects.get().state == "draft"


def test_paid_untils_are_frozen_as_events_and_a_blank_one_is_the_day_before_joining(fund, bank):
    paid, blank = make_member(fund), make_member(fund, paid_until=None, joined_on=date(2020, 3, 1))
    later = make_member(fund, paid_until=None, joined_on=date(2026, 10, 5))
    save(fund)
    cutoff.set_standings(fund, {paid.id: Standing(DAY, 300_000)}, actor(fund, "treasurer"), NOW, TODAY)
    sign(fund)
    for member in (paid, blank, later):
        member.refresh_from_db()
    assert (paid.paid_until, paid.legacy_satang) == (DAY, 300_000)
    assert blank.paid_until == date(2020, 2, 29)
    assert later.paid_until == date(2026, 10, 4)
    events = {e.member_id: e.after for e in MemberEvent.objects.filter(kind="cut_off")}
    assert events == {
        paid.id: {"paid_until": "2026-09-30", "legacy_satang": 300_000},
        blank.id: {"paid_until": "2020-02-29", "legacy_satang": 0},
        later.id: {"paid_until": "2026-10-04", "legacy_satang": 0},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("standing", "code"),
    [
        (Standing(date(2014, 12, 29)), "BAD_PAID_UNTIL"),
        (Standing(date(2099, 1, 1)), "BAD_PAID_UNTIL"),
        (Standing(DAY, -1), "BELOW_ZERO"),
    ],
)
def test_one_wrong_line_keeps_the_whole_page_as_it_was(fund, standing, code):
    good, bad = make_member(fund), make_member(fund)
    with pytest.raises(Plain, match=code):
        cutoff.set_standings(fund, {good.id: Standing(DAY), bad.id: standing}, actor(fund, "treasurer"), NOW, TODAY)
    good.refresh_from_db()
    assert good.paid_until == date(2026, 10, 31)


def test_the_cut_off_day_lies_before_the_first_entry(fund, bank):
    lines = (Posting("1010", 100), Posting("4070", -100))
    with posting(Book.objects.get().id, NOW) as session:
        session.post(Draft(DAY, "income", "บริจาค", lines, "test", user(fund, "treasurer").id, uuid.uuid4()))
    save(fund)
    with pytest.raises(Plain, match="ENTRIES_BEFORE"):
        sign(fund)
    save(fund, on=date(2026, 9, 29))
    assert sign(fund).number == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on": date(2027, 1, 1)}, "FUTURE_DATE"),
        ({"on": date(2009, 1, 1)}, "BEFORE_FOUNDING"),
        ({"counted": {"3000": 1}}, "BAD_COUNT"),
        ({"counted": {"100": -1}}, "BAD_COUNT"),
        ({"amounts": {"1020": -1}}, "BELOW_ZERO"),
        ({"amounts": {"4010": 5}}, "NO_ACCOUNT"),
    ],
)
def test_a_draft_that_cannot_be_right_is_refused(fund, bank, changes, code):
    with pytest.raises(Plain, match=code):
        save(fund, **changes)
    assert not CutOffSheet.objects.exists()


def test_cash_that_a_file_named_must_be_counted_before_signing(fund):
    CutOffSheet.objects.create(fund=fund, day=DAY, amounts={"1010": 200_075})
    with pytest.raises(Plain, match="NOT_COUNTED"):
        sign(fund)
    save(fund, counted={}, amounts={})
    assert CutOffSheet.objects.get().amounts == {"1010": 200_075}, "saving without a count loses nothing"
    save(fund, amounts={})
    sign(fund)
    assert balances(Book.objects.get())["1010"] == 200_075


def test_an_empty_sheet_has_nothing_to_sign(fund):
    with pytest.raises(Plain, match="NO_SHEET"):
        sign(fund)
    save(fund, counted={}, amounts={})
    with pytest.raises(Plain, match="NOTHING_TO_OPEN"):
        sign(fund)


def test_only_who_keeps_the_book_makes_the_sheet(fund, bank):
    for role in ("auditor", "collector", "chair"):
        with pytest.raises(NotAllowed):
            save(fund, role=role)


@given(st.dictionaries(st.sampled_from(PIECES), st.integers(0, 10_000)))
def test_notes_and_coins_sum_to_the_satang(pieces):
    assert counted_satang({str(s): n for s, n in pieces.items()}) == sum(s * n for s, n in pieces.items())


@given(st.lists(st.tuples(st.integers(0, 10**12), st.booleans()), min_size=1, max_size=30))
def test_an_opening_entry_sums_to_zero_whatever_was_counted(amounts):
    lines = [OpeningLine(str(1000 + i), "", satang, debt) for i, (satang, debt) in enumerate(amounts)]
    if any(satang for satang, _ in amounts):
        made = opening_postings(lines)
        assert sum(p.satang for p in made) == 0 and all(p.satang for p in made)
    else:
        with pytest.raises(Plain, match="NOTHING_TO_OPEN"):
            opening_postings(lines)


@pytest.fixture
def desk(fund):
    client = Client()
    client.force_login(user(fund, "treasurer"))
    return client


def test_on_the_screen_the_sheet_goes_from_count_to_signature_and_paper(fund, bank, desk):
    member, blank = make_member(fund), make_member(fund, paid_until=None)
    page = f"/f/{fund.code}/cutoff"
    assert desk.get(page + "/paper").status_code == 404
    wrong = desk.post(page + "/save", {"day": "30/9/2569", "piece_100000": "หนึ่ง"})
    assert wrong.status_code == 422 and "ใส่จำนวนเป็นตัวเลข" in wrong.content.decode()
    said = {"day": "30/9/2569", "piece_100000": "๑", "piece_50000": "2", "amount_1020": "90,000.50"}
    assert desk.post(page + "/save", said).status_code == 302
    unread = desk.post(page + "/members/1", {f"until-{member.id}": "เมื่อวาน"})
    assert unread.status_code == 422 and "อ่านวันที่" in unread.content.decode()
    legacy = {f"legacy-{member.id}": "1,200", "fill": "31/8/2569"}
    assert desk.post(page + "/members/1", legacy).status_code == 302
    member.refresh_from_db(), blank.refresh_from_db()
    assert (member.paid_until, member.legacy_satang, blank.paid_until) == (
        date(2026, 10, 31),
        120_000,
        date(2026, 8, 31),
    )
    refused = desk.post(page + "/sign", {"witness": "chair-mae-raem", "secret": "000000"})
    assert refused.status_code == 422 and "ไม่ถูก" in refused.content.decode()
    assert desk.post(page + "/sign", {"witness": "chair-mae-raem", "secret": "123456"}).status_code == 302
    assert "92,000.50" in desk.get(page).content.decode()
    assert desk.get(page + "/paper").content.startswith(b"%PDF")


def test_on_the_screen_an_auditor_reads_and_changes_nothing(fund, bank):
    member = make_member(fund)
    save(fund)
    client = Client()
    client.force_login(user(fund, "auditor"))
    page = f"/f/{fund.code}/cutoff"
    assert "<input id=" not in client.get(page).content.decode()
    assert client.get(page + "/members/1").status_code == 200
    for address, said in (
        (page + "/save", {}),
        (page + "/sign", {}),
        (page + "/members/1", {f"legacy-{member.id}": "5"}),
    ):
        assert client.post(address, said).status_code == 403
    member.refresh_from_db()
    assert member.legacy_satang == 0


def test_the_signed_sheet_shows_what_was_signed_whatever_was_paid_since(fund, bank, desk):
    member = make_member(fund, paid_until=date(2026, 9, 30))
    save(fund)
    sign(fund)
    member.paid_until = date(2027, 9, 30)
    member.save()
    make_member(fund, name="มาทีหลัง")
    page = desk.get(f"/f/{fund.code}/cutoff/members/1").content.decode()
    assert "30 ก.ย. 69" in page and "30 ก.ย. 70" not in page and "มาทีหลัง" not in page


def test_who_paid_before_the_sheet_was_signed_stands_on_it_as_before_the_receipt(fund, bank):
    paid, other = make_member(fund), make_member(fund, name="อีกคน", paid_until=DAY)
    stood = paid.paid_until
    save(fund)
    take(fund, [paid])
    paid.refresh_from_db()
    assert paid.paid_until > stood
    sign(fund)
    events = {e.member_id: e.after["paid_until"] for e in MemberEvent.objects.filter(kind="cut_off")}
    assert events == {paid.id: stood.isoformat(), other.id: "2026-09-30"}
    until = paid.paid_until
    paid.refresh_from_db()
    assert paid.paid_until == until


@pytest.mark.django_db(transaction=True)
def test_two_who_sign_at_the_same_moment_post_one_entry():
    fund = make_fund("cut-off-race", "500703")
    save(fund, amounts={})
    people = actor(fund, "treasurer"), actor(fund, "chair")
    answers, start = [], threading.Barrier(2)

    def run():
        start.wait()
        try:
            answers.append(str(cutoff.sign_with(fund, *people, NOW, TODAY).number))
        except Plain as refused:
            answers.append(refused.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(answers) == ["1", "SIGNED"] and Entry.objects.count() == 1
