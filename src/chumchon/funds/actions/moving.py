"""Memberships go on in another fund: each keeps its day of joining and its money, and both registers say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, Sum

from chumchon.access.actions import grant
from chumchon.access.models import Grant, User
from chumchon.people.derived import natural_key

from ..models import Contribution, Fund, Member, MemberEvent
from ..rules.membership import next_number
from . import members_history as history

BATCH = 500


@dataclass(frozen=True)
class Moved:
    """How many memberships were made anew in a fund, and how many were one with a membership that stood there already."""

    made: int
    joined: int


class _Numbers:
    """Member numbers of a fund: the old one where it is free, else the next of its own."""

    def __init__(self, fund: Fund) -> None:
        numbers = list(Member.objects.filter(fund=fund).values_list("number", flat=True))
        self.taken = {natural_key(n) for n in numbers}
        self.next = next_number(numbers)

    def give(self, wanted: str) -> str:
        number = wanted
        while natural_key(number) in self.taken:
            number, self.next = self.next, str(int(self.next) + 1).zfill(len(self.next))
        self.taken.add(natural_key(number))
        return number


def move_members(members: Sequence[Member], fund: Fund, day: date, actor_id: int, now: datetime) -> Moved:
    """Active members of one ended fund go on in `fund` from a day. Call inside the transaction that ends their fund, with
    person, household, village and user read along; the caller asked for permission.

    Whoever is an active member of both has one membership from then on: the earlier joining, the later paid-until, and
    the money of both [d].
    """
    if not members:
        return Moved(0, 0)
    paid = _paid(members[0].fund_id)
    here = _here(fund)
    numbers = _Numbers(fund)
    users = set(Member.objects.filter(fund=fund, user__isnull=False).values_list("user_id", flat=True))
    made: list[Member] = []
    joined: list[MemberEvent] = []
    for old in members:
        total = old.legacy_satang + paid.get(old.pk, 0)
        other = here.pop(old.person.citizen_index or "", None)
        if other is not None:
            joined.append(_join(other, old, total, day, actor_id, now))
            continue
        made.append(
            Member(
                fund=fund, person=old.person, number=numbers.give(old.number), kind=old.kind, village=old.village,
                joined_on=old.joined_on, paid_until=old.paid_until, legacy_satang=total, beneficiary=old.beneficiary,
                moved_from=old, user=None if old.user_id in users else old.user,
            )
        )  # fmt: skip
    Member.objects.bulk_create(made, batch_size=BATCH)
    events = [*joined, *(_came(m, day, actor_id, now) for m in made), *_went(members, fund, made, day, actor_id, now)]
    MemberEvent.objects.bulk_create(events, batch_size=BATCH)
    _let_in([m.user for m in made if m.user is not None], fund, day)
    return Moved(len(made), len(joined))


def _here(fund: Fund) -> dict[str, Member]:
    rows = Member.objects.filter(fund=fund, status="active").exclude(person__citizen_index=None)
    rows = rows.select_related("person__household", "user", "village").order_by("-id")
    return {m.person.citizen_index or "": m for m in rows if m.person.citizen_index}


def _paid(fund_id: int) -> dict[int, int]:
    rows = Contribution.objects.filter(member__fund_id=fund_id, kind="due").values_list("member_id")
    return dict(rows.annotate(total=Sum("satang")))


def _join(other: Member, old: Member, total: int, day: date, actor_id: int, now: datetime) -> MemberEvent:
    before = history.state_of(other)
    other.joined_on = min(other.joined_on, old.joined_on)
    other.paid_until = max((d for d in (other.paid_until, old.paid_until) if d is not None), default=None)
    other.legacy_satang += total
    if other.moved_from_id is None:
        other.moved_from = old
    other.save(update_fields=["joined_on", "paid_until", "legacy_satang", "moved_from"])
    reason = f"เป็นสมาชิกทั้งสองกองทุน รวมเป็นสมาชิกภาพเดียว เดิมเลขที่ {old.number} {old.fund.name_th}"
    return history.event_of(other, "change", day, reason, before, history.state_of(other), actor_id, now)


def _came(member: Member, day: date, actor_id: int, now: datetime) -> MemberEvent:
    old = member.moved_from
    reason = f"เดิมเลขที่ {old.number} {old.fund.name_th}" if old is not None else ""
    return history.event_of(member, "move_in", day, reason, {}, history.state_of(member), actor_id, now)


def _went(
    members: Sequence[Member], fund: Fund, made: Sequence[Member], day: date, actor_id: int, now: datetime
) -> list[MemberEvent]:
    numbers = {m.moved_from_id: m.number for m in made}
    events = []
    for old in members:
        before = history.state_of(old)
        old.status = "left"
        number = f" เลขที่ {numbers[old.pk]}" if old.pk in numbers else ""
        reason = f"ไปต่อกับ{fund.name_th}{number}"
        events.append(history.event_of(old, "move_on", day, reason, before, history.state_of(old), actor_id, now))
    Member.objects.bulk_update(members, ["status"], batch_size=BATCH)
    return events


def _let_in(users: Sequence[User], fund: Fund, day: date) -> None:
    """Who read the own passbook in the old fund reads it in the new one."""
    held = Grant.objects.filter(organisation=fund.organisation, role="member")
    held = held.filter(Q(until_day__isnull=True) | Q(until_day__gte=day))
    known = set(held.values_list("user_id", flat=True))
    for user in users:
        if user.pk not in known:
            grant(user, "member", day, fund.organisation)
