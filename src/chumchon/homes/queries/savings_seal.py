"""Savers' rows and repayments under entries, summed and sealed anew for the ledger's check (ledger.verify)."""

from collections.abc import Mapping, Sequence

from chumchon.ledger.rules import commitment
from chumchon.ledger.subsidiary import Part

from ..models import LoanPayment, SavedRow
from ..rules import savings as rules


def savings_parts(entry_ids: Sequence[int]) -> Mapping[int, Part]:
    """The part of each entry that has savers' rows or is a house's repayment. Two queries; the batch bounds the memory."""
    found: dict[int, list[SavedRow]] = {}
    for row in SavedRow.objects.filter(entry_id__in=entry_ids).select_related("receipt", "saver").order_by("id"):
        found.setdefault(row.entry_id, []).append(row)
    parts = {entry_id: _saved(entry_id, rows) for entry_id, rows in found.items()}
    repaid = LoanPayment.objects.filter(entry_id__in=entry_ids, loan__saver__isnull=False)
    for paid in repaid.select_related("loan__saver", "receipt"):
        parts[paid.entry_id] = _repaid(paid)
    return parts


def _saved(entry_id: int, rows: Sequence[SavedRow]) -> Part:
    credits: dict[str, int] = {}
    by_receipt: dict[int, int] = {}
    strangers = []
    for row in rows:
        account = rules.ROW_KINDS[row.kind].account
        credits[account] = credits.get(account, 0) + row.satang
        if row.receipt is not None and row.receipt.entry_id == entry_id:
            by_receipt[row.receipt_id or 0] = by_receipt.get(row.receipt_id or 0, 0) + row.satang
        strangers += _stranger(row.saver, row.commitment, row.receipt.label if row.receipt else str(row.pk))
    sealed = [rules.SealedRow(r.commitment, r.kind, r.satang) for r in rows]
    return Part(rules.rows_digest(sealed), credits, by_receipt, tuple(strangers))


def _stranger(saver: object, said: str, label: str) -> list[str]:
    salt = saver.salt  # type: ignore[attr-defined]
    same = salt is None or commitment(bytes(salt), saver.uid) == said  # type: ignore[attr-defined]
    return [] if same else [label]


def _repaid(paid: LoanPayment) -> Part:
    sums = {
        rules.INSURANCE: paid.insurance_satang, rules.INTEREST: paid.interest_satang, rules.MARGIN: paid.margin_satang,
        rules.HOUSE_LOANS: paid.principal_satang,
    }  # fmt: skip
    credits = {code: satang for code, satang in sums.items() if satang}
    label = paid.receipt.label if paid.receipt else str(paid.pk)
    strangers = _stranger(paid.loan.saver, paid.commitment, label)
    own = paid.receipt is not None and paid.receipt.entry_id == paid.entry_id
    by_receipt = {paid.receipt_id: paid.satang} if own and paid.receipt_id else {}
    return Part(rules.rows_digest(payment_rows(paid)), credits, by_receipt, tuple(strangers))


def payment_rows(paid: LoanPayment) -> list[rules.SealedRow]:
    """A repayment as its entry's hash covers it."""
    sums = (
        ("insurance", paid.insurance_satang), ("interest", paid.interest_satang), ("margin", paid.margin_satang),
        ("principal", paid.principal_satang),
    )  # fmt: skip
    return [rules.SealedRow(paid.commitment, f"loan:{paid.loan.uid}:{kind}", satang) for kind, satang in sums if satang]
