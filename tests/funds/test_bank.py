"""A bank's statement is read in any wording, comes in once, and is laid beside the book to the satang."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chumchon.funds.actions import bank as actions
from chumchon.funds.models import BankAccount, BankLine
from chumchon.funds.queries.bank import bank_rows, reconciliation, remembered
from chumchon.funds.queries.book import book_of
from chumchon.funds.rules import bank as rules
from chumchon.ledger.models import Account, Line
from chumchon.thai.errors import BadInput, Clash, NotAllowed, Refused
from tests.factories import NOW, TODAY, actor, make_fund
from tests.ledger.test_queries import post

STATEMENT = """ธนาคารเพื่อการเกษตรและสหกรณ์การเกษตร
เลขที่บัญชี,020-1-23456-7,,,
วันที่,รายการ,ถอน,ฝาก,คงเหลือ
ยอดยกมา,,,,"9,000.00"
05/10/2569,ดอกเบี้ย,,"1,234.56","10,234.56"
๑๕ ต.ค. ๖๙,ฝากเงินสด,,"500.00","10,734.56"
18/11/2569,ค่าธรรมเนียม,50.00,,"10,684.56"
"""


def lines(text, mapping=None):
    sheet = rules.read(text)
    return rules.parse(sheet, mapping or rules.guess(sheet.header), TODAY)


def facts(found):
    return [(x.day, x.satang, x.balance_satang) for x in found]


EXPECTED = [
    (date(2026, 10, 5), 123_456, 1_023_456), (date(2026, 10, 15), 50_000, 1_073_456), (date(2026, 11, 18), -5_000, 1_068_456),
]  # fmt: skip


def test_a_statement_with_lines_above_its_header_and_thai_digits_is_read():
    assert facts(lines(STATEMENT)) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_every_encoding_that_banks_send_is_read(encoding):
    assert facts(lines(rules.decode(STATEMENT.encode(encoding)))) == EXPECTED


@pytest.mark.parametrize(
    "text",
    [
        "Date;Description;Withdrawal;Deposit;Balance\n2026-10-05;INT;;1234.56;10234.56\n",
        "คงเหลือ (บาท)\tฝาก/เครดิต\tถอน/เดบิต\tวันที่ทำรายการ\n10,234.56\t1,234.56\t\t05/10/69\n",
        'วันที่,จำนวนเงิน,ยอดคงเหลือ\n5/10/2569 09:15,"+1,234.56","10,234.56"\n',
    ],
)
def test_other_orders_words_and_marks_are_read(text):
    assert facts(lines(text)) == EXPECTED[:1]


def test_money_out_in_brackets_or_with_a_minus_is_below_zero():
    text = "วันที่,จำนวนเงิน\n5/10/2569,-50.00\n6/10/2569,(20.25)\n7/10/2569,0.00\n"
    assert [x.satang for x in lines(text)] == [-5000, -2025]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"x" * 1_000_001, "TOO_LARGE"), (b"PK\x03\x04", "NOT_TEXT"), (b"%PDF-1.7", "NOT_TEXT"), (b"\0\1\2\3", "NOT_TEXT"),
    ],
)  # fmt: skip
def test_files_that_are_no_csv_get_a_sentence(data, code):
    with pytest.raises(BadInput) as refused:
        rules.decode(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "EMPTY"), ("วันที่,ฝาก,ถอน\n", "EMPTY"), ("ก,ข\n1,2\n", "COLUMNS"),
        ("วันที่,ฝาก,ถอน\n32/10/2569,5,\n", "BAD_ROW"), ("วันที่,ฝาก,ถอน\n1/10/2569,ห้าร้อย,\n", "BAD_ROW"),
        ("วันที่,ฝาก,ถอน\n1/1/2580,5,\n", "BAD_ROW"), ("วันที่,ฝาก,ถอน\nรวม,,\n", "NO_LINES"),
        ("วันที่,ฝาก,ถอน\n" + "1/10/2569,5,\n" * 5001, "TOO_MANY"), ("วันที่,ฝาก,ถอน\n" + "," * 60 + "\n1/10/2569,1,\n" + "x," * 60, "TOO_MANY"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence_that_names_the_row(text, code):
    with pytest.raises(BadInput) as refused:
        lines(text)
    assert refused.value.code == code
    if code == "BAD_ROW":
        assert "แถวที่ 2" in refused.value.th


def test_the_same_row_twice_below_itself_is_one_and_equal_rows_without_balance_are_two():
    row = "5/10/2569,,100.00,500.00\n"
    assert len(lines("วันที่,ถอน,ฝาก,คงเหลือ\n" + row * 2)) == 1
    assert len(lines("วันที่,ถอน,ฝาก\n" + "5/10/2569,,100.00\n" * 2)) == 2


@pytest.fixture
def bank(fund):
    """An account at a bank with 9,000 baht before the statement, a deposit of 500 and interest in the book."""
    account = Account.objects.create(
        book=book_of(fund), code="1020", name_th="ธ.ก.ส.", name_en="B", kind="asset", is_cash=True
    )
    post(fund, date(2026, 10, 1), ("1020", 900_000), ("1010", 300_000), ("3020", -1_200_000), kind="opening")
    post(fund, date(2026, 10, 5), ("1020", 123_456), ("4060", -123_456))
    post(fund, date(2026, 10, 14), ("1020", 50_000), ("1010", -50_000), kind="transfer")
    post(fund, date(2026, 11, 20), ("1020", 70_000), ("1010", -70_000), kind="transfer")
    return BankAccount.objects.create(fund=fund, bank="ธ.ก.ส.", number="020", name="กองทุน", account=account)


def bring(bank, text=STATEMENT, who="treasurer"):
    sheet = rules.read(text)
    mapping = rules.guess(sheet.header)
    who = actor(bank.fund, who)
    found = rules.parse(sheet, mapping, TODAY)
    return actions.import_statement(bank.fund, bank, found, sheet.signature, mapping, who, NOW, TODAY)


def test_the_same_file_twice_adds_nothing_and_an_overlapping_one_only_what_is_new(bank):
    assert (bring(bank).new, bring(bank).new) == (3, 0)
    longer = STATEMENT + '20/11/2569,ฝากเงินสด,,"700.00","11,384.56"\n'
    done = bring(bank, longer)
    assert (done.new, done.known, BankLine.objects.count()) == (1, 3, 4)
    assert remembered(bank.fund, rules.read(STATEMENT).signature)["day"] == 0


def test_lines_are_suggested_confirmed_undone_and_both_balances_explained(bank):
    bring(bank)
    fund, who = bank.fund, actor(bank.fund, "treasurer")
    found = reconciliation(bank)
    assert [(p.bank.satang, p.book.entry.day) for p in found.suggested] == [
        (123_456, date(2026, 10, 5)), (50_000, date(2026, 10, 14)),
    ]  # fmt: skip
    assert [x.satang for x in found.only_bank] == [-5_000] and [x.satang for x in found.only_book] == [70_000]
    assert found.sums.statement_satang == 1_068_456 and found.sums.book_satang == 1_143_456
    assert found.sums.difference_satang == 0 and found.sums.words == "ตรงกัน"
    assert actions.match_suggested(fund, bank, who, NOW, TODAY) == 2
    found = reconciliation(bank)
    assert (len(found.matched), found.suggested) == (2, []) and found.sums.difference_satang == 0
    assert found.sums.statement_should_be == 1_138_456
    first = found.matched[0].bank
    actions.unmatch(fund, bank, first.pk, who, NOW, TODAY)
    actions.unmatch(fund, bank, first.pk, who, NOW, TODAY)
    assert len(reconciliation(bank).suggested) == 1
    assert bank_rows(fund)[0].unmatched == 2


def test_a_balance_that_the_book_cannot_explain_is_shown(bank):
    bring(bank, STATEMENT.replace("10,684.56", "10,600.00"))
    assert reconciliation(bank).sums.words == "ต่างกัน 84.56 บาท"


def test_unequal_lines_and_lines_with_a_partner_are_not_matched(bank):
    bring(bank)
    fund, who = bank.fund, actor(bank.fund, "treasurer")
    theirs = list(BankLine.objects.order_by("day"))
    mine = {x.satang: x for x in Line.objects.filter(account=bank.account)}
    with pytest.raises(Refused) as refused:
        actions.match(fund, bank, [(theirs[0].pk, mine[50_000].pk)], who, NOW, TODAY)
    assert refused.value.code == "NOT_A_PAIR"
    pair = [(theirs[1].pk, mine[50_000].pk)]
    assert [actions.match(fund, bank, pair, who, NOW, TODAY) for _ in range(2)] == [1, 0]
    other = BankLine.objects.create(bank_account=bank, day=TODAY, satang=50_000, digest="x")
    with pytest.raises(Clash):
        actions.match(fund, bank, [(other.pk, mine[50_000].pk)], who, NOW, TODAY)


def test_only_who_may_reconcile_brings_a_statement_and_another_fund_s_account_is_not_found(bank):
    with pytest.raises(NotAllowed):
        bring(bank, who="chair")
    other = make_fund("mae-rim", "500701")
    with pytest.raises(Refused) as refused:
        actions.match(other, bank, [], actor(other, "treasurer"), NOW, TODAY)
    assert refused.value.code == "NO_BANK_ACCOUNT"


sides = st.lists(st.tuples(st.integers(0, 12), st.sampled_from([100, 200, -100, 300])), max_size=12)


@given(sides, sides)
def test_every_suggestion_is_equal_near_and_used_once(bank_lines, book_lines):
    start = date(2026, 10, 1)
    bank = [rules.Side(i, start + timedelta(days=d), s) for i, (d, s) in enumerate(bank_lines)]
    book = [rules.Side(100 + i, start + timedelta(days=d), s) for i, (d, s) in enumerate(book_lines)]
    found = rules.suggest(bank, book)
    by_id = {x.id: x for x in bank + book}
    assert len(set(found.values())) == len(found)
    for theirs, mine in found.items():
        assert by_id[theirs].satang == by_id[mine].satang
        assert abs((by_id[theirs].day - by_id[mine].day).days) <= rules.DAYS_APART
    left = [x for x in bank if x.id not in found]
    free = [x for x in book if x.id not in found.values()]
    assert not any(a.satang == b.satang and abs((a.day - b.day).days) <= 3 for a in left for b in free)
