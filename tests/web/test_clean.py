"""Tests that really commit leave nothing behind, and the guards stand as before."""

import pytest
from django.db import DatabaseError, connection

from chumchon.access.actions import record
from chumchon.access.models import AuditEvent, Organisation
from chumchon.areas.models import Subdistrict
from tests import factories


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_committed_fund_is_gone_before_the_next_test_and_the_areas_stay(time):
    assert not Organisation.objects.exists() and Subdistrict.objects.count() > 7000
    fund = factories.make_fund()
    record(None, "fund.open", fund.organisation, "fund:1", factories.NOW)


@pytest.mark.django_db(transaction=True)
def test_the_guards_stand_after_a_cleaning():
    record(None, "fund.open", None, "fund:1", factories.NOW)
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEvent.objects.all().delete()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'A'")
            assert cursor.fetchone() == (0,)
