"""The judgement of a book's rows: who comes in, who does not, and why; each row's first fault is the one that counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chumchon.thai.citizen import normalise
from chumchon.thai.errors import BadInput

from . import cells, names
from .cells import Cell
from .words import FAULTS

ORDER = {code: i for i, code in enumerate(FAULTS)}


@dataclass(frozen=True)
class Fault:
    """What is wrong (a code of FAULTS), in which field, and a sentence that says what to do."""

    code: str
    field: str
    th: str


@dataclass(frozen=True)
class Facts:
    """A member as the book says; days are C.E., money is satang, number "" where the house gives one."""

    number: str
    prefix: str
    first_name: str
    surname: str
    citizen_id: str | None
    birth_day: date | None
    birth_precision: str
    house_no: str
    village: int | None
    kind: str
    joined_on: date | None
    paid_until: date | None
    legacy_satang: int
    phone: str
    beneficiary: str


@dataclass(frozen=True)
class Judged:
    """One row: its place in the file (from 1), what it says, faults (first counts), warnings and notes; already: it is
    the same person with the same number that the fund has."""

    row_number: int
    facts: Facts
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    already: bool = False


@dataclass
class Known:
    """What is taken: ids (by any key, here the 13 digits or their index) with the member's number and name, numbers,
    and people without either."""

    ids: dict[str, tuple[str, str]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    people: set[tuple[str, date | None]] = field(default_factory=set)


class Judge:
    """Judges the rows of one file in their order. id_key: thirteen digits to the key under which `fund.ids` has them."""

    def __init__(
        self, mapping: Mapping[str, int], today: date, village_count: int, village_names: Mapping[str, int], fund: Known,
        id_key: Callable[[str], str],
    ) -> None:  # fmt: skip
        self.mapping, self.today, self.village_count = mapping, today, village_count
        self.village_names, self.fund, self.id_key = village_names, fund, id_key
        self.seen_ids: set[str] = set()
        self.seen_numbers: set[str] = set()

    def judge_all(self, rows: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[Judged]:
        """Each row once, lazily."""
        for number, row in rows:
            yield self.judge(number, row)

    def judge(self, row_number: int, row: Sequence[Cell]) -> Judged:
        """One row with everything that is wrong in it."""
        said = {f: row[c] if c < len(row) else None for f, c in self.mapping.items()}
        faults: list[Fault] = []
        notes: list[str] = []
        prefix, first, surname = self._name(said, faults)
        citizen_id = self._citizen_id(said.get("citizen_id"), faults)
        number = cells.read_number(said.get("number"))
        if len(number) > 20:
            number = ""
            notes.append("NUMBER_TOO_LONG")
        birth, precision, joined = self._days(said, faults)
        legacy = self._legacy(said.get("legacy"), faults)
        house, village_cell = self._place(said)
        village, unknown = self._village(village_cell)
        paid = cells.read_paid_until(said.get("paid_until"), self.today) if _says(said, "paid_until") else None
        if paid is None and _says(said, "paid_until"):
            notes.append("PAID_UNTIL_UNREAD")
        if joined is None and not _says(said, "joined"):
            notes.append("NO_JOIN_DAY")
        facts = Facts(
            number, prefix, first, surname, citizen_id, birth, precision, house, village,
            names.read_kind(said.get("kind")), joined, paid, legacy, cells.read_phone(said.get("phone")),
            cells.text(said.get("beneficiary"))[:160],
        )  # fmt: skip
        already = self._duplicates(facts, faults)
        warnings = [
            code
            for code, found in (
                ("NO_CITIZEN_ID", not _says(said, "citizen_id")),
                ("NO_BIRTH_DATE", not _says(said, "birth")),
                ("UNKNOWN_VILLAGE", unknown),
            )
            if found
        ]
        faults.sort(key=lambda f: ORDER[f.code])
        return Judged(row_number, facts, tuple(faults), tuple(warnings), tuple(notes), already)

    def _name(self, said: Mapping[str, Cell], faults: list[Fault]) -> tuple[str, str, str]:
        column = "first" if "first" in self.mapping else "name"
        found = names.read_name(said.get("prefix"), said.get(column), said.get("surname"), "surname" in self.mapping)
        if not found[1]:
            faults.append(Fault("MISSING_NAME", column, FAULTS["MISSING_NAME"]))
        elif len(found[1]) > names.MOST_LETTERS or len(found[2]) > names.MOST_LETTERS:
            faults.append(Fault("MISSING_NAME", column, "ชื่อหรือนามสกุลยาวเกิน 80 ตัวอักษร ใส่เฉพาะชื่อของคนเดียว"))
        return found[0][:40], found[1], found[2]

    def _citizen_id(self, cell: Cell, faults: list[Fault]) -> str | None:
        if cells.is_blank(cell):
            return None
        citizen_id = normalise(cell if isinstance(cell, (int, float)) else cells.plain_digits(cell))
        if citizen_id is None:
            faults.append(Fault("BAD_CITIZEN_ID", "citizen_id", FAULTS["BAD_CITIZEN_ID"]))
        return citizen_id

    def _days(self, said: Mapping[str, Cell], faults: list[Fault]) -> tuple[date | None, str, date | None]:
        days: dict[str, date] = {}
        precision = "none"
        for what in ("birth", "joined"):
            if not _says(said, what):
                continue
            try:
                parsed = cells.read_day(said[what], self.today, year_only=what == "birth")
            except BadInput:
                faults.append(Fault("BAD_DATE", what, FAULTS["BAD_DATE"]))
                continue
            if parsed.day > self.today:
                faults.append(Fault("FUTURE_DATE", what, FAULTS["FUTURE_DATE"]))
                continue
            days[what] = parsed.day
            if what == "birth":
                precision = parsed.precision
        birth, joined = days.get("birth"), days.get("joined")
        if birth and joined and joined < birth:
            faults.append(Fault("JOIN_BEFORE_BIRTH", "joined", FAULTS["JOIN_BEFORE_BIRTH"]))
        return birth, precision, joined

    def _legacy(self, cell: Cell, faults: list[Fault]) -> int:
        try:
            return cells.read_satang(cell)
        except BadInput:
            faults.append(Fault("BAD_AMOUNT", "legacy", FAULTS["BAD_AMOUNT"]))
            return 0

    def _place(self, said: Mapping[str, Cell]) -> tuple[str, Cell]:
        house, village = cells.read_house(said.get("house")), said.get("village")
        for cell in (said.get("address"), said.get("house")):
            in_cell = cells.read_address(cell)
            house = house or in_cell[0]
            village = in_cell[1] if cells.is_blank(village) else village
        return house[:30], village

    def _village(self, cell: Cell) -> tuple[int | None, bool]:
        if cells.is_blank(cell):
            return None, "village" in self.mapping
        number = cells.read_village(cell, self.village_names)
        if number is None or not 1 <= number <= self.village_count:
            return None, True
        return number, False

    def _duplicates(self, facts: Facts, faults: list[Fault]) -> bool:
        """Mark ids and numbers as seen; is the row one that the fund has already, word for word in id or number?"""
        already = False
        name = people_key(facts.first_name, facts.surname)
        key = cells.number_key(facts.number)
        if facts.citizen_id:
            stored = self.fund.ids.get(self.id_key(facts.citizen_id))
            if facts.citizen_id in self.seen_ids or stored is not None:
                faults.append(Fault("DUPLICATE_CITIZEN_ID", "citizen_id", FAULTS["DUPLICATE_CITIZEN_ID"]))
                already = stored is not None and stored[1] == name and (not key or stored[0] == key)
            self.seen_ids.add(facts.citizen_id)
        if key:
            if key in self.seen_numbers or key in self.fund.numbers:
                faults.append(Fault("DUPLICATE_MEMBER_NO", "number", FAULTS["DUPLICATE_MEMBER_NO"]))
                already = already or (not facts.citizen_id and self.fund.numbers.get(key) == name)
            self.seen_numbers.add(key)
        elif not facts.citizen_id and (name, facts.birth_day) in self.fund.people:
            column = "first" if "first" in self.mapping else "name"
            faults.append(Fault("DUPLICATE_MEMBER_NO", column, "มีสมาชิกชื่อนี้และวันเกิดนี้แล้ว ถ้าเป็นคนละคนให้ใส่เลขสมาชิก"))
            already = True
        return already and {f.code for f in faults} <= {"DUPLICATE_CITIZEN_ID", "DUPLICATE_MEMBER_NO"}


def people_key(first_name: str, surname: str) -> str:
    """Equal for the same name written with or without blanks."""
    return f"{first_name} {surname}".replace(" ", "")


def _says(said: Mapping[str, Cell], what: str) -> bool:
    return not cells.is_blank(said.get(what))
