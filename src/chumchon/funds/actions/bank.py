"""A bank's statement comes in, and its lines are laid beside the book's: confirmed by a person, and undone by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.ledger.models import Line
from chumchon.thai.errors import Clash, Refused

from ..models import BankAccount, BankLine, Fund, ImportMapping
from ..queries.bank import reconciliation
from ..rules.bank import StatementLine

PERMISSION = "bank.reconcile"


@dataclass(frozen=True)
class Imported:
    """What a file brought: lines that are new, and lines that were here already."""

    new: int
    known: int


@transaction.atomic
def import_statement(
    fund: Fund, account: BankAccount, lines: Sequence[StatementLine], signature: str, mapping: Mapping[str, int],
    actor: Actor, now: datetime, day: date,
) -> Imported:  # fmt: skip
    """Add the lines that are not here yet, and remember how this kind of file is read. Errors: NOT_ALLOWED, NO_BANK_ACCOUNT."""
    require(actor, PERMISSION, fund.organisation, day)
    locked = _locked(fund, account.pk)
    known = set(BankLine.objects.filter(bank_account=locked).values_list("digest", flat=True))
    new = [x for x in lines if x.digest not in known]
    BankLine.objects.bulk_create(
        BankLine(
            bank_account=locked,
            day=x.day,
            satang=x.satang,
            balance_satang=x.balance_satang,
            text=x.text,
            digest=x.digest,
        )
        for x in new
    )
    ImportMapping.objects.update_or_create(fund=fund, signature=signature, defaults={"mapping": dict(mapping)})
    detail = {"rows": len(lines), "accepted": len(new)}
    record(actor.user_id, "bank.import", fund.organisation, f"bank:{locked.pk}", now, detail)
    return Imported(len(new), len(lines) - len(new))


def _locked(fund: Fund, account_id: int) -> BankAccount:
    found = BankAccount.objects.select_for_update().filter(fund=fund, pk=account_id).first()
    if found is None:
        raise Refused("NO_BANK_ACCOUNT", "ไม่พบบัญชีธนาคารนี้ในกองทุน", "No such bank account in this fund.")
    return found


@transaction.atomic
def match(
    fund: Fund, account: BankAccount, pairs: Sequence[tuple[int, int]], actor: Actor, now: datetime, day: date
) -> int:
    """Confirm pairs (statement line id, book line id); said twice it is once. Returns how many are new.

    Errors: NOT_ALLOWED, NOT_A_PAIR (another account or another amount), MATCHED (one of them has another partner).
    """
    require(actor, PERMISSION, fund.organisation, day)
    locked = _locked(fund, account.pk)
    made = 0
    for bank_id, book_id in pairs:
        theirs = BankLine.objects.filter(bank_account=locked, pk=bank_id).first()
        mine = Line.objects.filter(account_id=locked.account_id, pk=book_id).first()
        if theirs is None or mine is None or theirs.satang != mine.satang:
            raise Refused("NOT_A_PAIR", "สองรายการนี้ไม่เท่ากัน เลือกรายการที่จำนวนเงินตรงกัน", "These two lines are not equal.")
        if theirs.matched_id == mine.pk:
            continue
        if theirs.matched_id is not None or BankLine.objects.filter(matched=mine).exists():
            raise Clash("MATCHED", "รายการนี้จับคู่ไปแล้ว เลิกจับคู่เดิมก่อน", "This line has a partner; undo that first.")
        theirs.matched, theirs.matched_by_id = mine, actor.user_id
        theirs.save(update_fields=["matched", "matched_by"])
        made += 1
        record(actor.user_id, "bank.match", fund.organisation, f"bank_line:{theirs.pk}", now, {"line": mine.pk})
    return made


def match_suggested(fund: Fund, account: BankAccount, actor: Actor, now: datetime, day: date) -> int:
    """Confirm everything that is suggested now. Errors: as match."""
    found = reconciliation(account).suggested
    return match(fund, account, [(pair.bank.pk, pair.book.pk) for pair in found], actor, now, day)


@transaction.atomic
def unmatch(fund: Fund, account: BankAccount, bank_line_id: int, actor: Actor, now: datetime, day: date) -> None:
    """Take a pair apart; said twice it is once. Errors: NOT_ALLOWED, NOT_A_PAIR."""
    require(actor, PERMISSION, fund.organisation, day)
    theirs = BankLine.objects.filter(bank_account=_locked(fund, account.pk), pk=bank_line_id).first()
    if theirs is None:
        raise Refused("NOT_A_PAIR", "ไม่พบรายการธนาคารนี้", "No such line of the statement.")
    if theirs.matched_id is None:
        return
    record(actor.user_id, "bank.unmatch", fund.organisation, f"bank_line:{theirs.pk}", now, {"line": theirs.matched_id})
    theirs.matched, theirs.matched_by = None, None
    theirs.save(update_fields=["matched", "matched_by"])
