"""Papers and photographs of a project: made harmless, sealed, known again by their look; each reading is written down."""

import uuid
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.paper import vault
from chumchon.paper.scans import Paper, Said, clean, look_of, said_by
from chumchon.thai.errors import BadInput, Refused

from ..models import Document, LookBand, Programme, ProgrammeStep, Project
from ..queries import looks
from ..rules.looks import bands
from .projects import locked

FOLDER, KEY = "homes", "homes"
MOST_PAPERS = 500


def prepared(raw: bytes) -> tuple[Paper, Said]:
    """The file made harmless and what its photograph said of day and place. Errors: paper.scans.clean."""
    return clean(raw), said_by(raw)


@transaction.atomic
def attach(
    project: Project, actor: Actor, label: str, raw: bytes, now: datetime, day: date, permission: str = "homes.write"
) -> Document:
    """Keep a paper under its label, on the step where the project stands. Errors: NOT_ALLOWED, NO_LABEL, TOO_MANY, ENDED, clean."""
    require(actor, permission, project.organisation, day)
    if not label.strip():
        raise BadInput("NO_LABEL", "บอกว่าเป็นเอกสารอะไร", "Say what the paper is.")
    paper, said = prepared(raw)
    row = locked(project)
    if row.documents.count() >= MOST_PAPERS:
        raise Refused("TOO_MANY", f"โครงการหนึ่งเก็บได้ไม่เกิน {MOST_PAPERS} ไฟล์", "Too many papers.")
    return keep(row, actor, label, paper, said, now)


def keep(project: Project, actor: Actor, label: str, paper: Paper, said: Said, now: datetime) -> Document:
    """Write it, inside the caller's transaction."""
    uid, look = uuid.uuid4(), look_of(paper)
    file_name, digest = vault.keep(FOLDER, KEY, uid.bytes, paper.content)
    made = Document.objects.create(
        project=project, uid=uid, label=label.strip()[:120], file_name=file_name, sha256=digest, mime=paper.mime,
        step=ProgrammeStep.objects.filter(programme=project.programme_id, number=project.step_number).first(),
        pages=paper.pages, size=len(paper.content), look="" if look is None else f"{look:016x}",
        taken_on=said.taken_at.date() if said.taken_at else None, longitude=said.longitude, latitude=said.latitude,
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    LookBand.objects.bulk_create(LookBand(document=made, band=band) for band in bands(made.look))
    record(actor.user_id, "document.add", project.organisation, f"document:{made.pk}", now, {"rows": 1})
    return made


def used_before(document: Document) -> bool:
    """Was its picture a proof before, in any project? One upload of the nation at a time asks this until it is kept or refused:

    the same picture sent to two projects at one moment is a proof once. Inside the caller's transaction, after `keep`.
    """
    list(Programme.objects.select_for_update(no_key=True).order_by("pk")[:1])  # a row that no other action locks
    return looks.used_before(document.look, document.pk)


def read(document: Document, actor: Actor, now: datetime, day: date) -> bytes:
    """The paper again; the reading is written down. Errors: NOT_ALLOWED, NO_FILE, BROKEN_FILE."""
    organisation = document.project.organisation
    require(actor, "homes.read", organisation, day)
    content = vault.read(FOLDER, KEY, document.uid.bytes, document.file_name, document.sha256)
    record(actor.user_id, "document.read", organisation, f"document:{document.pk}", now)
    return content
