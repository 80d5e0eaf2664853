"""Officers of an area, and whoever looks after the house: added from the command line, since no screen comes before them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from chumchon.areas.models import District, Province, Region, Subdistrict
from chumchon.thai.errors import BadInput

from .actions import grant, record
from .models import User
from .rules import OFFICERS, is_region
from .system import system_actor
from .users import checked_names, new_user

ROLES = (*OFFICERS, "headman", "admin")
_AREAS = {2: Province, 4: District, 6: Subdistrict}


@transaction.atomic
def add_officer(
    username: str, name_th: str, role: str, areas: Sequence[str], day: date, now: datetime
) -> tuple[User, str]:  # fmt: skip
    """A user with the role in each area (codes of 2, 4 or 6 digits, regions "R1"; none is the nation), and the one-time password.

    Errors: NO_ROLE, NO_AREA, AREA_NEEDED (an officer of a province or region, a headman), BAD_USERNAME, BAD_NAME, USERNAME_TAKEN.
    """
    if role not in ROLES:
        raise BadInput("NO_ROLE", f"บทบาทต้องเป็น {' '.join(ROLES)}", f"The role is one of {' '.join(ROLES)}.")
    if not areas and role in ("officer_province", "officer_region", "headman"):
        raise BadInput(
            "AREA_NEEDED", "บอกรหัสพื้นที่ เช่น 50 คือเชียงใหม่ R1 คือภาคเหนือ", "Give the code of the area, such as 50 or R1."
        )
    for area in areas:
        table = Region if is_region(area) else _AREAS.get(len(area))
        if table is None or not table._default_manager.filter(pk=area).exists():
            raise BadInput("NO_AREA", f"ไม่มีพื้นที่รหัส {area}", f"There is no area {area}.")
    username, name_th = checked_names(username, name_th)
    user, password = new_user(username, name_th)
    for area in areas or ("",):
        grant(user, role, day, None, area)
    detail = {"role": role, "areas": list(areas)}
    record(system_actor().user_id, "user.add", None, f"user:{user.id}", now, detail)
    return user, password
