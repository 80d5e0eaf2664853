"""Who helps a community, what they promised, and when they kept it."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.actions import record, require
from chumchon.access.rules import Actor
from chumchon.thai.errors import Refused, raise_any

from ..models import Partner, Project
from ..rules import projects as rules
from .projects import locked


@transaction.atomic
def add_partner(
    project: Project, actor: Actor, kind: str, name_th: str, promise: str, satang: int, promised_on: date,
    now: datetime, day: date,
) -> Partner:  # fmt: skip
    """Who helps and what they promised. Errors: NOT_ALLOWED, FUTURE_DATE, BEFORE_START, ENDED."""
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    raise_any(rules.check_day(promised_on, row.started_on, day))
    partner = Partner.objects.create(
        project=row,
        kind=kind,
        name_th=name_th.strip(),
        promise=promise.strip(),
        promised_satang=satang,
        promised_on=promised_on,
    )
    detail = {"satang": satang}
    record(actor.user_id, "partner.add", project.organisation, f"partner:{partner.pk}", now, detail)
    return partner


@transaction.atomic
def keep_promise(
    project: Project, actor: Actor, partner_id: int, kept_on: date, note: str, now: datetime, day: date
) -> None:
    """The partner did what was promised. Errors: NOT_ALLOWED, NOT_FOUND, FUTURE_DATE."""
    require(actor, "homes.write", project.organisation, day)
    row = locked(project)
    partner = Partner.objects.select_for_update().filter(project=row, pk=partner_id).first()
    if partner is None:
        raise Refused("NOT_FOUND", "ไม่พบภาคีนี้ในโครงการ", "No such partner.")
    raise_any(rules.check_day(kept_on, partner.promised_on, day))
    partner.kept_on, partner.kept_note = kept_on, note.strip()[:300]
    partner.save(update_fields=["kept_on", "kept_note"])
    record(actor.user_id, "partner.kept", project.organisation, f"partner:{partner.pk}", now)
