"""Reads of a register: itself, its villages, who is let in."""

from datetime import date

from chumchon.access.models import Grant
from chumchon.access.queries import people_of
from chumchon.areas.models import Village

from ..models import Passbook, Register
from .beats import WHOLE, Beat


def register_of(code: str) -> Register | None:
    """The register by its code, with its area."""
    rows = Register.objects.select_related("organisation__subdistrict__district__province", "opened_by")
    return rows.filter(organisation__code=code).first()


def villages(register: Register, beat: Beat = WHOLE) -> list[Village]:
    """The villages of the tambon, or those of them that somebody goes to."""
    return [v for v in register.organisation.subdistrict.villages.all() if beat is None or v.pk in beat]


def people(register: Register, day: date) -> list[Grant]:
    """Visitors and keepers of that day."""
    return people_of(register.organisation, day)


def passbook(register: Register, pass_id: int, beat: Beat = WHOLE) -> Passbook | None:
    """One household's passbook in this register, in one of these villages."""
    rows = Passbook.objects.select_related("household__village__subdistrict", "newest__by", "before")
    if beat is not None:
        rows = rows.filter(household__village__in=beat)
    return rows.filter(register=register, pk=pass_id).first()
