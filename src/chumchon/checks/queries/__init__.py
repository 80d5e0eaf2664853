"""Reads of the checks room. `blocking` is what a match asks."""

from chumchon.access.models import Organisation

from ..models import WAITING, Finding


def blocking(organisation: Organisation) -> list[Finding]:
    """Severe findings that still wait: while there is one, no match is paid. The oldest first."""
    rows = Finding.objects.filter(organisation=organisation, severity="severe", state__in=WAITING, gone_at=None)
    rows = rows.filter(check_of__is_on=True)
    return list(rows.select_related("check_of").order_by("first_seen", "id"))
