"""The example fund: two years through the real actions, made once, kept afterwards, and sound to the satang."""

import json
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.test import Client

from chumchon.access.models import Grant, User
from chumchon.access.queries import actor_of_user
from chumchon.funds.demo.cast import FUND_USERS, OFFICERS, PASSWORD, PIN
from chumchon.funds.demo.opening import first_day, pieces
from chumchon.funds.demo.story import months
from chumchon.funds.models import (
    AgreementVersion,
    CashDraft,
    CollectionSheet,
    Contribution,
    CutOffSheet,
    FiscalYear,
    Fund,
    Member,
)
from chumchon.funds.queries.home import home_of
from chumchon.ledger.models import Book, Entry, Receipt
from chumchon.ledger.queries import balances
from chumchon.ledger.verify import verify_book
from chumchon.matching.models import Ending
from chumchon.web.demo import chapters
from tests.factories import make_fund

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The whole story, told once for this file: the answer of the command as JSON. Taken back at the end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        out = StringIO()
        call_command("demo", "--no-serve", "--json", f"--today={TODAY}", stdout=out)
        yield json.loads(out.getvalue())
        transaction.set_rollback(True)


@pytest.fixture
def world(told, django_db_blocker):
    """The story's database, each test's own changes taken back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield told
        transaction.set_rollback(True)


def test_the_book_holds_to_the_satang_and_both_years_are_closed(world):
    book = Book.objects.get(organisation__code="mae-raem")
    assert verify_book(book).broken == []
    years = list(FiscalYear.objects.order_by("year_be").values_list("year_be", flat=True))
    assert years == [2568, 2569] and book.closed_through == date(2026, 9, 30)
    assert CutOffSheet.objects.get().state == "signed"


def test_two_agreements_are_in_force_and_a_third_is_a_draft(world):
    rows = AgreementVersion.objects.order_by("effective_from").values_list("state", "number", "effective_from")
    founded = Fund.objects.get(organisation__code="mae-raem").organisation.opened_on
    assert list(rows)[:2] == [("in_force", 1, founded), ("in_force", 2, date(2025, 10, 1))]
    assert [state for state, _, _ in rows][2:] == ["draft"]


def test_there_is_enough_of_everything_to_look_at(world):
    fund = Fund.objects.get(organisation__code="mae-raem")
    assert fund.village_count == 7 and Member.objects.count() >= 300
    assert set(Member.objects.values_list("status", flat=True)) >= {"active", "left", "died"}
    assert Receipt.objects.count() > 2000
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert kinds >= {"opening", "contribution", "income", "expense", "transfer", "cancel", "closing"}
    assert Contribution.objects.filter(reverses__isnull=False).count() == 1
    incomes = set(
        Book.objects.get(organisation__code="mae-raem")
        .accounts.filter(lines__isnull=False)
        .values_list("code", flat=True)
    )
    assert incomes >= {"1020", "1021", "4010", "4020", "4030", "4040", "4060", "4070", "5200", "5290"}


def test_today_one_sheet_lies_open_and_one_draft_waits(world):
    sheet = CollectionSheet.objects.get(state="open")
    home = home_of(Fund.objects.get(organisation__code="mae-raem"), TODAY)
    assert sheet.day == TODAY and sheet.takings.exists()
    assert (home.waiting, len(home.open_sheets), home.cut_off) == (1, 1, "signed")
    assert home.cash_satang > 0 and 0 < home.overdue < home.active / 4
    assert CashDraft.objects.filter(state="posted").count() > 40


def test_every_role_may_sign_in_with_what_was_printed(world, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    told = {name for chapter in chapters() for name, _ in chapter.SIGN_INS}
    named = {row["username"] for row in world["sign_ins"]}
    assert named == {*FUND_USERS, "member", *(name for name, *_ in OFFICERS), *told}
    for row in world["sign_ins"]:
        user = User.objects.get(username=row["username"])
        assert user.check_password(PASSWORD) and actor_of_user(user).grants
        assert not row["pin"] or check_password(PIN, user.pin_hash)
        assert "m=8," not in user.pin_hash + user.password, "the light hashes of the story are gone"
    assert set(Grant.objects.values_list("role", flat=True)) >= {"chair", "treasurer", "auditor", "member", "admin"}


def test_the_pages_of_the_fund_open_for_those_who_sign_in(world):
    for username, address in (
        ("treasurer", "/f/mae-raem/"), ("auditor", "/f/mae-raem/"), ("member", "/me/passbook"), ("officer", "/desk"),
        ("chair", "/f/mae-raem/settings"), ("treasurer", "/f/mae-raem/cutoff"),
    ):  # fmt: skip
        client = Client()
        client.force_login(User.objects.get(username=username))
        assert client.get(address, follow=True).status_code == 200, address


def test_a_small_fund_ended_in_its_neighbour_and_both_books_hold(world):
    ending = Ending.objects.get()
    assert ending.state == "done" and ending.maker_id != ending.checker_id
    old, share = ending.predecessor, ending.shares.get()
    books = [Book.objects.get(organisation=o) for o in (old, share.successor)]
    assert all(verify_book(book).ok for book in books) and not any(balances(books[0]).values())
    assert (share.moved, share.satang) == (3, 742_050) and old.closed_on == ending.day
    assert Member.objects.filter(fund__organisation=share.successor, status="active").count() == 5
    client = Client()
    client.force_login(User.objects.get(username="region"))
    assert "7,420.50" in client.get(f"/desk/endings/{ending.pk}").content.decode()


def test_a_second_run_changes_nothing(world):
    before = (Entry.objects.count(), Member.objects.count(), User.objects.count())
    call_command("demo", "--no-serve", stdout=StringIO())
    assert (Entry.objects.count(), Member.objects.count(), User.objects.count()) == before


@pytest.mark.django_db
def test_a_database_with_real_data_gets_no_user_whose_password_everybody_knows():
    make_fund("real-fund")
    with pytest.raises(CommandError) as refused:
        call_command("demo", "--no-serve")
    assert refused.value.returncode == 2 and not User.objects.filter(username="admin").exists()


def test_the_story_begins_two_whole_fiscal_years_ago_and_never_before_the_register():
    assert first_day(date(2026, 11, 24)) == first_day(date(2027, 9, 30)) == date(2024, 10, 1)
    assert first_day(date(2026, 9, 30)) == first_day(date(2025, 1, 1)) == date(2024, 10, 1)
    assert first_day(date(2030, 10, 1)) == date(2028, 10, 1)
    assert len(months(TODAY)) == 26 and months(TODAY)[-1] == date(2026, 11, 1)


def test_cash_is_counted_in_the_fewest_pieces():
    assert pieces(188_775) == {
        "100000": 1,
        "50000": 1,
        "10000": 3,
        "5000": 1,
        "2000": 1,
        "1000": 1,
        "500": 1,
        "200": 1,
        "50": 1,
        "25": 1,
    }
