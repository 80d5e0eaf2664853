"""Every check as a pure function on columns: (Columns, parameters) to findings. The same functions run on one fund and on
a province of the bench."""

from collections.abc import Callable, Mapping

from ..columns import Columns
from . import book, caps, cash, claims, money, persons, twice
from .found import Found

Rule = Callable[[Columns, Mapping[str, int]], list[Found]]

RULES: dict[str, Rule] = {
    "same_person_one_fund": persons.same_person_one_fund,
    "same_person_two_funds": persons.same_person_two_funds,
    "near_duplicate": twice.near_duplicate,
    "id_wrong": persons.id_wrong,
    "id_birth": persons.id_birth,
    "age_impossible": persons.age_impossible,
    "dead_active": persons.dead_active,
    "dead_claim": persons.dead_claim,
    "backdated_join": persons.backdated_join,
    "paid_before_join": money.paid_before_join,
    "paid_after_end": money.paid_after_end,
    "receipt_before_member": money.receipt_before_member,
    "taken_twice": money.taken_twice,
    "span_paid_twice": money.span_paid_twice,
    "same_amounts": money.same_amounts,
    "receipt_gap": money.receipt_gap,
    "claim_over_amount": caps.claim_over_amount,
    "claim_over_cap": caps.claim_over_cap,
    "claim_waiting": caps.claim_waiting,
    "claim_not_member": caps.claim_not_member,
    "claim_no_evidence": claims.claim_no_evidence,
    "event_twice": claims.event_twice,
    "stays_overlap": claims.stays_overlap,
    "payee_many": claims.payee_many,
    "own_house_verdict": claims.own_house_verdict,
    "matched_twice": claims.matched_twice,
    "one_house_signs": book.one_house_signs,
    "sheet_one_signature": book.sheet_one_signature,
    "sheet_open_long": book.sheet_open_long,
    "short_often": book.short_often,
    "broken_chain": book.broken_chain,
    "entry_backdated": book.entry_backdated,
    "negative_cash": cash.negative_cash,
    "cash_kept": cash.cash_kept,
    "admin_over": cash.admin_over,
    "members_jump": cash.members_jump,
    "benefits_jump": cash.benefits_jump,
}
