"""The office: who makes and who checks, sheets, collectors whose cash is short, the chain of the book."""

from collections.abc import Mapping

import numpy as np

from ..columns import Columns
from .found import Found, many, rows, runs

Parameters = Mapping[str, int]


def one_house_signs(c: Columns, p: Parameters) -> list[Found]:
    """Entries whose maker and checker live in one house: one finding for each pair of people."""
    e = c["entries"]
    e = e[(e["checker"] != 0) & (e["actor"] != e["checker"]) & (e["actor_house"] != 0)]
    e = e[e["actor_house"] == e["checker_house"]]
    low, high = np.minimum(e["actor"], e["checker"]), np.maximum(e["actor"], e["checker"])
    found = []
    for at in many(e["fund"], low, high, least=max(1, p["times"])):
        fund, key = int(e["fund"][at[0]]), (int(low[at[0]]), int(high[at[0]]))
        if c.within(fund):
            facts: dict[str, int | str] = {"n": len(at), "sum_satang": int(e["satang"][at].sum())}
            newest = np.sort(e["entry"][at])[::-1]
            evidence = (("user", key[0]), ("user", key[1]), *rows("entry", newest))
            found.append(Found("one_house_signs", fund, f"user:{key[0]}", evidence, facts, key))
    return found


def sheet_one_signature(c: Columns, p: Parameters) -> list[Found]:
    """A closed sheet that no second person signed."""
    s = c["sheets"]
    alone = s[s["closed"] & ((s["witness"] == 0) | (s["witness"] == s["closed_by"]))]
    return [
        Found("sheet_one_signature", int(x["fund"]), f"sheet:{x['sheet']}", (("sheet", int(x["sheet"])),),
              {"day_day": int(x["day"])})
        for x in alone
        if c.within(int(x["fund"]))
    ]  # fmt: skip


def sheet_open_long(c: Columns, p: Parameters) -> list[Found]:
    """A sheet that lies open: its cash was never counted."""
    s = c["sheets"]
    late = s[~s["closed"] & (c.today - s["day"] > p["days"])]
    return [
        Found("sheet_open_long", int(x["fund"]), f"sheet:{x['sheet']}", (("sheet", int(x["sheet"])),),
              {"day_day": int(x["day"]), "days": c.today - int(x["day"])})
        for x in late
        if c.within(int(x["fund"]))
    ]  # fmt: skip


def short_often(c: Columns, p: Parameters) -> list[Found]:
    """One collector whose cash was short `times` within `days`."""
    s = c["sheets"][c["sheets"]["difference"] < 0]
    found = []
    for at in many(s["fund"], s["collector"], least=max(2, p["times"])):
        at = at[np.argsort(s["day"][at], kind="stable")]
        days = s["day"][at]
        within = days[p["times"] - 1 :] - days[: len(days) - p["times"] + 1] <= p["days"]
        fund, collector = int(s["fund"][at[0]]), int(s["collector"][at[0]])
        if within.any() and c.within(fund):
            first = int(np.argmax(within))
            part = at[first:][days[first:] <= days[first] + p["days"]]
            facts: dict[str, int | str] = {
                "n": len(part), "days": int(p["days"]), "sum_satang": -int(s["difference"][part].sum()),
            }  # fmt: skip
            evidence = (("user", collector), *rows("sheet", np.sort(s["sheet"][part])))
            found.append(
                Found("short_often", fund, f"user:{collector}", evidence, facts, (collector, int(days[first])))
            )
    return found


def broken_chain(c: Columns, p: Parameters) -> list[Found]:
    """Entries whose number or hash does not follow from the one before, and those that the book's own check names."""
    e = c["entries"]
    order, _ = runs(e["fund"], e["number"])
    e = e[order]
    broken = {(int(x["fund"]), int(x["entry"])) for x in c["broken"]}
    if len(e):
        first = np.zeros(len(e), bool)
        first[0] = True
        first[1:] = e["fund"][1:] != e["fund"][:-1]
        before = np.where(first, 0, np.append(0, e["number"][:-1]))
        seal = np.where(first, np.uint64(0), np.append(np.uint64(0), e["seal"][:-1]))
        bad = (e["number"] != before + 1) | (e["before"] != seal)
        broken |= {(int(x["fund"]), int(x["number"])) for x in e[bad]}
    found = []
    for fund in sorted({fund for fund, _ in broken}):
        if c.within(fund):
            numbers = sorted(number for f, number in broken if f == fund)
            evidence = tuple(("entry_number", number) for number in numbers[:20])
            found.append(
                Found(
                    "broken_chain", fund, f"entry_number:{numbers[0]}", evidence, {"entry": numbers[0]}, (numbers[0],)
                )
            )
    return found


def entry_backdated(c: Columns, p: Parameters) -> list[Found]:
    """An entry posted long after the day it carries; opening and closing entries excepted."""
    e = c["entries"]
    late = e[~e["exempt"] & (e["posted"] - e["day"] > p["days"])]
    return [
        Found("entry_backdated", int(x["fund"]), f"entry:{x['entry']}", (("entry", int(x["entry"])),),
              {"posted_day": int(x["posted"]), "day_day": int(x["day"]), "days": int(x["posted"] - x["day"])})
        for x in late
        if c.within(int(x["fund"]))
    ]  # fmt: skip
