"""What one change alone would alter: "if this had been otherwise", decided again with a single fact changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from .decide import Decision, decide
from .facts import LATEST, Facts
from .kit import SCALAR
from .model import Agreement, Benefit
from .words import day, money
from .years import anniversary, cap_year_of


class Change(NamedTuple):
    """One change and what it would give, in satang due (paid and deferred)."""

    th: str
    due_satang: int


def changes(decision: Decision) -> tuple[Change, ...]:
    """Every single change that would give the member more, under the same version."""
    agreement = decision.agreement
    benefit = agreement.benefit(decision.facts.event) if agreement else None
    if agreement is None or benefit is None:
        return ()
    found = []
    for told, facts in _candidates(decision, agreement, benefit):
        other = decide(agreement, facts)
        if other.due_satang > decision.due_satang:
            found.append(Change(f"{told} {money(other.due_satang)} บาท", other.due_satang))
    return tuple(found)


def _candidates(decision: Decision, agreement: Agreement, benefit: Benefit) -> Iterator[tuple[str, Facts]]:
    """What might be otherwise, each alone; where it is so already, nothing changes and nothing is told."""
    facts, member = decision.facts, agreement.membership
    codes = {step.code for step in decision.failing}
    yield "เมื่อหลักฐานครบ จะได้", replace(facts, evidence_ok=True, evidence_missing=())
    if "LAPSED" in codes:
        paid = facts.start - timedelta(days=member.grace_days)
        yield f"ถ้าชำระถึง {day(paid)} จะได้", replace(facts, paid_until=paid)
    else:
        paid = max(facts.paid_until or facts.start, facts.start)
        yield f"ถ้าชำระถึง {day(paid)} จะได้", replace(facts, paid_until=paid)
    if "LATE" in codes and member.claim_within_days is not None:
        last = facts.end + timedelta(days=member.claim_within_days)
        yield f"ถ้ายื่นภายใน {day(last)} จะได้", replace(facts, claim_day=last)
    yield from _later(facts, agreement, benefit)
    if codes & {"CAP_YEAR_UNITS", "CAP_YEAR_AMOUNT", "CAP_MEMBER_YEAR", "CAP_EVENTS"} and facts.join:
        opens = cap_year_of(agreement, facts.join, facts.start)[1] + timedelta(days=1)
        yield f"สิทธิเริ่มนับใหม่ {day(opens)} เหตุเช่นนี้จะได้", _next_year(_moved(facts, opens))
    yield from _richer(facts, agreement)


def _later(facts: Facts, agreement: Agreement, benefit: Benefit) -> Iterator[tuple[str, Facts]]:
    """The same event on a later day: after the wait, at the next rung, at the age or tenure that is asked."""
    amount, mar1 = benefit.amount, agreement.leap_day == "mar1"
    if facts.join is not None:
        waited = max(facts.join + timedelta(days=agreement.membership.waiting_days), facts.start)
        yield f"อีก {(waited - facts.start).days:,} วัน ({day(waited)}) จะพ้นระยะรอ =", _moved(facts, waited)
        years = [band.at for band in amount.bands] if amount.by == "tenure_years" else []
        years += [*filter(None, [benefit.min_tenure_years]), *(until for _flag, until in benefit.exclude_until_years)]
        yield from _completed(facts, facts.join, sorted(set(years)), mar1, "จะเป็นสมาชิกครบ {} ปี =")
    if facts.birth is not None:
        years = [band.at for band in amount.bands] if amount.by == "age_years" else []
        yield from _completed(
            facts, facts.birth, sorted({*years, *filter(None, [benefit.min_age])}), mar1, "จะอายุครบ {} ปี ="
        )


def _completed(facts: Facts, since: date, years: list[int], mar1: bool, told: str) -> Iterator[tuple[str, Facts]]:
    """The first of those years that lies ahead and would be completed within living memory."""
    for number in years:
        reached = date.fromordinal(anniversary(SCALAR, since.toordinal(), number, mar1))
        if number and facts.start < reached <= LATEST:
            wait = (reached - facts.start).days
            yield f"อีก {wait:,} วัน ({day(reached)}) " + told.format(number), _moved(facts, reached)
            return


def _moved(facts: Facts, start: date) -> Facts:
    """The same event begun on that day; where it would go on after the last day that facts may have, as it was."""
    by = start - facts.start
    end, claim_day = facts.end + by, facts.claim_day and facts.claim_day + by
    if max(end, claim_day or end) > LATEST:
        return facts
    return replace(facts, start=start, end=end, claim_day=claim_day)


def _next_year(facts: Facts) -> Facts:
    return replace(
        facts, prior_units_y1=facts.prior_units_y2, prior_units_y2=0, prior_events=0,
        prior_own_y1_satang=facts.prior_own_y2_satang, prior_own_y2_satang=0,
        prior_all_y1_satang=facts.prior_all_y2_satang, prior_all_y2_satang=0,
    )  # fmt: skip


def _richer(facts: Facts, agreement: Agreement) -> Iterator[tuple[str, Facts]]:
    """The fund with enough money for the next band of the fund ratio."""
    ratio, outgo = agreement.fund_ratio, facts.expected_outgo_satang
    if ratio is None or facts.event not in ratio.applies_to or not outgo:
        return
    ahead = [-(-band.at * outgo // 10_000) for band in ratio.bands if band.at * outgo > facts.cash_satang * 10_000]
    if ahead:
        cash = min(ahead)
        yield f"ถ้ากองทุนมีเงินถึง {money(cash)} บาท จะได้", replace(facts, cash_satang=cash)
