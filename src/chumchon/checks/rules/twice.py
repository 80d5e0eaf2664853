"""Members who look like one person and whose ids do not say otherwise."""

from collections.abc import Mapping

import numpy as np

from ..columns import ACTIVE, RIGHT_ID, Columns
from .duplicates import People, compare
from .found import Found


def near_duplicate(c: Columns, p: Mapping[str, int]) -> list[Found]:
    """Two memberships in force, alike by name, birth and house. Two right ids that differ are two people, whatever else."""
    m = c["members"]
    m = m[(m["status"] == ACTIVE) & (m["first"] != "")]
    if len(m) < 2:
        return []
    lacking = np.flatnonzero(m["id_state"] != RIGHT_ID)
    people = People(
        m["title"],
        m["first"],
        m["last"],
        m["birth"].astype(np.int64),
        m["birth_known"].astype(np.int64),
        m["house"],
        m["village"],
    )
    pairs = compare(people, lacking)
    found = []
    for i in np.flatnonzero(pairs.score >= p["score"]):
        one, two = m[pairs.a[i]], m[pairs.b[i]]
        if one["person"] == two["person"] or (one["id"] != 0 and one["id"] == two["id"]):
            continue  # the checks by id tell of those
        for own, other in ((two, one), (one, two)):
            if c.within(int(own["fund"])):
                pair = sorted((int(own["member"]), int(other["member"])))
                evidence = (("member", int(own["member"])), ("member", int(other["member"])))
                facts: dict[str, int | str] = {"score": int(pairs.score[i]), "why": pairs.why(int(i))}
                key = (*pair, int(own["fund"]))
                found.append(Found("near_duplicate", int(own["fund"]), f"member:{own['member']}", evidence, facts, key))
                if one["fund"] == two["fund"]:
                    break
    return found
