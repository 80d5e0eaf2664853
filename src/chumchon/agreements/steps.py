"""The thirteen steps, each written once: with SCALAR they decide one claim and leave a trace, with VECTOR columns.

A `Run` holds what a step changes. `parts` is the most that each cap year may bear, in satang; `amount` is what is due.
Cuts lower `amount` alone, so that where limits and caps meet the member gets the most that all of them permit.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from . import operators as op
from .kit import Kit, Number
from .rule import CHILD, CONTRIBUTIONS, NIGHT, NO_COUNT, NO_LIMIT, PER_UNIT, PERCENT
from .years import completed, next_cap_year


class Run(Protocol):
    """What the steps of one decision (or of a column of them) share."""

    k: Kit
    rule: Any
    facts: Any
    tenure: Number
    age: Number
    amount: Number
    parts: list[Number]
    counts: list[Number]
    allowed: list[Number]
    lowered: Number
    deferred: Number

    def check(self, name: str, code: str, fails: Number, asked: Number = True, **facts: Number) -> None:
        """A condition: where it fails, its code. `asked` is False where the agreement says nothing of it."""

    def become(self, name: str, amount: Number, asked: Number = True, **facts: Number) -> None:
        """A new amount."""


def membership(run: Run) -> None:
    """Joined on or before the event, and not overdue beyond the grace."""
    rule, facts = run.rule, run.facts
    days, overdue = facts.start - facts.join, facts.start - facts.paid_until
    run.check("joined", "NOT_MEMBER", days < 0, days=days)
    run.check("overdue", "LAPSED", overdue > rule.grace_days, overdue=overdue, grace=rule.grace_days)


def waiting(run: Run) -> None:
    """The day of joining is day 0; a waiver names the flags for which nobody waits."""
    rule, facts, k = run.rule, run.facts, run.k
    days, waived = facts.start - facts.join, k.meets(facts.flags, rule.waived)
    short = days < rule.waiting_days
    run.check("waiting", "WAITING", short & k.no(waived), days=days, need=rule.waiting_days, waived=short & waived)


def exclusion(run: Run) -> None:
    """Excluded causes, age at the event and at joining, years of membership."""
    rule, facts, k = run.rule, run.facts, run.k
    tenure, years = run.tenure, partial(completed, k)
    excluded = k.meets(facts.flags, rule.excluded)
    for flags, until in rule.excluded_until:
        excluded = excluded | (k.meets(facts.flags, flags) & (tenure < until))
    run.check("excluded", "EXCLUDED", excluded, tenure=tenure)
    if k.some(rule.asks_age):
        known = rule.asks_age & facts.birth_known
        run.age = k.over(known, years, 0, facts.birth, facts.start, rule.leap_mar1)
        at_joining = k.over(known, years, 0, facts.birth, facts.join, rule.leap_mar1)
        outside = (run.age < rule.min_age) | (run.age > rule.max_age)
        outside = outside | (at_joining < rule.join_min_age) | (at_joining > rule.join_max_age)
        run.check("age", "AGE", outside & known, asked=known, age=run.age, at_joining=at_joining)
    short = k.high(tenure, 0) < rule.min_tenure
    run.check("tenure", "TENURE", short, asked=rule.min_tenure > 0, tenure=tenure, need=rule.min_tenure)


def deadline(run: Run) -> None:
    """The time to claim counts from the event's end."""
    rule, facts = run.rule, run.facts
    days = facts.claim - facts.end
    run.check(
        "deadline", "LATE", days > rule.within_days, asked=rule.within_days < NO_COUNT, days=days, need=rule.within_days
    )


def evidence(run: Run) -> None:
    """Missing papers wait, they do not refuse; so does a birthday that the agreement asks for."""
    known = run.facts.birth_known | run.k.no(run.rule.asks_age)
    complete = run.facts.evidence_ok & known
    run.check("evidence", "PENDING_EVIDENCE", run.k.no(complete), birth_missing=run.k.no(known))


