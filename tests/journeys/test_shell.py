"""The shell in a real browser: home page, errors, sign-in, menu, large letters, language."""

import pytest

from tests import factories

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/accounts/login/", 200), ("/nowhere", 404)])
def test_what_anybody_sees_reads_well_at_both_sizes(visit, path, status):
    visit(path, status=status)


@pytest.mark.parametrize("path", ["/me/account", "/me/pin", "/f/mae-raem/users", "/f/mae-raem/audit"])
def test_what_a_chair_sees_reads_well_at_both_sizes(visit, fund, path):
    visit(path, user=factories.user(fund, "chair"))
