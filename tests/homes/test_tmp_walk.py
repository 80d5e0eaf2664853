import pytest
from tests.access import addresses, test_authorisation as t
from tests.access.test_authorisation import world  # noqa
pytestmark = pytest.mark.django_db
MINE = ("h/", "g/", "homes/")
@pytest.fixture(autouse=True)
def only(monkeypatch):
    real = addresses.patterns
    monkeypatch.setattr(addresses, "patterns", lambda: [x for x in real() if x[0].startswith(MINE)])
@pytest.mark.parametrize("role", ["treasurer","auditor","architect","officer_hq","officer_province","officer_region","committee","secretary","collector","member","headman","admin"])
def test_roles(client, world, role):
    t.test_a_role_opens_its_own_doors_and_no_other(client, world, role)
def test_stranger(client, world): t.test_a_stranger_is_sent_to_sign_in_everywhere_but_at_public_doors(client, world)
def test_other(client, world): t.test_an_object_of_another_fund_is_not_found_under_the_own_funds_address(client, world)
