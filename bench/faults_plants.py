"""Faults planted one by one into the honest province, each with its label: which check must tell of which row.

A plant answers labels: (kind, fund, row of evidence) that a finding of that kind must hold, and codes that may speak of the
same fault besides (nights that overlap may also pass the cap).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from bench.faults_world import START, TODAY, World, decide
from bench.thai_people import slip, variant

EACH = 40


class Label(NamedTuple):
    """What must be found: the check, the fund, one row of its evidence; and checks that may tell of the same."""

    code: str
    fund: int
    row: tuple[str, int]
    besides: tuple[str, ...] = ()


def take(w: World, count: int) -> np.ndarray:
    """Places of members that nothing else touches."""
    got, w.usable = w.usable[:count], w.usable[count:]
    return got


def _copy(w: World, at: np.ndarray, **changes: Any) -> np.ndarray:
    """New memberships that are like those at these places but for the changes; answers the new ids."""
    old = w.tables["members"][at]
    names = [n for n in old.dtype.names if n not in ("member", "person")]
    values: dict[str, Any] = {n: old[n].copy() for n in names} | changes
    ids = w.add("members", **values)
    w.tables["members"]["person"][-len(ids) :] = ids
    return ids


def _claim(w: World, at: np.ndarray, kind: str, start: Any, nights: Any = 0, **changes: Any) -> np.ndarray:
    """Paid claims of these members; amounts as the agreement gives them unless changed. Answers the new ids."""
    m = w.tables["members"][at]
    event, start = w.book.events[kind], np.broadcast_to(np.asarray(start), at.shape).astype("i4")
    new = np.zeros(len(at), w.tables["claims"].dtype)
    new["start"], new["end"], new["day"] = start, start + nights, start + nights + 3
    new["kind"] = new["book_event"] = event
    new["fund"], new["member"], new["house"] = m["fund"], m["member"], m["house"]
    new["book_fund"] = [w.book.funds[str(f)] for f in m["fund"]]
    new["state"], new["nights"], new["death"], new["once"] = 1, kind == "hospital", kind == "death", kind == "birth"
    new["children"], new["contributions"], new["household_n"], new["household_i"] = kind == "birth", -1, 1, 1
    new["units"], new["paid_then"] = nights if kind == "hospital" else new["children"], start + 30
    new["due"] = decide(w, new, m).amount
    for name, value in changes.items():
        new[name] = value
    new["paid"] = new["due"]
    values = {n: new[n] for n in new.dtype.names if n != "claim"}
    ids = w.add("claims", **values)
    w.tables["claims"]["event"][-len(ids) :] = ids
    return ids


def _labels(code: str, funds: np.ndarray, kind: str, ids: np.ndarray, *besides: str) -> list[Label]:
    return [Label(code, int(f), (kind, int(i)), besides) for f, i in zip(funds, ids, strict=True)]


def same_person_one_fund(w: World) -> list[Label]:
    at = take(w, EACH)
    m = w.tables["members"]
    m["id"][at], m["id_state"][at] = (
        np.where(m["id"][at] == 0, w.rng.integers(1, 2**63, len(at), dtype="u8"), m["id"][at]),
        1,
    )
    fund = m["fund"][at]
    ids = _copy(w, at, joined=TODAY - 300, first_joined=TODAY - 300, made=TODAY - 300, imported=False)
    return _labels("same_person_one_fund", fund, "member", ids)


def same_person_two_funds(w: World) -> list[Label]:
    at = take(w, EACH)
    m = w.tables["members"]
    m["id"][at], m["id_state"][at] = (
        np.where(m["id"][at] == 0, w.rng.integers(1, 2**63, len(at), dtype="u8"), m["id"][at]),
        1,
    )
    own, other = m["fund"][at], m["fund"][at] % 90 + 1
    ids = _copy(w, at, fund=other, house=-at - 1, village=other.astype("i8") * 10)
    return _labels("same_person_two_funds", own, "member", at + 1) + _labels(
        "same_person_two_funds", other, "member", ids
    )


def near_duplicate(w: World) -> list[Label]:
    """Written twice with slips, variants, another title, a year for a birthday or another house, and no id the second time."""
    at = take(w, EACH * 2)
    rng, m = w.rng, w.tables["members"]
    at = at[np.char.str_len(m["first"][at]) > 4]
    first, last, known = m["first"][at].copy(), m["last"][at].copy(), m["birth_known"][at].copy()
    birth, house = m["birth"][at].copy(), m["house"][at].copy()
    for i in range(len(at)):
        first[i] = (variant if rng.random() < 0.6 else slip)(rng, str(first[i])) if rng.random() < 0.6 else first[i]
        last[i] = variant(rng, str(last[i])) if rng.random() < 0.3 else last[i]
        if rng.random() < 0.3:
            known[i] = 1
            birth[i] = (
                np.datetime64(int(birth[i]) - 719_163, "D").astype("datetime64[Y]").astype("datetime64[D]").astype(int)
                + 719_163
            )
        elif rng.random() < 0.3:
            house[i] = -int(at[i]) - 1
    fund = m["fund"][at]
    ids = _copy(w, at, first=first, last=last, birth=birth, birth_known=known, house=house, id=0, id_state=0, digit=-1, joined=TODAY - 200,
                first_joined=TODAY - 200, made=TODAY - 200, imported=False)  # fmt: skip
    return _labels("near_duplicate", fund, "member", ids)


def id_wrong(w: World) -> list[Label]:
    at = take(w, EACH)
    m = w.tables["members"]
    m["id_state"][at] = 2
    return _labels("id_wrong", m["fund"][at], "member", at + 1)


def id_birth(w: World) -> list[Label]:
    at = take(w, EACH * 2)
    m = w.tables["members"]
    m["id_state"][at], m["id"][at] = (
        1,
        np.where(m["id"][at] == 0, w.rng.integers(1, 2**63, len(at), dtype="u8"), m["id"][at]),
    )
    young = m["birth"][at] > 725_000
    m["digit"][at] = np.where(young, 3, 1)
    far = np.abs(m["birth"][at] - 724_276) > 800
    return _labels("id_birth", m["fund"][at[far]], "member", at[far] + 1)


def age_impossible(w: World) -> list[Label]:
    at = take(w, EACH)
    m = w.tables["members"]
    m["birth"][at] = np.where(np.arange(EACH) % 2, m["joined"][at] + 400, TODAY - 120 * 366)
    m["birth_known"][at], m["digit"][at] = 2, -1
    return _labels("age_impossible", m["fund"][at], "member", at + 1, "claim_not_member")


def dead_active(w: World) -> list[Label]:
    """Told dead in another fund, still a member here."""
    at = take(w, EACH)
    m = w.tables["members"]
    m["id"][at], m["id_state"][at] = (
        np.where(m["id"][at] == 0, w.rng.integers(1, 2**63, len(at), dtype="u8"), m["id"][at]),
        1,
    )
    died = TODAY - w.rng.integers(80, 400, EACH)
    fund = m["fund"][at].copy()
    claims = w.tables["claims"]
    w.tables["claims"] = claims[~(np.isin(claims["member"], at + 1))]
    _copy(w, at, fund=fund % 90 + 1, status=3, ended=died, died=died, house=-at - 1, made=START, imported=True)
    return _labels("dead_active", fund, "member", at + 1, "same_person_two_funds")


def dead_claim(w: World) -> list[Label]:
    at = take(w, EACH)
    m = w.tables["members"]
    died = TODAY - w.rng.integers(200, 300, EACH)
    m["status"][at], m["ended"][at], m["died"][at] = 3, died, died
    paid, claims = w.tables["paid"], w.tables["claims"]
    w.tables["paid"] = paid[~(np.isin(paid["member"], at + 1) & (paid["day"] > TODAY - 320))]
    w.tables["claims"] = claims[~np.isin(claims["member"], at + 1)]
    ids = _claim(w, at, "hospital", died + 20, 3)
    return _labels("dead_claim", m["fund"][at], "claim", ids, "claim_not_member", "claim_over_cap")


def backdated_join(w: World) -> list[Label]:
    at = take(w, EACH)
    m = w.tables["members"]
    made = TODAY - w.rng.integers(60, 120, EACH)
    m["imported"][at], m["made"][at], m["joined"][at], m["first_joined"][at] = False, made, made - 400, made - 400
    paid, claims = w.tables["paid"], w.tables["claims"]
    w.tables["paid"] = paid[~np.isin(paid["member"], at + 1)]
    w.tables["claims"] = claims[~np.isin(claims["member"], at + 1)]
    ids = _claim(w, at, "hospital", made + w.rng.integers(1, 40, EACH), 2)
    return _labels("backdated_join", m["fund"][at], "claim", ids, "age_impossible")


def _paid(w: World, at: np.ndarray, day: Any, span: Any, satang: Any = 6000, copy: Any = None) -> np.ndarray:
    m = w.tables["members"][at]
    receipts = int(w.tables["paid"]["receipt"].max()) + 1 + np.arange(len(at))
    values: dict[str, Any] = {
        "fund": m["fund"], "member": m["member"], "receipt": receipts, "day": day, "satang": satang, "span_from": span,
        "span_to": np.asarray(span) + 60, "collector": m["fund"].astype("i8") * 100 + 4,
    }  # fmt: skip
    w.add("paid", **(values | (copy or {})))
    return receipts


def paid_before_join(w: World) -> list[Label]:
    at = take(w, EACH)
    m = w.tables["members"]
    _paid(w, at, TODAY - 30, m["first_joined"][at] - w.rng.integers(60, 300, EACH))
    return _labels("paid_before_join", m["fund"][at], "member", at + 1, "span_paid_twice")


def paid_after_end(w: World) -> list[Label]:
    at = take(w, EACH)
    m = w.tables["members"]
    ended = TODAY - w.rng.integers(120, 300, EACH)
    m["status"][at], m["ended"][at] = 1, ended
    claims, paid = w.tables["claims"], w.tables["paid"]
    w.tables["claims"] = claims[~(np.isin(claims["member"], at + 1) & (claims["start"] > TODAY - 320))]
    w.tables["paid"] = paid[~(np.isin(paid["member"], at + 1) & (paid["day"] > TODAY - 320))]
    _paid(w, at, ended + w.rng.integers(40, 110, EACH), START + 4000)
    return _labels("paid_after_end", m["fund"][at], "member", at + 1)


def receipt_before_member(w: World) -> list[Label]:
    at = take(w, EACH)
    m = w.tables["members"]
    made = TODAY - w.rng.integers(20, 50, EACH)
    m["made"][at], m["imported"][at] = made, True
    paid = w.tables["paid"]
    w.tables["paid"] = paid[~(np.isin(paid["member"], at + 1))]
    _paid(w, at, made - w.rng.integers(15, 200, EACH), START + 4000)
    return _labels("receipt_before_member", m["fund"][at], "member", at + 1)


def _their_payment(w: World, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The last ordinary contribution of each member; members without one are left out."""
    paid = w.tables["paid"]
    rows = np.flatnonzero(np.isin(paid["member"], at + 1) & (paid["span_from"] < START + 2000))
    rows = rows[np.unique(paid["member"][rows], return_index=True)[1]]
    return rows, paid["member"][rows] - 1


