"""Past and waiting imports of a fund, and the mapping that is remembered for a header."""

from django.db.models import QuerySet

from ...models import Fund, ImportBatch, ImportMapping
from ...rules.importing.headers import checked, signature
from ...rules.importing.kinds import MEMBERS, Kind
from .reading import Book, read_book
from .refusals import refusal
from .sealed import open_file


def batches(fund: Fund, kind: Kind = MEMBERS) -> QuerySet[ImportBatch]:
    """Imports of a kind of book into a fund, newest first."""
    return ImportBatch.objects.filter(fund=fund, kind=kind.key).select_related("actor").order_by("-id")


def batch_of(fund: Fund, batch_id: int, kind: Kind = MEMBERS) -> ImportBatch | None:
    """An import of this fund and kind."""
    batch = batches(fund, kind).filter(pk=batch_id).first()
    if batch is not None:
        batch.fund = fund
    return batch


def mapping_for(fund: Fund, book: Book, kind: Kind = MEMBERS) -> dict[str, int]:
    """The mapping that a person of this fund confirmed before for the same headers, else what the words say."""
    known = ImportMapping.objects.filter(fund=fund, signature=signature(book.table.headers, kind.key)).first()
    remembered = checked(known.mapping, len(book.table.headers), kind.fields) if known else {}
    return remembered or book.table.guess.mapping


def read_alone(fund: Fund, data: bytes, sheet: str, kind: Kind) -> tuple[Book, dict[str, int]]:
    """A file that nobody looks at before it comes in, and its columns: its words must be known, or remembered.

    Errors: those of read_book; NO_HEADER.
    """
    book = read_book(data, sheet, find=kind.look)
    mapping = mapping_for(fund, book, kind)
    if kind.find(book.table.sheet, book.rows) is None and kind.missing(mapping):
        raise refusal("NO_HEADER")
    return book, mapping


def waiting(batch: ImportBatch, kind: Kind, sheet: str) -> Book:
    """The file of a draft, read again. Errors: FILE_GONE and those of read_book."""
    return read_book(open_file(batch.fund_id, batch.sha256), sheet, find=kind.look)
