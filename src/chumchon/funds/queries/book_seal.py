"""The members' rows under entries, summed and sealed anew for the ledger's check (ledger.verify)."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from chumchon.ledger.rules import commitment
from chumchon.ledger.subsidiary import Part

from ..models import Contribution, FiscalYear
from ..rules.closing import figures_digest
from ..rules.contributions import INCOME, Row, rows_digest


def contribution_parts(entry_ids: Sequence[int]) -> Mapping[int, Part]:
    """The part of each entry that has contributions. One query; the batch bounds the memory."""
    rows = (
        Contribution.objects.filter(entry_id__in=entry_ids)
        .select_related("receipt", "member")
        .only(
            "entry_id", "member_commitment", "kind", "satang", "span_from", "span_to", "receipt__entry_id",
            "receipt__year_be", "receipt__number", "member__uid", "member__salt",
        )
        .order_by("entry_id", "receipt__year_be", "receipt__number", "id")
    )  # fmt: skip
    return {entry_id: _part(entry_id, list(found)) for entry_id, found in groupby(rows, lambda row: row.entry_id)}


def _part(entry_id: int, found: list[Contribution]) -> Part:
    credits: dict[str, int] = {}
    by_receipt: dict[int, int] = {}
    strangers = []
    for row in found:
        account = INCOME[row.kind]
        credits[account] = credits.get(account, 0) + row.satang
        if row.receipt.entry_id == entry_id:
            by_receipt[row.receipt_id] = by_receipt.get(row.receipt_id, 0) + row.satang
        salt = row.member.salt
        if salt is not None and commitment(bytes(salt), row.member.uid) != row.member_commitment:
            strangers.append(row.receipt.label)
    sealed = [Row(r.member_commitment, r.kind, r.satang, r.span_from, r.span_to) for r in found]
    return Part(rows_digest(sealed), credits, by_receipt, tuple(strangers))


def year_parts(entry_ids: Sequence[int]) -> Mapping[int, Part]:
    """The frozen figures of the year that an entry closed. One query."""
    rows = FiscalYear.objects.filter(entry__in=entry_ids).exclude(entry__subsidiary_hash="")
    return {row.entry_id: Part(figures_digest(row.figures)) for row in rows if row.entry_id is not None}
