"""Persons and memberships: the same person twice, ids and ages that cannot be, the dead, joinings written back."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from ..columns import ACTIVE, CLOSED, RIGHT_ID, WRONG_ID, Columns
from .found import Found, many, of, rows

Parameters = Mapping[str, int]


def same_person_one_fund(c: Columns, p: Parameters) -> list[Found]:
    """One citizen id, more than one membership in force in the same fund."""
    m = c["members"]
    m = m[(m["id"] != 0) & (m["status"] == ACTIVE)]
    found = []
    for at in many(m["fund"], m["id"]):
        ids = np.sort(m["member"][at])
        fund = int(m["fund"][at[0]])
        if c.within(fund):
            found.append(Found("same_person_one_fund", fund, f"member:{ids[-1]}", rows("member", ids), {"n": len(ids)}))
    return found


def same_person_two_funds(c: Columns, p: Parameters) -> list[Found]:
    """One citizen id, memberships in force in more than one fund: a finding in each."""
    m = c["members"]
    m = m[(m["id"] != 0) & (m["status"] == ACTIVE)]
    found = []
    for at in many(m["id"]):
        funds = np.unique(m["fund"][at])
        if len(funds) < 2:
            continue
        ids = np.sort(m["member"][at])
        for fund in funds:
            if c.within(int(fund)):
                own = int(m["member"][at][m["fund"][at] == fund].min())
                others = ids[ids != own]
                evidence = (("member", own), *rows("member", others))
                found.append(
                    Found("same_person_two_funds", int(fund), f"member:{own}", evidence, {"n": len(funds)},
                          (own, *(int(i) for i in others)))
                )  # fmt: skip
    return found


def id_wrong(c: Columns, p: Parameters) -> list[Found]:
    """An id that rests there and fails its own check digit, or no longer opens."""
    m = c["members"]
    bad = m[(m["id_state"] == WRONG_ID) & (m["status"] == ACTIVE)]
    return [
        Found("id_wrong", int(x["fund"]), f"member:{x['member']}", (("member", int(x["member"])),), {})
        for x in bad
        if c.within(int(x["fund"]))
    ]


def id_birth(c: Columns, p: Parameters) -> list[Found]:
    """First digits 1 and 2 were given from the year `year_be` on; 3 and 4 before it. A year's slack on either side."""
    m = c["members"]
    m = m[(m["birth_known"] > 0) & (m["id_state"] == RIGHT_ID) & (m["status"] == ACTIVE)]
    years = _years(m["birth"])
    first = p["year_be"] - 543
    young, old = np.isin(m["digit"], (1, 2)), np.isin(m["digit"], (3, 4))
    wrong = (young & (years < first - 1)) | (old & (years > first + 1))
    return [
        Found("id_birth", int(x["fund"]), f"member:{x['member']}", (("member", int(x["member"])),),
              {"digit": int(x["digit"]), "year": int(y) + 543})
        for x, y in zip(m[wrong], years[wrong], strict=True)
        if c.within(int(x["fund"]))
    ]  # fmt: skip


def age_impossible(c: Columns, p: Parameters) -> list[Found]:
    """Older than anybody, or born after joining (of a year alone: after the year of joining)."""
    m = c["members"]
    m = m[(m["birth_known"] > 0) & (m["status"] == ACTIVE)]
    years, joined = _years(m["birth"]), _years(m["joined"])
    age = date.fromordinal(c.today).year - years
    wrong = (age > p["years"]) | np.where(m["birth_known"] == 2, m["birth"] > m["joined"], years > joined)
    return [
        Found("age_impossible", int(x["fund"]), f"member:{x['member']}", (("member", int(x["member"])),), {"years": int(a)})
        for x, a in zip(m[wrong], age[wrong], strict=True)
        if c.within(int(x["fund"]))
    ]  # fmt: skip


