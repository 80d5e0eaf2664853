"""Lists of findings: an officer's queue with its filters and sums, a fund's own list, one finding with its steps."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, QuerySet, When

from chumchon.access.models import Organisation
from chumchon.access.queries import within
from chumchon.access.rules import Actor, areas_of
from chumchon.areas.models import Province

from ..models import STATES, WAITING, Check, Finding, FindingStep

READ = "findings.decide"
STATE_CHOICES = (("waiting", "ที่รอทำ"), *STATES, ("gone", "ตรวจใหม่แล้วไม่พบ"), ("all", "ทั้งหมด"))
_WITH = ("check_of", "organisation__subdistrict__district__province")
_GRAVE = Case(When(severity="severe", then=0), When(severity="warn", then=1), default=2)
_ORDER = (_GRAVE, "first_seen", "check_of__position", "id")


@dataclass(frozen=True)
class Asked:
    """Filters of the queue, as they stand in the address; "" is all of them. state: see STATE_CHOICES."""

    severity: str = ""
    check: str = ""
    province: str = ""
    state: str = "waiting"
    text: str = ""


def queue(actor: Actor, asked: Asked, day: date) -> QuerySet[Finding]:
    """Findings of the actor's area, severe first, the oldest first."""
    rows = _of_state(in_areas(areas_of(actor, READ, day)), asked.state)
    if asked.severity:
        rows = rows.filter(severity=asked.severity)
    if asked.check:
        rows = rows.filter(check_of=asked.check)
    if asked.province:
        rows = rows.filter(organisation__subdistrict__district__province=asked.province)
    for word in asked.text.split():
        rows = rows.filter(Q(organisation__name_th__contains=word) | Q(organisation__code=word))
    return rows.select_related(*_WITH).order_by(*_ORDER)


def in_areas(areas: tuple[str, ...]) -> QuerySet[Finding]:
    """Findings of organisations in these areas."""
    return Finding.objects.filter(within(areas, "organisation__subdistrict__code"), check_of__is_on=True)


def _of_state(rows: QuerySet[Finding], state: str) -> QuerySet[Finding]:
    if state == "all":
        return rows
    if state == "gone":
        return rows.exclude(gone_at=None)
    rows = rows.filter(gone_at=None)
    return rows.filter(state__in=WAITING) if state == "waiting" else rows.filter(state=state)


def by_severity(rows: QuerySet[Finding]) -> dict[str, int]:
    """How many of each severity."""
    found = dict(rows.order_by().values_list("severity").annotate(n=Count("id")))
    return {key: found.get(key, 0) for key in ("severe", "warn", "info")}


def check_choices() -> list[tuple[str, str]]:
    """(code, name) of the checks that are on."""
    return list(Check.objects.filter(is_on=True).values_list("code", "name_th"))


def province_choices(actor: Actor, day: date) -> list[tuple[str, str]]:
    """(code, name) of the provinces that the actor's area touches."""
    areas = areas_of(actor, READ, day)
    rows = Province.objects.order_by("name_th").values_list("code", "name_th")
    return [(c, n) for c, n in rows if any(a.startswith(c) or c.startswith(a) for a in areas)]


def of_fund(organisation: Organisation, done: bool = False) -> QuerySet[Finding]:
    """A fund's own list: what waits, else what is settled or gone."""
    rows = Finding.objects.filter(organisation=organisation, check_of__is_on=True).select_related(*_WITH)
    waiting = rows.filter(gone_at=None, state__in=WAITING)
    return (rows.exclude(pk__in=waiting.values("pk")) if done else waiting).order_by(*_ORDER)


def one(finding_id: int, organisation: Organisation | None = None) -> Finding | None:
    """A finding, of that organisation where one is named."""
    rows = Finding.objects.select_related(*_WITH).filter(pk=finding_id)
    return (rows.filter(organisation=organisation) if organisation else rows).first()


def steps_of(finding: Finding) -> list[FindingStep]:
    """Every step, the first one first."""
    return list(FindingStep.objects.filter(finding=finding).select_related("actor").order_by("id"))


def last_run(organisation: Organisation) -> date | None:
    """The day on which the organisation was last checked."""
    found = getattr(organisation, "verification", None)
    return found.day if found else None
