"""Was this picture a proof before, anywhere? Looks of all proofs and of all houses before and after their repair."""

from django.db.models import Q

from chumchon.paper.scans import same_look

from ..models import Document

PROVES = (
    Q(proof__kind="photo")
    | Q(repair_before__isnull=False)
    | Q(repair_after__isnull=False)
    | Q(house_done__isnull=False)
)


def used_before(look: str, but: int | None = None) -> bool:
    """Does any proof of any project show the same picture? look: 16 hex digits, "" no photograph; `but` a document left out."""
    if not look:
        return False
    wanted = int(look, 16)
    rows = Document.objects.filter(PROVES, look__gt="").exclude(pk=but or 0).values_list("look", flat=True)
    return any(same_look(wanted, int(other, 16)) for other in rows.iterator())
