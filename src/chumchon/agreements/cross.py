"""What the keys of an agreement say together: caps with their units, ranges, names that must exist, order of steps."""

from collections.abc import Callable, Iterator
from typing import Any

from . import deaths, model, words

Path = tuple[str, ...]
Tell = Callable[[Path, str, str, str], None]
Table = dict[str, Any]

GATES = ("membership", "waiting", "exclusion", "deadline", "evidence")
MONEY = ("limits", "caps", "fund_ratio", "arrears")
"""Those whose order the agreement chooses, and of which one that has nothing to do may be left out."""

_ONLY = {"unit": "per_unit", "of": "percent"}
"""Keys of an amount that go with one kind alone."""


def check_across(
    tell: Tell, head: Table, member: Table, year: Table | None, ratio: Table | None, benefits: Table
) -> None:
    """Tell every fault that one key alone does not show."""
    if member.get("deduct_arrears") and not member.get("contribution_per_day"):
        tell(
            ("membership", "deduct_arrears"), "ARREARS_WITHOUT_RATE",
            "จะหักเงินค้างต้องบอก contribution_per_day (เงินสมทบวันละกี่บาท)", "deduct_arrears needs contribution_per_day",
        )  # fmt: skip
    _range(tell, ("membership",), member, "join_min_age", "join_max_age")
    for key, benefit in benefits.items():
        _benefit(tell, ("benefit", key), benefit)
    _exist(tell, ("caps", "member_year", "except"), (year or {}).get("except", ()), benefits)
    _exist(tell, ("fund_ratio", "applies_to"), (ratio or {}).get("applies_to", ()), benefits)
    if "steps" in head:
        _steps(tell, head["steps"], _needed(member, year, ratio, benefits), any("per" in b for b in benefits.values()))


def check_meant(tell: Tell, benefits: Table) -> None:
    """Tell what a new agreement may not say, and what one in force may still: names and flags that mean something else."""
    for key, benefit in benefits.items():
        th = benefit.get("th", "")
        if deaths.ends_unseen(key, th):
            tell(
                ("benefit", key), "DEATH_KEY",
                f"“{th}” บอกว่าเสียชีวิต แต่คีย์ {key} ไม่ทำให้พ้นจากสมาชิก ถ้าสมาชิกเสียชีวิตใช้ [benefit.death] หรือ [benefit.death_2] "
                "ค่าจัดการศพใช้ [benefit.funeral] ถ้าคนอื่นเสียชีวิตใช้ [benefit.relative_death] หรือขึ้นต้นชื่อว่าเป็นใคร เช่น ญาติสมาชิกเสียชีวิต",
                f"the name tells of a death, the key {key} does not: write death, death_2, funeral or relative_death",
            )  # fmt: skip
        elif deaths.ends_wrongly(key, th):
            tell(
                ("benefit", key), "RELATIVE_KEY",
                f"“{th}” เป็นการเสียชีวิตของคนอื่น แต่คีย์ {key} จะทำให้สมาชิกเองพ้นจากสมาชิก ใช้ [benefit.relative_death]",
                f"the name tells of a relative's death, the key {key} of the member's: write relative_death",
            )  # fmt: skip

        for path, flag in _flags(("benefit", key), benefit):
            if not words.may_be_flag(flag):
                tell(path, "UNKNOWN_FLAG", *words.unknown_flag(flag))


def _flags(path: Path, benefit: Table) -> Iterator[tuple[Path, str]]:
    """Every flag that a benefit names, with where it stands."""
    for name in ("waiting_waived", "exclude"):
        yield from (((*path, name), flag) for flag in benefit.get(name, ()))
    for flag, _years in benefit.get("exclude_until_years", ()):
        yield (*path, "exclude_until_years", flag), flag


def _range(tell: Tell, path: Path, table: Table, least: str, most: str) -> None:
    if table.get(least) is not None and table.get(most) is not None and table[least] > table[most]:
        tell((*path, least), "RANGE", f"{least} มากกว่า {most} จึงไม่มีใครเข้าเกณฑ์", f"{least} is above {most}")


def _exist(tell: Tell, path: Path, named: tuple[str, ...], benefits: Table) -> None:
    for name in named:
        if name not in benefits:
            tell(path, "NO_SUCH_BENEFIT", f"ไม่มีสวัสดิการชื่อ “{name}” ในแฟ้มนี้", f"there is no benefit named {name!r}")


