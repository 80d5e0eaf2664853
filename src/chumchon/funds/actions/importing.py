"""Bringing a fund's own book in: all of its good rows in one transaction, the rest kept to be mended."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.areas.models import Village
from chumchon.people.actions import PersonFacts, build_person
from chumchon.people.models import Household, Person
from chumchon.thai.errors import Refused

from ..models import Fund, ImportBatch, ImportRow, Member, MemberEvent
from ..queries.importing.known import judge_book
from ..queries.importing.reading import Book
from ..queries.importing.rejects import rejects_workbook
from ..queries.importing.sealed import open_cells, seal_cells
from ..rules.dues import as_written
from ..rules.importing.cells import number_key
from ..rules.importing.kinds import MEMBERS
from ..rules.importing.report import report
from ..rules.importing.rows import Facts, Judged
from . import members_history as history
from .bulk import insert_many
from .importing_files import confirmed
from .importing_fill import fill_in

PERMISSION = MEMBERS.permission
AT_ONCE = 500  # rows of one INSERT: SQLite takes 32,766 parameters


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
    batch: ImportBatch | None = None, *, fill: bool = False,
) -> Outcome:  # fmt: skip
    """Bring the good rows in, keep the others sealed. The same rows a second time are recognised and add nothing.

    fill: fields that are empty in the register and stand in the file are filled too; nothing is written over.
    Errors: NOT_ALLOWED, NO_NAME_COLUMN, NO_ROWS, ALREADY_DONE (this upload was confirmed before).
    """
    require(actor, PERMISSION, fund.organisation, day)
    Fund.objects.select_for_update().get(pk=fund.pk)  # two imports into one fund wait for each other
    judged = judge_book(fund, book, mapping, day)
    figures = _figures(
        judged, book, sum(not j.faults for j in judged), sum(bool(j.fill) for j in judged) if fill else 0
    )
    batch = confirmed(batch, fund, MEMBERS, actor, book, mapping, file_name, digest, figures, now)
    villages = {v.number: v for v in fund.organisation.subdistrict.villages.filter(number__lte=fund.village_count)}
    wanted = [j.facts for j in judged if not j.faults or (fill and j.fill)]
    houses = _households(villages, wanted)
    members = _add_members(fund, batch, actor, judged, villages, houses, now, day)
    if fill:
        fill_in(fund, judged, houses, batch, actor, now, day)
    _keep_rows(batch, book, judged, members)
    detail = {k: figures[k] for k in ("rows", "accepted", "rejected", "filled")}
    record(actor.user_id, "members.import", fund.organisation, f"import:{batch.id}", now, detail)
    return Outcome(figures, judged, batch)


def _figures(judged: list[Judged], book: Book, added: int, filled: int = 0) -> dict[str, Any]:
    return {**report(judged), "added": added, "filled": filled, "uncomputed": book.uncomputed}


def _add_members(
    fund: Fund, batch: ImportBatch, actor: Actor, judged: list[Judged], villages: dict[int, Village],
    houses: dict[tuple[int, str], int], now: datetime, day: date,
) -> dict[int, int]:  # fmt: skip
    """Persons, members and their first events; returns the member's id by row number."""
    numbers = _free_numbers(fund, judged)
    ids: dict[int, int] = {}
    for part in parts([j for j in judged if not j.faults]):
        persons = insert_many([_person(j.facts, villages, houses) for j in part])
        members = insert_many([
            _member(fund, person, j.facts, j.facts.number or next(numbers), villages, day)
            for j, person in zip(part, persons, strict=True)
        ])  # fmt: skip
        insert_many([_event(m, j.facts, batch, actor, now, day) for m, j in zip(members, part, strict=True)])
        ids.update((j.row_number, m.id) for j, m in zip(part, members, strict=True))
    return ids


def parts(rows: Sequence[Any]) -> Iterator[Any]:
    """Slices of AT_ONCE rows."""
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
    for part in parts([Household(village=villages[v], house_no=house) for v, house in sorted(missing)]):
        insert_many(part, new_only=True)
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
        fund_id=fund.pk, person=person, number=number, kind=facts.kind, village_id=village.pk if village else None,
        joined_on=facts.joined_on or day, paid_until=paid, legacy_satang=facts.legacy_satang,
        beneficiary=facts.beneficiary,
    )  # fmt: skip


def _event(member: Member, facts: Facts, batch: ImportBatch, actor: Actor, now: datetime, day: date) -> MemberEvent:
    """Everything that came in, as enrolling writes it: personal words sealed under the member's salt."""
    after = history.first_state(member, facts.house_no if member.person.household_id else "")
    event = history.event_of(member, "import", day, "", {}, after, actor.user_id, now)
    event.after["legacy_satang"], event.batch_id = member.legacy_satang, batch.pk
    return event


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
