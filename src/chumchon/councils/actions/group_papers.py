"""Evidence of a registration: made harmless, sealed, each reading written down."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.paper import vault
from chumchon.paper.scans import Paper, clean
from chumchon.thai.errors import BadInput

from ..models import Council, GroupPaper
from .common import require_council
from .groups import lock_group

FOLDER = KEY = "councils"
MOST_PAPERS = 12


def cleaned(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, Paper]]:
    """Files by their label, made harmless before anything is written. Errors: paper.scans.clean."""
    return [(label.strip()[:120] or "หลักฐาน", clean(raw)) for label, raw in files]


@transaction.atomic
def add_papers(
    council: Council, group_id: int, papers: Sequence[tuple[str, Paper]], actor: Actor, now: datetime, day: date
) -> None:
    """Keep papers of an organisation. Errors: NOT_ALLOWED, NO_GROUP, NO_FILE, TOO_MANY."""
    require_council(actor, "councils.register", council, day)
    group = lock_group(council, group_id)
    if not papers:
        raise BadInput("NO_FILE", "ยังไม่ได้เลือกไฟล์ ถ่ายรูปแบบที่ลงชื่อแล้ว หรือเลือกไฟล์ PDF", "Nothing was chosen.")
    if group.papers.count() + len(papers) > MOST_PAPERS:
        raise BadInput("TOO_MANY", f"แนบได้ไม่เกิน {MOST_PAPERS} ไฟล์ต่อองค์กร", "Too many papers.")
    for label, paper in papers:
        uid = uuid.uuid4()
        file_name, digest = vault.keep(FOLDER, KEY, uid.bytes, paper.content)
        GroupPaper.objects.create(
            group=group, uid=uid, label=label, file_name=file_name, sha256=digest, mime=paper.mime, pages=paper.pages,
            by_id=actor.user_id, at=now,
        )  # fmt: skip
    record(actor.user_id, "group.paper", council.organisation, f"group:{group.pk}", now, {"rows": len(papers)})


@transaction.atomic
def read_paper(council: Council, paper: GroupPaper, actor: Actor, now: datetime, day: date) -> bytes:
    """The paper for one who works in the council; the reading is written down. Errors: NOT_ALLOWED, NO_FILE, BROKEN_FILE."""
    require_council(actor, "councils.read", council, day)
    content = vault.read(FOLDER, KEY, paper.uid.bytes, paper.file_name, paper.sha256)
    record(actor.user_id, "group.read_paper", council.organisation, f"group:{paper.group_id}", now)
    return content
