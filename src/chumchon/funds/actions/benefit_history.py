"""Bringing in what a fund paid before it kept its book here, so that caps and rights are right from the first day."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import Clash

from ..models import BenefitHistory, Fund, ImportBatch
from ..queries.benefit_history import seal_past
from ..queries.importing.benefits import judge_book
from ..queries.importing.reading import Book
from ..queries.importing.sealed import file_path, seal
from ..rules.importing.benefits import Judged, PastBenefit, report
from .importing import forget_file

PERMISSION = "benefits.import"
AT_ONCE = 500


@dataclass(frozen=True)
class Outcome:
    """What an import found and did: the report's figures with "added", the judged rows, the batch (None: a dry run)."""

    report: dict[str, Any]
    judged: list[Judged]
    batch: ImportBatch | None = None


def check(fund: Fund, actor: Actor, book: Book, now: datetime, day: date, batch: ImportBatch | None = None) -> Outcome:
    """What an import would do; nothing comes in. The reading of an uploaded file is on the trail. Errors: NOT_ALLOWED, NO_ROWS."""
    require(actor, PERMISSION, fund.organisation, day)
    judged = judge_book(fund, book, book.table.guess.mapping, day)
    if batch is not None:
        record(actor.user_id, "benefits.check", fund.organisation, f"import:{batch.pk}", now, {"rows": len(judged)})
    return Outcome({**report(judged), "added": 0}, judged, batch)


@transaction.atomic
def bring_in(
    fund: Fund, actor: Actor, book: Book, file_name: str, digest: str, now: datetime, day: date,
    batch: ImportBatch | None = None,
) -> Outcome:  # fmt: skip
    """Bring the good rows in. The same rows a second time are recognised and add nothing.

    Errors: NOT_ALLOWED, NO_ROWS, ALREADY_DONE (this upload was confirmed before).
    """
    require(actor, PERMISSION, fund.organisation, day)
    Fund.objects.select_for_update().get(pk=fund.pk)  # two imports into one fund wait for each other
    if batch is not None:
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != "draft":
            raise Clash("ALREADY_DONE", "ไฟล์นี้นำเข้าแล้ว ดูผลที่รายการนำเข้า", "This upload was imported before.")
    judged = judge_book(fund, book, book.table.guess.mapping, day)
    good = [(row.row_number, row.paid) for row in judged if row.paid is not None]
    figures = {**report(judged), "added": len(good)}
    batch = batch or ImportBatch(fund=fund, kind="benefits", file_name=file_name[:200], sha256=digest)
    batch.state, batch.report, batch.sheet = "done", figures, book.table.sheet[:120]
    batch.headers, batch.mapping = list(book.table.headers), dict(book.table.guess.mapping)
    batch.actor_id, batch.at = actor.user_id, now
    batch.save()
    BenefitHistory.objects.bulk_create((_row(batch, number, paid, now) for number, paid in good), batch_size=AT_ONCE)
    detail = {name: figures[name] for name in ("rows", "accepted", "rejected")}
    record(actor.user_id, "benefits.import", fund.organisation, f"import:{batch.pk}", now, detail)
    return Outcome(figures, judged, batch)


def _row(batch: ImportBatch, number: int, paid: PastBenefit, now: datetime) -> BenefitHistory:
    uid = uuid.uuid4()
    return BenefitHistory(
        uid=uid, member_id=paid.member_id, satang=paid.satang, batch=batch, row_number=number, at=now,
        facts_sealed=seal_past(uid, paid.key, paid.start, paid.end, paid.units),
    )  # fmt: skip


def keep_upload(
    fund: Fund, actor: Actor, data: bytes, file_name: str, book: Book, now: datetime, day: date
) -> ImportBatch:
    """An uploaded book waits, sealed, for the person to look at it. Errors: NOT_ALLOWED."""
    require(actor, PERMISSION, fund.organisation, day)
    digest = sha256(data).hexdigest()
    path = file_path(fund.pk, digest)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    waiting = path.with_suffix(".new")
    waiting.write_bytes(seal(data, f"{fund.pk}:{digest}"))
    waiting.chmod(0o600)
    waiting.replace(path)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            fund=fund, kind="benefits", file_name=Path(file_name).name[:200], sha256=digest, sheet=book.table.sheet[:120],
            headers=list(book.table.headers), mapping=dict(book.table.guess.mapping), actor_id=actor.user_id, at=now,
        )  # fmt: skip
        record(actor.user_id, "benefits.upload", fund.organisation, f"import:{batch.pk}", now)
    return batch


@transaction.atomic
def discard(batch: ImportBatch, actor: Actor, now: datetime, day: date) -> None:
    """A file that nobody wants goes. Errors: NOT_ALLOWED, ALREADY_DONE."""
    require(actor, PERMISSION, batch.fund.organisation, day)
    if batch.state != "draft":
        raise Clash("ALREADY_DONE", "ไฟล์นี้นำเข้าแล้ว ยกเลิกไม่ได้", "This upload was imported; it cannot be discarded.")
    record(actor.user_id, "benefits.discard", batch.fund.organisation, f"import:{batch.pk}", now)
    forget_file(batch)
    batch.delete()
