"""How what happens to a member is written down: what was and what is, with personal words sealed under the member's salt.

When the salt is erased the words can never be opened again, and the rows themselves stay as they were.
"""

import json
from datetime import date, datetime

from chumchon.access.rules import Actor
from chumchon.people import protect

from ..models import Member, MemberEvent
from ..queries.members_history import OPEN_FIELDS, PERSONAL_FIELDS, SEALED, State, first_state, state_of

__all__ = ["State", "event_of", "first_state", "state_of", "write"]


def event_of(
    member: Member, kind: str, day: date, reason: str, before: State, after: State, actor_id: int, at: datetime
) -> MemberEvent:
    """An event that is not saved yet, with what changed alone; importers save many at once."""
    changed = [f for f in after if before.get(f) != after[f] or f not in before]
    return MemberEvent(
        member=member, kind=kind, day=day, reason=reason.strip()[:300], actor_id=actor_id, at=at,
        before=_pack(member, {f: before[f] for f in changed if f in before}),
        after=_pack(member, {f: after[f] for f in changed}),
    )  # fmt: skip


def write(member: Member, kind: str, day: date, reason: str, before: State, actor: Actor, at: datetime) -> MemberEvent:
    """Save the event that led from `before` to the member as it stands now."""
    event = event_of(member, kind, day, reason, before, state_of(member), actor.user_id, at)
    event.save()
    return event


def _pack(member: Member, fields: State) -> State:
    if not fields:
        return {}
    packed = {f: v for f, v in fields.items() if f in OPEN_FIELDS}
    personal = {f: v for f, v in fields.items() if f in PERSONAL_FIELDS}
    if personal and member.salt is not None:
        packed[SEALED] = protect.seal_text(bytes(member.salt), json.dumps(personal, ensure_ascii=False))
    return packed
