"""A fund with money, members and claims in it, and a province's officer; and columns made by hand for the pure rules."""

from datetime import date

import numpy as np

from chumchon.access.actions import create_user, grant
from chumchon.access.queries import actor_of_user
from chumchon.checks.actions.verify import verify_fund
from chumchon.checks.catalogue import BY_CODE
from chumchon.checks.columns import KINDS, Columns
from chumchon.checks.models import Finding
from chumchon.checks.rules import RULES
from tests.factories import NOW, TODAY

DAY = date(2026, 11, 24).toordinal()


def officer(area="50", name="officer-checks", role="officer_province"):
    """An officer's user over an area."""
    user = create_user(name, "นายเจ้าหน้าที่", "x" * 12, pin="123456")
    grant(user, role, date(2015, 1, 1), area_prefix=area)
    return user


def officer_actor(area="50", name="officer-checks"):
    return actor_of_user(officer(area, name))


def verify(fund, now=NOW, day=TODAY):
    """Check the fund; the codes that hold now, sorted."""
    verify_fund(fund, now, day)
    return codes(fund)


def codes(fund):
    rows = Finding.objects.filter(organisation=fund.organisation, gone_at=None)
    return sorted(rows.values_list("check_of", flat=True))


def table(name, *rows):
    """Rows as dicts into a table; columns that are not named are zero."""
    made = np.zeros(len(rows), KINDS[name])
    for i, row in enumerate(rows):
        for column, value in row.items():
            made[column][i] = value
    return made


def columns(book=None, today=DAY, scope=None, **tables):
    """Columns with these tables, the others empty."""
    every = {name: np.zeros(0, kind) for name, kind in KINDS.items()} | tables
    return Columns(today, every, book, scope)


def run(code, found, **parameters):
    """What one check finds with its usual numbers."""
    usual = {p.key: p.value for p in BY_CODE[code].parameters}
    return RULES[code](found, {**usual, **parameters})