def taken_twice(w: World) -> list[Label]:
    rows, at = _their_payment(w, take(w, EACH))
    p = w.tables["paid"][rows]
    _paid(w, at, p["day"], p["span_from"], p["satang"], {"collector": p["collector"]})
    return _labels("taken_twice", p["fund"], "member", p["member"])


def span_paid_twice(w: World) -> list[Label]:
    rows, at = _their_payment(w, take(w, EACH))
    p = w.tables["paid"][rows]
    _paid(w, at, p["day"] + w.rng.integers(1, 90, len(p)), p["span_from"] + 20)
    return _labels("span_paid_twice", p["fund"], "member", p["member"])


def same_amounts(w: World) -> list[Label]:
    """A collector fills a day with one made-up amount: eight members, 87.50 baht each."""
    m, found = w.tables["members"], []
    for fund in w.rng.choice(90, EACH, replace=False) + 1:
        at = np.flatnonzero((m["fund"] == fund) & (m["status"] == 0) & m["imported"])[9:17]
        satang, day = 8_750 + int(fund), int(TODAY - w.rng.integers(10, 500))
        _paid(w, at, day, START + 5000, satang)
        found.append(
            Label(
                "same_amounts", int(fund), ("user", int(fund) * 100 + 4), ("span_paid_twice", "receipt_before_member")
            )
        )
    return found


