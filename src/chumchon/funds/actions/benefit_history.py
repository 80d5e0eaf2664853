"""Bringing in what a fund paid before it kept its book here, so that caps and rights are right from the first day."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput

from ..models import BenefitHistory, Fund, ImportBatch
from ..queries.benefit_history import opened, seal_past
from ..queries.importing.benefits import judge_book
from ..queries.importing.reading import Book
from ..rules.importing.benefits import Judged, PastBenefit, report
from ..rules.importing.kinds import BENEFITS
from .importing_files import confirmed, forget_columns, not_done

PERMISSION = BENEFITS.permission
AT_ONCE = 500


@dataclass(frozen=True)
class Outcome:
    """What an import found and did: the report's figures with "added", the judged rows, the batch (None: a dry run)."""

    report: dict[str, Any]
    judged: list[Judged]
    batch: ImportBatch | None = None


def check(
    fund: Fund, actor: Actor, book: Book, mapping: Mapping[str, int], now: datetime, day: date,
    batch: ImportBatch | None = None,
) -> Outcome:  # fmt: skip
    """What an import would do; nothing comes in. The reading of an uploaded file is on the trail. Errors: NOT_ALLOWED, NO_ROWS."""
    require(actor, PERMISSION, fund.organisation, day)
    judged = judge_book(fund, book, mapping, day)
    if batch is not None:
        record(actor.user_id, "benefits.check", fund.organisation, f"import:{batch.pk}", now, {"rows": len(judged)})
    return Outcome({**report(judged), "added": 0}, judged, batch)


@transaction.atomic
def bring_in(
    fund: Fund, actor: Actor, book: Book, mapping: Mapping[str, int], file_name: str, digest: str, now: datetime, day: date,
    batch: ImportBatch | None = None,
) -> Outcome:  # fmt: skip
    """Bring the good rows in. The same rows a second time are recognised and add nothing.

    Errors: NOT_ALLOWED, NO_ROWS, ALREADY_DONE (this upload was confirmed before).
    """
    require(actor, PERMISSION, fund.organisation, day)
    Fund.objects.select_for_update().get(pk=fund.pk)  # two imports into one fund wait for each other
    judged = judge_book(fund, book, mapping, day)
    good = [(row.row_number, row.paid) for row in judged if row.paid is not None]
    figures = {**report(judged), "added": len(good)}
    batch = confirmed(batch, fund, BENEFITS, actor, book, mapping, file_name, digest, figures, now)
    BenefitHistory.objects.bulk_create((_row(batch, number, paid, now) for number, paid in good), batch_size=AT_ONCE)
    detail = {name: figures[name] for name in ("rows", "accepted", "rejected")}
    record(actor.user_id, "benefits.import", fund.organisation, f"import:{batch.pk}", now, detail)
    return Outcome(figures, judged, batch)


@transaction.atomic
def undo_import(batch: ImportBatch, actor: Actor, reason: str, now: datetime, day: date) -> int:
    """Take the whole import back: each row gets a second that names it, and neither counts. Returns how many.

    What was decided meanwhile stays as it was decided: a claim keeps the facts it was decided on.
    Errors: NOT_ALLOWED, NO_REASON, NOT_DONE (still a draft), ALREADY_UNDONE.
    """
    fund = batch.fund
    require(actor, PERMISSION, fund.organisation, day)
    if not reason.strip():
        raise BadInput("NO_REASON", "บอกเหตุผลที่ยกเลิก เช่น เลือกช่องผิด", "Give the reason.")
    Fund.objects.select_for_update().get(pk=fund.pk)
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("fund__organisation").get(pk=batch.pk)
    refused = not_done(batch)
    if refused is not None:
        raise refused
    standing = list(batch.benefits.filter(reverses=None, reversed_by=None).order_by("id"))
    BenefitHistory.objects.bulk_create(
        (_row(batch, row.row_number, opened(row), now, reverses=row) for row in standing), batch_size=AT_ONCE
    )
    batch.state = "undone"
    batch.report |= {"undone": len(standing), "undone_day": day.isoformat(), "undone_reason": reason.strip()[:300]}
    batch.save(update_fields=["state", "report"])
    forget_columns(batch)
    detail = {"rows": len(standing), "reason": reason.strip()[:300]}
    record(actor.user_id, "benefits.undo_import", fund.organisation, f"import:{batch.pk}", now, detail)
    return len(standing)


def _row(
    batch: ImportBatch, number: int, paid: PastBenefit, now: datetime, reverses: BenefitHistory | None = None
) -> BenefitHistory:
    uid = uuid.uuid4()
    return BenefitHistory(
        uid=uid, member_id=paid.member_id, satang=paid.satang, batch=batch, row_number=number, at=now, reverses=reverses,
        facts_sealed=seal_past(uid, paid.key, paid.start, paid.end, paid.units),
    )  # fmt: skip
