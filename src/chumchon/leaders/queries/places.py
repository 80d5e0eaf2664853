"""Which leaders an organisation looks after: those of its area."""

from django.db.models import QuerySet

from chumchon.access.models import Organisation
from chumchon.areas.models import Village

from ..models import Leader

BANGKOK = "10"


def area_of(organisation: Organisation) -> str:
    """The beginning of the area codes that a body looks after.

    A body of a place: its tambon; a council in Bangkok: its district; the meeting of a province: the province; the
    institute and the national meeting: "" (the nation).
    """
    code = organisation.subdistrict_id
    if organisation.kind == "institute" or organisation.code == "council-nation":
        return ""
    if organisation.kind == "assembly":
        return code[:2]
    return code[:4] if organisation.kind == "council" and code.startswith(BANGKOK) else code


def leaders_of(organisation: Organisation) -> QuerySet[Leader]:
    """The leaders of the body's area."""
    rows = Leader.objects.select_related("person", "subdistrict__district__province", "village")
    return rows.filter(subdistrict__code__startswith=area_of(organisation)).order_by("person__sort_key", "id")


def villages_of(organisation: Organisation) -> QuerySet[Village]:
    """The villages of the body's own tambon, for a leader's address."""
    return Village.objects.filter(subdistrict_id=organisation.subdistrict_id).order_by("number")
