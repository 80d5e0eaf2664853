"""The judgement of a book's rows: who comes in, who does not, and why; each row's first fault is the one that counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chumchon.thai.citizen import normalise
from chumchon.thai.errors import BadInput

from . import cells, names
from .cells import Cell
from .fill import Fill, Stored, fields_to_fill, may_be_same
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
    the same person with the same number that the fund has; fill: what it knows of them that the register does not."""

    row_number: int
    facts: Facts
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    already: bool = False
    fill: Fill | None = None


@dataclass
class Known:
    """What is taken: ids (by any key, here the 13 digits or their index) with the member's number and name, numbers
    with the name, people (name and birth day) with the number, and by number what the register says of the member."""

    ids: dict[str, tuple[str, str]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    people: dict[tuple[str, date | None], str] = field(default_factory=dict)
    stored: dict[str, Stored] = field(default_factory=dict)


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
        self.filled: set[int] = set()

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
        stored = self._duplicates(facts, faults)
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
        return Judged(
            row_number,
            facts,
            tuple(faults),
            tuple(warnings),
            tuple(notes),
            stored is not None,
            self._fill(stored, facts),
        )

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

    def _duplicates(self, facts: Facts, faults: list[Fault]) -> str | None:
        """Mark ids and numbers as seen. The number key of the member whom the row names once more; None where it names
        nobody whom the fund has, or where more is wrong with it."""
        same: str | None = None
        name = people_key(facts.first_name, facts.surname)
        key = cells.number_key(facts.number)
        known_id = seen_id = False
        if facts.citizen_id:
            stored = self.fund.ids.get(self.id_key(facts.citizen_id))
            known_id, seen_id = stored is not None, facts.citizen_id in self.seen_ids
            if seen_id or stored is not None:
                faults.append(Fault("DUPLICATE_CITIZEN_ID", "citizen_id", FAULTS["DUPLICATE_CITIZEN_ID"]))
                if stored is not None and stored[1] == name and key in ("", stored[0]):
                    same = stored[0]
            self.seen_ids.add(facts.citizen_id)
        if key:
            if key in self.seen_numbers or key in self.fund.numbers:
                faults.append(Fault("DUPLICATE_MEMBER_NO", "number", FAULTS["DUPLICATE_MEMBER_NO"]))
                new_id = bool(facts.citizen_id) and not known_id and not seen_id
                if self.fund.numbers.get(key) == name and (not facts.citizen_id or (new_id and self._same(key, facts))):
                    same = key
            self.seen_numbers.add(key)
        elif not known_id and not seen_id and (name, facts.birth_day) in self.fund.people:
            there = self.fund.people[name, facts.birth_day]
            if not facts.citizen_id or (facts.birth_day is not None and self._same(there, facts)):
                column = "first" if "first" in self.mapping else "name"
                faults.append(Fault("DUPLICATE_MEMBER_NO", column, "มีสมาชิกชื่อนี้และวันเกิดนี้แล้ว ถ้าเป็นคนละคนให้ใส่เลขสมาชิก"))
                same = there
        return same if {f.code for f in faults} <= {"DUPLICATE_CITIZEN_ID", "DUPLICATE_MEMBER_NO"} else None

    def _same(self, key: str, facts: Facts) -> bool:
        stored = self.fund.stored.get(key)
        return stored is not None and may_be_same(stored, facts)

    def _fill(self, key: str | None, facts: Facts) -> Fill | None:
        """What the row fills of the member; of two rows for one member the first."""
        stored = self.fund.stored.get(key) if key is not None else None
        if stored is None or stored.member_id in self.filled:
            return None
        fields = fields_to_fill(stored, facts)
        if not fields:
            return None
        self.filled.add(stored.member_id)
        return Fill(stored.member_id, fields)


def people_key(first_name: str, surname: str) -> str:
    """Equal for the same name written with or without blanks."""
    return f"{first_name} {surname}".replace(" ", "")


def _says(said: Mapping[str, Cell], what: str) -> bool:
    return not cells.is_blank(said.get(what))
