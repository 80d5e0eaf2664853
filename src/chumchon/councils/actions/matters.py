"""A provincial or the national meeting gathers matters, sends them on, answers; the answer returns to every village that asked."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor
from chumchon.thai.errors import BadInput, Refused

from ..models import Council, Matter
from ..models.matter import OUTCOMES
from ..rules.travel import need_answer, need_inbox
from .common import locked, require_council
from .resolutions import add_step, answer_comes_back, body_above, new_matter


@transaction.atomic
def merge(
    body: Council, matter_ids: Sequence[int], title: str, text: str, actor: Actor, now: datetime, day: date
) -> Matter:  # fmt: skip
    """Several matters of the inbox become one; each keeps its link. Errors: NOT_ALLOWED, TOO_FEW, NOT_WAITING, NO_TEXT."""
    require_council(actor, "councils.gather", body, day)
    body = locked(body)
    rows = _waiting(body, matter_ids)
    if len(rows) < 2:
        raise BadInput("TOO_FEW", "เลือกอย่างน้อยสองเรื่องที่จะรวม", "Choose at least two matters.")
    if len(title.strip()) < 3 or len(text.strip()) < 5:
        raise BadInput("NO_TEXT", "เขียนชื่อเรื่องและข้อความของเรื่องที่รวมแล้ว", "Write the merged matter.")
    made = new_matter(body, title.strip(), text.strip(), now)
    add_step(made, "gathered", "รวมจาก " + " ".join(m.label for m in rows), actor.user_id, now)
    for row in rows:
        row.merged_into, row.state = made, "merged"
        row.save(update_fields=["merged_into", "state"])
        add_step(row, "merged", f"รวมเป็น{made.label} {made.title}", actor.user_id, now)
    detail = {"number": made.label, "rows": len(rows)}
    record(actor.user_id, "matter.merge", body.organisation, f"matter:{made.pk}", now, detail)
    return made


@transaction.atomic
def send_on(body: Council, matter_id: int, note: str, actor: Actor, now: datetime, day: date) -> tuple[Matter, bool]:
    """To the national meeting. Sent twice it is the same matter there: (matter, is it new). Errors: NOT_ALLOWED, NO_MATTER, NOT_WAITING, TOP."""
    require_council(actor, "councils.gather", body, day)
    body = locked(body)
    row = _lock(body, matter_id)
    sent = Matter.objects.filter(below=row).first()
    if sent is not None:
        return sent, False
    need_inbox([row.state])
    nation = body_above(body)
    made = new_matter(nation, row.title, row.text, now, below=row)
    add_step(made, "received", note.strip() or f"จาก{body.organisation.name_th} {row.label}", actor.user_id, now)
    row.state = "sent"
    row.save(update_fields=["state"])
    add_step(row, "sent", note.strip(), actor.user_id, now)
    record(actor.user_id, "matter.send", body.organisation, f"matter:{row.pk}", now, {"number": row.label})
    return made, True


@transaction.atomic
def answer(
    body: Council, matter_id: int, outcome: str, words: str, by_whom: str, actor: Actor, now: datetime, day: date
) -> int:
    """The answer goes down every way that the matter came up. Returns how many resolutions it reached.

    Errors: NOT_ALLOWED, NO_MATTER, NOT_WAITING, BAD_OUTCOME, NO_ANSWER.
    """
    require_council(actor, "councils.gather", body, day)
    body = locked(body)
    row = _lock(body, matter_id)
    need_inbox([row.state])
    need_answer(outcome, words, [key for key, _ in OUTCOMES])
    given = by_whom.strip()[:160] or body.organisation.name_th
    reached = _answered(row, outcome, words.strip()[:1200], given, now, day, True, actor.user_id)
    record(
        actor.user_id,
        "matter.answer",
        body.organisation,
        f"matter:{row.pk}",
        now,
        {"number": row.label, "rows": reached},
    )
    return reached


def _answered(
    row: Matter, outcome: str, words: str, given: str, now: datetime, day: date, first: bool, by_id: int | None
) -> int:
    row.outcome, row.answer, row.answered_by, row.answered_on, row.state = outcome, words, given, day, "answered"
    row.save(update_fields=["outcome", "answer", "answered_by", "answered_on", "state"])
    add_step(row, "answered" if first else "returned", words, by_id if first else None, now)
    reached = 0
    if row.resolution is not None:
        answer_comes_back(row.resolution, f"{row.get_outcome_display()}: {words} ({given})", now)
        reached = 1
    below = [*([row.below] if row.below is not None else []), *row.parts.select_related("resolution", "below")]
    return reached + sum(_answered(m, outcome, words, given, now, day, False, None) for m in below)


def _waiting(body: Council, ids: Sequence[int]) -> list[Matter]:
    rows = list(Matter.objects.select_for_update(of=("self",)).filter(body=body, pk__in=list(ids)).order_by("id"))
    if len(rows) != len(set(ids)):
        raise Refused("NO_MATTER", "บางเรื่องไม่อยู่ในที่ประชุมนี้ เลือกจากรายการใหม่", "Some matters are not here.")
    need_inbox([row.state for row in rows])
    return rows


def _lock(body: Council, matter_id: int) -> Matter:
    row = Matter.objects.select_for_update(of=("self",)).filter(body=body, pk=matter_id).first()
    if row is None:
        raise Refused("NO_MATTER", "ไม่พบเรื่องนี้ในที่ประชุม เลือกจากรายการ", "There is no such matter here.")
    return row
