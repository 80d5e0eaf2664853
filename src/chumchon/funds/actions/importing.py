"""Bringing a fund's own book in: all of its good rows in one transaction, the rest kept to be mended."""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.areas.models import Village
from chumchon.people.actions import PersonFacts, build_person
from chumchon.people.models import Household, Person
from chumchon.thai.errors import Clash, Refused

from ..models import Fund, ImportBatch, ImportMapping, ImportRow, Member, MemberEvent
from ..queries.importing.known import judge_book
from ..queries.importing.reading import Book
from ..queries.importing.rejects import rejects_workbook
from ..queries.importing.sealed import file_path, open_cells, seal, seal_cells
from ..rules.dues import as_written
from ..rules.importing.cells import number_key
from ..rules.importing.headers import checked, signature
from ..rules.importing.report import report
from ..rules.importing.rows import Facts, Judged
from .bulk import insert_many

PERMISSION = "members.import"
AT_ONCE = 500  # rows of one INSERT: SQLite takes 32,766 parameters
KEEP_DRAFTS_SECONDS = 7 * 86_400


@dataclass(frozen=True)
class Outcome:
    """What an import found and did: the report's figures with "added", the judged rows, and the batch (None: dry run)."""

    report: dict[str, Any]
    judged: list[Judged]
    batch: ImportBatch | None


def check_book(fund: Fund, book: Book, mapping: Mapping[str, int], day: date) -> Outcome:
    """What an import would do; nothing is written."""
    judged = judge_book(fund, book, mapping, day)
    return Outcome(_figures(judged, book, 0), judged, None)


@transaction.atomic
def import_book(
    fund: Fund, actor: Actor, book: Book, mapping: Mapping[str, int], file_name: str, digest: str, now: datetime, day: date,
    batch: ImportBatch | None = None,
) -> Outcome:  # fmt: skip
    """Bring the good rows in, keep the others sealed. The same rows a second time are recognised and add nothing.

    Errors: NOT_ALLOWED, NO_NAME_COLUMN, NO_ROWS, ALREADY_DONE (this upload was confirmed before).
    """
    require(actor, PERMISSION, fund.organisation, day)
    Fund.objects.select_for_update().get(pk=fund.pk)  # two imports into one fund wait for each other
    if batch is not None:
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != "draft":
            raise Clash("ALREADY_DONE", "ไฟล์นี้นำเข้าแล้ว ดูผลที่รายการนำเข้า", "This upload was imported before.")
    judged = judge_book(fund, book, mapping, day)
    if batch is None:
        batch = ImportBatch(fund=fund, file_name=file_name[:200], sha256=digest, actor_id=actor.user_id, at=now)
    figures = _figures(judged, book, sum(not j.faults for j in judged))
    batch.state, batch.report, batch.sheet = "done", figures, book.table.sheet[:120]
    batch.headers, batch.mapping, batch.actor_id, batch.at = list(book.table.headers), dict(mapping), actor.user_id, now
    batch.save()
    members = _add_members(fund, actor, judged, now, day)
    _keep_rows(batch, book, judged, members)
    _remember(fund, book.table.headers, mapping)
    detail = {k: figures[k] for k in ("rows", "accepted", "rejected")}
    record(actor.user_id, "members.import", fund.organisation, f"import:{batch.id}", now, detail)
    return Outcome(figures, judged, batch)


def _figures(judged: list[Judged], book: Book, added: int) -> dict[str, Any]:
    return {**report(judged), "added": added, "uncomputed": book.uncomputed}


def _add_members(fund: Fund, actor: Actor, judged: list[Judged], now: datetime, day: date) -> dict[int, int]:
    """Persons, members and their first events; returns the member's id by row number."""
    good = [j for j in judged if not j.faults]
    villages = {v.number: v for v in fund.organisation.subdistrict.villages.filter(number__lte=fund.village_count)}
    houses = _households(villages, [j.facts for j in good])
    numbers = _free_numbers(fund, judged)
    ids: dict[int, int] = {}
    for part in _parts(good):
        persons = insert_many([_person(j.facts, villages, houses) for j in part])
        members = insert_many([
            _member(fund, person, j.facts, j.facts.number or next(numbers), villages, day)
            for j, person in zip(part, persons, strict=True)
        ])  # fmt: skip
        insert_many([_event(m, j.facts, actor, now, day) for m, j in zip(members, part, strict=True)])
        ids.update((j.row_number, m.id) for j, m in zip(part, members, strict=True))
    return ids


