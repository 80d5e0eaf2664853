"""Files on their way in, whatever they hold: they wait sealed, columns are chosen, they are confirmed or thrown away."""

import time
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import Clash, Plain, Refused

from ..models import Fund, ImportBatch, ImportMapping
from ..queries.importing.reading import Book
from ..queries.importing.sealed import file_path, seal
from ..rules.importing.headers import checked, signature
from ..rules.importing.kinds import KINDS, Kind

KEEP_DRAFTS_SECONDS = 7 * 86_400


def keep_upload(
    fund: Fund, actor: Actor, kind: Kind, data: bytes, file_name: str, book: Book, mapping: Mapping[str, int],
    now: datetime, day: date,
) -> ImportBatch:  # fmt: skip
    """An uploaded book waits, sealed, for the person to look at it. Old drafts' files go. Errors: NOT_ALLOWED."""
    require(actor, kind.permission, fund.organisation, day)
    digest = sha256(data).hexdigest()
    path = file_path(fund.pk, digest)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(path.parent)
    waiting = path.with_suffix(".new")
    waiting.write_bytes(seal(data, f"{fund.pk}:{digest}"))
    waiting.chmod(0o600)
    waiting.replace(path)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            fund=fund, kind=kind.key, file_name=Path(file_name).name[:200], sha256=digest, sheet=book.table.sheet[:120],
            headers=list(book.table.headers), mapping=dict(mapping), actor_id=actor.user_id, at=now,
        )  # fmt: skip
        record(actor.user_id, f"{kind.key}.upload", fund.organisation, f"import:{batch.pk}", now)
    return batch


def _sweep(folder: Path) -> None:
    """Files whose draft nobody confirmed within a week hold personal data for nothing."""
    for old in folder.glob("*.sealed"):
        if time.time() - old.stat().st_mtime > KEEP_DRAFTS_SECONDS:
            old.unlink(missing_ok=True)


@transaction.atomic
def choose_columns(
    batch: ImportBatch, actor: Actor, book: Book, mapping: Mapping[str, int], now: datetime, day: date
) -> None:
    """The person says which column is what. It is remembered once the file is confirmed. Errors: NOT_ALLOWED, ALREADY_DONE."""
    require(actor, KINDS[batch.kind].permission, batch.fund.organisation, day)
    batch = _draft(batch)
    batch.sheet, batch.headers = book.table.sheet[:120], list(book.table.headers)
    batch.mapping = checked(mapping, len(book.table.headers), KINDS[batch.kind].fields)
    batch.save(update_fields=["sheet", "headers", "mapping"])
    record(actor.user_id, f"{batch.kind}.columns", batch.fund.organisation, f"import:{batch.pk}", now)


def confirmed(
    batch: ImportBatch | None, fund: Fund, kind: Kind, actor: Actor, book: Book, mapping: Mapping[str, int],
    file_name: str, digest: str, figures: dict[str, object], now: datetime,
) -> ImportBatch:  # fmt: skip
    """The batch as done, saved inside the caller's transaction; its columns are remembered for the next such file.

    batch: the draft that was looked at, None for a file that came by command. Errors: ALREADY_DONE.
    """
    batch = _draft(batch) if batch else ImportBatch(fund=fund, kind=kind.key, file_name=file_name[:200], sha256=digest)
    batch.state, batch.report, batch.sheet = "done", figures, book.table.sheet[:120]
    batch.headers, batch.mapping = list(book.table.headers), dict(mapping)
    batch.actor_id, batch.at = actor.user_id, now
    batch.save()
    ImportMapping.objects.update_or_create(
        fund=fund, signature=signature(book.table.headers, kind.key), defaults={"mapping": dict(mapping)}
    )
    return batch


def _draft(batch: ImportBatch) -> ImportBatch:
    rows = ImportBatch.objects.select_for_update(of=("self",)).select_related("fund__organisation")
    batch = rows.get(pk=batch.pk)
    if batch.state != "draft":
        raise Clash("ALREADY_DONE", "ไฟล์นี้นำเข้าแล้ว ดูผลที่รายการนำเข้า", "This upload was imported before.")
    return batch


@transaction.atomic
def discard(batch: ImportBatch, actor: Actor, now: datetime, day: date) -> None:
    """A draft that nobody wants goes with its file. Errors: NOT_ALLOWED, ALREADY_DONE."""
    require(actor, KINDS[batch.kind].permission, batch.fund.organisation, day)
    batch = _draft(batch)
    record(actor.user_id, f"{batch.kind}.discard", batch.fund.organisation, f"import:{batch.pk}", now)
    forget_file(batch)
    batch.delete()


def forget_file(batch: ImportBatch) -> None:
    """The waiting file of a batch goes, unless another draft waits for the same one."""
    others = ImportBatch.objects.filter(fund_id=batch.fund_id, sha256=batch.sha256, state="draft").exclude(pk=batch.pk)
    if not others.exists():
        file_path(batch.fund_id, batch.sha256).unlink(missing_ok=True)


def forget_columns(batch: ImportBatch) -> None:
    """Columns of an import that was taken back are not proposed again."""
    remembered = ImportMapping.objects.filter(
        fund_id=batch.fund_id, signature=signature(tuple(batch.headers), batch.kind)
    )
    remembered.filter(mapping=batch.mapping).delete()


def not_done(batch: ImportBatch) -> Plain | None:
    """Why an import cannot be taken back by its own state: it never came in, or it is gone already."""
    if batch.state == "draft":
        return Refused("NOT_DONE", "ไฟล์นี้ยังไม่ได้นำเข้า ลบไฟล์ได้เลย", "This upload was not imported yet; discard it.")
    if batch.state == "undone":
        return Clash("ALREADY_UNDONE", "ไฟล์นี้ยกเลิกไปแล้ว", "This import was taken back already.")
    return None
