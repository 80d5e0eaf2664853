"""Books as columns: what close-nation says from them is what the books say, to the satang; stopped it goes on."""

import json
import random
import uuid
from datetime import date, timedelta

import duckdb
import pytest
from django.core.management import CommandError, call_command

from chumchon.access.models import AuditEvent
from chumchon.funds.actions.contributions import Payment, post_contributions
from chumchon.funds.models import Fund, Member
from chumchon.ledger.models import Book
from chumchon.ledger.queries import balances, cash_accounts
from chumchon.nation.columns import export
from chumchon.nation.columns.close import close_nation
from chumchon.nation.columns.layout import Rules, source
from tests.access import addresses
from tests.factories import NOW, actor, make_fund, make_member

pytestmark = pytest.mark.django_db
YEAR = 2570
ALL = Rules(full_year_satang=3000)


def pay(fund: Fund, member: Member, satang: int, day: date, kind: str = "due") -> None:
    since = Member.objects.get(pk=member.pk).paid_until + timedelta(days=1)
    span = (None, None) if kind == "entry_fee" else (since, since + timedelta(days=29))
    payment = Payment(member.pk, kind, satang, *span)
    post_contributions(fund, actor(fund, "treasurer"), None, day, [payment], uuid.uuid4(), "เงินสมทบ", "test", "", NOW)


@pytest.fixture
def funds(db):
    """Two books in two provinces with dues, an entry fee, an opening, claims paid, of this fiscal year and the one before."""
    made = [make_fund(), make_fund("far", "100401")]
    chance = random.Random(3)
    for fund in made:
        addresses.fill(fund)
        for i in range(4):
            member = make_member(fund, f"ใจ{i}", village=1 + i)
            pay(fund, member, chance.randrange(1, 60) * 100, date(2026, 9, 20 + i))
            pay(fund, member, 3100, date(2026, 10, 5 + i))
        pay(fund, member, 2000, date(2026, 10, 9), "entry_fee")
    return made


def money(fund: Fund, until: date) -> int:
    book = Book.objects.get(organisation=fund.organisation)
    stood, cash = balances(book, until), set(cash_accounts(book).values_list("code", flat=True))
    return sum(satang for code, satang in stood.items() if code in cash)


def test_what_the_columns_say_is_what_the_books_say_to_the_satang(funds, tmp_path):
    call_command("columns_export", "--out", str(tmp_path), verbosity=0)
    for year, until in ((2569, date(2026, 9, 30)), (YEAR, date(2027, 9, 30))):
        made = close_nation(tmp_path, year, ALL)
        assert made.nation["balance"] == sum(money(fund, until) for fund in funds)
        books = [Book.objects.get(organisation=f.organisation) for f in funds]
        since = date(until.year - 1, 10, 1)
        paid = sum(-balances(b, until, since, without=("closing", "opening"))["4010"] for b in books)
        spent = sum(
            v
            for b in books
            for k, v in balances(b, until, since, without=("closing", "opening")).items()
            if k[:2] == "51"
        )
        assert made.nation["contributed"] == paid > 0 and made.nation["benefits"] == spent
        assert {p["province"]: p["balance"] for p in made.provinces} == {
            f.organisation.subdistrict_id[:2]: money(f, until) for f in funds
        }
    assert spent > 0, "the second year pays benefits"
    assert made.nation["member_years"] == 10 and made.nation["members"] == 10


def test_the_closing_says_that_its_entitlement_is_none_of_a_settlement(funds, tmp_path, capsys):
    call_command("columns_export", "--out", str(tmp_path), verbosity=0)
    capsys.readouterr()
    call_command("close_nation", str(YEAR), "--columns", str(tmp_path))
    assert "match-settle" in capsys.readouterr().out.splitlines()[-1]


def test_no_name_and_no_id_leaves_the_house(funds, tmp_path):
    call_command("columns_export", "--out", str(tmp_path), verbosity=0)
    rows = duckdb.sql(f"SELECT person FROM {source(tmp_path, 'members', YEAR)}").fetchall()
    indexes = set(Member.objects.values_list("person__citizen_index", flat=True))
    assert {r[0] for r in rows} == {int(i[:16], 16) for i in indexes}
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for member in Member.objects.select_related("person"):
        assert member.person.first_name.encode() not in kept and str(member.uid).encode() not in kept
    assert AuditEvent.objects.filter(verb="columns.export").exists()


def test_a_person_in_two_funds_counts_once(funds, tmp_path):
    first, second = Member.objects.filter(fund=funds[0]).last(), Member.objects.filter(fund=funds[1]).last()
    second.person.citizen_index = first.person.citizen_index
    second.person.save()
    call_command("columns_export", "--out", str(tmp_path), verbosity=0)
    made = close_nation(tmp_path, YEAR, ALL)
    assert made.nation["twice"] == 1 and made.reasons[4]["members"] == 1


def test_it_goes_on_where_it_stopped_and_writes_again_only_what_grew(funds, tmp_path, capsys):
    parts = export.export(tmp_path)
    first = next(parts)
    parts.close()  # stopped
    assert first.written and (tmp_path / "funds" / "year=2568" / "province=10" / "data.parquet").exists()
    call_command("columns_export", "--out", str(tmp_path), "--json", verbosity=0)
    said = json.loads(capsys.readouterr().out)
    assert said["parts"] == 6 and said["written"] == 5
    whole = close_nation(tmp_path, YEAR, ALL)
    pay(funds[0], Member.objects.filter(fund=funds[0]).first(), 700, date(2026, 11, 24))
    call_command("columns_export", "--out", str(tmp_path), "--json", verbosity=0)
    said = json.loads(capsys.readouterr().out)
    assert said["written"] == 1, "the year of the province whose book grew, and no other"
    assert close_nation(tmp_path, YEAR, ALL).nation["contributed"] == whole.nation["contributed"] + 700
    assert not list(tmp_path.rglob("*.part"))


def test_a_year_and_a_province_alone(funds, tmp_path, capsys):
    call_command(
        "columns_export", "--out", str(tmp_path), "--province", "50", "--year", str(YEAR), "--json", verbosity=0
    )
    assert json.loads(capsys.readouterr().out)["parts"] == 1
    assert [p["province"] for p in close_nation(tmp_path, YEAR, ALL).provinces] == ["50"]


@pytest.mark.parametrize("words", [["--province", "99"], ["--year", "2026"], ["--province", "57"]])
def test_what_is_not_there_is_refused_in_words(funds, tmp_path, words):
    with pytest.raises(CommandError) as refused:
        call_command("columns_export", "--out", str(tmp_path), *words, verbosity=0)
    assert refused.value.returncode == 2


def test_a_book_that_does_not_sum_is_named_and_not_exported(funds, tmp_path, monkeypatch):
    monkeypatch.setattr(export, "_movements", lambda *given: [])
    with pytest.raises(CommandError, match="BOOK_DIFFERS"):
        call_command("columns_export", "--out", str(tmp_path), verbosity=0)
    assert not list(tmp_path.rglob("*.parquet"))


def test_a_member_who_left_before_the_year_is_not_in_it(funds, tmp_path):
    from chumchon.funds.models import MemberEvent

    gone = make_member(funds[0], "ลา", status="left")
    MemberEvent.objects.create(
        member=gone, kind="leave", day=date(2024, 1, 1), actor_id=actor(funds[0], "treasurer").user_id, at=NOW
    )
    call_command("columns_export", "--out", str(tmp_path), verbosity=0)
    ids = duckdb.sql(f"SELECT member FROM {source(tmp_path, 'members', YEAR)}").fetchall()
    assert (gone.pk,) not in ids and len(ids) == 10
