"""The ledger only grows, sums to zero, has no gap, and says the same thing twice as once."""

import random
import uuid
from dataclasses import replace
from datetime import date

import pytest

from chumchon.ledger.actions import posting
from chumchon.ledger.models import Book, Entry, Line, Receipt
from chumchon.ledger.rules import Draft, Posting, ReceiptDraft, chain
from chumchon.thai.errors import Clash, Refused
from tests.factories import NOW, user


def draft(fund, satang=3000, day=date(2026, 11, 24), **changes):
    made = Draft(
        day=day, kind="contribution", memo="เงินสมทบ", source="test", actor_id=user(fund, "treasurer").id,
        lines=(Posting("1010", satang), Posting("4010", -satang)), idempotency_key=uuid.uuid4(),
    )  # fmt: skip
    return replace(made, **changes)


def book_of(fund):
    return Book.objects.get(organisation=fund.organisation)


def test_an_entry_is_numbered_chained_and_balanced(fund):
    with posting(book_of(fund).id, NOW) as session:
        first, _ = session.post(draft(fund))
        second, _ = session.post(draft(fund, 500))
    assert (first.number, second.number) == (1, 2)
    assert second.previous_hash == first.hash
    assert book_of(fund).head_hash == second.hash
    assert second.hash == chain(
        first.hash, 2, second.idempotency_key, "2026-11-24T03:00:00.000000Z", second.content_hash
    )
    assert sum(Line.objects.filter(entry=second).values_list("satang", flat=True)) == 0


def test_the_same_post_twice_is_one_entry_and_the_same_receipts(fund):
    said, receipts = draft(fund), [ReceiptDraft("due", 3000, "a" * 64)]
    with posting(book_of(fund).id, NOW) as session:
        entry, made = session.post(said, receipts)
    with posting(book_of(fund).id, NOW) as session:
        again, same = session.post(said, receipts)
    assert again.pk == entry.pk and [r.pk for r in same] == [r.pk for r in made]
    assert Entry.objects.count() == 1 and Receipt.objects.count() == 1


def test_one_key_for_two_contents_is_a_clash(fund):
    said = draft(fund)
    with posting(book_of(fund).id, NOW) as session:
        session.post(said)
    with pytest.raises(Clash), posting(book_of(fund).id, NOW) as session:
        session.post(replace(said, memo="อย่างอื่น"))


def test_receipts_have_no_gap_in_random_postings_and_each_fund_year_counts_from_one(fund):
    rng = random.Random(2569)
    for _ in range(30):
        day = date(2026, rng.choice([3, 9, 10, 11]), 15)
        count = rng.randrange(1, 6)
        try:
            with posting(book_of(fund).id, NOW) as session:
                session.post(draft(fund, 100 * count, day), [ReceiptDraft("due", 100, "b" * 64)] * count)
                if rng.random() < 0.3:
                    raise ZeroDivisionError  # a fault after numbering gives the numbers back
        except ZeroDivisionError:
            pass
    for year in (2569, 2570):
        numbers = list(Receipt.objects.filter(year_be=year).order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1)) and numbers


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((Posting("1010", 100), Posting("4010", -99)), "UNBALANCED"),
        ((Posting("1010", 100),), "LINES"),
        ((Posting("1010", 0), Posting("4010", 0)), "AMOUNT"),
        ((Posting("1010", 100), Posting("9999", -100)), "NO_ACCOUNT"),
    ],
)
def test_an_unsound_entry_is_refused_and_nothing_is_written(fund, lines, code):
    with pytest.raises(Refused) as refused, posting(book_of(fund).id, NOW) as session:
        session.post(draft(fund, lines=lines))
    assert refused.value.code == code
    assert Entry.objects.count() == 0


def test_maker_and_checker_are_two_people(fund):
    me = user(fund, "treasurer").id
    with pytest.raises(Refused) as refused, posting(book_of(fund).id, NOW) as session:
        session.post(draft(fund, checker_id=me))
    assert refused.value.code == "SAME_PERSON"


def test_a_closed_year_takes_no_entry(fund):
    with posting(book_of(fund).id, NOW) as session:
        session.post(draft(fund, day=date(2026, 9, 30)))
        session.close_through(date(2026, 9, 30))
    with pytest.raises(Refused) as refused, posting(book_of(fund).id, NOW) as session:
        session.post(draft(fund, day=date(2026, 9, 30)))
    assert refused.value.code == "YEAR_CLOSED"
