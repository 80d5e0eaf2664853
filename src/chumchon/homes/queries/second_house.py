"""Is a household being housed by another project already? One household, one house, in the whole nation."""

from django.db.models import Q

from chumchon.access.walls import whole_nation

from ..models import HouseBuild, Move, Project, UrgentHouse

LOST = ("whole", "evicted")


@whole_nation()
def housed_by(household_id: int, but: Project) -> Project | None:
    """Another project, not cancelled, that builds the household a house or moves it to one; `but`: this one.

    A household that lost its house to a fire or an eviction since is free to have another.
    """
    elsewhere = Q(house__household=household_id) & ~Q(project=but) & ~Q(project__state="cancelled")
    builds = HouseBuild.objects.filter(elsewhere).exclude(stage="waiting").select_related("project__organisation")
    found = builds.first() or Move.objects.filter(elsewhere).select_related("project__organisation").first()
    if found is None:
        return None
    lost = UrgentHouse.objects.filter(house__household=household_id, damage__in=LOST)
    since = found.accepted_on if isinstance(found, HouseBuild) else found.home_on
    if since is not None and lost.filter(project__event__happened_on__gte=since).exists():
        return None
    return found.project
