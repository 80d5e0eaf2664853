"""Where a referral may go within the tambon: funds, housing projects, trainings, and the fund's members who live in the house."""

from datetime import date

from chumchon.access.models import Organisation
from chumchon.access.walls import whole_nation
from chumchon.funds.models import Member
from chumchon.leaders.models import Training

BODIES = {"claim": "fund", "repair": "housing"}


def of(area: str, kind: str) -> list[Organisation]:
    """Funds (claim) or housing projects (repair) of the tambon that have not ended."""
    rows = Organisation.objects.filter(subdistrict_id=area, kind=BODIES[kind], closed_on__isnull=True)
    return list(rows.order_by("name_th"))


@whole_nation()
def trainings(area: str, day: date) -> list[Training]:
    """Trainings of the tambon's bodies whose list is open and that are not over, the next first."""
    rows = Training.objects.filter(organisation__subdistrict_id=area, state="planned", last_day__gte=day)
    return list(rows.select_related("organisation").order_by("first_day", "id"))


@whole_nation()
def members(household_id: int, organisation_id: int | None = None) -> list[Member]:
    """Active members of a fund who live in the house, by name; of every fund where none is named."""
    rows = Member.objects.filter(person__household_id=household_id, status="active").select_related(
        "person", "fund__organisation"
    )
    if organisation_id is not None:
        rows = rows.filter(fund__organisation_id=organisation_id)
    return list(rows.order_by("person__sort_key", "id"))
