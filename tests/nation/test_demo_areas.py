"""The demo's chapter of areas: bodies that say they are made up, and a network with the demo's fund."""

import pytest

from chumchon.areas.models import LocalGovernment
from chumchon.areas.queries import governments_of
from chumchon.nation import demo
from chumchon.nation.models import Network
from tests.factories import TODAY

pytestmark = pytest.mark.django_db


def test_the_tambon_has_a_made_up_body_and_the_fund_stands_in_its_network(fund):
    assert not demo.told()
    demo.tell(TODAY)
    assert demo.told() and not LocalGovernment.objects.filter(made_up=False).exists()
    bodies = governments_of(fund.organisation.subdistrict, TODAY)
    assert len(bodies) == 2 and bodies[-1].kind == "pao"
    network = Network.objects.get()
    assert network.chair_th and network.members.get().organisation == fund.organisation