def _parts(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]


def _households(villages: dict[int, Village], facts: Iterable[Facts]) -> dict[tuple[int, str], int]:
    """Ids of households by village number and house number; those that are missing are made."""
    wanted = {(f.village, f.house_no) for f in facts if f.village in villages and f.house_no}
    by_id = {v.id: v.number for v in villages.values()}

    def found() -> dict[tuple[int, str], int]:
        rows = Household.objects.filter(village_id__in=by_id).values_list("village_id", "house_no", "id")
        return {(by_id[village], house): pk for village, house, pk in rows}

    missing = wanted - found().keys()
    Household.objects.bulk_create(
        [Household(village=villages[village], house_no=house) for village, house in sorted(missing)],
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
    return found()


def _free_numbers(fund: Fund, judged: list[Judged]) -> Iterator[str]:
    """Numbers for members whose book gives none: above every number of the fund and of the file."""
    taken = [number_key(n) for n in Member.objects.filter(fund=fund).values_list("number", flat=True)]
    taken += [number_key(j.facts.number) for j in judged]
    last = max((int(n) for n in taken if n.isdigit() and len(n) < 10), default=0)
    while True:
        last += 1
        yield f"{last:04d}"


def _person(facts: Facts, villages: dict[int, Village], houses: dict[tuple[int, str], int]) -> Person:
    known = PersonFacts(
        first_name=facts.first_name, surname=facts.surname, prefix=facts.prefix, citizen_id=facts.citizen_id,
        birth_day=facts.birth_day, birth_precision=facts.birth_precision, phone=facts.phone,
    )  # fmt: skip
    return build_person(known, houses.get((facts.village or 0, facts.house_no)))


def _member(fund: Fund, person: Person, facts: Facts, number: str, villages: dict[int, Village], day: date) -> Member:
    village = villages.get(facts.village or 0)
    paid = as_written(fund.plan_kind, facts.paid_until) if facts.paid_until else None
    return Member(
        fund_id=fund.pk, person_id=person.pk, number=number, kind=facts.kind, village_id=village.pk if village else None,
        joined_on=facts.joined_on or day, paid_until=paid, legacy_satang=facts.legacy_satang,
        beneficiary=facts.beneficiary,
    )  # fmt: skip


def _event(member: Member, facts: Facts, actor: Actor, now: datetime, day: date) -> MemberEvent:
    after = {
        "number": member.number, "joined_on": member.joined_on.isoformat(), "kind": member.kind,
        "paid_until": member.paid_until.isoformat() if member.paid_until else None, "legacy_satang": member.legacy_satang,
        "village": facts.village, "house_no": facts.house_no,
    }  # fmt: skip
    return MemberEvent(member_id=member.pk, kind="import", day=day, after=after, actor_id=actor.user_id, at=now)


def _keep_rows(batch: ImportBatch, book: Book, judged: list[Judged], members: dict[int, int]) -> None:
    """Rejected rows and those with a warning or a note, sealed; rows that the fund has already need nobody's mending."""
    kept = (j for j in judged if (j.faults or j.warnings or j.notes) and not j.already)
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                batch=batch, row_number=j.row_number, member_id=members.get(j.row_number),
                cells=seal_cells(book.rows[j.row_number - 1], batch.id, j.row_number),
                faults=[{"code": f.code, "field": f.field, "th": f.th} for f in j.faults],
                warnings=[] if j.faults else [*j.warnings, *j.notes],
            )
            for j in kept
        ),
        batch_size=AT_ONCE,
    )  # fmt: skip


def _remember(fund: Fund, headers: tuple[str, ...], mapping: Mapping[str, int]) -> None:
    ImportMapping.objects.update_or_create(fund=fund, signature=signature(headers), defaults={"mapping": dict(mapping)})


