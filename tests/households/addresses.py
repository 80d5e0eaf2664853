"""The register of household passbooks in the world that the authorisation walk opens: one in each fund's tambon."""

import uuid
from collections.abc import Callable
from typing import Any

from chumchon.access.models import Grant, Organisation
from chumchon.funds.models import Fund
from chumchon.households.actions import referrals
from chumchon.households.models import Referral, Register, Visit
from chumchon.leaders.models import Training
from tests.factories import NOW, TODAY
from tests.households import world


def fill(fund: Fund) -> None:
    """A house visited by two, a referral to an agency, one to the fund, one to the project that wears the fund's coat."""
    register = world.make_register(fund)
    member = fund.members.select_related("person__household__village").order_by("pk").first()
    house, village = member.person.household.house_no, member.person.household.village.number
    passbook = world.visited(register, house, village=village, reds=("house",), aims=("house",))
    world.visited(register, house, by="visitor2", village=village, ambers=("food",))
    visitor = world.actor(register)
    to_fund = referrals.ReferralFacts("claim", "ขอค่านอนโรงพยาบาล", TODAY, True, fund.organisation_id, member.pk)
    to_agency = referrals.ReferralFacts("agency", "ขอรถเข็น", TODAY, True, to_words="รพ.สต.")
    for facts in (to_agency, to_fund):
        referrals.send(register, passbook.pk, visitor, facts, uuid.uuid4(), NOW, TODAY)
    training = Training.objects.filter(organisation=fund.organisation, state="planned", last_day__gte=TODAY).first()
    assert training is not None  # of the leaders' world
    to_learn = referrals.ReferralFacts(
        "training", "อยากเรียน", TODAY, True, training_id=training.pk, learner="นางสาวแก้ว ใจดี"
    )
    referrals.send(register, passbook.pk, visitor, to_learn, uuid.uuid4(), NOW, TODAY)
    one = Referral.objects.get(register=register, kind="claim")
    Referral.objects.create(  # the fund's organisation is a project too in this world (tests/homes/walk)
        register=register, passbook=passbook, number=9, kind="repair", organisation=fund.organisation, made_on=TODAY, due_on=TODAY,
        sealed=b"", by_id=visitor.user_id, at=NOW,
    )  # fmt: skip
    assert one.organisation_id == fund.organisation_id


def bodies(fund: Fund) -> list[Organisation]:
    """The organisations in which a role of the fund's world is held as well."""
    return [register_of(fund).organisation]


def register_of(fund: Fund) -> Register:
    return Register.objects.get(organisation__subdistrict=fund.organisation.subdistrict)


def code_name(route: str) -> str:
    """Which example stands for `code` in an address; "" where this room says nothing of it."""
    return "passbook_code" if route.startswith("p/") else ""


def _sent(kind: str) -> Callable[[Fund], Any]:
    return lambda fund: Referral.objects.get(register=register_of(fund), kind=kind).pk


def _visitor(fund: Fund) -> int:
    found = Grant.objects.filter(
        organisation=register_of(fund).organisation, role="visitor", user__username__startswith="visitor2"
    )
    return found.get().pk  # fmt: skip


OBJECTS: dict[str, Callable[[Fund], Any]] = {
    "pass_id": lambda fund: register_of(fund).passbooks.get().pk,
    "referral_id": _sent("agency"),
    "sent_id": _sent("claim"),
    "built_id": _sent("repair"),
    "learner_id": _sent("training"),
    "visit_id": lambda fund: Visit.objects.get(passbook__register=register_of(fund), state="double").pk,
    "visitor_grant": _visitor,
}
PLAIN: dict[str, Callable[[Fund], Any]] = {"passbook_code": lambda fund: register_of(fund).code}
