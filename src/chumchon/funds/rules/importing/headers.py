"""Which column says what: the words of a header, in any order and wording, to the fields of a member."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from chumchon.thai.citizen import normalise
from chumchon.thai.digits import arabic

from .cells import Cell, clean

FIELDS: dict[str, str] = {
    "number": "เลขสมาชิก",
    "prefix": "คำนำหน้า",
    "name": "ชื่อและนามสกุล",
    "first": "ชื่อ",
    "surname": "นามสกุล",
    "citizen_id": "เลขบัตรประชาชน",
    "birth": "วันเกิด",
    "house": "บ้านเลขที่",
    "village": "หมู่ที่",
    "address": "ที่อยู่ในช่องเดียว",
    "kind": "ประเภทสมาชิก",
    "joined": "วันที่สมัคร",
    "paid_until": "จ่ายถึงวันที่",
    "legacy": "เงินสะสมเดิม (บาท)",
    "phone": "โทรศัพท์",
    "beneficiary": "ผู้รับประโยชน์",
}
# A pattern over the header without blanks and marks. The first that fits wins; "" is a column that we know and leave.
_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^(ที่|ลำดับ|ลำดับที่|ลำดับเลขที่|ลำที่|ลับที่|เลขลำดับ|no|ลดท)$", ""),
    (r"(ประโยชน์|ทายาท|beneficiary).*(เลข|โทร|เบอร์|เกิด|ความสัมพันธ์|เกี่ยวข้อง|ที่อยู่|บัตร|อายุ)", ""),
    (r"(เลข|โทร|เบอร์|เกิด|ความสัมพันธ์|เกี่ยวข้อง|ที่อยู่|บัตร).*(ประโยชน์|ทายาท|beneficiary)", ""),
    (r"ประโยชน์|ทายาท|beneficiary|ผู้รับเงินแทน|ผู้รับมรดก", "beneficiary"),
    (r"หมู่(โลหิต|เลือด)|กรุ๊ปเลือด|บิดา|มารดา|คู่สมรส|ชื่อเล่น|หมายเหตุ|ผู้แนะนำ|สิ่งที่ต้องแก้|เก็บเงินวันที่", ""),
    (r"(ประชาชน|ปชช|ปปช|13หลัก|citizenid|nationalid|idcard).*(ออก|หมดอายุ|สถานที่)|วัน.*(ออกบัตร|หมดอายุ)", ""),
    (r"ประชาชน|ปชช|ปปช|13หลัก|citizen|nationalid|idcard|idno|บัตรประจำตัว|^เลข(ที่)?บัตร$|^เลขประจำตัว(บุคคล)?$", "citizen_id"),
    (r"(ค่า|เงิน|ธรรมเนียม).*(สมัคร|แรกเข้า)|ใบสมัคร|อายุ(การ)?(เป็น)?สมาชิก|ระยะเวลา|สถานะ|เหตุผล", ""),
    (r"โทร|เบอร์|มือถือ|phone|mobile|^tel|หมายเลขติดต่อ", "phone"),
    (r"สถานที่เกิด|^อายุ|^age|^เพศ|^sex|^gender", ""),
    (r"เกิด|birth|^dob", "birth"),
    (r"(ชำระ|จ่าย|ส่ง|สมทบ|เก็บ|เงิน|ออม|สัจจะ).*ถึง|^ถึง(วันที่|เดือน|วดป)?$|paid(until|to|through)", "paid_until"),
    (r"ประเภท|ชนิดสมาชิก|กลุ่ม(สมาชิก|เป้าหมาย)|^kind|^type|membertype", "kind"),
    (r"(วัน|วดป|เดือน|ปี|เมื่อ|พศ).*(สมัคร|เข้า|สมาชิก|เริ่ม|ขึ้นทะเบียน|แรก)", "joined"),
    (r"(สมัคร|เข้า|สมาชิก|เริ่ม|ขึ้นทะเบียน).*(วัน|วดป|เมื่อ|ตั้งแต่|ปี)|^(สมัคร|เริ่มเป็นสมาชิก|เข้าเป็นสมาชิก|เป็นสมาชิก|แรกเข้า)$", "joined"),
    (r"join|membersince|startdate", "joined"),
    (r"(เลข|รหัส|หมายเลข|ทะเบียน|สมุด|no|number|id|code).*(สมาชิก|member)|(สมาชิก|member).*(เลข|รหัส|ที่|no|number|id|code)", "number"),
    (r"^(รหัส|เลขทะเบียน|ทะเบียนเลขที่|ทะเบียน|เลขที่ทะเบียน|หมายเลขทะเบียน|สมุดเลขที่|เลขที่สมุด|เลขสมุด|เล่มที่|number|code)$", "number"),
    (r"^(คำนำหน้า)?(ราย)?ชื่อ(ตัว|จริง)?(และ|กับ)?(ชื่อ)?(นามสกุล|สกุล|นามสุกล|นามกุล|ฉายา)", "name"),
    (r"คำนำ|^นำหน้า|^คำหน้า|^ยศ$|^title$|^prefix$", "prefix"),
    (r"^(ราย)?ชื่อ(ของ)?(สมาชิก|ผู้)|^รายชื่อ|^(full)?name$|^fullname|^membername|^ผู้สมัคร$|^สมาชิก$", "name"),
    (r"^(นามสกุล|สกุล|นามสุกล|ชื่อสกุล|ชื่อครอบครัว)|^(surname|lastname|familyname)$", "surname"),
    (r"^ชื่อ(ตัว|จริง|แรก|ต้น)?$|^(firstname|givenname)$", "first"),
    (r"สะสม|ยกมา|(เงิน|ยอด|รวม).*(สมทบ|ออม|สัจจะ|ฝาก)|^(ยอดเงิน|จำนวนเงิน|ยอดรวม|สมทบแล้ว|เงิน|ยอด|สัจจะ)$|legacy|savings?$|balance", "legacy"),
    (r"บ้านเลขที่|เลขที่บ้าน|เลขบ้าน|ที่อยู่.*เลขที่|^เลขที่$|houseno|^house(number)?$", "house"),
    (r"^(ที่อยู่)?(หมู่|ม|หมู่ที่|มที่|หมู่บ้านที่|หมู่บ้าน|บ้านหมู่|บ้านหมู่ที่|ชุมชน|ชุมชนที่|moo|village|villageno)$|^หมู่", "village"),
    (r"^ชื่อ(หมู่บ้าน|บ้าน|ชุมชน)$|^บ้าน$", "village"),
    (r"^ที่อยู่|^address|^ภูมิลำเนา|^ทะเบียนบ้าน", "address"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), field) for pattern, field in _PATTERNS)


@dataclass(frozen=True)
class Guess:
    """A mapping field to column (from 0) and how many headers were known words, also those that are left alone."""

    mapping: dict[str, int]
    known: int

    @property
    def names_people(self) -> bool:
        """Without a name in it a table is no register."""
        return "name" in self.mapping or "first" in self.mapping


def plain(header: str) -> str:
    """Letters and digits only, small: "ชื่อ - นามสกุล" and "ชื่อ-นามสกุล" are one word."""
    return re.sub(r"[^0-9a-zก-ฮะ-ฺเ-๎]", "", arabic(clean(header)).lower())


def field_of(header: str) -> str | None:
    """The field of a header; "" one that is known and left, None one that nobody knows."""
    said = clean(header)
    if not said or len(said) > 120:
        return None
    outside = re.sub(r"\(.*?\)|\[.*?\]", "", said)
    for words in dict.fromkeys((plain(outside), plain(said))):
        if words:
            for pattern, field in _COMPILED:
                if pattern.search(words):
                    return field
    return None


def guess(headers: Sequence[str]) -> Guess:
    """The mapping that the words of the headers say; of two columns for one field the first stands."""
    found: dict[str, int] = {}
    known = 0
    for column, header in enumerate(headers):
        field = field_of(header)
        known += field is not None
        if field and field not in found:
            found[field] = column
    return Guess(_settle_names(found, headers), known)


def _settle_names(found: dict[str, int], headers: Sequence[str]) -> dict[str, int]:
    """ "ชื่อ" beside "ชื่อสกุล" is a first name beside a surname; "ชื่อ" alone holds the full name.

    "เลขที่" before the name is the member's number, behind it the house's.
    """
    house, name = found.get("house", -1), found.get("name", found.get("first", -1))
    if "number" not in found and 0 <= house < name and plain(headers[house]) == "เลขที่":
        found["number"] = found.pop("house")
    if "name" in found and "first" in found:
        if "surname" not in found and plain(headers[found["name"]]) == "ชื่อสกุล":
            found["surname"] = found.pop("name")
        elif "surname" in found:
            del found["name"]
        else:
            del found["first"]
    if "first" in found and "surname" not in found:
        found["name"] = found.pop("first")
    if "name" in found and "surname" in found:
        found["first"] = found.pop("name")
    return found


def with_values(mapping: dict[str, int], headers: Sequence[str], sample: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Add a column of citizen ids that no header announced: at least three right ids, in half of its cells."""
    if "citizen_id" in mapping:
        return mapping
    taken = set(mapping.values())
    for column, header in enumerate(headers):
        if column in taken or field_of(header) == "":
            continue
        cells = [row[column] for row in sample if column < len(row) and clean(row[column])]
        right = sum(normalise(cell) is not None for cell in cells)
        if right >= 3 and right * 2 >= len(cells):
            return {**mapping, "citizen_id": column}
    return mapping


def signature(headers: Sequence[str], kind: str = "members") -> str:
    """The same for books of a kind with the same header row; a fund's corrected mapping is found again by it."""
    words = [] if kind == "members" else [kind]
    return sha256("\u001f".join([*words, *(plain(h) for h in headers)]).encode()).hexdigest()


def checked(mapping: Mapping[str, int], width: int, fields: Container[str] = FIELDS) -> dict[str, int]:
    """A mapping out of a form or the memory, without fields or columns that do not exist."""
    return {f: c for f, c in mapping.items() if f in fields and isinstance(c, int) and 0 <= c < width}