def base(run: Run) -> None:
    """May this event be paid once more, for how many units in which year, and how much is that."""
    rule, facts, k = run.rule, run.facts, run.k
    run.check("once", "DUPLICATE_EVENT", rule.once & facts.already_paid, asked=rule.once)
    run.check(
        "events", "CAP_EVENTS", facts.prior_events >= rule.year_events, asked=rule.year_events < NO_COUNT,
        used=facts.prior_events, limit=rule.year_events,
    )  # fmt: skip
    run.counts = _units_by_year(run)
    per_unit, per_cent = rule.kind == PER_UNIT, rule.kind == PERCENT
    of = _percent_of(run) if k.some(per_cent) else 0
    units = sum(run.counts)
    run.check(
        "units",
        "NO_UNITS",
        (per_unit & (units <= 0)) | (per_cent & (of <= 0)),
        asked=per_unit | per_cent,
        units=units,
        of=of,
    )
    run.allowed = allowed = _allowed(run)
    years = k.pick(rule.by_age, run.age, run.tenure) if k.some(rule.by_age) else run.tenure
    at = k.high(years, 0)
    rate = k.over(rule.stepped, lambda rule, at: op.lookup(k, rule.ladder, at), rule.first, rule, at)
    first = k.pick(per_unit, op.times(k, allowed[0], rate), rate)
    if k.some(per_cent):
        first = k.pick(per_cent, op.percent(k, of, rate), first)
    run.parts = [first, *(op.times(k, count, rate) for count in allowed[1:])]
    run.become("base", sum(run.parts), rate=rate, at=at, units=sum(allowed), of=of)


def _percent_of(run: Run) -> Number:
    """The damage, or what the member has paid in: by the book, or by the days paid where the book does not say."""
    rule, facts, k = run.rule, run.facts, run.k
    by_days = rule.per_day * k.high(facts.paid_until - facts.join + 1, 0)
    paid_in = k.pick(facts.contributions < 0, by_days, facts.contributions)
    return k.pick(rule.of == CONTRIBUTIONS, paid_in, facts.damage)


def _units_by_year(run: Run) -> list[Number]:
    """Nights by the cap year in which each begins, children in the year of the birth; never an empty list."""
    rule, facts, k = run.rule, run.facts, run.k
    by_night, after = rule.unit == NIGHT, partial(next_cap_year, k)
    nights = k.pick(by_night, facts.end - facts.start, 0)
    upto = k.over(by_night, after, facts.start, rule.cap_year, facts.join, facts.start, rule.leap_mar1)
    before = k.low(nights, upto - facts.start)
    counts = [k.pick(rule.unit == CHILD, facts.children, before)]
    while k.some(more := before < nights):
        upto = k.over(more, after, upto, rule.cap_year, facts.join, upto, rule.leap_mar1)
        until = k.low(nights, upto - facts.start)
        counts.append(until - before)
        before = until
    return counts


def _allowed(run: Run) -> list[Number]:
    """Units that the year's and the life's counters leave, the earliest first."""
    rule, facts, k = run.rule, run.facts, run.k
    by_year, by_life = rule.year_units < NO_COUNT, rule.lifetime_units < NO_COUNT
    if not k.some(by_year | by_life):
        return run.counts
    used = [facts.units_1, facts.units_2]
    allowed, exhausted = [], True
    for place, count in enumerate(run.counts):
        limit = op.left(k, rule.year_units, used[place] if place < 2 else 0)
        allowed.append(k.low(count, limit))
        exhausted = exhausted & ((limit <= 0) | ((count <= 0) & (place > 0)))
    life = op.left(k, rule.lifetime_units, facts.units_life)
    wanted = sum(allowed)
    run.check(
        "year_units", "CAP_YEAR_UNITS", exhausted, asked=by_year, units=sum(run.counts),
        used=facts.units_1, used_next=facts.units_2, limit=rule.year_units, allowed=wanted,
    )  # fmt: skip
    run.check(
        "lifetime", "CAP_LIFETIME", life <= 0, asked=by_life,
        used=facts.units_life, limit=rule.lifetime_units, allowed=k.low(wanted, life),
    )  # fmt: skip
    for place, count in enumerate(allowed):
        allowed[place] = k.low(count, life)
        life = life - allowed[place]
    return allowed


