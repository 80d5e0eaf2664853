"""The meaning of an agreement once more, written plainly and apart from the house: days are walked one by one, no tricks.

The tests hold the real thing against it. It shares the model and the facts, and nothing that decides.
"""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from chumchon.agreements.facts import Facts
from chumchon.agreements.model import Agreement

ONE_DAY = timedelta(days=1)
ORDER = [
    "NOT_MEMBER",
    "LAPSED",
    "WAITING",
    "EXCLUDED",
    "AGE",
    "TENURE",
    "LATE",
    "PENDING_EVIDENCE",
    "DUPLICATE_EVENT",
    "CAP_EVENTS",
    "NO_UNITS",
    "CAP_YEAR_UNITS",
    "CAP_LIFETIME",
    "CAP_YEAR_AMOUNT",
    "CAP_MEMBER_YEAR",
]
STEP_OF = {
    "NOT_MEMBER": "membership", "LAPSED": "membership", "WAITING": "waiting", "EXCLUDED": "exclusion", "AGE": "exclusion",
    "TENURE": "exclusion", "LATE": "deadline", "PENDING_EVIDENCE": "evidence", "CAP_YEAR_AMOUNT": "caps", "CAP_MEMBER_YEAR": "caps",
}  # fmt: skip


def is_leap(year: int) -> bool:
    try:
        date(year, 2, 29)
    except ValueError:
        return False
    return True


def birthday(since: date, year: int, leap_day: str) -> date:
    """The day of that year on which one more year is complete."""
    if (since.month, since.day) == (2, 29) and not is_leap(year):
        return date(year, 2, 28) if leap_day == "feb28" else date(year, 3, 1)
    return date(year, since.month, since.day)


def full_years(since: date, day: date, leap_day: str) -> int:
    years = 0
    while birthday(since, since.year + years + 1, leap_day) <= day:
        years += 1
    while birthday(since, since.year + years, leap_day) > day:
        years -= 1
    return years


def year_of(agreement: Agreement, join: date, day: date) -> int:
    """A name for the cap year in which a day lies."""
    if agreement.cap_year == "calendar":
        return day.year
    if agreement.cap_year == "fiscal_oct":
        return day.year + 1 if day.month >= 10 else day.year
    return full_years(join, day, agreement.leap_day)


def decide(versions: tuple[Agreement, ...], facts: Facts) -> tuple[int, int, str, set[str]]:
    """Satang now, satang later, the code, and every code that fails."""
    valid = [v for v in versions if v.effective_from <= facts.start]
    if not valid:
        return 0, 0, "NO_AGREEMENT", {"NO_AGREEMENT"}
    agreement = max(valid, key=lambda v: v.effective_from)
    benefit = next((b for b in agreement.benefits if b.key == facts.event), None)
    if benefit is None:
        return 0, 0, "NO_BENEFIT", {"NO_BENEFIT"}
    member, failing = agreement.membership, set()
    join = facts.join
    tenure = full_years(join, facts.start, agreement.leap_day)
    overdue = (facts.start - facts.paid_until).days
    if join > facts.start:
        failing.add("NOT_MEMBER")
    if overdue >= member.grace_days + 1:
        failing.add("LAPSED")
    if (facts.start - join).days < member.waiting_days and not any(f in benefit.waiting_waived for f in facts.flags):
        failing.add("WAITING")
    if any(f in benefit.exclude for f in facts.flags) or any(
        f in facts.flags and tenure < n for f, n in benefit.exclude_until_years
    ):
        failing.add("EXCLUDED")
    asks = [benefit.min_age, benefit.max_age, member.join_min_age, member.join_max_age]
    needs_birth = benefit.amount.by == "age_years" or any(a is not None for a in asks)
    age = full_years(facts.birth, facts.start, agreement.leap_day) if facts.birth else 0
    if needs_birth and facts.birth:
        at_joining = full_years(facts.birth, join, agreement.leap_day)
        too_young = (asks[0] is not None and age < asks[0]) or (asks[2] is not None and at_joining < asks[2])
        too_old = (asks[1] is not None and age > asks[1]) or (asks[3] is not None and at_joining > asks[3])
        if too_young or too_old:
            failing.add("AGE")
    if benefit.min_tenure_years and tenure < benefit.min_tenure_years:
        failing.add("TENURE")
    claimed = facts.claim_day or facts.end
    if member.claim_within_days is not None and claimed > facts.end + timedelta(days=member.claim_within_days):
        failing.add("LATE")
    if not facts.evidence_ok or (needs_birth and not facts.birth):
        failing.add("PENDING_EVIDENCE")
    if benefit.once_per_event and facts.already_paid:
        failing.add("DUPLICATE_EVENT")
    if benefit.year_events is not None and facts.prior_events + 1 > benefit.year_events:
        failing.add("CAP_EVENTS")
    total, lowered = _money(agreement, benefit, facts, tenure, age, failing)
    if failing:

        def rank(code: str) -> tuple[int, int]:
            return agreement.steps.index(STEP_OF.get(code, "base")), ORDER.index(code)

        return 0, 0, min(failing, key=rank), failing
    now = min(total, facts.cash_satang)
    code = "PARTIAL_CASH" if now < total else "OK_SCALED" if lowered else "OK"
    return now, total - now, code, set()


