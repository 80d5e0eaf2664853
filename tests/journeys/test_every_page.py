"""Every page of the house in a browser at both sizes: axe, nothing cut off, nothing too small to press, no error.

Two tests, each with every second page, so that two workers share them and the world is built twice only."""

import pytest
from django.test import Client

from chumchon.access.actions import create_user, grant
from chumchon.access.rules import PERMISSIONS
from tests import factories
from tests.access import addresses
from tests.journeys.browser import look_at_both

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKERS = ("treasurer", "chair", "secretary", "collector", "auditor")


def _pages(fund, users, part):
    """(path, who) for every second address that answers a person who may with a page; the first that may looks at it."""
    for route, pattern in list(addresses.patterns())[part::2]:
        door = getattr(pattern.callback, "door", "")
        path = addresses.address(pattern, route, fund)
        for who, user in users.items():
            if door not in ("public", "signed_in") and door not in PERMISSIONS[who]:
                continue
            client = Client()
            client.force_login(user)
            answer = client.get(path)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                yield path, who
                break


@pytest.mark.parametrize("part", (0, 1))
def test_every_page_is_clean(open_page, part):
    fund = factories.make_fund()
    addresses.fill(fund)
    users = {role: factories.user(fund, role) for role in LOOKERS}
    users["officer_hq"] = create_user("hq", "นายส่วนกลาง", "x" * 12)
    grant(users["officer_hq"], "officer_hq", factories.TODAY, area_prefix="")
    found = list(_pages(fund, users, part))
    assert len(found) > 100
    wrong, pages = [], {}
    for path, who in found:
        if who not in pages:
            pages[who] = open_page(user=users[who])
        page = pages[who]
        page.problems.clear()
        page.goto(path)
        try:
            look_at_both(page)
        except AssertionError as said:
            wrong.append(str(said))
    assert not wrong, "\n\n".join(wrong)
