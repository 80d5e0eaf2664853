"""Reads of leaders: lists with totals, one leader with all that is known, what anybody may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chumchon.access.models import Organisation
from chumchon.access.posts import Post, held
from chumchon.people.queries import named

from ..models import Certificate, HeldSkill, Honour, HonourKind, Leader, Position, Skill
from .places import leaders_of


@dataclass(frozen=True)
class Filters:
    """What a list of leaders is narrowed by; empty is everything."""

    text: str = ""
    skill: str = ""
    honour: str = ""
    public: str = ""
    area: str = ""


def _counted(rows: QuerySet[Leader]) -> QuerySet[Any]:
    def number(model: Any, **where: Any) -> Any:
        found = model.objects.filter(leader=OuterRef("pk"), **where).order_by().values("leader")
        return Coalesce(Subquery(found.annotate(n=Count("id")).values("n")), 0)

    return rows.annotate(
        certificate_count=number(Certificate, state="valid"),
        honour_count=number(Honour, struck_at__isnull=True),
        skill_count=number(HeldSkill),
    )


def narrowed(rows: QuerySet[Leader], filters: Filters) -> QuerySet[Any]:
    """Rows with `certificate_count`, `honour_count` and `skill_count`, narrowed."""
    if filters.area:
        rows = rows.filter(subdistrict__code__startswith=filters.area)
    if filters.skill:
        rows = rows.filter(Exists(HeldSkill.objects.filter(leader=OuterRef("pk"), skill_id=filters.skill)))
    if filters.honour:
        given = Honour.objects.filter(leader=OuterRef("pk"), kind_id=filters.honour, struck_at__isnull=True)
        rows = rows.filter(Exists(given))
    if filters.public in ("yes", "no"):
        rows = rows.filter(is_public=filters.public == "yes")
    for word in filters.text.split():
        place = word.removeprefix("ต.").removeprefix("อ.").removeprefix("จ.")
        rows = rows.filter(
            named(word, word, "person__")
            | Q(subdistrict__name_th__startswith=place)
            | Q(subdistrict__district__name_th__startswith=place)
            | Q(subdistrict__district__province__name_th__startswith=place)
        )
    return _counted(rows)


def listing(organisation: Organisation, filters: Filters) -> QuerySet[Any]:
    """The leaders of a body's area, by name."""
    return narrowed(leaders_of(organisation), filters)


def shown(filters: Filters) -> QuerySet[Any]:
    """Those who agreed that anybody may see them, by area and name."""
    rows = Leader.objects.select_related("person", "subdistrict__district__province", "village")
    rows = rows.filter(is_public=True, person__died_on__isnull=True)
    return narrowed(rows, filters).order_by("subdistrict_id", "person__sort_key", "id")


SUMMED = ("certificate_count", "honour_count", "skill_count")


def sums(rows: Iterable[Any]) -> dict[str, int]:
    """Totals of exactly these rows."""
    found = list(rows)
    return {name: sum(getattr(row, name) for row in found) for name in SUMMED}


def leader_of(organisation: Organisation, leader_id: int) -> Leader | None:
    """A leader of the body's area."""
    return leaders_of(organisation).select_related("user", "entered_by").filter(pk=leader_id).first()


def public_leader(uid: Any) -> Leader | None:
    """One who agreed to be seen."""
    rows = Leader.objects.select_related("person", "subdistrict__district__province", "village", "user")
    return rows.filter(uid=uid, is_public=True, person__died_on__isnull=True).first()


def near(organisation: Organisation, first_name: str, surname: str) -> list[Leader]:
    """Leaders of the area with the same first name and surname: a person looks whether it is the same one."""
    return list(leaders_of(organisation).filter(person__first_name=first_name, person__surname=surname)[:5])


@dataclass(frozen=True)
class Known:
    """Everything that is known of a leader, ready for a page."""

    posts: list[Post]
    positions: list[Position]
    honours: list[Honour]
    skills: list[HeldSkill]
    certificates: list[Certificate]

    @property
    def minutes(self) -> int:
        """Minutes of training behind certificates that hold."""
        return sum(c.minutes for c in self.certificates if c.state == "valid")


def known(leader: Leader) -> Known:
    """A fixed number of queries, whoever it is."""
    keys = [leader.person_key] if leader.person_key else []
    users = [leader.user_id] if leader.user_id else []
    return Known(
        held(keys, users) if keys or users else [],
        list(leader.positions.all()),
        list(leader.honours.filter(struck_at__isnull=True).select_related("kind")),
        list(leader.skills.select_related("skill", "certificate")),
        list(leader.certificates.select_related("organisation")),
    )


def skills() -> list[Skill]:
    """The skills that may be chosen."""
    return list(Skill.objects.filter(is_on=True))


def honour_kinds() -> list[HonourKind]:
    """The honours that may be chosen."""
    return list(HonourKind.objects.filter(is_on=True))
