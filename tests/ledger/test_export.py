"""Other accounting programs read the book and come to the same balances, to the satang."""

import csv
import io
import json
import random
import subprocess
import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from chumchon.ledger import queries
from chumchon.ledger.actions import posting
from chumchon.ledger.export import to_beancount, to_hledger
from chumchon.ledger.models import Account, Line
from chumchon.ledger.rules import Draft, Posting
from tests.conftest import need_program
from tests.factories import NOW, user
from tests.ledger.tamper import tamper
from tests.ledger.test_posting import book_of

MEMOS = ["เงินสมทบ หมู่ 1", 'ซื้อ "กระดาษ"; ปากกา', "บรรทัดหนึ่ง\nบรรทัดสอง", "ค่า\\น้ำ", "=1+1  | (5)"]


@pytest.fixture
def book(fund):
    """Two hundred random entries over all accounts, with memos that would break a careless writer."""
    rng, book = random.Random(2548), book_of(fund)
    Account.objects.create(book=book, code="1020", name_th='ธ.ก.ส. "แม่ริม"', name_en="BAAC", kind="asset", is_cash=True)
    codes = list(Account.objects.filter(book=book).values_list("code", flat=True))
    with posting(book.id, NOW) as session:
        for _ in range(200):
            picked = rng.sample(codes, rng.randrange(2, 6))
            sums = [rng.randrange(1, 10**7) * rng.choice((1, -1)) for _ in picked[1:]]
            if sum(sums) == 0:
                continue
            lines = tuple(Posting(c, s) for c, s in zip(picked, [-sum(sums), *sums], strict=True))
            session.post(
                Draft(
                    day=date(2025, 10, 1) + timedelta(days=rng.randrange(400)),
                    kind="income",
                    memo=rng.choice(MEMOS),
                    source="test",
                    lines=lines,
                    actor_id=user(fund, "treasurer").id,
                    idempotency_key=uuid.uuid4(),
                )
            )
    book.refresh_from_db()
    return book


def stated(book):
    return {code: satang for code, satang in queries.balances(book).items() if satang}


def test_hledger_confirms_every_balance(book, tmp_path):
    program, file = need_program("hledger"), tmp_path / "book.journal"
    call_command("export_journal", "--fund", "mae-raem", "--format", "hledger", "--out", str(file))
    subprocess.run([program, "-f", file, "check", "accounts", "commodities"], check=True)
    out = subprocess.run(
        [program, "-f", file, "balance", "--flat", "-N", "-O", "csv"], check=True, capture_output=True, text=True
    ).stdout
    rows = list(csv.reader(io.StringIO(out)))[1:]
    found = {name.split(":")[1]: int(Decimal(amount.removesuffix(" THB")) * 100) for name, amount in rows}
    assert found == stated(book)


def test_beancount_confirms_every_balance(book):
    from beancount import loader
    from beancount.core.data import Transaction

    entries, errors, _ = loader.load_string("\n".join(to_beancount(book)))
    assert errors == []
    found: dict[str, int] = {}
    for entry in entries:
        for leg in entry.postings if isinstance(entry, Transaction) else ():
            code = leg.account.split(":")[1]
            found[code] = found.get(code, 0) + int(leg.units.number * 100)
    assert {code: satang for code, satang in found.items() if satang} == stated(book)


def test_both_programs_notice_a_line_that_was_changed_after_the_balances_were_stated(book, tmp_path):
    program = need_program("hledger")
    from beancount import loader

    hledger, beancount = list(to_hledger(book)), list(to_beancount(book))
    at = next(i for i, line in enumerate(hledger) if line.startswith("    assets:1010"))
    file = tmp_path / "book.journal"
    file.write_text(
        "\n".join([*hledger[:at], "    assets:1010  0.01 THB", "    income:4090  -0.01 THB", *hledger[at:]])
    )
    assert subprocess.run([program, "-f", file, "check"], capture_output=True).returncode != 0
    at = next(i for i, line in enumerate(beancount) if line.startswith("  Assets:1010"))
    lines = [*beancount[:at], "  Assets:1010  0.01 THB", "  Income:4090  -0.01 THB", *beancount[at:]]
    assert loader.load_string("\n".join(lines))[1] != []


def test_an_empty_book_is_read_by_both(fund, tmp_path):
    from beancount import loader

    book = book_of(fund)
    assert loader.load_string("\n".join(to_beancount(book)))[1] == []
    file = tmp_path / "book.journal"
    file.write_text("\n".join(to_hledger(book)))
    subprocess.run([need_program("hledger"), "-f", file, "check"], check=True)


def test_the_journal_streams_to_standard_output_alone(book, capsys):
    call_command("export_journal", "--fund", "mae-raem", "--format", "beancount")
    said = capsys.readouterr()
    assert said.out.startswith('option "title"') and said.err == ""
    assert said.out.count("\n  number: ") == book.head_number


def test_the_trial_balance_command_gives_json_alone(book, capsys):
    call_command("trial_balance", "--fund", "mae-raem", "--until", "30/9/2569", "--json")
    answer = json.loads(capsys.readouterr().out)
    expected = queries.trial_balance(book, date(2026, 9, 30))
    assert answer["balanced"] is True and answer["debit_satang"] == answer["credit_satang"]
    assert [a["code"] for a in answer["accounts"]] == [r.code for r in expected]
    assert set(answer["accounts"][0]) == {"code", "name_th", "debit_satang", "credit_satang"}


def test_the_trial_balance_of_a_changed_book_says_that_it_does_not_balance(book, capsys):
    tamper(f"UPDATE ledger_line SET satang = satang + 1 WHERE id = {Line.objects.first().pk}")
    call_command("trial_balance", "--fund", "mae-raem", "--json")
    assert json.loads(capsys.readouterr().out)["balanced"] is False


def test_an_unreadable_day_is_a_sentence(book, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("trial_balance", "--fund", "mae-raem", "--until", "วันหน้า", "--json")
    assert left.value.code == 2 and "อ่านวันที่" in capsys.readouterr().err
