"""Papers of claims: made harmless, sealed with the key "health", kept outside the web root, each reading written down."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q, QuerySet

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.paper import vault
from chumchon.thai.errors import BadInput, Plain, Refused

from ..models import Claim, ClaimEvidence, Fund, Member
from ..queries.claims import HEALTH, evidence_of, labels_of, waiting_papers
from ..rules.claims import MOST_LABEL, OPEN, OWED
from ..rules.evidence import Paper, clean
from .claims import locked, look_again, see

MOST_PAPERS = 20
FOLDER = "evidence"
WAITS = timedelta(days=2)
"""How long papers of a form that was never handed in are kept."""


def folder() -> Path:
    """Where sealed papers lie; no web server points here."""
    return vault.folder(FOLDER)


def cleaned(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, Paper]]:
    """Files by the label of the paper that they show, made harmless, before anything is written. Errors: rules.evidence.clean."""
    return [(label.strip()[:MOST_LABEL] or "เอกสาร", clean(raw)) for label, raw in files]


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
    known, other = labels_of(claim), "เอกสารอื่น"
    papers = [(label if label in known else other, paper) for label, paper in papers]
    seen = [label for label in seen if label in known]  # a name of one's own could tell of an illness, in clear
    if not papers and not seen:
        raise BadInput("NO_FILE", "ยังไม่ได้เลือกไฟล์ ถ่ายรูปเอกสาร หรือทำเครื่องหมายว่าเห็นตัวจริงแล้ว", "Nothing was chosen.")
    if len(evidence_of(claim)) + len(papers) > MOST_PAPERS:
        raise BadInput("TOO_MANY", f"แนบได้ไม่เกิน {MOST_PAPERS} ไฟล์ต่อคำขอ", "Too many papers.")
    for label, paper in papers:
        _keep(label, paper, actor, now, claim=claim)
    see(claim, seen, actor, now)
    look_again(claim, now)
    detail = {"number": claim.label, "rows": len(papers) + len(seen)}
    record(actor.user_id, "claim.evidence", fund.organisation, f"claim:{claim.pk}", now, detail)


def _keep(
    label: str, paper: Paper, actor: Actor, now: datetime, *, claim: Claim | None = None, form_key: uuid.UUID | None = None
) -> ClaimEvidence:  # fmt: skip
    row = ClaimEvidence(
        claim=claim, event_key=claim.event_key if claim else None, form_key=form_key, label=label, mime=paper.mime, pages=paper.pages, size=len(paper.content),
        by_id=actor.user_id, at=now,
    )  # fmt: skip
    row.file_name, row.sha256 = vault.keep(FOLDER, HEALTH, row.uid.bytes, paper.content)
    row.save()
    return row


@transaction.atomic
def keep_waiting(
    fund: Fund, key: uuid.UUID, actor: Actor, files: Sequence[tuple[str, bytes]], drop: Collection[int], now: datetime,
    day: date,
) -> Plain | None:  # fmt: skip
    """Keep the files of a claim's form until it is handed in: a form that comes back with an error has lost nothing.

    What is fit is kept; the sentence for the first that is not is returned. drop: ids of kept papers to take away.
    Papers of forms that nobody handed in go after two days. Errors: NOT_ALLOWED.
    """
    require(actor, "claims.enter", fund.organisation, day)
    _throw_away(ClaimEvidence.objects.filter(claim=None, at__lt=now - WAITS))
    _throw_away(ClaimEvidence.objects.filter(claim=None, form_key=key, by_id=actor.user_id, pk__in=drop))
    room, wrong = MOST_PAPERS - len(waiting_papers(key, actor.user_id)), None
    for label, raw in files:
        try:
            if room <= 0:
                raise BadInput("TOO_MANY", f"แนบได้ไม่เกิน {MOST_PAPERS} ไฟล์ต่อคำขอ", "Too many papers.")
            _keep(label.strip()[:MOST_LABEL] or "เอกสาร", clean(raw), actor, now, form_key=key)
            room -= 1
        except Plain as refused:
            wrong = wrong or refused
    return wrong


def _throw_away(rows: QuerySet[ClaimEvidence]) -> None:
    names = list(rows.values_list("file_name", flat=True))
    rows.delete()
    transaction.on_commit(lambda: _unlink(names))


def _unlink(names: Collection[str]) -> None:
    for name in names:
        if name:
            (folder() / name).unlink(missing_ok=True)


@transaction.atomic
def read_paper(row: ClaimEvidence, actor: Actor, now: datetime, day: date) -> bytes:
    """The paper for one who decides; the reading is written down. Errors: NOT_ALLOWED, NO_FILE, BROKEN_FILE."""
    claim = row.claim
    if claim is None:
        raise Refused("NO_FILE", "ไม่พบไฟล์นี้ ถามผู้ที่แนบไว้", "The paper belongs to no claim yet.")
    organisation = claim.fund.organisation
    require(actor, "claims.read_health", organisation, day)
    content = vault.read(FOLDER, HEALTH, row.uid.bytes, row.file_name, row.sha256)
    detail = {"number": claim.label}
    record(actor.user_id, "claim.read_evidence", organisation, f"claim:{claim.pk}", now, detail)
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
    claims.update(receiver_sealed="", answer_sealed="")
    brought = ClaimEvidence.objects.filter(claim__in=claims)
    events = {*claims.values_list("event_key", flat=True), *(paper.event_key for paper in brought if paper.event_key)}
    same = Claim.objects.filter(fund=member.fund_id, event_key__in=events)
    needed = same.filter(member__salt__isnull=False).exclude(member=member).values("event_key")
    mine = Q(claim__member=member) | Q(claim__fund=member.fund_id, claim__member__salt=None)
    papers = (
        ClaimEvidence.objects.filter(mine, event_key__in=events).exclude(event_key__in=needed).exclude(file_name="")
    )
    names = list(papers.values_list("file_name", flat=True))
    papers.update(file_name="")
    transaction.on_commit(lambda: _unlink(names))
