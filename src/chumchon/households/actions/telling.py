"""Once a month a register tells its counts outside the tambon; what was told stands until ten households have changed."""

from datetime import date, datetime

from django.db import transaction

from chumchon.access.walls import whole_nation

from ..models import Register, ToldCounts
from ..queries.outside import end_of_last_month, reckon
from ..rules.counts import LEAST, disclosed, moved


@whole_nation(passbooks=True)
def tell(today: date, now: datetime) -> int:
    """Every register that has something new to tell, as of the end of last month; how many did. May be run again.

    Two tellings that differ by fewer than ten households would let a neighbour read those few out of the difference, so the
    older one stands. The first is told as soon as there are ten.
    """
    return sum(
        _tell(pk, end_of_last_month(today), now) for pk in Register.objects.order_by("pk").values_list("pk", flat=True)
    )


@transaction.atomic
def _tell(register_id: int, until: date, now: datetime) -> bool:
    register = Register.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=register_id)
    before = ToldCounts.objects.filter(register=register).order_by("-until").first()
    if before is not None and before.until >= until:
        return False
    found = reckon(register, until)
    if moved(before.visits if before else (), found.visits) < LEAST:
        return False
    base, measures = disclosed(found.visited, found.measures)
    ToldCounts.objects.create(
        register=register, area=register.organisation.subdistrict_id, until=until, visited=base or 0, measures=measures,
        visits=found.visits, at=now,
    )  # fmt: skip
    return True
