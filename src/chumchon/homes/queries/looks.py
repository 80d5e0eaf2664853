"""Was this picture a proof before, anywhere? Looks of all proofs and of all houses before and after their repair."""

from django.db.models import Q

from chumchon.access.walls import whole_nation
from chumchon.paper.scans import same_look

from ..models import Document, LookBand
from ..rules.looks import bands

PROVES = (
    Q(proof__kind="photo")
    | Q(repair_before__isnull=False)
    | Q(repair_after__isnull=False)
    | Q(house_done__isnull=False)
)


def likely(look: str, but: int | None = None) -> list[tuple[int, str]]:
    """(document, look) of those that share a band with it: of a nation's photographs some hundreds."""
    rows = LookBand.objects.filter(band__in=bands(look)).exclude(document=but or 0)
    return list(rows.values_list("document", "document__look").distinct())


@whole_nation()
def used_before(look: str, but: int | None = None) -> bool:
    """Does any proof of any project show the same picture? look: 16 hex digits, "" no photograph; `but` a document left out."""
    if not look:
        return False
    wanted = int(look, 16)
    same = [document for document, other in likely(look, but) if same_look(wanted, int(other, 16))]
    return bool(same) and Document.objects.filter(PROVES, pk__in=same).exists()
