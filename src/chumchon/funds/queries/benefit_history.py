"""Benefits that a fund paid before it kept its book here: what happened rests sealed with the health key."""

import json
import uuid
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from chumchon.people.protect import open_with, seal_with

from ..models import BenefitHistory, Fund
from ..rules.importing.benefits import PastBenefit

KEY = "health"


def seal_past(uid: uuid.UUID, key: str, start: date, end: date, units: int) -> bytes:
    """What happened, for BenefitHistory.facts_sealed; it opens only on the row of this uid."""
    said = {"key": key, "start": start.isoformat(), "end": end.isoformat(), "units": units}
    return seal_with(KEY, uid.bytes, json.dumps(said).encode())


def opened(row: BenefitHistory) -> PastBenefit:
    """The row in the clear. Errors: cryptography.exceptions.InvalidTag where the cipher was moved or changed."""
    said = json.loads(open_with(KEY, row.uid.bytes, bytes(row.facts_sealed)))
    start, end = date.fromisoformat(said["start"]), date.fromisoformat(said["end"])
    return PastBenefit(row.member_id, said["key"], start, end, said["units"], row.satang)


def past_of(members: Iterable[int]) -> list[PastBenefit]:
    """What counts for these members, by their ids; rows that were put right, and those that say so, are left out."""
    rows = BenefitHistory.objects.filter(member_id__in=list(members), reverses=None, reversed_by=None)
    return [opened(row) for row in rows.order_by("id")]


def paid_before(fund: Fund, day: date) -> list[tuple[date, int]]:
    """Day and satang of everything the old book paid until that day: for what the fund expects to pay in a year."""
    newest = BenefitHistory.objects.filter(member__fund=fund).order_by("-id").values_list("uid", flat=True).first()
    return [(start, satang) for start, satang in _paid(fund.pk, newest) if start <= day] if newest else []


@lru_cache(maxsize=64)
def _paid(fund_id: int, newest: uuid.UUID) -> tuple[tuple[date, int], ...]:
    """Opened once: rows are only ever added, so the newest says whether anything is new. No kind and no name is kept."""
    rows = BenefitHistory.objects.filter(member__fund_id=fund_id, reverses=None, reversed_by=None)
    return tuple((past.start, past.satang) for past in map(opened, rows.iterator(chunk_size=2000)))
