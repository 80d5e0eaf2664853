"""Small made-up worlds for tests. Citizen ids carry office 9999."""

import itertools
import random
from datetime import UTC, date, datetime

from chumchon.access.actions import create_user, grant
from chumchon.access.models import Organisation, User
from chumchon.access.queries import actor_of_user
from chumchon.access.rules import Actor
from chumchon.areas.actions import make_villages
from chumchon.areas.models import Subdistrict
from chumchon.funds.models import Fund, Member
from chumchon.ledger.actions import open_book
from chumchon.people.actions import PersonFacts, create_person, find_or_create_household
from chumchon.thai import citizen

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
ROLES = ("chair", "treasurer", "secretary", "collector", "auditor")
_count = itertools.count(1)


def make_fund(code: str = "mae-raem", subdistrict: str = "500705", villages: int = 7) -> Fund:
    """A fund with its book and one user a role, named <role>-<code>; passwords are "chumchon-<role>", PINs 123456."""
    area = Subdistrict.objects.get(code=subdistrict)
    organisation = Organisation.objects.create(
        code=code, kind="fund", name_th="กองทุนสวัสดิการชุมชน" + area.name_th, subdistrict=area, opened_on=date(2010, 1, 1)
    )
    open_book(organisation.id)
    make_villages(area, villages)
    fund = Fund.objects.create(organisation=organisation, kind="tambon", village_count=villages)
    for role in ROLES:
        user = create_user(f"{role}-{code}", f"นาง{role}", f"chumchon-{role}", pin="123456")
        grant(user, role, date(2010, 1, 1), organisation)
    return fund


def user(fund: Fund, role: str) -> User:
    """The fund's user of a role."""
    return User.objects.get(username=f"{role}-{fund.code}")


def actor(fund: Fund, role: str) -> Actor:
    """The fund's actor of a role."""
    return actor_of_user(user(fund, role))


def make_member(fund: Fund, name: str = "สมศรี", village: int = 1, house: str = "1", **fields: object) -> Member:
    """A member with a made-up citizen id; paid until the end of October 2026 unless fields say otherwise."""
    number = next(_count)
    area = fund.organisation.subdistrict.villages.get(number=village)
    facts = PersonFacts(
        first_name=name, surname="ตั้งใจดี", prefix="นาง", citizen_id=citizen.synthetic(random.Random(number)),
        birth_day=date(1970, 1, 1), birth_precision="day",
    )  # fmt: skip
    person = create_person(facts, find_or_create_household(area, house).id)
    defaults = {"number": f"{number:05d}", "joined_on": date(2015, 1, 1), "paid_until": date(2026, 10, 31)}
    return Member.objects.create(fund=fund, person=person, village=area, **{**defaults, **fields})
