"""Reads of a register: itself, its villages, who is let in."""

from datetime import date

from chumchon.access.models import Grant
from chumchon.access.queries import people_of
from chumchon.areas.models import Village

from ..models import Passbook, Register


def register_of(code: str) -> Register | None:
    """The register by its code, with its area."""
    rows = Register.objects.select_related("organisation__subdistrict__district__province", "opened_by")
    return rows.filter(organisation__code=code).first()


def villages(register: Register) -> list[Village]:
    """The villages of the tambon."""
    return list(register.organisation.subdistrict.villages.all())


def people(register: Register, day: date) -> list[Grant]:
    """Visitors and keepers of that day."""
    return people_of(register.organisation, day)


def passbook(register: Register, pass_id: int) -> Passbook | None:
    """One household's passbook in this register."""
    rows = Passbook.objects.select_related("household__village__subdistrict", "newest__by", "before")
    return rows.filter(register=register, pk=pass_id).first()
