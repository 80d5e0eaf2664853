"""Papers of claims: made harmless, sealed with the key "health", kept outside the web root, each reading written down."""

import os
import secrets
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.people.protect import open_with, seal_with
from chumchon.thai.errors import BadInput, Refused

from ..models import Claim, ClaimEvidence, Fund, Member
from ..queries.claims import HEALTH, evidence_of
from ..rules.claims import OPEN, OWED
from ..rules.evidence import Paper, clean
from .claims import locked, look_again

MOST_PAPERS = 20


def folder() -> Path:
    """Where sealed papers lie; no web server points here."""
    return Path(settings.DATA_DIR) / "evidence"


def cleaned(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, Paper]]:
    """Files by the label of the paper that they show, made harmless, before anything is written. Errors: rules.evidence.clean."""
    return [(label.strip()[:120] or "เอกสาร", clean(raw)) for label, raw in files]


@transaction.atomic
def add_papers(
    fund: Fund,
    claim_id: int,
    actor: Actor,
    papers: Sequence[tuple[str, Paper]],
    seen: Sequence[str],
    now: datetime,
    day: date,
) -> None:
    """Keep papers of a claim that is still open, and originals that were shown; a claim that waited for them goes on.

    Errors: NOT_ALLOWED, ALREADY (decided), NO_FILE, TOO_MANY.
    """
    require(actor, "claims.enter", fund.organisation, day)
    claim = locked(fund, claim_id)
    if claim.state not in OPEN:
        raise Refused("ALREADY", "คำขอนี้ตัดสินแล้ว แนบหลักฐานเพิ่มไม่ได้", "The claim was decided; papers cannot be added.")
    if not papers and not seen:
        raise BadInput("NO_FILE", "ยังไม่ได้เลือกไฟล์ ถ่ายรูปเอกสาร หรือทำเครื่องหมายว่าเห็นตัวจริงแล้ว", "Nothing was chosen.")
    if len(evidence_of(claim)) + len(papers) > MOST_PAPERS:
        raise BadInput("TOO_MANY", f"แนบได้ไม่เกิน {MOST_PAPERS} ไฟล์ต่อคำขอ", "Too many papers.")
    for label, paper in papers:
        row = ClaimEvidence(
            claim=claim, label=label, file_name=f"{secrets.token_hex(16)}.sealed", mime=paper.mime, pages=paper.pages,
            sha256=sha256(paper.content).hexdigest(), size=len(paper.content), by_id=actor.user_id, at=now,
        )  # fmt: skip
        _write(row, paper.content)
        row.save()
    have = {e.label for e in evidence_of(claim)}
    ClaimEvidence.objects.bulk_create(
        ClaimEvidence(claim=claim, label=label[:120], by_id=actor.user_id, at=now)
        for label in seen
        if label not in have
    )
    look_again(claim, now)
    detail = {"number": claim.label, "rows": len(papers) + len(seen)}
    record(actor.user_id, "claim.evidence", fund.organisation, f"claim:{claim.pk}", now, detail)


def _write(row: ClaimEvidence, content: bytes) -> None:
    """A file that nobody but the house reads. Should the transaction fail, what stays opens for nobody."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder() / row.file_name
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(seal_with(HEALTH, row.uid.bytes, content))


@transaction.atomic
def read_paper(row: ClaimEvidence, actor: Actor, now: datetime, day: date) -> bytes:
    """The paper for one who decides; the reading is written down. Errors: NOT_ALLOWED, NO_FILE, BROKEN_FILE."""
    fund = row.claim.fund
    require(actor, "claims.read_health", fund.organisation, day)
    file = folder() / row.file_name
    if not row.file_name or not file.exists():
        raise Refused("NO_FILE", "ไม่พบไฟล์นี้ ถามผู้ทำคำขอ", "The file is not there.")
    content = open_with(HEALTH, row.uid.bytes, file.read_bytes())
    if sha256(content).hexdigest() != row.sha256:
        raise Refused("BROKEN_FILE", "ไฟล์เสียหาย ให้แนบใหม่", "The file is damaged.")
    record(
        actor.user_id,
        "claim.read_evidence",
        fund.organisation,
        f"claim:{row.claim_id}",
        now,
        {"number": row.claim.label},
    )
    return content


def forget_claims(member: Member) -> None:
    """A member who is erased takes along who received, what was answered, and the papers that nobody else's claim needs.

    Call inside the transaction that erases the salt; the files go once it is done. Errors: CLAIMS_OPEN.
    """
    claims = Claim.objects.filter(member=member)
    if claims.filter(state__in=(*OPEN, *OWED)).exists():
        raise Refused(
            "CLAIMS_OPEN", "ยังมีคำขอสวัสดิการที่รออยู่หรือยังจ่ายไม่ครบ ทำให้จบหรือถอนคำขอก่อน แล้วจึงลบข้อมูล",
            "A claim is still open or owed: finish or withdraw it first.",
        )  # fmt: skip
    claims.update(receiver_sealed="", answer="")
    events = list(claims.values_list("event_key", flat=True))
    same = Claim.objects.filter(fund=member.fund_id, event_key__in=events)
    needed = same.filter(member__salt__isnull=False).exclude(member=member).values("event_key")
    papers = ClaimEvidence.objects.filter(claim__in=same.exclude(event_key__in=needed)).exclude(file_name="")
    names = list(papers.values_list("file_name", flat=True))
    papers.update(file_name="")
    transaction.on_commit(lambda: [(folder() / name).unlink(missing_ok=True) for name in names])