def _money(agreement, benefit, facts, tenure, age, failing):
    first = year_of(agreement, facts.join, facts.start)
    counts = {first: 0}
    if benefit.amount.unit == "child":
        counts[first] = facts.children
    if benefit.amount.unit == "night":
        night = facts.start
        while night < facts.end:
            year = year_of(agreement, facts.join, night)
            counts[year] = counts.get(year, 0) + 1
            night += ONE_DAY
    wanted = dict(counts)
    prior_units = {first: facts.prior_units_y1, first + 1: facts.prior_units_y2}
    of = facts.damage_satang
    if benefit.amount.of == "contributions_paid":
        of = facts.contributions_satang
        if of is None:
            of = max((facts.paid_until - facts.join).days + 1, 0) * agreement.membership.contribution_per_day_satang
    kind = benefit.amount.kind
    if (kind == "per_unit" and sum(counts.values()) == 0) or (kind == "percent" and of <= 0):
        failing.add("NO_UNITS")
    if benefit.year_units is not None:
        room = {year: max(benefit.year_units - prior_units.get(year, 0), 0) for year in counts}
        if all(left == 0 for left in room.values()):
            failing.add("CAP_YEAR_UNITS")
        counts = {year: min(n, room[year]) for year, n in counts.items()}
    if benefit.lifetime_units is not None:
        life = max(benefit.lifetime_units - facts.prior_units_life, 0)
        if life == 0:
            failing.add("CAP_LIFETIME")
        for year in sorted(counts):
            counts[year] = min(counts[year], life)
            life -= counts[year]
    at = max(age if benefit.amount.by == "age_years" else tenure, 0)
    rate = benefit.amount.rate
    if benefit.amount.bands:
        rate = [band.value for band in benefit.amount.bands if band.at <= at][-1]
    if kind == "per_unit":
        bears = {year: n * rate for year, n in counts.items()}
    else:
        bears = dict.fromkeys(wanted, 0)
        bears[first] = rate if kind == "fixed" else floor(Fraction(of * rate, 10_000))
    total, lowered = sum(bears.values()), False

    def raise_to(amount):
        bears[first] += max(amount - sum(bears.values()), 0)

    for step in agreement.steps[agreement.steps.index("base") + 1 :]:
        if step == "limits":
            if benefit.amount.least_satang is not None:
                total = max(total, benefit.amount.least_satang)
            for most in (benefit.amount.most_satang, benefit.event_max_satang):
                total = total if most is None else min(total, most)
            raise_to(total)
            if benefit.per_household:
                baht = [total // 100 // facts.household_n] * facts.household_n
                for lucky in range(total // 100 - sum(baht)):
                    baht[lucky] += 1
                total = baht[facts.household_i - 1] * 100
        if step == "caps":
            year = agreement.member_year
            limits = [
                ("CAP_YEAR_AMOUNT", benefit.year_max_satang, facts.prior_own_y1_satang, facts.prior_own_y2_satang)
            ]
            if year and benefit.key not in year.excepted:
                limits.append(
                    ("CAP_MEMBER_YEAR", year.amount_satang, facts.prior_all_y1_satang, facts.prior_all_y2_satang)
                )
            for code, most, used, used_next in limits:
                if most is None:
                    continue
                spent = {first: used, first + 1: used_next}
                room = {y: max(most - spent.get(y, 0), 0) for y in wanted}
                for y in bears:
                    bears[y] = min(bears[y], room[y])
                before, total = total, min(total, sum(bears.values()))
                if all(left == 0 for left in room.values()) or (before > 0 and total == 0):
                    failing.add(code)
        if step == "fund_ratio" and agreement.fund_ratio and benefit.key in agreement.fund_ratio.applies_to:
            ratio, share = agreement.fund_ratio, Fraction(1)
            if facts.expected_outgo_satang:
                have = Fraction(facts.cash_satang, facts.expected_outgo_satang)
                share = Fraction(next(b.value for b in ratio.bands if have >= Fraction(b.at, 10_000)), 10_000)
            after = max(floor(total * share), min(total, ratio.floor_satang))
            lowered = lowered or after < total
            for y in bears:
                bears[y] = floor(bears[y] * share)
            total = after
            raise_to(total)
        if step == "arrears" and agreement.membership.deduct_arrears:
            owed = max((facts.start - facts.paid_until).days, 0) * agreement.membership.contribution_per_day_satang
            total = max(total - owed, 0)
        if step == "round":
            baht = Fraction(total, 100)
            whole = {
                "baht_down": floor(baht),
                "baht_up": ceil(baht),
                "baht_nearest": floor(baht + Fraction(1, 2)),
                "satang": baht,
            }
            total = int(whole[agreement.rounding] * 100)
    return total, lowered
