"""Claims beside each other: papers that are missing, one event twice, nights twice, one payee for many, own houses."""

from collections.abc import Mapping

import numpy as np

from ..columns import CLOSED, Columns
from .found import Found, many, rows

Parameters = Mapping[str, int]


def claim_no_evidence(c: Columns, p: Parameters) -> list[Found]:
    """Money went out, and a paper that the agreement asks for was neither seen nor put in."""
    claims = c["claims"]
    bad = claims[(claims["paid"] > 0) & (claims["missing"] > 0)]
    return [
        Found("claim_no_evidence", int(x["fund"]), f"claim:{x['claim']}",
              (("claim", int(x["claim"])), ("member", int(x["member"]))),
              {"paid_satang": int(x["paid"]), "n": int(x["missing"])}, (int(x["claim"]),))
        for x in bad
        if c.within(int(x["fund"]))
    ]  # fmt: skip


def event_twice(c: Columns, p: Parameters) -> list[Found]:
    """The same member, kind and first day twice; a death twice; where once an event, twice in one house."""
    claims = c["claims"][c["claims"]["state"] != CLOSED]
    found: dict[tuple[int, ...], Found] = {}
    dead = claims[claims["death"]]
    shared = claims[claims["once"] & (claims["house"] != 0)]
    groups = (
        (claims, ("fund", "member", "kind", "start")), (dead, ("fund", "member", "kind")),
        (shared, ("fund", "house", "kind", "start")),
    )  # fmt: skip
    for table, keys in groups:
        for at in many(*(table[k] for k in keys)):
            ids = np.sort(table["claim"][at])
            last, fund = table[at[np.argmax(table["claim"][at])]], int(table["fund"][at[0]])
            key = tuple(int(i) for i in ids)
            if key not in found and c.within(fund):
                facts: dict[str, int | str] = {"start_day": int(last["start"]), "n": len(ids)}
                evidence = (*rows("claim", ids[::-1]), ("member", int(last["member"])))
                found[key] = Found("event_twice", fund, f"claim:{ids[-1]}", evidence, facts, key)
    return list(found.values())


def stays_overlap(c: Columns, p: Parameters) -> list[Found]:
    """Nights of one member that two claims share. Two claims from one day are event_twice."""
    claims = c["claims"]
    s = claims[(claims["state"] != CLOSED) & claims["nights"]]
    s = s[np.lexsort((s["claim"], s["start"], s["member"]))]
    if len(s) < 2:
        return []
    base = s["member"].astype("i8") * 4_000_000
    far = np.maximum.accumulate(base + s["end"])
    clash = np.zeros(len(s), bool)
    clash[1:] = (s["member"][1:] == s["member"][:-1]) & (base[1:] + s["start"][1:] < far[:-1])
    clash[1:] &= s["start"][1:] != s["start"][:-1]
    found = []
    for i in np.flatnonzero(clash):
        x, before = s[i], s[i - 1]
        if c.within(int(x["fund"])):
            nights = int(min(int(far[i - 1] - base[i]), int(x["end"])) - int(x["start"]))
            pair = np.array([x["claim"], before["claim"]])
            evidence = (*rows("claim", pair), ("member", int(x["member"])))
            facts: dict[str, int | str] = {"start_day": int(x["start"]), "n": nights}
            key = tuple(int(v) for v in np.sort(pair))
            found.append(Found("stays_overlap", int(x["fund"]), f"claim:{x['claim']}", evidence, facts, key))
    return found


def payee_many(c: Columns, p: Parameters) -> list[Found]:
    """One account, or one receiver who is not the member, paid for `houses` houses within `days`."""
    pay = c["payments"]
    pay = pay[(pay["payee"] != 0) & (pay["satang"] > 0)]
    found = []
    for at in many(pay["fund"], pay["payee"], least=p["houses"]):
        at = at[np.argsort(pay["day"][at], kind="stable")]
        days, houses, left, best = pay["day"][at], pay["house"][at], 0, (0, 0, 0)
        for right in range(len(at)):
            while days[right] - days[left] > p["days"]:
                left += 1
            many_ = len(np.unique(houses[left : right + 1]))
            best = max(best, (many_, -left, right))
        if best[0] >= p["houses"] and c.within(int(pay["fund"][at[0]])):
            part = at[-best[1] : best[2] + 1]
            facts: dict[str, int | str] = {
                "n": best[0], "days": int(p["days"]), "sum_satang": int(pay["satang"][part].sum()),
            }  # fmt: skip
            evidence = rows("claim", np.sort(pay["claim"][part]))
            key = (int(pay["payee"][at[0]]) % 10**12,)  # the keyed hash of the account, short enough to tell nobody
            found.append(
                Found("payee_many", int(pay["fund"][at[0]]), f"claim:{pay['claim'][at[0]]}", evidence, facts, key)
            )
    return found


def own_house_verdict(c: Columns, p: Parameters) -> list[Found]:
    """Somebody answered a claim of their own house, or their own."""
    v = c["verdicts"]
    own = ((v["user_house"] != 0) & (v["user_house"] == v["house"])) | (
        (v["user_person"] != 0) & (v["user_person"] == v["person"])
    )
    return [
        Found("own_house_verdict", int(x["fund"]), f"claim:{x['claim']}",
              (("claim", int(x["claim"])), ("user", int(x["user"]))), {}, (int(x["verdict"]),))
        for x in v[own]
        if c.within(int(x["fund"]))
    ]  # fmt: skip


def matched_twice(c: Columns, p: Parameters) -> list[Found]:
    """One citizen id matched more than once for one year, in one round or in several: a finding in each fund that counted."""
    m = c["matched"][c["matched"]["id"] != 0]
    found = []
    for at in many(m["round"], m["id"]):
        for i in at[np.unique(m["fund"][at], return_index=True)[1]]:
            x = m[i]
            if c.within(int(x["fund"])):
                others = np.sort(m["member"][at][m["member"][at] != x["member"]])
                evidence = (("member", int(x["member"])), *rows("member", others))
                key = (int(x["round"]), int(x["member"]))
                found.append(
                    Found("matched_twice", int(x["fund"]), f"member:{x['member']}", evidence, {"n": len(at)}, key)
                )
    return found
