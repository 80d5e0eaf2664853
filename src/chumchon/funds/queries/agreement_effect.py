"""Who gains and who loses: today's members under two versions, each in a standard event today, all at once in columns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chumchon.agreements.claims import KINDS, NAMES, Claims
from chumchon.agreements.columns import Book
from chumchon.agreements.model import Agreement, Benefit

from ..models import Fund, Member
from ..rules.agreement_events import DAMAGE_SATANG, counted, sizes, standard, what
from . import counters

LONG_AGO = date(1970, 1, 1)
GAIN, LOSE, SAME = "gain", "lose", "same"


@dataclass(frozen=True)
class Sum:
    """One benefit over all members: how many gain, lose or keep, and what all together would get before and after."""

    key: str
    th: str
    what: str
    gain: int
    lose: int
    same: int
    before_satang: int
    after_satang: int

    @property
    def difference_satang(self) -> int:
        """After less before."""
        return self.after_satang - self.before_satang


@dataclass(frozen=True)
class Row:
    """One member in one benefit, in satang."""

    member_id: int
    number: str
    name: str
    village: int | None
    before_satang: int
    after_satang: int

    @property
    def difference_satang(self) -> int:
        """After less before."""
        return self.after_satang - self.before_satang


@dataclass(frozen=True)
class Effect:
    """The sums by benefit, and the amounts behind them: due[version, benefit, member]."""

    sums: list[Sum]
    members: list[tuple[int, str, str, int | None]]
    due: NDArray[np.int64]

    def rows(self, key: str, who: str = "") -> list[Row]:
        """The members of one benefit, those whom it changes most first; who: gain, lose, same or all."""
        place = next((i for i, one in enumerate(self.sums) if one.key == key), None)
        if place is None:
            return []
        before, after = self.due[0, place], self.due[1, place]
        difference = after - before
        wanted = {GAIN: difference > 0, LOSE: difference < 0, SAME: difference == 0}.get(who)
        found = np.flatnonzero(wanted) if wanted is not None else np.arange(len(self.members))
        most_first = sorted(found.tolist(), key=lambda i: (-abs(int(difference[i])), i))
        return [Row(*self.members[i], int(before[i]), int(after[i])) for i in most_first]

    @property
    def people(self) -> dict[str, int]:
        """How many members gain in some benefit and lose in none, lose in some, or see no difference."""
        difference = self.due[1] - self.due[0]
        lose, gain = (difference < 0).any(axis=0), (difference > 0).any(axis=0)
        return {GAIN: int((gain & ~lose).sum()), LOSE: int(lose.sum()), SAME: int((~gain & ~lose).sum())}


def effect(fund: Fund, before: Agreement | None, after: Agreement, day: date) -> Effect:
    """Both versions as if each were in force today; before None pays nothing. Cash as it is today, nobody's rights used up.

    Each benefit in its usual event, or, where that shows nothing of what the draft changes, in the first that does.
    """
    rows = list(
        Member.objects.filter(fund=fund, status="active")
        .select_related("person", "village")
        .order_by("number_key", "id")
    )
    members = [(m.pk, m.number, m.person.name, m.village.number if m.village else None) for m in rows]
    versions = [
        None if v is None else replace(v, fund=f"v{i}", effective_from=LONG_AGO) for i, v in enumerate((before, after))
    ]
    book = Book(v for v in versions if v is not None)
    benefits = _benefits(before, after)
    pairs = [_pair(benefit.key, before, after) for benefit in benefits]
    changed_year = (before.member_year if before else None) != after.member_year
    due, tried = np.zeros((2, len(benefits), len(rows)), np.int64), np.zeros((2, len(rows)), np.int64)
    shown = [standard(counted(both)) for both in pairs]
    if rows:
        people = _people(rows)
        cash = counters.cash_of(counters.book_of(fund))
        outgo = counters.expected_outgo(fund, day)
        for place, (benefit, both) in enumerate(zip(benefits, pairs, strict=True)):
            for size in sizes(both, changed_year):
                for version in (0, 1):
                    claims = _claims(book, people, f"v{version}", benefit.key, (counted(both), size), day, cash, outgo)
                    found = book.decide(claims)
                    tried[version] = found.amount + found.deferred
                if size == standard(counted(both)) or (tried[0] != tried[1]).any():
                    due[:, place], shown[place] = tried, size
                if (tried[0] != tried[1]).any():
                    break
    sums = [
        _sum(b, what(counted(both), size), due[:, i])
        for i, (b, both, size) in enumerate(zip(benefits, pairs, shown, strict=True))
    ]
    return Effect(sums, members, due)


def _benefits(before: Agreement | None, after: Agreement) -> list[Benefit]:
    """Benefits of both, the draft's first; one that was cut stands last."""
    found = {b.key: b for b in after.benefits}
    return [*found.values(), *(b for b in (before.benefits if before else ()) if b.key not in found)]


def _pair(key: str, before: Agreement | None, after: Agreement) -> tuple[Benefit, ...]:
    """The benefit as each version has it that has it."""
    found = (version.benefit(key) for version in (before, after) if version is not None)
    return tuple(benefit for benefit in found if benefit is not None)


def _sum(benefit: Benefit, words: str, due: NDArray[np.int64]) -> Sum:
    difference = due[1] - due[0]
    return Sum(
        benefit.key, benefit.th, words, int((difference > 0).sum()), int((difference < 0).sum()),
        int((difference == 0).sum()), int(due[0].sum()), int(due[1].sum()),
    )  # fmt: skip


def _people(rows: Sequence[Member]) -> dict[str, NDArray[Any]]:
    join = np.array([m.joined_on.toordinal() for m in rows], np.int32)
    paid = [m.paid_until.toordinal() if m.paid_until else m.joined_on.toordinal() for m in rows]
    days = [counters.birth_of(m) for m in rows]
    known = np.array([born is not None for born in days], np.bool_)
    birth = [(born or m.joined_on).toordinal() for born, m in zip(days, rows, strict=True)]
    return {
        "join": join, "paid_until": np.array(paid, np.int32), "birth": np.array(birth, np.int32), "birth_known": known,
    }  # fmt: skip


def _claims(
    book: Book,
    people: dict[str, NDArray[Any]],
    fund: str,
    key: str,
    event: tuple[str, int],
    day: date,
    cash: int,
    outgo: int,
) -> Claims:
    (by, count), size = event, len(people["join"])
    end = day + timedelta(days=count if by == "night" else 0)
    same: dict[str, int | bool] = dict.fromkeys(NAMES, 0) | {
        "fund": book.funds.get(fund, -1), "event": book.events.get(key, -1), "start": day.toordinal(),
        "end": end.toordinal(), "claim": end.toordinal(), "children": count if by == "child" else 1,
        "damage": count if by == "damage" else DAMAGE_SATANG, "contributions": -1,
        "household_n": 1, "household_i": 1, "cash": cash, "outgo": outgo, "evidence_ok": True,
    }  # fmt: skip
    return Claims(*(people[n] if n in people else np.full(size, same[n], KINDS[n]) for n in NAMES))
