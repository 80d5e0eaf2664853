"""A round as columns for its settlement, and the trace of one member-year through it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from chumchon.funds.models import Contribution

from ..models import Award, MemberAward, MemberYear, Request, Round
from ..rules.counting import first_day
from ..rules.desks import READY
from ..rules.reasons import COUNTS, EARLIER_FUND, REASONS, YEAR_MATCHED, said
from ..rules.settlement import Rows, Settled, Terms, settle
from . import debts as debt_queries
from .counting import matched_this_year, times_before

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Loaded:
    """A round read for its settlement: requests in the order of their funds' codes, member-year ids by row, the columns."""

    round: Round
    requests: list[Request]
    ids: np.ndarray
    rows: Rows
    debts: np.ndarray
    terms: Terms

    @property
    def digest(self) -> str:
        """What the settlement follows from; the same digest gives the same result to the satang."""
        hashed = hashlib.sha256(repr(self.terms).encode())
        for column in (*vars(self.rows).values(), self.ids, self.debts):
            hashed.update(np.ascontiguousarray(column).tobytes())
        hashed.update(repr([(r.pk, r.count_no) for r in self.requests]).encode())
        return hashed.hexdigest()

    def settle(self) -> Settled:
        """The result; pure, nothing is written."""
        return settle(self.rows, self.debts, self.terms)


def load(round_: Round, noted_by: datetime | None = None, progress: Progress = lambda done, of: None) -> Loaded:
    """Read a round's requests that passed every desk. One query a fund; memory about 100 bytes a member-year and its index."""
    requests = list(
        Request.objects.filter(round=round_, state__in=READY)
        .select_related("fund__organisation")
        .order_by("fund__organisation__code")
    )
    persons: dict[str, int] = {"": 0}
    columns = [np.zeros((0, 6), np.int64)]
    for place, request in enumerate(requests):
        columns.append(_columns(request, place, persons))
        progress(place + 1, len(requests))
    table = np.concatenate(columns)
    owed = debt_queries.outstanding([r.fund.organisation_id for r in requests], noted_by, round_)
    debts = np.array([sum(left for _, left in owed.get(r.fund.organisation_id, [])) for r in requests], np.int64)
    terms = Terms(round_.rate_permille, round_.ceiling_satang, round_.times_matched, round_.budget_satang)
    return Loaded(round_, requests, table[:, 0], _rows(table, persons, round_), debts, terms)


def _columns(request: Request, place: int, persons: dict[str, int]) -> np.ndarray:
    """A fund's member-years by number: id, place of the fund, person (a new one gets the next number), joined, paid, reason."""
    rows = MemberYear.objects.filter(request=request, count_no=request.count_no).order_by("member__number_key", "id")
    found = [
        (pk, place, persons.setdefault(index, len(persons)), joined.toordinal(), satang, reason)
        for pk, index, joined, satang, reason in rows.values_list(
            "id", "person_index", "joined_on", "satang", "reason"
        ).iterator()
    ]
    return np.array(found, np.int64).reshape(-1, 6)


def _rows(table: np.ndarray, persons: dict[str, int], round_: Round) -> Rows:
    """The columns with what other rounds say of each person: how often matched before, and whether this year was."""
    before = np.zeros(len(persons), np.int64)
    if round_.times_matched:
        for index, times in times_before(persons.keys(), round_).items():
            if index in persons:
                before[persons[index]] = times
    reason = table[:, 5].astype(np.int8)
    matched = [persons[index] for index in matched_this_year(persons.keys(), round_) if persons.get(index)]
    reason[(reason == COUNTS) & np.isin(table[:, 2], matched)] = YEAR_MATCHED
    order = np.arange(len(table))  # by the fund's code, then the member's number: what a tie is decided by
    return Rows(table[:, 1], table[:, 2], table[:, 3], order, table[:, 4], reason, before[table[:, 2]])


