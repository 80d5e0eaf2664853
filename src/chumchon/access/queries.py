"""Reads of the access room."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet

from chumchon.areas.queries import provinces_of_regions

from .models import AuditEvent, Grant, Organisation, User
from .rules import Actor, GrantFacts, is_region


def actor_of_user(user: User, chosen: int | None = None) -> Actor:
    """The actor that a user is, with all grants; one query, and one more where a grant is over a region."""
    held = list(Grant.objects.filter(user=user).order_by("id"))
    regions = provinces_of_regions({g.area_prefix for g in held if is_region(g.area_prefix)})
    grants = tuple(
        GrantFacts(
            g.id, g.role, g.organisation_id, g.area_prefix, g.from_day, g.until_day,
            regions.get(g.area_prefix, frozenset()),
        )
        for g in held
    )  # fmt: skip
    return Actor(user.id, str(user), grants, chosen if any(g.id == chosen for g in grants) else None)


def within(prefixes: Iterable[str], field: str = "subdistrict__code") -> Q:
    """Rows whose area code in `field` begins with one of the prefixes; "" is the nation, no prefix is nothing."""
    area = Q(pk__in=[])
    for prefix in prefixes:
        area |= Q(**{f"{field}__startswith": prefix}) if prefix else Q(**{f"{field}__isnull": False})
    return area


def organisation(code: str) -> Organisation | None:
    """An organisation by its code, with the names of its area."""
    return Organisation.objects.select_related("subdistrict__district__province").filter(code=code).first()


def in_force(day: date) -> QuerySet[Grant]:
    """Grants in force on a C.E. day, with user and organisation."""
    return (
        Grant.objects.filter(from_day__lte=day)
        .filter(Q(until_day__isnull=True) | Q(until_day__gte=day))
        .select_related("user", "organisation")
        .order_by("id")
    )


def people_of(organisation: Organisation, day: date) -> list[Grant]:
    """Who has a role in the organisation that day, by name; a person with two roles stands twice."""
    return list(in_force(day).filter(organisation=organisation).order_by("user__name_th", "user_id", "id"))


def funds_of(prefixes: Iterable[str], text: str = "") -> QuerySet[Organisation]:
    """The funds of one or more areas (code prefixes; "" is the nation), found by name, code or area."""
    rows = Organisation.objects.filter(within(prefixes), kind="fund").select_related("subdistrict__district__province")
    for word in text.split():
        word = word.removeprefix("ต.").removeprefix("อ.").removeprefix("จ.")
        rows = rows.filter(
            Q(name_th__contains=word) | Q(code__startswith=word) | Q(subdistrict__name_th__startswith=word)
            | Q(subdistrict__district__name_th__startswith=word)
            | Q(subdistrict__district__province__name_th__startswith=word)
        )  # fmt: skip
    return rows.order_by("subdistrict_id", "code")


def trail(
    organisation: Organisation, verb: str = "", who: int | None = None,
    since: datetime | None = None, until: datetime | None = None,
) -> QuerySet[AuditEvent]:  # fmt: skip
    """The audit trail of an organisation, newest first; `until` is exclusive."""
    rows = AuditEvent.objects.filter(organisation=organisation).select_related("actor").order_by("-id")
    if verb:
        rows = rows.filter(verb=verb)
    if who is not None:
        rows = rows.filter(actor_id=who)
    if since is not None:
        rows = rows.filter(at__gte=since)
    if until is not None:
        rows = rows.filter(at__lt=until)
    return rows


def actors_of(organisation: Organisation) -> QuerySet[User]:
    """Everybody who stands on the organisation's trail."""
    ids = AuditEvent.objects.filter(organisation=organisation).values("actor_id").distinct()
    return User.objects.filter(id__in=ids).order_by("name_th", "id")
