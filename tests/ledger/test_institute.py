"""The institute's own book: made once, with a chart that other rooms may add to."""

import uuid
from datetime import date

import pytest

from chumchon.access.models import AuditEvent, Organisation
from chumchon.access.system import system_actor
from chumchon.access.words import VERBS
from chumchon.ledger.actions import posting
from chumchon.ledger.institute import CHART, ensure_account, institute_book
from chumchon.ledger.rules import Draft, Posting
from chumchon.ledger.verify import verify_book
from chumchon.thai.errors import Clash
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_the_institute_is_one_body_with_one_book_however_often_it_is_asked_for():
    first, second = institute_book(NOW), institute_book(NOW)
    assert first.pk == second.pk
    assert Organisation.objects.filter(kind="institute").count() == 1
    assert list(first.accounts.values_list("code", flat=True)) == [row.code for row in CHART]
    assert AuditEvent.objects.filter(verb="institute.open").count() == 1
    assert "institute.open" in VERBS


def test_another_room_adds_its_account_once_and_no_code_changes_its_kind():
    book = institute_book(NOW)
    loans = ensure_account(book, "1310", "เงินให้สินเชื่อที่อยู่อาศัย", "Housing loans", "asset")
    assert ensure_account(book, "1310", "ชื่ออื่น", "Other name", "asset") == loans
    with pytest.raises(Clash) as refused:
        ensure_account(book, "1310", "เงินให้สินเชื่อที่อยู่อาศัย", "Housing loans", "income")
    assert refused.value.code == "OTHER_ACCOUNT"


def test_money_posted_into_an_added_account_stands_in_a_sound_chain():
    book = institute_book(NOW)
    ensure_account(book, "1310", "เงินให้สินเชื่อที่อยู่อาศัย", "Housing loans", "asset")
    draft = Draft(
        day=date(2026, 11, 24), kind="loan", memo="งวดแรก", lines=(Posting("1310", 500), Posting("1020", -500)),
        source="test", actor_id=system_actor().user_id, idempotency_key=uuid.uuid4(),
    )  # fmt: skip
    with posting(book.pk, NOW) as session:
        session.post(draft)
    assert verify_book(book).ok
