"""Help that was no money and was written down wrongly is taken back: it counts no more, and everybody sees that it was."""

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from chumchon.access.actions import create_user, grant
from chumchon.access.models import AuditEvent
from chumchon.funds.actions.help import give_help, undo_help
from chumchon.funds.models import HelpVoid, NonCashHelp
from chumchon.funds.queries.help import help_sums, helps
from chumchon.funds.queries.reports import annual_facts
from chumchon.funds.rules.reports import benefits_table
from tests.factories import NOW, TODAY, actor, make_member, user
from tests.funds.claims_world import PAID, at, claims_day, claims_fund, refused, sign_in


@pytest.fixture(autouse=True)
def _a_day(monkeypatch, settings, tmp_path):
    claims_day(monkeypatch, settings, tmp_path)


@pytest.fixture
def fund(db):
    return claims_fund()


@pytest.fixture
def member(fund):
    return make_member(fund, paid_until=PAID)


@pytest.fixture(autouse=True)
def _registrar(fund):
    """Writes help down too, and decides nothing."""
    grant(
        create_user(f"registrar-{fund.code}", "นายทะเบียน", "x" * 12), "registrar", date(2010, 1, 1), fund.organisation
    )


def give(fund, member, words="ข้าวสาร 1 กระสอบ", satang=30_000, by="collector"):
    return give_help(fund, actor(fund, by), member, "sickness", words, satang, TODAY, uuid.uuid4(), NOW, TODAY)


def undo(fund, row, by="collector", reason="บันทึกซ้ำ"):
    return undo_help(fund, row.pk, actor(fund, by), reason, NOW, TODAY)


def test_what_was_taken_back_counts_nowhere_and_is_still_read(fund, member):
    wrong, right = give(fund, member), give(fund, None, "พวงหรีด", 50_000)
    undo(fund, wrong)
    assert help_sums(fund, TODAY, TODAY) == (1, 50_000)
    assert "อีก 1 ครั้ง คิดเป็นเงินประมาณ 500.00 บาท" in benefits_table(annual_facts(fund, 2570, TODAY)).note
    by_id = {h.id: h for h in helps(fund, TODAY, TODAY)}
    assert by_id[right.pk].undone is None
    assert by_id[wrong.pk].undone.reason == "บันทึกซ้ำ" and by_id[wrong.pk].undone.by == str(user(fund, "collector"))
    assert NonCashHelp.objects.count() == 2


def test_who_wrote_it_or_the_committee_takes_it_back_and_nobody_else(fund, member):
    row = give(fund, member)
    for who in ("registrar", "auditor"):
        with refused("NOT_ALLOWED"):
            undo(fund, row, who)
    undo(fund, row, "chair")
    assert HelpVoid.objects.get().by_id == user(fund, "chair").pk
    undo(fund, give(fund, member), "collector")


def test_it_is_taken_back_once_with_a_reason_and_the_trail_keeps_no_word_of_it(fund, member):
    row = give(fund, member)
    with refused("NO_REASON"):
        undo(fund, row, reason="  ")
    first = undo(fund, row, reason="เป็นไข้เลือดออกอีกคน")
    assert undo(fund, row).pk == first.pk
    with refused("ALREADY"):
        undo(fund, row, "chair")
    event = AuditEvent.objects.get(verb="claim.help_undone")
    assert event.subject == f"help:{row.pk}" and event.detail == {}
    assert "ไข้เลือดออก".encode() not in bytes(first.reason_sealed)


def test_help_of_another_fund_is_not_found(fund, member):
    other = claims_fund(code="other", subdistrict="500701")
    row = give(fund, member)
    with refused("NO_HELP"):
        undo_help(other, row.pk, actor(other, "chair"), "ผิด", NOW, TODAY)


def test_rows_of_taking_back_are_never_changed_nor_doubled(fund, member):
    made = undo(fund, give(fund, member))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM funds_helpvoid")
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_the_collector_who_erred_takes_it_back_where_it_was_written(client, fund, member):
    row = give(fund, member)
    give(fund, member, "ของคนอื่น", by="secretary")
    sign_in(client, fund, "collector")
    page = client.get(at("claims_help", fund)).content.decode()
    address = at("claims_help_undo", fund, row.pk)
    assert "ข้าวสาร 1 กระสอบ" in page and address in page and "ของคนอื่น" not in page
    assert "บอกเหตุผลที่ยกเลิก" in client.post(address, {"reason": ""}).content.decode()
    assert client.post(address, {"reason": "เลือกคนผิด"}, follow=True).redirect_chain[0][0] == at("claims_help", fund)
    page = client.get(at("claims_help", fund)).content.decode()
    assert "<s>ข้าวสาร 1 กระสอบ</s>" in page and "เลือกคนผิด" in page and address not in page
    assert "ยกเลิกแล้ว" in client.get(address).content.decode()


def test_the_committee_sees_it_struck_out_and_the_sum_without_it(client, fund, member):
    undo(fund, give(fund, member))
    row = give(fund, member, "พวงหรีด", 50_000)
    page = sign_in(client, fund, "chair").get(at("claims_board", fund)).content.decode()
    assert "<s>ข้าวสาร 1 กระสอบ</s>" in page and "บันทึกซ้ำ" in page and at("claims_help_undo", fund, row.pk) in page
    assert "1 ครั้ง คิดเป็นเงินประมาณ 500.00 บาท" in page
    assert client.post(at("claims_help_undo", fund, row.pk), {"reason": "ไม่ได้ให้"}).url == at("claims_board", fund)


def test_who_neither_wrote_it_nor_decides_finds_no_such_page(client, fund, member):
    row = give(fund, member)
    for who in ("auditor", "registrar"):
        assert sign_in(client, fund, who).get(at("claims_help_undo", fund, row.pk)).status_code == 404