def keep_upload(fund: Fund, actor: Actor, data: bytes, file_name: str, book: Book, mapping: Mapping[str, int],
                now: datetime, day: date) -> ImportBatch:  # fmt: skip
    """An uploaded book waits, sealed, for the person to look at it. Old drafts' files go. Errors: NOT_ALLOWED."""
    require(actor, PERMISSION, fund.organisation, day)
    digest = sha256(data).hexdigest()
    path = file_path(fund.id, digest)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(path.parent)
    waiting = path.with_suffix(".new")
    waiting.write_bytes(seal(data, f"{fund.id}:{digest}"))
    waiting.chmod(0o600)
    waiting.replace(path)
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            fund=fund, file_name=Path(file_name).name[:200], sha256=digest, sheet=book.table.sheet[:120],
            headers=list(book.table.headers), mapping=dict(mapping), actor_id=actor.user_id, at=now,
        )  # fmt: skip
        record(actor.user_id, "members.upload", fund.organisation, f"import:{batch.id}", now)
    return batch


def _sweep(folder: Path) -> None:
    """Files whose draft nobody confirmed within a week hold personal data for nothing."""
    for old in folder.glob("*.sealed"):
        if time.time() - old.stat().st_mtime > KEEP_DRAFTS_SECONDS:
            old.unlink(missing_ok=True)


@transaction.atomic
def choose_columns(
    batch: ImportBatch, actor: Actor, book: Book, mapping: dict[str, int], now: datetime, day: date
) -> None:
    """The person says which column is what; remembered for the next file with these headers.

    Errors: NOT_ALLOWED, ALREADY_DONE, SAME_COLUMN.
    """
    require(actor, PERMISSION, batch.fund.organisation, day)
    if batch.state != "draft":
        raise Clash("ALREADY_DONE", "ไฟล์นี้นำเข้าแล้ว ดูผลที่รายการนำเข้า", "This upload was imported before.")
    batch.sheet, batch.headers = book.table.sheet[:120], list(book.table.headers)
    batch.mapping = checked(mapping, len(book.table.headers))
    batch.save(update_fields=["sheet", "headers", "mapping"])
    _remember(batch.fund, book.table.headers, batch.mapping)
    record(actor.user_id, "members.columns", batch.fund.organisation, f"import:{batch.id}", now)


@transaction.atomic
def read_rejects(batch: ImportBatch, actor: Actor, now: datetime, day: date) -> bytes:
    """The rejected rows of an import as a workbook; it shows full citizen ids, so that the reading is on the trail.

    Errors: NOT_ALLOWED, NOTHING_REJECTED.
    """
    require(actor, PERMISSION, batch.fund.organisation, day)
    kept = [r for r in batch.rows.order_by("row_number") if r.faults]
    if not kept:
        raise Refused("NOTHING_REJECTED", "ไม่มีแถวที่ต้องแก้ในการนำเข้านี้", "No row of this import was rejected.")
    record(actor.user_id, "members.rejects", batch.fund.organisation, f"import:{batch.id}", now, {"rows": len(kept)})
    rows = (
        (r.row_number, open_cells(r.cells, batch.id, r.row_number), [(f["field"], f["th"]) for f in r.faults])
        for r in kept
    )
    return rejects_workbook(batch.headers, batch.mapping, rows)


@transaction.atomic
def discard(batch: ImportBatch, actor: Actor, now: datetime, day: date) -> None:
    """A draft that nobody wants goes with its file. Errors: NOT_ALLOWED, ALREADY_DONE."""
    require(actor, PERMISSION, batch.fund.organisation, day)
    if batch.state != "draft":
        raise Refused("ALREADY_DONE", "ไฟล์นี้นำเข้าแล้ว ยกเลิกไม่ได้", "This upload was imported; it cannot be discarded.")
    record(actor.user_id, "members.discard", batch.fund.organisation, f"import:{batch.id}", now)
    forget_file(batch)
    batch.delete()


def forget_file(batch: ImportBatch) -> None:
    """The waiting file of a batch goes, unless another draft waits for the same one."""
    others = ImportBatch.objects.filter(fund_id=batch.fund_id, sha256=batch.sha256, state="draft").exclude(pk=batch.pk)
    if not others.exists():
        file_path(batch.fund_id, batch.sha256).unlink(missing_ok=True)
