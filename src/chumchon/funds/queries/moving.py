"""Memberships that go on in another fund: who stands behind a member, and a fund's members with those behind them."""

from collections.abc import Iterable

from chumchon.access.walls import whole_nation

from ..models import Fund, Member


@whole_nation()
def lineage(member: Member) -> list[int]:
    """Ids of the member and of the memberships in ended funds that this one goes on from, the newest first."""
    ids, before = [member.pk], member.moved_from_id
    while before is not None and before not in ids:
        ids.append(before)
        before = Member.objects.values_list("moved_from_id", flat=True).get(pk=before)
    return ids


@whole_nation()
def came_from(fund: Fund) -> dict[int, int]:
    """{membership in an ended fund: the member of this fund that goes on from it}, however many funds lie between."""
    found: dict[int, int] = {}
    rows: Iterable[tuple[int, int | None]] = Member.objects.filter(fund=fund, moved_from__isnull=False).values_list(
        "pk", "moved_from_id"
    )
    step = {before: pk for pk, before in rows if before is not None}
    while step:
        found |= step
        rows = Member.objects.filter(pk__in=step, moved_from__isnull=False).values_list("pk", "moved_from_id")
        step = {before: step[pk] for pk, before in rows if before is not None and before not in found}
    return found


def doubles(old: Fund, fund: Fund) -> int:
    """How many active members of the one are active members of the other too, by the keyed index of the citizen id."""

    def indexes(of: Fund) -> set[str]:
        rows = Member.objects.filter(fund=of, status="active").exclude(person__citizen_index=None)
        return {index for index in rows.values_list("person__citizen_index", flat=True) if index}

    return len(indexes(old) & indexes(fund))
