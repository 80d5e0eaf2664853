"""What a fund has already, and the judgement of a book against it."""

from collections.abc import Mapping
from datetime import date

from chumchon.people import protect

from ...models import Fund, Member
from ...rules.importing.cells import number_key
from ...rules.importing.fill import FILLABLE, Stored
from ...rules.importing.rows import Judge, Judged, Known, people_key
from ...rules.importing.sheet import is_member_row
from .reading import Book
from .refusals import refusal


def known_of(fund: Fund) -> Known:
    """Ids (as their keyed index), numbers and people of every member the fund ever had, and what is not known of them;
    one query."""
    known = Known()
    rows = Member.objects.filter(fund=fund).values_list(
        "id", "number", "salt", "village__number", "beneficiary", "person__citizen_index", "person__first_name",
        "person__surname", "person__birth_day", "person__phone", "person__household",
    )  # fmt: skip
    for pk, number, salt, village, beneficiary, index, first, surname, born, phone, house in rows.iterator(5000):
        name = people_key(first, surname)
        key = number_key(number)
        known.numbers[key] = name
        if index:
            known.ids[index] = (key, name)
        known.people[name, born] = key
        if salt is not None:  # nobody who was forgotten is filled in again
            said = {"citizen_id": index, "birth": born, "phone": phone, "village": village, "house": house,
                    "beneficiary": beneficiary}  # fmt: skip
            known.stored[key] = Stored(pk, born, village, frozenset(f for f in FILLABLE if not said[f]))
    return known


def village_names(fund: Fund) -> dict[str, int]:
    """Villages by their name without "บ้าน"."""
    villages = fund.organisation.subdistrict.villages.filter(number__lte=fund.village_count).exclude(name_th="")
    return {v.name_th.removeprefix("บ้าน").replace(" ", ""): v.number for v in villages}


def judge_book(fund: Fund, book: Book, mapping: Mapping[str, int], today: date) -> list[Judged]:
    """Every person's row of the book, judged in its order. Errors: NO_NAME_COLUMN, NO_ROWS."""
    if "name" not in mapping and "first" not in mapping:
        raise refusal("NO_NAME_COLUMN")
    columns = dict(mapping)
    judge = Judge(columns, today, fund.village_count, village_names(fund), known_of(fund), protect.index)
    people = ((n, row) for n, row in book.body() if row and is_member_row(row, columns, book.table.headers))
    judged = list(judge.judge_all(people))
    if not judged:
        raise refusal("NO_ROWS")
    return judged
