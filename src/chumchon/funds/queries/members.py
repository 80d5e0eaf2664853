"""Reads of the register: one member, a search, the list with its filters, who is alike, the next number."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When

from chumchon.areas.models import Village
from chumchon.people import protect
from chumchon.people.derived import natural_key, plain
from chumchon.people.models import Household, Person
from chumchon.people.queries import named

from ..models import Fund, Member
from ..rules import members_search as search_rules
from ..rules.dues import Plan, Standing, month_end, standing
from ..rules.membership import STATUS_TH, FundMemberFacts, next_number, standing_words

SHOWN_AT_ONCE = 30
ORDERS: dict[str, tuple[Any, ...]] = {
    # Where nobody wrote a village or a house down comes last, on both databases.
    "house": (
        F("village__number").asc(nulls_last=True),
        F("person__household__house_key").asc(nulls_last=True),
        "person__sort_key",
        "id",
    ),
    "name": ("person__sort_key", "id"),
    "number": ("number_key", "id"),
    "joined": ("-joined_on", "number_key", "id"),
}


@dataclass(frozen=True)
class Row:
    """A member as lists and pages show them: with their standing in money and in words."""

    member: Member
    standing: Standing
    words: str

    @property
    def overdue(self) -> bool:
        """Is a month before this one not paid?"""
        return self.member.status == "active" and self.standing.behind

    @property
    def owed_satang(self) -> int:
        """Arrears in satang; nothing while a member is not behind."""
        return self.standing.owed_satang if self.overdue else 0


def row_of(member: Member, plan: Plan, today: date) -> Row:
    """A member with their standing; a former member owes nothing."""
    if member.status != "active":
        return Row(member, Standing(0, 0, 0, None), STATUS_TH[member.status])
    at = standing(plan, member.joined_on, member.paid_until, today)
    return Row(member, at, standing_words(at, member.paid_until))


def rows_of(members: Iterable[Member], plan: Plan, today: date) -> list[Row]:
    """Members with their standing."""
    return [row_of(m, plan, today) for m in members]


def members_of(fund: Fund) -> QuerySet[Member]:
    """The members of a fund with person, house and village, in one query."""
    return Member.objects.filter(fund=fund).select_related("person__household", "village").defer(
        "person__citizen_cipher", "salt"
    )  # fmt: skip


def member(fund: Fund, member_id: int) -> Member | None:
    """One member of this fund."""
    rows = Member.objects.select_related("person__household__village", "village", "user")
    found = rows.filter(fund=fund, pk=member_id).first()
    if found is not None:
        found.fund = fund
    return found


def matching(fund: Fund, text: str) -> QuerySet[Member]:
    """Members that the text finds by name, number, house, telephone or full citizen id; the best first, then Thai order."""
    asked = search_rules.read(text)
    rows = members_of(fund)
    if asked.citizen_id:
        return rows.filter(person__citizen_index=protect.index(asked.citizen_id))
    if asked.nothing:
        return rows
    for word, bare in asked.words:
        rows = rows.filter(named(word, bare, "person__") | Q(number_key=natural_key(word)))
    if asked.village is not None:
        rows = rows.filter(village__number=asked.village)
    if asked.code:
        rows = rows.filter(_code(fund, asked))
    return rows.order_by(_best(asked), "person__sort_key", "id")


def _code(fund: Fund, asked: search_rules.Asked) -> Q:
    """Digits as a house, and where they may be that, as a number or a telephone. Subqueries, so that indexes serve each."""
    key = natural_key(asked.code)
    houses = Household.objects.filter(village__subdistrict_id=fund.organisation.subdistrict_id)
    houses = houses.filter(Q(house_key=key) | Q(house_key__startswith=f"{key}/"))
    found = Q(person__in=Person.objects.filter(household__in=houses.values("pk")).values("pk"))
    if asked.village is not None or "/" in asked.code:
        return found
    found |= Q(pk__in=Member.objects.filter(fund=fund, number_key=key).values("pk"))
    digits = asked.code.replace("-", "")
    return found | Q(person__search_text__contains=digits) if search_rules.may_be_phone(digits) else found


def _best(asked: search_rules.Asked) -> Case:
    best = Q(pk__in=[])
    if asked.code:
        best = Q(number_key=natural_key(asked.code)) | Q(person__household__house_key=natural_key(asked.code))
    elif asked.words:
        word, bare = asked.words[0]
        best = Q(person__search_text__startswith=plain(bare or word))
    return Case(When(best, then=Value(0)), default=Value(1), output_field=IntegerField())


def find(fund: Fund, text: str, limit: int = SHOWN_AT_ONCE) -> list[Member]:
    """The first members that the text finds; one query, none where nothing was asked."""
    return [] if search_rules.read(text).nothing else list(matching(fund, text)[:limit])


@dataclass(frozen=True)
class Filters:
    """The list's filters as they stand in the address; empty ones ask for everybody."""

    q: str = ""
    village: int | None = None
    status: str = "active"
    kind: str = ""
    overdue: bool = False
    sort: str = "house"


