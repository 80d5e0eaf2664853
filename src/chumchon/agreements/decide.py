"""Decide one claim, with its trace. Pure: the same facts and versions always give the same decision."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from . import write
from .facts import Facts
from .kit import SCALAR, Kit, Number
from .model import Agreement
from .rule import Rule
from .steps import BY_NAME
from .years import completed

CODES = (
    "OK", "OK_SCALED", "PARTIAL_CASH", "NO_AGREEMENT", "NO_BENEFIT", "NOT_MEMBER", "LAPSED", "WAITING", "EXCLUDED", "AGE",
    "TENURE", "LATE", "PENDING_EVIDENCE", "DUPLICATE_EVENT", "CAP_EVENTS", "NO_UNITS", "CAP_YEAR_UNITS", "CAP_LIFETIME",
    "CAP_YEAR_AMOUNT", "CAP_MEMBER_YEAR",
)  # fmt: skip
"""Every code a decision may have. The first three are paid; a column of decisions keeps the place in this list."""

PAYABLE = frozenset(CODES[:3])


class Step(NamedTuple):
    """One line of a trace: what was looked at, the code where it failed (else ""), numbers, satang before and after."""

    name: str
    code: str
    facts: dict[str, int]
    before: int
    after: int


@dataclass(frozen=True)
class Decision:
    """What one claim is due and why. It keeps the facts and the version it was made by, so it never changes.

    units: units paid and satang due by cap year, the event's own year first: what later claims count as prior.
    """

    amount_satang: int
    deferred_satang: int
    code: str
    trace: tuple[Step, ...]
    facts: Facts
    agreement: Agreement | None
    units_by_year: tuple[int, ...] = ()
    satang_by_year: tuple[int, ...] = ()

    @property
    def due_satang(self) -> int:
        """What the member is due, now or later."""
        return self.amount_satang + self.deferred_satang

    @property
    def failing(self) -> tuple[Step, ...]:
        """Every step that fails, in the order in which they decide."""
        return tuple(step for step in self.trace if step.code)

    @property
    def payable(self) -> bool:
        """Whether the member is due something now or later."""
        return self.code in PAYABLE

    def to_json(self) -> str:
        """The whole decision as JSON: result, trace, facts, and the version as its TOML text."""
        return json.dumps(
            {
                "amount_satang": self.amount_satang,
                "deferred_satang": self.deferred_satang,
                "code": self.code,
                "units_by_year": self.units_by_year,
                "satang_by_year": self.satang_by_year,
                "trace": [step._asdict() for step in self.trace],
                "facts": json.loads(self.facts.to_json()),
                "agreement_toml": write.to_toml(self.agreement) if self.agreement else "",
            },
            ensure_ascii=False,
        )


class ClaimNumbers:
    """The facts of one claim as numbers; days are ordinals. What is unknown stands in so that the steps can go on."""

    def __init__(self, facts: Facts) -> None:
        start, end = facts.start.toordinal(), facts.end.toordinal()
        self.start, self.end = start, end
        self.join = facts.join.toordinal() if facts.join else start + 1
        self.paid_until = facts.paid_until.toordinal() if facts.paid_until else self.join
        self.birth_known = facts.birth is not None
        self.birth = facts.birth.toordinal() if facts.birth else start
        self.claim = facts.claim_day.toordinal() if facts.claim_day else end
        self.children = facts.children
        self.damage = facts.damage_satang
        self.contributions = -1 if facts.contributions_satang is None else facts.contributions_satang
        self.household_n, self.household_i = facts.household_n, facts.household_i
        self.units_1, self.units_2, self.units_life = facts.prior_units_y1, facts.prior_units_y2, facts.prior_units_life
        self.own_1, self.own_2 = facts.prior_own_y1_satang, facts.prior_own_y2_satang
        self.all_1, self.all_2 = facts.prior_all_y1_satang, facts.prior_all_y2_satang
        self.prior_events, self.already_paid = facts.prior_events, facts.already_paid
        self.cash, self.outgo = facts.cash_satang, facts.expected_outgo_satang
        self.flags = facts.flags
        self.evidence_ok = facts.evidence_ok


class _Run:
    """The steps of one claim, each written into the trace."""

    k: Kit = SCALAR
    age: Number
    parts: list[Number]
    counts: list[Number]
    allowed: list[Number]
    deferred: Number

    def __init__(self, rule: Rule, facts: ClaimNumbers, trace: list[Step]) -> None:
        self.rule: Any = rule
        self.facts: Any = facts
        self.trace = trace
        self.tenure: Number = completed(SCALAR, facts.join, facts.start, rule.leap_mar1)
        self.amount: Number = 0
        self.lowered: Number = False

    def check(self, name: str, code: str, fails: bool, asked: bool = True, **facts: int) -> None:
        """Write a condition down, with its code where it fails."""
        if asked or fails:
            self.trace.append(Step(name, code if fails else "", facts, self.amount, self.amount))

    def become(self, name: str, amount: int, asked: bool = True, **facts: int) -> None:
        """Write a change of the amount down."""
        if asked:
            self.trace.append(Step(name, "", facts, self.amount, amount))
        self.amount = amount


def in_force(versions: Iterable[Agreement], facts: Facts) -> Agreement | None:
    """The version that the event's first day belongs to: the latest that was in force by then."""
    begun = [version for version in versions if version.effective_from <= facts.start]
    return max(begun, key=attrgetter("effective_from"), default=None)


def decide(agreement: Agreement | Iterable[Agreement], facts: Facts) -> Decision:
    """Decide one claim under one version, or under those versions of one fund of which the day chooses."""
    version = in_force([agreement] if isinstance(agreement, Agreement) else agreement, facts)
    if version is None:
        return _without("NO_AGREEMENT", facts, None)
    rule = version.rule(facts.event)
    if rule is None:
        return _without("NO_BENEFIT", facts, version)
    trace = [Step("version", "", {"version": version.version}, 0, 0)]
    run = _Run(rule, ClaimNumbers(facts), trace)
    for name in version.steps:
        if name != "version":
            BY_NAME[name](run)
    failed = next((step.code for step in trace if step.code), "")
    if failed:
        return Decision(0, 0, failed, tuple(trace), facts, version)
    code = "PARTIAL_CASH" if run.deferred > 0 else "OK_SCALED" if run.lowered else "OK"
    by_year = _by_year(run.amount + run.deferred, run.parts)
    return Decision(run.amount, run.deferred, code, tuple(trace), facts, version, tuple(run.allowed), by_year)


def _without(code: str, facts: Facts, version: Agreement | None) -> Decision:
    return Decision(0, 0, code, (Step("version", code, {}, 0, 0),), facts, version)


def _by_year(due: int, parts: list[int]) -> tuple[int, ...]:
    """What is due, laid on the cap years from the first on, none above what it may bear."""
    shares = []
    for part in parts:
        shares.append(min(due, part))
        due -= shares[-1]
    shares[0] += due
    return tuple(shares)
