"""Reads for claims with one touch: the affected houses in which members of the fund live, and what was claimed already."""

from collections import defaultdict
from dataclasses import dataclass

from chumchon.agreements.model import Benefit
from chumchon.funds.models import Fund, Member
from chumchon.funds.queries import claims as funds_claims
from chumchon.funds.queries.agreements import account_of
from chumchon.funds.rules.claims import Event
from chumchon.people.models import Household

from ..models import Disaster, DisasterClaim, HouseList
from .lists import with_word

DISASTER_ACCOUNT = "5111"


@dataclass(frozen=True)
class House:
    """An affected house: its members of the fund by registration, the damage that was listed (satang), the claim's number."""

    household: Household
    members: tuple[Member, ...]
    damage_satang: int
    claimed: str = ""


def benefit_of(fund: Fund, disaster: Disaster) -> Benefit | None:
    """The fund's benefit for disasters on the day it began: by its account, and the plain key first."""
    row, agreement = funds_claims.version_row(fund, disaster.from_day)
    if row is None or agreement is None:
        return None
    fitting = [b for b in agreement.benefits if account_of(row, b.key) == DISASTER_ACCOUNT or b.key == "disaster"]
    return min(fitting, key=lambda b: (b.key != "disaster", b.key), default=None)


def event_for(fund: Fund, disaster: Disaster, house: House) -> Event:
    """What the claim says happened."""
    benefit = benefit_of(fund, disaster)
    key = benefit.key if benefit is not None else "disaster"
    return Event(key, disaster.from_day, disaster.from_day, damage_satang=house.damage_satang)


def houses(fund: Fund, disaster: Disaster) -> list[House]:
    """Houses of the fund's tambon whose list counts, by village and number. Four queries, whatever the number of houses."""
    tambon = fund.organisation.subdistrict_id
    lists = with_word(HouseList.objects.filter(disaster=disaster, household__village__subdistrict_id=tambon))
    damage: dict[int, int] = {}
    for pk, satang in lists.filter(word__in=("counts", "adds", "replaces")).values_list(
        "household_id", "damage_satang"
    ):
        if pk is not None:
            damage[pk] = max(damage.get(pk, 0), satang)
    rows = Household.objects.filter(pk__in=damage).select_related("village").order_by("village__number", "house_key")
    members: dict[int, list[Member]] = defaultdict(list)
    found = Member.objects.filter(fund=fund, status="active", person__household__in=damage, salt__isnull=False)
    for member in found.select_related("person__household").order_by("joined_on", "pk"):
        members[member.person.household_id or 0].append(member)
    claimed: dict[int, str] = {}
    links = DisasterClaim.objects.filter(disaster=disaster, claim__fund=fund).exclude(
        claim__state__in=("withdrawn", "refused", "reversed")
    )
    for link in links.select_related("claim__member__person").order_by("id"):
        claimed.setdefault(link.claim.member.person.household_id or 0, link.claim.label)
    return [House(h, tuple(members[h.pk]), damage[h.pk], claimed.get(h.pk, "")) for h in rows]
