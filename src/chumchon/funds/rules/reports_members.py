"""How many members there were on any day, from what happened to each membership: never from today's state alone. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

PRESENT, NOT_YET = "active", "none"
STATUS_AFTER = {"leave": "left", "lapse": "lapsed", "die": "died", "rejoin": PRESENT, "move_on": "left"}
MOVED_IN = "move_in"
# Bands of age for the members' meeting [d]; the last is 60 and over.
AGE_BANDS = ((0, 14, "0–14 ปี"), (15, 24, "15–24 ปี"), (25, 59, "25–59 ปี"), (60, 200, "60 ปีขึ้นไป"))
AGE_UNKNOWN = "ไม่ทราบอายุ"


@dataclass(frozen=True)
class Happening:
    """One event of a membership: its C.E. day, its kind, and what it changed."""

    day: date
    kind: str
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """A membership: how it stands now (village: its id), and the happenings that stand, by day."""

    member_id: int
    joined_on: date
    status: str
    kind: str
    village: int | None
    birth_day: date | None
    happenings: tuple[Happening, ...] = ()

    @property
    def moved_in(self) -> Happening | None:
        """How the membership came from a fund that ended; None where it began here."""
        return next((h for h in self.happenings if h.kind == MOVED_IN), None)

    def continued(self) -> "History":
        """As if the membership had always been here, also while the fund that ended kept it: what the match counts."""
        return replace(self, happenings=tuple(h for h in self.happenings if h.kind != MOVED_IN))

    def first_day(self) -> date:
        """The day of the first joining: a rejoining moves joined_on, and says which day stood there before. Who came from a
        fund that ended is here from that day on."""
        moved = self.moved_in
        if moved is not None:
            return moved.day
        days = [self.joined_on]
        for happening in self.happenings:
            before = happening.before.get("joined_on")
            if happening.kind == "rejoin" and isinstance(before, str) and before:
                days.append(date.fromisoformat(before))
        return min(days)

    def steps(self) -> list[tuple[date, str]]:
        """(day, status from that day on). Who came into the register as no member, by an import, was never present.

        Nothing follows a death: who was written as gone before it came to light died as a member.
        """
        steps = [(self.first_day(), PRESENT)]
        died = min((h.day for h in self.happenings if h.kind == "die"), default=date.max)
        stand = [h for h in self.happenings if h.kind == "die" or h.day < died]
        steps += [(max(h.day, steps[0][0]), STATUS_AFTER[h.kind]) for h in stand if h.kind in STATUS_AFTER]
        return steps if len(steps) > 1 else [(steps[0][0], self.status)]

    def status_on(self, day: date) -> str:
        """The status at the end of that day; NOT_YET before the first joining."""
        status = NOT_YET
        for since, then in self.steps():
            if since <= day:
                status = then
        return status

    def present_on(self, day: date) -> bool:
        """A member at the end of that day."""
        return self.status_on(day) == PRESENT

    def member_since(self, day: date) -> date | None:
        """The day from which the person is a member without a break, seen on that day; None where they are not."""
        since, status = None, NOT_YET
        for start, then in self.steps():
            if start > day:
                break
            if then == PRESENT and status != PRESENT:
                since = start
            status = then
        moved = self.moved_in
        if moved is not None and since == moved.day:  # the years in the fund that ended count
            since = date.fromisoformat(str(moved.after["joined_on"]))
        return since if status == PRESENT else None

    def _as_it_was(self, name: str, now: object, day: date) -> object:
        value = now
        for happening in reversed(self.happenings):
            if happening.day > day and name in happening.before:
                value = happening.before[name]
        return value

    def kind_on(self, day: date) -> str:
        """The kind of member on that day: later changes are taken back."""
        return str(self._as_it_was("kind", self.kind, day))

    def village_on(self, day: date) -> int | None:
        """The village's id on that day, None where it was not known."""
        value = self._as_it_was("village", self.village, day)
        return int(str(value)) if value not in (None, "") else None