def limits(run: Run) -> None:
    """The least and the most of one event, then the member's share where the house shares."""
    rule, facts, k = run.rule, run.facts, run.k
    amount = op.clamp(k, run.amount, rule.least, rule.most)
    _lift(run, amount)
    run.become("limits", amount, least=rule.least, most=rule.most)
    if k.some(rule.household):
        share = op.share_out(k, amount, facts.household_n, facts.household_i)
        run.become(
            "share",
            k.pick(rule.household, share, amount),
            asked=rule.household,
            people=facts.household_n,
            place=facts.household_i,
        )


def _lift(run: Run, amount: Number) -> None:
    """Let the parts bear at least the amount: what a minimum adds belongs to the event's first year."""
    run.parts[0] = run.parts[0] + run.k.high(amount - sum(run.parts), 0)


def caps(run: Run) -> None:
    """Baht of this benefit in a year, then baht of all benefits of the member in a year."""
    rule, facts = run.rule, run.facts
    _cap_year(run, "year_amount", "CAP_YEAR_AMOUNT", rule.year_max, [facts.own_1, facts.own_2])
    _cap_year(run, "member_year", "CAP_MEMBER_YEAR", rule.member_year, [facts.all_1, facts.all_2])


def _cap_year(run: Run, name: str, code: str, limit: Number, used: list[Number]) -> None:
    k, before, exhausted, asked = run.k, run.amount, True, limit < NO_LIMIT
    if not k.some(asked):
        return
    for place, part in enumerate(run.parts):
        spent = used[place] if place < 2 else 0
        run.parts[place] = op.cap(k, part, limit, spent)
        exhausted = exhausted & ((op.left(k, limit, spent) <= 0) | ((run.counts[place] <= 0) & (place > 0)))
    after = k.low(before, sum(run.parts))
    fails = exhausted | ((before > 0) & (after <= 0))
    run.check(name, code, fails, asked=asked, used=used[0], used_next=used[1], limit=limit)
    run.become(name, after, asked=asked, used=used[0], used_next=used[1], limit=limit)


def fund_ratio(run: Run) -> None:
    """What share of the benefit the fund's finances allow, and never below the floor."""
    rule, facts, k = run.rule, run.facts, run.k
    if not k.some(rule.scaled):
        return
    share = k.over(
        rule.scaled,
        lambda rule, cash, outgo: op.fund_share(k, rule.ratio, cash, outgo),
        10_000,
        rule,
        facts.cash,
        facts.outgo,
    )
    before, amount = run.amount, op.scale(k, run.amount, share, rule.floor)
    run.lowered = run.lowered | (amount < before)
    run.parts = [op.percent(k, part, share) for part in run.parts]
    _lift(run, amount)
    run.become(
        "fund_ratio", amount, asked=rule.scaled, share=share, cash=facts.cash, outgo=facts.outgo, floor=rule.floor
    )


def arrears(run: Run) -> None:
    """The daily contribution for each day overdue within the grace."""
    rule, facts, k = run.rule, run.facts, run.k
    if not k.some(rule.deducts):
        return
    overdue = k.high(facts.start - facts.paid_until, 0)
    owed = k.pick(rule.deducts, overdue * rule.per_day, 0)
    run.become("arrears", op.deduct(k, run.amount, owed), asked=rule.deducts, overdue=overdue, owed=owed)


def rounding(run: Run) -> None:
    """To whole baht, as the agreement says."""
    run.become("round", op.to_baht(run.k, run.amount, run.rule.rounding), way=run.rule.rounding)


def cash(run: Run) -> None:
    """The fund never pays more than it has; the rest is deferred, never dropped."""
    paid = op.pay(run.k, run.amount, run.facts.cash)
    run.deferred = run.amount - paid
    run.become("cash", paid, cash=run.facts.cash, deferred=run.deferred)


BY_NAME: dict[str, Callable[[Run], None]] = {
    "membership": membership, "waiting": waiting, "exclusion": exclusion, "deadline": deadline, "evidence": evidence,
    "base": base, "limits": limits, "caps": caps, "fund_ratio": fund_ratio, "arrears": arrears, "round": rounding,
    "cash": cash,
}  # fmt: skip
"""The steps by the name that an agreement's `steps` uses; "version" is done before, by choosing the rule."""
