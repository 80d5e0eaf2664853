"""Past and waiting imports of a fund, and the mapping that is remembered for a header."""

from django.db.models import QuerySet

from ...models import Fund, ImportBatch, ImportMapping
from ...rules.importing.headers import checked, signature
from .reading import Book


def batches(fund: Fund) -> QuerySet[ImportBatch]:
    """Imports of registers of members into a fund, newest first."""
    return ImportBatch.objects.filter(fund=fund, kind="members").select_related("actor").order_by("-id")


def batch_of(fund: Fund, batch_id: int) -> ImportBatch | None:
    """An import of this fund."""
    batch = batches(fund).filter(pk=batch_id).first()
    if batch is not None:
        batch.fund = fund
    return batch


def mapping_for(fund: Fund, book: Book) -> dict[str, int]:
    """The mapping that a person of this fund corrected before for the same headers, else what the words say."""
    known = ImportMapping.objects.filter(fund=fund, signature=signature(book.table.headers)).first()
    remembered = checked(known.mapping, len(book.table.headers)) if known else {}
    return remembered or book.table.guess.mapping