def receipt_gap(w: World) -> list[Label]:
    r, found, gone = w.tables["receipts"], [], []
    for fund in w.rng.choice(90, EACH, replace=False) + 1:
        rows = np.flatnonzero((r["fund"] == fund) & (r["year"] == 2568))
        at = int(w.rng.integers(50, len(rows) - 50))
        torn = list(rows[at : at + int(w.rng.integers(1, 6))])
        gone += torn
        found.append(Label("receipt_gap", int(fund), ("receipt", int(r["receipt"][torn[-1] + 1]))))
    w.tables["receipts"] = np.delete(r, gone)
    return found


def claim_over_amount(w: World) -> list[Label]:
    at = take(w, EACH)
    claims = w.tables["claims"]
    w.tables["claims"] = claims[~np.isin(claims["member"], at + 1)]
    ids = _claim(w, at, "hospital", TODAY - w.rng.integers(100, 250, EACH), 3)
    c = w.tables["claims"][-EACH:]
    c["due"] += 10_000 * w.rng.integers(1, 8, EACH)
    c["paid"] = c["due"]
    return _labels("claim_over_amount", w.tables["members"]["fund"][at], "claim", ids)


def claim_over_cap(w: World) -> list[Label]:
    """Three stays of four nights in one calendar year, each right alone: twelve of ten nights."""
    at = take(w, EACH)
    claims = w.tables["claims"]
    w.tables["claims"] = claims[~np.isin(claims["member"], at + 1)]
    for turn in range(3):
        ids = _claim(w, at, "hospital", TODAY - 250 + turn * 60, 4)
    return _labels("claim_over_cap", w.tables["members"]["fund"][at], "claim", ids)


