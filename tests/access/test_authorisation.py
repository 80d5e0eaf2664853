"""Every address, method and role, in the own fund and in another: who may and who may not.

DOORS is written by hand: a change of policy shows here and must be meant.
"""

from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from chumchon.access.actions import create_user, grant
from chumchon.access.rules import PERMISSIONS, ROLES
from tests import factories
from tests.access import addresses
from tests.access.doors import DOORS
from tests.councils import addresses as councils
from tests.households import addresses as households

pytestmark = pytest.mark.django_db
START = date(2010, 1, 1)
# A page that many may read and fewer may send; and what only the person who made a thing may do with it.
TO_SEND = {
    "desk/regions": "areas.edit",
    "f/<slug:code>/cutoff/members/<int:village>": "book.post",
    "f/<slug:code>/sheets": "collect.take",
    "f/<slug:code>/sheets/<int:sheet_id>": "collect.take",
}
MAKER_ONLY = {"f/<slug:code>/book/drafts/<int:draft_id>/withdraw"}
AREA_ROLES = {"officer_province": "50", "officer_region": "", "officer_hq": "", "admin": ""}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Two funds in two provinces, each full of objects, and a user for each role of the first. Built once: every test
    stands in a savepoint above it."""
    quick = override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"])
    with django_db_blocker.unblock(), quick, transaction.atomic():
        yield _build()
        transaction.set_rollback(True)


def _build():
    own, other = factories.make_fund(), factories.make_fund("other", "100401")
    for fund in (own, other):
        addresses.fill(fund)
    users = {}
    for role in ROLES:
        users[role] = create_user(f"only-{role}", f"นาง{role}", "x" * 12, pin="123456")
        place = {"area_prefix": AREA_ROLES[role]} if role in AREA_ROLES else {"organisation": own.organisation}
        grant(users[role], role, START, **place)
        for body in [*councils.bodies(own), *households.bodies(own)] if role not in AREA_ROLES else ():
            grant(users[role], role, START, body)
    return own, other, users


def test_every_address_wears_the_door_that_the_table_says():
    worn = {route: getattr(p.callback, "door", None) for route, p in addresses.patterns()}
    assert worn == DOORS


def test_every_part_of_an_address_has_an_example():
    known = addresses.OBJECTS.keys() | addresses.PLAIN.keys()
    missing = {name for _, p in addresses.patterns() for name in p.pattern.converters} - known
    assert not missing


def _ask(client, method, path, **headers):
    """The answer, with whatever it wrote undone."""
    with transaction.atomic():
        answer = getattr(client, method)(path, headers=headers)
        transaction.set_rollback(True)
    return answer


def _expected(role: str, door: str, own: bool) -> bool:
    if door in ("public", "signed_in"):
        return True
    covers = own or (role in AREA_ROLES and AREA_ROLES[role] == "")
    return covers and door in PERMISSIONS[role]


@pytest.mark.parametrize("role", list(ROLES))
def test_a_role_opens_its_own_doors_and_no_other(client, world, role):
    own, other, users = world
    client.force_login(users[role])
    wrong = []
    for route, pattern in addresses.patterns():
        for fund in (own, other) if "code" in pattern.pattern.converters else (own,):
            path = addresses.address(pattern, route, fund)
            for method in ("get", "post"):
                door = TO_SEND.get(route, DOORS[route]) if method == "post" else DOORS[route]
                # A refusal as data: to draw its page thousands of times took half of this test (tests/web/test_errors).
                status = _ask(client, method, path, accept="application/json").status_code
                may = _expected(role, door, fund is own)
                makers = method == "post" and route in MAKER_ONLY
                right = status == 422 or not may if makers else (status != 403 if may else status in (403, 405))
                if status >= 500 or not right:
                    wrong.append((method, path, status, "may" if may else "may not"))
    assert not wrong


def test_a_stranger_is_sent_to_sign_in_everywhere_but_at_public_doors(client, world):
    own, _, _ = world
    wrong = []
    for route, pattern in addresses.patterns():
        path = addresses.address(pattern, route, own)
        for method in ("get", "post"):
            answer = _ask(client, method, path)
            sent = answer.status_code == 302 and answer.url.startswith(reverse("account_login"))
            # The phone's entries are answered, not sent away.
            right = not sent if DOORS[route] == "public" else sent or answer.status_code in (401, 405)
            if answer.status_code >= 500 or not right:
                wrong.append((method, path, answer.status_code))
    assert not wrong


def test_an_object_of_another_fund_is_not_found_under_the_own_funds_address(client, world):
    own, other, users = world
    wrong = []
    for role in ("treasurer", "chair", "secretary"):
        client.force_login(users[role])
        for route, pattern in addresses.patterns():
            names = pattern.pattern.converters
            if (
                "code" not in names
                or not addresses.OBJECTS.keys() & names.keys()
                or DOORS[route] not in PERMISSIONS[role]
            ):
                continue
            path = addresses.address(pattern, route, own, objects_of=other)
            for method in ("get", "post"):
                status = _ask(client, method, path).status_code
                refused = status in (404, 405) or (status == 422 if method == "post" else status == 302)
                if not refused:
                    wrong.append((role, method, path, status))
    assert not wrong