def _benefit(tell: Tell, path: Path, benefit: Table) -> None:
    amount = benefit.get("amount", {})
    _amount(tell, (*path, "amount"), amount)
    if "unit" not in amount.get("written", ("unit",)):
        for name in ("year_units", "lifetime_units"):
            if name in benefit:
                tell(
                    (*path, name), "CAP_WITHOUT_UNIT",
                    f"{name} เป็นเพดานที่ไม่มีหน่วย ใส่ unit ใน amount (เช่น unit = \"night\") หรือใช้ year_max เป็นบาท",
                    f"{name} is a cap without its unit; give amount a unit",
                )  # fmt: skip
    _range(tell, path, benefit, "min_age", "max_age")
    both = set(benefit.get("exclude", ())) & {flag for flag, _years in benefit.get("exclude_until_years", ())}
    for flag in sorted(both):
        tell(
            (*path, "exclude"),
            "TWICE",
            f"“{flag}” อยู่ทั้งใน exclude และ exclude_until_years",
            f"{flag!r} is excluded twice",
        )
    if amount.get("min") is not None and benefit.get("event_max") is not None and amount["min"] > benefit["event_max"]:
        tell((*path, "event_max"), "RANGE", "event_max น้อยกว่า min ของ amount", "event_max is below the amount's min")


def _amount(tell: Tell, path: Path, amount: Table) -> None:
    written, kind = amount.get("written", frozenset()), amount.get("kind")
    _range(tell, path, amount, "min", "max")
    if kind is None:
        return
    for name in sorted(name for name in written & _ONLY.keys() if _ONLY[name] != kind):
        tell(
            (*path, name),
            "MISPLACED_KEY",
            f'คีย์ {name} ใช้กับ kind = "{kind}" ไม่ได้',
            f"{name} does not go with kind {kind}",
        )
    if kind == "per_unit" and "unit" not in written:
        tell(path, "MISSING", 'kind = "per_unit" ต้องบอก unit ("night" คืน หรือ "child" คน)', "per_unit needs unit")
    if kind == "percent" and "of" not in written:
        tell(
            path,
            "MISSING",
            'kind = "percent" ต้องบอก of ว่าร้อยละของอะไร ("damage" หรือ "contributions_paid")',
            "percent needs of",
        )
    if ("rate" in written) == ("bands" in written):
        tell(path, "RATE_OR_BANDS", "ต้องมี rate หรือ bands อย่างใดอย่างหนึ่ง", "there must be either rate or bands")
    if ("by" in written) != ("bands" in written):
        tell(path, "BY_WITH_BANDS", "by กับ bands ต้องอยู่ด้วยกัน (by บอกว่าขั้นนับตามอะไร)", "by and bands go together")
    if amount.get("rate") == 0:
        tell((*path, "rate"), "TOO_SMALL", "rate ต้องมากกว่า 0", "rate must be more than zero")


def _needed(member: Table, year: Table | None, ratio: Table | None, benefits: Table) -> dict[str, str]:
    """Steps that this file has work for, with the key that gives it."""
    needed = {}
    for benefit in benefits.values():
        amount = benefit.get("amount", {})
        if "event_max" in benefit or "per" in benefit or "min" in amount or "max" in amount:
            needed["limits"] = "min, max, event_max, per"
        if "year_max" in benefit:
            needed["caps"] = "year_max"
    if year is not None:
        needed["caps"] = "caps.member_year"
    if ratio and ratio.get("applies_to"):
        needed["fund_ratio"] = "fund_ratio"
    if member.get("deduct_arrears"):
        needed["arrears"] = "deduct_arrears"
    return needed


def _steps(tell: Tell, steps: tuple[str, ...], needed: dict[str, str], shared: bool) -> None:
    path = ("agreement", "steps")
    for name in model.STEPS:
        if name not in steps and (name not in MONEY or name in needed):
            why = f" ({needed[name]} ต้องใช้)" if name in needed else ""
            tell(path, "STEP_MISSING", f"ขาดขั้นตอน {name}{why}", f"the step {name} is missing")

    def before(first: str, second: str, th: str) -> None:
        if first in steps and second in steps[: steps.index(first)]:
            tell(path, "STEP_ORDER", f"{first} ต้องมาก่อน {second}: {th}", f"{first} must come before {second}")

    for gate in GATES:
        before("version", gate, "เลือกฉบับก่อนจึงรู้เงื่อนไข")
        before(gate, "base", "ดูสิทธิให้ครบก่อนคิดเงิน")
    for name in MONEY:
        before("base", name, "ต้องมียอดตั้งต้นก่อน")
        before(name, "round", "ปัดเศษหลังคิดเงินครบ")
    before("round", "cash", "ดูเงินสดเป็นขั้นสุดท้าย")
    if shared:
        for name in MONEY[1:]:
            before("limits", name, "แบ่งเงินของบ้านก่อนจึงคิดของแต่ละคน")