def claim_waiting(w: World) -> list[Label]:
    at = take(w, EACH)
    m, claims, paid = w.tables["members"], w.tables["claims"], w.tables["paid"]
    w.tables["claims"] = claims[~np.isin(claims["member"], at + 1)]
    w.tables["paid"] = paid[~np.isin(paid["member"], at + 1)]
    m["joined"][at] = m["first_joined"][at] = m["made"][at] = TODAY - 260
    m["imported"][at] = False
    ids = _claim(w, at, "hospital", TODAY - 260 + w.rng.integers(20, 170, EACH), 2, due=20_000)
    return _labels("claim_waiting", m["fund"][at], "claim", ids, "age_impossible")


def claim_not_member(w: World) -> list[Label]:
    """After leaving, or overdue by more than the grace."""
    at = take(w, EACH)
    m, claims, paid = w.tables["members"], w.tables["claims"], w.tables["paid"]
    w.tables["claims"] = claims[~np.isin(claims["member"], at + 1)]
    w.tables["paid"] = paid[~(np.isin(paid["member"], at + 1) & (paid["day"] > TODAY - 420))]
    left = at[: EACH // 2]
    m["status"][left], m["ended"][left] = 1, TODAY - 400
    ids = _claim(w, at, "hospital", TODAY - w.rng.integers(100, 200, EACH), 2)
    w.tables["claims"]["paid_then"][-EACH // 2 :] = TODAY - 420
    return _labels("claim_not_member", m["fund"][at], "claim", ids)


def claim_no_evidence(w: World) -> list[Label]:
    c = w.tables["claims"]
    at = w.rng.choice(len(c), EACH, replace=False)
    c["missing"][at] = 1
    return _labels("claim_no_evidence", c["fund"][at], "claim", c["claim"][at])


def event_twice(w: World) -> list[Label]:
    """Both parents claim one birth; a stay is handed in twice."""
    m, claims = w.tables["members"], w.tables["claims"]
    at = take(w, EACH)
    w.tables["claims"] = claims[~np.isin(claims["member"], at + 1)]
    day = TODAY - w.rng.integers(100, 200, EACH)
    for _ in range(2):
        ids = _claim(w, at, "hospital", day, 2)
    found = _labels("event_twice", m["fund"][at], "claim", ids)
    pairs = np.flatnonzero(
        (m["house"][:-1] == m["house"][1:])
        & (m["status"][:-1] == 0)
        & (m["status"][1:] == 0)
        & m["imported"][1:]
        & m["imported"][:-1]
    )
    one = w.rng.choice(pairs[::3], EACH // 2, replace=False)
    claims = w.tables["claims"]
    w.tables["claims"] = claims[~(np.isin(claims["house"], m["house"][one]) & claims["once"])]
    _claim(w, one, "birth", day[: EACH // 2])
    ids = _claim(w, one + 1, "birth", day[: EACH // 2])
    return found + _labels("event_twice", m["fund"][one], "claim", ids, "claim_over_cap")


def stays_overlap(w: World) -> list[Label]:
    at = take(w, EACH)
    claims = w.tables["claims"]
    w.tables["claims"] = claims[~np.isin(claims["member"], at + 1)]
    day = TODAY - w.rng.integers(120, 280, EACH)
    _claim(w, at, "hospital", day, 4)
    ids = _claim(w, at, "hospital", day + w.rng.integers(1, 4, EACH), 4)
    return _labels("stays_overlap", w.tables["members"]["fund"][at], "claim", ids)


def payee_many(w: World) -> list[Label]:
    """One account takes the money of seven houses within four months."""
    pay, found = w.tables["payments"], []
    for fund in w.rng.choice(90, EACH, replace=False) + 1:
        rows = np.flatnonzero((pay["fund"] == fund) & (pay["day"] > TODAY - 700))
        rows = rows[np.argsort(pay["day"][rows])]
        rows = rows[np.unique(pay["house"][rows], return_index=True)[1]][:7]
        pay["payee"][rows] = 10**15 + int(fund)
        found.append(Label("payee_many", int(fund), ("claim", int(pay["claim"][rows[0]]))))
        pay["day"][rows] = TODAY - 150 + np.arange(len(rows)) * 15
    return found


def own_house_verdict(w: World) -> list[Label]:
    v = w.tables["verdicts"]
    at = w.rng.choice(len(v), EACH, replace=False)
    v["user_house"][at] = v["house"][at]
    return _labels("own_house_verdict", v["fund"][at], "claim", v["claim"][at])


def matched_twice(w: World) -> list[Label]:
    m = w.tables["matched"]
    at = w.rng.choice(np.flatnonzero(m["id"] != 0), EACH, replace=False)
    other = m["fund"][at] % 90 + 1
    ids = 10_000_000 + np.arange(EACH)
    w.add("matched", row=10_000_000 + np.arange(EACH), fund=other, member=ids, id=m["id"][at], round=1, satang=36_500)
    return _labels("matched_twice", m["fund"][at], "member", m["member"][at]) + _labels(
        "matched_twice", other, "member", ids
    )


def one_house_signs(w: World) -> list[Label]:
    e, found = w.tables["entries"], []
    for fund in w.rng.choice(90, EACH, replace=False) + 1:
        rows = np.flatnonzero((e["fund"] == fund) & (e["actor"] == fund * 100 + 1))[5:9]
        e["checker"][rows] = fund * 100 + 7
        e["checker_house"][rows] = e["actor_house"][rows]
        found.append(Label("one_house_signs", int(fund), ("user", int(fund) * 100 + 1)))
    return found


def sheet_one_signature(w: World) -> list[Label]:
    s = w.tables["sheets"]
    at = w.rng.choice(len(s), EACH, replace=False)
    s["witness"][at] = np.where(np.arange(EACH) % 2, 0, s["closed_by"][at])
    return _labels("sheet_one_signature", s["fund"][at], "sheet", s["sheet"][at])


def sheet_open_long(w: World) -> list[Label]:
    funds = w.rng.choice(90, EACH, replace=False) + 1
    ids = w.add("sheets", fund=funds, day=TODAY - w.rng.integers(9, 90, EACH), closed=False, collector=funds * 100 + 4)
    w.add(
        "sheets", fund=funds, day=TODAY - 2, closed=False, collector=funds * 100 + 5
    )  # on the table just now: no fault
    return _labels("sheet_open_long", funds, "sheet", ids)


def short_often(w: World) -> list[Label]:
    s, found = w.tables["sheets"], []
    for fund in w.rng.choice(90, EACH, replace=False) + 1:
        rows = np.flatnonzero((s["fund"] == fund) & (s["collector"] == fund * 100 + 4) & (s["day"] > TODAY - 360))[:5]
        s["difference"][rows] = -w.rng.integers(10, 80, len(rows)) * 100
        found.append(Label("short_often", int(fund), ("user", int(fund) * 100 + 4)))
    return found


def broken_chain(w: World) -> list[Label]:
    e, found = w.tables["entries"], []
    for fund in w.rng.choice(90, EACH, replace=False) + 1:
        rows = np.flatnonzero(e["fund"] == fund)
        at = int(rows[w.rng.integers(20, len(rows) - 20)])
        e["before"][at] ^= np.uint64(1)
        found.append(Label("broken_chain", int(fund), ("entry_number", int(e["number"][at]))))
    return found


def entry_backdated(w: World) -> list[Label]:
    e = w.tables["entries"]
    at = w.rng.choice(np.flatnonzero(e["day"] < TODAY - 400), EACH, replace=False)
    e["posted"][at] = e["day"][at] + w.rng.integers(95, 300, EACH)
    return _labels("entry_backdated", e["fund"][at], "entry", e["entry"][at])


def negative_cash(w: World) -> list[Label]:
    """Money leaves the box a week before it is written that it came from the bank."""
    funds = w.rng.choice(90, EACH, replace=False) + 1
    day = TODAY - w.rng.integers(100, 800, EACH)
    w.add("cash", fund=funds, account=funds * 10, box=True, day=day, satang=-9_000_000)
    w.add("cash", fund=funds, account=funds * 10, box=True, day=day + 7, satang=9_000_000)
    return [Label("negative_cash", int(f), ("account", int(f) * 10)) for f in funds]


def cash_kept(w: World) -> list[Label]:
    funds = w.rng.choice(90, EACH, replace=False) + 1
    day = TODAY - w.rng.integers(200, 800, EACH)
    w.add("cash", fund=funds, account=funds * 10, box=True, day=day, satang=4_000_000)
    w.add("cash", fund=funds, account=funds * 10, box=True, day=day + w.rng.integers(60, 150, EACH), satang=-4_000_000)
    return [Label("cash_kept", int(f), ("account", int(f) * 10), ("negative_cash",)) for f in funds]


def admin_over(w: World) -> list[Label]:
    y = w.tables["years"]
    at = w.rng.choice(len(y), EACH, replace=False)
    y["admin"][at] = y["income"][at] * w.rng.integers(23, 45, EACH) // 100
    return _labels("admin_over", y["fund"][at], "year", y["year"][at])


def _month(w: World, code: str, column: str, add: np.ndarray) -> list[Label]:
    """One fund of an area in one month: where several jump together it is the area's, and no fault."""
    months, found, used = w.tables["months"], [], set[tuple[int, int]]()
    for fund, more in zip(w.rng.choice(90, EACH, replace=False) + 1, add, strict=True):
        rows = np.flatnonzero((months["fund"] == fund) & (months["month"] > months["month"].min() + 14))
        free = [i for i in rows if (int(months["area"][i]), int(months["month"][i])) not in used]
        at = int(w.rng.choice(free))
        used.add((int(months["area"][at]), int(months["month"][at])))
        months[column][at] += int(more)
        found.append(Label(code, int(fund), ("month", int(months["month"][at]))))
    return found


def members_jump(w: World) -> list[Label]:
    return _month(w, "members_jump", "joined", w.rng.integers(60, 200, EACH))


def benefits_jump(w: World) -> list[Label]:
    return _month(w, "benefits_jump", "benefits", w.rng.integers(11_000_000, 30_000_000, EACH))


PLANTS: tuple[Callable[[World], list[Label]], ...] = (
    same_person_one_fund, same_person_two_funds, near_duplicate, id_wrong, id_birth, age_impossible, dead_active, dead_claim,
    backdated_join, paid_before_join, paid_after_end, receipt_before_member, taken_twice, span_paid_twice, same_amounts,
    receipt_gap, claim_over_amount, claim_over_cap, claim_waiting, claim_not_member, claim_no_evidence, event_twice,
    stays_overlap, payee_many, own_house_verdict, matched_twice, one_house_signs, sheet_one_signature, sheet_open_long,
    short_often, broken_chain, entry_backdated, negative_cash, cash_kept, admin_over, members_jump, benefits_jump,
)  # fmt: skip