def dead_active(c: Columns, p: Parameters) -> list[Found]:
    """A membership in force of a person whom this fund, or another by the same id, has as dead for `days`."""
    m = c["members"]
    died, witness = _deaths(c)
    late = (m["status"] == ACTIVE) & (died > 0) & (died + p["days"] < c.today)
    found = []
    for at in np.flatnonzero(late):
        own, other, fund = int(m["member"][at]), int(witness[at]), int(m["fund"][at])
        if c.within(fund):
            evidence = (("member", own),) + ((("member", other),) if other != own else ())
            found.append(
                Found("dead_active", fund, f"member:{own}", evidence, {"died_day": int(died[at])}, (own, int(died[at])))
            )
    return found


def dead_claim(c: Columns, p: Parameters) -> list[Found]:
    """An event after the day of death that is on record, here or elsewhere; the benefit at death itself excepted."""
    claims, m = c["claims"], c["members"]
    claims = claims[(claims["state"] != CLOSED) & ~claims["death"]]
    at = of(m, "member", claims["member"])
    died, witness = _deaths(c)
    died_of = np.where(at >= 0, died[at], 0) if len(m) else np.zeros(len(claims), np.int64)
    found = []
    for i in np.flatnonzero((died_of > 0) & (claims["start"] > died_of)):
        x = claims[i]
        if c.within(int(x["fund"])):
            own, other = int(x["member"]), int(witness[at[i]])
            evidence = (("claim", int(x["claim"])), ("member", own), *((("member", other),) if other != own else ()))
            facts: dict[str, int | str] = {"died_day": int(died_of[i]), "start_day": int(x["start"])}
            found.append(
                Found("dead_claim", int(x["fund"]), f"claim:{x['claim']}", evidence, facts, (int(x["claim"]),))
            )
    return found


def backdated_join(c: Columns, p: Parameters) -> list[Found]:
    """A row that came into the register long after the day of joining it gives, and an event soon after it came."""
    claims, m = c["claims"], c["members"]
    if not len(m) or not len(claims):
        return []
    claims = claims[claims["state"] != CLOSED]
    at = of(m, "member", claims["member"])
    row = m[np.maximum(at, 0)]
    back = (at >= 0) & (row["made"] > 0) & ~row["imported"] & (row["made"] - row["joined"] > p["back_days"])
    soon = (claims["start"] <= row["made"] + p["claim_days"]) & (claims["day"] >= row["made"])
    found = []
    for i in np.flatnonzero(back & soon):
        x, who = claims[i], row[i]
        if c.within(int(x["fund"])):
            facts: dict[str, int | str] = {
                "made_day": int(who["made"]), "joined_day": int(who["joined"]), "start_day": int(x["start"]),
            }  # fmt: skip
            evidence = (("member", int(who["member"])), ("claim", int(x["claim"])))
            found.append(Found("backdated_join", int(x["fund"]), f"claim:{x['claim']}", evidence, facts))
    return found


def _years(days: np.ndarray) -> np.ndarray:
    """C.E. years of ordinals."""
    return (days.astype("i8") - 719_163).astype("datetime64[D]").astype("datetime64[Y]").astype("i8") + 1970


def _deaths(c: Columns) -> tuple[np.ndarray, np.ndarray]:
    """By member: the earliest day of death on any record of the same person or citizen id (0 none), and which member's."""
    m = c["members"]
    died, witness = m["died"].astype("i8"), m["member"].copy()
    for key in ("person", "id"):
        known = m[(m["died"] > 0) & (m[key] != 0)]
        if not len(known):
            continue
        known = known[np.lexsort((known["died"], known[key]))]
        first = known[np.append(True, known[key][1:] != known[key][:-1])]
        at = np.minimum(np.searchsorted(first[key], m[key]), len(first) - 1)
        hit = (m[key] != 0) & (first[key][at] == m[key]) & (died == 0)
        died, witness = np.where(hit, first["died"][at], died), np.where(hit, first["member"][at], witness)
    return died, witness