def register(fund: Fund, asked: Filters, today: date) -> QuerySet[Member]:
    """The members that the filters leave, in the order asked for."""
    rows = matching(fund, asked.q)
    if asked.village == 0:
        rows = rows.filter(village__isnull=True)
    elif asked.village is not None:
        rows = rows.filter(village__number=asked.village)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.status in STATUS_TH:
        rows = rows.filter(status=asked.status)
    elif asked.status == "former":
        rows = rows.exclude(status="active")
    if asked.overdue:
        rows = rows.filter(behind(today))
    return rows if asked.q and not asked.sort else rows.order_by(*ORDERS.get(asked.sort, ORDERS["house"]))


def counts(fund: Fund, asked: Filters, today: date) -> dict[str, int]:
    """How many the other filters leave in each of: active, behind, former, all. One query."""
    rows = (
        register(fund, replace(asked, status="all", overdue=False), today).order_by().select_related(None).defer(None)
    )
    found: dict[str, int] = rows.aggregate(
        all=Count("id"), active=Count("id", filter=Q(status="active")), behind=Count("id", filter=behind(today)),
        former=Count("id", filter=~Q(status="active")),
    )  # fmt: skip
    return found


def newest_event(member: Member) -> int | None:
    """The id of the newest event: what a person saw when they opened the form."""
    return member.events.order_by("-id").values_list("id", flat=True).first()


def behind(today: date) -> Q:
    """Members who have not paid a month before this one: rules.dues.Standing.behind as a filter of the database."""
    last = month_end(today, -1)
    return Q(status="active", joined_on__lte=last) & (Q(paid_until__isnull=True) | Q(paid_until__lt=last))


def villages(fund: Fund) -> QuerySet[Village]:
    """The villages of the fund's area, by number."""
    return Village.objects.filter(subdistrict_id=fund.organisation.subdistrict_id).order_by("number")


def with_citizen_id(fund: Fund, citizen_id: str) -> Member | None:
    """The member of this fund who has the id, found through the keyed index."""
    rows = Member.objects.filter(fund=fund, person__citizen_index=protect.index(citizen_id))
    return rows.select_related("person").order_by("id").first()


def alike(fund: Fund, facts: FundMemberFacts) -> list[Member]:
    """Members of the same first name and surname whose birth day is the same or not known on one side."""
    same = members_of(fund).filter(person__first_name=facts.first_name, person__surname=facts.surname)
    if facts.birth_day is not None:
        year_only = facts.birth_precision == "year"
        year = Q(person__birth_day__year=facts.birth_day.year)
        exact = year if year_only else Q(person__birth_day=facts.birth_day) | (year & Q(person__birth_precision="year"))
        same = same.filter(exact | Q(person__birth_day__isnull=True))
    return list(same.order_by("id")[:5])


def suggested_number(fund: Fund) -> str:
    """The next free number of the fund."""
    digits_first = Member.objects.filter(fund=fund, number_key__lt=":").order_by("-number_key")
    return next_number(list(digits_first.values_list("number", flat=True)[:50]))


def closed_through(fund: Fund) -> date | None:
    """The last day of the newest closed year; the register up to it stands as the meeting saw it."""
    return fund.years.aggregate(last=Max("last_day"))["last"]


def told_after_closing(member: Member, day: date) -> bool:
    """Whether the death of that day came to light after its year was closed: what was told late may be taken back."""
    death = member.events.filter(kind="die", day=day).order_by("-id").first()
    closed = member.fund.years.filter(last_day__gte=day).order_by("last_day").first()
    return death is not None and closed is not None and death.at > closed.closed_at