def recorded(loaded: Loaded) -> Settled:
    """The result of a settled round as it was written down, whatever the records of today would give."""
    size, funds = len(loaded.ids), len(loaded.requests)
    reason, winner = np.zeros(size, np.int8), np.full(size, -1, np.int64)
    due, granted = np.zeros(size, np.int64), np.zeros(size, np.int64)
    fund_due, fund_debt, fund_share = (np.zeros(funds, np.int64) for _ in range(3))
    at = {int(pk): i for i, pk in enumerate(loaded.ids)}
    rows = MemberAward.objects.filter(award__request__round=loaded.round)
    for pk, why, owed, given, other in rows.values_list(
        "member_year_id", "reason", "due_satang", "satang", "instead_id"
    ).iterator():
        place = at[pk]
        reason[place], due[place], granted[place] = why, owed, given
        winner[place] = at.get(other, -1) if other else -1
    place_of = {request.pk: i for i, request in enumerate(loaded.requests)}
    awards = Award.objects.filter(request__round=loaded.round)
    for pk, *sums in awards.values_list("request_id", "due_satang", "debt_satang", "share_satang"):
        fund_due[place_of[pk]], fund_debt[place_of[pk]], fund_share[place_of[pk]] = sums
    return Settled(reason, due, granted, winner, fund_due, fund_debt, fund_share)


def summary(loaded: Loaded, result: Settled) -> dict[str, object]:
    """The figures of a settlement as the command prints them; satang, and member-years by the key of their reason."""
    codes, counts = np.unique(result.reason, return_counts=True)
    return {
        "round": loaded.round.code, "funds": len(loaded.requests), "member_years": len(loaded.ids),
        "counted": int((result.reason == COUNTS).sum()), "due_satang": int(result.fund_due.sum()),
        "debt_satang": int(result.fund_debt.sum()), "share_satang": int(result.fund_share.sum()),
        "granted_satang": int(result.granted.sum()), "budget_satang": loaded.terms.budget_satang,
        "reasons": {REASONS[int(c)].key: int(n) for c, n in zip(codes, counts, strict=True)},
    }  # fmt: skip


def explain(loaded: Loaded, result: Settled, fund_code: str, number: str) -> dict[str, object] | None:
    """Everything that led to one member's satang, in figures and in Thai; None where there is no such member-year."""
    place = next((i for i, r in enumerate(loaded.requests) if r.fund.code == fund_code), None)
    if place is None:
        return None
    request = loaded.requests[place]
    row = MemberYear.objects.filter(request=request, count_no=request.count_no, member__number=number).first()
    if row is None:
        return None
    at = int(np.flatnonzero(loaded.ids == row.pk)[0])
    reason = int(result.reason[at])
    winner = int(result.winner[at])
    province = ""
    if reason == EARLIER_FUND and winner >= 0:
        won = loaded.requests[int(loaded.rows.fund[winner])]
        province = won.fund.organisation.subdistrict.district.province.name_th
    due, granted = int(result.due[at]), int(result.granted[at])
    return {
        "fund": fund_code, "member": number, "paid_satang": row.satang, "from_opening_satang": row.from_opening_satang,
        "matched_before": int(loaded.rows.before[at]), "reason": reason,
        "reason_th": said(reason, province, loaded.terms.times), "due_satang": due, "granted_satang": granted,
        "fund_due_satang": int(result.fund_due[place]), "fund_debt_satang": int(result.fund_debt[place]),
        "fund_share_satang": int(result.fund_share[place]), "receipts": receipts_of(row),
    }  # fmt: skip


def receipts_of(row: MemberYear) -> list[str]:
    """Labels of the receipts whose money stands behind a member-year."""
    day = row.request.round.counting_day
    found = Contribution.objects.filter(
        member_id=row.member_id, kind="due", satang__gt=0, reversed_by=None, entry__day__lte=day,
        span_to__gte=first_day(day), span_from__lte=day,
    )  # fmt: skip
    return [c.receipt.label for c in found.select_related("receipt").order_by("id")]