def standing(happenings: Sequence[Happening]) -> tuple[Happening, ...]:
    """Happenings in the order in which they were written down, to those that stand, by day: an undo takes the newest step."""
    found = list(happenings)
    for i, happening in enumerate(happenings):
        if happening.kind == "undo":
            steps = [h for h in happenings[:i] if h.kind in STATUS_AFTER and h in found]
            if steps:
                found.remove(steps[-1])
    return tuple(sorted(found, key=lambda h: h.day))


@dataclass(frozen=True)
class Movement:
    """Members over a span: start + joined + rejoined - left - lapsed - died == end, always."""

    start: int = 0
    joined: int = 0
    rejoined: int = 0
    left: int = 0
    lapsed: int = 0
    died: int = 0
    end: int = 0

    def __add__(self, other: "Movement") -> "Movement":
        return Movement(*(a + b for a, b in zip(self.figures(), other.figures(), strict=True)))

    def figures(self) -> tuple[int, ...]:
        """The seven figures in the order of the report."""
        return (self.start, self.joined, self.rejoined, self.left, self.lapsed, self.died, self.end)


def movement_of(history: History, since: date, until: date) -> Movement:
    """What one membership adds to the span (both days included). Only a change of presence counts: a former member who
    dies is no member lost."""
    counted: Counter[str] = Counter()
    status = NOT_YET
    for day, then in history.steps():
        if day > until:
            break
        if day < since:
            status = then
            continue
        if status != PRESENT and then == PRESENT:
            counted["joined" if status == NOT_YET else "rejoined"] += 1
        elif status == PRESENT and then != PRESENT:
            counted[then] += 1
        status = then
    counted["start"] = int(_before(history, since))
    counted["end"] = int(status == PRESENT)
    return Movement(**counted)


def _before(history: History, since: date) -> bool:
    status = NOT_YET
    for day, then in history.steps():
        if day < since:
            status = then
    return status == PRESENT


def movement(histories: Iterable[History], since: date, until: date) -> Movement:
    """The members of a fund over a span."""
    total = Movement()
    for history in histories:
        total += movement_of(history, since, until)
    return total


def movement_by_village(histories: Sequence[History], since: date, until: date) -> dict[int | None, Movement]:
    """By the village (id) in which each lived at the end of the span, so that every row adds up."""
    found: dict[int | None, Movement] = {}
    for history in histories:
        moved = movement_of(history, since, until)
        if any(moved.figures()):
            village = history.village_on(until)
            found[village] = found.get(village, Movement()) + moved
    return found


def age(birth_day: date, day: date) -> int:
    """Full years on that day."""
    return day.year - birth_day.year - ((day.month, day.day) < (birth_day.month, birth_day.day))


def age_band(birth_day: date | None, day: date) -> str:
    """The band of the report."""
    if birth_day is None or birth_day > day:
        return AGE_UNKNOWN
    years = age(birth_day, day)
    return next((words for low, high, words in AGE_BANDS if low <= years <= high), AGE_UNKNOWN)


def count_present(histories: Iterable[History], day: date, of: Callable[[History], str]) -> Counter[str]:
    """Members present at the end of a day, counted by what `of` says of each."""
    return Counter(of(h) for h in histories if h.present_on(day))


def by_age(histories: Iterable[History], day: date) -> dict[str, int]:
    """Members present by band of age, every band named, the unknown only where there are any."""
    counted = count_present(histories, day, lambda h: age_band(h.birth_day, day))
    rows = {words: counted[words] for _, _, words in AGE_BANDS}
    return {**rows, AGE_UNKNOWN: counted[AGE_UNKNOWN]} if counted[AGE_UNKNOWN] else rows


def by_kind(histories: Iterable[History], day: date, kinds: Iterable[str]) -> dict[str, int]:
    """Members present by kind, every kind named."""
    counted = count_present(histories, day, lambda h: h.kind_on(day))
    return {kind: counted[kind] for kind in kinds}


def full_year(history: History, day: date) -> bool:
    """Is the person a member on that day, and for a full year without a break? Asked on 30 September for the match [f]."""
    since = history.member_since(day)
    if since is None:
        return False
    try:
        year_before = day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        year_before = date(day.year - 1, 2, 28)
    return since.toordinal() <= year_before.toordinal() + 1
