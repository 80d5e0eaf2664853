"""Write an agreement as TOML: for drafts made on a form, and as the frozen copy that a decision keeps."""

import json
import re

from .model import RATIO, Agreement, Amount, Band, Benefit


def to_toml(agreement: Agreement) -> str:
    """The agreement as text; `load.parse` of it gives the same agreement."""
    head = {
        "fund": _quote(agreement.fund), "name_th": _quote(agreement.name_th), "version": str(agreement.version),
        "effective_from": agreement.effective_from.isoformat(), "resolution_th": _quote(agreement.resolution_th),
        "version_by": _quote("event_start"), "cap_year": _quote(agreement.cap_year), "leap_day": _quote(agreement.leap_day),
        "rounding": _quote(agreement.rounding), "steps": _list(agreement.steps),
    }  # fmt: skip
    member = agreement.membership
    text = "schema = 1\n" + _table("agreement", head)
    text += _table(
        "membership",
        {
            "contribution_per_day": _hundredths(member.contribution_per_day_satang),
            "waiting_days": str(member.waiting_days), "grace_days": str(member.grace_days),
            "deduct_arrears": _yes(member.deduct_arrears), "rejoin": _quote(member.rejoin),
            "claim_within_days": _number(member.claim_within_days), "join_min_age": _number(member.join_min_age),
            "join_max_age": _number(member.join_max_age), "clause": _quote(member.clause),
        },
    )  # fmt: skip
    if year := agreement.member_year:
        text += _table(
            "caps.member_year",
            {
                "amount": _hundredths(year.amount_satang), "except": _list(year.excepted), "th": _quote(year.th),
                "clause": _quote(year.clause),
            },
        )  # fmt: skip
    if ratio := agreement.fund_ratio:
        text += _table(
            "fund_ratio",
            {
                "measure": _quote(RATIO), "applies_to": _list(ratio.applies_to) or "[]",
                "bands": _bands(ratio.bands, 10_000), "floor": _hundredths(ratio.floor_satang), "clause": _quote(ratio.clause),
            },
        )  # fmt: skip
    return text + "".join(_benefit(benefit) for benefit in agreement.benefits)


def _benefit(benefit: Benefit) -> str:
    until = ", ".join(f"{_quote(flag)} = {years}" for flag, years in benefit.exclude_until_years)
    return _table(
        f"benefit.{_key(benefit.key)}",
        {
            "th": _quote(benefit.th), "amount": _amount(benefit.amount),
            "event_max": _hundredths(benefit.event_max_satang), "year_units": _number(benefit.year_units),
            "year_max": _hundredths(benefit.year_max_satang), "year_events": _number(benefit.year_events),
            "lifetime_units": _number(benefit.lifetime_units),
            "per": '"household_event"' if benefit.per_household else "",
            "once_per": '"event"' if benefit.once_per_event else "",
            "waiting_waived": _list(benefit.waiting_waived), "exclude": _list(benefit.exclude),
            "exclude_until_years": f"{{ {until} }}" if until else "",
            "min_age": _number(benefit.min_age), "max_age": _number(benefit.max_age),
            "min_tenure_years": _number(benefit.min_tenure_years), "evidence": _list(benefit.evidence),
            "approve": _quote(benefit.approve), "clause": _quote(benefit.clause),
        },
    )  # fmt: skip


def _amount(amount: Amount) -> str:
    pairs = {
        "kind": _quote(amount.kind), "unit": _quote(amount.unit or ""), "of": _quote(amount.of or ""),
        "rate": _hundredths(amount.rate), "by": _quote(amount.by or ""),
        "bands": _bands(amount.bands, 1) if amount.bands else "",
        "min": _hundredths(amount.least_satang), "max": _hundredths(amount.most_satang),
    }  # fmt: skip
    return "{ " + ", ".join(f"{key} = {value}" for key, value in pairs.items() if value) + " }"


def _table(name: str, pairs: dict[str, str]) -> str:
    return f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in pairs.items() if value)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _quote(name)


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if text else ""


def _list(words: tuple[str, ...]) -> str:
    return f"[{', '.join(_quote(word) for word in words)}]" if words else ""


def _yes(value: bool) -> str:
    return "true" if value else "false"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _hundredths(value: int | None, parts: int = 100) -> str:
    """Hundredths (or other parts) as the shortest decimal: 12050 is 120.5."""
    if value is None:
        return ""
    whole, rest = divmod(value, parts)
    digits = f"{rest:0{len(str(parts)) - 1}d}".rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)


def _bands(bands: tuple[Band, ...], parts: int) -> str:
    return "[" + ", ".join(f"[{_hundredths(b.at, parts)}, {_hundredths(b.value)}]" for b in bands) + "]"
