"""The audit trail names a fund's rows as people do: by number, day and village, never by a number of the database."""

from datetime import date

import pytest

from chumchon.access import subjects
from chumchon.funds.models import BankAccount, CashDraft, CollectionSheet, CommitteeSeat, FiscalYear, ImportBatch
from chumchon.funds.queries.trail_names import READERS
from chumchon.ledger.models import Receipt
from tests import factories
from tests.access import addresses

pytestmark = pytest.mark.django_db


def test_every_row_that_a_trail_speaks_of_is_named(fund):
    addresses.fill(fund)
    chair = factories.user(fund, "chair")
    FiscalYear.objects.create(
        fund=fund, year_be=2569, last_day=date(2026, 9, 30), head_hash="0" * 64, closed_at=factories.NOW,
        closed_by=chair, checker=factories.user(fund, "treasurer"),
    )  # fmt: skip
    receipt = Receipt.objects.first()
    rows = {
        "member": fund.members.first(), "sheet": CollectionSheet.objects.first(), "receipt": receipt,
        "draft": CashDraft.objects.first(), "entry": receipt.entry, "year": FiscalYear.objects.first(),
        "bank_account": BankAccount.objects.first(), "seat": CommitteeSeat.objects.first(),
        "import": ImportBatch.objects.first(),
    }  # fmt: skip
    assert rows.keys() == READERS.keys()
    said = subjects.named((f"{kind}:{row.pk}" for kind, row in rows.items()), True)
    assert not [words for words in said.values() if "ลำดับ" in words]
    assert said[f"receipt:{receipt.pk}"] == f"ใบเสร็จ {receipt.label}"
    assert said[f"sheet:{rows['sheet'].pk}"].startswith("ใบเก็บเงิน หมู่ 2") and "24 พ.ย. 69" in str(said)
    assert "ปีบัญชี 2569" in said.values() and "ไฟล์ a.xlsx" in said.values()
