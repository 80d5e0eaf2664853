"""Every reading of what rests sealed in claims is written down."""

from datetime import datetime

from django.db import transaction

from chumchon.access.actions import record
from chumchon.access.rules import Actor

from ..models import Claim, Member


@transaction.atomic
def record_rights_read(member: Member, actor: Actor, now: datetime) -> None:
    """Somebody read what a member was given and may still be given."""
    where = member.fund.organisation
    record(actor.user_id, "claim.read_rights", where, f"member:{member.pk}", now, {"number": member.number})


@transaction.atomic
def record_reading(claim: Claim, actor: Actor, now: datetime, what: str = "claim.read") -> None:
    """Somebody opened what rests sealed."""
    record(actor.user_id, what, claim.fund.organisation, f"claim:{claim.pk}", now, {"number": claim.label})
